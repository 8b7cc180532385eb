//// assertions change nothing
const a = 5 as number;
const b = (<any>'text').length;
const c = { x: 1 } as const;
const d = [1, 2] satisfies number[];
const e = a! + c.x!;
console.log(a, b, c, d, e, (a as unknown as string));

//// interfaces and type aliases
interface Point {
  x: number;
  y?: number;
}
type Pair<T> = readonly [T, T];
declare const nowhere: number;
const p: Point = { x: 1 };
const pair: Pair<number> = [1, 2];
console.log(p, pair);

//// generics in functions, arrows and calls
function id<T>(x: T): T {
  return x;
}
const first = <T extends unknown[]>(xs: T): T[0] => xs[0];
const make = <T,>(x: T) => [x];
console.log(id<string>('a'), first<number[]>([1]), make(2), new Map<string, number>().size);

//// overloads
function pick(x: string): string;
function pick(x: number): number;
function pick(x: any) {
  return x;
}
class A {
  m(x: string): string;
  m(x: number): number;
  m(x: any) {
    return [x];
  }
}
console.log(pick(1), new A().m('s'));

//// abstract classes and implements
interface Shape {
  area(): number;
}
abstract class Base implements Shape {
  abstract area(): number;
  abstract readonly name: string;
  describe() {
    return `${this.name} ${this.area()}`;
  }
}
class Square extends Base {
  readonly name = 'square';
  area() {
    return 4;
  }
}
console.log(new Square().describe());

//// parameter properties
class P {
  constructor(
    public a: number,
    private b: number,
    protected readonly c = a + b,
    plain = 1,
  ) {
    this.a += plain;
  }
  sum() {
    return this.a + this.b + this.c;
  }
}
console.log(new P(1, 2), new P(1, 2, 3, 4).sum());

//// declare fields make nothing
class A {
  declare x: number;
  y?: string;
  z!: number;
}
console.log(Object.keys(new A()));

//// this parameters
function f(this: { n: number }, k: number) {
  return this.n * k;
}
console.log(f.call({ n: 3 }, 2), f.length);

//// type guards and assertions
const isText = (x: unknown): x is string => typeof x === 'string';
function assert(ok: unknown): asserts ok {
  if (!ok) throw new Error('not ok');
}
assert(isText('a'));
console.log([1, 'b', null].filter(isText));

//// type-only names beside values
type X = number;
const X = 5;
interface Y {
  y: number;
}
class Y {
  y = 1;
}
console.log(X, new Y().y);

//// definite assignment and optional parameters
let late!: number;
const f = (a: number, b?: number) => b === undefined;
late = 3;
console.log(late, f(1), f(1, 2));

//// unions, mapped, conditional and template types
type Keys = `on${'A' | 'B'}`;
type M = { readonly [K in Keys]?: K extends 'onA' ? number : string };
type F = (...args: any[]) => asserts args is [];
const m: M = { onA: 1 };
console.log(m);

//// accessibility modifiers and override
class A {
  private readonly a = 1;
  protected static b = 2;
  public get c(): number {
    return this.a + A.b;
  }
}
class B extends A {
  override get c() {
    return super.c * 10;
  }
}
console.log(new B().c);

//// keyof, typeof and index types
const config = { host: 'h', port: 80 };
const get = <K extends keyof typeof config>(key: K): (typeof config)[K] => config[key];
console.log(get('port'), get('host'));

//// index signatures and accessors in classes
class Bag {
  [key: string]: unknown;
  static [k: number]: string;
  size = 0;
}
const bag = new Bag();
bag['any'] = 1;
console.log(bag);

//// satisfies and as in awkward places
const list = ([3, 1, 2] as number[]).sort() satisfies number[];
const [x, y] = list as [number, number];
let n: number | null = 1;
(n as number) += 5;
(n as any)++;
n! *= 2;
for (const k of <number[]>list) if (k === 2) console.log((x as number) + y!, n);
