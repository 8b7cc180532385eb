// A neuron with two inputs: it weighs them, adds a bias, and squashes the sum with the sigmoid.
// Arrays are inputs too: the gradient of w has one number for each weight.
// The sigmoid's slope is s·(1 − s): largest at 0, and almost nothing where the neuron is sure.
const w = [2, -3, -3];
const x = [-1, -2];

const dot = w[0]! * x[0]! + w[1]! * x[1]! + w[2]!;
const s = 1 / (1 + Math.exp(-dot)); // @grad

console.log(s);
