import { isConstant, type OpCode, opCode, TENSOR_INPUT } from '../../engine/ops/table';
import type { SourceId } from '../../engine/sources';
import type { NodeId } from '../../engine/tape';
import type { Trace } from '../../engine/trace';
import type { Recognised } from '../composites/recognise';
import { letters, type ViewRegion, type ViewRegions } from './viewRegions';

/** Gates that the same expression made in the same region of the picture. */
export interface Cell {
  readonly id: number;
  readonly region: ViewRegion;
  readonly source: SourceId;
  readonly op: OpCode;
  /** Set where it stands for composites; then of the newest one. */
  composite: Recognised | null;
  /** How many gates, or composites, it stands for. */
  count: number;
  /** How many operations of the tape. */
  operations: number;
  readonly first: NodeId;
  last: NodeId;
  readonly key: string;
  /** From 1 where it is one of several gates that is shown by itself; else 0. */
  readonly element: number;
}

export interface CellOptions {
  readonly trace: Trace;
  readonly reached: Uint8Array;
  readonly outputs: ReadonlySet<NodeId>;
  readonly regions: ViewRegions;
  /** Composites that are one gate each. */
  readonly composites: readonly Recognised[];
  /** False where each gate is a cell of its own, as long as it is in no closed region. */
  readonly merge: boolean;
  /** Whether constants are drawn. */
  readonly constants: boolean;
  /** What is to be shown of the gates of one expression: all by themselves, one of them (from 1), or none. */
  readonly viewOf: (cellKey: string) => 'merged' | 'open' | number;
}

/** The rows of a trace that are drawn, by cells. */
export interface Cells {
  readonly all: readonly Cell[];
  /** The cell of each row, or -1 where it is not drawn: aliases, constants, and what no output was computed from. */
  readonly of: Int32Array;
}

/** Places that are found at once. */
const RECENT = 251;

/** Sorts the rows that outputs were computed from into cells, in time proportional to the tape up to the last output. */
export function cellsOf(options: CellOptions): Cells {
  const { trace, reached, outputs, regions, composites, merge, constants, viewOf } = options;
  const { op, source, region } = trace.tape;
  const all: Cell[] = [];
  const of = new Int32Array(reached.length).fill(-1);
  const inComposite = compositesByNode(composites, reached.length);
  const bySource = new Map<number, Entry[]>();
  const base = trace.sources.size;
  // Loops come back to the same few places: most rows find theirs without a look into the map.
  const recentPlaces = new Float64Array(RECENT).fill(-1);
  const recentEntries: Entry[][] = [];

  const entryOf = (place: number, code: OpCode, name: string | null, at: ViewRegion, from: SourceId): Entry => {
    const slot = place % RECENT;
    if (recentPlaces[slot] !== place) {
      let known = bySource.get(place);
      if (known === undefined) {
        known = [];
        bySource.set(place, known);
      }
      recentEntries[slot] = known;
      recentPlaces[slot] = place;
    }
    const entries = recentEntries[slot]!;
    for (const entry of entries) if (entry.op === code && entry.name === name) return entry;
    const key = `s${at.key}x${from}o${code}${name === null ? '' : letters(name)}`;
    const entry: Entry = { op: code, name, key, view: viewOf(key), cell: null, seen: 0 };
    entries.push(entry);
    return entry;
  };

  const add = (node: NodeId, entry: Entry, at: ViewRegion, composite: Recognised | null): Cell => {
    entry.seen++;
    // A region that is one gate need not tell its gates apart.
    const own = at.kind !== 'steps' && (!merge || (entry.view === 'open' && composite === null));
    const single = entry.view === entry.seen;
    if (!own && !single && entry.cell !== null) return entry.cell;
    const key = own || single ? `${entry.key}n${entry.seen}` : entry.key;
    const element = own || single ? entry.seen : 0;
    const made: Cell = {
      id: all.length,
      region: at,
      source: source[node]!,
      op: entry.op,
      composite,
      count: 0,
      operations: 0,
      first: node,
      last: node,
      key,
      element,
    };
    all.push(made);
    if (!own && !single) entry.cell = made;
    return made;
  };

  // One expression can make several leaves that each are called something: the weights of a layer.
  const nameOf = (node: NodeId, composite: Recognised | null) =>
    composite?.name ?? (op[node] === TENSOR_INPUT ? trace.nameOf(node) : null);

  const compositeCells = new Map<Recognised, Cell>();
  for (let node = 0; node < reached.length; node++) {
    if (reached[node] === 0) continue;
    const code = op[node]!;
    if (code === opCode.alias || (isConstant(code) && !constants && !outputs.has(node))) continue;
    const composite = inComposite?.[node] ? composites[inComposite[node]! - 1]! : null;
    let cell = composite === null ? undefined : compositeCells.get(composite);
    if (cell === undefined) {
      const named = composite === null ? node : composite.outputs.at(-1)!;
      const at = regions.all[regions.of[region[named]!]!]!;
      const place = at.id * base + source[named]!;
      cell = add(named, entryOf(place, op[named]!, nameOf(named, composite), at, source[named]!), at, composite);
      cell.count++;
      if (composite !== null) {
        compositeCells.set(composite, cell);
        cell.composite = composite;
      }
    }
    cell.operations++;
    cell.last = node;
    of[node] = cell.id;
  }
  return { all, of };
}

interface Entry {
  readonly op: OpCode;
  readonly name: string | null;
  readonly key: string;
  readonly view: 'merged' | 'open' | number;
  /** The cell of all that are not shown by themselves. */
  cell: Cell | null;
  seen: number;
}

function compositesByNode(composites: readonly Recognised[], length: number): Int32Array | null {
  if (composites.length === 0) return null;
  const of = new Int32Array(length);
  composites.forEach(({ members }, k) => {
    for (const member of members) of[member] = k + 1;
  });
  return of;
}
