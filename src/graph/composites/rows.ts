import type { Flow } from '../../engine/ops/flow';

/** What a recognised composite is called, and what its card says. How it is recognised stands in the files beside. */
export interface CompositeRow {
  /** In a sentence: `a sigmoid`. */
  readonly title: string;
  readonly flow: Flow;
  /** The derivative as a formula of its own, for the card. The numbers stay those of the primitives. */
  readonly closedForm: string;
  /**
   * The local gradient in terms of one input `a` and the result `y`, where that says it all. It is shown only where `of`
   * gives the number that the primitives gave, so not for a norm into which one value goes twice.
   */
  readonly local?: { readonly text: string; readonly of: (a: number, y: number) => number };
}

/** Every composite that is recognised, by the word that stands for its operation. */
export const compositeRows = {
  sigmoid: {
    title: 'a sigmoid',
    flow: 'scales',
    closedForm: 'σ′(x) = σ(x) · (1 − σ(x))',
    local: { text: 'y · (1 − y)', of: (_a, y) => y * (1 - y) },
  },
  silu: {
    title: 'a SiLU',
    flow: 'scales',
    closedForm: 'silu′(x) = σ(x) · (1 + x · (1 − σ(x)))',
  },
  relu: {
    title: 'a ReLU',
    flow: 'routes',
    closedForm: 'relu′(x) = 1 for x > 0, 0 for x < 0',
  },
  leakyRelu: {
    title: 'a leaky ReLU',
    flow: 'scales',
    closedForm: '1 for x > 0, the slope for x < 0',
  },
  softplus: {
    title: 'a softplus',
    flow: 'scales',
    closedForm: 'softplus′(x) = σ(x), the sigmoid',
    local: { text: '1 / (1 + exp(−a))', of: (a) => 1 / (1 + Math.exp(-a)) },
  },
  softmax: {
    title: 'a softmax',
    flow: 'scales',
    closedForm: '∂pᵢ/∂xⱼ = pᵢ · (1 − pᵢ) for i = j, −pᵢ · pⱼ otherwise',
  },
  logsumexp: {
    title: 'a log-sum-exp',
    flow: 'scales',
    closedForm: '∂y/∂xⱼ = exp(xⱼ − y), the softmax',
    local: { text: 'exp(a − y)', of: (a, y) => Math.exp(a - y) },
  },
  norm: {
    title: 'a norm',
    flow: 'scales',
    closedForm: '∂‖x‖/∂xⱼ = xⱼ / ‖x‖',
    local: { text: 'a / y', of: (a, y) => a / y },
  },
  mse: {
    title: 'a mean squared error',
    flow: 'scales',
    closedForm: '∂/∂aⱼ = 2 · (aⱼ − bⱼ) / n, ∂/∂bⱼ its opposite',
  },
  gelu: {
    title: 'a GELU (tanh form)',
    flow: 'scales',
    closedForm: '½ · (1 + t) + ½ · x · (1 − t²) · u′ with t = tanh(u), u = √(2/π) · (x + 0.044715 · x³)',
  },
  dot: {
    title: 'a dot product',
    flow: 'swaps',
    closedForm: '∂/∂aⱼ = bⱼ, ∂/∂bⱼ = aⱼ',
  },
} as const satisfies Record<string, CompositeRow>;

export type CompositeName = keyof typeof compositeRows;

/** The row of a composite; null for the name of a primitive operation or a leaf. */
export function compositeRow(op: string): CompositeRow | null {
  return Object.hasOwn(compositeRows, op) ? compositeRows[op as CompositeName] : null;
}
