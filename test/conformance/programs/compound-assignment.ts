//// every operator
let x = 7;
const seen: number[] = [];
const keep = () => seen.push(x);
x += 3; keep();
x -= 1; keep();
x *= 4; keep();
x /= 3; keep();
x %= 7; keep();
x **= 3; keep();
x <<= 2; keep();
x >>= 1; keep();
x >>>= 1; keep();
x &= 62; keep();
x |= 1; keep();
x ^= 5; keep();
console.log(seen);

//// the target is evaluated once, before the value
const log: string[] = [];
const list = [1, 2, 3];
const target = () => (log.push('target'), list);
const index = () => (log.push('index'), 1);
const value = () => (log.push('value'), 10);
target()[index()]! += value();
console.log(list, log);

//// the old value is read before the right side runs
let x = 1;
const bump = () => {
  x = 100;
  return 5;
};
x += bump();
console.log(x);

//// text grows
let s = 'a';
s += 1;
s += null;
s += [1, 2];
s += { toString: () => '!' };
console.log(s);

//// prefix and postfix give different values
let n = 5;
const o = { n: 1 };
const a = [1];
console.log(n++, n, ++n, n--, --n, o.n++ + ++o.n, a[0]++, a[0]);

//// increment turns text into numbers
let s: any = '41';
s++;
let u: any;
u++;
let t: any = true;
t++;
let nul: any = null;
nul--;
console.log(s, u, t, nul);

//// plus keeps text, minus does not
let a: any = '5';
a += 1;
let b: any = '5';
b -= 1;
let c: any = '5';
c *= '2';
console.log(a, b, c, typeof b);

//// chains go from right to left
let a, b, c;
a = b = c = 4;
a += b -= c *= 2;
console.log(a, b, c);

//// on elements that do not exist
const counts: any = {};
for (const c of 'aab') counts[c] = (counts[c] || 0) + 1;
counts.z += 1;
console.log(counts);

//// value of an assignment
let x;
console.log((x = 3), (x += 2), x, (x = 1, x + 1));
if ((x = 0)) console.log('never');
else console.log('zero is false');

//// operators on a member through a getter and a setter
class Meter {
  reads = 0;
  writes = 0;
  #v = 1;
  get v() {
    this.reads++;
    return this.#v;
  }
  set v(x) {
    this.writes++;
    this.#v = x;
  }
}
const m = new Meter();
m.v += 1;
m.v++;
--m.v;
m.v **= 2;
console.log(m.v, m.reads, m.writes);

//// an assignment to a constant throws after the right side ran
const log: string[] = [];
const c = 1;
try {
  // @ts-ignore
  c = log.push('ran');
} catch (error) {
  console.log((error as Error).message, log);
}
