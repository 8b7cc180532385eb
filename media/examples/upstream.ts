// f = x * w is only one gate of something larger, and the gradient that reaches it from there is 5.
// Each input's gradient is its local gradient times this upstream gradient: 3 × 5 = 15 and 2 × 5 = 10.
// Change the 5 and watch both of them scale.
const x = 2;
const w = 3;

const f = x * w;
const loss = 5 * f; // @grad wrt x, w

console.log(loss);
