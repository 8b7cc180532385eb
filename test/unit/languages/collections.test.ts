import { describe, expect, test } from 'vitest';
import { check, inspect } from './check';
import { checkSlopes } from './slopes';

/** How numbers keep their origin in collections and through the functions on objects; see {@link checkSlopes}. */
const ways: Readonly<Record<string, string>> = {
  'values of a map':
    'const m = new Map([["p", a], ["q", b]]); m.set("r", m.get("p")! * m.get("q")!); let s = 0; for (const [k, x] of m) s += k === "r" ? x * x : x; m.forEach((x) => { s *= x; }); const out = s + [...m.values()].reduce((p, q) => p * q, 1) + v[0]! * v[1]! * v[2]!;',
  'keys of a map and values of a set':
    'const m = new Map(v.map((x, i) => [x, i])); const s = new Set([a, b, ...v]); let t = 1; for (const x of s) t *= x; s.delete(b); const u = s.union(new Set([9])).difference(new Set(v)); const out = t + [...m.keys()].reduce((p, q) => p * 2 + q, 0) + [...u][0]! * b;',
  'a class that extends Map':
    'class Bag extends Map<string, number> { add(k: string, x: number) { return this.set(k, (this.get(k) ?? 0) + x); } get total() { let t = 0; for (const x of this.values()) t += x * x; return t; } } const bag = new Bag([["p", a]]); bag.add("p", b).add("q", v[1]!).add("q", v[0]! * v[2]!); const out = bag.total;',
  groups:
    'const g = Object.groupBy([a, b, ...v], (x) => (x > 0 ? "plus" : "minus")); const h = Map.groupBy(v, (x) => x > 1); const out = g.plus!.reduce((s, x) => s * x, 1) - g.minus!.reduce((s, x) => s * x, 1) + h.get(true)![0]! ** 2;',
  'a memo in a weak map':
    'const memo = new WeakMap<object, number>(); const area = (r: any) => { if (!memo.has(r)) memo.set(r, r.w * r.h); return memo.get(r)!; }; const r = { w: a, h: b }; const out = area(r) * area(r) + area({ w: v[0], h: v[1]! * v[2]! });',
  'iterator helpers':
    'function* powers(x: number) { let p = 1; while (true) { yield p; p *= x; } } const out = powers(a).drop(1).take(4).map((x, i) => x * b + i).filter((x) => x < 99).reduce((s, x) => s + x) + v.values().flatMap((x) => [x, x * a]).toArray().reduce((s, x) => s * x, 1) + powers(b).find((x) => x < 0)!;',
  'generators that are told values':
    'function* g(): any { let t = a; while (true) t = t * (yield t) + b; } const it = g(); it.next(); it.next(v[0]); it.next(v[1]); const out = it.next(v[2]).value;',
  'assign, create and descriptors':
    'const base = { get area() { return (this as any).w * (this as any).h; } }; const o: any = Object.assign(Object.create(base, { w: { value: a, enumerable: true } }), { h: b }); Object.defineProperty(o, "twice", { get() { return this.area * 2; }, enumerable: true }); const d = Object.getOwnPropertyDescriptor(o, "w")!; const out = o.area + o.twice * d.value + Object.entries(Object.fromEntries(v.map((x, i) => ["k" + i, x]))).reduce((s, [, x]) => s * x, 1) + Object.values(Object.freeze({ a, b })).reduce((x, y) => x / y);',
  'call, apply, bind and Reflect':
    'const f = function (this: any, x: number, y: number) { return this.k * x + y ** 3; }; const out = f.bind({ k: a }, b)(v[0]!) + f.apply({ k: v[1] }, { length: 2, 0: a, 1: b } as any) + Reflect.apply(f, { k: v[2] }, [a, b]) + Reflect.get({ get g() { return (this as any).z * a; } }, "g", { z: b });',
  'what errors carry':
    'class Stop extends Error { constructor(readonly x: number) { super("stop", { cause: x * x }); } } let out = 1; try { throw new Stop(a * b); } catch (e: any) { out = e.x + e.cause * v[0]! + new AggregateError(v).errors.reduce((p: any, q: any) => p * q); }',
  structuredClone:
    'const c = structuredClone({ a, m: new Map([["b", b]]), s: new Set(v), l: [v] }); c.l[0]![0]! *= 2; const out = c.a * c.m.get("b")! + [...c.s].reduce((p, q) => p * q) + c.l[0]![0]! * v[0]!;',
};

describe('numbers keep their origin through', () => {
  for (const [name, code] of Object.entries(ways)) test(name, () => checkSlopes(code));
});

describe('what cuts the origin', () => {
  for (const code of [
    'JSON.parse(JSON.stringify({ x })).x',
    'new Map([[1, 5], [2.5, 6]]).get(x)!',
    'Number(new Set([x]).has(2.5))',
    'new Map([[x, 1]]).size + Object.keys({ a: x }).length',
    'Number(String(new Error(String(x)).message))',
    '[1, 2, 3].values().take(x).toArray().length',
  ]) {
    test(code, () => {
      check(`const x = 2.5;\nconst y = ${code}; // @grad`, { grads: { x: 0 }, output: 'y' });
    });
  }
});

describe('what is large stops within the budget', () => {
  const stops: readonly (readonly [code: string, error: RegExp])[] = [
    ['const s = new Set(); for (let i = 0; ; i++) s.add(i);', /TimeLimit|TooLarge/],
    ['const m = new Map(); for (let i = 0; ; i++) m.set({}, i);', /TimeLimit|TooLarge/],
    ['const s = new Set([1]); for (const n of s) { s.delete(n); s.add(n + 1); }', /TimeLimit/],
    ['function* g() { while (true) yield 1; } g().toArray();', /TimeLimit|TooLarge/],
    ['function* g() { while (true) yield 1; } g().filter(() => false).next();', /TimeLimit/],
    ['function* g() { while (true) yield 1; } new Set(g());', /TimeLimit/],
    ['let j: any = []; for (let i = 0; i < 50000; i++) j = [j]; JSON.stringify(j);', /RecursionTooDeep/],
    ['JSON.parse("[".repeat(100000));', /RecursionTooDeep/],
    ['let s: any = [1]; for (let i = 0; i < 40; i++) s = [s, s]; JSON.stringify(s);', /TimeLimit|TooLarge/],
    ['const t = "x".repeat(1e7); JSON.stringify([t, t, t]);', /TooLarge/],
    ['let j: any = []; for (let i = 0; i < 50000; i++) j = [j]; structuredClone(j);', /RecursionTooDeep/],
    ['Object.defineProperty([], 4e9, { value: 1, writable: true, enumerable: true, configurable: true });', /TooLarge/],
    ['const o: any = { toJSON() { return o.toJSON(); } }; JSON.stringify(o);', /RecursionTooDeep/],
    ['class A { get [Symbol.toStringTag]() { return String(this); } } String(new A());', /RecursionTooDeep/],
    [
      'const e: any = new Error("m"); Object.defineProperty(e, "name", { get() { throw e; } }); throw e;',
      /RecursionTooDeep|UserThrow/,
    ],
  ];
  for (const [code, error] of stops) {
    test(code, () => {
      const result = inspect(`const y = (() => { ${code} return 1; })(); // @grad`, { budget: { time: 400 } })[0]!;
      expect(result.error?.code, result.error?.message).toMatch(error);
    });
  }
  test('printing what is huge, shared or deep stays small', () => {
    const code = `
      let s: any = { v: 1 }; for (let i = 0; i < 60; i++) s = { l: s, r: s }; console.dir(s, { depth: null }); console.log(s);
      let d: any = {}; for (let i = 0; i < 20000; i++) d = { d }; console.dir(d, { depth: null }); console.log(d);
      const w: any = {}; for (let i = 0; i < 100000; i++) w['k' + i] = i; console.log(w); console.log([w, w, w]);
      const c: any = []; for (let i = 0; i < 100; i++) c.push(Object.fromEntries(Array.from({ length: 600 }, (_, k) => ['k' + k, c]))); console.log(c);
      console.log('x'.repeat(5e6)); console.table(Array.from({ length: 50 }, (_, i) => ({ i })));`;
    const result = inspect(`const y = (() => { ${code} return 1; })(); // @grad`)[0]!;
    expect(result.error).toBeNull();
    expect(result.stdout.length).toBeLessThan(1_000_100);
    expect(result.stdout).toContain('printing was cut at 1 MB');
  });
});

describe('errors are printed without frames, of which there are none', () => {
  const printed: readonly (readonly [code: string, text: string])[] = [
    ['new Error("m")', 'Error: m'],
    ['[new TypeError("m")]', '[ [TypeError: m] ]'],
    ['Object.assign(new RangeError("m"), { code: 5 })', 'RangeError: m { code: 5 }'],
    ['new (class MyError extends Error {})("m")', 'MyError: m'],
    ['new (class Wrong extends Error { constructor(m: string) { super(m); this.name = "Wrong"; } })("m")', 'Wrong: m'],
    ['new (class Wrong extends Error {})("m")', 'Wrong [Error]: m'],
    ['new Error("m", { cause: new TypeError("c") })', 'Error: m { [cause]: [TypeError: c] }'],
    ['new AggregateError([new Error("a"), 2], "m")', 'AggregateError: m { [errors]: [ [Error: a], 2 ] }'],
    ['(() => { const e: any = new Error("m"); e.self = e; return e; })()', '<ref *1> Error: m { self: [Circular *1] }'],
    ['{ e: new Error("") }', '{ e: [Error] }'],
  ];
  for (const [code, text] of printed) {
    test(code, () => {
      check(`console.log(${code});\nconst y = 1; // @grad`, { stdout: `${text}\n` });
    });
  }
});
