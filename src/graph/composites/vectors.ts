import { close, type Match, type Recogniser, single, squareRootOf, sumOf } from './match';
import type { Step, Steps } from './steps';

/** The square root of a sum of at least two squares, or of `hypot`. */
export const norm: Recogniser = {
  name: 'norm',
  at: ['sqrt', 'pow', 'hypot'],
  match: (steps, step) => {
    const operands = steps.operands(step);
    if (steps.op(step) === 'hypot') {
      return operands.length < 2 || operands.some((operand) => steps.isConstant(operand))
        ? null
        : single(step, operands);
    }
    if (steps.op(step) === 'pow' && !steps.is(operands[1]!, 0.5)) return null;
    const squares = squaresOf(steps, operands[0]!);
    return squares === null ? null : single(step, squares.roots, squares.members);
  },
};

interface Squares {
  /** What the terms are the squares of. */
  readonly roots: readonly Step[];
  readonly members: readonly Step[];
}

/** A sum of squares that is used once; one that many roots share is read by none of them. */
function squaresOf(steps: Steps, sum: Step): Squares | null {
  if (steps.op(sum) !== 'add' || steps.soleUser(sum) === null) return null;
  const { terms, additions } = sumOf(steps, sum);
  return terms.length < 2 ? null : squares(steps, terms, additions);
}

function squares(steps: Steps, terms: readonly Step[], members: readonly Step[]): Squares | null {
  const roots: Step[] = [];
  for (const term of terms) {
    const root = squareRootOf(steps, term);
    if (root === null) return null;
    roots.push(root);
  }
  return { roots, members: [...members, ...terms] };
}

/** Σ (aⱼ − bⱼ)² / n of n ≥ 2 terms, or times 1/n; the division may also stand at each term. */
export const mse: Recogniser = {
  name: 'mse',
  at: ['div', 'mul', 'add'],
  match: (steps, step) => {
    if (steps.op(step) === 'add') return isPartial(steps, step) ? null : meanOfEach(steps, step);
    const mean = meanOf(steps, step);
    const found = mean === null ? null : squaresOf(steps, mean.of);
    return found !== null && found.roots.length === mean?.count ? differences(steps, step, found) : null;
  },
};

function meanOfEach(steps: Steps, step: Step): Match | null {
  const { terms, additions } = sumOf(steps, step);
  const parts: Step[] = [];
  for (const term of terms) {
    const mean = meanOf(steps, term);
    if (mean?.count !== terms.length) return null;
    parts.push(mean.of);
  }
  const found = terms.length < 2 ? null : squares(steps, parts, [...additions, ...terms]);
  return found === null ? null : differences(steps, step, found);
}

/** What is divided by a whole number, or multiplied by one over it. */
function meanOf(steps: Steps, step: Step): { readonly of: Step; readonly count: number } | null {
  const op = steps.op(step);
  if (op !== 'div' && op !== 'mul') return null;
  const [a, b] = [steps.operand(step, 0), steps.operand(step, 1)];
  if (op === 'div') return steps.isConstant(b) && !steps.isConstant(a) ? { of: a, count: steps.value(b) } : null;
  const [constant, of] = steps.isConstant(a) ? [a, b] : [b, a];
  if (!steps.isConstant(constant) || steps.isConstant(of)) return null;
  const count = Math.round(1 / steps.value(constant));
  return close(steps.value(constant) * count, 1) ? { of, count } : null;
}

function differences(steps: Steps, root: Step, { roots, members }: Squares): Match | null {
  if (roots.some((difference) => steps.op(difference) !== 'sub')) return null;
  const sides = roots.flatMap((difference) => steps.operands(difference));
  // The square x · x may have its x computed twice.
  const factors = members.flatMap((step) => (steps.op(step) === 'mul' ? steps.operands(step) : []));
  const again = factors.filter((factor) => steps.op(factor) === 'sub');
  return single(
    root,
    sides.filter((side) => !steps.isConstant(side)),
    members,
    roots,
    again,
  );
}

/** A sum that is itself a term of a larger one. */
function isPartial(steps: Steps, step: Step): boolean {
  const user = steps.soleUser(step);
  return user !== null && steps.op(user) === 'add';
}

/**
 * Sums of at least two products, each of two values or of a value and a number: the largest parts of a sum that consist of
 * nothing else, so that the bias in `w[0] * x[0] + w[1] * x[1] + b` stays outside. Products of three values, such as those
 * of a polynomial, are no terms; nor is a sum of which each term has the same number as a factor.
 */
export function dotsIn(steps: Steps, root: Step): Match[] {
  if (isPartial(steps, root)) return [];
  const { additions } = sumOf(steps, root);
  const isAddition = new Set(additions);
  /** The additions below which there is nothing but products. */
  const pure = new Set<Step>();
  const isPure = (step: Step): boolean =>
    isAddition.has(step) ? pure.has(step) : steps.is(step, 0) || isProduct(steps, step);
  const found: Match[] = [];
  // Operands come before the additions that use them.
  for (const addition of [...additions].sort((a, b) => a - b)) {
    const operands = [steps.operand(addition, 0), steps.operand(addition, 1)];
    if (operands.every(isPure)) pure.add(addition);
    else for (const operand of operands) if (pure.has(operand)) found.push(...dotAt(steps, operand));
  }
  if (pure.has(root)) found.push(...dotAt(steps, root));
  return found;
}

function dotAt(steps: Steps, top: Step): Match[] {
  const { terms, additions } = sumOf(steps, top);
  if (terms.length < 2 || isMultiple(steps, terms)) return [];
  const factors = terms.flatMap((term) => steps.operands(term));
  return [
    single(
      top,
      factors.filter((factor) => !steps.isConstant(factor)),
      additions,
      terms,
    ),
  ];
}

/** One number times each of several values: their sum, scaled, such as the gradient `2 * err` that a loop adds up. */
function isMultiple(steps: Steps, terms: readonly Step[]): boolean {
  const [first, ...others] = terms.map((term) => steps.operands(term).find((factor) => steps.isConstant(factor)));
  return first !== undefined && others.every((other) => other !== undefined && steps.same(first, other));
}

function isProduct(steps: Steps, step: Step): boolean {
  if (steps.op(step) !== 'mul') return false;
  const factors = steps.operands(step);
  return factors.every((factor) => steps.op(factor) !== 'mul' || steps.soleUser(factor) === null);
}
