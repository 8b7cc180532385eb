// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
import { describe, expect, test } from 'vitest';
import { check, codeAt, inspect } from './check';

/** What is refused by name, and the code that the refusal points at. Each is an expression or a statement. */
const refused: readonly (readonly [construct: string, code: string, at: string])[] = [
  ['async', 'async function f() {}\nq = f();', 'async function f() {}'],
  ['async', 'const f = async () => 1; q = f();', 'async () => 1'],
  ['async', 'const o = { async m() { return 1; } }; q = o.m();', 'async m() { return 1; }'],
  ['await', 'q = await 3;', 'await 3'],
  ['for await', 'for await (const x of []) q = x;', 'for await (const x of []) q = x;'],
  ['BigInt', 'q = 10n;', '10n'],
  ['import', 'q = import("fs");', 'import("fs")'],
  ['import.meta', 'q = import.meta;', 'import.meta'],
  ['Promise', 'q = Promise.resolve(1);', 'Promise'],
  ['Date', 'q = Date.now();', 'Date'],
  ['Proxy', 'q = new Proxy({}, {});', 'Proxy'],
  ['using', 'using r = null;\nq = r;', 'using r = null;'],
  ['eval', 'q = eval("1");', 'eval'],
  ['eval', 'q = (0, eval)("1");', 'eval'],
  ['Function', 'q = new Function("return process")();', 'new Function("return process")'],
  ['Function', 'q = Function("return 1")();', 'Function("return 1")'],
  ['globalThis', 'q = globalThis;', 'globalThis'],
  ['window', 'q = window;', 'window'],
  ['process', 'q = process.env;', 'process'],
  ['require', 'q = require("fs");', 'require'],
  ['module', 'q = module;', 'module'],
  ['fetch', 'q = fetch("http://127.0.0.1");', 'fetch'],
  ['setTimeout', 'setTimeout(() => 1);', 'setTimeout'],
  ['performance', 'q = performance.now();', 'performance'],
  ['constructor', 'q = [].constructor;', '[].constructor'],
  ['constructor', 'q = ({}).constructor;', '({}).constructor'],
  ['constructor', 'q = "a".constructor;', '"a".constructor'],
  ['constructor', 'q = (5).constructor;', '(5).constructor'],
  ['constructor', 'q = x.constructor;', 'x.constructor'],
  ['constructor', 'q = true["constructor"];', 'true["constructor"]'],
  ['constructor', 'q = (() => 1).constructor("return process")();', '(() => 1).constructor("return process")'],
  ['constructor', 'q = [].map["constr" + "uctor"];', '[].map["constr" + "uctor"]'],
  ['constructor', 'q = Math.constructor;', 'Math.constructor'],
  ['constructor', 'q = console.constructor;', 'console.constructor'],
  ['constructor', 'q = Array["constructor"];', 'Array["constructor"]'],
  ['constructor', 'const { constructor: c } = []; q = c;', '{ constructor: c }'],
  ['constructor', 'const { constructor } = {}; q = constructor;', '{ constructor }'],
  ['constructor', 'q = [][["constructor"] as any];', '[][["constructor"] as any]'],
  ['__proto__', 'q = ({}).__proto__;', '({}).__proto__'],
  ['__proto__', 'q = { __proto__: { a: 1 } };', '{ __proto__: { a: 1 } }'],
  ['__proto__', 'q = { "__proto__": [] };', '{ "__proto__": [] }'],
  ['__proto__', 'q = { ["__pro" + "to__"]: 1 };', '{ ["__pro" + "to__"]: 1 }'],
  ['__proto__', 'const o = {}; o["__proto__"] = 1;', 'o["__proto__"] = 1'],
  ['__proto__', 'q = Object.fromEntries([["__proto__", 1]]);', 'Object.fromEntries([["__proto__", 1]])'],
  ['Array.prototype', 'q = Array.prototype;', 'Array.prototype'],
  ['Object.getPrototypeOf', 'q = Object.getPrototypeOf([]);', 'Object.getPrototypeOf([])'],
  ['getter or setter', 'q = Object.defineProperty([], 0, { get() {} });', 'Object.defineProperty([], 0, { get() {} })'],
  ['__proto__', 'q = Object.defineProperty({}, "__proto__", {});', 'Object.defineProperty({}, "__proto__", {})'],
  ['__proto__', 'q = Object.groupBy([1], () => "__proto__");', 'Object.groupBy([1], () => "__proto__")'],
  ['built-in', 'q = Object.setPrototypeOf(Math, {});', 'Object.setPrototypeOf(Math, {})'],
  ['built-in', 'q = Object.assign(Math, { E: 3 });', 'Object.assign(Math, { E: 3 })'],
  ['built-in', 'q = Object.defineProperty(Array, "of", {});', 'Object.defineProperty(Array, "of", {})'],
  ['built-in prototype', 'q = Object.getPrototypeOf({});', 'Object.getPrototypeOf({})'],
  ['built-in prototype', 'q = Reflect.getPrototypeOf(() => 1);', 'Reflect.getPrototypeOf(() => 1)'],
  ['constructor', 'q = new Map().constructor;', 'new Map().constructor'],
  ['constructor', 'q = new Error("a").constructor;', 'new Error("a").constructor'],
  ['constructor', 'q = Reflect.get([], "constructor");', 'Reflect.get([], "constructor")'],
  ['Map.prototype', 'q = Map.prototype;', 'Map.prototype'],
  ['an object around a number', 'q = Object(5);', 'Object(5)'],
  ['an object around a string', 'q = Object.assign("a", {});', 'Object.assign("a", {})'],
  ['__defineGetter__', 'q = ({}).__defineGetter__;', '({}).__defineGetter__'],
  ['__lookupGetter__', 'q = ([]).__lookupGetter__;', '([]).__lookupGetter__'],
  ['caller', 'q = (() => 1).caller;', '(() => 1).caller'],
  ['delete', 'q = delete x;', 'delete x'],
  ['PI', 'Math.PI = 3;', 'Math.PI = 3'],
  ['JSX', 'q = <b>1</b>;', '<b>1</b>'],
];

describe('what is not supported says so by name, at its place', () => {
  for (const [construct, code, at] of refused) {
    test(code, () => {
      const text = `const x = 2;\nconst go: any = (() => {\n${code}\n})();\ngo; // @grad`;
      const inFunction = text.replace('const go: any = (() => {', 'const go: any = (() => { let q: any;');
      const topLevel = `const x = 2;\nlet q: any = 1;\n${code}\nq; // @grad`;
      // At the top level a refusal shows where what it may have changed is read; `await` is only there.
      const programs = [...(/await/.test(code) ? [] : [inFunction]), ...(/\bq\b/.test(code) ? [topLevel] : [])];
      for (const program of programs) {
        const file = construct === 'JSX' ? 'test.tsx' : 'test.ts';
        const { error } = inspect(program, { uri: file })[0]!;
        expect(error?.code, `${error?.message} in\n${program}`).toBe('Unsupported');
        if (construct !== 'new') expect(error?.message).toContain(construct);
        expect(error?.range && codeAt(program, error.range)).toBe(at);
      }
    });
  }
});

describe('statements that are refused leave nothing half-done', () => {
  test('what is handed to `await` may have been changed', () => {
    check('const w = [1, 2];\nawait fit(w);\nconst z = w[0]; // @grad', {
      error: ['Unsupported', '2:1-2:13', '`await`'],
    });
  });
  test('a class that is only declared changes nothing', () => {
    check('const w = [2];\nlet n = 3;\nclass A { m() { n++; return w; } }\nconst z = w[0] * n; // @grad', {
      value: 6,
      grads: { w: [3], n: 2 },
    });
  });
  test('a number that is only mentioned is kept', () => {
    check('const w = 2;\ntry { foo(w); } catch {}\nconst z = w * w; // @grad', { value: 4, grads: { w: 4 } });
  });
});

describe('names and imports', () => {
  test('unbound', () => {
    check('const y = nothing + 1; // @grad', {
      error: ['UnboundName', '1:11-1:18', '`nothing` is not defined; declare it above'],
    });
  });
  test('an import is only an error where its value is used', () => {
    check('import { a } from "pkg";\nimport b from "./b";\nimport type { T } from "./t";\nconst x = 2; // @grad', {
      value: 2,
    });
    check('import { a } from "pkg";\nconst x = a; // @grad', { error: ['ImportNotFound', '1:1-1:25', '`pkg`'] });
    check('import * as b from "./b";\nconst x = b.y; // @grad', { error: ['ImportNotFound', '1:1-1:26', '`./b`'] });
  });
  test('the temporal dead zone', () => {
    for (const code of ['const y = late; const late = 1;', 'let late = late;', 'late = 1; let late = 2;']) {
      const message = "Cannot access 'late' before initialization";
      const inFunction = `const go = (() => { ${code} return 1; })(); // @grad`;
      expect(inspect(inFunction)[0]!.error, code).toMatchObject({ code: 'UnboundName' });
      expect(inspect(inFunction)[0]!.error!.message).toContain(message);
    }
  });
  test('a variable that is read in its own initialiser stays unusable', () => {
    check('let late = late;\nconst z = late; // @grad', { error: ['UnboundName', '1:12', "Cannot access 'late'"] });
  });
  test('a closure that is called too early', () => {
    check('const f = () => late;\nconst y = f();\nconst late = 1;\ny; // @grad', {
      error: ['UnboundName', '1:17', 'late'],
    });
  });
});

describe('languages of files', () => {
  const jsx = 'const x = 2;\nconst view = () => <b className="c">{x}</b>;\nconst y = x * x; // @grad';
  for (const uri of ['a.jsx', 'a.tsx', 'a.js', 'file:///x/a.tsx?version=1']) {
    test(`${uri} may hold JSX`, () => {
      check(jsx, { value: 4, grads: { x: 4 } }, { uri });
    });
  }
  test('JavaScript without types', () => {
    check('var x = 2\nmodule_ = 0\nvar y = x * x // @grad', { value: 4 }, { uri: 'a.js' });
  });
  test('a cast in angle brackets', () => {
    check('const x = <number>2;\nconst y = <any>x * <number>x; // @grad', { value: 4, grads: { x: 4 } });
  });
  test('modules and scripts, a byte order mark aside', () => {
    check('#!/usr/bin/env node\n"use strict";\nconst x = 2; // @grad', { value: 2 }, { uri: 'a.mjs' });
  });
  test('lines that end with CRLF', () => {
    check('const x = 2;\r\nconst y = x * x; // @grad wrt x\r\n', { value: 4, grads: { x: 4 } });
    check('/**\r\n * @grad a = 2\r\n */\r\nconst f = (a) => a * a;\r\n', { value: 4, grads: { a: 4 } });
  });
});

describe('text that does not parse is one result without target', () => {
  for (const [code, place] of [
    ['const x = ;', '1:11'],
    ['const x = 1;\nlet y = (2 + ;', '2:14'],
    ['const x = {\n', '2:10'],
    ['function (', '1:10'],
    ['let a; let a;', '1:12'],
    ['const y = #a in {};', '1:11'],
    ['break;', '1:1'],
    ['const y = "open', '1:11'],
    ['x: { continue x; }', '1:6'],
    ['@decorator x', '1:12'],
  ] as const) {
    test(code, () => {
      const result = check(`${code} // @grad`, { error: ['SyntaxError', place] });
      expect(result.target).toBeNull();
      expect(result.kind).toBe('file');
      expect(result.error!.message).not.toMatch(/plugin|\(\d+:\d+\)|parseExpression/);
    });
  }
});
