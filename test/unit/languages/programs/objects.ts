// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
/** Plain objects, their order, getters, spread, and the Object functions. */
export const objects: Readonly<Record<string, string>> = {
  literals:
    'const x = 1, k = "dyn"; console.log({}, { x }, { a: 1, "b c": 2, 3: 4, [k + 1]: 5, 0.5: 6, [`t${x}`]: 7 }, { a: 1, a: 2 } as any, { null: 1, if: 2 });',
  'order of keys':
    'const o: any = { b: 1, 2: "two", a: 2, 1: "one", "-1": 3 }; o.z = 1; o[0] = "zero"; console.log(Object.keys(o), o); delete o.b; o.b = 9; console.log(Object.keys(o));',
  access:
    'const o: any = { a: { b: [1, { c: 5 }] } }; const k = "a"; console.log(o.a.b[1].c, o[k]["b"][0], o.none, o.a.none, o["a"].b.length, o?.a?.b?.[1]?.c);',
  'keys become text':
    'const o: any = {}; o[1] = "a"; o[true as any] = "b"; o[null as any] = "c"; o[undefined as any] = "d"; o[1.5] = "e"; o[[1, 2] as any] = "f"; o[{} as any] = "g"; console.log(o, o["1"], o["1,2"]); const x = 3; o[x] = "t"; console.log(o[3], o["3"]);',
  spread:
    'const a = { x: 1, y: 2 }; console.log({ ...a, y: 3 }, { y: 0, ...a }, { ...null, ...undefined, ...(1 as any), ...(true as any) }, { ...[7, 8] }, { ..."hi" }, { ...{ get v() { return 4; } } });',
  'spread is shallow':
    'const a = { in: { n: 1 } }; const b = { ...a }; b.in.n = 2; console.log(a.in.n, a.in === b.in);',
  rest: 'const { a, ...others } = { a: 1, b: 2, c: 3 }; console.log(a, others); const f = ({ p, ...q }: any) => q; console.log(f({ p: 1, z: 2 }));',
  'Object functions':
    'const o = { a: 1, b: [2] }; console.log(Object.keys(o), Object.values(o), Object.entries(o), Object.assign({ z: 0 }, o, null, { a: 9 }), Object.fromEntries([["k", 1], ["l", 2]]), Object.hasOwn(o, "a"), Object.hasOwn(o, "z"), o.hasOwnProperty("b"), Object.is(NaN, NaN), Object.is(0, -0), Object.keys("ab"));',
  'Object.entries and back':
    'const o = { a: 1, b: 2 }; console.log(Object.fromEntries(Object.entries(o).map(([k, v]) => [k.toUpperCase(), v * 10]))); for (const [k, v] of Object.entries(o)) console.log(k, v);',
  freeze:
    'const o: any = Object.freeze({ a: 1, in: { b: 2 } }); o.in.b = 3; console.log(o, Object.isFrozen(o), Object.isFrozen({}), Object.isFrozen(1), Object.freeze(5));',
  'getters in the picture':
    'const o = { n: 2, get twice() { return this.n * 2; }, set twice(v) { this.n = v / 2; } }; console.log(o.twice); o.twice = 10; console.log(o.n, o.twice, Object.keys(o), { ...o }, Object.entries(o)); const { twice } = o; console.log(twice);',
  methods:
    'const v: any = { x: 3, y: 4, norm() { return Math.hypot(this.x, this.y); }, scale(k: number) { return { ...this, x: this.x * k, y: this.y * k }; } }; console.log(v.norm(), v.scale(2).norm(), v["norm"]());',
  'objects are shared':
    'const a = { n: 1 }; const b = a; b.n++; const c = { ...a }; c.n++; console.log(a, b, c, a === b, a === (c as any)); const list = Array(2).fill(a); list[0].n = 7; console.log(list);',
  'nested updates':
    'const s: any = { pos: { x: 0, y: 0 }, log: [] }; for (let i = 1; i <= 3; i++) { s.pos.x += i; s.pos = { ...s.pos, y: s.pos.x * 2 }; s.log.push({ ...s.pos }); } console.log(s);',
  'a counting table':
    'const count: any = {}; for (const c of "abracadabra") count[c] = (count[c] ?? 0) + 1; console.log(count); const groups: any = {}; for (const n of [1, 2, 3, 4]) (groups[n % 2 ? "odd" : "even"] ??= []).push(n); console.log(groups);',
  'names of host objects are plain keys where they are own':
    'const o: any = { toString: 1, valueOf: 2, hasOwnProperty: 3, length: 4, name: 5 }; console.log(o.toString, o.valueOf, o.hasOwnProperty, o.length, o.name, Object.keys(o));',
  'toString of an object':
    'console.log(String({}), {} + "", `${{}}`, [{}] + "", ({}).toString(), String({ toString() { return "mine"; } }), `${{ toString: () => "T" }}`, String([{ toString: () => 5 }]));',
  'valueOf of an object':
    'const m: any = { v: 4, valueOf() { return this.v; } }; console.log(m * 2, m + 1, m > 3, -m, Math.sqrt(m), `${m}`, m == 4);',
  'JSON-like data':
    'const data = [{ id: 1, tags: ["a"], at: { lat: 1.5 } }, { id: 2, tags: [], at: null }] as any[]; console.log(data.filter((d) => d.tags.length).map((d) => d.at?.lat), data.map(({ id, at }) => [id, at?.lat ?? "none"]), data);',
  'linked lists and trees':
    'let list: any = null; for (const v of [3, 2, 1]) list = { v, next: list }; let s = ""; for (let n = list; n; n = n.next) s += n.v; console.log(s); const tree: any = { v: 1, kids: [{ v: 2, kids: [] }, { v: 3, kids: [{ v: 4, kids: [] }] }] }; const sum = (t: any): number => t.v + t.kids.reduce((a: number, k: any) => a + sum(k), 0); console.log(sum(tree));',
  cycles:
    'const a: any = { n: 1 }; a.self = a; console.log(a.self.self.n, a); const p: any = { kids: [] }; p.kids.push({ parent: p }); console.log(p);',
  'symbols of property order in spread over getters and numbers':
    'const o = { b: 1, 1: 2, ...{ 0: 3, a: 4 } }; console.log(Object.entries(o));',
  'deleting and re-adding': 'const o: any = { a: 1, b: 2 }; delete o.a; o.a = 3; console.log(o, "a" in o);',
  'literals evaluate in the order of the code':
    "const log: any[] = []; const say = (t: string, v: any) => { log.push(t); return v; }; const get = (t: string) => ({ get [t]() { log.push('get ' + t); return t; } }); const key = (t: string) => ({ toString() { log.push('key ' + t); return t; } }) as any; const o = { ...get('a'), b: say('b', 1), ...say('s', get('b')), [key('k')]: say('value', 2), ...null, ...get('c'), m() {}, d: say('d', 3) }; console.log(o, log, `${key('x')}${say('between', '-')}${key('y')}`, log.slice(-3)); console.log({ ...'ab', ...[3], ...{} }, {}, { ...undefined });",
};
