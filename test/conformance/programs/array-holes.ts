//// reading a hole
const a = [1, , 3];
console.log(a[1], a.length, 1 in a, a, Object.keys(a));

//// writing far away
const a: number[] = [];
a[3] = 1;
a[5] = 2;
console.log(a, a.length, a.indexOf(undefined as any), a.includes(undefined as any), a.findIndex((x) => x === undefined));

//// methods that pass over holes
const a = [1, , 3];
let calls = 0;
console.log(a.map((x) => (calls++, x! * 2)), a.filter(() => true), a.reduce((s, x) => s! + x!, 0), a.every((x) => x !== undefined), a.some((x) => x === undefined), calls);

//// methods that see holes as undefined
const a = [1, , 3];
console.log(a.find((x) => x === undefined), [...a], a.includes(undefined), Array.from(a), a.join('-'), [...a.keys()], [...a.entries()], a.findLast((x) => !x));

//// holes in destructuring and calls
const [p, q = 'default', r] = [1, , 3];
console.log(p, q, r, Math.max(...[1, , 3] as any), ((...xs: any[]) => xs)(...[, 1]));

//// keeping and losing holes
const a = [1, , 3];
console.log(a.slice(), a.concat([, 4]), a.flat(), a.toSorted(), a.toReversed(), a.reverse(), a.with(0, 9), a.copyWithin(0, 1));

//// sort puts holes last
const a = [3, , undefined, 1];
a.sort();
console.log(a, a.length, 3 in a, 2 in a);

//// length cuts and extends
const a = [1, 2, 3, 4];
a.length = 2;
a.length = 4;
console.log(a, 3 in a, a.length);

//// new Array
console.log(new Array(3), new Array(3).map(() => 1), Array(2).fill(undefined), [...Array(2)], Array.apply(null, Array(2) as any), [, ,].length, [1, 2, ,].length);

//// for-in and for-of
const seen: any[] = [];
for (const i in [7, , 9]) seen.push(i);
for (const x of [7, , 9]) seen.push(x);
[7, , 9].forEach((x, i) => seen.push([x, i]));
console.log(seen);

//// delete makes a hole
const a = [1, 2, 3];
delete a[0];
delete a[2];
console.log(a, a.length, a.push(4), a);

//// splice, shift and unshift move holes
const a = [1, , 3, , 5];
console.log(a.splice(1, 2), a, a.shift(), a, a.unshift(0), a, a.pop(), a.pop(), a);

//// lastIndexOf, indexOf and every over holes
console.log([, 1].indexOf(undefined as any), [undefined].indexOf(undefined), [, 1].every((x) => x === 1), [, , ,].some(() => true), [, 2].reduce((a, b) => a! * b!), [, 'x'].join());

//// negative and fractional indices are properties
const a: any = [1, 2];
a[-1] = 'm';
a[1.5] = 'f';
a['2'] = 'three';
console.log(a.length, a[-1], a[1.5], a[2], Object.keys(a));

//// printing sparse arrays
console.log([, 1], [1, , ], [, , 1, , , 2], [[,]], { a: [, 'x'] });
