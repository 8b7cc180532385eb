import { isClosed, type Match, maximumOf, type Recogniser, single, sumOf } from './match';
import type { Step, Steps } from './steps';

/** A sum of exponentials, of at least two. */
interface Exponentials {
  readonly terms: readonly Step[];
  readonly additions: readonly Step[];
  /** What the exponentials are of, in the same order. */
  readonly exponents: readonly Step[];
}

function exponentialsOf(steps: Steps, sum: Step): Exponentials | null {
  if (steps.op(sum) !== 'add') return null;
  const { terms, additions } = sumOf(steps, sum);
  if (terms.length < 2 || terms.some((term) => steps.op(term) !== 'exp')) return null;
  return { terms, additions, exponents: terms.map((term) => steps.operand(term, 0)) };
}

/** Exponents that all have their maximum taken away: xᵢ − max(x), with the xᵢ and the steps of the maximum. */
interface Shifted {
  readonly of: readonly Step[];
  readonly maximum: Step;
  readonly maxima: readonly Step[];
}

function shiftedOf(steps: Steps, exponents: readonly Step[]): Shifted | null {
  if (exponents.some((exponent) => steps.op(exponent) !== 'sub')) return null;
  const maximum = steps.operand(exponents[0]!, 1);
  if (steps.op(maximum) !== 'max' || exponents.some((exponent) => steps.operand(exponent, 1) !== maximum)) return null;
  // Some values may stand there twice.
  const largest = maximumOf(steps, maximum, 2 * exponents.length + 1);
  const of = exponents.map((exponent) => steps.operand(exponent, 0));
  return largest !== null && sameValues(steps, of, largest.operands) ? { of, maximum, maxima: largest.maxima } : null;
}

function sameValues(steps: Steps, a: readonly Step[], b: readonly Step[]): boolean {
  const [left, right] = [a, b].map((side) => new Set(side.map((step) => steps.form(step)))) as [
    Set<number>,
    Set<number>,
  ];
  return left.size === right.size && [...left].every((form) => right.has(form));
}

/**
 * exp(xᵢ) / Σ exp(xⱼ), perhaps with max(x) taken away from each x first. One composite for all of its values that are
 * used, so it is looked for from the sum on.
 */
export const softmax: Recogniser = {
  name: 'softmax',
  at: ['add'],
  match: (steps, sum) => {
    const user = steps.lastUser(sum);
    if (user === null || steps.op(user) !== 'div') return null;
    const exponentials = exponentialsOf(steps, sum);
    if (exponentials === null) return null;
    const forms = new Set(exponentials.terms.map((term) => steps.form(term)));
    const isTerm = (step: Step) => forms.has(steps.form(step));
    const { outputs, others } = quotientsOf(steps, sum, isTerm) ?? { outputs: [], others: [] };
    if (outputs.length === 0) return null;
    const inner = [...outputs, ...others, ...exponentials.additions, ...exponentials.terms];
    const bare: Match = { outputs, members: new Set(inner), inputs: exponentials.exponents };
    const shifted = shiftedOf(steps, exponentials.exponents);
    if (shifted === null) return bare;
    // Numerators may be computed apart from the sum, with subtractions of their own.
    const subtractions = inner.flatMap((step) => (steps.op(step) === 'exp' ? [steps.operand(step, 0)] : []));
    const members = new Set([...inner, ...subtractions, ...shifted.maxima]);
    const whole: Match = { outputs, members, inputs: shifted.of };
    return isClosed(steps, whole) ? whole : bare;
  },
};

/** The quotients of exponentials by the sum, or by way of its reciprocal; null where the sum is used for something else. */
function quotientsOf(
  steps: Steps,
  sum: Step,
  isTerm: (step: Step) => boolean,
): { outputs: Step[]; others: Step[] } | null {
  const outputs: Step[] = [];
  const others: Step[] = [];
  for (const user of steps.users(sum)) {
    if (steps.op(user) !== 'div' || steps.operand(user, 1) !== sum) return null;
    const numerator = steps.operand(user, 0);
    if (isTerm(numerator)) {
      outputs.push(user);
      others.push(numerator);
    } else if (steps.is(numerator, 1)) {
      others.push(user);
      for (const product of steps.users(user)) {
        if (steps.op(product) !== 'mul') return null;
        const [a, b] = [steps.operand(product, 0), steps.operand(product, 1)];
        const factor = a === user ? b : a;
        if (!isTerm(factor)) return null;
        outputs.push(product);
        others.push(factor);
      }
    } else return null;
  }
  return { outputs: outputs.sort((a, b) => a - b), others };
}

/** log Σ exp(xⱼ), and max(x) + log Σ exp(xⱼ − max(x)). */
export const logsumexp: Recogniser = {
  name: 'logsumexp',
  at: ['log', 'add'],
  match: (steps, step) => {
    if (steps.op(step) === 'log') {
      const exponentials = ownExponentials(steps, step);
      if (exponentials === null) return null;
      return single(step, exponentials.exponents, exponentials.additions, exponentials.terms);
    }
    const [a, b] = [steps.operand(step, 0), steps.operand(step, 1)];
    return stable(steps, step, a, b) ?? stable(steps, step, b, a);
  },
};

/** The exponentials in a logarithm of their sum, which nothing else uses. */
function ownExponentials(steps: Steps, log: Step): Exponentials | null {
  const sum = steps.operand(log, 0);
  return steps.soleUser(sum) === null ? null : exponentialsOf(steps, sum);
}

function stable(steps: Steps, step: Step, maximum: Step, log: Step): Match | null {
  if (steps.op(maximum) !== 'max' || steps.op(log) !== 'log') return null;
  const exponentials = steps.soleUser(log) === null ? null : ownExponentials(steps, log);
  const shifted = exponentials === null ? null : shiftedOf(steps, exponentials.exponents);
  if (exponentials === null || shifted?.maximum !== maximum) return null;
  const { terms, additions, exponents } = exponentials;
  return single(step, shifted.of, [log], additions, terms, exponents, shifted.maxima);
}
