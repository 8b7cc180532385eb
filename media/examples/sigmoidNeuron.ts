// A neuron weighs two inputs, adds a bias, and squashes the sum.
// Arrays are inputs too: the gradient of w has a number for each weight.
// The sigmoid's slope s·(1 − s) is largest at 0 and dies out far from it.
const w = [2, -3, -3];
const x = [-1, -2];

const dot = w[0]! * x[0]! + w[1]! * x[1]! + w[2]!;
const s = 1 / (1 + Math.exp(-dot)); // @grad

export { s };
