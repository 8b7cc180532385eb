import type { Sweep } from '../../engine/backward';
import { type OpName, opNames } from '../../engine/ops/table';
import type { NodeId, Tape } from '../../engine/tape';
import { gelu } from './gelu';
import { isClosed, type Match, type Recogniser } from './match';
import { leakyRelu, relu } from './rectifier';
import type { CompositeName } from './rows';
import { sigmoid, silu, softplus } from './sigmoid';
import { logsumexp, softmax } from './softmax';
import { Steps } from './steps';
import { dotsIn, mse, norm } from './vectors';

/** Rows of the tape that together are a composite. */
export interface Recognised {
  readonly name: CompositeName;
  /** The rows whose values leave it, in the order of the run; the last one is its root. */
  readonly outputs: readonly NodeId[];
  /** All operations that it stands for, in the order of the run, the outputs among them. */
  readonly members: readonly NodeId[];
  /** The values that go in, in the order of the formula, each once. */
  readonly inputs: readonly NodeId[];
}

const recognisers: readonly Recogniser[] = [
  sigmoid,
  silu,
  relu,
  leakyRelu,
  softplus,
  softmax,
  logsumexp,
  norm,
  mse,
  gelu,
];

/** Which recognisers look at an operation. */
const recognisersAt = new Map<OpName, readonly Recogniser[]>(
  opNames.map((op) => [op, recognisers.filter(({ at }) => at.includes(op))]),
);

interface Candidate {
  readonly name: CompositeName;
  readonly match: Match;
}

/**
 * The composites in what the outputs were computed from, by the structure of the operations alone: names, order of
 * operands and association do not matter. A value inside that is used outside, too, keeps its composite from being one.
 * Where two overlap, the one of more operations stands, then the one that ends first, then the one that is first in the
 * table; so none contains another. Time is nearly proportional to the number of operations.
 */
export function recognise(tape: Tape, sweep: Sweep, outputs: readonly NodeId[]): Recognised[] {
  const steps = new Steps(tape, sweep, outputs);
  const candidates = candidatesIn(steps).filter(({ match }) => isClosed(steps, match));
  candidates.sort((a, b) => b.match.members.size - a.match.members.size || rootOf(a) - rootOf(b));
  const taken = new Set<number>();
  const chosen: Candidate[] = [];
  for (const candidate of candidates) {
    const members = [...candidate.match.members];
    if (members.some((member) => taken.has(member))) continue;
    for (const member of members) taken.add(member);
    chosen.push(candidate);
  }
  chosen.sort((a, b) => rootOf(a) - rootOf(b));
  const nodesOf = (list: Iterable<number>) => [...new Set(list)].map((step) => steps.nodes[step]!);
  return chosen.map(({ name, match }) => ({
    name,
    outputs: nodesOf([...match.outputs].sort((a, b) => a - b)),
    members: nodesOf([...match.members].sort((a, b) => a - b)),
    inputs: nodesOf(match.inputs),
  }));
}

function rootOf({ match }: Candidate): number {
  return match.outputs.at(-1)!;
}

function candidatesIn(steps: Steps): Candidate[] {
  const candidates: Candidate[] = [];
  for (let step = 0; step < steps.length; step++) {
    const op = steps.op(step);
    if (op === null) continue;
    for (const { name, match } of recognisersAt.get(op)!) {
      const found = match(steps, step);
      if (found !== null) candidates.push({ name, match: found });
    }
    if (op === 'add') for (const match of dotsIn(steps, step)) candidates.push({ name: 'dot', match });
  }
  return candidates;
}
