//// only null and undefined
console.log([null, undefined, 0, '', false, NaN].map((v) => v ?? 'default'));

//// the right side is evaluated only when needed
let n = 0;
const f = () => ++n;
console.log(1 ?? f(), null ?? f(), undefined ?? null ?? f(), n);

//// assignment evaluates and assigns only when needed
const log: string[] = [];
const o: any = {
  _a: null,
  get a() {
    log.push('get');
    return this._a;
  },
  set a(v) {
    log.push('set');
    this._a = v;
  },
};
o.a ??= 1;
o.a ??= 2;
console.log(o._a, log);

//// with or in parentheses
const a: any = 0;
console.log((a || null) ?? 'x', a || (null ?? 'y'), (a ?? 1) || 'z', (a && 1) ?? 'w');

//// counting with a Map
const counts = new Map<string, number>();
for (const c of 'banana') counts.set(c, (counts.get(c) ?? 0) + 1);
console.log([...counts]);

//// default of a missing element
const grid = [[1, 2], [3]];
console.log(grid[1]?.[1] ?? -1, grid[2]?.[0] ?? -2, grid[0]?.[0] ?? -3);

//// logical assignments give their values
let a: any = null;
let b: any = 0;
let c: any = 'set';
console.log((a ??= 5), (b ||= 6), (c &&= 7), a, b, c);
console.log((a ??= 8), (b ||= 9), (b &&= 0), (c ??= 1));

//// logical assignment does not touch a constant when short-circuited
const k = 1;
// @ts-ignore
k ||= 2;
console.log(k);
try {
  // @ts-ignore
  k &&= 3;
} catch (error) {
  console.log(String(error));
}

//// precedence with ternary and comparison
const v: any = undefined;
console.log(v ?? 1 > 2, (v ?? 1) > 2, v ?? false ? 'a' : 'b', v ?? 1 + 1);

//// memo by nullish assignment on elements
const memo: number[] = [];
const fib = (n: number): number => (memo[n] ??= n < 2 ? n : fib(n - 1) + fib(n - 2));
console.log(fib(30), memo.length);

//// chains from left to right
const pick = (...xs: any[]) => xs[0] ?? xs[1] ?? xs[2] ?? 'none';
console.log(pick(), pick(null, 0), pick(undefined, null, ''), pick(1, 2, 3));

//// the name of a function that is assigned
let f: any;
f ??= () => 1;
const o: any = {};
o.g ??= () => 2;
let h: any = null;
h ||= function () {};
console.log(f.name, o.g.name, h.name);
