/** Functions, arrows, closures, recursion, this, call/apply/bind, getters. */
export const functions: Readonly<Record<string, string>> = {
  'kinds of functions':
    'function a(x: number) { return x + 1; } const b = function (x: number) { return x + 2; }; const c = (x: number) => x + 3; const d = (x: number) => { return x + 4; }; const o = { e(x: number) { return x + 5; } }; console.log(a(1), b(1), c(1), d(1), o.e(1));',
  'an arrow that returns an object': 'const f = (x: number) => ({ x, y: [x] }); console.log(f(2));',
  'no return is undefined': 'function f() {} const g = () => {}; function h() { return; } console.log(f(), g(), h());',
  'missing and surplus arguments':
    'const f = (a: any, b?: any) => [a, b]; console.log((f as any)(), f(1), (f as any)(1, 2, 3));',
  defaults:
    'let n = 0; const f = (a = 1, b = a * 2, c = ++n) => [a, b, c]; console.log(f(), f(5), f(undefined, 7), f(null as any, 0, 0), n);',
  'rest and spread':
    'const f = (a: number, ...r: number[]) => [a, r.length, ...r]; console.log(f(1), f(1, 2, 3), f(...([4, 5, 6] as [number]))); console.log(Math.max(...[1, 5, 3], 4), ...[7, 8], ..."ab");',
  'closures count':
    'const counter = () => { let n = 0; return { up: () => ++n, down: () => --n, get value() { return n; } }; }; const a = counter(), b = counter(); a.up(); a.up(); b.down(); console.log(a.value, b.value);',
  'closures share a variable':
    'let get: any, set: any; { let v = 1; get = () => v; set = (x: number) => { v = x; }; } set(5); console.log(get());',
  'closures three functions deep':
    'const add = (a: number) => (b: number) => (c: number) => a * 100 + b * 10 + c; console.log(add(1)(2)(3)); function outer(p: number) { function middle() { function inner() { p++; return p; } return inner; } return [middle()(), middle()(), p]; } console.log(outer(1));',
  'a closure over a parameter that changes':
    'function f(x: number) { const g = () => x; x = x + 1; return [g(), x]; } console.log(f(1));',
  'a closure over a default': 'let z = 1; const f = (a = () => z, b = a()) => b; z = 2; console.log(f());',
  recursion:
    'function fact(n: number): number { return n <= 1 ? 1 : n * fact(n - 1); } const fib = (n: number): number => n < 2 ? n : fib(n - 1) + fib(n - 2); console.log(fact(10), fib(15));',
  'mutual recursion':
    'function even(n: number): boolean { return n === 0 || odd(n - 1); } function odd(n: number): boolean { return n !== 0 && even(n - 1); } console.log(even(10), odd(7), even(3));',
  'a named function expression knows itself':
    'const f = function g(n: number): number { return n ? n + g(n - 1) : 0; }; console.log(f(4), f.name);',
  'a recursion keeps its locals apart':
    'function f(n: number): string { const mine = "n" + n; if (n > 0) f(n - 1); let later = mine; return later; } console.log(f(5));',
  'immediately called':
    'console.log((() => 1)(), (function () { return 2; })(), ((x: number) => x)(3)); (function () { console.log("in"); })();',
  'functions as values':
    'const ops: any = { add: (a: number, b: number) => a + b, twice: (f: any, x: any) => f(f(x)) }; console.log(ops.add(1, 2), ops["twice"]((x: number) => x * 3, 2), [Math.sqrt, Math.abs].map((f) => f(16)), [1, 4, 9].map(Math.sqrt));',
  'compose and pipe':
    'const compose = (...fs: any[]) => (x: any) => fs.reduceRight((v, f) => f(v), x); console.log(compose((x: number) => x + 1, (x: number) => x * 2)(5));',
  'this in methods':
    'const o: any = { n: 1, up() { this.n++; return this; }, arrow() { return [1, 2].map((x) => x * this.n); } }; console.log(o.up().up().n, o.arrow()); const p = { n: 5, up: o.up }; p.up(); console.log(p.n, o["up"]().n);',
  'this is undefined in a plain call':
    'function f(this: any) { return this === undefined; } const o = { g() { return [f(), (() => this === o)()]; } }; console.log(f.call(undefined), o.g());',
  'call, apply, bind':
    'function f(this: any, a: any, b: any) { return [this?.n, a, b]; } const o = { n: 1 }; console.log(f.call(o, 2, 3), f.apply(o, [4, 5]), f.bind(o, 6)(7), f.bind(o)(8, 9)); console.log(Math.max.apply(null, [1, 9, 3]));',
  'name and length':
    'const f = (a: any, b: any = 1, c?: any) => 0; function g(a: any, b: any, ...r: any[]) {} const o = { m(x: any) {}, a: () => 0 }; let h = function () {}; console.log(f.name, f.length, g.name, g.length, o.m.name, o.m.length, o.a.name, h.name, (() => 0).name, Math.max.length, Math.max.name);',
  'getters and setters':
    'const o = { _v: 1, get v() { return this._v * 10; }, set v(x) { this._v = x; } }; o.v = 5; o.v += 1; console.log(o.v, o._v); const c = { get only() { return 7; } }; console.log(c.only); const k = "dyn"; const d: any = { get [k]() { return 8; } }; console.log(d.dyn);',
  'callbacks get element, index and array':
    '["a", "b"].forEach((v, i, all) => console.log(v, i, all)); console.log(["a"].map((v, i, all) => [v, i, all.length]), [3, 4].reduce((s, v, i, all) => s + v * i + all.length, 0));',
  'parseInt as a callback':
    'console.log(["1", "2", "3"].map(parseInt as any), ["1", "2"].map(Number), [0, 1, ""].filter(Boolean as any), ["a", 1].map(String));',
  'a function with properties is called from a table':
    'const table = [(x: number) => x, (x: number) => -x]; console.log(table[1]!(4), table.length, table.at(-1)!(5));',
  'optional calls':
    'const o: any = { f: (x: number) => x + 1, n: null }; console.log(o.f?.(1), o.g?.(1), o.n?.f(2), o?.f(3), o.n?.a.b.c.d, (null as any)?.[0], o.f?.call?.(null, 4)); let n = 0; (null as any)?.f(n++); console.log(n);',
  'an optional chain ends at its parentheses':
    'const o: any = { a: undefined }; console.log(o.a?.b.c, o?.["a"]?.["b"]);',
  'arguments are evaluated from left to right':
    'const l = (x: any) => (console.log("l", x), x); const f = (...a: any[]) => a.length; f(l(1), ...[l(2), l(3)], l(4)); const o: any = {}; o[l("k")] = l("v"); l(1) + l(2) * l(3); [l("a"), { [l("b")]: l("c") }];',
  'assignment takes its place before its value':
    'let a: any = [1, 2]; let i = 0; a[i++] = i; console.log(a, i); let x = 1; x = x++ + ++x; console.log(x); let y = 5; y += (y = 2, 10); console.log(y);',
  'a function passed before its variable is set':
    'const run = (f: any) => f(); let v: any; run(() => { v = 3; }); console.log(v);',
  'memo tables':
    'const memo: any = {}; const fib = (n: number): number => memo[n] ?? (memo[n] = n < 2 ? n : fib(n - 1) + fib(n - 2)); console.log(fib(60));',
  '5000 calls deep': 'const f = (n: number): number => n === 0 ? 0 : 1 + f(n - 1); console.log(f(500));',
  'names are for functions that stand alone':
    'const u: any = undefined; const a: any = u ?? (() => 1), b = u || function () {}, c = u ? null : class {}, d = !u && ((x: any) => x), e = () => 1; let f: any; f ??= () => 1; const { g = () => 1, h = u || (() => 1) }: any = {}; console.log([a, b, c, d, e, f, g, h].map((x: any) => x.name), a, { k: u ?? (() => 1), l: () => 1 });',
  'names by computed keys':
    "const k = 'key', s = Symbol('sym'); class C { [k] = () => 1; [s] = function () {}; ['in' + 1] = class {}; static [k + 2] = () => 2; [k + 3] = class { static name = 'own'; }; [k + 4] = function named() {}; x: any = u || (() => 1); #p = () => 2; p() { return this.#p.name; } } var u: any; const c: any = new C(); console.log([c.key, c[s], c.in1, (C as any).key2, c.key3, c.key4, c.x].map((f: any) => f.name), c.p(), c);",
};
