import { useArithmetic } from './math/arithmetic';
import { ELEMENT, holdsTensor, isConstant } from './ops/table';
import { type IndexParams, singleElement } from './ops/tensor/indexing';
import { tensorOpCode, tensorRowByCode } from './ops/tensorTable';
import type { Seed, Sweep } from './sweep';
import type { NodeId, Tape } from './tape';
import { gradientDtype } from './tensor/dtype';
import { cast } from './tensor/elementwise';
import { noTick, type Tick } from './tensor/gemm';
import { filled, type NdArray, scalar, zeros } from './tensor/ndarray';
import { sameShape, shapeText } from './tensor/shape';
import { arraysOf, inputsOf } from './tensorTape';

const INDEX = tensorOpCode.index;

/** Starts a tensor's adjoint. */
export function seedTensor(tape: Tape, sweep: Sweep, adjoint: Float64Array, { node, gradient, array }: Seed): void {
  const { dtype, shape } = tape.tensor(node);
  adjoint[node] = 0;
  if (array !== undefined && !sameShape(array.shape, shape)) {
    throw new TypeError(`internal: a tensor of shape ${shapeText(shape)} was seeded with ${shapeText(array.shape)}`);
  }
  const own = gradientDtype(dtype);
  sweep.addTensor(node, array === undefined ? filled(own, shape, gradient) : cast(array, own));
}

/** Adds what flows back from one operation of tensors to its operands. */
export function pullTensor(tape: Tape, sweep: Sweep, adjoint: Float64Array, node: NodeId, tick: Tick): void {
  const { op } = tape;
  const operands = tape.operandsOf(node);
  // What is reached has a gradient, if only of 0; numbers are marked by what is added to them.
  for (const operand of operands) if (Object.is(adjoint[operand], -0)) adjoint[operand] = 0;
  if (op[node] === ELEMENT) {
    const [a] = operands as [NodeId];
    const { element } = tape.params(node) as { element: number };
    if (!isConstant(op[a]!)) sweep.addElement(a, tape.tensor(a), element, adjoint[node]!);
    return;
  }
  const upstream = sweep.tensor(node);
  if (upstream === null) return;
  if (op[node] === INDEX && upstream.rank === 0) {
    // One element of many: no array of zeros around it.
    const [a] = operands as [NodeId];
    const element = singleElement(tape.tensor(a).shape, tape.params(node) as IndexParams);
    if (element !== null) {
      if (!isConstant(op[a]!)) sweep.addElement(a, tape.tensor(a), element, upstream.item());
      return;
    }
  }
  const wanted = new Array<boolean>(operands.length);
  let isAny = false;
  for (let k = 0; k < operands.length; k++) isAny = (wanted[k] = !isConstant(op[operands[k]!]!)) || isAny;
  if (!isAny) return;
  const found = contributions(tape, node, operands, upstream, wanted, tick);
  for (let k = 0; k < operands.length; k++) {
    const contribution = found[k]!;
    const operand = operands[k]!;
    if (contribution === null) continue;
    if (holdsTensor(op[operand]!)) sweep.addTensor(operand, contribution);
    else adjoint[operand] = adjoint[operand]! + (contribution.item() + 0);
  }
}

/** What flows back over each edge of an operation of tensors that is wanted; null where nothing does. */
function contributions(
  tape: Tape,
  node: NodeId,
  operands: readonly NodeId[],
  upstream: NdArray,
  wanted: readonly boolean[],
  tick: Tick,
): readonly (NdArray | null)[] {
  useArithmetic(tape.arithmetic);
  const row = tensorRowByCode[tape.op[node]!]!;
  const inputs = arraysOf(tape, operands);
  const output = tape.op[node] === ELEMENT ? scalar(tape.value[node]!) : tape.tensor(node);
  const found = row.vjp({ upstream, inputs, output, params: tape.params(node), wanted, tick });
  if (found.length !== inputs.length) throw new TypeError(`internal: ${row.symbol} has ${inputs.length} operands`);
  for (let k = 0; k < found.length; k++) {
    const contribution = found[k]!;
    if (contribution === null || sameShape(contribution.shape, inputs[k]!.shape)) continue;
    throw new TypeError(
      `internal: ${row.symbol} gives a gradient of shape ${shapeText(contribution.shape)} for operand ${k} of shape ${shapeText(inputs[k]!.shape)}`,
    );
  }
  return found;
}

/** The zeros that a reached tensor's gradient is where nothing else arrives. */
function noGradient({ dtype, shape }: NdArray): NdArray {
  return filled(gradientDtype(dtype), shape, 0);
}

/** d output / d node for a tensor of the tape, zeros where nothing arrives; of a number, an array without axes. */
export function tensorGradient(tape: Tape, sweep: Sweep, node: NodeId): NdArray {
  if (!holdsTensor(tape.op[node]!)) return scalar(sweep.adjoint[node] ?? 0);
  return sweep.tensor(node) ?? noGradient(tape.tensor(node));
}

/**
 * The contribution that flows from an operation of tensors back to its operand number `operand`, also where that is a
 * constant. Computed on demand, never stored.
 */
export function tensorContribution(tape: Tape, sweep: Sweep, node: NodeId, operand: number): NdArray {
  return vjpOf(tape, node, operand, tensorGradient(tape, sweep, node));
}

/**
 * The local gradients of one element of an operation's result: its derivative with respect to each element of operand
 * number `operand`, in the operand's shape.
 */
export function elementSlopes(tape: Tape, node: NodeId, element: number, operand: number): NdArray {
  const shape = holdsTensor(tape.op[node]!) ? tape.tensor(node).shape : [];
  const one = zeros('float64', shape);
  one.data[element] = 1;
  return vjpOf(tape, node, operand, one);
}

/** Whether an operation passes to operand number `operand` anything of a gradient that is 1 everywhere. */
export function passesToOperand(tape: Tape, node: NodeId, operand: number): boolean {
  const shape = holdsTensor(tape.op[node]!) ? tape.tensor(node).shape : [];
  return vjpOf(tape, node, operand, filled('float64', shape, 1))
    .values()
    .some((value) => value !== 0);
}

function vjpOf(tape: Tape, node: NodeId, operand: number, upstream: NdArray): NdArray {
  const operands = tape.operandsOf(node);
  if (operand >= operands.length) throw new RangeError(`internal: node ${node} has no operand ${operand}`);
  const wanted = operands.map((_, k) => k === operand);
  const found = contributions(tape, node, operands, upstream, wanted, noTick)[operand]!;
  return found ?? noGradient(inputsOf(tape, node)[operand]!);
}
