// x is used twice, so two gradients flow back to it, and they add up: 3 from the * gate, 4 from the square.
// Forgetting one of them is the classic mistake when gradients are derived by hand.
const x = 2;
const a = 3;

const line = a * x;
const square = x ** 2;
const f = line + square; // @grad wrt x, a

console.log(f); // 10; the gradient in x is 3 + 4 = 7
