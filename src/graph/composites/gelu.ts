import { type Match, type Recogniser, single } from './match';
import { hasCoefficients, polynomial } from './polynomial';
import { usersOf } from './sigmoid';
import type { Step, Steps } from './steps';

/** The inner constants are often written with few digits. */
const ROOT = { value: Math.sqrt(2 / Math.PI), tolerance: 1e-5 };
const CUBIC = 0.044715;
const half = { value: 0.5, tolerance: 1e-12 };

/** Steps below a tanh among which its x is looked for. */
const LOOKED_AT = 24;

/**
 * ½ · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))), as in PyTorch (`approximate='tanh'`) and GPT-2, in any order, factored
 * or not: looked for from the tanh on.
 */
export const gelu: Recogniser = { name: 'gelu', at: ['tanh'], match: fromTanh };

function fromTanh(steps: Steps, tanh: Step): Match | null {
  // Most tanh are activations of their own.
  if (![...usersOf(steps, tanh)].some((user) => steps.op(user) === 'add')) return null;
  const argument = steps.operand(tanh, 0);
  for (const x of insideOf(steps, argument)) {
    const inner = polynomial(steps, argument, [x]);
    if (inner === null || !isInner(inner.coefficients)) continue;
    for (const root of usersOf(steps, tanh)) {
      const outer = polynomial(steps, root, [x, tanh]);
      if (outer === null) break;
      if (hasCoefficients(outer, { '1,0': half, '1,1': half })) {
        return single(root, [x], outer.members, inner.members, [tanh]);
      }
    }
  }
  return null;
}

function isInner(coefficients: ReadonlyMap<string, number>): boolean {
  const linear = coefficients.get('1,0') ?? Number.NaN;
  const inner = { coefficients, members: new Set<Step>() };
  return hasCoefficients(inner, { '1,0': ROOT, '3,0': { value: CUBIC * linear, tolerance: 1e-6 } });
}

/** Each different value that the argument is computed from, the nearest first. */
function insideOf(steps: Steps, argument: Step): Step[] {
  const found = new Map<number, Step>();
  const waiting = [argument];
  for (let k = 0; k < waiting.length && found.size < LOOKED_AT; k++) {
    const step = waiting[k]!;
    if (steps.isConstant(step) || found.has(steps.form(step))) continue;
    found.set(steps.form(step), step);
    waiting.push(...steps.operands(step));
  }
  return [...found.values()];
}
