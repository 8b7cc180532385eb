//// defaults apply to undefined, not to null
const f = (a = 1, b: any = 2) => [a, b];
console.log(f(), f(undefined, null), f(0, ''), f(NaN));

//// a default sees parameters before it
const f = (a: number, b = a * 2, c = a + b) => [a, b, c];
console.log(f(1), f(1, 5), f(1, undefined, 0));

//// a default that reads a later parameter
const f = (a = (() => b)(), b = 1) => [a, b];
console.log(f(5, 6));
try {
  f();
} catch (error) {
  console.log(String(error));
}

//// defaults are evaluated at each call, from left to right
let n = 0;
const next = (tag: string) => `${tag}${n++}`;
const f = (a = next('a'), b = next('b')) => a + b;
console.log(f(), f('x'), f(undefined, 'y'), n);

//// length counts parameters before the first default
console.log(((a: any, b: any) => [a, b]).length, ((a: any, b = 1) => [a, b]).length, ((a = 1, b: any) => [a, b]).length);
console.log(((...r: any[]) => r).length, (({ a }: any, [b]: any) => [a, b]).length);

//// a default in a method and a constructor
class Grid {
  cells: number[];
  constructor(
    readonly width = 2,
    height = width,
  ) {
    this.cells = new Array(width * height).fill(0);
  }
  at(x = 0, y = x) {
    return y * this.width + x;
  }
}
console.log(new Grid().cells.length, new Grid(3).cells.length, new Grid().at(1));

//// a default may call this
const o = {
  base: 10,
  f(x = this.base) {
    return x;
  },
};
console.log(o.f(), o.f(1));

//// a parameter shadows a name of the outer scope in defaults
const x = 'outer';
const f = (a = x, b = () => a) => {
  a = 'changed';
  return b();
};
console.log(f(), f('given'));

//// variables of the body are not seen by defaults
const v = 'outer';
function f(get = () => v) {
  const v = 'inner';
  return [get(), v];
}
console.log(f());

//// objects made by defaults are fresh
const f = (list: number[] = []) => {
  list.push(list.length);
  return list;
};
f();
console.log(f(), f([5]));

//// a required parameter by a default that throws
const required = (name: string): never => {
  throw new Error(`${name} is missing`);
};
const f = (a: number = required('a')) => a;
console.log(f(1));
try {
  f();
} catch (error) {
  console.log((error as Error).message);
}

//// arguments do not see defaults
function f(a = 1, _b = 2) {
  return [arguments.length, a, arguments[0]];
}
console.log(f(), f(5), f(undefined, 1));

//// chains of defaults in patterns
const { a = 1, b = a + 1, c: { d = b + 1 } = {} } = {} as any;
const [x = a, y = x + d] = [undefined, undefined] as any;
console.log(a, b, d, x, y);
