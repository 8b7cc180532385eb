// (x + σ(y)) / (σ(x) + (x + y)²): nobody wants to differentiate this by hand.
// Cut into stages, each one is easy. Follow the gradient back from f.
// x and y are forks: what flows back from their uses adds up.
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

export { f };
