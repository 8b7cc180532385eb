import { besideConstant, close, type Match, negated, type Recogniser, scaled, single } from './match';
import { hasCoefficients, polynomial } from './polynomial';
import type { Step, Steps } from './steps';

/** 1 / (1 + exp(−x)), exp(x) / (1 + exp(x)), (1 + exp(−x)) ** −1. */
function quotient(steps: Steps, step: Step): Match | null {
  const op = steps.op(step);
  const [a, b] = [steps.operand(step, 0), steps.operand(step, 1)];
  if (op === 'pow') return steps.is(b, -1) ? logistic(steps, step, a) : null;
  if (op !== 'div') return null;
  if (steps.is(a, 1)) return logistic(steps, step, b);
  // exp(x) may be computed once or twice.
  const exponential = onePlusExp(steps, b);
  if (exponential === null || steps.op(a) !== 'exp' || !steps.same(a, exponential)) return null;
  return single(step, [steps.operand(exponential, 0)], [b, exponential, a]);
}

/** `step` as one over `denominator`, which is 1 + exp(−x). */
function logistic(steps: Steps, step: Step, denominator: Step): Match | null {
  const exponential = onePlusExp(steps, denominator);
  if (exponential === null) return null;
  const exponent = steps.operand(exponential, 0);
  const x = negated(steps, exponent);
  return x === null ? null : single(step, [x], [denominator, exponential, exponent]);
}

/** The exponential in 1 + exp(…), in either order. */
export function onePlusExp(steps: Steps, step: Step): Step | null {
  if (steps.op(step) !== 'add') return null;
  const other = besideConstant(steps, step, 1);
  return other !== null && steps.op(other) === 'exp' ? other : null;
}

const half = { value: 0.5, tolerance: 1e-12 };

/** How many steps may stand between a tanh and the end of what it is part of. */
const CLIMB = 6;

/** The steps from the one after `step` on, each the only user of the one before it. */
export function* usersOf(steps: Steps, step: Step): Iterable<Step> {
  let at: Step | null = steps.soleUser(step);
  for (let k = 0; k < CLIMB && at !== null; k++) {
    yield at;
    at = steps.soleUser(at);
  }
}

/** ½ · (tanh(x / 2) + 1), which is the sigmoid of x, in any order: looked for from the tanh on. */
function fromTanh(steps: Steps, tanh: Step): Match | null {
  const argument = steps.operand(tanh, 0);
  const halved = scaled(steps, argument);
  if (halved === null || !close(halved.factor, 0.5)) return null;
  for (const root of usersOf(steps, tanh)) {
    const computed = polynomial(steps, root, [tanh]);
    if (computed === null) return null;
    if (hasCoefficients(computed, { '0,0': half, '1,0': half })) {
      return single(root, [halved.of], computed.members, [tanh, argument]);
    }
  }
  return null;
}

export function sigmoidAt(steps: Steps, step: Step): Match | null {
  return steps.op(step) === 'tanh' ? fromTanh(steps, step) : quotient(steps, step);
}

export const sigmoid: Recogniser = { name: 'sigmoid', at: ['div', 'pow', 'tanh'], match: sigmoidAt };

/** x · σ(x) and x / (1 + exp(−x)). */
export const silu: Recogniser = {
  name: 'silu',
  at: ['mul', 'div'],
  match: (steps, step) => {
    const [a, b] = [steps.operand(step, 0), steps.operand(step, 1)];
    if (steps.op(step) === 'div') {
      const quotient = steps.isConstant(a) ? null : logistic(steps, step, b);
      return quotient !== null && steps.same(quotient.inputs[0]!, a) ? quotient : null;
    }
    for (const [x, gate] of [
      [a, b],
      [b, a],
    ] as const) {
      const op = steps.op(gate);
      const inner = op === 'div' || op === 'pow' ? quotient(steps, gate) : null;
      if (inner !== null && steps.same(inner.inputs[0]!, x)) return single(step, [x], inner.members);
    }
    return null;
  },
};

/** log(1 + exp(x)), log1p(exp(x)), and the stable max(0, x) + log1p(exp(−|x|)) and x + log1p(exp(−x)). */
export const softplus: Recogniser = {
  name: 'softplus',
  at: ['log', 'log1p', 'add'],
  match: (steps, step) => {
    if (steps.op(step) !== 'add') return plain(steps, step);
    const [a, b] = [steps.operand(step, 0), steps.operand(step, 1)];
    return stable(steps, step, a, b) ?? stable(steps, step, b, a);
  },
};

function plain(steps: Steps, step: Step): Match | null {
  const inner = steps.op(step) === 'log' || steps.op(step) === 'log1p' ? steps.operand(step, 0) : null;
  if (inner === null) return null;
  if (steps.op(step) === 'log1p') {
    return steps.op(inner) === 'exp' ? single(step, [steps.operand(inner, 0)], [inner]) : null;
  }
  const exponential = onePlusExp(steps, inner);
  return exponential === null ? null : single(step, [steps.operand(exponential, 0)], [inner, exponential]);
}

/** `first` + softplus(−|x|) with `first` the larger of 0 and x, or x + softplus(−x). */
function stable(steps: Steps, step: Step, first: Step, second: Step): Match | null {
  const rest = plain(steps, second);
  const size = rest === null ? null : negated(steps, rest.inputs[0]!);
  if (rest === null || size === null) return null;
  const inner = [...rest.members, rest.inputs[0]!];
  if (steps.same(first, size)) return single(step, [first], inner);
  if (steps.op(first) !== 'max' || steps.operandCount(first) !== 2 || steps.op(size) !== 'abs') return null;
  const x = besideConstant(steps, first, 0);
  return x !== null && steps.same(x, steps.operand(size, 0)) ? single(step, [x], inner, [first, size]) : null;
}
