//// super in object literals goes to the prototype that was set
const base = {
  hi() {
    return `base ${(this as any).name}`;
  },
};
const derived = {
  name: 'd',
  hi() {
    return `derived, ${super.hi()}`;
  },
};
Object.setPrototypeOf(derived, base);
console.log((derived as any).hi());

//// super properties in arrows
class A {
  value() {
    return 1;
  }
}
class B extends A {
  value() {
    return [1, 2].map(() => super.value() * 10)[0]! + (() => super.value())();
  }
}
console.log(new B().value());

//// super with a computed name
class A {
  alpha() {
    return 'alpha';
  }
}
class B extends A {
  call(name: 'alpha') {
    return super[name]();
  }
}
console.log(new B().call('alpha'));

//// a method of super that is missing is undefined
class A {}
class B extends A {
  has() {
    return typeof (super.toString as any) === 'function' && (super['nothing' as 'toString'] as any) === undefined;
  }
}
console.log(new B().has());

//// calling a missing method of super throws
class A {}
class B extends A {
  run() {
    // @ts-ignore
    return super.missing();
  }
}
try {
  new B().run();
} catch (error) {
  console.log((error as Error).name);
}

//// assigning through super writes to this
class A {}
class B extends A {
  set(v: number) {
    (super['x' as never] as any) = v;
    return (this as any).x;
  }
}
const b = new B();
console.log(b.set(3), b);

//// super keeps this through the chain
class A {
  who() {
    return this.constructor.name;
  }
}
class B extends A {
  who() {
    return super.who();
  }
}
class C extends B {}
console.log(new C().who());

//// super call with spread and defaults
class A {
  sum: number;
  constructor(a = 1, b = 2, ...rest: number[]) {
    this.sum = rest.reduce((x, y) => x + y, a + b);
  }
}
class B extends A {
  constructor(list: number[]) {
    super(...(list as [number, number]));
  }
}
console.log(new B([]).sum, new B([5]).sum, new B([1, 2, 3, 4]).sum, new B([undefined as any, 10]).sum);

//// super in an arrow of the constructor
class A {
  x = 1;
}
class B extends A {
  constructor() {
    const init = () => super();
    init();
    this.x++;
  }
}
console.log(new B().x);

//// toString through super
class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
  toString() {
    return `(${this.x}, ${this.y})`;
  }
}
class Named extends Point {
  constructor(
    readonly name: string,
    x: number,
    y: number,
  ) {
    super(x, y);
  }
  toString() {
    return `${this.name}${super.toString()}`;
  }
}
console.log(`${new Named('P', 1, 2)}`, String(new Point(0, -0)));

//// super getters read with the derived this
class A {
  factor = 2;
  get scaled() {
    return this.factor * 10;
  }
}
class B extends A {
  factor = 5;
  get scaled() {
    return super.scaled + 1;
  }
}
console.log(new B().scaled);

//// evaluation order of super's arguments
const log: string[] = [];
const note = <T>(name: string, value: T) => (log.push(name), value);
class A {
  constructor(..._args: number[]) {
    log.push('A');
  }
}
class B extends A {
  field = note('field', 1);
  constructor() {
    super(note('first', 1), note('second', 2));
    note('body', 0);
  }
}
new B();
console.log(log);
