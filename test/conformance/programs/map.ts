//// get, set, has, delete, size
const m = new Map<any, any>([['a', 1]]);
console.log(m.set('b', 2) === m, m.get('a'), m.get('z'), m.has('b'), m.delete('a'), m.delete('a'), m.size);

//// keys are compared like SameValueZero
const m = new Map<any, string>();
m.set(NaN, 'nan').set(0, 'zero').set('0', 'text').set(null, 'null').set(undefined, 'undef');
console.log(m.get(NaN), m.get(-0), m.get('0'), m.get(null), m.get(undefined), m.size, [...m.keys()]);

//// objects are keys by identity
const k = {};
const m = new Map<object, number>([[k, 1], [{}, 2], [[], 3]]);
console.log(m.get(k), m.get({}), m.size);

//// order is that of insertion
const m = new Map([['b', 1], ['a', 2]]);
m.set('c', 3).set('b', 9);
m.delete('a');
m.set('a', 4);
console.log([...m], [...m.keys()].join(''), [...m.values()]);

//// walking
const m = new Map([['x', 1], ['y', 2]]);
for (const [k, v] of m) console.log(k, v);
m.forEach((v, k, self) => console.log(v, k, self === m));
for (const e of m.entries()) console.log(e);

//// entries that are added and deleted while walking
const m = new Map([[1, 'a'], [2, 'b'], [3, 'c']]);
const seen: number[] = [];
for (const [k] of m) {
  seen.push(k);
  if (k === 1) {
    m.delete(2);
    m.set(4, 'd');
  }
  if (k === 4) m.set(1, 'again');
}
console.log(seen, m.size);

//// clear while walking
const m = new Map([[1, 1], [2, 2]]);
let n = 0;
for (const _ of m) {
  n++;
  m.clear();
}
console.log(n, m.size, m);

//// from and to objects
const o = { a: 1, b: 2 };
const m = new Map(Object.entries(o));
console.log(m, Object.fromEntries(m), JSON.stringify(m), JSON.stringify([...m]));

//// constructor takes any iterable of pairs
function* pairs(): Generator<[string, number]> {
  yield ['a', 1];
  yield ['b', 2];
}
console.log(new Map(pairs()), new Map(new Map([[1, 2]])), new Map(null), new Map());

//// constructor refuses what is no pair
new Map([1] as any);

//// Map.groupBy and Object.groupBy
console.log(Map.groupBy([1, 2, 3, 4], (n) => n % 2), Object.groupBy(['a', 'bb', 'c'], (s) => s.length));

//// a map has no element access
const m: any = new Map([['a', 1]]);
m.extra = 5;
console.log(m.a, m['a'], m.extra, m.size, [...m.keys()]);

//// nested maps
const graph = new Map<string, Map<string, number>>();
const link = (a: string, b: string, w: number) => {
  if (!graph.has(a)) graph.set(a, new Map());
  graph.get(a)!.set(b, w);
};
link('a', 'b', 1);
link('a', 'c', 2);
link('b', 'c', 3);
console.log(graph, graph.get('a')?.get('c'));

//// LRU cache
class LRU<K, V> {
  #items = new Map<K, V>();
  constructor(readonly capacity: number) {}
  get(k: K) {
    const v = this.#items.get(k);
    if (v !== undefined) {
      this.#items.delete(k);
      this.#items.set(k, v);
    }
    return v;
  }
  set(k: K, v: V) {
    this.#items.delete(k);
    this.#items.set(k, v);
    if (this.#items.size > this.capacity) this.#items.delete(this.#items.keys().next().value!);
  }
  keys() {
    return [...this.#items.keys()];
  }
}
const c = new LRU<string, number>(2);
c.set('a', 1);
c.set('b', 2);
c.get('a');
c.set('c', 3);
console.log(c.keys(), c.get('b'));

//// it is called with new only
(Map as any)();

//// iterators are lazy
const m = new Map([[1, 'a']]);
const it = m.keys();
m.set(2, 'b');
console.log(it.next(), it.next(), it.next(), [...m.entries()].length);
