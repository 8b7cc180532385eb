import { backward } from '../../engine/backward';
import { CONSTANT, INPUT, opCode, rowByCode } from '../../engine/ops/table';
import { type NodeId, Tape } from '../../engine/tape';
import { resolveAlias } from '../alias';
import { type Recognised, recognise } from '../composites/recognise';
import type { Cell, Cells } from './cells';

/** What operand `k` of all gates of a cell has in common. */
interface Origin {
  /** The cell that it comes from; -1 for a constant, -2 where it comes from several, or from a later cell. */
  from: number;
  /** The constant, where it is one that is the same each time; else NaN. */
  constant: number;
}

const CONSTANT_ORIGIN = -1;
const MIXED = -2;

/**
 * Recognises composites among cells, for traces that are too long to be searched gate by gate: the structure of the cells
 * is a small trace of its own. A composite stands only where all gates of its cells have it: the same constants, and
 * operands from the same cells. Takes one pass over the tape.
 */
export function withCellComposites(
  tape: Tape,
  cells: Cells,
  outputs: ReadonlySet<NodeId>,
  open: ReadonlySet<string>,
): Cells {
  // What the newest gates are not, all of them are not: mostly that is the end of it.
  const newest = Int32Array.from(cells.all, ({ last }) => last);
  if (recognisedIn(tape, cells, originsOf(tape, cells, outputs, newest), outputs, false).length === 0) return cells;
  const origins = originsOf(tape, cells, outputs, null);
  const found = recognisedIn(tape, cells, origins, outputs, true).filter(
    ({ root, name }) => !open.has(root.key + name),
  );
  if (found.length === 0) return cells;
  const all: Cell[] = [...cells.all];
  const moved = new Map<number, number>();
  for (const { name, root, members, composite } of found) {
    const operations = members.reduce((sum, member) => sum + member.operations, 0);
    const first = Math.min(...members.map((member) => member.first));
    all[root.id] = { ...root, composite, operations, first, key: root.key + name };
    for (const member of members) if (member !== root) moved.set(member.id, root.id);
  }
  const of = cells.of.slice();
  for (let node = 0; node < of.length; node++) {
    const to = of[node] === -1 ? undefined : moved.get(of[node]!);
    if (to !== undefined) of[node] = to;
  }
  return renumbered(all, of, moved);
}

/** The cells without those that became part of another, in the order of the run. */
function renumbered(all: readonly Cell[], of: Int32Array, gone: ReadonlyMap<number, number>): Cells {
  const kept = all.filter((_, id) => !gone.has(id)).sort((a, b) => a.first - b.first);
  const numbers = new Int32Array(all.length);
  kept.forEach((cell, id) => {
    numbers[cell.id] = id;
  });
  for (let node = 0; node < of.length; node++) if (of[node] !== -1) of[node] = numbers[of[node]!]!;
  return { all: kept.map((cell, id) => ({ ...cell, id })), of };
}

/** What the operands of cells have in common, over some rows; null for all of them. */
function originsOf(tape: Tape, { all, of }: Cells, outputs: ReadonlySet<NodeId>, rows: Int32Array | null): Origin[][] {
  const { op, value, operands, operandEnd } = tape;
  const origins: Origin[][] = all.map(() => []);
  const count = rows === null ? of.length : rows.length;
  for (let k = 0; k < count; k++) {
    const node = rows === null ? k : rows[k]!;
    const cell = of[node]!;
    if (cell === -1) continue;
    const known = origins[cell]!;
    const start = node === 0 ? 0 : operandEnd[node - 1]!;
    const end = operandEnd[node]!;
    for (let at = start; at < end; at++) {
      let operand = operands[at]!;
      if (op[operand] === opCode.alias) operand = resolveAlias(tape, operand);
      const isConstant = op[operand] === CONSTANT && !outputs.has(operand);
      const from = isConstant ? CONSTANT_ORIGIN : of[operand]!;
      const constant = isConstant ? value[operand]! : Number.NaN;
      const origin = known[at - start];
      if (origin === undefined) known.push({ from: from >= cell ? MIXED : from, constant });
      else if (origin.from !== from || (isConstant && !Object.is(origin.constant, constant))) origin.from = MIXED;
    }
  }
  return origins;
}

interface CellComposite {
  readonly name: Recognised['name'];
  readonly root: Cell;
  readonly members: readonly Cell[];
  /** In the rows of the newest gates. */
  readonly composite: Recognised;
}

function recognisedIn(
  tape: Tape,
  { all, of }: Cells,
  origins: readonly (readonly Origin[])[],
  outputs: ReadonlySet<NodeId>,
  /** False to find all that there may be: then what goes somewhere that is not told in `origins` is taken for granted. */
  exact: boolean,
): CellComposite[] {
  const small = new Tape(2 * all.length + 16);
  const rowOfCell = new Int32Array(all.length);
  const cellOfRow = new Map<NodeId, Cell>();
  const left = new Set<number>();
  // Every constant is a row of its own: the numbers tell it, not the place.
  let source = 0;
  for (const cell of all) {
    const row = rowByCode[cell.op];
    if (row === undefined) {
      rowOfCell[cell.id] = small.input(tape.value[cell.last]!, ++source);
      continue;
    }
    const rows = origins[cell.id]!.map(({ from, constant }) => {
      if (from === CONSTANT_ORIGIN) return small.constant(constant, ++source);
      return from === MIXED ? small.input(0, ++source) : rowOfCell[from]!;
    });
    const [a, b] = rows;
    const value = tape.value[cell.last]!;
    const made =
      row.arity === 1
        ? small.record1(cell.op, a!, value, 0)
        : row.arity === 2
          ? small.record2(cell.op, a!, b!, value, 0)
          : small.recordN(cell.op, rows, value, 0);
    rowOfCell[cell.id] = made;
    cellOfRow.set(made, cell);
  }
  // What goes somewhere that is not told here may not be hidden in a composite.
  const { operands, operandEnd } = tape;
  const isLeft = new Uint8Array(all.length);
  const length = exact ? of.length : 0;
  const isMixed = Uint8Array.from(origins, (known) => (known.some(({ from }) => from === MIXED) ? 1 : 0));
  for (let node = 0; node < length; node++) {
    const cell = of[node]!;
    if (cell === -1 || isMixed[cell] === 0) continue;
    const known = origins[cell]!;
    const start = node === 0 ? 0 : operandEnd[node - 1]!;
    const end = operandEnd[node]!;
    for (let at = start; at < end; at++) {
      if (known[at - start]!.from !== MIXED) continue;
      const from = of[resolveAlias(tape, operands[at]!)]!;
      if (from === -1 || isLeft[from] === 1) continue;
      isLeft[from] = 1;
      left.add(from);
    }
  }
  for (const output of outputs) if (of[output] !== -1) left.add(of[output]!);
  if (!exact) {
    const used = new Set(origins.flatMap((known) => known.map(({ from }) => from)));
    for (const { id } of all) if (!used.has(id)) left.add(id);
  }
  const ends = [...left].map((cell) => rowOfCell[cell]!);
  const sweep = backward(
    small,
    ends.map((node) => ({ node, gradient: 1 })),
  );
  const found = recognise(small, sweep, ends);
  const cellsOf = (rows: readonly NodeId[]) => rows.flatMap((row) => cellOfRow.get(row) ?? []);
  return found.flatMap((recognised): CellComposite[] => {
    const members = cellsOf(recognised.members);
    const root = cellsOf(recognised.outputs).at(-1)!;
    const isWhole = members.every((member) => member.count === root.count && member.region === root.region);
    if (recognised.outputs.length !== 1 || !isWhole || !hangsTogether(tape, members, root)) return [];
    const inputs = recognised.inputs.flatMap((row) => newestOperand(tape, members, rowOfCell, row, of));
    const nodes = members.map((member) => member.last).sort((a, b) => a - b);
    const composite = { name: recognised.name, outputs: [root.last], members: nodes, inputs: [...new Set(inputs)] };
    return [{ name: recognised.name, root, members, composite }];
  });
}

/** True where the newest gates of the cells are those of one composite. */
function hangsTogether(tape: Tape, members: readonly Cell[], root: Cell): boolean {
  const used = new Set(
    members.flatMap(({ last }) => tape.operandsOf(last).map((operand) => resolveAlias(tape, operand))),
  );
  return members.every((member) => member === root || used.has(member.last));
}

/** The rows of the tape that an input of a composite of cells has in its newest gates. */
function newestOperand(
  tape: Tape,
  members: readonly Cell[],
  rowOfCell: Int32Array,
  row: NodeId,
  of: Int32Array,
): NodeId[] {
  const nodes = new Set(members.map(({ last }) => last));
  return [...nodes].flatMap((node) =>
    tape.operandsOf(node).flatMap((given) => {
      const operand = resolveAlias(tape, given);
      const cell = of[operand]!;
      const isInput = !nodes.has(operand) && tape.op[operand] !== CONSTANT;
      return isInput && (cell === -1 || rowOfCell[cell] === row || tape.op[operand] === INPUT) ? [operand] : [];
    }),
  );
}
