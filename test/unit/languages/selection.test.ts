// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
import { describe, expect, test } from 'vitest';
import { check, inspect, selection } from './check';

describe('the smallest syntax that covers the selection is taken', () => {
  const above =
    'const a = 2, b = 3, c = 5, v = [1, 4];\nconst o = { p: 6, q: { r: 7 } };\nconst f = (x: number) => x * 2;\n';
  const taken: readonly (readonly [line: string, code: string, value: unknown])[] = [
    ['const y = «a + b» * c;', 'a + b * c', 17],
    ['const y = «a * b» + c;', 'a * b', 6],
    ['const y = a + «b + c»;', 'a + b + c', 10],
    ['const y = a + «b» + c;', 'b', 3],
    ['const y = a «+» b;', 'a + b', 5],
    ['const y = a« + b» + c;', 'a + b', 5],
    ['const y = «(a + b)» * c;', 'a + b', 5],
    ['const y = («(a + b)») * c;', 'a + b', 5],
    ['const y = « ( ( a + b ) ) » * c;', 'a + b', 5],
    ['const y = «(a) * (b)»;', '(a) * (b)', 6],
    ['const y = «(a * b) + (c)» + a;', '(a * b) + (c)', 11],
    ['const y = («a + b») * c;', 'a + b', 5],
    ['const y = («a + b) * c»;', '(a + b) * c', 25],
    ['const y = « a + b  »;', 'a + b', 5],
    ['«const y = a + b;»', 'const y = a + b;', 5],
    ['«const y = a + b»;', 'const y = a + b;', 5],
    ['con«st y = a» + b;', 'const y = a + b;', 5],
    ['const «y» = a + b;', 'const y = a + b;', 5],
    ['const «y = a» + b;', 'const y = a + b;', 5],
    ['const y = «a»;', 'a', 2],
    ['const y = «4.5» * a;', '4.5', 4.5],
    ['const y = «-a» * b;', '-a', -2],
    ['const y = -«a» * b;', 'a', 2],
    ['const y = «v[1]» * a;', 'v[1]', 4],
    ['const y = v[«1»]! * a;', '1', 1],
    ['const y = «v» ;', 'v', [1, 4]],
    ['const y = [«a», b];', 'a', 2],
    ['const y = «[a, b]»;', '[a, b]', [2, 3]],
    ['const y = «o.q.r»;', 'o.q.r', 7],
    ['const y = o.«q».r;', 'o.q', { r: 7 }],
    ['const y = «o.q».r;', 'o.q', { r: 7 }],
    ['const y = «f(a)» + 1;', 'f(a)', 4],
    ['const y = f(«a + b»);', 'a + b', 5],
    ['const y = Math.«max»(a, b);', 'Math.max(a, b)', 3],
    ['const y = «Math.max»(a, b) + c;', 'Math.max(a, b)', 3],
    ['const y = «f»(a) + c;', 'f(a)', 4],
    ['const y = «v.map((x) => x * a)».length;', 'v.map((x) => x * a)', [2, 8]],
    ['const y = a > 1 ? «a * b» : c;', 'a * b', 6],
    ['const y = «a > 1 ? b : c»;', 'a > 1 ? b : c', 3],
    ['const y = { z: «a * 2» };', 'a * 2', 4],
    ['const y = { «z»: a * 2 };', '{ z: a * 2 }', { z: 4 }],
    ['const y = { «a» };', '{ a }', { a: 2 }],
    ['let y = 0; «y = a * b»;', 'y = a * b', 6],
    ['let y = 0; y = «a * b»;', 'a * b', 6],
    ['let y = 1; «y *= a + b»;', 'y *= a + b', 5],
    ['let y = 1; «y++»;', 'y++', 1],
    ['let y = 1; «++y»;', '++y', 2],
    ['const y = `${«a * b»}!`.length;', 'a * b', 6],
    ['const y = (a as «number») * b;', 'a as number', 2],
    ['const y = «(a as number)» * b;', 'a as number', 2],
    ['const y = «a!» * b;', 'a!', 2],
    ['const «n: number = a» * b;', 'const n: number = a * b;', 6],
    ['const y = ((x: number) => «x * a»)(b);', 'x * a', 6],
    ['const { p: «m» } = o;', 'const { p: m } = o;', 6],
    ['const [«m»] = v;', 'const [m] = v;', 1],
    ['let y = 0; for («let i = 0»; i < 3; i++) y += i * a;', 'for (let i = 0; i < 3; i++) y += i * a;', 6],
    ['let y = 0; for (const «x» of v) y += x * a;', 'for (const x of v) y += x * a;', 10],
    ['const y = f«(a)»;', 'f(a)', 4],
    ['const y = a, z = «b * c»;', 'b * c', 15],
    ['const y = (a, «b»);', 'b', 3],
    ['const y = «a ?? b»;', 'a ?? b', 2],
    ['const y = o?.«q»?.r;', 'o?.q', { r: 7 }],
  ]; // biome-ignore format: a table
  for (const [line, code, value] of taken) {
    test(line, () => {
      const result = check(above + line, { taken: code });
      expect(result.output?.value).toEqual(value);
      expect(result.kind).toBe('selection');
      expect(result.directive).toBeNull();
    });
  }

  test('a part of a sum takes the whole sum', () => {
    check('const a = 2, b = 3, c = 5;\nconst y = a + «b + c»;', {
      taken: 'a + b + c',
      value: 10,
      grads: { a: 1, b: 1, c: 1 },
    });
  });
  test('a selection backwards over a line end takes both statements', () => {
    check('const a = 2;\nlet y = a * 3;\n«y = y * y;\nlet z = y + 1;»\nz = 0;', {
      taken: 'y = y * y;\nlet z = y + 1;',
      value: 37,
      output: 'z',
    });
  });
  test('several statements, touched in part, are taken whole', () => {
    check('const a = 2;\nlet y = a * «3;\nlet z = y» + 1;\n', {
      taken: 'let y = a * 3;\nlet z = y + 1;',
      value: 7,
      output: 'z',
    });
  });
  test('what statements assign or return last is the output', () => {
    check('const a = 2;\nlet y = 1;\n«if (a > 1) { y = a * 3; } else { y = a; }»', {
      value: 6,
      output: 'y',
      grads: { a: 3, y: 0 },
    });
    check('const a = 2;\nlet s = 0;\n«for (let i = 0; i < 3; i++) s += a * i;»\n', { value: 6, output: 's' });
    check('const a = 2;\nfunction f() {\n  «const b = a * 3;\n  return b * b;»\n}\nf();', { value: 36, output: null });
    check('const a = 2;\nlet o: any = {};\n«o.x = a * 3;»', { value: 6, output: null });
  });
  test('a whole file', () => {
    check('«const a = 2;\nconst b = a * 3;\n»', { value: 6, output: 'b' });
  });
});

describe('an empty selection', () => {
  const cases: readonly (readonly [marked: string, code: string, value: unknown])[] = [
    ['const a = 2;\nconst b = a *‸ 3;\nconst c = 4;', 'const b = a * 3;', 6],
    ['const a = 2;\n‸const b = a * 3;', 'const b = a * 3;', 6],
    ['const a = 2;\nconst b = a * 3;‸', 'const b = a * 3;', 6],
    ['const a = 2;\nconst b = a * 3; // some‸ words', 'const b = a * 3;', 6],
    ['const a = 2;\nconst b = a * 3;\n\nconst c = b; // @gr‸ad', 'const c = b;', 6],
    ['const a = 2;\nfor (let i = 0; i < 2; i++) {\n  let b = a *‸ i;\n}', 'let b = a * i;', 2],
    ['const a = 2;\nif (a‸ > 1) { let b = a; }', 'if (a > 1) { let b = a; }', 2],
    ['// @grad x = 3\nfunction f(x: number) {\n  ‸return x * x;\n}', 'function f(x: number) {\n  return x * x;\n}', 9],
    ['// @gra‸d x = 3\nfunction f(x: number) {\n  return x * x;\n}', 'function f(x: number) {\n  return x * x;\n}', 9],
  ]; // biome-ignore format: a table
  for (const [marked, code, value] of cases) {
    test(marked, () => {
      expect(check(marked, { taken: code }).output?.value).toEqual(value);
    });
  }
  test('all scenarios of the annotated function at the cursor', () => {
    const { text, focus } = selection('// @grad x = 1\n// @grad x = 3\nfunction f(x: number) { return x ‸* x; }');
    expect(inspect(text, { focus }).map(({ output }) => output?.value)).toEqual([1, 9]);
  });
  test('the innermost annotated snippet counts', () => {
    check('// @grad x = 3\nfunction f(x: number) {\n  const y = x *‸ 2; // @grad\n  return y;\n}', {
      taken: 'const y = x * 2;',
      value: 6,
    });
  });
  test('no code at all', () => {
    for (const marked of ['‸', '  \n‸\n', '// only‸ words']) {
      const result = check(marked, {
        error: [
          'NotDifferentiable',
          marked === '  \n‸\n' ? '2:1' : `1:${marked.indexOf('‸') + 1}`,
          'there is no expression here',
        ],
      });
      expect(result.target).toBeNull();
    }
  });
});

describe('a whole line', () => {
  const text =
    'const w = 2;\n// @grad x = 3\nfunction f(x: number) {\n    const y = x * w; // @grad\n    const z = y + 1;\n\n    return z;\n}\n  const a = w * 5;\n';
  const lines: readonly (readonly [line: number, labels: readonly string[], value: number])[] = [
    [1, ['w'], 2],
    [2, ['f'], 7],
    [3, ['f'], 7],
    [4, ['y'], 6],
    [5, ['f'], 7],
    [6, ['f'], 7],
    [8, ['f'], 7],
    [9, ['a'], 10],
  ];
  for (const [line, labels, value] of lines) {
    test(`line ${line} is that of ${labels}`, () => {
      const at = { line, column: 1 };
      const results = inspect(text, { focus: { kind: 'at', range: { start: at, end: at }, wholeLine: true } });
      expect(results.map(({ target }) => target?.name)).toEqual(labels);
      expect(results[0]!.output?.value).toBe(value);
    });
  }
});

describe('inside functions', () => {
  test('with the first directive of the function', () => {
    check('// @grad x = 2\n// @grad x = 7\nfunction f(x: number) { const y = «x * x»; return y + 1; }', {
      value: 4,
      grads: { x: 4 },
    });
  });
  test('with defaults', () => {
    check('function f(x = 3, k = x + 1) { return «x * k»; }', { value: 12, grads: { x: 7, k: 3 } });
  });
  test('with what the user was asked for', () => {
    const marked = 'function f(x: number, y: number) { return «x * y»; }';
    const { ask, error } = check(marked, { error: ['NotReached', '1:43-1:48', '`f` is never called'] });
    expect(ask).toEqual({ functionName: 'f', key: 'f', parameters: ['x', 'y'] });
    expect(error).not.toBeNull();
    check(marked, { value: 6, grads: { x: 3, y: 2 } }, { args: { f: 'x = 2, y = 3' } });
    check(marked, { value: 10, grads: { x: 5, y: 2 } }, { args: { f: 'x = 2, y = 3' }, set: { y: '5' } });
    check(marked, { error: ['DirectiveError', null, 'a value is missing'] }, { args: { f: 'x' } });
    check(marked, { error: ['SyntaxError', null, 'not an expression'] }, { args: { f: 'x = 2 3, y = 1' } });
    check(marked, { error: ['DirectiveError', '1:12-1:13', '`f` needs a value for `y`'] }, { args: { f: 'x = 2' } });
    check(marked, { error: ['UnboundName', null, '`nothing` is not defined'] }, { args: { f: 'x = nothing, y = 1' } });
  });
  test('with a call of the module where nothing else is known', () => {
    check('const w = 4;\nfunction f(x: number) { return «x * x»; }\nconst y = f(w);', { value: 16, grads: { w: 8 } });
  });
  test('a function that is passed to a method', () => {
    check('const v = [1, 2, 3];\nconst s = v.map((x) => «x * x»);', {
      value: 9,
      occurrences: [3, 3],
      grads: { v: [0, 0, 6] },
    });
  });
  test('a function without parameters', () => {
    check('const w = 4;\nfunction f() { const y = «w * w»; return y; }', { value: 16, variables: { w: [4, 8] } });
  });
  test('an inner function', () => {
    check('// @grad x = 2\nfunction f(x: number) { const g = (k: number) => «x * k»; return g(3) + g(5); }', {
      value: 10,
      occurrences: [2, 2],
      grads: { x: 5 },
    });
  });
  test('a method of an object', () => {
    check('const o = { k: 3, m(x: number) { return «this.k * x»; } };\nconst y = o.m(2);', { value: 6 });
    check('const o = { k: 3, m(x: number) { return «this.k * x»; } };', {
      error: ['NotReached', '1:41-1:51', '`m` is never called'],
    });
  });
});

describe('occurrences', () => {
  const marked = 'const a = 2;\nlet s = a;\nfor (let i = 0; i < 5; i++) { s = «s * a»; }';
  test('the last is the output', () => {
    check(marked, { value: 64, occurrences: [5, 5] });
  });
  test('each can be asked for', () => {
    [4, 8, 16, 32, 64].forEach((value, k) => {
      const result = check(marked, { value }, { occurrence: k + 1 });
      expect(result.occurrences.shown).toBe(k + 1);
      expect(result.variables.find(({ name }) => name === 'i')?.value ?? k).toBe(k);
    });
  });
  test('one that does not exist', () => {
    check(marked, { value: 64, occurrences: [5, 5] }, { occurrence: 99 });
  });
  test('the last of very many', () => {
    check('const a = 2;\nlet s = 0;\nfor (let i = 0; i < 500; i++) { s += «a * i»; }', {
      value: 998,
      occurrences: [500, 500],
      grads: { a: 499, s: 0 },
    });
  });
  test('one of very many', () => {
    check(
      'const a = 2;\nlet s = 0;\nfor (let i = 0; i < 500; i++) { s += «a * i»; }',
      { value: 400, grads: { a: 200, s: 0 } },
      { occurrence: 201 },
    );
  });
  test('a statement in a loop', () => {
    check('const a = 2;\nfor (let i = 0; i < 3; i++) {\n  let q = a * i; // @grad\n}', {
      value: 4,
      occurrences: [3, 3],
    });
    check('const a = 2;\nfor (let i = 0; i < 3; i++) {\n  let q = a * i; // @grad\n}', { value: 2 }, { occurrence: 2 });
  });
});

describe('names that the selection uses', () => {
  test('are listed with their gradients, inputs or not', () => {
    check('const a = 2;\nconst u = Math.sqrt(16), w = a * 3;\nconst y = «u * w + a»;', {
      value: 26,
      grads: { a: 13 },
      variables: { u: [4, 6], w: [6, 4], a: [2, 13] },
    });
  });
  test('arrays and objects as well', () => {
    check('const v = [1, 2].map((x) => x * 2);\nconst o = { k: v.length };\nconst y = «v[1] * o.k»;', {
      value: 8,
      variables: {
        v: [
          [2, 4],
          [0, 2],
        ],
        o: [{ k: 2 }, { k: 4 }],
      },
    });
  });
  test('loop variables', () => {
    check('const a = 2;\nlet y = 0;\nfor (let i = 0; i < 4; i++) { y = «a ** i»; }', {
      value: 8,
      variables: { i: [3, 8 * Math.log(2)] },
    });
  });
  test('a loop that counts by what is selected still ends', () => {
    check('let n = 0;\nfor (let i = 0; i < 3; i++) { n = «n + i»; }', { value: 3, occurrences: [3, 3] });
    check('«for (let i = 0; i < 3; i++) { }»\n', { error: ['NotReached', '1:1'] });
  });
});

describe('code that is not reached', () => {
  const cases: readonly (readonly [marked: string, reason: string])[] = [
    ['const a = 2;\nif (a > 5) {\n  const y = «a * 2»;\n}', 'the condition of the `if` in line 2 was never true'],
    ['const a = 2;\nif (a > 1) { } else {\n  const y = «a * 2»;\n}', 'the `else` of the `if` in line 2 was not taken'],
    ['const a = 2;\nconst y = a > 5 ? «a * 2» : 0;', 'the condition of the `?` in line 2 was never true'],
    ['const a = 2;\nconst y = a > 1 ? 0 : «a * 2»;', 'the other side of the `?` in line 2 was taken'],
    ['const a = 2;\nfor (let i = 0; i < 0; i++) {\n  const y = «a * 2»;\n}', 'the loop in line 2 ran 0 times'],
    ['const a = 2;\nfor (const x of []) {\n  const y = «a * 2»;\n}', 'the loop in line 2 ran 0 times'],
    ['const a = 2;\nwhile (a > 5) {\n  const y = «a * 2»;\n}', 'the loop in line 2 ran 0 times'],
    [
      'const a = 2;\nswitch (a) {\n  case 1: {\n    const y = «a * 2»;\n  }\n}',
      'this case of the `switch` in line 2 was not taken',
    ],
    ['const a = 2;\nconst f = () => {\n  const g = () => «a * 2»;\n  return 1;\n};\nf();', '`g` is never called'],
    ['const a = 2;\n[].map((x) => «a * 2»);', 'the function that is passed here is never called'],
  ];
  for (const [marked, reason] of cases) {
    test(reason, () => {
      const { error } = inspectMarked(marked);
      expect(error?.code).toBe('NotReached');
      expect(error?.message).toContain(reason);
    });
  }
  test('an earlier failure is named', () => {
    const { error } = inspectMarked('const a = 2;\nlet f: any;\nf = a.x.y;\nif (a > 5) { const y = «a * 2»; }');
    expect(error?.message).toContain('Line 3 failed before: TypeError');
  });
});

function inspectMarked(marked: string) {
  const { text, focus } = selection(marked);
  return inspect(text, { focus })[0]!;
}

describe('statements that fail', () => {
  test('only what they mention is unusable, with the first failure', () => {
    const text = 'const a = 2;\nconst bad = a.b.c;\nconst worse = bad + 1;\nconst fine = a * 3;\n';
    check(`${text}«fine»;`, { value: 6, grads: { a: 3 } });
    check(`${text}«bad»;`, {
      error: ['UserThrow', '2:13-2:18', "TypeError: Cannot read properties of undefined (reading 'c')"],
    });
    check(`${text}«worse»;`, { error: ['UserThrow', '2:13-2:18', 'TypeError'] });
  });
  test('an array that a failing statement may have changed half-way', () => {
    check('const v = [1, 2];\nv.forEach((x, i) => { v[i] = x * 2; if (i === 1) throw "stop"; });\nconst y = «v[0]!»;', {
      error: ['UserThrow', '2:50-2:63', 'Uncaught stop'],
    });
  });
  test('a variable that a failing statement assigns', () => {
    check('let n = 1;\nn = nothing;\nconst y = «n»;', { error: ['UnboundName', '2:5-2:12', '`nothing`'] });
  });
  test('what is set anew afterwards is usable again', () => {
    check('let n = 1;\nn = nothing;\nn = 4;\nconst y = «n * 2»;', { value: 8 });
  });
  test('a statement below the selection does not run', () => {
    check('const a = 2;\nconst y = «a * 2»;\nconsole.log("below");\nnothing();', { value: 4, stdout: '' });
  });
  test('a statement that takes over a quarter of the time', () => {
    check(
      'const a = 2;\nlet n = 0;\nwhile (true) n++;\nconst y = «a * 2»;',
      { value: 4 },
      { budget: { time: 1600, operations: 1e8 } },
    );
    check(
      'const a = 2;\nlet n = 0;\nwhile (true) n++;\nconst y = «n * a»;',
      { error: ['TimeLimit', '3:1-3:18', 'at line 3 (loop ran'] },
      { budget: { time: 1600, operations: 1e8 } },
    );
  });
  test.each([
    ['assigns', 'let n = a;\nfor (let i = 0; i < 20000; i++) n = n * a * 0.5;\nconst y = «n * 2»;', 4],
    [
      'changes through a function',
      'let n = a;\nconst step = () => { n = n * a * 0.5; };\nfor (let i = 0; i < 20000; i++) step();\nconst y = «n * 2»;',
      4,
    ],
    [
      'changes in an object',
      'const p = { n: a };\nfor (let i = 0; i < 20000; i++) p.n = p.n * a * 0.5;\nconst read = () => p.n;\nconst y = «read() * 2»;',
      4,
    ],
  ])('what it needs may take more than a quarter: a statement %s what it reads', (_how, code, value) => {
    check(`const a = 2;\n${code}`, { value }, { budget: { operations: 90_000 } });
  });
  test('a statement that takes over a quarter of the operations', () => {
    const budget = { operations: 40_000 };
    check('const a = 2;\nlet n = a;\nfor (;;) n = n * a;\nconst y = «a * 2»;', { value: 4 }, { budget });
    check(
      'const a = 2;\nlet n = a;\nfor (;;) n = n * a;\nconst y = «n * 2»;',
      { error: ['StepLimit', '3:1', 'at line 3 (loop ran'] },
      { budget },
    );
    check(
      'const a = 2;\nlet n = a;\n«for (let i = 0; i < 12000; i++) n = n * a * 0.5;»',
      { output: 'n', value: 2 },
      { budget },
    );
  });
});

describe('variables and what holds them', () => {
  test('--of takes a variable as it stands at the end', () => {
    const text = 'const w = 2;\nlet y = w * 3;\ny = y * y;\nconst g = 5;';
    check(text, { value: 36, output: 'y', grads: { w: 36, g: 0 } }, { focus: { kind: 'variable', name: 'y' } });
    check(text, { value: 36, grads: { w: 180, g: 0 } }, { focus: { kind: 'variable', name: 'y', upstream: 'g' } });
    check(
      text,
      { error: ['UnboundName', null, '`z` is not a top-level variable'] },
      { focus: { kind: 'variable', name: 'z' } },
    );
  });
  test('an upstream of another shape', () => {
    check(
      'const w = 2;\nconst y = [w, w * w];\nconst g = [1, 2, 3];',
      { error: ['ShapeMismatch', '3:7-3:8', '`g` has shape [3], but the output has shape [2]'] },
      { focus: { kind: 'variable', name: 'y', upstream: 'g' } },
    );
    check(
      'const w = 2;\nconst y = w;',
      { error: ['ShapeMismatch', null, '`zz` has no numbers'] },
      { focus: { kind: 'variable', name: 'y', upstream: 'zz' } },
    );
    check(
      'const w = 2;\nconst y = [w, w * w];\nconst g = [10, 100];',
      { grads: { w: 410, g: [0, 0] } },
      { focus: { kind: 'variable', name: 'y', upstream: 'g' } },
    );
  });
  test('a variable whose statement failed', () => {
    check(
      'const w = 2;\nconst y = w.a.b;',
      { error: ['UserThrow', '2:11-2:16', 'TypeError'] },
      { focus: { kind: 'variable', name: 'y' } },
    );
  });
  test('set replaces an input, in text of the language', () => {
    const text = 'const w = 2, v = [1, 2];\nconst y = w * v[1]!; // @grad';
    const result = check(text, { value: 15, grads: { w: 5, v: [0, 3] } }, { set: { w: '1 + 2', v: '[4, 5]' } });
    expect(result.inputs.map(({ overridden }) => overridden)).toEqual([true, true]);
    check(text, { error: ['SyntaxError', null, '`1 +` is not an expression'] }, { set: { w: '1 +' } });
    check(text, { error: ['UnboundName', null, '`nothing` is not defined'] }, { set: { w: 'nothing' } });
    check(text, { error: ['Unsupported', null, '`process`'] }, { set: { w: 'process.exit()' } });
  });
  test('only one of several results is run', () => {
    const text =
      'const w = 2;\nconst a = w; // @grad\nconst b = w * w; // @grad\n// @grad x = 1\n// @grad x = 5\nconst f = (x: number) => x * x;';
    expect(inspect(text).map(({ output }) => output?.value)).toEqual([2, 4, 1, 25]);
    [2, 4, 1, 25].forEach((value, only) => {
      expect(inspect(text, { only }).map(({ output }) => output?.value)).toEqual([value]);
    });
    expect(inspect(text, { only: 3, set: { x: '3' } })[0]).toMatchObject({ output: { value: 9 }, scenario: 1 });
  });
});
