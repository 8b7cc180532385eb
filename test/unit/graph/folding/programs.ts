/** Programs whose pictures need folding, by what they are about. */

const straight = Array.from({ length: 300 }, (_, k) => `const v${k} = v${k - 1} * x + ${k % 7};`)
  .slice(1)
  .join('\n');
const inputs = Array.from({ length: 200 }, (_, k) => `const w${k} = ${k / 10};`).join('\n');
const longSum = Array.from({ length: 200 }, (_, k) => `w${k} * w${k}`).join(' + ');

export const programs: Readonly<Record<string, string>> = {
  training: `let w = 0.5;
const lr = 0.01;
const xs = [1, 2, 3, 4];
const ys = [2, 4, 6, 8];
for (let t = 0; t < 100; t++) {
  let g = 0;
  for (let i = 0; i < xs.length; i++) {
    const err = w * xs[i] - ys[i];
    g += 2 * err * xs[i];
  }
  w = w - lr * g;
}
const loss = (w - 2.5) ** 2; // @grad`,

  network: `const rand = (n: number) => Math.sin(n * 12.9898) * 0.5;
const W1 = [[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6], [0.7, -0.8]];
const W2 = [0.2, -0.3, 0.4, -0.5];
const X = [[1, 2], [-1, 0.5], [0.3, -0.7], [2, 1], [0, -1]];
const Y = [1, 0, 1, 1, 0];
function relu(z: number) { return Math.max(0, z); }
function sigmoid(z: number) { return 1 / (1 + Math.exp(-z)); }
function forward(x: number[]) {
  const h = W1.map((row) => relu(row.reduce((s, w, i) => s + w * x[i], 0)));
  return sigmoid(h.reduce((s, a, i) => s + a * W2[i], 0));
}
let loss = 0;
for (let i = 0; i < X.length; i++) {
  const p = forward(X[i]);
  loss += (p - Y[i]) ** 2 / X.length;
}
const total = loss; // @grad`,

  recursion: `const x = 1.1;
function power(base: number, n: number): number {
  if (n === 0) return 1;
  const half = power(base, n >> 1);
  return n % 2 === 0 ? half * half : half * half * base;
}
function fib(n: number): number { return n < 2 ? x * n : fib(n - 1) + fib(n - 2); }
const y = power(x, 100) + fib(12); // @grad`,

  straight: `const x = 0.9;
const v0 = 1;
${straight}
const y = v299; // @grad`,

  manyInputs: `${inputs}
const y = ${longSum}; // @grad`,

  array: `const a = Array.from({ length: 300 }, (_, k) => k / 100);
const x = 1.5;
const y = a.map((v) => Math.tanh(v * x)).reduce((s, v) => s + v, 0); // @grad`,

  generators: `const x = 1.01;
function* powers(n: number) { let p = 1; for (let k = 0; k < n; k++) { p *= x; yield p; } }
let s = 0;
for (const p of powers(50)) s += p;
const y = s; // @grad`,

  whileLoop: `let b = 0.1;
const x = 1.3;
let turns = 0;
while (Math.abs(b) < 1000) { b = b * x + 0.01; turns++; }
const y = b; // @grad`,

  outputs: `const x = 0.5;
const ys: number[] = [];
let p = 1;
for (let k = 0; k < 70; k++) { p = p * x; ys.push(p); }
const all = ys; // @grad`,

  newton: `const a = 2;
let r = 1;
for (let k = 0; k < 30; k++) r = (r + a / r) / 2;
const root = r; // @grad`,
};

/** A network of 2-16-16-1 on some samples, with a hinge loss: one pass forward over each sample. */
export const perceptron = (samples: number): string => `const rand = (n: number) => Math.sin(n * 12.9898 + 3) * 0.8;
const layer = (rows: number, columns: number, seed: number) =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => rand(seed + r * columns + c)));
const X = Array.from({ length: ${samples} }, (_, k) => [rand(k), rand(k + 1000)]);
function dense(W: number[][], x: number[]) {
  return W.map((row) => {
    let s = 0;
    for (let i = 0; i < row.length; i++) s += row[i] * x[i];
    return s;
  });
}
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
/** @grad W1 = layer(16, 2, 1), W2 = layer(16, 16, 50), W3 = layer(1, 16, 400) */
function loss(W1: number[][], W2: number[][], W3: number[][]) {
  let total = 0;
  for (const x of X) {
    const h = dense(W1, x).map(sigmoid);
    const g = dense(W2, h).map((z) => Math.max(0, z));
    const [p] = dense(W3, g);
    total += Math.max(0, 1 - p * (x[0] > 0 ? 1 : -1));
  }
  return total / X.length;
}`;
