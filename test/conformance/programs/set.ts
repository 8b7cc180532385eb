//// add, has, delete, size
const s = new Set([1, 2, 2, 3]);
console.log(s.size, s.add(4) === s, s.add(1).size, s.has(2), s.delete(2), s.has(2), s.delete(9), [...s]);

//// values are compared like SameValueZero
const s = new Set<any>([NaN, NaN, 0, -0, '0', [], [], undefined]);
console.log(s.size, [...s], s.has(NaN), Object.is([...s][1], 0));

//// unique values of text and arrays
console.log([...new Set('mississippi')].join(''), [...new Set([3, 1, 3, 2])], new Set('aab').size);

//// set operations
const a = new Set([1, 2, 3]);
const b = new Set([2, 3, 4]);
console.log([...a.union(b)], [...a.intersection(b)], [...a.difference(b)], [...a.symmetricDifference(b)]);
console.log(new Set([2]).isSubsetOf(a), a.isSupersetOf(new Set([1])), a.isDisjointFrom(new Set([9])));

//// by hand
const a = new Set([1, 2, 3]);
const b = new Set([2, 3, 4]);
console.log(new Set([...a].filter((x) => b.has(x))), new Set([...a, ...b]), [...a].every((x) => b.has(x)));

//// forEach, entries, keys
const s = new Set(['x', 'y']);
s.forEach((v, k, self) => console.log(v, k, self.size));
console.log([...s.entries()], [...s.keys()], [...s.values()]);

//// walking while it grows
const s = new Set([1]);
for (const n of s) if (n < 20) s.add(n * 2);
console.log([...s]);

//// walking while it shrinks
const s = new Set([1, 2, 3, 4]);
const seen: number[] = [];
for (const n of s) {
  seen.push(n);
  s.delete(n + 1);
}
console.log(seen);

//// deleting and adding again moves to the end
const s = new Set(['a', 'b']);
s.delete('a');
s.add('a');
console.log([...s]);

//// from a generator
const s = new Set(
  (function* () {
    yield 1;
    yield 1;
    yield 2;
  })(),
);
console.log(s, new Set(null), new Set(undefined).size);

//// printing
console.log(new Set(), new Set([1, 'a', [2], { b: 3 }, new Set([4])]), [new Set([1])]);

//// breadth-first search
const edges: Record<string, string[]> = { a: ['b', 'c'], b: ['d'], c: ['d'], d: ['a'] };
const seen = new Set(['a']);
for (const n of seen) for (const m of edges[n]!) seen.add(m);
console.log([...seen].join(' '));

//// not iterable throws
try {
  new Set(5 as any);
} catch (error) {
  console.log((error as Error).name);
}

//// destructuring and spread
const [first, ...rest] = new Set([5, 6, 7]);
console.log(first, rest, Math.max(...new Set([1, 9, 3])), Array.from(new Set([1, 2]), (x) => x * 2));
