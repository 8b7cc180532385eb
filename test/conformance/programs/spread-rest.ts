//// spread of all that is iterable
console.log([...'añ😀', ...[1, , 3], ...new Set([4, 4, 5]), ...new Map([[6, 7]])]);

//// spread in calls, mixed with plain arguments
const f = (...args: any[]) => args;
console.log(f(...[1, 2], 3, ...'ab', ...[]), Math.max(...[1, 5, 3], 4));

//// holes become undefined in spread
const a = [, 1, ,];
console.log([...a], a, Object.keys([...a]), Object.keys(a));

//// spread of what is not iterable throws
const f = (...args: any[]) => args;
try {
  f(...(5 as any));
} catch (error) {
  console.log((error as Error).name);
}

//// spread of null into an object is nothing
console.log({ ...null, ...undefined, ...5, ...'ab', ...[7, 8], ...true } as any);

//// later properties win, and keep their place
console.log({ a: 1, b: 2, ...{ a: 3, c: 4 } }, { ...{ a: 1, b: 2 }, a: 9 });

//// spread copies own enumerable properties only
class A {
  own = 1;
  method() {}
  get accessor() {
    return 1;
  }
}
console.log({ ...new A() }, Object.keys({ ...new A() }));

//// spread is shallow
const inner = { n: 1 };
const copy = { ...{ inner } };
copy.inner.n = 2;
console.log(inner.n);

//// rest takes what is left, and is always an array
const f = (a?: number, ...rest: number[]) => [rest.length, Array.isArray(rest), ...rest];
console.log(f(), f(1), f(1, 2, 3));

//// rest of an object leaves out what was taken
const { a, ['b']: b, ...rest } = { a: 1, b: 2, c: 3, 4: 'four' } as any;
console.log(a, b, rest);

//// rest in nested patterns
const [[x, ...ys], ...[z, ...zs]] = [[1, 2, 3], 4, 5, 6] as any;
console.log(x, ys, z, zs);

//// new with spread
class P {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}
console.log(new P(...([1, 2] as [number, number])), new Array(...[3, 4]), new Set(...[[1, 1]]));

//// evaluation order in spreads
const log: string[] = [];
const note = (name: string) => (log.push(name), [name]);
console.log([...note('a'), note('b').length, ...note('c')], { ...note('d'), e: note('e') }, log);

//// an iterator of one's own
class Countdown {
  constructor(readonly from: number) {}
  *[Symbol.iterator]() {
    for (let i = this.from; i > 0; i--) yield i;
  }
}
console.log([...new Countdown(3)], Math.min(...new Countdown(4)), Array.from(new Countdown(2)));

//// copies are not the same array
const a = [1, 2];
const b = [...a];
b.push(3);
console.log(a, b, a === b, [...a, ...b].length);
