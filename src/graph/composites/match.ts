import type { OpName } from '../../engine/ops/table';
import type { CompositeName } from './rows';
import type { Step, Steps } from './steps';

/** Steps that together are a composite. */
export interface Match {
  /** The steps whose values leave it: one, or several for a softmax. */
  readonly outputs: readonly Step[];
  /** All steps that it stands for, the outputs among them. Neither inputs nor constants are. */
  readonly members: ReadonlySet<Step>;
  /** What goes in, in the order of the formula; a value that goes in twice stands there twice. Constants are left out. */
  readonly inputs: readonly Step[];
}

/** How one composite is recognised. */
export interface Recogniser {
  readonly name: CompositeName;
  /** The operations at which to look; not always that of the output. */
  readonly at: readonly OpName[];
  /** The composite that has `step` at that place, whether or not values inside it are used outside, too. */
  readonly match: (steps: Steps, step: Step) => Match | null;
}

/** A match of one output, which is the last of its steps. */
export function single(output: Step, inputs: readonly Step[], ...inner: readonly Iterable<Step>[]): Match {
  const members = new Set<Step>([output]);
  for (const part of inner) for (const step of part) members.add(step);
  return { outputs: [output], members, inputs };
}

/** True when no value inside is used outside or differentiated itself: the outputs alone leave it. */
export function isClosed(steps: Steps, { outputs, members }: Match): boolean {
  const inside = new Map<Step, number>();
  for (const member of members) {
    for (let k = 0; k < steps.operandCount(member); k++) {
      const operand = steps.operand(member, k);
      inside.set(operand, (inside.get(operand) ?? 0) + 1);
    }
  }
  const leaves = new Set(outputs);
  for (const member of members) {
    if (leaves.has(member)) continue;
    if (steps.isOutput(member) || inside.get(member) !== steps.uses(member)) return false;
  }
  return true;
}

/** The terms of a sum, in any association, with the additions between them; zeros of the code are left out. */
export interface Sum {
  readonly terms: readonly Step[];
  readonly additions: readonly Step[];
}

/** The sum that ends in `step`. Partial sums that are used elsewhere, too, are terms. */
export function sumOf(steps: Steps, step: Step): Sum {
  const { leaves, inner } = flattened(steps, step, 'add');
  return { terms: leaves.filter((term) => !steps.is(term, 0)), additions: inner };
}

/**
 * The operands of a maximum, which may be made of several, as in a loop that starts from −∞. Null where there are more
 * than `limit`: many small composites may share one large maximum.
 */
export function maximumOf(
  steps: Steps,
  step: Step,
  limit: number,
): { readonly operands: readonly Step[]; readonly maxima: readonly Step[] } | null {
  if (steps.operandCount(step) > limit) return null;
  const { leaves, inner } = flattened(steps, step, 'max', limit);
  if (leaves.length > limit) return null;
  return { operands: leaves.filter((leaf) => !steps.is(leaf, Number.NEGATIVE_INFINITY)), maxima: inner };
}

function flattened(
  steps: Steps,
  root: Step,
  op: OpName,
  limit = Number.POSITIVE_INFINITY,
): { leaves: Step[]; inner: Step[] } {
  const leaves: Step[] = [];
  const inner: Step[] = [];
  const waiting = [root];
  for (let step = waiting.pop(); step !== undefined && leaves.length <= limit; step = waiting.pop()) {
    if (steps.op(step) !== op || (step !== root && steps.soleUser(step) === null)) {
      leaves.push(step);
      continue;
    }
    inner.push(step);
    for (let k = steps.operandCount(step) - 1; k >= 0; k--) waiting.push(steps.operand(step, k));
  }
  return { leaves, inner };
}

/** The other operand of a sum or product of two, where one of them is the constant `value`; else null. */
export function besideConstant(steps: Steps, step: Step, value: number): Step | null {
  const [a, b] = [steps.operand(step, 0), steps.operand(step, 1)];
  if (steps.is(a, value)) return steps.isConstant(b) ? null : b;
  return steps.is(b, value) && !steps.isConstant(a) ? a : null;
}

/** What `step` is the negative of: −x, 0 − x, −1 · x or x / −1; null where it is none. */
export function negated(steps: Steps, step: Step): Step | null {
  const operand = (k: number) => steps.operand(step, k);
  switch (steps.op(step)) {
    case 'neg':
      return operand(0);
    case 'sub':
      return steps.is(operand(0), 0) ? operand(1) : null;
    case 'mul':
      return besideConstant(steps, step, -1);
    case 'div':
      return steps.is(operand(1), -1) ? operand(0) : null;
    default:
      return null;
  }
}

/** What `step` is the square of: x · x or x ** 2; null where it is none. */
export function squareRootOf(steps: Steps, step: Step): Step | null {
  const op = steps.op(step);
  if (op === 'pow') return steps.is(steps.operand(step, 1), 2) ? live(steps, steps.operand(step, 0)) : null;
  if (op !== 'mul') return null;
  const [a, b] = [steps.operand(step, 0), steps.operand(step, 1)];
  return steps.same(a, b) ? live(steps, a) : null;
}

function live(steps: Steps, step: Step): Step | null {
  return steps.isConstant(step) ? null : step;
}

/** `value` where `step` is `value · x`, `x · value` or `x / (1 / value)` with a constant: the factor and x; else null. */
export function scaled(steps: Steps, step: Step): { readonly factor: number; readonly of: Step } | null {
  const op = steps.op(step);
  if (op !== 'mul' && op !== 'div') return null;
  const [a, b] = [steps.operand(step, 0), steps.operand(step, 1)];
  if (op === 'mul' && steps.isConstant(a) && !steps.isConstant(b)) return { factor: steps.value(a), of: b };
  if (!steps.isConstant(b) || steps.isConstant(a)) return null;
  return { factor: op === 'mul' ? steps.value(b) : 1 / steps.value(b), of: a };
}

/** Equal but for the last digits, in which 1 / 3 and its product with 3 differ. */
export function close(a: number, b: number, tolerance = 1e-12): boolean {
  return Math.abs(a - b) <= tolerance * Math.abs(b);
}
