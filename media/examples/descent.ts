// Thirty steps of gradient descent, drawn as one: the loop's body once, with what it carries to the next turn.
// Scrub through the steps above the graph, and drag the rate while you look at one of them.
let w = 0.5;
const rate = 0.002;
const xs = [1, 2, 3, 4];
const ys = [2.2, 3.9, 6.1, 7.8];
for (let step = 0; step < 30; step++) {
  let slope = 0;
  for (let i = 0; i < xs.length; i++) {
    const error = w * xs[i] - ys[i];
    slope += 2 * error * xs[i];
  }
  w = w - rate * slope;
}
const distance = (w - 2.2) ** 2; // @grad wrt rate, w, ys
