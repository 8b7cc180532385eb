//// this by the way of the call
const o = {
  f() {
    return this;
  },
};
const { f } = o;
console.log(o.f() === o, f() === undefined, (o['f'])() === o, [o.f][0]!.call(o) === o);

//// call, apply and bind
function f(this: any, a: number, b: number) {
  return [this?.k, a, b];
}
const bound = f.bind({ k: 'bound' }, 1);
console.log(f.call({ k: 'c' }, 1, 2), f.apply({ k: 'a' }, [3, 4]), bound(9), bound.call({ k: 'no' }, 5), bound.name, bound.length);

//// binding twice keeps the first this
function f(this: any, ...xs: number[]) {
  return [this.k, ...xs];
}
console.log(f.bind({ k: 1 }, 10).bind({ k: 2 }, 20)(30));

//// arrows take this from around
class A {
  v = 'A';
  arrow = () => this.v;
  method() {
    return [1].map(() => this.v)[0];
  }
  later() {
    return () => () => this.v;
  }
}
const a = new A();
console.log(a.arrow.call({ v: 'other' } as any), a.method(), a.later()()());

//// arguments
function f(_a?: number, _b?: number) {
  return [arguments.length, ...Array.from(arguments), typeof arguments];
}
console.log(f(), f(1, 2, 3));

//// arguments in an arrow are those of the function around
function f(..._xs: number[]) {
  const g = () => arguments[0];
  return g();
}
console.log(f(7, 8));

//// name and length
const anonymous = function () {};
const arrow = (a: number, b = 1, ...c: number[]) => [a, b, c];
console.log(anonymous.name, arrow.name, arrow.length, (() => 1).name === '', (function named() {}).name, ((a: any, b: any) => [a, b]).length);

//// functions are values with properties
const f: any = () => f.count++;
f.count = 0;
f();
f();
console.log(f.count, Object.keys(f), typeof f);

//// recursion
const fact = (n: number): number => (n <= 1 ? 1 : n * fact(n - 1));
const ack = (m: number, n: number): number => (m === 0 ? n + 1 : n === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)));
const hanoi = (n: number, a = 'A', b = 'B', c = 'C'): number => (n === 0 ? 0 : hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a));
console.log(fact(20), ack(2, 3), hanoi(6));

//// mutual recursion and higher order
const compose = (...fs: ((x: number) => number)[]) => (x: number) => fs.reduceRight((v, f) => f(v), x);
const pipe = (...fs: ((x: number) => number)[]) => compose(...fs.reverse());
const curry = (f: (...a: number[]) => number) => (a: number) => (b: number) => f(a, b);
console.log(compose((x) => x + 1, (x) => x * 2)(5), pipe((x) => x + 1, (x) => x * 2)(5), curry((a, b) => a - b)(10)(3));

//// immediately called
console.log((() => 'arrow')(), (function () { return 'function'; })(), !(function () { return false; })(), ((x, y) => x + y)(1, 2));

//// missing and extra arguments
const f = (a?: any, b?: any) => [a, b];
console.log(f(), f(1), (f as any)(1, 2, 3));

//// return without a value, and no return
const f = () => {
  return;
};
const g = () => {};
const h = () => ({});
console.log(f(), g(), h(), (() => { 5; })());

//// constructors by function
function Animal(this: any, name: string) {
  this.name = name;
}
Animal.prototype.speak = function () {
  return `${this.name} speaks`;
};
const a = new (Animal as any)('cat');
console.log(a.speak(), a instanceof (Animal as any), Object.keys(a), a.constructor === Animal);

//// a constructor function that returns
function A(this: any) {
  this.x = 1;
  return { y: 2 };
}
function B(this: any) {
  this.x = 1;
  return 5;
}
console.log(new (A as any)(), new (B as any)().x);

//// arrows cannot be constructed
const f: any = () => 1;
new f();

//// methods cannot be constructed
const o: any = { m() {} };
try {
  new o.m();
} catch (error) {
  console.log((error as Error).name);
}

//// evaluation order of callee and arguments
const log: string[] = [];
const t = (n: string) => (log.push(n), (..._a: any[]) => t(`${n}'`));
t('f')(t('a'), t('b'))(t('c'));
console.log(log.join(' '));

//// the callee is checked after the arguments
const log: string[] = [];
try {
  (undefined as any)(log.push('evaluated'));
} catch (error) {
  console.log(log, (error as Error).name);
}

//// Y combinator and church numerals
const Y = (f: any) => ((x: any) => x(x))((x: any) => f((v: any) => x(x)(v)));
const zero = () => (x: any) => x;
const succ = (n: any) => (f: any) => (x: any) => f(n(f)(x));
const toNumber = (n: any) => n((x: number) => x + 1)(0);
console.log(Y((self: any) => (n: number) => (n < 2 ? n : self(n - 1) + self(n - 2)))(10), toNumber(succ(succ(succ(zero)))));

//// this of a primitive in strict code
function f(this: any) {
  return typeof this;
}
console.log(f.call(5), f.call('a'), f.call(null), f.call(undefined), f.call({}));
