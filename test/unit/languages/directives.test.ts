import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../../src/engine/sources';
import { Inspector } from '../../../src/inspector/inspector';
import { mentionsDirective, parseDirectives } from '../../../src/languages/directive';
import { check, checkAll, codeAt, inspect } from './check';

function parsed(line: string) {
  const file = new SourceFile('', line);
  return parseDirectives(file, 0, line.length).map(({ assignments, wrt, error, range }) => ({
    assignments: assignments.map(({ name, code, range }) => {
      expect(codeAt(line, range!)).toBe(code);
      return [name, code];
    }),
    wrt: wrt?.map(({ name, range }) => {
      expect(codeAt(line, range)).toBe(name);
      return name;
    }),
    code: codeAt(line, range),
    error: error && `${(error.place as { start: { column: number } }).start.column}: ${error.message}`,
  }));
}

describe('the grammar of @grad', () => {
  const good: readonly (readonly [line: string, assignments: readonly (readonly [string, string])[], wrt?: readonly string[]])[] = [
    ['@grad', []],
    ['  @grad  ', []],
    ['see @grad', []],
    ['@grad w = 3', [['w', '3']]],
    ['@grad w=3,v=-2', [['w', '3'], ['v', '-2']]],
    ['@grad w = 3 , v = 2 wrt w', [['w', '3'], ['v', '2']], ['w']],
    ['@grad w = 3, wrt w', [['w', '3']], ['w']],
    ['@grad wrt w', [], ['w']],
    ['@grad wrt w, v , x', [], ['w', 'v', 'x']],
    ['@grad wrt p.w, p.b.c', [], ['p.w', 'p.b.c']],
    ['@grad x = [1, 2], y = [[1, 2], [3, 4]]', [['x', '[1, 2]'], ['y', '[[1, 2], [3, 4]]']]],
    ['@grad x = f(1, 2), o = { a: 1, b: [2, 3] }', [['x', 'f(1, 2)'], ['o', '{ a: 1, b: [2, 3] }']]],
    ['@grad s = "a, b", t = \'c, "d\', u = `e, f`', [['s', '"a, b"'], ['t', '\'c, "d\''], ['u', '`e, f`']]],
    ['@grad s = "a\\", b"', [['s', '"a\\", b"']]],
    ['@grad x = a === b ? 1 : 2', [['x', 'a === b ? 1 : 2']]],
    ['@grad f = (a, b) => a + b, x = 1', [['f', '(a, b) => a + b'], ['x', '1']]],
    ['@grad wrt = 3', [['wrt', '3']]],
    ['@grad wrtx = 3', [['wrtx', '3']]],
    ['@grad x = wrtx', [['x', 'wrtx']]],
    ['@grad x = n.wrt', [['x', 'n.wrt']]],
    ['@grad größe = 1, $x_1 = 2', [['größe', '1'], ['$x_1', '2']]],
  ]; // biome-ignore format: a table
  for (const [line, assignments, wrt] of good) {
    test(line, () => {
      expect(mentionsDirective(line)).toBe(true);
      expect(parsed(line)).toEqual([{ assignments, wrt, code: line.slice(line.indexOf('@')).trimEnd(), error: null }]);
    });
  }

  for (const line of [
    '@gradient',
    '@gradients of w',
    '@grad-check',
    'me@grad.org',
    'a.@grad',
    '@@grad',
    'x@grad w = 3',
    '@Grad',
    '/@grad',
    '@grad_w',
    'http://@grad',
    '@grads',
  ]) {
    test(`${line} is none`, () => {
      expect(mentionsDirective(line)).toBe(false);
      expect(parsed(line)).toEqual([]);
      check(`const w = 2; // ${line}\nconst y = w * w; // @grad`, { value: 4 });
    });
  }

  const bad: readonly (readonly [line: string, place: number, message: string])[] = [
    ['@grad the gradient', 7, 'after `the` a value is missing'],
    ['@grad w', 7, 'write `@grad w = 3`, or `@grad wrt w`'],
    ['@grad w == 3', 7, 'after `w` a value is missing'],
    ['@grad w =', 7, 'write a value after `w =`'],
    ['@grad w = , v = 2', 7, 'write a value after `w =`'],
    ['@grad w = 3,', 12, 'a name is missing after the comma'],
    ['@grad w = (3, v = 2', 11, '`)` is missing'],
    ['@grad w = [1, 2', 11, '`]` is missing'],
    ['@grad w = { a: 1', 11, '`}` is missing'],
    ['@grad w = "open', 11, 'this string does not end'],
    ['@grad wrt', 9, 'write the names after `wrt`'],
    ['@grad wrt w,', 12, 'a name is missing after the comma'],
    ['@grad wrt w v', 13, 'put a comma between names'],
    ['@grad wrt w = 3', 13, 'put a comma between names'],
    ['@grad wrt 3', 11, 'write `@grad`'],
    ['@grad w = 3 wrt', 15, 'write the names after `wrt`'],
    ['@grad: w', 6, 'write `@grad`'],
    ['@grad.', 6, 'write `@grad`'],
    ['@grad 3', 7, 'write `@grad`'],
    ['@grad, w', 6, 'write `@grad`'],
    ['@grad w = 1, w = 2', 14, '`w` stands here twice'],
    ['@grad wrt w, v, w', 17, '`w` stands here twice'],
  ];
  for (const [line, place, message] of bad) {
    test(line, () => {
      const [directive] = parsed(line);
      expect(directive?.error?.split(': ')[0]).toBe(String(place));
      expect(directive?.error).toContain(message);
      // In a file it is the error of one result, at the same place.
      check(`const w = 2, v = 3;\nconst y = w * v; // ${line}`, {
        error: ['DirectiveError', `2:${place + 20}`, message],
      });
    });
  }

  test('an expression that is none is an error of the directive, at its place', () => {
    check('const w = 2;\nconst y = w; // @grad w = 3 and more', {
      error: ['DirectiveError', '2:27-2:37', '`3 and more` is not an expression'],
    });
    check('const w = 2;\nconst y = w; // @grad w = 3 +', {
      error: ['DirectiveError', '2:27-2:30', 'not an expression'],
    });
  });
  test('an expression that fails has its own place', () => {
    check('const w = 2;\nconst y = w; // @grad w = 1 + nothing', { error: ['UnboundName', '2:31-2:38', '`nothing`'] });
    check('const w = 2;\nconst y = w; // @grad w = new Date()', { error: ['Unsupported', '2:31-2:35', '`Date`'] });
    check('const w = 2;\nconst y = w; // @grad w = [].x.y', { error: ['UserThrow', '2:27-2:33', 'TypeError'] });
    check('/** @grad a = 1 + no */\nfunction f(a) { return a; }', { error: ['UnboundName', '1:19-1:21', '`no`'] });
  });
  test('a name that is no variable', () => {
    check('const w = 2;\nconst y = w; // @grad z = 3', {
      error: ['DirectiveError', '2:27-2:28', '`z` is not a top-level variable above this line; there are `w`'],
    });
    check('const w = 2;\nconst y = w; // @grad wrt z', {
      error: ['DirectiveError', '2:27-2:28', '`z` is no input here'],
    });
    check('const w = { a: 1 };\nconst y = w.a; // @grad wrt w.b', {
      error: ['DirectiveError', '2:29-2:32', '`w.b` is no input here'],
    });
    check('const y = 1; // @grad wrt y\n', { error: ['DirectiveError', '1:27-1:28', '`y` is no input here'] });
    check('const y = 1; // @grad wrt below\nconst below = 2;', { error: ['DirectiveError', '1:27-1:32', '`below`'] });
  });
});

describe('what a directive belongs to', () => {
  const attached: readonly (readonly [name: string, text: string, labels: readonly string[]])[] = [
    ['its own line', 'const a = 1;\nconst b = a * 2; // @grad\nconst c = 3;', ['b']],
    ['its own line, as a block comment', 'const a = 1;\nconst b = a * 2; /* @grad */ const c = 3;', ['b']],
    ['the last of several statements on its line', 'const a = 1; const b = a * 2; // @grad', ['b']],
    ['the next statement', 'const a = 1;\n// @grad\nconst b = a * 2;', ['b']],
    ['the next statement on the same line', 'const a = 1;\n/* @grad */ const b = a * 2;', ['b']],
    ['the next statement past comments and blank lines', 'const a = 1;\n// @grad\n// more\n\n/* even more */\nconst b = a * 2;', ['b']],
    ['the next statement past types', 'const a = 1;\n// @grad\ntype T = number;\ninterface I { x: T }\nimport x from "y";\n;\nconst b = a * 2;', ['b']],
    ['the end of a statement of several lines', 'const a = 1;\nconst b = Math.max(\n  a * 2,\n  -3,\n); // @grad', ['b']],
    ['the first line of a statement of several lines', 'const a = 1;\nconst b = Math.max( // @grad\n  a * 2,\n  -3,\n);\nconst c = 4;', ['b']],
    ['a line inside a statement of several lines', 'const a = 1;\nconst b = Math.max(\n  a * 2, // @grad wrt a\n  -3,\n);', ['b']],
    ['an expression statement', 'const a = 1;\na * 2; // @grad', ['a * 2;']],
    ['an assignment', 'let a = 1;\na = a * 2; // @grad', ['a']],
    ['an update', 'let a = 1;\na *= 2; // @grad', ['a']],
    ['a function', '/** @grad x = 2 */\nfunction f(x) { return x * x; }', ['f']],
    ['a function, by a line comment', '// @grad x = 2\nfunction f(x) { return x * x; }', ['f']],
    ['a function, at its head', 'function f(x) { // @grad x = 2\n  return x * x;\n}', ['f']],
    ['a function, behind it', 'function f(x) { return x * x; } // @grad x = 2', ['f']],
    ['an arrow function', '// @grad x = 2\nconst f = (x) => x * x;', ['f']],
    ['an arrow function, at its head', 'const f = (x) => { // @grad x = 2\n  return x * x;\n};', ['f']],
    ['an arrow function, behind it', 'const f = (x) => x * x; // @grad x = 2', ['f']],
    ['a function expression', '// @grad x = 2\nconst f = function (x) { return x * x; };', ['f']],
    ['an exported function', '/** @grad x = 2 */\nexport function f(x) { return x * x; }', ['f']],
    ['an exported arrow', '/** @grad x = 2 */\nexport const f = (x) => x * x;', ['f']],
    ['a default export', '/** @grad x = 2 */\nexport default function (x) { return x * x; }', ['default']],
    ['a default arrow', '/** @grad x = 2 */\nexport default (x) => x * x;', ['default']],
    ['an exported variable', 'const a = 1;\nexport const b = a * 2; // @grad', ['b']],
    ['several lines of one comment are scenarios', '/**\n * What it does.\n * @param x a number\n * @grad x = 2\n * @grad x = 3\n * @returns its square\n */\nfunction f(x) { return x * x; }', ['f', 'f']],
    ['several comments are scenarios', '// @grad x = 2\n// @grad x = 3\nfunction f(x) { return x * x; } // @grad x = 4', ['f', 'f', 'f']],
    ['each of several statements', 'const a = 1; // @grad\nconst b = a * 2; // @grad\n// @grad\nconst c = b * a;', ['a', 'b', 'c']],
    ['a statement in a loop', 'const a = 1;\nlet s = 0;\nfor (let i = 0; i < 3; i++) {\n  s += a * i; // @grad wrt a\n}', ['s']],
    ['a statement in a branch', 'const a = 1;\nif (a > 0) {\n  // @grad\n  const b = a * 2;\n}', ['b']],
    ['a statement in a function', '// @grad x = 2\nfunction f(x) {\n  const y = x * 3; // @grad\n  return y;\n}', ['f', 'y']],
    ['a return', '// @grad x = 2\nfunction f(x) {\n  return x * 3; // @grad\n}', ['f', 'return x * 3;']],
    ['a case of a switch', 'const a = 1;\nlet s = 0;\nswitch (a) {\n  case 1:\n    s = a * 2; // @grad\n    break;\n}', ['s']],
    ['destructuring of one name', 'const v = [1, 2];\nconst [b] = v; // @grad', ['b']],
    ['several declarators: the last', 'const a = 1;\nconst b = a * 2, c = b * 3; // @grad', ['c']],
    ['nothing in text', 'const t = "// @grad";\nconst u = `@grad`;', []],
  ]; // biome-ignore format: a table
  for (const [name, text, labels] of attached) {
    test(name, () => {
      const results = inspect(text);
      expect(results.map(({ target }) => target?.name)).toEqual(labels);
      expect(results.map(({ error }) => error)).toEqual(labels.map(() => null));
      const seen = new Map<string, number>();
      const scenarios = labels.map((label) => {
        const index = seen.get(label) ?? 0;
        seen.set(label, index + 1);
        return index;
      });
      expect(results.map(({ scenario }) => scenario)).toEqual(scenarios);
      for (const { directive } of results) expect(codeAt(text, directive!)).toMatch(/^@grad/);
      // What the editor knows without running it is the same.
      const snippets = new Inspector().snippets({ language: 'typescript', text });
      expect(snippets).toEqual(results.map(({ target, directive, scenario }) => ({ target, directive, scenario })));
    });
  }

  test('the places of a file that does not parse are not known', () => {
    expect(new Inspector().snippets({ language: 'typescript', text: 'const x = ; // @grad' })).toBeNull();
  });

  const nothing: readonly (readonly [text: string, code: string, place: string, message: string])[] = [
    ['const a = 1;\n// @grad\n', 'DirectiveError', '2:4-2:9', 'stands before nothing'],
    ['// @grad\ntype T = number;', 'DirectiveError', '1:4-1:9', 'stands before nothing'],
    ['function f() {\n  return 1;\n  // @grad\n}\nf();', 'DirectiveError', '3:6-3:11', 'stands before nothing'],
    ['class A {\n  // @grad x = 2\n  m(x) { return x; }\n}', 'Unsupported', '2:6-2:17', '`@grad` on a method'],
    ['const o = {\n  /** @grad x = 2 */\n  m(x) { return x; },\n};', 'Unsupported', '2:7-2:18', '`@grad` on a method'],
    ['const o = {\n  f: (x) => x, // @grad x = 2\n};', 'Unsupported', '2:19-2:30', '`@grad` on a method'],
  ];
  for (const [text, code, place, message] of nothing) {
    test(JSON.stringify(text), () => {
      check(text, { error: [code, place, message] });
    });
  }
});

describe('functions', () => {
  test('scenarios, one result each, in file order', () => {
    checkAll(
      '/**\n * @grad w = 3, v = 2\n * @grad w = 1, v = 5 wrt v\n */\nfunction f(w: number, v: number) { const u = w * v; return u * v; }',
      [
        { value: 12, grads: { w: 4, v: 12 }, output: null, variables: { u: [6, 2], v: [2, 12] } },
        { value: 25, grads: { v: 10 }, output: null },
      ],
    );
  });
  test('defaults, also such as depend on other parameters', () => {
    check('// @grad a = 3\nconst f = (a: number, b = a * 2, c = 5) => a * b * c;', {
      value: 90,
      grads: { a: 60, b: 15, c: 18 },
    });
    check('// @grad a = 3, b = 1\nconst f = (a: number, b = a * 2) => a * b;', { value: 3, grads: { a: 1, b: 3 } });
    check('// @grad\nconst f = (a = 3) => a * a;', { value: 9, grads: { a: 6 } });
  });
  test('expressions in the scope of the module', () => {
    check(
      'const k = 2, v = [1, 2];\nconst sq = (x: number) => x * x;\n// @grad a = sq(k) + 1, b = v\nfunction f(a: number, b: number[]) { return a * b[1]!; }',
      {
        value: 10,
        grads: { a: 2, b: [0, 5] },
        inputs: { a: 5, b: [1, 2] },
      },
    );
  });
  test('arrays, objects and patterns', () => {
    check('// @grad p = { x: 2, in: { y: [3, 4] } }\nconst f = (p: any) => p.x * p.in.y[1];', {
      value: 8,
      grads: { p: { x: 4, in: { y: [0, 2] } } },
    });
    check('// @grad x = 2, y = [3, 4]\nconst f = ({ x, in: { y } }: any, k = 1) => x * y[1] * k;', {
      value: 8,
      grads: { x: 4, y: [0, 2], k: 8 },
    });
    check('// @grad a = 2, b = 3\nconst f = ([a, b]: any) => a * b;', { value: 6, grads: { a: 3, b: 2 } });
    check(
      '// @grad first = 2, rest = [3, 4]\nconst f = (first: number, ...rest: number[]) => first * rest[0]! * rest[1]!;',
      {
        value: 24,
        grads: { first: 12, rest: [8, 6] },
      },
    );
  });
  test('arguments that are no numbers are no inputs', () => {
    check(
      '// @grad x = 2, mode = "double", on = true, g = (t) => t * 3\nfunction f(x: number, mode: string, on: boolean, g: any) { return on && mode === "double" ? g(x) : 0; }',
      {
        value: 6,
        grads: { x: 3 },
      },
    );
  });
  test('numbers of the module are constants there, unless wrt names them', () => {
    const text = 'const k = 5;\n// @grad x = 2\nconst f = (x: number) => x * k;';
    check(text, { value: 10, grads: { x: 5 } });
    check(text.replace('x = 2', 'x = 2 wrt k'), { value: 10, grads: { k: 2 } });
    check(text.replace('x = 2', 'x = 2 wrt x, k'), { value: 10, grads: { x: 5, k: 2 } });
  });
  test('what is defined below is there when it is called', () => {
    check(
      '// @grad x = 2\nfunction f(x: number) { return g(x) * h(x) * k * v[1]!; }\nfunction g(x: number) { return x; }\nconst h = (x: number) => x + 1;\nconst k = 10, v = [1, 2];\nconst z = f(1);\n',
      {
        value: 120,
        grads: { x: 100 },
      },
    );
  });
  test('what is computed below is not', () => {
    check('// @grad x = 2\nfunction f(x: number) { return x * late; }\nconst late = Math.sqrt(4);', {
      error: ['UnboundName', '2:36-2:40', "Cannot access 'late' before initialization"],
    });
  });
  test('missing, unknown and superfluous arguments', () => {
    check('// @grad w = 3\nfunction f(w: number, v: number, k = 1) { return w * v * k; }', {
      error: ['DirectiveError', '1:4-1:15', '`f` needs a value for `v`: write `@grad v = 1`'],
    });
    check('// @grad\nfunction f(w: number) { return w; }', {
      error: ['DirectiveError', '1:4-1:9', '`f` needs a value for `w`'],
    });
    check('// @grad w = 3, z = 1\nfunction f(w: number) { return w; }', {
      error: ['DirectiveError', '1:21-1:22', '`z` is not a parameter of `f`, which has `w`'],
    });
    check('// @grad z = 1\nfunction f() { return 1; }', {
      error: ['DirectiveError', '1:14-1:15', '`z` is not a parameter of `f`, which has none'],
    });
  });
  test('a function that fails has its error and what it computed until then', () => {
    check('// @grad x = 2\nfunction f(x: number) {\n  const u = x * 3;\n  const o: any = null;\n  return u * o.y;\n}', {
      error: ['UserThrow', '5:14-5:17', "TypeError: Cannot read properties of null (reading 'y')"],
    });
  });
  test('a function that returns nothing', () => {
    check('// @grad x = 2\nfunction f(x: number) { x * 2; }', {
      error: ['NotDifferentiable', '2:1', 'the output is undefined'],
    });
  });
  test('recursion: only the outer call has inputs', () => {
    check('// @grad x = 2, n = 3\nfunction f(x: number, n: number): number { return n === 0 ? 1 : x * f(x, n - 1); }', {
      value: 8,
      grads: { x: 12, n: 0 },
    });
  });
  test('a caller below that throws does not matter', () => {
    check('// @grad x = 2\nconst f = (x: number) => x * x;\nconst boom = null as any;\nboom.x;', {
      value: 4,
      grads: { x: 4 },
    });
  });
  test('an async function is refused by name, and a generator has no gradient', () => {
    check('// @grad x = 2\nasync function f(x: number) { return x; }', {
      error: ['Unsupported', '2:1-2:42', 'async functions'],
    });
    check('// @grad x = 2\nfunction* f(x: number) { yield x; }', {
      error: ['NotDifferentiable', '2:1-2:36', 'a generator'],
    });
  });
});

describe('directives on statements', () => {
  test('name = expression replaces the initial value, also a computed one', () => {
    check('const w = 2, b = Math.sqrt(9);\nconst y = w * b; // @grad w = 5, b = 7', {
      value: 35,
      grads: { w: 7, b: 5 },
    });
    check('const v = [1, 2];\nconst y = v[0]! * v.length; // @grad v = [4, 5, 6] wrt v', {
      value: 12,
      grads: { v: [3, 0, 0] },
    });
    check('const k = 3, w = 2;\nconst y = w * w; // @grad w = k + 1', { value: 16, grads: { k: 8, w: 8 } });
  });
  test('each directive has its own values; a run of its own does not touch the others', () => {
    checkAll(
      'let w = 2;\nw += 1;\nconst a = w * w; // @grad\nconst b = w * 2; // @grad w = 10\nconst c = a + w; // @grad wrt w',
      [
        { value: 9, grads: { w: 6 } },
        { value: 22, grads: { w: 2 } },
        { value: 12, grads: { w: 7 } },
      ],
    );
  });
  test('one that fails leaves the others as they are', () => {
    checkAll(
      'const w = 2;\nconst a = w * w; // @grad\nconst b = w.x.y; // @grad\nconst c = w * 3; // @grad\nconst d = b * 2; // @grad',
      [
        { value: 4 },
        { error: ['UserThrow', '3:11-3:16', 'TypeError'] },
        { value: 6 },
        { error: ['UserThrow', '3:11-3:16', 'TypeError'] },
      ],
    );
  });
  test('an annotated function is not run as a statement of the module', () => {
    checkAll(
      'const w = 2; // @grad\n// @grad x = 3\nfunction f(x: number) { return x * w; }\nconst y = f(w); // @grad',
      [{ value: 2 }, { value: 6, grads: { x: 2 } }, { value: 4, grads: { w: 4 } }],
    );
  });
});
