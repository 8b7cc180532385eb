// A max gate routes: the larger input gets all of the gradient, z here,
// and the other one nothing. The + gate distributes, the * gate swaps.
// Make z smaller than w, or equal to it (then it is split), and look again.
const x = 3;
const y = -4;
const z = 2;
const w = -1;

const larger = Math.max(z, w);
const f = (x * y + larger) * 2; // @grad

export { f };
