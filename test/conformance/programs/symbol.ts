//// each is unique
console.log(Symbol('a') === Symbol('a'), Symbol('a').toString(), Symbol().description, Symbol('d').description, typeof Symbol());

//// the registry
const s = Symbol.for('key');
console.log(s === Symbol.for('key'), Symbol.keyFor(s), Symbol.keyFor(Symbol('x')), s.description);

//// as keys they are hidden from most walks
const id = Symbol('id');
const o = { [id]: 1, a: 2 };
const keys: string[] = [];
for (const k in o) keys.push(k);
console.log(keys, Object.keys(o), Object.entries(o), JSON.stringify(o), Object.getOwnPropertySymbols(o).length, id in o);

//// they are copied by spread and assign
const id = Symbol('id');
const o: any = { [id]: 1 };
console.log({ ...o }[id], Object.assign({}, o)[id], structuredCloneLike(o));
function structuredCloneLike(x: any) {
  return JSON.parse(JSON.stringify(x));
}

//// Symbol.iterator makes things iterable
class Box {
  #items = [1, 2, 3];
  [Symbol.iterator]() {
    return this.#items.values();
  }
}
console.log([...new Box()], Math.max(...new Box()));

//// Symbol.toPrimitive
class Money {
  constructor(readonly n: number) {}
  [Symbol.toPrimitive](hint: string) {
    return hint === 'number' ? this.n : hint === 'string' ? `${this.n} EUR` : `default ${this.n}`;
  }
}
const m: any = new Money(5);
console.log(+m, `${m}`, m + '', m * 2, m > 4, m == 'default 5', Number(m), String(m), [m].join());

//// toPrimitive that gives an object throws
const o: any = { [Symbol.toPrimitive]: () => ({}) };
+o;

//// Symbol.toStringTag
class Tagged {
  get [Symbol.toStringTag]() {
    return 'Special';
  }
}
console.log(String(new Tagged()), `${{ [Symbol.toStringTag]: 'T' }}`);

//// symbols do not convert to numbers
const s: any = Symbol('s');
for (const f of [() => +s, () => s + '', () => s * 2, () => `${s}`, () => s < 1]) {
  try {
    f();
    console.log('fine');
  } catch (error) {
    console.log((error as Error).name);
  }
}
console.log(!s, s ? 1 : 2, s == s, String(s));

//// Symbol is not a constructor
new (Symbol as any)();

//// well-known symbols
console.log(String(Symbol.iterator), Symbol.hasInstance.description, Symbol.iterator === Symbol.iterator, typeof Symbol.toPrimitive);

//// methods with symbols as names
const run = Symbol('run');
class A {
  [run]() {
    return 'ran';
  }
  static [run] = 'static';
}
console.log(new A()[run](), A[run], new A()[run].name);

//// as enum-like constants
const Kind = { A: Symbol('A'), B: Symbol('B') } as const;
const name = (k: symbol) => (k === Kind.A ? 'a' : k === Kind.B ? 'b' : 'none');
console.log(name(Kind.A), name(Kind.B), name(Symbol('A')), Kind);

//// printing
console.log(Symbol('x'), [Symbol()], { s: Symbol('y'), [Symbol('k')]: 1 });

