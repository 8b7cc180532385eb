// One point and a straight line: how far is the prediction off, and which way do w and b have to move?
// Every gradient here is the residual times something: a perfect prediction would stop all of them.
// Type other values for w and b in the panel until the loss is 0.
const x = 2;
const target = 7;
const w = 1.5;
const b = 1;

const prediction = w * x + b;
const residual = prediction - target;
const loss = residual ** 2; // @grad wrt w, b

console.log(loss);
