import type { Files } from '../modules';

/** Programs of several files, in plain JavaScript; each must print what Node prints. `main.js` is the one that is run. */
export const modules: Readonly<Record<string, Files>> = {
  'named, default and namespace imports': {
    'main.js': `
      import seven, { double, half as halve } from './lib.js';
      import * as lib from './lib.js';
      import again, * as both from './lib.js';
      console.log(seven, double(4), halve(4), lib.double(1), lib.default, again === both.default);`,
    'lib.js': `
      export function double(x) { return x * 2; }
      const half = (x) => x / 2;
      export { half };
      export default 7;`,
  },
  'what export default takes': {
    'main.js': `
      import a from './a.js';
      import b from './b.js';
      import c from './c.js';
      import d from './d.js';
      import { default as e } from './e.js';
      console.log(a(1), a.name, b(2), b.name, c(3), c.name, d, e);`,
    'a.js': `export default function named(x) { return x + 1; }`,
    'b.js': `export default function (x) { return x + 2; }`,
    'c.js': `export default (x) => x + 3;`,
    'd.js': `export default [1, 2, { x: 3 }];`,
    'e.js': `const value = 5; export { value as default };`,
  },
  'a named default function is known by both names': {
    'main.js': `import f, { g } from './lib.js'; console.log(f(), g());`,
    'lib.js': `export default function fact() { return 'fact'; } export const g = () => fact();`,
  },
  're-exports': {
    'main.js': `
      import { a, c as sea, all, d, own } from './index.js';
      import { default as main } from './index.js';
      console.log(a, sea, all.a, all.b, d, own, main);
      console.log(Object.keys(all));`,
    'index.js': `
      export { a, b as c } from './one.js';
      export * as all from './one.js';
      export * from './two.js';
      export { default } from './two.js';
      import { b } from './one.js';
      export { b as bee };
      export const own = b + 100;`,
    'one.js': `export const a = 1; export const b = 2; export default 'hidden';`,
    'two.js': `export * from './three.js'; export default 'two';`,
    'three.js': `export const d = 4; export default 'never seen';`,
  },
  'an own export wins over a star, and one file through two stars is one': {
    'main.js': `import * as lib from './lib.js'; console.log(lib.x, lib.y, Object.keys(lib));`,
    'lib.js': `export * from './a.js'; export * from './b.js'; export const x = 'own';`,
    'a.js': `export const x = 'a'; export * from './shared.js';`,
    'b.js': `export * from './shared.js';`,
    'shared.js': `export const y = 'shared';`,
  },
  'modules run once, in order of imports, before the file itself': {
    'main.js': `
      console.log('main');
      import './c.js';
      import { a } from './a.js';
      console.log(a);`,
    'a.js': `import './b.js'; console.log('a'); export const a = 'value of a';`,
    'b.js': `import './c.js'; console.log('b');`,
    'c.js': `console.log('c');`,
  },
  'live bindings': {
    'main.js': `
      import { count, bump } from './counter.js';
      import * as counter from './counter.js';
      const seen = [count];
      bump();
      seen.push(count);
      bump();
      console.log(seen, count, counter.count, (() => count)());`,
    'counter.js': `export let count = 0; export function bump() { count++; }`,
  },
  'a live default that is exported by name': {
    'main.js': `import v, { set } from './lib.js'; set(2); console.log(v);`,
    'lib.js': `let v = 1; export { v as default }; export function set(x) { v = x; }`,
  },
  'an exported default expression is not live': {
    'main.js': `import v, { set } from './lib.js'; set(2); console.log(v);`,
    'lib.js': `let v = 1; export default v; export function set(x) { v = x; }`,
  },
  'objects are shared': {
    'main.js': `import { list } from './list.js'; import { add } from './add.js'; add(3); list.push(4); console.log(list);`,
    'add.js': `import { list } from './list.js'; export const add = (x) => list.push(x);`,
    'list.js': `export const list = [1, 2];`,
  },
  'two modules that import each other': {
    'main.js': `import { isEven } from './even.js'; console.log(isEven(10), isEven(7));`,
    'even.js': `import { isOdd } from './odd.js'; export function isEven(n) { return n === 0 || isOdd(n - 1); }`,
    'odd.js': `import { isEven } from './even.js'; export function isOdd(n) { return n !== 0 && isEven(n - 1); }`,
  },
  'a cycle through constants that are read later': {
    'main.js': `import { a, readB } from './a.js'; console.log(a, readB());`,
    'a.js': `import { b, readA } from './b.js'; export const a = 'a'; export const readB = () => b + readA();`,
    'b.js': `import { a } from './a.js'; export const b = 'b'; export const readA = () => a;`,
  },
  'a file that imports the file that is run': {
    'main.js': `
      import { callBack, early } from './lib.js';
      console.log('main runs');
      export const value = 21;
      export function twice(x) { return 2 * x; }
      console.log(callBack(), early);`,
    'lib.js': `
      import { value, twice } from './main.js';
      console.log('lib runs');
      export const early = twice(4);
      export const callBack = () => twice(value);`,
  },
  'a file that imports itself': {
    'main.js': `import * as self from './main.js'; export const x = 4; console.log(self.x, Object.keys(self));`,
  },
  'names that are alike in several files stay apart': {
    'main.js': `import { f } from './a.js'; import { f as g } from './b.js'; const x = 'main'; console.log(f(), g(), x);`,
    'a.js': `const x = 'a'; export const f = () => x;`,
    'b.js': `const x = 'b'; export const f = () => x;`,
  },
  'a local name hides an import': {
    'main.js': `import { x } from './a.js'; function f(x) { return x; } { const x = 5; console.log(x); } console.log(f(3), x);`,
    'a.js': `export const x = 1;`,
  },
  'the whole of a module': {
    'main.js': `
      import * as m from './m.js';
      console.log(typeof m, 'b' in m, 'nothing' in m, m.nothing, m['a']);
      console.log(Object.keys(m), Object.entries(m));
      const { a, ...others } = m;
      console.log(a, others, { ...m });
      for (const key in m) console.log(key);
      m.inc();
      console.log(m.n);`,
    'm.js': `export const b = 2; export const a = 1; export let n = 0; export function inc() { n++; } export default 3;`,
  },
  'assigning to an import throws': {
    'main.js': `import { x } from './a.js'; console.log('before'); const f = () => { x = 2; }; f();`,
    'a.js': `export const x = 1;`,
  },
  'assigning to a member of a module throws': {
    'main.js': `import * as a from './a.js'; console.log('before'); const f = () => { a.x = 2; }; f();`,
    'a.js': `export let x = 1;`,
  },
  'several folders': {
    'main.js': `import { a } from './deep/er/a.js'; import { up } from './deep/up.js'; console.log(a, up);`,
    'deep/er/a.js': `import { up } from '../up.js'; import { root } from '../../root.js'; export const a = up + root;`,
    'deep/up.js': `import { root } from '.././root.js'; export const up = root * 2;`,
    'root.js': `export const root = 1;`,
  },
  'names that are strings, and a name that is no word': {
    'main.js': `import { 'a b' as ab, default as d } from './a.js'; console.log(ab, d);`,
    'a.js': `const x = 1; const y = 2; export { x as 'a b', y as default };`,
  },
  'names such as those of objects': {
    'main.js': `
      import { toString, hasOwnProperty, __proto__ as proto } from './a.js';
      import * as a from './a.js';
      console.log(toString, hasOwnProperty, proto, a.toString, Object.keys(a));`,
    'a.js': `
      const a = 1, b = 2, c = 3;
      export { a as toString, b as hasOwnProperty, c as __proto__ };`,
  },
  'imports and exports may stand below what uses them': {
    'main.js': `
      console.log(f(2), late);
      export { f, local };
      const local = 3;
      import { f, late } from './a.js';`,
    'a.js': `export { f, late }; function f(x) { return x * late; } const late = 7;`,
  },
  'functions exist before any module runs': {
    'main.js': `import './a.js'; import { b } from './b.js'; console.log(b);`,
    'a.js': `import { b } from './b.js'; export default function () { return 'a'; } export function named() { return 'n'; } console.log(b);`,
    'b.js': `import a, { named } from './a.js'; export const b = a() + named();`,
  },
  'what two stars give differently is given by neither': {
    'main.js': `import * as m from './m.js'; console.log(Object.keys(m), m.x, m.y, m.z);`,
    'm.js': `export * from './a.js'; export * from './b.js';`,
    'a.js': `export const x = 1, y = 2;`,
    'b.js': `export const x = 3, z = 4;`,
  },
  'a module as a value of another': {
    'main.js': `import all, { sub, again } from './a.js'; console.log(all.v, sub.v, again === sub, all === sub);`,
    'a.js': `import * as sub from './b.js'; export { sub }; export * as again from './b.js'; export * as default from './b.js';`,
    'b.js': `export const v = 5;`,
  },
  'modules that pass on each other in a circle': {
    'main.js': `import { a, b } from './a.js'; import * as all from './b.js'; console.log(a, b, Object.keys(all));`,
    'a.js': `export * from './b.js'; export const a = 'a';`,
    'b.js': `export * from './a.js'; export const b = 'b';`,
  },
  'an imported function keeps its closure, its this and its default arguments': {
    'main.js': `
      import { counter, object, withDefault } from './a.js';
      const next = counter(10);
      console.log(next(), next(), object.get(), withDefault(), withDefault(1));`,
    'a.js': `
      let base = 100;
      export const counter = (n) => () => n++ + base++;
      export const object = { v: 3, get() { return this.v + base; } };
      export function withDefault(x = base) { return x; }`,
  },
  'patterns and var are exported, too': {
    'main.js': `import { a, b, c, rest, early } from './a.js'; console.log(a, b, c, rest, early);`,
    'a.js': `export const { a, b: [b, ...rest] } = { a: 1, b: [2, 3, 4] }; export var c = a + b, early; early = 9;`,
  },
};
