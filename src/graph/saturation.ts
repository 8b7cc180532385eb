import type { Sweep } from '../engine/backward';
import { CONSTANT, opCode } from '../engine/ops/table';
import type { NodeId, Tape } from '../engine/tape';

/** Slopes below this let next to nothing of a gradient through. */
const FLAT = 1e-3;

/** A squashing function that is flat where it is evaluated. */
export interface Saturation {
  readonly function: 'tanh' | 'sigmoid';
  readonly node: NodeId;
  readonly argument: NodeId;
  readonly slope: number;
  /** How many evaluations of this expression are flat, and how many there are. */
  readonly count: number;
  readonly of: number;
}

/**
 * Evaluations of tanh and of the sigmoid, 1 / (1 + exp(−z)) or exp(z) / (1 + exp(z)), whose slope is below 0.001: one for
 * each expression of which at least half the evaluations are so, the flattest.
 */
export function saturations(tape: Tape, sweep: Sweep): Saturation[] {
  const bySource = new Map<number, { all: number; flat: number; worst: Omit<Saturation, 'count' | 'of'> | null }>();
  for (let node = 0; node < sweep.reached.length; node++) {
    if (sweep.reached[node] === 0) continue;
    const squashed = squashedBy(tape, node);
    if (squashed === null) continue;
    const source = tape.source[node]!;
    const group = bySource.get(source) ?? { all: 0, flat: 0, worst: null };
    bySource.set(source, group);
    group.all++;
    if (!(squashed.slope < FLAT)) continue;
    group.flat++;
    if (group.worst === null || squashed.slope < group.worst.slope) group.worst = { node, ...squashed };
  }
  return [...bySource.values()].flatMap(({ all, flat, worst }) =>
    worst !== null && 2 * flat >= all ? [{ ...worst, count: flat, of: all }] : [],
  );
}

function squashedBy(tape: Tape, node: NodeId): Pick<Saturation, 'function' | 'argument' | 'slope'> | null {
  const { op, value } = tape;
  const y = value[node]!;
  if (op[node] === opCode.tanh) {
    const argument = tape.operandsOf(node)[0]!;
    return op[argument] === CONSTANT ? null : { function: 'tanh', argument, slope: 1 - y * y };
  }
  if (op[node] !== opCode.div) return null;
  const [above, below] = tape.operandsOf(node) as [NodeId, NodeId];
  if (op[below] !== opCode.add) return null;
  const terms = tape.operandsOf(below);
  const one = terms.findIndex((term) => op[term] === CONSTANT && value[term] === 1);
  const power = terms[1 - one];
  if (one === -1 || power === undefined || op[power] !== opCode.exp) return null;
  const isSigmoid = above === power || (op[above] === CONSTANT && value[above] === 1);
  if (!isSigmoid) return null;
  const exponent = tape.operandsOf(power)[0]!;
  const argument = above !== power && op[exponent] === opCode.neg ? tape.operandsOf(exponent)[0]! : exponent;
  return op[argument] === CONSTANT ? null : { function: 'sigmoid', argument, slope: y * (1 - y) };
}
