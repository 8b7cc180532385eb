//// for without parts
let i = 0;
for (;;) {
  if (++i > 3) break;
}
for (; i < 6; ) i++;
for (let j = 0; ; j++) if (j === 2) break;
console.log(i);

//// while and do-while
let n = 3;
const out: number[] = [];
while (n--) out.push(n);
do out.push(n);
while (n++ < 1);
console.log(out, n);

//// continue goes to the update
const out: number[] = [];
for (let i = 0; i < 5; i++) {
  if (i % 2) continue;
  out.push(i);
}
console.log(out);

//// for-of over everything
const out: any[] = [];
for (const x of [1, , 2]) out.push(x);
for (const c of 'hé😀') out.push(c);
for (const [k, v] of new Map([['k', 1]])) out.push(k, v);
for (const x of new Set([3])) out.push(x);
for (const x of new Float64Array([4])) out.push(x);
console.log(out);

//// for-of over what is not iterable
try {
  for (const x of { a: 1 } as any) console.log(x);
} catch (error) {
  console.log((error as Error).name);
}

//// for-in over null does nothing
for (const k in undefined as any) console.log(k);
for (const k in null as any) console.log(k);
console.log('end');

//// floating counters
const out: number[] = [];
for (let x = 0; x < 1; x += 0.1) out.push(x);
console.log(out.length, out[3], out.at(-1));

//// two counters
const out: string[] = [];
for (let i = 0, j = 4; i < j; i++, j--) out.push(`${i}${j}`);
console.log(out.join());

//// nested break and continue
const out: number[] = [];
for (let i = 0; i < 4; i++) {
  for (let j = 0; j < 4; j++) {
    if (j > i) break;
    if ((i + j) % 2) continue;
    out.push(i * 10 + j);
  }
}
console.log(out);

//// the condition is evaluated each time
const list = [1, 2, 3];
let checks = 0;
const length = () => (checks++, list.length);
for (let i = 0; i < length(); i++) if (list[i] === 2) list.pop();
console.log(checks, list);

//// collatz and digits
const steps = (n: number) => {
  let k = 0;
  for (; n !== 1; k++) n = n % 2 ? 3 * n + 1 : n / 2;
  return k;
};
const digits = (n: number) => {
  const out: number[] = [];
  do out.unshift(n % 10);
  while ((n = Math.floor(n / 10)) > 0);
  return out;
};
console.log(steps(27), digits(90210), digits(0));

//// bubble sort and binary search
const sort = (a: number[]) => {
  for (let i = a.length; i > 0; i--) for (let j = 1; j < i; j++) if (a[j - 1]! > a[j]!) [a[j - 1], a[j]] = [a[j]!, a[j - 1]!];
  return a;
};
const search = (a: number[], x: number) => {
  let [lo, hi] = [0, a.length - 1];
  while (lo <= hi) {
    const mid = (lo + hi) >> 1;
    if (a[mid] === x) return mid;
    if (a[mid]! < x) lo = mid + 1;
    else hi = mid - 1;
  }
  return -1;
};
const a = sort([5, 2, 9, 1, 7]);
console.log(a, search(a, 7), search(a, 6));
