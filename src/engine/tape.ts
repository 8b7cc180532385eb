import { grown, roomFor } from './growth';
import type { OpCode } from './ops/table';
import { CONSTANT, INPUT } from './ops/table';
import { type RegionId, type RegionKind, Regions } from './regions';
import type { SourceId } from './sources';

/** Index of a value on the tape. Operands always have smaller ids than the operation that uses them. */
export type NodeId = number;

const FIRST_ROWS = 1024;
const CONSTANT_SLOTS = 128;

/**
 * The record of primitive operations in order (a Wengert list), as columns of typed arrays that grow in steps. A row is
 * a scalar; the `tensor` kind of slot will hold an index into a table of buffers.
 *
 * The columns are public for the loops that sweep them; they are replaced when the tape grows, so a sweep reads them
 * after recording has ended.
 */
export class Tape {
  /** Op code of each row: INPUT, CONSTANT or the code of an operation. */
  op: Uint8Array;
  source: Int32Array;
  region: Int32Array;
  value: Float64Array;
  /** Row i has the operands `operands[operandEnd[i - 1]]` up to `operands[operandEnd[i] - 1]`. */
  operandEnd: Int32Array;
  operands: Int32Array;

  readonly regions = new Regions();
  /** The region that rows are recorded in; 0 is the module. */
  currentRegion: RegionId = 0;
  /** The newest region that holds a row or another region. */
  #touchedRegion: RegionId = 0;

  #length = 0;
  #operandCount = 0;

  /** For each remainder of source ids the newest constant, or -1. */
  readonly #constants = new Int32Array(CONSTANT_SLOTS).fill(-1);

  /** `capacity` is how many rows to make room for at first, such as the length of the last run. */
  constructor(capacity = FIRST_ROWS) {
    this.op = new Uint8Array(capacity);
    this.source = new Int32Array(capacity);
    this.region = new Int32Array(capacity);
    this.value = new Float64Array(capacity);
    this.operandEnd = new Int32Array(capacity);
    this.operands = new Int32Array(2 * capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** How many entries the operand pool holds. */
  get operandCount(): number {
    return this.#operandCount;
  }

  /** Bytes that the columns take, room for further rows included. */
  get byteLength(): number {
    const columns = [this.op, this.source, this.region, this.value, this.operandEnd, this.operands];
    return columns.reduce((bytes, column) => bytes + column.byteLength, this.regions.byteLength);
  }

  operandStart(node: NodeId): number {
    return node === 0 ? 0 : this.operandEnd[node - 1]!;
  }

  /** The operands of one row, as a copy. */
  operandsOf(node: NodeId): NodeId[] {
    return Array.from(this.operands.subarray(this.operandStart(node), this.operandEnd[node]));
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
    const known = this.#constants[slot]!;
    if (known >= 0 && this.source[known] === source && Object.is(this.value[known], value)) return known;
    const node = this.#row(CONSTANT, value, source);
    this.#constants[slot] = node;
    return node;
  }

  record1(op: OpCode, a: NodeId, value: number, source: SourceId): NodeId {
    if (this.#operandCount + 1 > this.operands.length) this.#growOperands(1);
    this.operands[this.#operandCount++] = a;
    return this.#row(op, value, source);
  }

  record2(op: OpCode, a: NodeId, b: NodeId, value: number, source: SourceId): NodeId {
    const at = this.#operandCount;
    if (at + 2 > this.operands.length) this.#growOperands(2);
    this.operands[at] = a;
    this.operands[at + 1] = b;
    this.#operandCount = at + 2;
    return this.#row(op, value, source);
  }

  recordN(op: OpCode, operands: ArrayLike<NodeId>, value: number, source: SourceId): NodeId {
    const count = operands.length;
    if (this.#operandCount + count > this.operands.length) this.#growOperands(count);
    for (let k = 0; k < count; k++) this.operands[this.#operandCount + k] = operands[k]!;
    this.#operandCount += count;
    return this.#row(op, value, source);
  }

  /** Enters a call site or a loop; give the returned region's predecessor back to {@link leaveRegion}. */
  enterRegion(kind: RegionKind, source: SourceId): RegionId {
    const before = this.currentRegion;
    this.currentRegion = this.regions.add(before, kind, source);
    return before;
  }

  /** Goes on to the given iteration of the loop region `loop`. */
  enterIteration(loop: RegionId, index: number): void {
    const current = this.currentRegion;
    const { regions } = this;
    if (
      current !== loop &&
      current > this.#touchedRegion &&
      current === regions.length - 1 &&
      regions.parent(current) === loop
    ) {
      regions.reuse(current, index);
      return;
    }
    this.currentRegion = regions.addIteration(loop, index);
  }

  /** Returns to `before`. Regions that recorded nothing are forgotten. */
  leaveRegion(before: RegionId): void {
    const { regions } = this;
    for (let id = this.currentRegion; id !== before && id > this.#touchedRegion; id = regions.parent(id))
      regions.drop(id);
    this.currentRegion = before;
  }

  #row(op: OpCode, value: number, source: SourceId): NodeId {
    const node = this.#length;
    if (node === this.op.length) this.#growRows();
    this.op[node] = op;
    this.source[node] = source;
    this.region[node] = this.currentRegion;
    this.value[node] = value;
    this.operandEnd[node] = this.#operandCount;
    this.#length = node + 1;
    if (this.currentRegion > this.#touchedRegion) this.#touchedRegion = this.currentRegion;
    return node;
  }

  #growRows(): void {
    const capacity = roomFor(this.#length + 1);
    this.op = grown(this.op, capacity);
    this.source = grown(this.source, capacity);
    this.region = grown(this.region, capacity);
    this.value = grown(this.value, capacity);
    this.operandEnd = grown(this.operandEnd, capacity);
  }

  #growOperands(extra: number): void {
    this.operands = grown(this.operands, roomFor(this.#operandCount + extra));
  }
}
