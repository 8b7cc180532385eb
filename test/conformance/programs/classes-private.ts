//// private fields are not listed
class A {
  #secret = 1;
  open = 2;
  read() {
    return this.#secret;
  }
}
const a = new A();
console.log(a.read(), Object.keys(a), JSON.stringify(a), '#secret' in a, a);

//// private methods and accessors
class Temperature {
  #celsius = 20;
  get #kelvin() {
    return this.#celsius + 273;
  }
  set #kelvin(value: number) {
    this.#celsius = value - 273;
  }
  #format(unit: string) {
    return `${this.#kelvin} ${unit}`;
  }
  warm() {
    this.#kelvin += 10;
    return this.#format('K');
  }
}
console.log(new Temperature().warm());

//// private static members
class Ids {
  static #next = 1;
  static #step() {
    return Ids.#next++;
  }
  static take() {
    return Ids.#step();
  }
}
console.log(Ids.take(), Ids.take());

//// the brand check with in
class A {
  #brand;
  static is(value: object) {
    return #brand in value;
  }
}
console.log(A.is(new A()), A.is({}), A.is({ '#brand': 1 }));

//// reading a private field of another object throws
class A {
  #x = 1;
  static read(other: any) {
    return other.#x;
  }
}
console.log(A.read(new A()));
try {
  A.read({});
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}

//// writing a private field of another object throws
class A {
  #x = 1;
  static write(other: any) {
    other.#x = 2;
  }
}
try {
  A.write({});
} catch (error) {
  console.log((error as Error).message);
}

//// two classes may use one private name
class A {
  #x = 'A';
  get a() {
    return this.#x;
  }
}
class B extends A {
  #x = 'B';
  get b() {
    return this.#x;
  }
}
const b = new B();
console.log(b.a, b.b);

//// compound assignment, increment and destructuring of private fields
class A {
  #n = 1;
  #list = [1, 2];
  run() {
    this.#n += 2;
    this.#n++;
    this.#n **= 2;
    [this.#n, ...this.#list] = [this.#n, 5, 6];
    this.#n ??= 0;
    return [this.#n, this.#list, --this.#n];
  }
}
console.log(new A().run());

//// optional chaining with a private name
class Node {
  #next: Node | null = null;
  constructor(readonly value: number) {}
  link(next: Node) {
    this.#next = next;
    return this;
  }
  after() {
    return this.#next?.#next?.value;
  }
}
const c = new Node(3);
const b = new Node(2).link(c);
console.log(new Node(1).link(b).after(), b.after(), c.after());

//// a private method cannot be written
class A {
  #m() {}
  run() {
    try {
      // @ts-ignore
      this.#m = 1;
    } catch (error) {
      return (error as Error).name;
    }
  }
}
console.log(new A().run());

//// a private getter without setter
class A {
  get #g() {
    return 1;
  }
  run() {
    try {
      // @ts-ignore
      this.#g = 2;
      return 'written';
    } catch (error) {
      return (error as Error).message;
    }
  }
}
console.log(new A().run());

//// private fields are evaluated in order with public ones
const log: string[] = [];
class A {
  #a = log.push('#a');
  b = log.push('b');
  #c = log.push('#c');
}
new A();
console.log(log);

//// equality of two instances through private state
class Money {
  #cents: number;
  constructor(amount: number) {
    this.#cents = Math.round(amount * 100);
  }
  plus(other: Money) {
    const sum = new Money(0);
    sum.#cents = this.#cents + other.#cents;
    return sum;
  }
  equals(other: Money) {
    return this.#cents === other.#cents;
  }
  toString() {
    return (this.#cents / 100).toFixed(2);
  }
}
console.log(`${new Money(0.1).plus(new Money(0.2))}`, new Money(0.3).equals(new Money(0.1).plus(new Money(0.2))));
