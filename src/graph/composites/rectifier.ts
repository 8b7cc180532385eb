import { besideConstant, close, type Match, type Recogniser, scaled, single } from './match';
import type { Step, Steps } from './steps';

/** max(0, x), and ½ · (x + |x|). */
export const relu: Recogniser = {
  name: 'relu',
  at: ['max', 'mul', 'div'],
  match: (steps, step) => (steps.op(step) === 'max' ? maximum(steps, step) : halfOfBoth(steps, step)),
};

function maximum(steps: Steps, step: Step): Match | null {
  if (steps.operandCount(step) !== 2) return null;
  const x = besideConstant(steps, step, 0);
  return x === null ? null : single(step, [x]);
}

function halfOfBoth(steps: Steps, step: Step): Match | null {
  const halved = scaled(steps, step);
  if (halved === null || !close(halved.factor, 0.5) || steps.op(halved.of) !== 'add') return null;
  const [a, b] = [steps.operand(halved.of, 0), steps.operand(halved.of, 1)];
  const isSizeOf = (size: Step, x: Step) => steps.op(size) === 'abs' && steps.same(steps.operand(size, 0), x);
  if (isSizeOf(a, b)) return single(step, [b], [halved.of, a]);
  return isSizeOf(b, a) ? single(step, [a], [halved.of, b]) : null;
}

/** max(c · x, x) with 0 < c < 1, and max(0, x) + c · min(0, x). */
export const leakyRelu: Recogniser = {
  name: 'leakyRelu',
  at: ['max', 'add'],
  match: (steps, step) => {
    if (steps.operandCount(step) !== 2) return null;
    const [a, b] = [steps.operand(step, 0), steps.operand(step, 1)];
    const leaks = steps.op(step) === 'max' ? leaksBelow : leaksBeside;
    return leaks(steps, step, a, b) ?? leaks(steps, step, b, a);
  },
};

function leaksBelow(steps: Steps, step: Step, leak: Step, x: Step): Match | null {
  const below = scaled(steps, leak);
  return below !== null && isLeak(below.factor) && steps.same(below.of, x) ? single(step, [x], [leak]) : null;
}

function leaksBeside(steps: Steps, step: Step, leak: Step, max: Step): Match | null {
  const below = scaled(steps, leak);
  if (below === null || !isLeak(below.factor) || steps.op(below.of) !== 'min' || steps.op(max) !== 'max') return null;
  if (steps.operandCount(below.of) !== 2 || steps.operandCount(max) !== 2) return null;
  const [x, other] = [besideConstant(steps, max, 0), besideConstant(steps, below.of, 0)];
  if (x === null || other === null || !steps.same(x, other)) return null;
  return single(step, [x], [leak, below.of, max]);
}

function isLeak(factor: number): boolean {
  return factor > 0 && factor < 1;
}
