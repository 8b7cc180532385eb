import { grown, roomFor } from './growth';
import type { Arithmetic } from './math/arithmetic';
import type { OpCode } from './ops/table';
import { CONSTANT, ELEMENT, INPUT, rowByCode, SCALAR_CODES, TENSOR_CONSTANT, TENSOR_INPUT } from './ops/table';
import { type RegionId, type RegionKind, Regions } from './regions';
import { RowRegions } from './rowRegions';
import type { SourceId } from './sources';
import { bytesOf } from './tensor/dtype';
import type { NdArray } from './tensor/ndarray';

/** Index of a value on the tape. Operands always have smaller ids than the operation that uses them. */
export type NodeId = number;

const FIRST_ROWS = 1024;
/** Rows that a column which is put together has room for beyond those there are. */
const FEW = 64;
const CONSTANT_SLOTS = 128;
/** Rows of all runs together, past which the look-up of constants is made anew. */
const LOOKUP_ROWS = 2 ** 30;

/** In {@link arities}: an operation of any number of operands. */
export const ANY_NUMBER = 3;

/** How many operands the operation of a code has; 0 for leaves. The operations of tensors have any number. */
export const arities = Uint8Array.from({ length: 256 }, (_, code) => {
  const row = rowByCode[code];
  if (row !== undefined) return row.arity === 'n' ? ANY_NUMBER : row.arity;
  return code < SCALAR_CODES || code === TENSOR_INPUT || code === TENSOR_CONSTANT ? 0 : ANY_NUMBER;
});

const NO_PARAMS = {};

/**
 * The record of primitive operations in order (a Wengert list), as columns of typed arrays that grow in steps. A row is
 * a number or a tensor, as its op code tells (`holdsTensor`); of a tensor, `value` holds its index in `tensors`.
 *
 * The columns are public for the loops that sweep them; they are replaced when the tape grows, so a sweep reads them
 * after recording has ended. What follows from other columns is put together when it is first asked for: recording a row
 * is the innermost loop of everything.
 */
export class Tape {
  /** Op code of each row: INPUT, CONSTANT or the code of an operation. */
  op: Uint8Array;
  source: Int32Array;
  value: Float64Array;
  /** The operands of all rows, one after the other; there is always room for two more for each row there is room for. */
  operands: Int32Array;

  readonly regions = new Regions();

  /** What the rows are computed with; whoever records sets it. */
  arithmetic: Arithmetic = 'javascript';

  #length = 0;
  #operandCount = 0;
  /** The numbers of operands of those rows of which the op code does not tell it, in order. */
  #counts = new Int32Array(0);
  #countsLength = 0;
  readonly #rowRegions = new RowRegions();
  #operandEnd = new Int32Array(0);
  /** So many rows' ends are known, and so many of the counts went into them. */
  #endsKnown = 0;
  #countsKnown = 0;

  /** For each remainder of source ids the newest constant, as its row plus {@link #rowsBefore}, or less than that. */
  readonly #constants = new Int32Array(CONSTANT_SLOTS).fill(-1);
  /** Rows of the runs before this one. */
  #rowsBefore = 0;

  /** The tensors of the rows that hold one. They never change. */
  tensors: NdArray[] = [];
  /** Parameters of operations of tensors, by row. */
  #params = new Map<NodeId, object>();
  #tensorBytes = 0;

  /** `capacity` is how many rows to make room for at first, such as the length of the last run. */
  constructor(capacity = FIRST_ROWS) {
    this.op = new Uint8Array(capacity);
    this.source = new Int32Array(capacity);
    this.value = new Float64Array(capacity);
    this.operands = new Int32Array(2 * capacity);
  }

  /** Forgets all rows and keeps their memory, for another run. Nobody may read what this tape held any more. */
  reset(): void {
    this.#rowsBefore += this.#length;
    if (this.#rowsBefore > LOOKUP_ROWS) {
      this.#rowsBefore = 0;
      this.#constants.fill(-1);
    }
    this.#length = 0;
    this.#operandCount = 0;
    this.#countsLength = 0;
    this.#endsKnown = 0;
    // Most tapes hold none, and to empty what is empty takes longer than to record a row.
    if (this.tensors.length > 0) {
      this.tensors = [];
      this.#params = new Map();
      this.#tensorBytes = 0;
    }
    this.regions.reset();
    this.#rowRegions.reset();
  }

  get length(): number {
    return this.#length;
  }

  /** How many entries the operand pool holds. */
  get operandCount(): number {
    return this.#operandCount;
  }

  /** The numbers of operands of the rows that may have any number, in order: {@link countsLength} of them. */
  get counts(): Int32Array {
    return this.#counts;
  }

  get countsLength(): number {
    return this.#countsLength;
  }

  /** Row i has the operands `operands[operandEnd[i - 1]]` up to `operands[operandEnd[i] - 1]`. */
  get operandEnd(): Int32Array {
    if (this.#endsKnown < this.#length) this.#findOperandEnds();
    return this.#operandEnd;
  }

  /** The region that each row was recorded in. */
  get region(): Int32Array {
    return this.#rowRegions.column(this.#length);
  }

  /** The region that rows are recorded in; 0 is the module. */
  get currentRegion(): RegionId {
    return this.#rowRegions.current;
  }

  set currentRegion(region: RegionId) {
    this.#rowRegions.enter(region, this.#length);
  }

  /** Bytes that the columns and the tensors take, room for further rows included. Views count as nothing. */
  get byteLength(): number {
    return (
      this.#tensorBytes +
      this.op.byteLength +
      this.source.byteLength +
      this.value.byteLength +
      this.operands.byteLength +
      this.#counts.byteLength +
      this.#operandEnd.byteLength +
      this.#rowRegions.byteLength +
      this.regions.byteLength
    );
  }

  operandStart(node: NodeId): number {
    return node === 0 ? 0 : this.operandEnd[node - 1]!;
  }

  /** The operands of one row, as a copy. */
  operandsOf(node: NodeId): NodeId[] {
    const { operands, operandEnd } = this;
    const start = node === 0 ? 0 : operandEnd[node - 1]!;
    const found = new Array<NodeId>(operandEnd[node]! - start);
    for (let k = 0; k < found.length; k++) found[k] = operands[start + k]!;
    return found;
  }

  /** Records a leaf that gradients are wanted for. */
  input(value: number, source: SourceId): NodeId {
    return this.#row(INPUT, value, source);
  }

  /**
   * Records a leaf without gradient. The same value from the same expression, as in a loop, is one row (bounded look-up:
   * it may be recorded again, which changes no number).
   */
  constant(value: number, source: SourceId): NodeId {
    const slot = source & (CONSTANT_SLOTS - 1);
    const known = this.#constants[slot]! - this.#rowsBefore;
    if (known >= 0 && this.source[known] === source && Object.is(this.value[known], value)) return known;
    const node = this.#row(CONSTANT, value, source);
    this.#constants[slot] = node + this.#rowsBefore;
    return node;
  }

  /** Records a tensor that gradients are wanted for. */
  tensorInput(array: NdArray, source: SourceId): NodeId {
    return this.#row(TENSOR_INPUT, this.#keep(array), source);
  }

  /** Records a tensor without gradient. */
  tensorConstant(array: NdArray, source: SourceId): NodeId {
    return this.#row(TENSOR_CONSTANT, this.#keep(array), source);
  }

  /** Records an operation of tensors; its result is a number for `element` alone. See `recordTensor` in `tensorTape.ts`. */
  tensorRow(op: OpCode, operands: ArrayLike<NodeId>, result: NdArray, params: object, source: SourceId): NodeId {
    const value = op === ELEMENT ? result.item() : this.#keep(result);
    const node = this.recordN(op, operands, value, source);
    this.#params.set(node, params);
    return node;
  }

  /** The tensor of a row that holds one. */
  tensor(node: NodeId): NdArray {
    return this.tensors[this.value[node]!]!;
  }

  /** The parameters that an operation of tensors was recorded with. */
  params(node: NodeId): object {
    return this.#params.get(node) ?? NO_PARAMS;
  }

  record1(op: OpCode, a: NodeId, value: number, source: SourceId): NodeId {
    const node = this.#row(op, value, source);
    this.operands[this.#operandCount++] = a;
    return node;
  }

  record2(op: OpCode, a: NodeId, b: NodeId, value: number, source: SourceId): NodeId {
    const node = this.#row(op, value, source);
    const at = this.#operandCount;
    const { operands } = this;
    operands[at] = a;
    operands[at + 1] = b;
    this.#operandCount = at + 2;
    return node;
  }

  recordN(op: OpCode, operands: ArrayLike<NodeId>, value: number, source: SourceId): NodeId {
    const node = this.#row(op, value, source);
    const count = operands.length;
    const end = this.#operandCount + count;
    // Rows that follow find room for two operands each.
    const needed = end + 2 * (this.op.length - node);
    if (needed > this.operands.length) this.operands = grown(this.operands, roomFor(needed));
    for (let k = 0; k < count; k++) this.operands[this.#operandCount + k] = operands[k]!;
    this.#operandCount = end;
    if (this.#countsLength === this.#counts.length) {
      this.#counts = grown(this.#counts, Math.max(64, roomFor(this.#countsLength)));
    }
    this.#counts[this.#countsLength++] = count;
    return node;
  }

  /** Enters a call site or a loop; give the returned region's predecessor back to {@link leaveRegion}. */
  enterRegion(kind: RegionKind, source: SourceId, label: string | null = null): RegionId {
    const before = this.#rowRegions.current;
    this.#rowRegions.enter(this.regions.add(before, kind, source, label), this.#length);
    return before;
  }

  /** Goes on to the given iteration of the loop region `loop`. */
  enterIteration(loop: RegionId, index: number): void {
    const { regions } = this;
    const inside = this.#rowRegions;
    const { current } = inside;
    if (
      !inside.hasRows(this.#length) &&
      current !== loop &&
      current > inside.touched(this.#length) &&
      current === regions.length - 1 &&
      regions.parent(current) === loop
    ) {
      regions.reuse(current, index);
      return;
    }
    inside.enter(regions.addIteration(loop, index), this.#length);
  }

  /** Returns to `before`. Regions that recorded nothing are forgotten. */
  leaveRegion(before: RegionId): void {
    const { regions } = this;
    const inside = this.#rowRegions;
    const touched = inside.touched(this.#length);
    for (let id = inside.current; id !== before && id > touched; id = regions.parent(id)) regions.drop(id);
    inside.enter(before, this.#length);
  }

  #row(op: OpCode, value: number, source: SourceId): NodeId {
    const node = this.#length;
    if (node === this.op.length) this.#grow();
    this.op[node] = op;
    this.source[node] = source;
    this.value[node] = value;
    this.#length = node + 1;
    return node;
  }

  #keep(array: NdArray): number {
    // What is smaller than its data is a view of another row's.
    if (array.size === array.data.length) this.#tensorBytes += bytesOf(array.dtype, array.size);
    return this.tensors.push(array) - 1;
  }

  #grow(): void {
    const capacity = roomFor(this.#length + 1);
    this.op = grown(this.op, capacity);
    this.source = grown(this.source, capacity);
    this.value = grown(this.value, capacity);
    const operands = this.#operandCount + 2 * (capacity - this.#length);
    if (operands > this.operands.length) this.operands = grown(this.operands, operands);
  }

  #findOperandEnds(): void {
    if (this.#operandEnd.length < this.#length) this.#operandEnd = grown(this.#operandEnd, this.#length + FEW);
    const ends = this.#operandEnd;
    const { op } = this;
    let end = this.#endsKnown === 0 ? 0 : ends[this.#endsKnown - 1]!;
    let counted = this.#endsKnown === 0 ? 0 : this.#countsKnown;
    for (let node = this.#endsKnown; node < this.#length; node++) {
      const arity = arities[op[node]!]!;
      end += arity === ANY_NUMBER ? this.#counts[counted++]! : arity;
      ends[node] = end;
    }
    this.#endsKnown = this.#length;
    this.#countsKnown = counted;
  }
}
