//// a getter beside data
const o = {
  w: 2,
  h: 3,
  get area() {
    return this.w * this.h;
  },
};
o.w = 10;
console.log(o.area, o);

//// data replaces a getter of the same name
const o: any = {
  get a() {
    return 1;
  },
  a: 2,
};
o.a = 3;
console.log(o, o.a);

//// a getter replaces data
const o: any = {
  a: 2,
  get a() {
    return 1;
  },
};
console.log(o, o.a);

//// getters see the receiver through a prototype
const base = {
  get full() {
    return `${(this as any).first} ${(this as any).last}`;
  },
};
const person = Object.create(base);
person.first = 'Ada';
person.last = 'L';
console.log(person.full, Object.keys(person));

//// Object.assign calls getters and setters
const target = {
  log: [] as string[],
  set x(v: number) {
    this.log.push(`set ${v}`);
  },
};
Object.assign(target, { get x() { return 5; } });
console.log(target.log);

//// Object.entries and values call getters
let n = 0;
const o = {
  get a() {
    return ++n;
  },
  b: 'b',
};
console.log(Object.entries(o), Object.values(o), n);

//// descriptors
const o = {
  get a() {
    return 1;
  },
  b: 2,
};
const { a, b } = Object.getOwnPropertyDescriptors(o);
console.log(typeof a!.get, a!.set, a!.enumerable, b);

//// validation in a setter
const account = {
  balance: 0,
  set deposit(amount: number) {
    if (amount < 0) throw new RangeError('negative deposit');
    this.balance += amount;
  },
};
account.deposit = 5;
try {
  account.deposit = -1;
} catch (error) {
  console.log((error as Error).message);
}
console.log(account.balance);

//// destructuring calls each getter once
let calls = 0;
const o = {
  get v() {
    calls++;
    return { x: calls };
  },
};
const {
  v: { x },
  v,
} = o;
console.log(x, v, calls);

//// names that look like words
const o = {
  get get() {
    return 'get';
  },
  set set(_v: number) {},
  get: undefined as any,
  static: 1,
};
console.log(Object.keys(o), o.get);

//// closures over a private variable
const counter = (() => {
  let n = 0;
  return {
    get value() {
      return n;
    },
    set value(v) {
      n = Math.max(0, v);
    },
    reset() {
      this.value = -5;
    },
  };
})();
counter.value += 3;
const before = counter.value;
counter.reset();
console.log(before, counter.value);
