// An expression nobody would differentiate by hand: (x + σ(y)) / (σ(x) + (x + y)²).
// Cut into stages, each one is easy: follow the gradient from f backward, one gate at a time.
// x and y are forks: each is used three times or twice, and what flows back from the uses adds up.
const x = 3;
const y = -4;

const sigY = 1 / (1 + Math.exp(-y)); // stage 1
const num = x + sigY; // stage 2
const sigX = 1 / (1 + Math.exp(-x)); // stage 3
const xpy = x + y; // stage 4
const xpySqr = xpy ** 2; // stage 5
const den = sigX + xpySqr; // stage 6
const invDen = 1 / den; // stage 7
const f = num * invDen; // @grad

console.log(f);
