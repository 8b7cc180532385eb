//// keys, values, entries and their order
const o = { b: 1, a: 2, 1: 'one', 0: 'zero', '-1': 'm' };
console.log(Object.keys(o), Object.values(o), Object.entries(o), Object.getOwnPropertyNames(o).length);

//// on text, arrays and numbers
console.log(Object.keys('ab'), Object.values([1, , 3]), Object.entries('x'), Object.keys(5), Object.keys([7, 8]));

//// assign
const target = { a: 1, b: 1 };
console.log(Object.assign(target, { b: 2 }, null, { c: 3 }, 'x' as any) === target, target, Object.assign({}, [7, 8]));

//// fromEntries
console.log(Object.fromEntries([['a', 1], ['b', 2], ['a', 3]]), Object.fromEntries(new Map([['k', [1]]])), Object.fromEntries(Object.entries({ x: 1 }).map(([k, v]) => [k.toUpperCase(), v * 2])));

//// freeze is shallow
const o: any = Object.freeze({ a: 1, deep: { b: 2 } });
o.deep.b = 3;
try {
  o.a = 9;
} catch (error) {
  console.log((error as Error).message);
}
try {
  o.c = 9;
} catch (error) {
  console.log((error as Error).message);
}
console.log(o, Object.isFrozen(o), Object.isFrozen(o.deep), Object.isFrozen(5), Object.isFrozen({}));

//// seal and preventExtensions
const s: any = Object.seal({ a: 1 });
s.a = 2;
const p: any = Object.preventExtensions({ a: 1 });
delete p.a;
for (const f of [() => delete s.a, () => (s.b = 1), () => (p.b = 1)]) {
  try {
    f();
  } catch (error) {
    console.log((error as Error).name);
  }
}
console.log(s, p, Object.isSealed(s), Object.isExtensible(p), Object.isExtensible({}));

//// defineProperty
const o: any = {};
Object.defineProperty(o, 'hidden', { value: 1 });
Object.defineProperty(o, 'shown', { value: 2, enumerable: true });
Object.defineProperty(o, 'computed', { get: () => 3, enumerable: true, configurable: true });
console.log(Object.keys(o), o.hidden, o.computed, JSON.stringify(o), 'hidden' in o);
try {
  o.hidden = 5;
} catch (error) {
  console.log((error as Error).message);
}

//// getOwnPropertyDescriptor
console.log(Object.getOwnPropertyDescriptor({ a: 1 }, 'a'), Object.getOwnPropertyDescriptor([1], 'length'), Object.getOwnPropertyDescriptor({}, 'x'));

//// create with a prototype and properties
const base = { hi: () => 'hi', shared: 1 };
const o = Object.create(base, { own: { value: 2, enumerable: true } });
console.log(o.hi(), o.own, o.shared, Object.keys(o), Object.getPrototypeOf(o) === base, 'shared' in o, Object.hasOwn(o, 'shared'));

//// an object without prototype
const bare = Object.create(null);
bare.a = 1;
console.log(Object.keys(bare), 'toString' in bare, bare.a, bare.hasOwnProperty);

//// hasOwn and hasOwnProperty
class A {
  x = 1;
  m() {}
}
const a = new A();
console.log(Object.hasOwn(a, 'x'), Object.hasOwn(a, 'm'), a.hasOwnProperty('x'), Object.hasOwn([1], 0), Object.hasOwn([1], 'length'), ({} as any).hasOwnProperty('toString'));

//// is
console.log(Object.is(NaN, NaN), Object.is(0, -0), Object.is('a', 'a'), Object.is({}, {}), Object.is(null, undefined));

//// groupBy
const groups = Object.groupBy([1, 2, 3, 4, 5], (n) => (n % 2 ? 'odd' : 'even'));
console.log(groups.odd, groups.even, Object.keys(groups));

//// toString, valueOf and conversion
const o = { toString: () => 'text', valueOf: () => 7 };
const p: any = { valueOf: () => ({}), toString: () => 'fallback' };
console.log(`${o}`, (o as any) * 2, (o as any) + '', String(p), p + '', {} + '', [] + '', (({}) as any) + 1);

//// an object as a value compares by identity
const a = { x: 1 };
const b = { x: 1 };
console.log(a === b, a === a, (a as any) == b, JSON.stringify(a) === JSON.stringify(b), [a].includes(a), [a].indexOf(b));

//// property order after deletes and rewrites
const o: any = { x: 1, y: 2, z: 3 };
o.x = 9;
delete o.y;
o.y = 2;
o[5] = 'five';
console.log(Object.keys(o), o);

//// deep equality and merge by hand
const equal = (a: any, b: any): boolean =>
  Object.is(a, b) ||
  (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((k) => equal(a[k], b[k])));
const merge = (a: any, b: any): any =>
  Object.entries(b).reduce((out, [k, v]) => ({ ...out, [k]: typeof v === 'object' && v && !Array.isArray(v) ? merge(out[k] ?? {}, v) : v }), a);
console.log(equal({ a: [1, { b: NaN }] }, { a: [1, { b: NaN }] }), equal([1], [2]), merge({ a: { x: 1 }, l: [1] }, { a: { y: 2 }, l: [2] }));

//// propertyIsEnumerable and isPrototypeOf
const base = { a: 1 };
const o = Object.create(base);
o.b = 2;
console.log(o.propertyIsEnumerable('b'), o.propertyIsEnumerable('a'), base.isPrototypeOf(o), base.isPrototypeOf({}));

//// entries of null throw
Object.entries(null as any);
