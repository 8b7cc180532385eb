/** Every name that package.json contributes, as constants. A unit test holds package.json against this file both ways. */

import { languageNames } from '../inspector/languages';
import type { DocumentLanguage } from '../protocol';

export const Command = {
  differentiateSelection: 'gradlens.differentiateSelection',
  showGraph: 'gradlens.showGraph',
  openGraphInEditor: 'gradlens.openGraphInEditor',
  openExample: 'gradlens.openExample',
  stop: 'gradlens.stop',
  writeInputs: 'gradlens.writeInputs',
  resetInputs: 'gradlens.resetInputs',
  toggleAnnotations: 'gradlens.toggleAnnotations',
  checkGradients: 'gradlens.checkGradients',
  copyMermaid: 'gradlens.copyMermaid',
  copyMarkdown: 'gradlens.copyMarkdown',
  saveSvg: 'gradlens.saveSvg',
  savePng: 'gradlens.savePng',
} as const;
export type Command = (typeof Command)[keyof typeof Command];

/** Settings by their full names. */
export const Setting = {
  live: 'gradlens.live',
  annotations: 'gradlens.annotations',
  highlight: 'gradlens.highlight',
  liveTime: 'gradlens.budget.live',
  explicitTime: 'gradlens.budget.explicit',
  operations: 'gradlens.budget.operations',
  callDepth: 'gradlens.budget.callDepth',
  elements: 'gradlens.budget.elements',
} as const;
export type Setting = (typeof Setting)[keyof typeof Setting];

/** What each setting is while the user has not changed it. Budget times are in seconds. */
export const settingDefaults = {
  [Setting.live]: true,
  [Setting.annotations]: 'lens',
  [Setting.highlight]: ['distributes', 'routes', 'swaps', 'scales', 'blocks'],
  [Setting.liveTime]: 1,
  [Setting.explicitTime]: 10,
  [Setting.operations]: 5_000_000,
  [Setting.callDepth]: 10_000,
  [Setting.elements]: 20_000_000,
} as const satisfies Record<Setting, unknown>;

/** Where annotations over the code are shown. */
export const annotationModes = ['lens', 'hints', 'both', 'off'] as const;
export type AnnotationMode = (typeof annotationModes)[number];

/** Context keys that `when` clauses of package.json read. */
export const ContextKey = {
  /** An explicit run is going that can be stopped. */
  running: 'gradlens.running',
  /** The graph view shows a result. */
  hasResult: 'gradlens.hasResult',
  /** The graph view's snippet has inputs whose values differ from the code's. */
  inputsChanged: 'gradlens.inputsChanged',
} as const;
export type ContextKey = (typeof ContextKey)[keyof typeof ContextKey];

export const View = { container: 'gradlens', graph: 'gradlens.graph' } as const;

/** View type of the graph as an editor tab. */
export const graphEditorType = 'gradlens.graphEditor';

export const walkthroughId = 'gradlens.start';

/** Theme colours of the highlighted code and of the graph, where the workbench has none that can be read as text. */
export const Color = {
  takenBackground: 'gradlens.takenBackground',
  takenBorder: 'gradlens.takenBorder',
  negativeGradient: 'gradlens.negativeGradient',
} as const;

/** Languages of the editor that are inspected, with the front end each one belongs to; Markdown has its fences. */
export const editorLanguages: Readonly<Record<string, DocumentLanguage>> = {
  ...Object.fromEntries(languageNames.flatMap(({ id, editorLanguages: own }) => own.map((language) => [language, id]))),
  markdown: 'markdown',
};

/** Examples in media/examples, as they are offered. */
export const examples = [
  {
    file: 'burger.ts',
    label: 'Burger factory',
    detail: 'A small product of inputs, its squared loss, and what each worker is worth',
  },
  { file: 'cs231n.ts', label: '(x + y) * z', detail: 'Differentiate a selection: add distributes, mul swaps' },
  { file: 'sigmoidNeuron.ts', label: 'Sigmoid neuron', detail: 'Arrays as inputs, and a slope of s·(1 − s)' },
  { file: 'staged.ts', label: 'Staged expression', detail: 'Forks and eight small steps backward' },
  { file: 'upstream.ts', label: 'Upstream gradient', detail: 'Local gradient times upstream gradient: 15 and 10' },
  { file: 'linearModel.ts', label: 'Linear model', detail: 'A loss, its residual, and inputs to try' },
  { file: 'maxGate.ts', label: 'Max gate', detail: 'max routes all gradient to the larger input' },
  {
    file: 'vectors.ts',
    label: 'Vectors',
    detail: 'A class of your own; a dot product and norms that fold into one gate each',
  },
  {
    file: 'micrograd.ts',
    label: 'Micrograd',
    detail: 'A tiny autograd engine in plain code, and its own gradients differentiated',
  },
  {
    file: 'descent.ts',
    label: 'Gradient descent',
    detail: 'A loop that is drawn once, with its steps to scrub through',
  },
  { file: 'network.ts', label: 'Network', detail: 'Calls, loops and arrays that fold into a few gates' },
  {
    file: 'layers.ts',
    label: 'Two layers of tensors',
    detail: 'Matrices in the spelling of TensorFlow.js: whose transpose multiplies what',
  },
  {
    file: 'fit.ts',
    label: 'Fit a line',
    detail: '100 epochs with an optimizer of TensorFlow.js: the loss at each pass',
  },
  {
    file: 'neuron.py',
    label: 'Neuron by hand, in Python',
    detail: 'A backward pass of your own, each of its gradients compared with the graph',
  },
  {
    file: 'wrong.py',
    label: 'Find the mistake, in Python',
    detail: 'A gradient derived by hand that differs, and by how much',
  },
  {
    file: 'matrices.py',
    label: 'Product of matrices, in NumPy',
    detail: 'Two gradients derived by hand, and whose transpose multiplies what',
  },
  {
    file: 'factory.py',
    label: 'Burger factory, in PyTorch',
    detail: 'What loss.backward() puts into .grad: 16 and 24, and how they come there',
  },
  {
    file: 'line.py',
    label: 'Fit a line, in PyTorch',
    detail: '100 epochs of a training loop: the loss and the gradients at each pass',
  },
  {
    file: 'control.py',
    label: 'Loops and branches, in PyTorch',
    detail: 'The graph of a function that doubles until it is large',
  },
  {
    file: 'xor.py',
    label: 'Two-layer network, in PyTorch',
    detail: 'Sigmoids that learn exclusive or: the loss, and what each step did to each weight',
  },
  { file: 'fork.ts', label: 'Fork', detail: 'Gradients of a value used twice add up' },
] as const;
