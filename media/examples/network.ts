// A small network over a few samples: hundreds of operations in a picture of nine gates.
// Open a fold by F or from its card, or pick one sample by the scrubber of the outer loop.
const samples = [[0, 0], [0, 1], [1, 0], [1, 1]];
const wanted = [0, 1, 1, 0];

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** The outputs of a layer: one row of weights for each of its units, the bias last. */
function layer(weights: number[][], inputs: number[]) {
  return weights.map((row) => sigmoid(inputs.reduce((sum, input, i) => sum + row[i] * input, row[inputs.length])));
}

/**
 * @grad hidden = [[6, 6, -3], [-5, -5, 8], [1, -2, 0.5], [0.3, 0.7, -1]], output = [[7, 7, 0.2, -0.1, -10]]
 */
function loss(hidden: number[][], output: number[][]) {
  let sum = 0;
  for (let k = 0; k < samples.length; k++) {
    const [guess] = layer(output, layer(hidden, samples[k]));
    sum += (guess - wanted[k]) ** 2;
  }
  return sum / samples.length;
}
