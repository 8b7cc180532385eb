//// nested patterns
const {
  a: [first, { b }],
  c: { d: deep = 5 } = {},
} = { a: [1, { b: 2 }], c: undefined } as any;
console.log(first, b, deep);

//// renaming, defaults and rest
const { x: p = 10, y = p + 1, ...others } = { x: undefined, z: 3, w: 4 } as any;
console.log(p, y, others);

//// a default is only evaluated when it is needed
const log: string[] = [];
const make = (v: string) => (log.push(v), v);
const { a = make('a'), b = make('b'), c = make('c') } = { a: 1, b: undefined, c: null } as any;
console.log(a, b, c, log);

//// properties are read in the order of the pattern
const log: string[] = [];
const source = {
  get x() {
    log.push('x');
    return 1;
  },
  get y() {
    log.push('y');
    return 2;
  },
  get z() {
    log.push('z');
    return 3;
  },
};
const { z, x, ...rest } = source;
console.log(log, z, x, rest);

//// swapping and rotating
let [a, b, c] = [1, 2, 3];
[a, b] = [b, a];
[a, b, c] = [c, a, b];
console.log(a, b, c);

//// into members and elements
const o: any = { list: [0, 0] };
[o.x, o['y'], ...o.list] = [1, 2, 3, 4];
({ length: o.n, 0: o.first } = 'text');
console.log(o);

//// the value of an assignment pattern is the right side
const source = { a: 1, b: 2 };
let a: number;
const result = ({ a } = source);
console.log(result === source, a);

//// holes, and arrays that are too short
const [, second, , fourth = 'default', ...rest] = [1, 2, 3];
console.log(second, fourth, rest);

//// text and Map are iterable
const [h, e, ...rest] = 'hello';
const [[key, value]] = new Map([['k', 1]]);
console.log(h, e, rest, key, value);

//// computed keys
const key = 'dynamic';
const { [key]: found, [`${key}2`]: missing = 'none' } = { dynamic: 1 } as any;
console.log(found, missing);

//// in parameters, with defaults of the whole
const f = ({ a = 1, b: { c = 2 } = {} }: any = {}, [d = 3, e = d] = [] as number[]) => [a, c, d, e];
console.log(f(), f({ a: 10, b: { c: 20 } }, [30]), f(undefined, [1, 2]));

//// in for-of and catch
for (const [k, { v }] of Object.entries({ a: { v: 1 }, b: { v: 2 } })) console.log(k, v);
try {
  throw { code: 7, info: ['x'] };
} catch ({ code, info: [tag] }: any) {
  console.log(code, tag);
}

//// null throws, also with an empty pattern
try {
  const {} = null as any;
} catch (error) {
  console.log((error as Error).name);
}
const {} = 5 as any;
const { length } = 'abc';
console.log(length);

//// a number has properties
const { toFixed } = { toFixed: (5).toFixed } as any;
const { length, name } = (a: number, b: number) => a + b;
console.log(typeof toFixed, length, name);

//// the iterator is closed when not all is taken
const iterable = {
  *[Symbol.iterator]() {
    try {
      yield 1;
      yield 2;
      yield 3;
    } finally {
      console.log('closed');
    }
  },
};
const [one] = iterable;
const [x, y, z, none] = iterable as any;
console.log(one, x, y, z, none);

//// default functions take the name of the variable
const { f = () => 1, g: h = function () {} } = {} as any;
const [k = class {}] = [] as any[];
console.log(f.name, h.name, k.name);
