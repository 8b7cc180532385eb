import type { TensorOp } from '../../../engine/ops/tensorTable';
import type { SourceId } from '../../../engine/sources';
import { type Dtype, isFloat } from '../../../engine/tensor/dtype';
import { isError } from '../../../engine/tensor/error';
import { scalar } from '../../../engine/tensor/ndarray';
import { broadcastShapes, sameShape } from '../../../engine/tensor/shape';
import { SnippetFailure } from '../../core/failure';
import type { Runtime } from '../../core/runtime';
import { operandName, tensorOperation } from '../../core/tensors';
import { TensorValue, type Value } from '../../core/values';
import { castTo } from '../arrays/nested';
import { typeName } from '../values/types';
import { writeResult } from './inPlace';
import { noteBroadcast } from './mistakes/silent';
import { commonType, floatingType, isNumberOperand, type Operand, operandOf, typed } from './operands';
import { stateOf } from './state';
import { given, type TorchTensor } from './tensor';

/**
 * What an operation keeps for its backward pass: operands by number, its result, or one operand where the other one wants a
 * gradient.
 */
export type Keeps = readonly (0 | 1 | 'result' | 'first for second' | 'second for first')[];

/** An operation that works element by element, with broadcasting. */
export interface Elementwise {
  readonly name: string;
  readonly op: TensorOp;
  /** What the type of the result is: `float` makes floats of ints, `same` keeps what operands meet in. */
  readonly rule: 'float' | 'same' | 'bool';
  /** What the backward pass is called; null where nothing flows back. */
  readonly grad: string | null;
  readonly keeps: Keeps;
  /** The operation where all operands are truth values, or what PyTorch says to them. */
  readonly onBools?: TensorOp | { readonly error: string };
}

/** Operations that take `dtype` as their only parameter: those of numbers, lifted. */
type Lifted = 'add' | 'exp';

/** The message where two shapes do not broadcast, with what the operands are called. */
function checkShapes(rt: Runtime, operands: readonly Operand[], source: SourceId): void {
  const [a, b] = operands;
  if (a === undefined || b === undefined || a.weight !== 'axes' || b.weight !== 'axes') return;
  const left = a.value.array.shape;
  const right = b.value.array.shape;
  if (sameShape(left, right) || !isError(broadcastShapes([left, right]))) return;
  const rank = Math.max(left.length, right.length);
  let axis = rank - 1;
  const extent = (shape: readonly number[]) => shape[axis - rank + shape.length] ?? 1;
  while (extent(left) === extent(right) || extent(left) === 1 || extent(right) === 1) axis--;
  throw mismatch(
    rt,
    `The size of tensor a (${extent(left)}) must match the size of tensor b (${extent(right)}) at non-singleton dimension ${axis}`,
    operands.map(({ value }) => value),
    source,
  );
}

/** An error of PyTorch's about shapes, with what the operands are called and their shapes. */
export function mismatch(
  rt: Runtime,
  message: string,
  operands: readonly TensorValue[],
  source: SourceId,
): SnippetFailure {
  const told = operands.map((operand, k) => {
    const name = operandName(rt, operand) ?? `operand ${k + 1}`;
    return `${name} has shape [${operand.array.shape.join(', ')}]`;
  });
  return new SnippetFailure('ShapeMismatch', `${message} (${told.join(', ')})`, source, 'RuntimeError', message);
}

const NO_PARAMS = {};
const OF_TYPE: Readonly<Record<Dtype, { readonly dtype: Dtype }>> = {
  float64: { dtype: 'float64' },
  float32: { dtype: 'float32' },
  int64: { dtype: 'int64' },
  int32: { dtype: 'int32' },
  bool: { dtype: 'bool' },
};

interface Computed {
  readonly value: TensorValue;
  readonly kept: readonly (TorchTensor | 'result')[];
}

/** Computes the operation of operands that are known to be numbers or tensors. */
export function compute(rt: Runtime, own: Elementwise, operands: readonly Operand[], source: SourceId): Computed {
  checkShapes(rt, operands, source);
  const common = commonType(rt, operands);
  const type: Dtype = own.rule === 'bool' ? 'bool' : own.rule === 'float' ? floatingType(rt, common) : common;
  let { op } = own;
  if (common === 'bool' && own.onBools !== undefined) {
    if (typeof own.onBools === 'object') throw rt.error('RuntimeError', own.onBools.error, source);
    op = own.onBools;
  }
  const meet = own.rule === 'float' ? type : common;
  const isDead = own.grad === null;
  const values = new Array<TensorValue>(operands.length);
  for (let k = 0; k < operands.length; k++) {
    const value = castTo(rt, typed(operands[k]!, meet), meet, source);
    values[k] = isDead && value.node !== null ? new TensorValue(value.array, null, value.source) : value;
  }
  const value = tensorOperation(rt, op as Lifted, values, own.rule === 'bool' ? NO_PARAMS : OF_TYPE[type], source);
  if (own.op === 'sub') noteBroadcast(rt, value, values, source);
  return { value, kept: keptOf(own.keeps, operands) };
}

function keptOf(keeps: Keeps, operands: readonly Operand[]): (TorchTensor | 'result')[] {
  const kept: (TorchTensor | 'result')[] = [];
  for (const which of keeps) {
    if (which === 'result') kept.push('result');
    else {
      const own = which === 'first for second' ? 0 : which === 'second for first' ? 1 : which;
      const { tensor } = operands[own]!;
      if (
        tensor !== null &&
        (own === which || (operands[1 - own]!.tensor !== null && operands[1 - own]!.value.node !== null))
      )
        kept.push(tensor);
    }
  }
  return kept;
}

/** The same of arguments of the program, as a tensor of it. */
export function apply(rt: Runtime, own: Elementwise, values: readonly Value[], source: SourceId): TorchTensor {
  const operands = operandsOf(rt, own, values, source);
  const { value, kept } = compute(rt, own, operands, source);
  return given(rt, value, own.grad ?? '', own.keeps.length > 0 ? kept : null);
}

/** Puts the result in place of the first argument's elements. */
export function applyInPlace(rt: Runtime, own: Elementwise, values: readonly Value[], source: SourceId): TorchTensor {
  const operands = operandsOf(rt, own, values, source);
  const { value } = compute(rt, own, operands, source);
  const target = values[0] as TorchTensor;
  const kept = own.keeps.length > 0 && stateOf(rt).gradEnabled ? keptOf(own.keeps, operands) : null;
  return writeResult(rt, target, value, own.grad ?? 'NotImplemented', source, kept);
}

function operandsOf(rt: Runtime, own: Elementwise, values: readonly Value[], source: SourceId): Operand[] {
  const operands = new Array<Operand>(values.length);
  for (let k = 0; k < values.length; k++) {
    const operand = operandOf(values[k]);
    if (operand === null || (operand.tensor === null && values.length === 1)) {
      const label = k === 0 ? 'input' : 'other';
      throw rt.error(
        'TypeError',
        `${own.name}(): argument '${label}' (position ${k + 1}) must be Tensor, not ${typeName(values[k])}`,
        source,
      );
    }
    operands[k] = operand;
  }
  return operands;
}

// --- tables -----------------------------------------------------------------------------------------------------------

type UnaryRow = readonly [op: TensorOp, rule: 'float' | 'same' | 'bool', grad: string | null, ...keeps: Keeps];

const UNARY: Readonly<Record<string, UnaryRow>> = {
  abs: ['abs', 'same', 'AbsBackward0', 0],
  neg: ['neg', 'same', 'NegBackward0'],
  exp: ['exp', 'float', 'ExpBackward0', 'result'],
  exp2: ['exp2', 'float', 'Exp2Backward0', 'result'],
  expm1: ['expm1', 'float', 'Expm1Backward0', 'result'],
  log: ['log', 'float', 'LogBackward0', 0],
  log2: ['log2', 'float', 'Log2Backward0', 0],
  log10: ['log10', 'float', 'Log10Backward0', 0],
  log1p: ['log1p', 'float', 'Log1PBackward0', 0],
  sqrt: ['sqrt', 'float', 'SqrtBackward0', 'result'],
  rsqrt: ['rsqrt', 'float', 'RsqrtBackward0', 'result'],
  square: ['square', 'same', 'PowBackward0', 0],
  sin: ['sin', 'float', 'SinBackward0', 0],
  cos: ['cos', 'float', 'CosBackward0', 0],
  tan: ['tan', 'float', 'TanBackward0', 'result'],
  asin: ['asin', 'float', 'AsinBackward0', 0],
  acos: ['acos', 'float', 'AcosBackward0', 0],
  atan: ['atan', 'float', 'AtanBackward0', 0],
  sinh: ['sinh', 'float', 'SinhBackward0', 0],
  cosh: ['cosh', 'float', 'CoshBackward0', 0],
  tanh: ['tanh', 'float', 'TanhBackward0', 'result'],
  asinh: ['asinh', 'float', 'AsinhBackward0', 0],
  acosh: ['acosh', 'float', 'AcoshBackward0', 0],
  atanh: ['atanh', 'float', 'AtanhBackward0', 0],
  erf: ['erf', 'float', 'ErfBackward0', 0],
  erfc: ['erfc', 'float', 'ErfcBackward0', 0],
  sigmoid: ['sigmoid', 'float', 'SigmoidBackward0', 'result'],
  reciprocal: ['reciprocal', 'float', 'ReciprocalBackward0', 'result'],
  relu: ['relu', 'same', 'ReluBackward0', 'result'],
  sign: ['sign', 'same', 'SignBackward0'],
  floor: ['floor', 'same', 'FloorBackward0'],
  ceil: ['ceil', 'same', 'CeilBackward0'],
  trunc: ['trunc', 'same', 'TruncBackward0'],
  frac: ['frac', 'same', 'FracBackward0'],
};

const TESTS: Readonly<Record<string, TensorOp>> = {
  isnan: 'isNaN',
  isinf: 'isInf',
  isfinite: 'isFinite',
  logical_not: 'logicalNot',
};

const subtraction =
  'Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.';

/** Those of two operands. What an operand's gradient needs is the other one, as far as that wants one itself. */
export const binary = {
  add: { name: 'add', op: 'add', rule: 'same', grad: 'AddBackward0', keeps: [], onBools: 'logicalOr' },
  sub: { name: 'sub', op: 'sub', rule: 'same', grad: 'SubBackward0', keeps: [], onBools: { error: subtraction } },
  rsub: { name: 'rsub', op: 'sub', rule: 'same', grad: 'RsubBackward1', keeps: [], onBools: { error: subtraction } },
  mul: {
    name: 'mul',
    op: 'mul',
    rule: 'same',
    grad: 'MulBackward0',
    keeps: ['first for second', 'second for first'],
    onBools: 'logicalAnd',
  },
  div: { name: 'div', op: 'div', rule: 'float', grad: 'DivBackward0', keeps: ['first for second', 1] },
  floorDivide: { name: 'floor_divide', op: 'floorDivide', rule: 'same', grad: null, keeps: [] },
  remainder: { name: 'remainder', op: 'remainder', rule: 'same', grad: 'RemainderBackward0', keeps: [1] },
  fmod: { name: 'fmod', op: 'mod', rule: 'same', grad: 'FmodBackward0', keeps: [1] },
  pow: { name: 'pow', op: 'pow', rule: 'same', grad: 'PowBackward1', keeps: [0, 1, 'result'] },
  powNumber: { name: 'pow', op: 'pow', rule: 'same', grad: 'PowBackward0', keeps: [0] },
  atan2: { name: 'atan2', op: 'atan2', rule: 'float', grad: 'Atan2Backward0', keeps: [0, 1] },
  hypot: { name: 'hypot', op: 'hypot', rule: 'same', grad: 'HypotBackward0', keeps: [0, 1, 'result'] },
  maximum: { name: 'maximum', op: 'max', rule: 'same', grad: 'MaximumBackward0', keeps: [0, 1], onBools: 'logicalOr' },
  minimum: { name: 'minimum', op: 'min', rule: 'same', grad: 'MinimumBackward0', keeps: [0, 1], onBools: 'logicalAnd' },
  logaddexp: { name: 'logaddexp', op: 'logaddexp', rule: 'float', grad: 'LogaddexpBackward0', keeps: [0, 1] },
  xlogy: { name: 'xlogy', op: 'xlogy', rule: 'float', grad: 'XlogyBackward0', keeps: [0, 1] },
  copysign: { name: 'copysign', op: 'copysign', rule: 'float', grad: 'CopysignBackward0', keeps: [0, 'result'] },
} as const satisfies Record<string, Elementwise>;

function comparison(name: string, op: TensorOp): Elementwise {
  return { name, op, rule: 'bool', grad: null, keeps: [] };
}

export const comparisons: Readonly<Record<string, Elementwise>> = {
  eq: comparison('eq', 'equal'),
  ne: comparison('ne', 'notEqual'),
  lt: comparison('lt', 'less'),
  le: comparison('le', 'lessEqual'),
  gt: comparison('gt', 'greater'),
  ge: comparison('ge', 'greaterEqual'),
  logical_and: comparison('logical_and', 'logicalAnd'),
  logical_or: comparison('logical_or', 'logicalOr'),
  logical_xor: comparison('logical_xor', 'logicalXor'),
};

export const unary: Readonly<Record<string, Elementwise>> = Object.fromEntries([
  ...Object.entries(UNARY).map(([name, [op, rule, grad, ...keeps]]) => [name, { name, op, rule, grad, keeps }]),
  ...Object.entries(TESTS).map(([name, op]) => [name, comparison(name, op)]),
]) as Readonly<Record<string, Elementwise>>;

// --- what is not as plain ---------------------------------------------------------------------------------------------

/** `a ** b`, `torch.pow(a, b)`: a number as the exponent has a rule of its own. */
export function power(rt: Runtime, base: Value, exponent: Value, source: SourceId): TorchTensor {
  return apply(rt, powerOf(base, exponent), [base, exponent], source);
}

export function powerOf(_base: Value, exponent: Value): Elementwise {
  return isNumberOperand(exponent) ? binary.powNumber : binary.pow;
}

/** `a + alpha * b` and the like. */
export function scaled(rt: Runtime, other: Value, alpha: Value, source: SourceId): Value {
  return alpha === undefined || alpha === null || alpha === 1 ? other : apply(rt, binary.mul, [other, alpha], source);
}

/** `number / tensor`: as PyTorch has it, the number times the reciprocal. */
export function dividedBy(rt: Runtime, number: Value, tensor: Value, source: SourceId): TorchTensor {
  const operand = operandOf(number);
  const inverse = apply(rt, unary.reciprocal!, [tensor], source);
  if (operand?.tensor === null && operand.value.array.item() === 1) {
    const { node } = inverse;
    const known = node === null ? undefined : stateOf(rt).made.get(node);
    if (node !== null && known) stateOf(rt).made.set(node, { ...known, name: 'MulBackward0' });
    return inverse;
  }
  return apply(rt, binary.mul, [inverse, number], source);
}

/** Rounds quotients down or towards 0, which nothing flows back through. */
export function divide(rt: Runtime, [a, b, mode]: Value[], source: SourceId): TorchTensor {
  if (mode === undefined || mode === null) return apply(rt, binary.div, [a, b], source);
  if (mode === 'floor') return apply(rt, binary.floorDivide, [a, b], source);
  if (mode !== 'trunc')
    throw rt.error(
      'RuntimeError',
      `div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '${String(mode)}'`,
      source,
    );
  const operands = [a, b].map((value) => operandOf(value)!);
  const common = commonType(rt, operands);
  const quotient = apply(rt, binary.div, [a, b], source);
  const cut = apply(rt, unary.trunc!, [quotient], source);
  return isFloat(common) ? cut : given(rt, castTo(rt, cut.value(), common, source), '');
}

/** A tensor without axes, of a number. */
export function single(number: number, dtype: Dtype): TensorValue {
  return new TensorValue(scalar(number, dtype), null);
}
