// One point and a line: how far off is it, and where do w and b have to go?
// Every gradient here is the residual times something: no residual, no push.
// Type other values for w and b below the graph until the loss is 0.
const x = 2;
const target = 7;
const w = 1.5;
const b = 1;

const prediction = w * x + b;
const residual = prediction - target;
const loss = residual ** 2; // @grad wrt w, b

export { loss };
