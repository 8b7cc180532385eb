/** Arrays: literals, indices, holes, and the usual methods with their corner cases. */
export const arrays: Readonly<Record<string, string>> = {
  literals:
    'const x = 2; console.log([], [1, x, "s"], [, 1], [1, , 3], [1, , ], [[x], [x * 2]], [...[1, 2], ...[], ..."ab", x]);',
  'index and length':
    'const a: any = [10, 20, 30]; const i = 1; console.log(a[0], a[i], a["2"], a[3], a[-1], a[1.5], a["x"], a.length, a[a.length - 1], a[i + 1]); a[5] = 60; console.log(a, a.length); a.length = 2; console.log(a); a[a.length] = 1; console.log(a, a["length"]);',
  'arrays are shared':
    'const a = [1, 2]; const b = a; b[0] = 9; const c = [...a]; c[1] = 8; console.log(a, b, c); function f(x: number[]) { x.push(3); x = [0]; } f(a); console.log(a);',
  'push, pop, shift, unshift':
    'const a: any[] = [1]; console.log(a.push(2, 3), a.pop(), a.shift(), a.unshift(7, 8), a, [].pop(), [].shift(), a.push(), a.unshift());',
  'push spread': 'const a = [1]; a.push(...[2, 3], ...[]); console.log(a, a.length);',
  slice:
    'const a = [0, 1, 2, 3, 4]; console.log(a.slice(), a.slice(2), a.slice(-2), a.slice(1, 3), a.slice(1, -1), a.slice(3, 1), a.slice(-9, 9), a.slice(undefined, 2), a.slice(1.9), a.slice("1" as any), a.slice(NaN));',
  splice:
    'const t = (...args: any[]) => { const a = [0, 1, 2, 3, 4]; const out = (a as any).splice(...args); console.log(out, a); }; t(); t(2); t(1, 2); t(-2, 1, "x", "y"); t(1, 0, "z"); t(9, 1, 5); t(0, -1); t(undefined); t(2, undefined);',
  concat: 'console.log([1].concat([2, 3], 4 as any, [[5]] as any), [].concat(), [1].concat([, 2] as any));',
  'join and toString':
    'console.log([1, null, undefined, "a", [2, [3]]].join("-"), [1, 2].join(), [].join("x"), [[]].join(), String([1, [2, 3]]), [1, 2] + "", [null] + "", [1, 2].toString(), [1, 2].join(undefined), [1, 2].join(""), [{}].join(), [, 1].join());',
  'reverse and toReversed': 'const a = [1, 2, 3]; console.log(a.toReversed(), a, a.reverse(), a, a.reverse() === a);',
  'sort as text':
    'console.log([10, 9, 1, 100, -1].sort(), ["b", "a", "C", "é"].sort(), [undefined, 3, null, 1].sort(), [true, false].sort(), [[2], [1, 5], [1]].sort());',
  'sort with a function':
    'const x = 5; const a = [3, 1, x, 2]; console.log(a.sort((p, q) => p - q), a.sort((p, q) => q - p), a.toSorted((p, q) => p - q), a, [3, 1].sort(() => 0), [2, undefined, 1].sort((p: any, q: any) => p - q), ["bb", "a"].sort((p, q) => p.length - q.length));',
  'sort is stable': 'console.log(["b1", "a1", "b2", "a2", "b3"].sort((p, q) => p.charCodeAt(0) - q.charCodeAt(0)));',
  'sort with holes': 'console.log([3, , 1, undefined, 2].sort(), [3, , 1].sort((a, b) => a! - b!).length);',
  'map, filter, forEach':
    'const x = 3; console.log([1, 2, x].map((v) => v * 2), [1, 2, x].filter((v) => v > 1), [1, , 3].map((v) => v! * 2), [1, , 3].filter(() => true), [1, 2].forEach((v) => v)); [1, , 3].forEach((v) => console.log(v)); console.log([1, 2].map(function (this: any, v) { return v * this.k; }, { k: 10 }));',
  'map over an array that shrinks': 'const a = [1, 2, 3, 4]; console.log(a.map((v) => { a.length = 2; return v; }));',
  'forEach over an array that grows':
    'const a = [1, 2]; a.forEach((v) => { if (a.length < 9) a.push(v + 10); }); console.log(a);',
  reduce:
    'console.log([1, 2, 3].reduce((a, b) => a + b), [1, 2, 3].reduce((a, b) => a + b, 10), [5].reduce(() => 0), [].reduce((a) => a, 7), [1, 2, 3].reduceRight((a, b) => a + "" + b, ""), [[1], [2, 3]].reduce((a, b) => a.concat(b)), [1, , 3].reduce((a, b) => a! + b!), [1, 2].reduce((a: any, b) => ({ ...a, [b]: b }), {}));',
  'every and some':
    'console.log([1, 2].every((v) => v > 0), [1, -1].every((v) => v > 0), [].every(() => false), [1, 2].some((v) => v > 1), [].some(() => true), [0, 1].some(Boolean as any));',
  'find and its kin':
    'const a = [5, 12, 8, 130]; console.log(a.find((v) => v > 10), a.findIndex((v) => v > 10), a.findLast((v) => v > 10), a.findLastIndex((v) => v > 10), a.find((v) => v > 999), a.findIndex(() => false), [, 1].find((v) => v === undefined));',
  'indexOf and includes':
    'const a: any[] = [1, 2, NaN, 2, "2", null, undefined]; console.log(a.indexOf(2), a.lastIndexOf(2), a.indexOf(2, 2), a.indexOf(9), a.indexOf(NaN), a.includes(NaN), a.includes(2, -1), a.includes("2"), a.indexOf("2"), a.indexOf(2, -10), [1, , 2].includes(undefined as any), [1, , 2].indexOf(undefined as any), a.lastIndexOf(2, 2), a.lastIndexOf(2, -5));',
  'flat and flatMap':
    'console.log([1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(2), [1, [2, [3, [4]]]].flat(Infinity), [1, 2].flatMap((v) => [v, v * 10]), [1, 2].flatMap((v) => [[v]]), [1, 2].flatMap((v) => v), [1, , 2, [3, , 4]].flat(), [[], [1]].flat());',
  'fill and copyWithin':
    'console.log(new Array(3).fill(0), [1, 2, 3, 4].fill(9, 1, 3), [1, 2, 3].fill(7, -1), [1, 2, 3].fill(5, 5), Array(2).fill([]), [1, 2, 3, 4, 5].copyWithin(0, 3), [1, 2, 3, 4, 5].copyWithin(1, 0, 3), [1, 2, 3].fill(0, -2, -1));',
  'Array and its statics':
    'console.log(Array(3), new Array(3), Array(1, 2), new Array("3" as any), Array.of(7), Array.isArray([]), Array.isArray({}), Array.isArray("a"), Array.from("abc"), Array.from([1, 2], (v) => v * 2), Array.from({ length: 3 }), Array.from({ length: 3 }, (_, i) => i * i), Array.from([1, , 3]), Array.from({ length: 2, 0: "a", 1: "b" } as any), Array(0), Array.from(new Array(2).keys()));',
  'at and with':
    'const a = [1, 2, 3]; console.log(a.at(0), a.at(-1), a.at(5), a.at(-5), a.with(1, 9), a.with(-1, 8), a, a.at(1.7), (a as any).at());',
  'nested arrays':
    'const m = [[1, 2], [3, 4]]; const t = m[0]!.map((_, j) => m.map((row) => row[j]!)); console.log(t, m[1]![0], m.map((r) => r.reduce((a, b) => a + b))); const z = Array.from({ length: 2 }, () => Array(3).fill(0)); z[1]![2] = 5; console.log(z);',
  'frozen arrays read':
    'const a = Object.freeze([1, 2]); console.log(a[0], a.length, Object.isFrozen(a), a.map((x) => x + 1), a.toSorted());',
  'Object functions on arrays':
    'console.log(Object.keys(["a", "b"]), Object.entries(["a"]), Object.values([1, 2]), Object.keys([1, , 3]));',
  'in-place arithmetic':
    'const x = 2; const w = [1, x, 3]; for (let i = 0; i < w.length; i++) w[i]! *= 2; w[0]!++; console.log(w, w.reduce((a, b) => a + b, 0));',
  'two arrays at once':
    'const a = [1, 2, 3], b = [4, 5, 6]; console.log(a.map((v, i) => v * b[i]!).reduce((s, v) => s + v, 0), a.every((v, i) => v < b[i]!));',
  'destructured swaps and rotations':
    'let q = [1, 2, 3]; q = [...q.slice(1), q[0]!]; console.log(q); q.push(q.shift()!); console.log(q); [q[0], q[1]] = [q[1]!, q[0]!]; console.log(q);',
  'an array holds itself':
    'const a: any[] = [1]; a.push(a); console.log(a); console.log(a[1][1][0], a.includes(a), a.indexOf(a));',
  'many elements, one at a time':
    'const a: number[] = []; for (let i = 0; i < 30000; i++) a[i] = i; const b: number[] = []; for (let i = 0; i < 70000; i++) b.push(i); console.log(a.length, b.length, [...a, ...b].length, a.map((x) => [x]).flat().length, a.join("").length, a.flatMap((x) => [x, x]).length);',
  'sorting makes text at each comparison':
    'const log: any[] = []; const named = (t: string) => ({ toString() { log.push(t); return t; } }); console.log([named("c"), named("a"), named("b")].sort().map(String).join(), log); console.log([Symbol("one")].sort(), [Symbol("one"), undefined].toSorted()); try { [Symbol("a"), 1].sort(); } catch (e: any) { console.log(e.message); } console.log([[10], [9], [1, 2]].sort(), [() => 2, () => 1].toSorted().map((f) => f()));',
};
