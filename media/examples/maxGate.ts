// A max gate routes: all of the gradient goes to the larger input, and nothing to the other one.
// The + gate distributes, the * gate swaps: the three together make every pattern of a small network.
// Make z larger than w, or equal to it (then the gradient is split), and see where it goes.
const x = 3;
const y = -4;
const z = 2;
const w = -1;

const larger = Math.max(z, w);
const f = (x * y + larger) * 2; // @grad

console.log(f);
