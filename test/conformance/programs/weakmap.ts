//// private data by object
const data = new WeakMap<object, number>();
const a = {};
const b = {};
data.set(a, 1).set(b, 2);
console.log(data.get(a), data.has(b), data.delete(a), data.has(a), data.get({}));

//// keys must be objects
new WeakMap().set('text' as any, 1);

//// get of a primitive is undefined
const m = new WeakMap<any, any>();
console.log(m.get('a'), m.has(1), m.delete(null), m.get(undefined));

//// constructor takes pairs
const k = {};
const m = new WeakMap([[k, 'v']]);
console.log(m.get(k));

//// WeakSet
const seen = new WeakSet<object>();
const o = {};
console.log(seen.add(o) === seen, seen.has(o), seen.has({}), seen.delete(o), seen.has(o));

//// functions, arrays and instances are keys
class A {}
const f = () => 1;
const keys: object[] = [f, [], new A(), A, new Map(), /a/];
const m = new WeakMap(keys.map((k, i) => [k, i]));
console.log(keys.map((k) => m.get(k)));

//// cycle detection
const hasCycle = (o: any, path = new WeakSet()): boolean => {
  if (typeof o !== 'object' || o === null) return false;
  if (path.has(o)) return true;
  path.add(o);
  const found = Object.values(o).some((v) => hasCycle(v, path));
  path.delete(o);
  return found;
};
const loop: any = { a: { b: {} } };
const shared = {};
console.log(hasCycle({ x: shared, y: shared }), ((loop.a.b.c = loop), hasCycle(loop)));

//// memo by object
const cache = new WeakMap<object, number>();
let computed = 0;
const area = (r: { w: number; h: number }) => {
  if (!cache.has(r)) cache.set(r, (computed++, r.w * r.h));
  return cache.get(r);
};
const r = { w: 2, h: 3 };
console.log(area(r), area(r), area({ w: 1, h: 1 }), computed);

//// a weak map is not iterable and has no size
const m: any = new WeakMap();
console.log(m.size, typeof m[Symbol.iterator], typeof m.forEach, m);
try {
  for (const x of m) console.log(x);
} catch (error) {
  console.log((error as Error).name);
}

//// deep copies with cycles
const clone = (v: any, known = new WeakMap()): any => {
  if (typeof v !== 'object' || v === null) return v;
  if (known.has(v)) return known.get(v);
  const copy: any = Array.isArray(v) ? [] : {};
  known.set(v, copy);
  for (const k of Object.keys(v)) copy[k] = clone(v[k], known);
  return copy;
};
const o: any = { list: [1, { x: 2 }] };
o.self = o;
const c = clone(o);
console.log(c.self === c, c !== o, c.list[1].x, c.list[1] !== o.list[1]);
