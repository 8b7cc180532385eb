// x is used twice, so two gradients flow back to it and add up: 3 + 4 = 7.
// To forget one of them is the classic mistake of deriving by hand.
const x = 2;
const a = 3;

const line = a * x; // passes 3 back to x
const square = x ** 2; // passes 4 back to x
const f = line + square; // @grad wrt x, a

export { f };
