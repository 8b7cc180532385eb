// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
import { describe, expect, test } from 'vitest';
import type { Data } from '../../../src/protocol';
import { check } from './check';
import { checkSlopes } from './slopes';

/**
 * How numbers keep their origin on the way through the language. Each program computes `out` from `a = 1.4`, `b = -0.8`
 * and `v = [0.4, 2, -1.1]`; gradients are compared with central differences of the program's own values.
 */
const ways: Readonly<Record<string, string>> = {
  'arithmetic and compound assignment': 'let t = a; t += b; t *= a; t -= 2; t /= b; t **= 2; const out = -t % 1.7;',
  increments: 'let t = a * b; t++; --t; const u = t++; const out = u * t;',
  'a function': 'const f = (x: number, y = x * b) => x * y; const out = f(a) + f(b, a);',
  closures:
    'const make = (k: number) => { let n = k; return () => (n *= a); }; const g = make(b); g(); const out = g() + g();',
  recursion:
    'const pow = (x: number, n: number): number => n === 0 ? 1 : x * pow(x, n - 1); const out = pow(a, 5) * b;',
  'a loop with a branch':
    'let s = 0; for (let i = 0; i < 6; i++) { if (i % 2) s += a * i; else s -= b * s + v[i % 3]!; } const out = s;',
  'while with a tracked condition': 'let x = a; while (x < 40) x = x * x + 1; const out = x * b;',
  'do, break, continue, labels':
    'let x = b; outer: do { for (const w of v) { if (w > 1) continue outer; x = x * w + a; } } while (false); const out = x;',
  'for-in': 'const o: any = { p: a, q: b }; let s = 1; for (const k in o) s = s * 2 + o[k]; const out = s;',
  'switch with fall-through':
    'let s = a; switch (Math.round(a)) { case 1: s *= 9; case 2: s *= b; case 3: s += v[1]!; break; default: s = 0; } const out = s;',
  'ternaries and short circuits': 'const z = a - a; const out = (a > b ? a : b) * (z || b) + (a && v[0]!) + (a ?? b);',
  'logical assignment': 'let p = a - a, q: any = null, r = b; p ||= b; q ??= a; r &&= a * b; const out = p * q * r;',
  arrays:
    'const w = [a, b, ...v]; w.push(a * b); w[0] = w[1]! * w[2]!; w.unshift(w.pop()!); const out = w.map((x, i) => x * i).filter((x) => x > -99).reduce((s, x) => s + x * x, 0);',
  'array methods that move elements':
    'const w = [...v].sort((p, q) => q - p); const x = w.slice(1).concat([a]).reverse(); x.splice(1, 1, b); const y = x.flatMap((e) => [e, e * a]); const out = y.reduceRight((s, e, i) => s + e * (i + 1), 0) + y.at(-1)! * y.find((e) => e !== 0)! + [[a], [b]].flat()[1]! + y.toSorted()[0]! + v.with(1, a)[1]!;',
  'min and max over an array': 'const out = Math.max(...v) * Math.min(...v, a) + Math.hypot(...v);',
  'in-place updates and aliases':
    'const w = v; const m = [w, w.map((x) => x)]; m[0]![1] *= a; m[1]![1] += b; const out = w[1]! * m[1]![1]!;',
  destructuring:
    'const [p, , q = b] = v; const { x, y: { z = a }, ...r } = { x: a, y: {} as any, s: b, t: p! }; let m = p!, n = q; [m, n] = [n, m]; const out = m * x + n * z + r.s * r.t;',
  objects:
    'const o: any = { a, in: { b }, f() { return this.a * this.in.b; }, get g() { return this.a ** 2; }, set h(x) { this.in.b = x; } }; o.h = a * 3; const p = { ...o, a: b }; const out = o.f() + o.g + p.a * Object.values({ a, b }).reduce((s: any, x: any) => s + x);',
  'Object functions':
    'const o = Object.fromEntries([["p", a], ["q", b]]); const out = Object.entries(o).reduce((s, [k, x]: any) => s + (k === "p" ? x * x : x), 0) * Object.assign({ r: 1 }, o).q;',
  'objects with valueOf':
    'const u: any = { n: a, valueOf() { return this.n * b; } }; const out = u * 2 + (u + 1) - -u;',
  'optional chaining':
    'const o: any = { p: { f: (x: number) => x * a }, q: null }; const out = o?.p?.f?.(b) + (o.q?.r ?? a) + o["p"]!.f(v[2]);',
  'this, call, apply, bind':
    'function f(this: any, x: number) { return this.k * x; } const out = f.call({ k: a }, b) + f.apply({ k: b }, [v[1]!]) + f.bind({ k: v[0] })(a);',
  'rest, spread and defaults':
    'const f = (x: number, ...r: number[]) => r.reduce((s, e) => s * x + e, 1); const out = f(a, ...v, b);',
  memoisation:
    'const memo: any = {}; const f = (n: number): number => memo[n] ??= n < 2 ? a : f(n - 1) * b + f(n - 2); const out = f(8);',
  'Number, Array.from and unary plus':
    'const out = Array.from({ length: 3 }, (_, i) => Number(v[i]!) * +a).reduce((s, x) => s + x) + Array.from(v, (x) => x * b)[1]! + Array.of(a)[0]!;',
  'every function of Math':
    'const x = 0.3 + a / 10, y = b; const out = Math.abs(y) + Math.acos(x) * 2 + Math.acosh(a + 1) + Math.asin(x) * 3 + Math.asinh(y) + Math.atan(a) * y + Math.atan2(a, y) + Math.atanh(x) + Math.cbrt(y) + Math.cos(a) * y + Math.cosh(y) + Math.exp(y) + Math.expm1(x) + Math.hypot(a, y) + Math.log(a) * y + Math.log10(a) + Math.log1p(x) + Math.log2(a) + Math.max(a, y) + Math.min(a, y) + Math.pow(a, y) + Math.sin(y) + Math.sinh(x) + Math.sqrt(a) + Math.tan(x) + Math.tanh(y);',
  'Newton inside the program':
    'let x = a; for (let i = 0; i < 4; i++) x -= (x * x - (3 + b)) / (2 * x); const out = x * a;',
  'comma, void and sequence': 'let t = (void 0, a * b); const out = (t *= 2, t + a);',
  'a getter that is computed anew':
    'const c: any = { r: a, get area() { return Math.PI * this.r ** 2; } }; c.r *= b; const out = c.area;',
  'a random number is the same each run': 'const out = Math.random() * a + Math.random() * b;',
  'a Tracked index is only an index': 'const k = Math.floor(a); const out = v[k]! * v[Math.round(a - 1)]!;',
};

describe('numbers keep their origin through', () => {
  for (const [name, code] of Object.entries(ways)) {
    test(name, () => {
      checkSlopes(code);
    });
  }
});

describe('what cuts the origin', () => {
  const cuts: Readonly<Record<string, string>> = {
    text: 'Number(x.toFixed(3))',
    templates: 'parseFloat(`${x}`)',
    bits: '(x | 0) + (x & 7) + (x << 1) + ~x',
    comparisons: 'x > 1 ? 5 : 6',
    'lengths and indices': '[x, x].length + [x].indexOf(x)',
    typeof: 'typeof x === "number" ? 3 : 4',
    keys: 'Number(Object.keys({ [x]: 1 })[0])',
    steps: 'Math.floor(x) + Math.ceil(x) + Math.round(x) + Math.trunc(x) + Math.sign(x)',
  };
  for (const [name, code] of Object.entries(cuts)) {
    test(name, () => {
      check(`const x = 2.5;\nconst y = ${code}; // @grad`, { grads: { x: 0 }, output: 'y' });
    });
  }
});

describe('conventions at kinks, and numbers that are not finite', () => {
  const at: readonly (readonly [x: string, code: string, value: Data, gradient: Data])[] = [
    ['0', 'Math.abs(x)', 0, 0],
    ['0', 'x > 0 ? x : 0', 0, 0],
    ['0', 'Math.max(0, x)', 0, 0.5],
    ['2', 'Math.max(x, x)', 2, 1],
    ['2', 'Math.max(x, 2, 2)', 2, 1 / 3],
    ['2', 'Math.min(x, Math.min(2, 2))', 2, 0.5],
    ['0', 'Math.sqrt(x)', 0, 'Infinity'],
    ['0', 'Math.log(x)', '-Infinity', 'Infinity'],
    ['0', 'x ** 0', 1, 0],
    ['-2', 'x ** 3', -8, 12],
    ['-2', 'x ** 0.5', 'NaN', 'NaN'],
    ['0', '1 / x', 'Infinity', '-Infinity'],
    ['0', '0 * (1 / x)', 'NaN', 'NaN'],
    ['-1', 'Math.log(x) * 0 + x', 'NaN', 1],
    ['1e308', 'x * 10', 'Infinity', 10],
    ['7.5', 'x % 2', 1.5, 1],
    ['3', '7.5 % x', 1.5, -2],
    ['-0', 'Math.sign(x) + x', 0, 1],
    ['2.5', 'Math.round(x) * x', 7.5, 3],
  ];
  for (const [x, code, value, gradient] of at) {
    test(`${code} at ${x}`, () => {
      check(`const x = ${x};\nconst y = ${code}; // @grad`, { value, grads: { x: gradient } });
    });
  }
});

describe('outputs', () => {
  test('an array starts from ones', () => {
    const result = check('const x = 3;\nconst y = [x, x * x, 5]; // @grad', { value: [3, 9, 5], grads: { x: 7 } });
    expect(result.output).toMatchObject({ shape: [3], seededWithOnes: true });
  });
  test('an object starts from ones', () => {
    const result = check('const x = 3;\nconst y = { p: x * 2, q: { r: x ** 2 }, s: "text" }; // @grad', {
      value: { p: 6, q: { r: 9 } },
      grads: { x: 8 },
    });
    expect(result.output).toMatchObject({ shape: null, seededWithOnes: true });
  });
  test('a ragged array has no shape', () => {
    const result = check('const x = 3;\nconst y = [[x], [x, x]]; // @grad', { value: [[3], [3, 3]], grads: { x: 3 } });
    expect(result.output?.shape).toBeNull();
  });
  test('a constant has gradient 0 everywhere', () => {
    check('const x = 3;\nconst y = 5 * 2; // @grad', { value: 10, grads: { x: 0 } });
  });
  test('an input itself', () => {
    check('const x = 3; // @grad', { value: 3, output: 'x' });
    check('const x = 3;\nx; // @grad', { value: 3, output: null, grads: { x: 1 } });
  });
  for (const [what, code] of [
    ['a string', '"text"'],
    ['a boolean', 'x > 2'],
    ['undefined', 'undefined'],
    ['null', 'null'],
    ['a function', '() => x'],
    ['an array that holds more than numbers', '[x, "a"]'],
    ['an object', '{ a: "b" }'],
    ['an object', '{}'],
    ['a function', 'Math.max'],
  ] as const) {
    test(`${code} has no gradient`, () => {
      check(`const x = 3;\nlet y: any;\ny = ${code}; // @grad`, {
        error: ['NotDifferentiable', '3:1', `the output is ${what}, which has no gradient`],
      });
    });
  }
  test('what was printed until then', () => {
    check('console.log("a");\nconst x = 2; // @grad\nconsole.log("b");', { stdout: 'a\n' });
  });
});

describe('inputs', () => {
  test('literals make inputs, other initialisers do not', () => {
    check(
      `const a = 1, b = -2, c = +3, d = [1, [2, -3]], e = (4 as number), f = 5!, g = <number>6, h = 7 satisfies number;
let i = 0x10, j = 1e3;
var k = 8;
export const l = 9;
const n1 = 1 + 1, n2 = [], n3 = [1, n1], n4 = Math.PI, n5 = "1", n6 = { a: 1 }, n7 = true, n8 = - -a, n9 = [1, , 2], n10 = [...d], n11 = 1n === 1n;
function fn() { const inner = 1; return inner; }
for (let q = 0; q < 1; q++) { const w = 2; void w; }
{ const block = 3; void block; }
const out = a * b; // @grad`,
      { grads: { a: -2, b: 1, c: 0, d: [0, [0, 0]], e: 0, f: 0, g: 0, h: 0, i: 0, j: 0, k: 0, l: 0 } },
    );
  });
  test('those below the output are none', () => {
    check('const x = 2;\nconst y = x * x; // @grad\nconst z = 3;', { grads: { x: 4 } });
  });
  test('a reassigned input has its initial value', () => {
    check('let x = 2;\nx = x * 3;\nx += 1;\nconst y = x ** 2; // @grad', {
      grads: { x: 42 },
      inputs: { x: 2 },
      variables: { x: [7, 14] },
    });
  });
  test('an array that is changed in place has its first values', () => {
    check('const w = [1, 2];\nw[0] = w[1]! * 3;\nw.push(4);\nconst y = w[0]! * w[1]! + w[2]!; // @grad', {
      value: 16,
      inputs: { w: [1, 2] },
      grads: { w: [0, 12] },
    });
  });
  test('wrt names objects, parts of them and arrays', () => {
    check('const p = { w: [1, 2], b: { c: 3 } };\nconst y = p.w[0]! * p.b.c; // @grad wrt p', {
      grads: { p: { w: [3, 0], b: { c: 1 } } },
    });
    check('const p = { w: [1, 2], b: { c: 3 } };\nconst y = p.w[0]! * p.b.c; // @grad wrt p.b.c, p.w', {
      grads: { 'p.b.c': 1, 'p.w': [3, 0] },
    });
  });
  test('wrt restricts', () => {
    check('const a = 2, b = 3;\nlet s = 0;\ns += a * b;\nconst y = s; // @grad wrt b', { grads: { b: 2 } });
  });
  test('an accumulator from a literal is an input unless wrt leaves it out', () => {
    check('const a = 2;\nlet s = 0;\ns += a * a;\nconst y = s; // @grad', { grads: { a: 4, s: 1 } });
  });
  test('two names for one input', () => {
    check('const a = 2;\nconst b = a;\nconst y = a * b; // @grad', { grads: { a: 4 }, variables: { b: [2, 2] } });
  });
});
