//// instances of a class and its bases
class A {}
class B extends A {}
class C {}
const b = new B();
console.log(b instanceof B, b instanceof A, b instanceof Object, b instanceof C, new A() instanceof B);

//// built-in types
console.log([] instanceof Array, [] instanceof Object, {} instanceof Object, (() => 1) instanceof Function);
console.log(new Map() instanceof Map, new Set() instanceof Map, /a/ instanceof RegExp, new Error('x') instanceof Error);

//// primitives are never instances
console.log((5 as any) instanceof Number, ('a' as any) instanceof String, (null as any) instanceof Object, (undefined as any) instanceof Object);

//// errors and their kinds
for (const make of [() => new TypeError('t'), () => new RangeError('r'), () => new SyntaxError('s')]) {
  const error = make();
  console.log(error instanceof Error, error instanceof TypeError, error.name, `${error}`);
}

//// an error of the language itself is a TypeError
try {
  (null as any).x;
} catch (error) {
  console.log(error instanceof TypeError, error instanceof Error, error instanceof RangeError);
}

//// the right side must be callable
({}) instanceof ({} as any);

//// the right side must be an object
({}) instanceof (5 as any);

//// Symbol.hasInstance decides
class Even {
  static [Symbol.hasInstance](n: number) {
    return n % 2 === 0;
  }
}
console.log((2 as any) instanceof Even, (3 as any) instanceof Even);

//// a function that constructs
function Point(this: any, x: number) {
  this.x = x;
}
const p = new (Point as any)(3);
console.log(p instanceof (Point as any), p.x, p.constructor === Point);

//// precedence
class A {}
console.log(!(new A() instanceof A), typeof new A() === 'object', 1 + 1 === 2 && new A() instanceof A);

//// narrowing in a visitor
class Num {
  constructor(readonly value: number) {}
}
class Add {
  constructor(
    readonly left: Num | Add,
    readonly right: Num | Add,
  ) {}
}
const evaluate = (e: Num | Add): number => (e instanceof Num ? e.value : evaluate(e.left) + evaluate(e.right));
console.log(evaluate(new Add(new Num(1), new Add(new Num(2), new Num(3)))));

//// an object without prototype is no Object
const bare = Object.create(null);
console.log(bare instanceof Object, Object.create({}) instanceof Object);

//// bound functions
class A {}
const Bound: any = A.bind(null);
console.log(new A() instanceof Bound, new Bound() instanceof A);
