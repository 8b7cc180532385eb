import { describe, expect, test } from 'vitest';
import { check, inspect } from './check';

describe('typed arrays keep the origin of what they hold', () => {
  const ways: Readonly<Record<string, string>> = {
    'elements of a constructor': 'new Float64Array([x, y])[0]! * y',
    'a write and a read': '(() => { const a = new Float64Array(2); a[1] = x * y; a[1]! *= x; return a[1]!; })()',
    'of and from': 'Float64Array.of(x)[0]! * Float64Array.from([y], (v) => v * v)[0]!',
    'a copy of another': 'new Float64Array(new Float64Array([x * y]))[0]!',
    'subarray and set': '(() => { const a = new Float64Array(3); a.subarray(1).set([x, y]); return a[1]! * a[2]!; })()',
    'map, reduce, slice': 'new Float64Array([x, y]).map((v) => v * v).slice().reduce((a, b) => a * b)',
    'fill, with, at': 'new Float64Array(2).fill(x).with(0, y).at(-1)! * y',
    'sort and reverse': 'new Float64Array([y, x]).sort().reverse()[0]! ** 2 * y',
    'find, filter, values':
      '[...new Float64Array([x, y]).filter((v) => v > 0)].reduce((a, b) => a * b) * new Float64Array([x]).find(Boolean)!',
    'copyWithin and walking':
      '(() => { let s = 1; for (const v of new Float64Array([x, y, 0]).copyWithin(2, 0)) s *= v; return s; })()',
    "a class of one's own":
      '(() => { class V extends Float64Array { dot(o: V) { return this[0]! * o[0]! + this[1]! * o[1]!; } } return V.of(x, y).dot(V.of(y, x)); })()',
  };
  const value = (code: string, x: number, y: number) =>
    inspect(`const x = ${x}, y = ${y};\nconst out = ${code}; // @grad`)[0]!.output!.value as number;
  for (const [name, code] of Object.entries(ways)) {
    test(name, () => {
      const [x, y, h] = [1.5, 0.75, 1e-5];
      const result = check(`const x = ${x}, y = ${y};\nconst out = ${code}; // @grad`, {});
      const given = result.inputs.map(({ grad }) => grad as number);
      expect(given[0]).toBeCloseTo((value(code, x + h, y) - value(code, x - h, y)) / (2 * h), 6);
      expect(given[1]).toBeCloseTo((value(code, x, y + h) - value(code, x, y - h)) / (2 * h), 6);
      expect(given.some((slope) => slope !== 0)).toBe(true);
    });
  }
});

describe('what an element type does to a tracked number', () => {
  test('single precision rounds and passes the gradient on', () => {
    check('const x = 0.1;\nconst y = new Float32Array([x])[0]! * 3; // @grad', {
      value: Math.fround(0.1) * 3,
      grads: { x: 3 },
    });
  });
  for (const [type, value] of [
    ['Int8Array', 2],
    ['Int16Array', 2],
    ['Int32Array', 2],
    ['Uint8Array', 2],
    ['Uint16Array', 2],
    ['Uint32Array', 2],
    ['Uint8ClampedArray', 3],
  ] as const) {
    test(`${type} holds integers, which have no gradient`, () => {
      check(`const x = 2.7;\nconst y = new ${type}([x])[0]! * x; // @grad`, {
        value: value * 2.7,
        grads: { x: value },
      });
    });
  }
  test('a copy of the same type rounds no second time', () => {
    const ops = (code: string) =>
      inspect(`const x = 0.1;\nconst a = new Float32Array([x]);\nconst y = ${code}; // @grad`)[0]!.graph?.gates.length;
    expect(ops('new Float32Array(a)[0]! * 2')).toBe(ops('a[0]! * 2'));
  });
});

describe('typed arrays among inputs, variables and outputs', () => {
  test('an output starts from ones', () => {
    const result = check('const x = 3;\nconst y = new Float64Array([x, x * x, 5]); // @grad', {
      value: [3, 9, 5],
      grads: { x: 7 },
    });
    expect(result.output).toMatchObject({ shape: [3], seededWithOnes: true });
  });
  test('parameters', () => {
    check(
      '/** @grad w = new Float32Array([0.5, 0.1]), s = 2 */\nfunction f(w: Float32Array, s: number) { return w[0]! * w[1]! * s; }',
      { inputs: { w: [0.5, Math.fround(0.1)] }, grads: { w: [2 * Math.fround(0.1), 1], s: 0.5 * Math.fround(0.1) } },
    );
  });
  test('variables that a selection uses', () => {
    check('const w = new Float64Array([2, 3]);\nconst y = «w[0]! * w[1]!»;', {
      value: 6,
      variables: {
        w: [
          [2, 3],
          [3, 2],
        ],
      },
    });
  });
  test('as they were when they were looked at', () => {
    check('const x = 2;\nconst w = new Float64Array([x]);\nconst y = [w, w]; // @grad\nw[0] = 9;', {
      value: [[2], [2]],
      grads: { x: 2 },
    });
  });
  test('empty ones and big ones', () => {
    check('const x = 2;\nconst y = x * new Float64Array(1e6).fill(x).length; // @grad', { grads: { x: 1e6 } });
  });
});

describe('budgets', () => {
  for (const code of [
    'new Float64Array(1e9)',
    'new Int8Array({ length: 1e9 })',
    'Float64Array.from({ length: 1e12 })',
  ]) {
    test(code, () => {
      check(`const go = () => ${code}.length;\nconst y = go(); // @grad`, { error: ['TooLarge', '1:18'] });
    });
  }
  for (const code of [
    'const a = new Float64Array(1e6); for (;;) a.sort();',
    'const a = new Float64Array(1e6); for (;;) a.indexOf(1);',
    'const a = new Float64Array(1e6); for (;;) a.reverse();',
    'for (;;) new Float64Array(100);',
    'const a = new Float64Array(1e6); for (;;) a.fill(3);',
    'new Float64Array(1e6).sort((p, q) => { for (;;); });',
  ]) {
    test(code, () => {
      const { error } = inspect(`const go = () => { ${code} };\nconst y = go(); // @grad`, {
        budget: { time: 200 },
      })[0]!;
      expect(['TimeLimit', 'TooLarge']).toContain(error?.code);
    });
  }
});

test('what is not supported says so', () => {
  for (const [code, what] of [
    ['new Float64Array(2).buffer', '`buffer` of a typed array'],
    ['new ArrayBuffer(8)', '`ArrayBuffer`'],
    ['new DataView(1 as any)', '`DataView`'],
    ['new BigInt64Array(2)', '`BigInt64Array`'],
    ['Float64Array.prototype', '`Float64Array.prototype`'],
    ['new Float64Array(2).constructor', '`constructor`'],
    ['Float64Array.prototype.fill = 1', 'Float64Array.prototype'],
  ]) {
    const { error } = inspect(`const go = () => ${code};\nconst y = go(); // @grad`)[0]!;
    expect(error?.code, code).toBe('Unsupported');
    expect(error?.message).toContain(what);
  }
});
