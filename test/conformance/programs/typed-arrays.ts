//// making them
console.log(new Float64Array(3), new Float64Array([1, 2.5]), Float32Array.of(1, 2), Int8Array.from([1, 2], (x) => x * 2), new Uint8Array(new Set([1, 2])), new Float64Array(0));

//// values are cut to their kind
console.log(new Uint8Array([256, -1, 3.9]), new Int8Array([128, -129]), new Uint8ClampedArray([300, -5, 1.5, 2.5]), new Int16Array([40000]), new Uint16Array([-1]), new Int32Array([2 ** 31]), new Uint32Array([-1]), new Float32Array([0.1]));

//// what is no number
console.log(new Int8Array(['5', null, undefined, true, NaN, '1x'] as any), new Float64Array(['5', null, undefined, true, 'x'] as any));

//// length does not change, writes outside are dropped
const a = new Float64Array(2);
a[5] = 1;
a[-1] = 2;
(a as any).length;
console.log(a, a.length, a[5], a[-1], 5 in a, 1 in a, Object.keys(a));

//// subarray shares, slice copies
const a = new Float64Array([1, 2, 3, 4]);
const view = a.subarray(1, 3);
const copy = a.slice(1, 3);
view[0] = 20;
copy[1] = 30;
console.log(a, view, copy, a.subarray(-2), a.subarray(2, 1).length);

//// set
const a = new Float64Array(5);
a.set([1, 2]);
a.set(new Float64Array([3, 4]), 3);
console.log(a);
try {
  a.set([1, 2], 4);
} catch (error) {
  console.log((error as Error).name);
}

//// methods as on arrays
const a = new Float64Array([3, 1, 2]);
console.log(a.map((x) => x * 2), a.filter((x) => x > 1), a.reduce((s, x) => s + x), a.indexOf(1), a.includes(2), a.join('|'), a.find((x) => x < 3), a.some((x) => x > 2), a.every((x) => x > 2), a.findLastIndex((x) => x === 3));

//// sort is by number
console.log(new Float64Array([10, 9, 1, -1, NaN, -0, 0]).sort(), new Int8Array([3, 1, 2]).sort((a, b) => b - a), new Float64Array([3, 1]).toSorted());

//// fill, reverse, copyWithin, at, with
const a = new Int32Array([1, 2, 3, 4]);
console.log(a.fill(7, 1, 2), a.reverse(), a.at(-1), a.with(0, 9), a.copyWithin(0, 2), a.toReversed());

//// walking and spread
const a = new Uint8Array([5, 6]);
const seen: any[] = [];
for (const x of a) seen.push(x);
for (const i in a) seen.push(i);
console.log(seen, [...a], [...a.entries()], Math.max(...a), Array.from(a, (x) => x + 0.5), a.map((x) => x + 0.9));

//// they are no arrays
const a = new Float64Array([1]);
console.log(Array.isArray(a), a instanceof Float64Array, typeof a, String(new Float64Array([1, 2])), JSON.stringify(a), [].concat(a as any).length);

//// equality, conversion between kinds
console.log(new Int8Array(new Float64Array([1.9, -1.9])), Array.from(new Float32Array([0.5, 0.1])), new Float64Array(new Int8Array([1])) instanceof Float64Array);

//// invalid lengths
new Float64Array(-1);

//// a moving average and a dot product
const xs = Float64Array.from({ length: 6 }, (_, i) => i * i);
const avg = xs.map((_, i) => xs.subarray(Math.max(0, i - 1), i + 2).reduce((s, x) => s + x, 0) / 3);
const dot = (a: Float64Array, b: Float64Array) => a.reduce((s, x, i) => s + x * b[i]!, 0);
console.log(avg, dot(xs, xs), dot(new Float64Array([1, 2]), new Float64Array([3, 4])));

