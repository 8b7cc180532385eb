//// map, filter, reduce with all arguments
const seen: any[] = [];
console.log([10, 20].map((x, i, all) => (seen.push([x, i, all.length]), x + i)), [1, 2, 3, 4].filter((_, i) => i % 2), [1, 2, 3].reduce((a, x, i) => a + x * i, 100), seen);

//// reduce without start, and from the right
console.log([1, 2, 3].reduce((a, b) => a - b), [1, 2, 3].reduceRight((a, b) => a - b), ['a', 'b'].reduceRight((a, b) => a + b), [5].reduce((a, b) => a * b), [].reduce((a) => a, 'start'));

//// find, findIndex, findLast, findLastIndex
const list = [5, 12, 8, 130, 44];
console.log(list.find((x) => x > 10), list.findIndex((x) => x > 10), list.findLast((x) => x > 10), list.findLastIndex((x) => x > 1000), list.find((x) => x > 1000));

//// some and every stop early
let n = 0;
console.log([1, 2, 3].some((x) => (n++, x === 2)), n, [1, 2, 3].every((x) => (n++, x < 2)), n, [].every(() => false), [].some(() => true));

//// indexOf, lastIndexOf, includes
const list = [1, NaN, 2, 1, '1', undefined];
console.log(list.indexOf(1), list.lastIndexOf(1), list.indexOf(NaN), list.includes(NaN), list.indexOf('1'), list.indexOf(1, 1), list.indexOf(1, -3), list.includes(undefined), list.lastIndexOf(1, -4));

//// push, pop, shift, unshift
const a: any[] = [1];
console.log(a.push(2, 3), a.pop(), a.shift(), a.unshift(0, 0.5), a, [].pop(), [].shift(), a.push());

//// slice
const a = [1, 2, 3, 4, 5];
console.log(a.slice(), a.slice(1, 3), a.slice(-2), a.slice(2, -1), a.slice(3, 1), a.slice(9), a.slice(-9, 2), a.slice(undefined, 2));

//// splice
const a = [1, 2, 3, 4, 5];
console.log(a.splice(1, 2), a, a.splice(-1, 1, 'x' as any, 'y' as any), a, a.splice(1, 0, 9), a, a.splice(2), a, a.splice(0, -1), a.splice(99, 1, 7), a);

//// splice with odd arguments
const a = [1, 2, 3];
console.log((a as any).splice(), a, a.splice(undefined as any), a, [1, 2, 3].splice(1, undefined as any), [1, 2, 3].splice(NaN, 1), [1, 2, 3].splice(0, Infinity));

//// concat
console.log([1].concat([2, 3], 4 as any, [[5]] as any), [].concat(), [1].concat('ab' as any), [[1]].concat([[2]]));

//// join and toString
console.log([1, null, undefined, 'a', [2, [3]]].join(), [1, 2].join(''), [1, 2].join(' - '), [].join(), [1, 2].toString(), [[], [[]]].toString() === ',', [1, 2].join(undefined));

//// reverse and toReversed
const a = [1, 2, 3];
const b = a.toReversed();
console.log(a.reverse() === a, a, b, [].reverse(), [1].toReversed());

//// sort without a function is by text
console.log([10, 9, 1, -1, 2].sort(), ['b', undefined, 'a'].sort(), [true, false, null].sort(), [[2], [10]].sort());

//// sort is stable
const people = [
  { n: 'a', age: 30 },
  { n: 'b', age: 25 },
  { n: 'c', age: 30 },
  { n: 'd', age: 25 },
];
console.log(people.sort((p, q) => p.age - q.age).map((p) => p.n).join(''), people.toSorted((p, q) => q.age - p.age).map((p) => p.n).join(''));

//// sort changes the array and puts undefined last
const a = [3, undefined, 1, , 2] as any[];
console.log(a.sort((x, y) => y - x) === a, a, a.length, [2, 1].toSorted(), [3, 1, 2].sort(() => 0));

//// sort refuses what is no function
[2, 1].sort(5 as any);

//// comparators that give odd values
console.log([3, 1, 2].sort((a, b) => (a > b) as any), [3, 1, 2].sort((a, b) => `${a - b}` as any), [1, 2, 3].sort(() => NaN), [2, 1].sort(undefined));

//// fill and copyWithin
console.log(new Array(3).fill(0), [1, 2, 3, 4].fill(9, 1, 3), [1, 2, 3].fill(0, -1), [1, 2, 3, 4, 5].copyWithin(0, 3), [1, 2, 3, 4, 5].copyWithin(1, 0, 3), [1, 2, 3].copyWithin(-1, 0));

//// fill puts the same object everywhere
const grid = new Array(2).fill([]) as number[][];
grid[0]!.push(1);
const good = Array.from({ length: 2 }, () => [] as number[]);
good[0]!.push(1);
console.log(grid, good, grid[0] === grid[1]);

//// flat and flatMap
console.log([1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(Infinity), [[1, , 2], [3]].flat(), [1, 2].flatMap((x) => [x, [x * 2]]), ['a b', 'c'].flatMap((s) => s.split(' ')), [1, [2]].flat(0));

//// with and at and toSpliced
const a = [1, 2, 3];
console.log(a.with(1, 9), a.with(-1, 8), a.at(-1), a.at(5), a.toSpliced(1, 1, 7, 7), a);

//// with outside the array
[1, 2].with(5, 0);

//// Array.from and Array.of
console.log(Array.from({ length: 3 }), Array.from({ length: 2, 0: 'a', 1: 'b' }), Array.from('ab', (c) => c + c), Array.from([1, 2], (x, i) => x * i), Array.of(7), Array.of(1, 2), new Array(2).length, new Array(2, 3));

//// Array.isArray and length
const a = [1, 2, 3];
a.length = 1;
a[3] = 9;
console.log(Array.isArray(a), Array.isArray({ length: 0 }), a.length, a);

//// an invalid length
const a = [1];
a.length = -1;

//// forEach gives nothing and passes over holes
let n = 0;
console.log([1, , 3].forEach(() => n++), n);

//// callbacks with this
const o = { k: 10 };
console.log([1, 2].map(function (this: any, x) { return x * this.k; }, o), [1, 20].filter(function (this: any, x) { return x > this.k; }, o));

//// entries, keys and values
console.log([...['a', 'b'].entries()], [...['a', 'b'].keys()], [...'ab'.split('').values()]);

//// elements that are added during a walk are not visited
const a = [1, 2, 3];
const seen: number[] = [];
a.forEach((x) => {
  seen.push(x);
  if (a.length < 6) a.push(x * 10);
});
console.log(seen, a, [1, 2, 3].map((x, _i, all) => (all.pop(), x)));

//// callbacks that are no functions
try {
  [1].map('x' as any);
} catch (error) {
  console.log((error as Error).name);
}
[1].filter(5 as any);

//// reduce of nothing throws
[].reduce((a) => a);

//// chains
console.log(
  Array.from({ length: 10 }, (_, i) => i + 1)
    .filter((n) => n % 2 === 0)
    .map((n) => n ** 2)
    .reduce((a, b) => a + b, 0),
  [3, 1, 2].toSorted().concat([0]).toReversed().slice(1).join('>'),
);

//// matrices
const a = [[1, 2], [3, 4]];
const b = [[5, 6], [7, 8]];
const t = (m: number[][]) => m[0]!.map((_, j) => m.map((row) => row[j]!));
const mul = (p: number[][], q: number[][]) => p.map((row) => t(q).map((col) => row.reduce((s, x, k) => s + x * col[k]!, 0)));
console.log(t(a), mul(a, b), mul(a, [[1, 0], [0, 1]]));
