//// static fields and methods belong to the class
class A {
  static count = 0;
  static make() {
    this.count++;
    return new this();
  }
}
A.make();
A.make();
console.log(A.count, (new A() as any).count, Object.keys(A));

//// static members are inherited and shadowed
class A {
  static value = 1;
  static read() {
    return this.value;
  }
}
class B extends A {}
console.log(B.value, B.read(), Object.hasOwn(B, 'value'));
B.value = 5;
console.log(A.value, B.value, B.read(), Object.hasOwn(B, 'value'));

//// static blocks run in order with static fields
const log: string[] = [];
class A {
  static a = log.push('a');
  static {
    log.push('block 1');
  }
  static b = log.push('b');
  static {
    log.push(`block 2 sees ${this.b}`);
  }
}
console.log(log, A.a, A.b);

//// a static block shares private names
let read: (a: A) => number = () => 0;
class A {
  #x = 7;
  static {
    read = (a) => a.#x;
  }
}
console.log(read(new A()));

//// static fields see the class by its name
class A {
  static one = 1;
  static two = A.one + 1;
  static self = A;
  static instance = new A();
  id = A.two;
}
console.log(A.two, A.self === A, A.instance);

//// static accessors
class Config {
  static #level = 1;
  static get level() {
    return this.#level;
  }
  static set level(value: number) {
    this.#level = Math.min(value, 3);
  }
}
Config.level = 9;
Config.level--;
console.log(Config.level);

//// super in a static method
class A {
  static create() {
    return [this.name];
  }
}
class B extends A {
  static create() {
    return [...super.create(), 'b'];
  }
}
console.log(B.create());

//// static method with computed name
const key = 'of';
class Pair {
  constructor(
    readonly a: number,
    readonly b: number,
  ) {}
  static [key](...[a, b]: number[]) {
    return new Pair(a!, b!);
  }
  static ['un' + 'it']() {
    return new Pair(1, 1);
  }
}
console.log(Pair.of(1, 2), (Pair as any).unit());

//// name and length of a class
class A {
  constructor(_a: number, _b: number, _c = 1) {}
}
class B extends A {}
class C {
  static name = 'other';
}
console.log(A.name, A.length, B.length, C.name, typeof A);

//// a singleton
class Registry {
  static #instance: Registry | null = null;
  static get instance() {
    return (Registry.#instance ??= new Registry());
  }
  readonly items = new Map<string, number>();
}
Registry.instance.items.set('a', 1);
console.log(Registry.instance === Registry.instance, Registry.instance.items.size);

//// an arrow in a static field keeps the class as this
class A {
  static tag = 'A';
  static read = () => this.tag;
}
const { read } = A;
console.log(read());

//// a static method that is a generator
class Range {
  static *of(from: number, to: number) {
    for (let i = from; i < to; i++) yield i;
  }
}
console.log([...Range.of(2, 6)]);

//// what is printed of a class
class A {}
class B extends A {
  static x = 1;
}
console.log(A, B, [A], { A });
console.log(String(A.name), `${typeof B}`);
