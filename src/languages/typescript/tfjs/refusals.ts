const waits = 'gives a promise, and code that waits is not run here';

/** What to write instead of functions that are refused, where something else does the same. */
export const refusals: Readonly<Record<string, string>> = {
  customGrad:
    '`tf.customGrad` is not supported: gradients here are those of the operations; write the function without it',
  nextFrame: `\`tf.nextFrame\` ${waits}; leave it out`,
  ready: `\`tf.ready\` ${waits}; leave it out, there is nothing to wait for`,
  time: `\`tf.time\` ${waits}; leave it out`,
  profile: `\`tf.profile\` ${waits}; leave it out`,
  booleanMaskAsync: `\`tf.booleanMaskAsync\` ${waits}; multiply by the mask, or take places with \`tf.gather\``,
  whereAsync: `\`tf.whereAsync\` ${waits}; use \`tf.where\``,
  setdiff1dAsync: `\`tf.setdiff1dAsync\` ${waits}`,
  inTopKAsync: `\`tf.inTopKAsync\` ${waits}; use \`tf.topk\``,
  loadLayersModel: `\`tf.loadLayersModel\` ${waits}; build the model with \`tf.sequential\` and give the weights`,
  loadGraphModel: `\`tf.loadGraphModel\` ${waits}; write the model with functions of \`tf\``,
  model: '`tf.model` is not supported; use `tf.sequential`, or functions of `tf`',
  complex: 'complex numbers are not supported; keep real and imaginary parts in tensors of their own',
  buffer: '`tf.buffer` is not supported; make the numbers as an array, and a tensor of it',
  sparse: 'sparse tensors are not supported; use `tf.scatterND`',
  string: 'tensors of strings are not supported; use numbers',
};
