import { holdsTensor } from './ops/table';
import type { Spec, TensorRow } from './ops/tensorRow';
import { type ParamsOf, type TensorOp, tensorOpCode, tensorRows } from './ops/tensorTable';
import type { SourceId } from './sources';
import type { NodeId, Tape } from './tape';
import { bytesOf, type Dtype } from './tensor/dtype';
import { isError, TensorError } from './tensor/error';
import { noTick, type Tick } from './tensor/gemm';
import { type NdArray, scalar } from './tensor/ndarray';
import { sizeOf } from './tensor/shape';

/** Limits of whoever runs an operation; both may throw. */
export interface Allowance {
  /** Called with the size of a result, or of what it needs on the way, before anything is allocated for it. */
  allocate?(elements: number, bytes: number): void;
  /** Called with the steps since the last call from within operations that may take long. */
  readonly tick?: Tick;
}

/**
 * Computes an operation of tensors without a tape. An error where the operands do not fit.
 */
export function compute<Name extends TensorOp>(
  name: Name,
  inputs: readonly NdArray[],
  params: ParamsOf<Name>,
  allowance: Allowance = {},
): NdArray | TensorError {
  const row: TensorRow = tensorRows[name];
  const spec = resultOf(row, name, inputs, params);
  if (isError(spec)) return spec;
  const size = sizeOf(spec.shape);
  const scratch = row.scratch?.(inputs, params) ?? 0;
  allowance.allocate?.(Math.max(size, scratch), bytesOf(spec.dtype, size) + 8 * scratch);
  return row.forward(inputs, params, allowance.tick ?? noTick);
}

/** The type and shape that an operation would give, or why it would not. Nothing is computed. */
export function specOf<Name extends TensorOp>(
  name: Name,
  inputs: readonly Spec[],
  params: ParamsOf<Name>,
): Spec | TensorError {
  return resultOf(tensorRows[name], name, inputs, params);
}

function resultOf(row: TensorRow, name: string, inputs: readonly Spec[], params: object): Spec | TensorError {
  const { operands } = row;
  const least = typeof operands === 'number' ? operands : operands[0];
  const most = typeof operands === 'number' ? operands : operands[1];
  if (inputs.length < least || inputs.length > most) {
    return new TensorError('InvalidArgument', `${name} takes ${least} operands, not ${inputs.length}`);
  }
  return row.result(inputs, params);
}

/**
 * Computes an operation of values on the tape and records it. Operands are tensors; a number counts as one without axes. Of
 * `element` the result is a number, else a tensor. Nothing is recorded where the operands do not fit.
 */
export function recordTensor<Name extends TensorOp>(
  tape: Tape,
  name: Name,
  operands: readonly NodeId[],
  params: ParamsOf<Name>,
  source: SourceId,
  allowance: Allowance = {},
): NodeId | TensorError {
  const result = compute(name, arraysOf(tape, operands), params, allowance);
  return isError(result) ? result : tape.tensorRow(tensorOpCode[name], operands, result, params, source);
}

/** The operands of a recorded operation, numbers as arrays without axes. */
export function inputsOf(tape: Tape, node: NodeId): NdArray[] {
  return arraysOf(tape, tape.operandsOf(node));
}

/** Where values of rows are: a tape, or a run of it with other values. */
export type Values = Pick<Tape, 'op' | 'value' | 'tensor'>;

/** Values of the tape as arrays. */
export function arraysOf(tape: Values, nodes: readonly NodeId[]): NdArray[] {
  const { op, value } = tape;
  const arrays = new Array<NdArray>(nodes.length);
  let dtype: Dtype | null = null;
  for (let k = 0; k < nodes.length; k++) {
    const node = nodes[k]!;
    if (holdsTensor(op[node]!)) arrays[k] = tape.tensor(node);
    else arrays[k] = scalar(value[node]!, (dtype ??= numberDtype(tape, nodes)));
  }
  return arrays;
}

function numberDtype(tape: Values, nodes: readonly NodeId[]): Dtype {
  return dtypeBeside(nodes.flatMap((node) => (holdsTensor(tape.op[node]!) ? [tape.tensor(node).dtype] : [])));
}

/**
 * The type that a plain number has beside tensors of these types: single precision where they are of single precision, as
 * PyTorch and TensorFlow.js have it.
 */
export function dtypeBeside(dtypes: readonly Dtype[]): Dtype {
  return dtypes.includes('float32') && !dtypes.includes('float64') ? 'float32' : 'float64';
}
