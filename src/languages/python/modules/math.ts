import { power } from '../../../engine/math/power';
import { type OpName, opCode } from '../../../engine/ops/table';
import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { functions } from '../builtins/define';
import { wholeOrFail } from '../builtins/numbers';
import {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  cos,
  cosh,
  exp,
  hypot as hypotOf,
  log,
  log2,
  log10,
  sin,
  sinh,
  tan,
} from '../numeric/functions';
import { multiply } from '../operators/arithmetic';
import { tooLarge } from '../operators/integers';
import { listOf } from '../operators/iterate';
import { callMethodOf } from '../operators/special';
import { needIndex } from '../operators/subscript';
import { Float, floatOperand, int, intOfFloat, isInt, plainNumber, TrackedInt } from '../values/numbers';
import { ModuleObject, Tuple } from '../values/objects';
import { typeName } from '../values/types';

/** A number as functions of `math` take it. */
export function real(rt: Runtime, value: Value, source: SourceId): number | Tracked {
  const operand = floatOperand(value);
  if (operand !== null) {
    if (typeof value === 'bigint' && !Number.isFinite(operand as number)) {
      throw rt.error('OverflowError', 'int too large to convert to float', source);
    }
    return operand;
  }
  const own = callMethodOf(rt, value, '__float__', [], source);
  if (own !== undefined) return real(rt, own, source);
  throw rt.error('TypeError', `must be real number, not ${typeName(value)}`, source);
}

export function hostOf(rt: Runtime, value: Value, source: SourceId): number {
  const operand = real(rt, value, source);
  return operand instanceof Tracked ? operand.value : operand;
}

/** A function of one number that is an operation of the engine. */
function unary(op: OpName, forward: (a: number) => number, check?: (a: number) => boolean) {
  return (rt: Runtime, [value]: Value[], source: SourceId): Value => {
    const a = real(rt, value, source);
    const host = a instanceof Tracked ? a.value : a;
    if (check && !check(host)) throw rt.error('ValueError', 'math domain error', source);
    const result = forward(host);
    if (!Number.isFinite(result) && Number.isFinite(host)) {
      throw Number.isNaN(result)
        ? rt.error('ValueError', 'math domain error', source)
        : rt.error('OverflowError', 'math range error', source);
    }
    return a instanceof Tracked ? rt.unaryAs(opCode[op], a, result, source) : new Float(result);
  };
}

function rounding(op: 'floor' | 'ceil' | 'trunc', apply: (a: number) => number, method: string) {
  return (rt: Runtime, [value]: Value[], source: SourceId): Value => {
    if (isInt(value)) return typeof value === 'boolean' ? Number(value) : value;
    const own = callMethodOf(rt, value, method, [], source);
    if (own !== undefined) return own;
    // Only floor and ceil ask what is no number for a float.
    if (op === 'trunc' && floatOperand(value) === null)
      throw rt.error('TypeError', `type ${typeName(value)} doesn't define __trunc__ method`, source);
    const a = real(rt, value, source);
    const host = a instanceof Tracked ? a.value : a;
    wholeOrFail(rt, host, source);
    const whole = apply(host);
    return a instanceof Tracked
      ? new TrackedInt(whole, rt.unaryAs(opCode[op], a, whole, source).node)
      : intOfFloat(whole);
  };
}

function scaled(rt: Runtime, value: Value, factor: number, source: SourceId): Value {
  const a = real(rt, value, source);
  return typeof a === 'number' ? new Float(a * factor) : multiply(rt, a, new Float(factor), source);
}

function logarithm(rt: Runtime, [value, base]: Value[], source: SourceId): Value {
  const numerator = logOf(rt, value, source);
  if (base === undefined) return numerator;
  const denominator = logOf(rt, base, source);
  const under = hostOf(rt, denominator, source);
  if (under === 0) throw rt.error('ZeroDivisionError', 'float division by zero', source);
  const [a, b] = [real(rt, numerator, source), real(rt, denominator, source)];
  return typeof a === 'number' && typeof b === 'number' ? new Float(a / b) : rt.binary(opCode.div, a, b, source);
}

function logOf(rt: Runtime, value: Value, source: SourceId): Value {
  if (typeof value === 'bigint' && value > 0n) {
    const shift = value.toString(2).length - 60;
    const rest = shift > 0 ? Number(value >> BigInt(shift)) : Number(value);
    return new Float(log(rest) + Math.max(0, shift) * Math.LN2);
  }
  return unary('log', log, (a) => !(a <= 0))(rt, [value], source);
}

function whole(rt: Runtime, value: Value, source: SourceId): bigint {
  const number = isInt(value) ? plainNumber(value) : null;
  if (number === null || number instanceof Float) return BigInt(needIndex(rt, value, source));
  return BigInt(number);
}

function gcd(a: bigint, b: bigint): bigint {
  let [p, q] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (q > 0n) [p, q] = [q, p % q];
  return p;
}

function factorial(rt: Runtime, [value]: Value[], source: SourceId): Value {
  const count = whole(rt, value, source);
  if (count < 0n) throw rt.error('ValueError', 'factorial() not defined for negative values', source);
  if (count > 10_000n) throw tooLarge(rt, Number(count) * Math.log2(Number(count)), source);
  let result = 1n;
  for (let k = 2n; k <= count; k++) {
    rt.budget.spend(rt, 4);
    result *= k;
  }
  return int(result);
}

function choose(rt: Runtime, [n, k]: Value[], source: SourceId, ordered: boolean): Value {
  const count = whole(rt, n, source);
  let taken = k === undefined || k === null ? count : whole(rt, k, source);
  if (count < 0n || taken < 0n) {
    throw rt.error('ValueError', `${count < 0n ? 'n' : 'k'} must be a non-negative integer`, source);
  }
  if (taken > count) return 0;
  if (!ordered && taken > count - taken) taken = count - taken;
  let result = 1n;
  for (let i = 0n; i < taken; i++) {
    rt.budget.spend(rt, 4);
    result *= count - i;
    if (!ordered) result /= i + 1n;
  }
  return int(result);
}

/** A sum without loss: partial sums that do not overlap, as in CPython. */
export function exactSum(values: readonly number[]): number {
  const partials: number[] = [];
  let special = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) {
      special += value;
      continue;
    }
    let x = value;
    let kept = 0;
    for (const part of partials) {
      let [large, small] = Math.abs(x) < Math.abs(part) ? [part, x] : [x, part];
      const high = large + small;
      small -= high - large;
      large = high;
      if (small !== 0) partials[kept++] = small;
      x = large;
    }
    partials.length = kept;
    partials.push(x);
  }
  if (special !== 0 || Number.isNaN(special)) return special;
  let high = 0;
  let low = 0;
  while (partials.length > 0) {
    const x = high;
    const y = partials.pop()!;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  const next = partials.at(-1);
  // Halves are rounded to even, as the parts that are left say.
  if (next !== undefined && ((low < 0 && next < 0) || (low > 0 && next > 0))) {
    const twice = low * 2;
    const sum = high + twice;
    if (twice === sum - high) high = sum;
  }
  return high;
}

function hypot(rt: Runtime, values: Value[], source: SourceId): Value {
  const operands = values.map((value) => real(rt, value, source));
  const result = hypotOf(operands.map((operand) => (operand instanceof Tracked ? operand.value : operand)));
  if (!operands.some((operand) => operand instanceof Tracked)) return new Float(result);
  return rt.nary(opCode.hypot, operands, source);
}

function remainder(rt: Runtime, [x, y]: Value[], source: SourceId): Value {
  const [a, b] = [hostOf(rt, x, source), hostOf(rt, y, source)];
  if (b === 0 || !Number.isFinite(a)) throw rt.error('ValueError', 'math domain error', source);
  if (!Number.isFinite(b)) return new Float(a);
  const size = Math.abs(b);
  const rest = Math.abs(a) % size;
  const other = size - rest;
  const isOdd = rest === other && ((Math.abs(a) - rest) / size) % 2 !== 0;
  const result = rest < other || (rest === other && !isOdd) ? rest : -other;
  return new Float(a < 0 || Object.is(a, -0) ? -result : result);
}

const inside = (a: number) => Math.abs(a) <= 1 || Number.isNaN(a);

const members = functions({
  'sqrt(x, /)': unary('sqrt', Math.sqrt, (a) => !(a < 0)),
  'cbrt(x, /)': unary('cbrt', Math.cbrt),
  'exp(x, /)': unary('exp', exp),
  'expm1(x, /)': unary('expm1', Math.expm1),
  'log(x, base=, /)': logarithm,
  'log2(x, /)': unary('log2', log2, (a) => !(a <= 0)),
  'log10(x, /)': unary('log10', log10, (a) => !(a <= 0)),
  'log1p(x, /)': unary('log1p', Math.log1p, (a) => !(a <= -1)),
  'sin(x, /)': unary('sin', sin, (a) => !(Math.abs(a) === Number.POSITIVE_INFINITY)),
  'cos(x, /)': unary('cos', cos, (a) => !(Math.abs(a) === Number.POSITIVE_INFINITY)),
  'tan(x, /)': unary('tan', tan, (a) => !(Math.abs(a) === Number.POSITIVE_INFINITY)),
  'asin(x, /)': unary('asin', asin, inside),
  'acos(x, /)': unary('acos', acos, inside),
  'atan(x, /)': unary('atan', atan),
  'sinh(x, /)': unary('sinh', sinh),
  'cosh(x, /)': unary('cosh', cosh),
  'tanh(x, /)': unary('tanh', Math.tanh),
  'asinh(x, /)': unary('asinh', asinh),
  'acosh(x, /)': unary('acosh', acosh, (a) => !(a < 1)),
  'atanh(x, /)': unary('atanh', Math.atanh, (a) => !(Math.abs(a) >= 1)),
  'fabs(x, /)': unary('abs', Math.abs),
  'floor(x, /)': rounding('floor', Math.floor, '__floor__'),
  'ceil(x, /)': rounding('ceil', Math.ceil, '__ceil__'),
  'trunc(x, /)': rounding('trunc', Math.trunc, '__trunc__'),
  'atan2(y, x, /)': (rt, [y, x], source) => {
    const [a, b] = [real(rt, y, source), real(rt, x, source)];
    return typeof a === 'number' && typeof b === 'number'
      ? new Float(atan2(a, b))
      : rt.binaryAs(opCode.atan2, a, b, atan2(hostOf(rt, y, source), hostOf(rt, x, source)), source);
  },
  'pow(x, y, /)': (rt, [x, y], source) => {
    const [a, b] = [real(rt, x, source), real(rt, y, source)];
    const [p, q] = [hostOf(rt, x, source), hostOf(rt, y, source)];
    const value = power(p, q);
    if ((Number.isNaN(value) && !Number.isNaN(p) && !Number.isNaN(q)) || (p === 0 && q < 0 && Number.isFinite(q))) {
      throw rt.error('ValueError', 'math domain error', source);
    }
    if (!Number.isFinite(value) && Number.isFinite(p) && Number.isFinite(q))
      throw rt.error('OverflowError', 'math range error', source);
    return typeof a === 'number' && typeof b === 'number'
      ? new Float(value)
      : rt.binaryAs(opCode.pow, a, b, value, source);
  },
  'fmod(x, y, /)': (rt, [x, y], source) => {
    const [a, b] = [real(rt, x, source), real(rt, y, source)];
    if (hostOf(rt, y, source) === 0 || !Number.isFinite(hostOf(rt, x, source)))
      throw rt.error('ValueError', 'math domain error', source);
    return typeof a === 'number' && typeof b === 'number' ? new Float(a % b) : rt.binary(opCode.mod, a, b, source);
  },
  'remainder(x, y, /)': remainder,
  'modf(x, /)': (rt, [x], source) => {
    const host = hostOf(rt, x, source);
    const whole = Math.trunc(host);
    return new Tuple([
      new Float(
        Number.isFinite(host) ? (host - whole === 0 ? (host < 0 || Object.is(host, -0) ? -0 : 0) : host - whole) : 0,
      ),
      new Float(whole),
    ]);
  },
  'frexp(x, /)': (rt, [x], source) => {
    const host = hostOf(rt, x, source);
    if (host === 0 || !Number.isFinite(host)) return new Tuple([new Float(host), 0]);
    let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(host))) + 1);
    let mantissa = host * 2 ** -exponent;
    while (Math.abs(mantissa) < 0.5) {
      mantissa *= 2;
      exponent--;
    }
    while (Math.abs(mantissa) >= 1) {
      mantissa /= 2;
      exponent++;
    }
    return new Tuple([new Float(mantissa), exponent]);
  },
  'ldexp(x, i, /)': (rt, [x, i], source) => {
    const result = hostOf(rt, x, source) * 2 ** needIndex(rt, i, source);
    if (!Number.isFinite(result)) throw rt.error('OverflowError', 'math range error', source);
    return new Float(result);
  },
  'copysign(x, y, /)': (rt, [x, y], source) => {
    const [a, b] = [Math.abs(hostOf(rt, x, source)), hostOf(rt, y, source)];
    return new Float(b < 0 || Object.is(b, -0) ? -a : a);
  },
  'degrees(x, /)': (rt, [x], source) => scaled(rt, x, 180 / Math.PI, source),
  'radians(x, /)': (rt, [x], source) => scaled(rt, x, Math.PI / 180, source),
  'isnan(x, /)': (rt, [x], source) => Number.isNaN(hostOf(rt, x, source)),
  'isinf(x, /)': (rt, [x], source) => Math.abs(hostOf(rt, x, source)) === Number.POSITIVE_INFINITY,
  'isfinite(x, /)': (rt, [x], source) => Number.isFinite(hostOf(rt, x, source)),
  'isclose(a, b, *, rel_tol=, abs_tol=)': (rt, [x, y, relative, absolute], source) => {
    const [a, b] = [hostOf(rt, x, source), hostOf(rt, y, source)];
    const rel = relative === undefined ? 1e-9 : hostOf(rt, relative, source);
    const abs = absolute === undefined ? 0 : hostOf(rt, absolute, source);
    if (a === b) return true;
    if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
    return Math.abs(a - b) <= Math.max(rel * Math.max(Math.abs(a), Math.abs(b)), abs);
  },
  'gcd(*integers)': (rt, values, source) =>
    int(values.reduce((held: bigint, value) => gcd(held, whole(rt, value, source)), 0n)),
  'lcm(*integers)': (rt, values, source) =>
    int(
      values.reduce((held: bigint, value) => {
        const other = whole(rt, value, source);
        if (held === 0n || other === 0n) return 0n;
        const product = (held / gcd(held, other)) * other;
        return product < 0n ? -product : product;
      }, 1n),
    ),
  'factorial(x, /)': factorial,
  'comb(n, k, /)': (rt, args, source) => choose(rt, args, source, false),
  'perm(n, k=, /)': (rt, args, source) => choose(rt, args, source, true),
  'isqrt(n, /)': (rt, [n], source) => {
    const value = whole(rt, n, source);
    if (value < 0n) throw rt.error('ValueError', 'isqrt() argument must be nonnegative', source);
    let root = BigInt(Math.floor(Math.sqrt(Number(value))));
    while (root * root > value) root--;
    while ((root + 1n) * (root + 1n) <= value) root++;
    return int(root);
  },
  'hypot(*coordinates)': hypot,
  'dist(p, q, /)': (rt, [p, q], source) => {
    const [a, b] = [listOf(rt, p, source), listOf(rt, q, source)];
    if (a.length !== b.length)
      throw rt.error('ValueError', 'both points must have the same number of dimensions', source);
    const differences = a.map((value, k) => {
      const [x, y] = [real(rt, value, source), real(rt, b[k], source)];
      return typeof x === 'number' && typeof y === 'number' ? new Float(x - y) : rt.binary(opCode.sub, x, y, source);
    });
    return hypot(rt, differences, source);
  },
  'fsum(seq, /)': (rt, [seq], source) => {
    const operands = listOf(rt, seq, source).map((value) => real(rt, value, source));
    if (!operands.some((operand) => operand instanceof Tracked)) return new Float(exactSum(operands as number[]));
    return operands.reduce((sum, operand) =>
      typeof sum === 'number' && typeof operand === 'number'
        ? sum + operand
        : rt.binary(opCode.add, sum, operand, source),
    );
  },
  'prod(iterable, /, *, start=)': (rt, [iterable, start], source) =>
    listOf(rt, iterable, source).reduce((product: Value, value) => multiply(rt, product, value, source), start ?? 1),
  'gamma(x, /)': (rt, [x], source) =>
    new Float(gamma(rt, hostOf(rt, untrackable(rt, x, 'gamma', source), source), source)),
  'lgamma(x, /)': (rt, [x], source) => new Float(logGamma(hostOf(rt, untrackable(rt, x, 'lgamma', source), source))),
  'erf(x, /)': (rt, [x], source) => new Float(erf(hostOf(rt, untrackable(rt, x, 'erf', source), source))),
  'erfc(x, /)': (rt, [x], source) => new Float(1 - erf(hostOf(rt, untrackable(rt, x, 'erfc', source), source))),
  'nextafter(x, y, /)': (rt, [x, y], source) => {
    const [a, b] = [hostOf(rt, x, source), hostOf(rt, y, source)];
    if (a === b || Number.isNaN(a) || Number.isNaN(b)) return new Float(a === b ? b : Number.NaN);
    const view = new DataView(new ArrayBuffer(8));
    if (a === 0) return new Float(b > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE);
    view.setFloat64(0, a);
    view.setBigInt64(0, view.getBigInt64(0) + (b > a === a > 0 ? 1n : -1n));
    return new Float(view.getFloat64(0));
  },
});

/** Functions that have no derivative here say so where one would be needed. */
function untrackable(rt: Runtime, value: Value, name: string, source: SourceId): Value {
  if (value instanceof Tracked)
    throw rt.unsupported(
      `\`math.${name}\` has no derivative here; pass a number that no gradient is wanted for`,
      source,
    );
  return value;
}

function erf(x: number): number {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  // The series of the integral; further out the continued fraction of what is missing.
  if (size < 2.5) {
    let term = size;
    let sum = size;
    for (let k = 1; k < 120; k++) {
      term *= (-size * size) / k;
      sum += term / (2 * k + 1);
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI);
  }
  let fraction = 0;
  for (let k = 60; k > 0; k--) fraction = k / 2 / (size + fraction);
  return Math.sign(x) * (1 - Math.exp(-size * size) / ((size + fraction) * Math.sqrt(Math.PI)));
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]; // biome-ignore format: a table

function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const at = x - 1;
  let sum = LANCZOS[0]!;
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k]! / (at + k);
  const t = at + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(t) - t + Math.log(sum);
}

function gamma(rt: Runtime, x: number, source: SourceId): number {
  if (x <= 0 && Number.isInteger(x)) throw rt.error('ValueError', 'math domain error', source);
  if (Number.isInteger(x) && x <= 23) {
    let product = 1;
    for (let k = 2; k < x; k++) product *= k;
    return product;
  }
  const sign = x < 0 && Math.floor(x) % 2 !== 0 ? -1 : 1;
  const value = sign * Math.exp(logGamma(x));
  if (!Number.isFinite(value)) throw rt.error('OverflowError', 'math range error', source);
  return value;
}

for (const [name, value] of Object.entries({
  pi: Math.PI,
  e: Math.E,
  tau: 2 * Math.PI,
  inf: Number.POSITIVE_INFINITY,
  nan: Number.NaN,
})) {
  members.set(name, new Float(value));
}

export const math = new ModuleObject('math', members);
