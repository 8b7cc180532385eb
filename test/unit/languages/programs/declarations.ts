/** Declarations: const, let, var, hoisting, destructuring, defaults, spread and rest, TypeScript's own syntax. */
export const declarations: Readonly<Record<string, string>> = {
  'const, let and var': 'const a = 1; let b = 2, c; var d = a + b; c = d; b += 1; console.log(a, b, c, d);',
  'var is hoisted':
    'console.log(v, typeof v); var v = 3; { var v = 4; } console.log(v); for (var i = 0; i < 3; i++); console.log(i);',
  'var in all kinds of blocks':
    'if (0) { var a; } while (0) var b; switch (1) { case 2: var c; } l: { var d = 1; } do { var e = 2 } while (0); for (const k in {}) var f; console.log(a, b, c, d, e, f);',
  'a var declared twice keeps its value': 'var a = 1; var a; console.log(a);',
  'functions are hoisted':
    'console.log(f(2)); function f(x: number) { return g(x) + 1; } function g(x: number) { return x * 10; }',
  'functions in blocks':
    '{ console.log(f()); function f() { return 1; } } { console.log(f()); function f() { return 2; } }',
  shadowing:
    'const x = 1; { const x = 2; { let x = 3; x++; console.log(x); } console.log(x); } console.log(x); function f(x: number) { { const x = 9; void x; } return x; } console.log(f(5));',
  'a parameter shadowed by var':
    'function f(a: number) { var a; return a; } function g(a: number) { var a = 7; return a; } console.log(f(1), g(1));',
  'let without a value in a loop starts anew':
    'for (let i = 0; i < 3; i++) { let x: any; if (i === 1) x = i; console.log(x); }',
  'array patterns':
    'const [a, , b = 5, ...rest] = [1, 2, undefined, 4, 5]; console.log(a, b, rest); const [p, [q]] = [1, [2]]; console.log(p, q); const [m, n] = "xy"; console.log(m, n); const [z] = []; console.log(z);',
  'object patterns':
    'const { a, b: { c, d = 4 }, e = 5, ...others } = { a: 1, b: { c: 3 }, f: 6, g: 7 } as any; console.log(a, c, d, e, others); const key = "k"; const { [key + "1"]: dyn } = { k1: 11 } as any; console.log(dyn); const { length } = "four"; console.log(length);',
  'a default is evaluated only when needed, null is a value':
    'let n = 0; const next = () => ++n; const { a = next(), b = next(), c = next() } = { a: 1, b: null } as any; console.log(a, b, c, n);',
  'defaults see names to their left':
    'const { a = 2, b = a * 3 } = {} as any; const [p = a, q = p + b] = []; console.log(a, b, p, q);',
  'assignment patterns':
    'let a = 1, b = 2; [a, b] = [b, a]; console.log(a, b); const o: any = {}; ({ x: o.p, y: [o.q] } = { x: 1, y: [2] }); console.log(o); let c; console.log(([c] = [5, 6])); [a, ...o.rest] = [7, 8, 9]; console.log(a, o.rest); [a = 4, b = a] = [] as any; console.log(a, b);',
  'swap elements': 'const x = [1, 2, 3]; [x[0], x[2]] = [x[2], x[0]]; console.log(x);',
  'patterns in parameters':
    'const f = ({ a, b = 2 }: any, [c, ...d]: any = [3, 4], ...rest: any[]) => [a, b, c, d, rest]; console.log(f({ a: 1 })); console.log(f({ a: 1, b: 9 }, [5], 6, 7));',
  'patterns in for-of':
    'for (const [k, { v }] of [["a", { v: 1 }], ["b", { v: 2 }]] as any) console.log(k, v); for (const { x = 1 } of [{}, { x: 2 }] as any) console.log(x);',
  'for-of into an existing place':
    'let v: any; const o: any = {}; for (v of [1, 2]); for (o.p of [3, 4]); console.log(v, o);',
  'temporal dead zone is only about time': 'const f = () => late; const late = 5; console.log(f());',
  'typeof of an undeclared name':
    'console.log(typeof nothingLikeThat, typeof undefined, typeof Math, typeof Math.max, typeof console);',
  'types are ignored':
    'type N = number; interface P { x: N } declare const ghost: P; declare function spooky(): void; const p: P = { x: 1 }; const y = (p as any as P)!.x satisfies number; function g<T extends P>(t: T, u?: N): t is T { return <any>(u === undefined); } console.log(y, g<P>(p)); let definite!: number; definite = 4; console.log(definite);',
  'overloads and this parameters':
    'function f(a: number): number; function f(a: string): string; function f(a: any) { return a; } function g(this: any, a: number) { return a; } console.log(f(1), f("s"), g.call(null, 2));',
  exports:
    'export const a = 1; export function f() { return a + 1; } export { a as b }; export type T = number; console.log(a, f());',
  'export default of an expression': 'const a = 2; export default a * 3; console.log(a);',
  'export default of a function': 'console.log(twice(4)); export default function twice(x: number) { return 2 * x; }',
  'abstract names as identifiers':
    'const type = 1, of = 2, async = 3, get = 4, set = 5, from = 6, as = 7; let let_ = 8; console.log(type, of, async, get, set, from, as, let_);',
  'unicode names': 'const größe = 2, 数 = 3, \\u0061b = 4; console.log(größe * 数, ab);',
  'a name that objects inherit':
    'const toString = 1, valueOf = 2, hasOwnProperty = 3, constructor = 4; console.log(toString, valueOf, hasOwnProperty, constructor);',
  'a local of the name of a global':
    'function f() { const Math = { max: () => 9 }; const undefined_ = 1; return Math.max() + undefined_; } console.log(f()); { const console_ = 1; const NaN = 3 as any; console.log(NaN, console_); }',
  'undeclared closures over loop variables':
    'const fs: any[] = []; for (let i = 0; i < 3; i++) fs.push(() => i); for (var j = 0; j < 3; j++) fs.push(() => j); for (const k of [7, 8]) fs.push(() => k); for (const k in { p: 1, q: 2 }) fs.push(() => k); console.log(fs.map((f) => f()));',
};
