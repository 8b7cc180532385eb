// The first circuit of every course: f = (x + y) * z.
// Select `(x + y) * z` and run "GradLens: Differentiate Selection" (Ctrl+Alt+G, on a Mac Cmd+Alt+G).
// The + gate passes its gradient on unchanged; the * gate gives each input the other one's value.
const x = -2;
const y = 5;
const z = -4;
const f = (x + y) * z;

console.log(f); // -12; the gradients are -4 in x, -4 in y and 3 in z
