// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
/** Classes: fields, accessors, private members, statics, inheritance and super. */
export const classes: Readonly<Record<string, string>> = {
  'fields and methods':
    'class P { x = 1; y: number; constructor(y: number) { this.y = y; } sum() { return this.x + this.y; } } const p = new P(4); console.log(p.x, p.y, p.sum(), p instanceof P, typeof P, Object.keys(p));',
  'fields in order':
    'const log: string[] = []; const t = (s: string) => { log.push(s); return s; }; class A { [t("k1")] = t("v1"); static [t("k2")] = t("v2"); [t("k3")] = t("v3"); static { t("block"); } constructor() { t("ctor"); } } t("defined"); new A(); console.log(log.join());',
  accessors:
    'class T { #c = 0; get f() { return this.#c * 2; } set f(v) { this.#c = v / 2; } static get zero() { return new T(); } } const t = new T(); t.f = 10; console.log(t.f, T.zero.f, Object.keys(t), "f" in t, t.hasOwnProperty("f"));',
  'a getter alone cannot be set':
    'class T { get f() { return 1; } } const t: any = new T(); try { t.f = 2; } catch (e: any) { console.log(e.message); }',
  'private members':
    'class C { #n = 1; #inc() { this.#n++; return this; } static #made = 0; static make() { C.#made++; return new C(); } get #twice() { return this.#n * 2; } run() { this.#inc().#inc(); return [this.#n, this.#twice, C.#made]; } has(o: any) { return #n in o; } } const c = C.make(); console.log(c.run(), c.has(c), c.has({}), Object.keys(c));',
  'private names belong to one class':
    'class A { #x = 1; read(o: any) { return o.#x; } } class B { #x = 2; } console.log(new A().read(new A())); try { new A().read(new B()); } catch (e: any) { console.log(e.message); } const make = () => class { #p = 1; get(o: any) { return o.#p; } }; const K = make(), L = make(); try { new K().get(new L()); } catch (e: any) { console.log(e.message); }',
  inheritance:
    'class A { constructor(public n: number) {} say() { return "A" + this.n; } static who() { return "sA"; } } class B extends A { m = this.n * 2; constructor() { super(5); } say() { return "B" + super.say() + this.m; } static who() { return super.who() + "B"; } } class C extends B {} const c = new C(); console.log(c.say(), C.who(), c instanceof A, c instanceof B, Object.getPrototypeOf(C) === B, c.constructor === C);',
  'super in accessors, arrows and literals':
    'class A { get v() { return 1; } set v(x) { (this as any).got = x; } f() { return 10; } } class B extends A { get v() { return super.v + 1; } set v(x) { super.v = x * 2; } f() { return [1, 2].map((k) => super.f() + k); } } const b: any = new B(); b.v = 4; console.log(b.v, b.got, b.f()); const base = { hi() { return "base " + (this as any).n; } }; const o: any = { n: 3, hi() { return super.hi() + "!"; } }; Object.setPrototypeOf(o, base); console.log(o.hi());',
  'this before super':
    'class A {} class B extends A { constructor(early: boolean) { if (early) console.log(this); super(); } } try { new B(true); } catch (e: any) { console.log(e.name, e.message); } new B(false); class D extends A { constructor() { } } try { new D(); } catch (e: any) { console.log(e.message); }',
  'constructors that return':
    'class A { constructor() { return { made: "by hand" } as any; } } class B extends A { x = 1; } console.log(new A(), new B()); class C { constructor() { return 5 as any; } } console.log(new C() instanceof C); class E extends C { constructor() { super(); return 1 as any; } } try { new E(); } catch (e: any) { console.log(e.message); }',
  'a class needs new':
    'class A {} try { (A as any)(); } catch (e: any) { console.log(e.message); } try { new (5 as any)(); } catch (e: any) { console.log(e.message); } const arrow: any = () => 1; try { new arrow(); } catch (e: any) { console.log(e.message); } const o = { m() {} }; try { new (o.m as any)(); } catch (e: any) { console.log(e.message); }',
  'class expressions and names':
    'const A = class {}; const B = class Inner { static self = Inner.name; }; class C { static name = "Other"; } console.log(A.name, B.name, B.self, C.name, (class {}).name); const o = { K: class {} }; console.log(o.K.name);',
  'temporal dead zone': 'try { new A(); } catch (e: any) { console.log(e.message); } class A {}',
  'static fields see the class':
    'class A { static a = 1; static b = A.a + 1; static c = this.b + 1; static { this.d = this.c * 2; } static d: number; static list = [A.a, A.b, A.c]; } console.log(A.a, A.b, A.c, A.d, A.list);',
  'static inheritance':
    'class A { static n = 1; } class B extends A {} B.n++; console.log(A.n, B.n, Object.hasOwn(B, "n"), Object.keys(B));',
  'new.target':
    'class A { t; constructor() { this.t = new.target.name; } } class B extends A {} function F(this: any) { return new.target === undefined; } console.log(new A().t, new B().t, F.call(undefined));',
  'old-style constructors':
    'function V(this: any, x: number) { this.x = x; } V.prototype.twice = function () { return this.x * 2; }; const v = new (V as any)(4); console.log(v.x, v.twice(), v instanceof (V as any), Object.keys(v), v.constructor === V, "twice" in v); for (const k in v) console.log(k);',
  'inherit by hand':
    'function A(this: any) { this.a = 1; } A.prototype.m = function () { return "m" + this.a; }; function B(this: any) { A.call(this); this.b = 2; } B.prototype = Object.create(A.prototype); B.prototype.constructor = B; const b = new (B as any)(); console.log(b.m(), b instanceof (A as any), b.constructor.name);',
  'methods are not enumerable':
    'class A { x = 1; m() {} } const a = new A(); for (const k in a) console.log(k); console.log(Object.keys(A.prototype), { ...a });',
  generics:
    'abstract class Shape<T extends number> { abstract area(): T; protected constructor(readonly name: string) {} show<U>(this: Shape<T>, x?: U): string { return `${this.name}: ${this.area()}`; } } class Sq extends Shape<number> { constructor(private s: number) { super("sq"); } override area() { return this.s ** 2; } declare readonly ghost: string; } console.log(new Sq(3).show(), Object.keys(new Sq(2)));',
  'a closure over this':
    'class A { n = 3; later = () => this.n; add(k: number) { return [1, 2].map((v) => v + this.n + k); } } const a = new A(); const { later } = a; console.log(later(), a.add(1)); const m = a.add; try { m(1); } catch (e: any) { console.log(e.message); }',
  'toString and valueOf':
    'class M { constructor(public c: number) {} valueOf() { return this.c; } toString() { return "M" + this.c; } } const m: any = new M(3); console.log(m + 1, m * 2, `${m}`, m > 2, m + "", [m] + "", m == 3, String(m)); class P { [Symbol.toPrimitive](hint: string) { return hint === "number" ? 7 : hint; } } const p: any = new P(); console.log(+p, `${p}`, p + "", p * 2);',
  instanceof:
    'class Even { static [Symbol.hasInstance](n: any) { return n % 2 === 0; } } console.log((2 as any) instanceof Even, (3 as any) instanceof Even, [] instanceof Array, {} instanceof Object, (() => 1) instanceof Object, Object.create(null) instanceof Object); try { (1 as any) instanceof (5 as any); } catch (e: any) { console.log(e.message); }',
  'chained calls':
    'class Q { v: number[] = []; push(...x: number[]) { this.v.push(...x); return this; } get size() { return this.v.length; } } console.log(new Q().push(1, 2).push(3).size, new Q().push().v);',
  'accessor and field on a prototype chain':
    'class A { get x() { return 1; } } class B extends A { x = 5; } const b: any = new B(); b.x = 6; console.log(b.x, Object.keys(b)); class C { x = 1; } class D extends C { get x() { return 9; } } console.log(new D().x);',
  'optional private and calls':
    'class A { #f = { g: (n: number) => n + 1 }; static t(o?: A) { return [o?.#f.g(1), o?.#f?.g?.(2)]; } } console.log(A.t(new A()), A.t(undefined));',
  'compound on private and super':
    'class A { n = 1; } class B extends A { #k = 2; bump() { this.#k **= 3; this.#k ||= 5; this.n += this.#k; [this.n, this.#k] = [this.#k, this.n]; return [this.n, this.#k]; } } console.log(new B().bump());',
};

/** Generators and iterators of the user's own. */
export const generators: Readonly<Record<string, string>> = {
  counting:
    'function* g(n: number) { for (let i = 0; i < n; i++) yield i * i; } console.log([...g(4)], Math.max(...g(3))); for (const v of g(2)) console.log(v);',
  'next, return and throw':
    'function* g(): any { try { const a = yield 1; const b = yield a * 2; return a + b; } finally { console.log("end"); } } const i = g(); console.log(i.next(), i.next(5), i.next(7), i.next()); const j = g(); j.next(); console.log(j.return(9), j.next()); const k = g(); k.next(); try { k.throw(new Error("boom")); } catch (e: any) { console.log(e.message); }',
  'yield in every place':
    'function f(...a: any[]) { return a.join("-"); } function* g(): any { const o: any = { a: yield 1, [yield 2]: 3 }; const l = [yield 4, ...(yield 5)]; const s = `${yield 6}|${yield 7}`; const c = (yield 8) ? yield 9 : yield 10; o.x = yield 11; o.x += yield 12; const r = f(yield 13, yield 14); const q = (yield 15) && (yield 16); return [o, l, s, c, r, q, -(yield 17), (yield 18) + (yield 19)]; } const it = g(); let r = it.next(); const sent: any = { 2: "key", 5: [1, 2], 8: 0, 15: 1 }; while (!r.done) r = it.next(sent[r.value] ?? r.value * 10); console.log(JSON_(r.value)); function JSON_(v: any): string { return Array.isArray(v) ? "[" + v.map(JSON_).join() + "]" : typeof v === "object" && v ? "{" + Object.keys(v).map((k) => k + ":" + JSON_(v[k])).join() + "}" : String(v); }',
  'yield star':
    'function* a(): any { const got = yield* b(); console.log("got", got); yield* [10, 20]; yield* "hi"; } function* b(): any { yield 1; yield 2; return "r"; } console.log([...a()]); function* inner(): any { try { yield 1; } catch (e) { yield "caught " + e; } } function* outer(): any { yield* inner(); } const o = outer(); o.next(); console.log(o.throw("x"), o.next());',
  'loops, switch and labels':
    'function* g() { outer: for (const a of [1, 2, 3]) { let k = 0; while (true) { if (k > a) continue outer; if (a === 3) break outer; switch (k) { case 0: yield "zero" + a; case 1: yield "one" + a; break; default: yield "more" + a; } k++; } } do { yield "once"; } while (false); } console.log([...g()].join(" "));',
  'closures per turn':
    'function* g() { const fs: any[] = []; for (let i = 0; i < 3; i++) { fs.push(() => i); yield i; } yield fs.map((f) => f()).join(); } console.log([...g()]);',
  'try, catch, finally':
    'function* g() { for (let i = 0; ; i++) { try { if (i === 2) throw new Error("two"); yield i; } catch (e: any) { yield e.message; return "done"; } finally { yield "f" + i; } } } const it = g(); for (let r = it.next(); ; r = it.next()) { console.log(r); if (r.done) break; }',
  'breaking closes':
    'function* g() { try { yield 1; yield 2; } finally { console.log("closed"); } } for (const v of g()) { console.log(v); break; } const [a] = g(); console.log(a); const [b, c, d] = g(); console.log(b, c, d); try { for (const v of g()) throw new Error("e" + v); } catch (e: any) { console.log(e.message); } const f = () => { for (const v of g()) return v; }; console.log(f()); l: for (const x of [1]) { for (const v of g()) continue l; }',
  'own iterators':
    'class R { constructor(public a: number, public b: number) {} [Symbol.iterator]() { let k = this.a; const { b } = this; return { next: () => (k < b ? { value: k++, done: false } : { value: undefined, done: true }), return() { console.log("ret"); return {}; } }; } } console.log([...new R(1, 4)], Array.from(new R(0, 2))); for (const v of new R(5, 9)) { if (v > 6) break; console.log(v); } const [x, ...rest] = new R(0, 3); console.log(x, rest);',
  'generator methods':
    'class T { constructor(public v: number, public l?: T, public r?: T) {} *[Symbol.iterator](): any { if (this.l) yield* this.l; yield this.v; if (this.r) yield* this.r; } static *up(n: number) { while (n--) yield n; } } console.log([...new T(2, new T(1), new T(4, new T(3)))], [...T.up(3)]); const o = { *g() { yield this.n; }, n: 7 }; console.log([...o.g()]);',
  'endless ones':
    'function* nat() { let n = 0; while (true) yield n++; } function* take(n: number, it: Iterable<number>) { if (n <= 0) return; for (const v of it) { yield v; if (--n <= 0) return; } } function* map(f: any, it: any) { for (const v of it) yield f(v); } console.log([...take(5, map((x: number) => x ** 2, nat()))]);',
  'already running':
    'const it: any = (function* () { it.next(); yield 1; })(); try { it.next(); } catch (e: any) { console.log(e.name, e.message); }',
  'arguments and defaults':
    'function* g(a = 1, ...r: number[]) { yield a; yield* r; yield arguments.length; } console.log([...g()], [...g(5, 6, 7)]);',
  'not constructible':
    'function* g() {} try { new (g as any)(); } catch (e: any) { console.log(e.message); } console.log(typeof g, g.name, g().next());',
};

/** try, catch, finally, throw. */
export const trying: Readonly<Record<string, string>> = {
  catching:
    'try { throw new Error("a"); } catch (e: any) { console.log(e.message, e.name, e instanceof Error, String(e)); } try { throw { code: 1 }; } catch ({ code }: any) { console.log(code); } try { throw 5; } catch { console.log("none"); }',
  'order of finally':
    'const f = () => { try { console.log("t"); return "r"; } finally { console.log("f"); } }; console.log(f()); const g = () => { try { throw 1; } catch { return "c"; } finally { return "f"; } }; console.log(g()); const h = () => { for (let i = 0; i < 3; i++) { try { if (i === 1) continue; if (i === 2) break; console.log(i); } finally { console.log("f" + i); } } return "end"; }; console.log(h());',
  'a return value is kept':
    'let n = 1; const f = () => { try { return n; } finally { n = 5; } }; console.log(f(), n); const g = () => { const o = { v: 1 }; try { return o; } finally { o.v = 2; } }; console.log(g());',
  'language errors are caught':
    'const bad: any[] = [() => (null as any).x, () => (undefined as any).y(), () => (5 as any)(), () => { const c = 1; (c as any) = 2; }, () => missing, () => { early; let early = 1; }, () => new Array(-1), () => (1).toFixed(200), () => [].reduce((a: any) => a), () => ({} as any).f()]; declare const missing: any; for (const f of bad) { try { f(); } catch (e: any) { console.log(e.name, "|", e.message); } }',
  rethrowing:
    'const f = () => { try { throw new TypeError("x"); } catch (e: any) { if (e instanceof RangeError) return 1; throw e; } finally { console.log("fin"); } }; try { f(); } catch (e: any) { console.log(e.name, e instanceof TypeError, e instanceof Error); }',
  'finally replaces':
    'try { try { throw 1; } finally { throw 2; } } catch (e) { console.log(e); } const f = () => { l: try { throw 1; } finally { break l; } return "went on"; }; console.log(f());',
  'nested and in loops':
    'let s = ""; for (const x of [1, 2, 3]) { try { try { if (x === 2) throw x; s += x; } catch (e) { s += "c" + e; throw "again"; } finally { s += "f"; } } catch (e) { s += e; } } console.log(s);',
  'own errors':
    'class MyError extends Error { constructor(message: string, readonly code: number) { super(message); this.name = "MyError"; } } try { throw new MyError("bad", 7); } catch (e: any) { console.log(e.name, e.message, e.code, e instanceof MyError, e instanceof Error, String(e), Object.keys(e)); }',
  'scope of the catch variable':
    'const e = "outer"; try { throw "inner"; } catch (e) { var v = e; const f = () => e; console.log(e, f()); } console.log(e, v);',
  'thrown through calls':
    'const deep = (n: number): number => { if (n === 0) throw new RangeError("bottom"); return deep(n - 1) + 1; }; try { deep(50); } catch (e: any) { console.log(e.message); } console.log([1, 2].map((x) => { try { if (x === 1) throw x; return x; } catch { return -1; } }));',
};

/** Enums and namespaces. */
export const enums: Readonly<Record<string, string>> = {
  numeric: 'enum A { X, Y = 5, Z } console.log(A.X, A.Y, A.Z, A[5], A[0], Object.keys(A), A["Z"]);',
  mixed:
    'enum E { A = 1 << 2, B = A | 1, C = "s".length, D = B * 2, N = -3 } console.log(E.A, E.B, E.C, E.D, E.N, E[-3]);',
  strings: 'enum S { Up = "UP", Down = "DOWN" } console.log(S.Up, Object.values(S), S.Down === "DOWN");',
  merged:
    'enum M { A } enum M { B = 10 } console.log(M.A, M.B, M[10]); const enum C { P = 3, Q } console.log(C.P, C.Q);',
  'in functions':
    'function f() { enum L { a = 2, b } return L.a * L.b; } console.log(f()); const g = (m: number) => { switch (m) { case E.One: return "one"; default: return E[m]; } }; enum E { One = 1, Two } console.log(g(1), g(2));',
  namespaces:
    'namespace N { export const a = 2; const hidden = 3; export function f(x: number) { return x * a + hidden; } export namespace In { export const b = a + 1; } export enum K { Z = 9 } export class C { v = a; } } console.log(N.a, N.f(4), N.In.b, N.K.Z, new N.C().v, "hidden" in N);',
  'namespaces that change':
    'namespace C { export let n = 1; export function up() { n++; } } C.up(); C.up(); console.log(C.n); namespace C2 { export let n = 1; } C2.n = 7; console.log(C2.n); namespace N { export const a = 1; } namespace N { export const b = 2; } console.log(N.a + (N as any).b); function F() { return F.x; } namespace F { export const x = 4; } console.log(F());',
};

/** Tagged templates, arguments, and functions as objects. */
export const functionsAsObjects: Readonly<Record<string, string>> = {
  'tagged templates':
    'const tag = (s: TemplateStringsArray, ...v: any[]) => s.raw.join("|") + v.join(",") + s.length; console.log(tag`a${1}\\n${2}c`, tag``, String.raw`\\u00e9${5}`); const same = (s: any) => s; const f = () => same`x`; console.log(f() === f(), Array.isArray(f()), Object.isFrozen(f())); const o = { n: 3, t(s: any, v: number) { return this.n * v; } }; console.log(o.t`${4}`);',
  'nested templates':
    'const xs = [1, 2]; console.log(`<${xs.map((x) => `[${`${x}` + `${x > 1 ? `big ${x}` : ""}`}]`).join("")}>`);',
  arguments:
    'function f(a: any, b?: any) { const list = Array.prototype.slice.call(arguments, 1); return [arguments.length, arguments[0], list, [...arguments].length, typeof arguments, Array.isArray(arguments)]; } console.log((f as any)(1, 2, 3)); function g() { return (() => 1)(); } console.log(g());',
  'properties of functions':
    'const f: any = (x: number) => x * f.k; f.k = 3; f.cache = {}; f.cache.a = 1; console.log(f(2), f.cache, f.name, f.length, Object.keys(f)); function Counter() { return Counter.n++; } Counter.n = 5; Counter(); console.log(Counter.n);',
  'methods of prototypes':
    'console.log(Array.prototype.map.call([1, 2], (x: any) => x + 1), Object.prototype.hasOwnProperty.call({ a: 1 }, "a"), Object.prototype.toString.call([]), Math.max.apply(null, [1, 5, 2]));',
};
