//// fields are set in order, before the constructor's body
const log: string[] = [];
const note = (name: string) => (log.push(name), name);
class A {
  first = note('first');
  second = note('second');
  constructor() {
    note('body');
  }
}
const a = new A();
console.log(log, a);

//// a field without a value is undefined and own
class A {
  x;
  y: number;
}
const a = new A();
console.log(a, Object.keys(a), 'x' in a, a.x);

//// a field sees fields above it through this
class A {
  base = 2;
  square = this.base * this.base;
  list = [this.base, this.square];
}
console.log(new A());

//// an arrow in a field keeps this
class Counter {
  count = 0;
  up = () => {
    this.count++;
    return this.count;
  };
}
const counter = new Counter();
const { up } = counter;
up();
console.log(up(), counter.count);

//// computed names of fields are evaluated once, when the class is made
let calls = 0;
const name = () => `k${calls++}`;
class A {
  [name()] = calls;
  [name()] = calls;
}
console.log(new A(), new A(), calls);

//// each instance has fields of its own
class Bag {
  items: number[] = [];
}
const [p, q] = [new Bag(), new Bag()];
p.items.push(1);
console.log(p.items, q.items, p.items === q.items);

//// a field shadows a method of the same name
class A {
  value = 'field';
}
class B extends A {
  // @ts-ignore
  value() {
    return 'method';
  }
}
console.log(new B().value, typeof new B().value);

//// a field defines, it does not call a setter
class A {
  set x(v: number) {
    console.log('set', v);
  }
}
class B extends A {
  // @ts-ignore
  x = 5;
}
const b = new B();
console.log(b.x, Object.keys(b));

//// names that are numbers, text and keywords
class A {
  1 = 'one';
  'two words' = 2;
  class = 'c';
  static = 's';
  get = 'g';
  async = 'a';
}
console.log(new A());

//// initialisers are evaluated for each instance
let n = 0;
class Id {
  id = ++n;
}
console.log(new Id().id, new Id().id, n);

//// a class expression with a name of its own
const Outer = class Inner {
  self = Inner;
};
console.log(new Outer().self === Outer, Outer.name, typeof Outer);

//// an anonymous class takes the name of its variable
const Point = class {
  x = 1;
};
console.log(Point.name, new Point());

//// methods are not own and not listed
class A {
  x = 1;
  m() {
    return this.x;
  }
}
const a = new A();
console.log(Object.keys(a), JSON.stringify(a), 'm' in a, Object.hasOwn(a, 'm'), a.hasOwnProperty('x'));
for (const key in a) console.log(key);

//// a method taken off its object has no this
class A {
  m() {
    return this;
  }
}
const { m } = new A();
console.log(m(), m.call(5 as any));

//// parameters that are properties come before the fields' readers
class Vec {
  length2 = 0;
  constructor(
    public x: number,
    public readonly y = 2,
  ) {
    this.length2 = x * x + y * y;
  }
}
console.log(new Vec(3), new Vec(3, 4).length2);
