// f = x * w is one gate of something larger, and a gradient of 5 reaches it.
// What each input gets is its local gradient times this upstream gradient:
// 3 × 5 = 15 for x, and 2 × 5 = 10 for w. Change the 5, and both scale.
const x = 2;
const w = 3;

const f = x * w;
const loss = 5 * f; // @grad wrt x, w

export { loss };
