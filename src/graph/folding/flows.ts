import { firstRules, localGradients, type Sweep, secondRules, unaryRules } from '../../engine/backward';
import { useArithmetic } from '../../engine/math/arithmetic';
import type { BinaryRow } from '../../engine/ops/row';
import { CONSTANT, holdsTensor, isConstant, opCode, rows, SCALAR_CODES } from '../../engine/ops/table';
import { ANY_NUMBER, arities, type NodeId, type Tape } from '../../engine/tape';
import { tensorGradient } from '../../engine/tensorSweep';
import type { Statistics } from '../model';
import { encodeNum } from '../num';
import { statisticsOf } from '../tensorView';
import type { Cells } from './cells';
import type { Group } from './groups';

/** Numbers of one kind, such as all values of a stacked gate. */
export class Spread {
  count = 0;
  nan = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  #sum = 0;

  add(number: number): void {
    this.count++;
    if (number < this.#least) this.#least = number;
    if (number > this.#most) this.#most = number;
    if (Number.isNaN(number)) this.nan++;
    else this.#sum += number;
  }

  /** Takes all numbers of a tensor as one value: their mean, and between which of them it lies. */
  addAll({ least, most, mean, nan }: Statistics): void {
    this.count++;
    if (nan > 0) {
      this.nan++;
      return;
    }
    this.#least = Math.min(this.#least, Number(least));
    this.#most = Math.max(this.#most, Number(most));
    this.#sum += Number(mean);
  }

  /** Of the numbers that are not NaN. */
  get statistics(): Statistics {
    const some = this.count - this.nan;
    const encoded = (number: number) => encodeNum(some === 0 ? Number.NaN : number);
    return {
      least: encoded(this.#least),
      most: encoded(this.#most),
      mean: encoded(this.#sum / some),
      nan: this.nan,
    };
  }
}

/** All that flows from one drawn gate into one operand of another. */
export class Flowing {
  /** Contributions, one for each use. */
  readonly contributions = new Spread();
  sum = 0;
  /** True where something flows to an earlier gate of the picture, or to itself: to the next turn of a loop. */
  carried = false;
  /** True where a tensor flows: its contributions are not numbers. */
  isTensor = false;
  /** Nothing flows back to a constant. */
  isConstant = false;
  /** The newest value that flows here. */
  last: NodeId = 0;

  constructor(
    readonly from: number,
    readonly operand: number,
  ) {}
}

/** What the picture says of a group of gates. */
export class GroupFlow {
  readonly values = new Spread();
  readonly gradients = new Spread();
  /** The rows whose values leave the group, or all of a stacked gate, as far as they are listed. */
  readonly listed: NodeId[] = [];
  /** Values evenly chosen over the run. */
  strip: NodeId[] = [];
  #stride = 1;
  last: NodeId = 0;
  operations = 0;
  readonly into: Flowing[] = [];
  /** Of a stacked gate the constants that each operand had. */
  readonly constants: (Spread | undefined)[] = [];
  /** For each operand what flowed last. */
  readonly #recent: Flowing[] = [];

  /** Takes the next value that leaves, in the order of the run. */
  leave(node: NodeId, value: number | Statistics, gradient: number | Statistics): void {
    if (this.values.count % this.#stride === 0) {
      this.strip.push(node);
      if (this.strip.length === 2 * STRIP) {
        this.strip = this.strip.filter((_, k) => k % 2 === 0);
        this.#stride *= 2;
      }
    }
    if (typeof value === 'number') this.values.add(value);
    else this.values.addAll(value);
    if (typeof gradient === 'number') this.gradients.add(gradient);
    else this.gradients.addAll(gradient);
    if (this.listed.length < LISTED) this.listed.push(node);
    this.last = node;
  }

  flowing(from: number, operand: number): Flowing {
    const recent = this.#recent[operand];
    if (recent !== undefined && recent.from === from) return recent;
    let found: Flowing | undefined;
    for (const known of this.into) if (known.from === from && known.operand === operand) found = known;
    if (found === undefined) {
      found = new Flowing(from, operand);
      this.into.push(found);
    }
    this.#recent[operand] = found;
    return found;
  }
}

const [mulFirst, mulSecond]: BinaryRow['local'] = rows.mul.local;
const [addFirst, addSecond]: BinaryRow['local'] = rows.add.local;

/** Every so many values one is kept for the strip, which then has at most twice as many as this. */
const STRIP = 32;

/** Values of one gate that are listed; more are counted, and told by the least and the largest. */
export const LISTED = 256;

/**
 * What flows between groups, from one pass over the tape. Contributions into one value are summed exactly; those into
 * several values are only told by the least and the largest.
 */
export function flowsOf(
  tape: Tape,
  sweep: Sweep,
  cells: Cells,
  groups: readonly Group[],
  outputs: ReadonlySet<NodeId>,
): readonly GroupFlow[] {
  const { op, value, operands, operandEnd } = tape;
  const { reached, adjoint } = sweep;
  useArithmetic(tape.arithmetic);
  const groupOfCell = new Int32Array(cells.all.length);
  groups.forEach((group, k) => {
    for (const cell of group.cells) groupOfCell[cell.id] = k;
  });
  const flows = groups.map(() => new GroupFlow());
  /** Primitive gates tell their operands apart; of all other groups what flows in from one gate is one. */
  const isPrimitive = groups.map(({ kind, cells }) => kind === 'cell' && cells[0]!.composite === null);
  const leaves = new Uint8Array(reached.length);
  for (const output of outputs) leaves[output] = 1;
  for (let node = 0; node < reached.length; node++) {
    const cell = cells.of[node]!;
    if (cell === -1) continue;
    const into = groupOfCell[cell]!;
    const flow = flows[into]!;
    flow.operations++;
    const primitive = isPrimitive[into]!;
    if (primitive) leaves[node] = 1;
    const start = node === 0 ? 0 : operandEnd[node - 1]!;
    const end = operandEnd[node]!;
    if (start === end) continue;
    const code = op[node]!;
    const arity = arities[code]!;
    const y = value[node]!;
    const first = value[operands[start]!]!;
    const upstream = adjoint[node]!;
    const isTensor = code >= SCALAR_CODES;
    const many = arity === ANY_NUMBER && !isTensor ? localGradients(tape, node) : null;
    for (let at = start; at < end; at++) {
      let operand = operands[at]!;
      while (op[operand] === opCode.alias) operand = operands[operandEnd[operand]! - 1]!;
      const source = cells.of[operand]!;
      if (source === -1) {
        if (primitive && op[operand] === CONSTANT) (flow.constants[at - start] ??= new Spread()).add(value[operand]!);
        continue;
      }
      const from = groupOfCell[source]!;
      if (from === into && !primitive) continue;
      leaves[operand] = 1;
      const k = at - start;
      const flowing = flow.flowing(from, primitive ? k : 0);
      flowing.last = operand;
      if (from >= into) flowing.carried = true;
      if (isConstant(op[operand]!)) flowing.isConstant = true;
      if (isTensor) {
        flowing.isTensor = true;
        flowing.contributions.count++;
        continue;
      }
      let local: number;
      if (many !== null) local = many[k]!;
      else if (arity === 1) local = unaryRules[code]!(first, y);
      else {
        const second = value[operands[start + 1]!]!;
        // By name, so that no call is left of the commonest rules; as in the sweep.
        if (code === opCode.mul) local = k === 0 ? mulFirst(first, second, y) : mulSecond(first, second, y);
        else if (code === opCode.add) local = k === 0 ? addFirst(first, second, y) : addSecond(first, second, y);
        else local = (k === 0 ? firstRules : secondRules)[code]!(first, second, y);
      }
      flowing.contributions.add(upstream * local);
      flowing.sum += upstream * local;
    }
  }
  for (let node = 0; node < reached.length; node++) {
    if (leaves[node] === 0 || cells.of[node] === -1) continue;
    const flow = flows[groupOfCell[cells.of[node]!]!]!;
    if (!holdsTensor(op[node]!)) flow.leave(node, value[node]!, op[node] === CONSTANT ? 0 : adjoint[node]!);
    else flow.leave(node, statisticsOf(tape.tensor(node)), statisticsOf(tensorGradient(tape, sweep, node)));
  }
  return flows;
}
