import type { Formula } from './ops/formula';
import { CONSTANT, ELEMENT, holdsTensor, type OpCode, opCode, rowByCode } from './ops/table';
import { type TensorOp, tensorOpCode, tensorOpName, tensorRowByCode } from './ops/tensorTable';
import type { SourceId } from './sources';
import type { NodeId, Tape } from './tape';
import { isError, TensorError } from './tensor/error';
import { type NdArray, scalar } from './tensor/ndarray';
import { type Shape, sameShape } from './tensor/shape';
import { type Allowance, recordTensor } from './tensorTape';

/** Carries an error out of a recording. */
export class Refusal extends Error {
  constructor(readonly error: TensorError) {
    super(error.message);
  }
}

/** Records operations of numbers and tensors alike. */
export class Recording {
  constructor(
    readonly tape: Tape,
    private readonly source: SourceId,
    private readonly allowance: Allowance,
  ) {}

  isTensor(node: NodeId): boolean {
    return holdsTensor(this.tape.op[node]!);
  }

  shape(node: NodeId): Shape {
    return this.isTensor(node) ? this.tape.tensor(node).shape : [];
  }

  array(node: NodeId): NdArray {
    return this.isTensor(node) ? this.tape.tensor(node) : scalar(this.tape.value[node]!);
  }

  number(value: number): NodeId {
    return this.tape.constant(value, this.source);
  }

  constant(array: NdArray): NodeId {
    return this.tape.tensorConstant(array, this.source);
  }

  /** An operation by name: of numbers where all operands are, else of tensors. */
  op(name: string, operands: readonly NodeId[], params: object = {}): NodeId {
    const code = (opCode as Readonly<Record<string, OpCode>>)[name];
    const row = code === undefined ? undefined : rowByCode[code];
    const { tape, source } = this;
    if (code !== undefined && row !== undefined && !operands.some((node) => this.isTensor(node))) {
      const values = operands.map((node) => tape.value[node]!);
      const [a, b] = values as [number, number];
      const [first, second] = operands as [NodeId, NodeId];
      if (row.arity === 1) return tape.record1(code, first, row.forward(a), source);
      if (row.arity === 2) return tape.record2(code, first, second, row.forward(a, b), source);
      return tape.recordN(code, operands, row.forward(values), source);
    }
    if (!(name in tensorOpCode)) throw new TypeError(`internal: there is no operation ${name}`);
    const found = recordTensor(tape, name as 'add', operands, params, source, this.allowance);
    if (isError(found)) throw new Refusal(found);
    return found;
  }

  /** The sum over what an operand was stretched by; a number where the operand is one. */
  fitted(node: NodeId, operand: NodeId): NodeId {
    const shape = this.shape(operand);
    let found = node;
    const own = this.shape(node);
    if (!sameShape(own, shape)) {
      const missing = own.length - shape.length;
      const axes = [...own.keys()].filter((axis) => axis < missing || (shape[axis - missing] === 1 && own[axis] !== 1));
      if (axes.length > 0) found = this.op('sum', [found], { axes, keepDims: true });
      found = this.op(sameShape(own, shape) || axes.length > 0 ? 'reshape' : 'expand', [found], { shape });
    }
    if (!this.isTensor(operand) && this.isTensor(found)) found = this.op('element', [found], { element: 0 });
    return found;
  }

  /** A formula of the operands and the result. */
  formula(formula: Formula, names: (name: string) => NodeId): NodeId {
    if (formula.kind === 'number') return this.number(formula.value);
    if (formula.kind === 'name') return names(formula.name);
    return this.op(
      formula.op,
      formula.of.map((part) => this.formula(part, names)),
    );
  }

  /** A product, without multiplying by the 1 that most backward passes start from. */
  times(a: NodeId, b: NodeId): NodeId {
    const { op, value } = this.tape;
    if (op[a] === CONSTANT && value[a] === 1 && !this.isTensor(b)) return b;
    if (op[b] === CONSTANT && value[b] === 1) return a;
    return this.op('mul', [a, b]);
  }
}

/** One call of an operation on the tape, whose backward pass is recorded. */
export interface RecordedCall {
  readonly r: Recording;
  readonly node: NodeId;
  readonly operands: readonly NodeId[];
  readonly upstream: NodeId;
  readonly params: object;
}

/** Why the backward pass of an operation cannot be recorded. */
export function refusal({ r, node, params }: RecordedCall): Refusal {
  const code = r.tape.op[node]!;
  const own = code === tensorOpCode.custom ? tensorRowByCode[code]!.symbolOf?.(params) : undefined;
  const name = own ?? tensorOpName(code) ?? rowByCode[code]?.symbol ?? 'this operation';
  return new Refusal(
    new TensorError('NotDifferentiable', `the gradient of ${name} cannot be differentiated again yet`),
  );
}

/** What flows back through a linear operation, as one operation. */
export function pulledBack(call: RecordedCall, k: number): NodeId {
  const { r, node, operands, upstream } = call;
  const code = r.tape.op[node]!;
  // A constant border has no part in what flows back.
  const params = tensorOpName(code) === 'pad' ? { ...call.params, value: 0 } : call.params;
  const found = r.op('pullback' satisfies TensorOp, [upstream], {
    row: tensorRowByCode[code],
    inputs: operands.map((operand) => r.array(operand)),
    output: code === ELEMENT ? scalar(r.tape.value[node]!) : r.tape.tensor(node),
    params,
    operand: k,
  });
  return r.fitted(found, operands[k]!);
}
