import type { TensorOp } from '../../../engine/ops/tensorTable';
import type { SourceId } from '../../../engine/sources';
import { type Dtype, isFloat } from '../../../engine/tensor/dtype';
import { isError } from '../../../engine/tensor/error';
import { broadcastShapes, type Shape } from '../../../engine/tensor/shape';
import { SnippetFailure } from '../../core/failure';
import type { Runtime } from '../../core/runtime';
import { operandName, type TensorOperand, tensorOperation } from '../../core/tensors';
import { TensorValue, type Value } from '../../core/values';
import { denseText, tupleText } from '../arrays/words';
import { castTo, needOperand, type Operand } from './operands';
import { floatingType, resultType } from './promotion';

/** Operations that take `dtype` as their only parameter: those of numbers, lifted. */
type Elementwise = Extract<
  TensorOp,
  | 'add' | 'sub' | 'mul' | 'div' | 'neg' | 'pow' | 'mod' | 'exp' | 'log' | 'sqrt' | 'abs' | 'max' | 'min' | 'square' | 'sin' | 'cos'
  | 'floorDivide' | 'remainder'
>; // biome-ignore format: a list

/** How an element-wise function finds the type of its result. */
export type Rule =
  /** Ints and bools become floats. */
  | 'float'
  /** The type that holds the operands. */
  | 'same'
  /** Truth values. */
  | 'bool';

/** A ufunc: a function that works element by element, with broadcasting. */
export interface Ufunc {
  readonly name: string;
  readonly op: TensorOp;
  readonly rule: Rule;
  readonly operands: 1 | 2;
  /** What it does with operands of this type; a message where it refuses them. */
  readonly onBools?: TensorOp | { readonly error: string };
  /** Only for ints and bools. */
  readonly whole?: boolean;
  readonly check?: (rt: Runtime, operands: readonly Operand[], dtype: Dtype, source: SourceId) => void;
}

/** Applies a ufunc to values of the program. */
export function applyUfunc(
  rt: Runtime,
  ufunc: Ufunc,
  values: readonly Value[],
  dtype: Dtype | null,
  source: SourceId,
): TensorValue {
  return computeUfunc(
    rt,
    ufunc,
    values.map((value) => needOperand(rt, value, ufunc.name, source)),
    dtype,
    source,
  );
}

export function computeUfunc(
  rt: Runtime,
  ufunc: Ufunc,
  operands: readonly Operand[],
  dtype: Dtype | null,
  source: SourceId,
  /** The shape of the array that the result goes into. */
  into: Shape | null = null,
): TensorValue {
  if (operands.length === 2) checkShapes(rt, operands, into, source);
  const common = resultType(operands);
  const type = dtype ?? (ufunc.rule === 'float' ? floatingType(common) : ufunc.rule === 'bool' ? 'bool' : common);
  ufunc.check?.(rt, operands, common, source);
  if (ufunc.whole === true && isFloat(common)) throw notSupported(rt, ufunc.name, source);
  let op = ufunc.op;
  if (common === 'bool' && ufunc.onBools !== undefined) {
    if (typeof ufunc.onBools === 'object') throw rt.error('TypeError', ufunc.onBools.error, source);
    op = ufunc.onBools;
  }
  const own = operands.map(({ operand }) => operand);
  const taken = type === 'float32' || common === 'float32' ? own.map((operand) => single(rt, operand, source)) : own;
  return tensorOperation(rt, op as Elementwise, taken, ufunc.rule === 'bool' ? {} : { dtype: type }, source);
}

/** Beside arrays of single precision a number counts as one of single precision: it is rounded before it is used. */
function single(rt: Runtime, operand: TensorOperand, source: SourceId): TensorOperand {
  return operand instanceof TensorValue && operand.array.dtype === 'float64'
    ? castTo(rt, operand, 'float32', source)
    : operand;
}

export function notSupported(rt: Runtime, name: string, source: SourceId): Error {
  return rt.error(
    'TypeError',
    `ufunc '${name}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''`,
    source,
  );
}

/** Refuses shapes that do not broadcast, in NumPy's words and with the names of both. */
function checkShapes(rt: Runtime, operands: readonly Operand[], into: Shape | null, source: SourceId): void {
  const shapes = operands.map(({ operand }) => (operand instanceof TensorValue ? operand.array.shape : []));
  if (shapes.some(({ length }) => length === 0)) return;
  if (!isError(broadcastShapes(shapes))) return;
  const message = `operands could not be broadcast together with shapes ${(into === null ? shapes : [...shapes, into]).map(denseText).join(' ')} `;
  throw mismatch(
    rt,
    message,
    operands.map(({ operand }) => operand),
    source,
  );
}

/** An error of NumPy's about shapes, with what the operands are called and their shapes. */
export function mismatch(
  rt: Runtime,
  message: string,
  operands: readonly TensorOperand[],
  source: SourceId,
): SnippetFailure {
  const told = operands.map((operand, k) => {
    const name = operandName(rt, operand) ?? `operand ${k + 1}`;
    const shape = operand instanceof TensorValue ? operand.array.shape : [];
    return `${name} has shape ${tupleText(shape)}`;
  });
  return new SnippetFailure('ShapeMismatch', `${message.trimEnd()}: ${told.join(', ')}`, source, 'ValueError', message);
}
