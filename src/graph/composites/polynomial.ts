import type { Step, Steps } from './steps';

/** Coefficients by the exponents of the variables, such as `1,0` for the first variable itself. */
type Polynomial = ReadonlyMap<string, number>;

const DEGREE = 4;
const SIZE = 32;

/** A polynomial with the steps that compute it. */
export interface Computed {
  readonly coefficients: Polynomial;
  readonly members: ReadonlySet<Step>;
}

/**
 * What `step` computes as a polynomial of one or two variables, however it is written. Null where it is none, or one of
 * more than a few steps. Constants of the code become coefficients; an input never does.
 */
export function polynomial(
  steps: Steps,
  step: Step,
  variables: readonly [Step] | readonly [Step, Step],
): Computed | null {
  const members = new Set<Step>();
  // Values that are used twice are read once, or a chain of x + x would take forever.
  const known = new Map<Step, Polynomial | null>();
  const read = (at: Step): Polynomial | null => {
    const before = known.get(at);
    if (before !== undefined) return before;
    const result = readNew(at);
    known.set(at, result);
    return result;
  };
  const readNew = (at: Step): Polynomial | null => {
    if (steps.same(at, variables[0])) return new Map([['1,0', 1]]);
    if (variables[1] !== undefined && steps.same(at, variables[1])) return new Map([['0,1', 1]]);
    if (steps.isConstant(at)) return new Map([['0,0', steps.value(at)]]);
    if (members.size >= SIZE) return null;
    members.add(at);
    const operand = (k: number) => read(steps.operand(at, k));
    switch (steps.op(at)) {
      case 'neg':
        return scaledBy(operand(0), -1);
      case 'add':
        return sum(operand(0), operand(1));
      case 'sub':
        return sum(operand(0), scaledBy(operand(1), -1));
      case 'mul':
        return product(operand(0), operand(1));
      case 'div': {
        const divisor = steps.operand(at, 1);
        return steps.isConstant(divisor) ? scaledBy(operand(0), 1 / steps.value(divisor)) : null;
      }
      case 'pow': {
        const exponent = steps.operand(at, 1);
        const power = steps.isConstant(exponent) ? steps.value(exponent) : Number.NaN;
        if (!Number.isInteger(power) || power < 1 || power > DEGREE) return null;
        const base = operand(0);
        let result = base;
        for (let k = 1; k < power; k++) result = product(result, base);
        return result;
      }
      default:
        return null;
    }
  };
  const coefficients = read(step);
  return coefficients === null ? null : { coefficients, members };
}

function sum(a: Polynomial | null, b: Polynomial | null): Polynomial | null {
  if (a === null || b === null) return null;
  const result = new Map(a);
  for (const [power, coefficient] of b) result.set(power, (result.get(power) ?? 0) + coefficient);
  return result;
}

function scaledBy(a: Polynomial | null, factor: number): Polynomial | null {
  return a === null ? null : new Map([...a].map(([power, coefficient]) => [power, coefficient * factor]));
}

function product(a: Polynomial | null, b: Polynomial | null): Polynomial | null {
  if (a === null || b === null) return null;
  const result = new Map<string, number>();
  for (const [left, leftCoefficient] of a) {
    for (const [right, rightCoefficient] of b) {
      const [i, j] = left.split(',').map(Number) as [number, number];
      const [k, l] = right.split(',').map(Number) as [number, number];
      if (i + j + k + l > DEGREE) return null;
      const power = `${i + k},${j + l}`;
      result.set(power, (result.get(power) ?? 0) + leftCoefficient * rightCoefficient);
    }
  }
  return result;
}

/** True when the coefficients are those of `wanted`, each to its relative tolerance, and there are no others. */
export function hasCoefficients(
  { coefficients }: Computed,
  wanted: Readonly<Record<string, { readonly value: number; readonly tolerance: number }>>,
): boolean {
  for (const [power, coefficient] of coefficients) {
    if (coefficient !== 0 && !Object.hasOwn(wanted, power)) return false;
  }
  return Object.entries(wanted).every(
    ([power, { value, tolerance }]) =>
      Math.abs((coefficients.get(power) ?? Number.NaN) - value) <= tolerance * Math.abs(value),
  );
}
