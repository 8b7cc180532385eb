//// fields of the base come first, then the constructor, then those of the derived class
const log: string[] = [];
class A {
  a = log.push('field a');
  constructor() {
    log.push('constructor A');
  }
}
class B extends A {
  b = log.push('field b');
  constructor() {
    log.push('before super');
    super();
    log.push('after super');
  }
}
new B();
console.log(log.join(', '));

//// a derived class without constructor hands on all arguments
class A {
  args: number[];
  constructor(...args: number[]) {
    this.args = args;
  }
}
class B extends A {}
console.log(new B(1, 2, 3).args);

//// methods are looked up at the time of the call
class Shape {
  area() {
    return 0;
  }
  describe() {
    return `area ${this.area()}`;
  }
}
class Square extends Shape {
  constructor(readonly side: number) {
    super();
  }
  override area() {
    return this.side ** 2;
  }
}
console.log(new Shape().describe(), new Square(3).describe());

//// three levels with super in each
class A {
  hi() {
    return 'A';
  }
}
class B extends A {
  hi() {
    return `${super.hi()}B`;
  }
}
class C extends B {
  hi() {
    return `${super.hi()}C`;
  }
}
console.log(new C().hi());

//// this before super throws
class A {}
class B extends A {
  constructor() {
    // @ts-ignore
    this.x = 1;
    super();
  }
}
new B();

//// super twice throws
class A {}
class B extends A {
  constructor() {
    super();
    super();
  }
}
try {
  new B();
} catch (error) {
  console.log(String(error));
}

//// a constructor without super throws
class A {}
class B extends A {
  // @ts-ignore
  constructor() {}
}
try {
  new B();
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}

//// a constructor that returns an object gives that object
class A {
  x = 1;
  constructor() {
    return { y: 2 } as any;
  }
}
class B extends A {
  z = 3;
}
console.log(new A(), new B());

//// a class may not be called without new
class A {}
(A as any)();

//// a base that is an expression
const mixin = (Base: any) =>
  class extends Base {
    mixed() {
      return `mixed ${this.name}`;
    }
  };
class Named {
  name = 'n';
}
class Both extends mixin(Named) {}
console.log((new Both() as any).mixed(), new Both() instanceof Named);

//// extending null and what is no constructor
try {
  class A extends (5 as any) {}
} catch (error) {
  console.log(String(error));
}
try {
  const arrow: any = () => 1;
  class B extends arrow {}
} catch (error) {
  console.log((error as Error).name);
}

//// a virtual method that the base constructor calls sees no fields yet
class A {
  constructor() {
    this.init();
  }
  init() {}
}
class B extends A {
  value = 'field';
  init() {
    console.log('init', this.value);
  }
}
console.log(new B().value);

//// new.target is the class that was asked for
class A {
  made: string;
  constructor() {
    this.made = new.target.name;
  }
}
class B extends A {}
console.log(new A().made, new B().made);
function F(this: any) {
  return new.target === undefined;
}
console.log((F as any)());

//// an abstract class by new.target
abstract class Shape {
  constructor() {
    if (new.target === Shape) throw new TypeError('abstract');
  }
  abstract area(): number;
}
class Unit extends Shape {
  area() {
    return 1;
  }
}
console.log(new Unit().area());
try {
  new (Shape as any)();
} catch (error) {
  console.log(String(error));
}

//// the constructor of an instance
class A {
  twin() {
    return new (this.constructor as any)();
  }
}
class B extends A {}
console.log(new B().constructor === B, new B().twin() instanceof B, new A().constructor.name);

//// extending Array keeps the methods and the length
class Stack extends Array<number> {
  top() {
    return this[this.length - 1];
  }
}
const stack = new Stack();
stack.push(1, 2, 3);
console.log(stack.length, stack.top(), Array.isArray(stack), stack instanceof Stack);

//// extending Error
class Invalid extends Error {
  constructor(readonly field: string) {
    super(`invalid ${field}`);
    this.name = 'Invalid';
  }
}
const error = new Invalid('age');
console.log(String(error), error.message, error.field, error instanceof Invalid, error instanceof Error);

//// extending Map
class Counts extends Map<string, number> {
  add(key: string) {
    return this.set(key, (this.get(key) ?? 0) + 1);
  }
}
const counts = new Counts().add('a').add('b').add('a');
console.log(counts.get('a'), counts.size, [...counts.keys()]);
