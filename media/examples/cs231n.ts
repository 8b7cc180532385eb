// The first circuit of every course. Select `(x + y) * z` below and run
// "GradLens: Differentiate Selection" (Ctrl+Alt+G, on a Mac Cmd+Alt+G).
// The + gate passes its gradient on; the * gate swaps its inputs' values.
const x = -2;
const y = 5;
const z = -4;
const f = (x + y) * z;

export { f }; // -12, with gradients -4 in x, -4 in y and 3 in z
