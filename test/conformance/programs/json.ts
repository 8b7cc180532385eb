//// values of all kinds
console.log(JSON.stringify([1, 'a', true, null, undefined, NaN, Infinity, -0, () => 1, Symbol('s'), {}, []]));

//// undefined and functions are left out of objects
console.log(JSON.stringify({ a: undefined, b: () => 1, c: Symbol('x'), d: null, e: NaN }), JSON.stringify(undefined), JSON.stringify(() => 1));

//// indentation
console.log(JSON.stringify({ a: [1, { b: 2 }], c: {}, d: [] }, null, 2));
console.log(JSON.stringify([1, [2]], null, '--'), JSON.stringify({ a: 1 }, null, 20).length, JSON.stringify([1], null, 0));

//// toJSON
const o = {
  x: 1,
  toJSON(key: string) {
    return `key <${key}>`;
  },
};
class Temperature {
  constructor(readonly c: number) {}
  toJSON() {
    return { celsius: this.c };
  }
}
console.log(JSON.stringify(o), JSON.stringify({ k: o }), JSON.stringify([o]), JSON.stringify(new Temperature(20)));

//// a function that replaces
const seen: string[] = [];
const text = JSON.stringify({ a: 1, b: { c: [2, 3] } }, function (key, value) {
  seen.push(key);
  return typeof value === 'number' ? value * 10 : value;
});
console.log(text, seen);

//// a list of keys that are kept
console.log(JSON.stringify({ a: 1, b: 2, c: { a: 3, d: 4 } }, ['c', 'a']), JSON.stringify({ 1: 'x', a: 'y' }, [1] as any));

//// text is escaped
console.log(JSON.stringify('"\\\n\t\u0007\u2028é😀\ud800'), JSON.stringify({ 'k"': 'v' }));

//// parse
console.log(JSON.parse('{"a":[1,2,{"b":null}],"c":"\\u0041\\n","d":-1.5e3,"e":true}'), JSON.parse(' 5 '), JSON.parse('"x"'));

//// parse with a reviver
const keys: string[] = [];
const v = JSON.parse('{"a":1,"b":[2,3],"c":null}', function (key, value) {
  keys.push(key);
  if (value === null) return undefined;
  return typeof value === 'number' ? value + 1 : value;
});
console.log(v, keys);

//// parse refuses what is no JSON
for (const text of ['', '{', "{'a':1}", '[1,]', 'undefined', '01', '1 2', '{"a":1,}', 'NaN', '"a\nb"']) {
  try {
    console.log(JSON.parse(text));
  } catch (error) {
    console.log((error as Error).name);
  }
}

//// an uncaught syntax error
JSON.parse('{"a": }');

//// a cycle throws
const o: any = {};
o.self = o;
try {
  JSON.stringify(o);
} catch (error) {
  console.log((error as Error).name, (error as Error).message.split('\n')[0]);
}

//// getters, classes, Map and Set
class A {
  x = 1;
  #p = 2;
  get y() {
    return 3;
  }
}
console.log(JSON.stringify(new A()), JSON.stringify({ get g() { return 4; } }), JSON.stringify(new Map([[1, 2]])), JSON.stringify(new Set([1])));

//// wrapping order of keys
console.log(JSON.stringify({ b: 1, a: 2, 2: 'x', 1: 'y' }), JSON.stringify(JSON.parse('{"z":1,"10":2,"9":3}')));

//// round trips
const value = { n: [1, -2.5, 1e21, 1e-7], s: 'line\nbreak', o: { deep: { deeper: [[[]]] } }, t: true };
console.log(JSON.stringify(JSON.parse(JSON.stringify(value))) === JSON.stringify(value));

//// typed arrays, holes and nested undefined
console.log(JSON.stringify(new Float64Array([1, 2])), JSON.stringify([1, , 3]), JSON.stringify([[undefined]]), JSON.stringify({ a: [undefined, () => 1] }));

//// duplicate keys and __proto__ like names stay data
console.log(JSON.parse('{"a":1,"a":2}'), Object.keys(JSON.parse('{"constructor":1,"toString":2}')));

//// replacer removes and adds
const hide = (k: string, v: any) => (k === 'password' ? undefined : v);
console.log(JSON.stringify({ user: 'a', password: 'p', nested: { password: 'q', ok: 1 } }, hide));
console.log(JSON.stringify([1, 2, 3], (_k, v) => (Array.isArray(v) ? v.map((x) => [x]).slice(0, 1)[0] : v)));
