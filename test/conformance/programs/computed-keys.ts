//// in literals
const k = 'a';
console.log({ [k]: 1, [k + 'b']: 2, [`${k}c`]: 3, [1 + 1]: 4, ['x y']: 5 });

//// keys become text
const o: any = { [1]: 'n', [null as any]: 'null', [true as any]: 't', [[1, 2] as any]: 'list', [{} as any]: 'obj', [-0]: 'zero', [1.5]: 'f' };
console.log(Object.keys(o), o['1,2'], o['[object Object]'], o[0]);

//// evaluation order of keys and values
const log: string[] = [];
const f = (x: string) => (log.push(x), x);
const o = { [f('k1')]: f('v1'), [f('k2')]: f('v2'), plain: f('v3') };
console.log(log, o);

//// a key object is converted once
let conversions = 0;
const key: any = {
  toString() {
    conversions++;
    return 'name';
  },
};
const o: any = { [key]: 1 };
o[key] += 5;
console.log(o, conversions);

//// methods, getters and generators
const name = 'run';
const o: any = {
  [name]() {
    return 'ran';
  },
  get [`${name}Count`]() {
    return 1;
  },
  *[Symbol.iterator]() {
    yield* [1, 2];
  },
};
console.log(o.run(), o.runCount, [...o], o.run.name);

//// a later key overwrites
const k = 'a';
console.log({ a: 1, [k]: 2, b: 3 }, { [k]: 1, a: 2 });

//// integer keys come first, in order
console.log({ b: 1, 10: 'x', 2: 'y', a: 2, '01': 'z', [-1]: 'm' }, Object.keys({ z: 0, 5: 0, 1: 0 }));

//// shorthand names
const x = 1;
const y = { x };
console.log({ x, y, x2: x }, { ...y, x: 5 });

//// keywords and odd text as keys
const o: any = { if: 1, class: 2, 'a-b': 3, '': 4, null: 5, NaN: 6, 0.5: 7, 0x10: 8, 1e3: 9 };
console.log(o, o.if, o.class, o[''], o[16], o[1000]);

//// symbols as keys
const id = Symbol('id');
const o: any = { [id]: 1, plain: 2 };
console.log(o[id], Object.keys(o), JSON.stringify(o), o);

//// dynamic dispatch
const ops: Record<string, (a: number, b: number) => number> = { '+': (a, b) => a + b, '*': (a, b) => a * b };
console.log(['+', '*', '-'].map((op) => ops[op]?.(3, 4) ?? 'unknown'));

//// function names from keys
const k = 'dyn';
const s = Symbol('sym');
const o: any = { [k]: () => 1, [`${k}2`]: function () {}, [s]: () => 2, plain: () => 3, m() {} };
console.log(o.dyn.name, o.dyn2.name, o[s].name, o.plain.name, o.m.name);
