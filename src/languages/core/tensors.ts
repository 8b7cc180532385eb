import type { ParamsOf, TensorOp } from '../../engine/ops/tensorTable';
import { tensorOpCode } from '../../engine/ops/tensorTable';
import type { SourceId } from '../../engine/sources';
import type { NodeId } from '../../engine/tape';
import { isError, type TensorError } from '../../engine/tensor/error';
import { type NdArray, scalar } from '../../engine/tensor/ndarray';
import { type Allowance, compute } from '../../engine/tensorTape';
import type { ErrorCode } from '../../protocol';
import { RunAllowance } from './allowance';
import { SnippetFailure } from './failure';
import type { Runtime } from './runtime';
import { TensorValue, Tracked } from './values';

/** What an operation of tensors may be given: a number counts as a tensor without axes. */
export type TensorOperand = TensorValue | Tracked;

/** Longest code that stands for an operand in a message. */
const NAME_LENGTH = 40;

/**
 * Computes an operation of tensors, and records it where the origin of an operand is known. Throws `ShapeMismatch` and the
 * like, with the operands as the code calls them.
 */
export function tensorOperation<Name extends TensorOp>(
  rt: Runtime,
  name: Name,
  operands: readonly TensorOperand[],
  params: ParamsOf<Name>,
  source: SourceId,
): TensorValue {
  const result = computed(rt, name, operands, params, source);
  let isKnown = false;
  for (let k = 0; k < operands.length; k++) if (operands[k]!.node !== null) isKnown = true;
  if (!isKnown) {
    if (rt.cutOffs.isUsed)
      for (const node of rt.cutOffs.pass(operands as readonly TensorValue[], result))
        rt.cuts.note(node, 'no_grad', source);
    return new TensorValue(result, null, source);
  }
  const nodes = new Array<NodeId>(operands.length);
  for (let k = 0; k < operands.length; k++) nodes[k] = nodeOf(rt, operands[k]!, source);
  return new TensorValue(result, rt.tape.tensorRow(tensorOpCode[name], nodes, result, params, source), source);
}

/** One element of a tensor, as a number of the program: tracked where the tensor is. `element` is a flat index. */
export function elementOf(rt: Runtime, tensor: TensorValue, element: number, source: SourceId): number | Tracked {
  const value = tensor.array.flat(element);
  if (tensor.node === null) return value;
  const params = { element };
  const row = rt.tape.tensorRow(tensorOpCode.element, [tensor.node], scalar(value), params, source);
  return new Tracked(value, row);
}

/** A tensor of numbers of which some may be tracked; `template` holds them all, counted along the last axis first. */
export function packed(
  rt: Runtime,
  numbers: readonly (number | Tracked)[],
  template: NdArray,
  source: SourceId,
): TensorValue {
  const elements: number[] = [];
  const operands: Tracked[] = [];
  for (const [k, number] of numbers.entries()) {
    if (!(number instanceof Tracked)) continue;
    elements.push(k);
    operands.push(number);
  }
  if (operands.length === 0) return new TensorValue(template, null, source);
  return tensorOperation(rt, 'pack', operands, { template, elements }, source);
}

/** What operations of tensors may take of the run's budget. */
export function allowanceOf(rt: Runtime, source: SourceId): Allowance {
  const allowance = new RunAllowance(rt);
  allowance.source = source;
  return allowance;
}

function computed<Name extends TensorOp>(
  rt: Runtime,
  name: Name,
  operands: readonly TensorOperand[],
  params: ParamsOf<Name>,
  source: SourceId,
): NdArray {
  if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
  const arrays = arraysOf(operands);
  const { allowance } = rt;
  allowance.source = source;
  const result = compute(name, arrays, params, allowance);
  if (isError(result)) {
    const names = operands.map((operand) => operandName(rt, operand));
    throw failureOf(result, names, source);
  }
  // What takes long in one go is looked at after it.
  if (result.size > 10_000) rt.budget.spend(rt, result.size / 100, source);
  return result;
}

/** Numbers beside tensors of single precision are of single precision. */
function arraysOf(operands: readonly TensorOperand[]): NdArray[] {
  const arrays = new Array<NdArray>(operands.length);
  for (let k = 0; k < operands.length; k++) {
    const operand = operands[k]!;
    arrays[k] = operand instanceof TensorValue ? operand.array : scalar(operand.value, numberDtype(operands));
  }
  return arrays;
}

function numberDtype(operands: readonly TensorOperand[]): 'float32' | 'float64' {
  const isSingle = operands.some((operand) => operand instanceof TensorValue && operand.array.dtype === 'float32');
  return isSingle ? 'float32' : 'float64';
}

/** The row of an operand; a constant is recorded with the expression that made it, so that it can be called by that. */
function nodeOf(rt: Runtime, operand: TensorOperand, source: SourceId): NodeId {
  if (operand instanceof Tracked) return operand.node;
  if (operand.node !== null) return operand.node;
  const row = rt.tape.tensorConstant(operand.array, operand.source || source);
  rt.cutOffs.record(row, operand.array);
  return row;
}

/** How the code calls an operand: its variable, or its expression where that is short; null else. */
export function operandName(rt: Runtime, operand: TensorOperand): string | null {
  const made = operand instanceof TensorValue ? operand.source : rt.tape.source[operand.node]!;
  const code = rt.sources.code(made);
  const name = rt.sources.name(made) ?? (code.length <= NAME_LENGTH && !code.includes('\n') ? code : '');
  return name === '' ? null : `\`${name}\``;
}

/** An error of the engine as one of the catalogue; `names` are the operands as the code calls them. */
export function failureOf(error: TensorError, names: readonly (string | null)[], source: SourceId): SnippetFailure {
  const code: ErrorCode =
    error.code === 'TypeMismatch' || error.code === 'InvalidArgument' ? 'TypeMismatch' : 'ShapeMismatch';
  const message = error.tell(names);
  return new SnippetFailure(code, message, source, 'Error', message);
}
