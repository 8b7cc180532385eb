// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
/** console.log and its kin print objects of all kinds exactly as Node does. */
export const printingObjects: Readonly<Record<string, string>> = {
  arguments: "function f() { console.log(arguments); } (f as any)(1, 'a'); (f as any)();",
  'classes and instances':
    'class A { x = 1; static s = 2; static m() {} get g() { return 1; } } class B extends A { y = [this.x]; } console.log(A, B, new A(), new B(), [A, B], { A }, A.prototype, B.prototype);',
  'deep nesting':
    "class N { constructor(public v: any, public next: any = null) {} } console.log(new N(1, new N(2, new N(3, new N(4))))); console.log([[[[new N(1)]]]], [[[new Map([[1, 2]])]]], [[[new Map()]]], [[[[]]]], [[[[1]]]], [[[{}]]], [[[{ a: 1 }]]], [[[class Q {}]]], [[[() => 1]]], [[[[], {}]]], {a:{b:{c:{}}}}, {a:{b:{c:{d:1}}}}, {a:{b:{c:new N(1)}}}, {a:{b:{c:new Set([1])}}},{a:{b:{c:new Error('x').message}}});",
  'anonymous classes':
    'console.log(class {}, [class {}], class extends Array {}, new (class {})(), new (class { x = 1 })(), new (class extends Map {})(), class extends null {});',
  'objects without prototype':
    'const o = Object.create(null); o.a = 1; console.log(o, Object.create(o), Object.create({ x: 1 }), Object.create(Object.create(null)), [o], { o });',
  'maps and sets':
    "const m = new Map<any, any>([[{ a: 1 }, new Map([['x', new Set([1, 'two'])]])], ['k', [1, 2]], [[1], () => 1]]); console.log(m, [m], new Set([m, new Set()]), m.keys(), m.values(), m.entries(), new Set([1, 2]).entries(), new Set().values(), new Map().keys());",
  'a walk that is under way':
    "const it = new Map([['a', 1], ['b', 2]]).entries(); it.next(); console.log(it, [it]); it.next(); console.log(it); it.next(); console.log(it);",
  'weak collections and symbols':
    "console.log(new WeakMap(), new WeakSet(), [new WeakMap()], Symbol('a'), [Symbol('b c')], { [Symbol('k')]: 1, [Symbol()]: { [Symbol.iterator]: 2 } });",
  'generators and iterators':
    "function* g() { yield 1; } console.log(g, g(), [g()], [].values(), 'ab'[Symbol.iterator](), [1].values().map((x) => x), Iterator.from({ next() { return { done: true } } } as any));",
  'functions and arrays with properties':
    "const a: any = [1, 2, 3]; a.x = 'y'; a[Symbol('s')] = 2; a[-1] = 0; console.log(a, Object.assign(() => 1, { p: 1, q: { r: 2 } }), Object.assign(function nn() {}, { z: 1 }), [Object.assign(() => {}, { k: 1 })]);",
  'array subclasses':
    'class V extends Array<number> { tag = 1; } const v = V.from([1, 2]) as any; console.log(v, new V(), [v], new V(3));',
  "collections of one's own":
    'class MM extends Map { extra = 1; } class SS extends Set { } console.log(new MM([[1, 2]]), new SS([1]), new MM(), [new SS()]);',
  circles:
    'const c: any = { n: 1 }; c.self = c; c.list = [c, { c }]; const d: any = { c }; d.d = d; console.log(c, d, [d, d]);',
  'circles through collections':
    "const m: any = new Map(); m.set('me', m); m.set(m, 1); const s: any = new Set(); s.add(s); const ar: any[] = []; ar.push(ar, [ar]); console.log(m, s, ar);",
  'circles in instances': 'class C { self = this; child: any = { parent: this }; } console.log(new C(), [new C()]);',
  'members of literals':
    "console.log({ get a() { return 1; }, set a(v) {}, get b() { return 2; }, set c(v: any) {}, m() {}, async: 1, *gen() {}, [Symbol('m')]() {}, arrow: () => 1, f: function () {}, k: class {} });",
  tags: "console.log({ [Symbol.toStringTag]: 'Lit' }, new (class { get [Symbol.toStringTag]() { return 'Tag'; } })(), new (class Foo { get [Symbol.toStringTag]() { return 'Foo'; } })(), new (class Bar { get [Symbol.toStringTag]() { return 'Barrel'; } })(), new (class { get [Symbol.toStringTag]() { throw 1; } x = 1 })());",
  'hidden properties and %o':
    "const o: any = {}; Object.defineProperty(o, 'hid', { value: 1 }); Object.defineProperty(o, 'acc', { get() { return 1; }, enumerable: true }); console.log(o, [o]); console.log('%o', o); console.log('%o', [1, { a: 2 }]); console.log('%o', function foo(a: any) {}); console.log('%o', new (class Z { x = 1; })());",
  'frozen objects and namespaces':
    'console.log(Object.freeze({ a: 1 }), Object.freeze([1]), Object.freeze({}), Math, JSON, Reflect, [Math]);',
  'built-in functions': 'console.log(Map, Set, Array, Object, Symbol, [Map], Math.max, [].map, console.log, Function);',
  'numbers and texts in lists':
    "console.log([1.0, -0, 1e21, 123456789, 0.1], [true, null, undefined], ['a', \"it's\", 'q\"q', `b\\`'\"`], [[], {}], [[[]]], [{}, [{}]]);",
  holes:
    'console.log(Array(3), [, 1], [1, , 3, , ,], Array(200), (() => { const a: any = []; a[5] = 1; a[50] = 2; return a; })(), (() => { const a: any = []; a[500] = 1; return a; })(), (() => { const a: any = new Array(300); for (let i = 0; i < 300; i += 2) a[i] = i; return a; })());',
  'long collections':
    "console.log(new Set(Array.from({ length: 150 }, (_, i) => i)), new Map(Array.from({ length: 120 }, (_, i) => [i, 'v' + i] as const)));",
  'many keys': "console.log(Object.fromEntries(Array.from({ length: 120 }, (_, i) => ['key' + i, i])));",
  'long texts': "console.log('a'.repeat(15000).length, ['a'.repeat(15000)], { s: 'x\\ny'.repeat(50) });",
  'where lines break':
    "console.log(['a'.repeat(30), 'b'.repeat(30), 'c'.repeat(30)], [['x'.repeat(40)], ['y'.repeat(40)]], { a: ['x'.repeat(70)] }, new Map([['x'.repeat(40), 'y'.repeat(40)]]));",
  'trees of instances':
    'class Node2 { left: any = null; right: any = null; constructor(public key: number) {} } const t = new Node2(5); t.left = new Node2(3); t.right = new Node2(8); t.left.left = new Node2(1); console.log(t, [t], { t });',
  'functions as classes':
    'function Old(this: any) { this.a = 1; } Old.prototype.m = function () {}; const x = new (Old as any)(); console.log(x, Old, Old.prototype, [x]); function Other() {} Other.prototype = { z: 1 }; console.log(new (Other as any)()); const anon = new (function (this: any) { this.q = 1; } as any)(); console.log(anon);',
  'constructors that are not':
    "const e: any = { constructor: 5 }; console.log(e, { constructor: class Foo {} }, { constructor: { name: 'fake' } }); class P {} const p: any = new P(); p.constructor = class Q {}; console.log(p);",
  'names of classes':
    "class A { static name2 = 1; } Object.defineProperty(A, 'name', { value: 'Renamed' }); console.log(A, new A()); class B { static name = 'Stat'; } console.log(B, new B()); class D {} delete (D as any).name; console.log(D, new D());",
  '%s with objects':
    "console.log('%s|%s|%s|%s', new (class { toString() { return 'mine'; } })(), { toString() { return 'own'; } }, [1, [2, [3]]], new (class K { a = { b: { c: 1 } } })());",
  '%s with other values':
    "console.log('%s %s %s', new Map([[1, { a: { b: 1 } }]]), Object.create(null), () => 1, class X {}, Symbol('q'), -0, 1.5, true, null, undefined);",
  'other substitutions':
    "console.log('%d|%d|%d|%d|%i|%i|%f|%f', '42', {}, [5], { valueOf() { return 7; } }, 42.9, 'z', '1.5x', {}); console.log('%j|%j|%j', { a: [1] }, undefined, 'x'); const c: any = {}; c.c = c; console.log('%j', c); console.log('%x %5d %', 1, 2); console.log('%%', 1); console.log('%s%%%s', 1, 2); console.log('a%', 1); console.log('%c%s', 'css', 'x'); console.log('%s', 'a', 'b', { c: 1 }); console.log('%', '%s', 's'); console.log('%%%s%%', 'x', 'y'); console.log('100%%'); console.log('%%', '%%'); console.log('%i%', 5);",
  'odd lines':
    "console.log(); console.log(''); console.log(' ', ''); console.log('', 'a'); console.log(undefined, null); console.log('a\\nb', { c: 'd\\ne' }); console.log([undefined], { u: undefined });",
  groups:
    "console.group('G', { a: 1 }); console.log('x\\ny'); console.group(); console.log({ long: 'z'.repeat(60), other: 'w'.repeat(30) }); console.groupEnd(); console.info('b'); console.groupEnd(); console.groupEnd(); console.log('end'); console.groupCollapsed('c'); console.dir({ a: 1 }); console.table([[1]]); console.count(); console.groupEnd();",
  tables:
    "console.table([{ a: 1, b: 'x' }, { a: 2, c: true }]); console.table([[1, 2], [3, 4]]); console.table(['p', 'q']); console.table({ r1: { v: 1 }, r2: { v: 2 } }); console.table(5); console.table(new Map([['a', 1], ['b', { c: 2 }]] as any)); console.table(new Set([1, { a: 1 }])); console.table([{ a: 1, b: 2 }], ['b']); console.table([1, { a: 1 }, 'x', null]); console.table([]); console.table({}); console.table([{ x: { y: { z: 1 } } }, { x: [1, 2, 3, 4, 5] }, { x: { a: 1, b: 2, c: 3 } }]); console.table([{ 2: 'b', 1: 'a' }]); console.table(['\u6f22\u5b57', '\u00e9']); console.table(null); console.table(undefined); console.table('s'); console.table(new Map([[1, 2]]).entries()); console.table([new (class Q { x = 1 })()]); console.table([() => 1, -0]);",
  dir: "console.dir({ a: { b: { c: { d: { e: 1 } } } } }, { depth: 0 }); console.dir({ a: { b: { c: { d: { e: 1 } } } } }, { depth: null }); console.dir({ a: { b: { c: { d: { e: 1 } } } } }); console.dir('s'); console.dir([1, 2, 3, 4], { maxArrayLength: 2 }); console.dir({ b: 1, a: 2 }, { sorted: true }); console.dir({ a: 1 }, { showHidden: true }); console.dir({ a: [1, { b: 2 }] }, { compact: false }); console.dir();",
  counts:
    "console.count(); console.count('x'); console.count(); console.countReset(); console.count(); console.countReset('nope'); console.assert(false, 'no'); console.assert(true); console.count(undefined); console.count('default'); console.count(null as any); console.count(5 as any);",
  "ways to print of one's own":
    "const k = Symbol.for('nodejs.util.inspect.custom'); class Vec { constructor(public x: number) {} [k]() { return `Vec<${this.x}>\\nline`; } } console.log(new Vec(1), [new Vec(2)], { v: new Vec(3) }, `${[new Vec(1)].length}`); console.dir(new Vec(4)); console.log({ [k]: 5 });",
  'regular expressions':
    "console.log([/a/g, /b/], /x/, { r: /y/m }, Object.assign(/z/, { extra: 1 }), new (class RR extends RegExp {})('q'));",
  'errors as text':
    "const e = new Error('x') as any; e.code = 5; console.log([e.message], e.name, String(e), Object.keys(e), `${e}`, e + '', JSON.stringify(e));",
  entries: 'console.log([1, 2, 3].entries(), Object.entries({ a: 1 }), new Set([[1, 2]]), [new Set([[1]])]);',
  'enums and namespaces':
    "enum E { A, B = 'x' } namespace NS { export const a = 1; export function f() {} } console.log(E, NS, [E.A]);",
  'arrays of arrays':
    'console.log([new Array(5), Array.from({ length: 7 }, (_, i) => [i, i * 2]), Array.from({ length: 30 }, (_, i) => ({ i }))]);',
  'keys that need quotes':
    "console.log({ 'a-b': 1, 2: 2, valid_id: 3, $d: 4, '\u00fcn\u00ef': 5, '': 6, \"q'\": 7, 'new\\nline': 8 }, new Map([['a', 1]]), new Map([[Symbol('s'), 'v']]));",
  'bound functions and methods':
    "const bound = (function nm(this: any) {}).bind(null); console.log(bound, [bound], (() => 1).bind(null), class { static m = () => 1; }.m, { x() {} }.x, Object.getOwnPropertyDescriptor({ get q() { return 1; } }, 'q')!.set);",
  'a class with its instance':
    'class A { static s = 1; x = 1; } console.log([new A(), A], [A, new A()], { p: A.prototype, a: new A(), A });',
  'statics in depth':
    'class P { static z = { deep: { er: { more: 1 } } }; } console.log(P, [P], [[P]], [[[P]]], [[[[P]]]]); const base = { a: 1 }; const d = Object.create(base); console.log([d, base], [base, d]);',
  'typed arrays':
    "const f = new Float64Array([1, 2, 3]); console.log(Object.getOwnPropertyDescriptor(f, '0'), f, [f], Object.entries(f), JSON.stringify(f), structuredClone(f), f instanceof Float64Array, Object.keys(f)); class FF extends Float32Array {} console.log(new FF(2), new Uint8Array(200), new Float64Array(3).subarray(1), Object.assign(new Int8Array(1), { x: 1 }));",
  'lists of bytes as text':
    "console.log(Array.isArray(new Uint8Array(1)), new Uint8Array([1, 2]) + '', JSON.stringify(new Uint8Array(1).fill(1)));",
  'getters that throw':
    "const evil: any = { get [Symbol.toStringTag]() { throw new Error('tag'); }, get constructor() { throw new Error('ctor'); }, toString() { throw new Error('ts'); } }; console.log(evil, [evil]); try { console.log('%s', evil); } catch (e: any) { console.log(e.message); }",
  'ways to print of classes':
    "const s = Symbol.for('nodejs.util.inspect.custom'); const o = { [s]: { not: 'fn' } }; console.log(o); class A { static [s]() { return 'class text'; } } console.log(A, [A]);",
  'long chains of prototypes':
    'let p: any = {}; for (let i = 0; i < 5000; i++) p = Object.create(p); console.log(p); class X {} let k: any = X; for (let i = 0; i < 300; i++) k = class extends k {}; console.log(typeof k, new k() instanceof X);',
  'names that mean something to the host':
    'console.log({ then: 1, toJSON: 2, end: 3, inspect: 4, valueOf: 5, length: -1 }, { length: 2, callee: 1 });',
  'keys that are no numbers': 'console.log(new Map([[NaN, -0], [-0, NaN]]), new Set([[], {}, null, undefined]));',
  'entries of maps':
    'label: { console.log(Object.entries(new Map([[1, 2]])), [...new Map([[1, { a: [1, { b: 2 }] }]])]); }',
  'collections beyond a hundred':
    'const big = Array.from({ length: 1000 }, (_, i) => i); console.log(big.slice(0, 101), new Set(big), { big: new Map(big.map((b) => [b, [b]])) });',
  '%o with all kinds':
    "console.log('%o', { f() {}, a: [1, 2, { b: class Z {} }], m: new Map([[1, 2]]), s: new Set([1]), e: Symbol('x') });",
  'constructors by hand':
    "console.log(Object.create({ constructor: { name: 'Foo' } }), Object.create({ constructor: function Bar() {} }), new (class { constructor() { return new (class Inner { q = 1; })(); } })());",
  'named class expressions':
    'var A1 = class Named { static x = A1Name(); }; function A1Name() { return 1; } console.log(A1, new A1(), [new (class extends A1 { y = 2; })()]);',
  'errors as parts':
    "console.log(new Error('a') instanceof Error, [new TypeError('b')].map(String), { ...new Error('c') }, Object.assign({}, new Error('d')));",
  'generators that are over':
    'const gen = (function* () { const r: any = yield* [1, 2]; return r; })(); console.log([...gen], gen.next(), gen);',
  'the rest of an instance':
    'const { a = 1, ...rest } = new (class { a; b = 2; get c() { return 3; } })() as any; console.log(a, rest);',
  'for-in over collections':
    "for (const k in new Map([[1, 2]])) console.log(k); for (const k in Object.assign(new Set(), { q: 1 })) console.log(k); for (const k in new Error('x')) console.log('never', k); class It { *[Symbol.iterator]() { yield 1; } } console.log(Array.from(new It()), new It());",
  'iterators over equal values':
    "console.log(new Map([[1, 5], [2, 5]]).values(), new Map<any, any>([['a', 'x'], ['b', 'x'], ['c', null], ['d', null]]).values(), new Map([[5, 5], [6, 5]]).entries(), new Map([[1, -0], [2, 0], [-0, -0]]).values());",
  'iterators in arrays':
    "const m = new Map<any, any>([['k', [1, [2, [3]]]], ['l', { a: { b: { c: 1 } } }]]); const s = new Set<any>([[1, [2, [3]]]]); for (const it of [() => m.values(), () => m.entries(), () => s.values(), () => new Set([[1]]).entries()]) console.log(it(), [it()], [[it()]], [[[it()]]], { a: { b: it() } });",
};
