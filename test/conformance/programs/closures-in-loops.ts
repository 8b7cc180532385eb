//// let has a variable for each iteration
const fs: (() => number)[] = [];
for (let i = 0; i < 3; i++) fs.push(() => i);
console.log(fs.map((f) => f()));

//// a change in the body is carried to the next iteration
const fs: (() => number)[] = [];
for (let i = 0; i < 6; i++) {
  fs.push(() => i);
  i++;
}
console.log(fs.map((f) => f()));

//// a closure in the head sees the first variable
const fs: (() => number)[] = [];
for (let i = 0, f = () => i; i < 3; i++) fs.push(f);
console.log(fs.map((f) => f()));

//// closures in the test and the update
const tests: (() => number)[] = [];
const updates: (() => number)[] = [];
for (let i = 0; tests.push(() => i), i < 2; updates.push(() => i), i++);
console.log(tests.map((f) => f()), updates.map((f) => f()));

//// a closure may change its own variable
const counters: (() => number)[] = [];
for (let i = 0; i < 3; i++) counters.push(() => (i += 10));
console.log(counters[0]!(), counters[0]!(), counters[1]!());

//// for-of and for-in
const fs: (() => any)[] = [];
for (const x of ['a', 'b']) fs.push(() => x);
for (const k in { p: 1, q: 2 }) fs.push(() => k);
for (let [x, y] of [[1, 2], [3, 4]]) fs.push(() => [x++, y]);
console.log(fs.map((f) => f()), fs[4]!());

//// while with a variable of the body
const fs: (() => number)[] = [];
let n = 0;
while (n < 3) {
  const m = n * n;
  fs.push(() => m);
  n++;
}
do {
  const m = n;
  fs.push(() => m);
} while (++n < 5);
console.log(fs.map((f) => f()));

//// getters and setters over one variable
const pairs = [1, 2].map((start) => {
  let v = start;
  return { get: () => v, set: (x: number) => (v = x) };
});
pairs[0]!.set(10);
console.log(pairs.map((p) => p.get()));

//// closures in nested loops
const fs: (() => string)[] = [];
for (let i = 0; i < 2; i++) for (let j = 0; j < 2; j++) fs.push(() => `${i}${j}`);
console.log(fs.map((f) => f()).join(' '));

//// continue and break keep the variables apart
const fs: (() => number)[] = [];
for (let i = 0; i < 5; i++) {
  if (i === 1) continue;
  fs.push(() => i);
  if (i === 3) break;
}
console.log(fs.map((f) => f()));

//// a counter made by a function
const make = () => {
  let n = 0;
  return { up: () => ++n, down: () => --n };
};
const [a, b] = [make(), make()];
a.up();
a.up();
b.down();
console.log(a.up(), b.down());

//// once, memo and compose
const once = <T>(f: () => T) => {
  let done = false;
  let value: T;
  return () => (done ? value : ((done = true), (value = f())));
};
let calls = 0;
const init = once(() => ++calls);
const memo = <A, R>(f: (a: A) => R) => {
  const known = new Map<A, R>();
  return (a: A) => known.get(a) ?? (known.set(a, f(a)), known.get(a)!);
};
const square = memo((n: number) => (calls++, n * n));
console.log(init(), init(), square(4), square(4), calls);

//// variables of catch and switch in closures
const fs: (() => any)[] = [];
for (const v of [1, 2]) {
  try {
    throw v;
  } catch (e) {
    fs.push(() => e);
  }
}
console.log(fs.map((f) => f()));
