import type { Gate, Graph, Num } from './model';
import { decodeNum, encodeNum } from './num';

/** A contribution that reaches a gate during the sweep. */
export interface Arrival {
  /** The step that brings it, from 0. */
  readonly step: number;
  /** Null where it goes to several values of the gate. */
  readonly contribution: Num | null;
  /** True where the sweep itself starts from it. */
  readonly isSeed: boolean;
  /** True where it comes from a later turn of a loop, which a folded picture has no earlier step for. */
  readonly fromLater: boolean;
}

/** How much of a gate's gradient is there after some step of the sweep. */
export interface Progress {
  readonly state: 'waiting' | 'partial' | 'complete';
  /** The sum so far; null where nothing is there, and for several values, which are not summed. */
  readonly sum: Num | null;
}

/**
 * The backward sweep over the gates of a picture: which of them passes its gradient on when, and what arrives where. Step 0
 * gives the outputs their gradient. Each further step is one gate, after all gates that use its value.
 */
export class SweepPlan {
  /** The gates of the steps from 1 on. */
  readonly gates: readonly Gate[];
  /** The steps by gate; leaves have none. */
  readonly stepOf: ReadonlyMap<string, number>;
  readonly #arrivals = new Map<string, Arrival[]>();

  constructor(readonly graph: Graph) {
    this.gates = orderOf(graph);
    this.stepOf = new Map(this.gates.map((gate, index) => [gate.id, index + 1]));
    for (const gate of graph.gates) {
      if (gate.kind !== 'constant') this.#arrivals.set(gate.id, this.#arrivalsAt(gate));
    }
  }

  /** Steps of the sweep; 0 where nothing is differentiated. */
  get length(): number {
    return this.graph.outputs.length === 0 ? 0 : this.gates.length + 1;
  }

  /** What reaches a gate, in the order of the sweep. */
  arrivals(gate: string): readonly Arrival[] {
    return this.#arrivals.get(gate) ?? [];
  }

  /** True where the contributions of several uses accumulate in one value. */
  isFork(gate: string): boolean {
    const arrivals = this.arrivals(gate);
    return arrivals.length > 1 && arrivals.every(({ contribution }) => contribution !== null);
  }

  /** How far a gate's gradient is after a step. */
  progress(gate: Gate, step: number): Progress {
    const arrivals = this.arrivals(gate.id);
    const here = arrivals.filter((arrival) => arrival.step <= step);
    // What the output does not depend on has its zero once the sweep has passed by.
    const isThere = arrivals.length > 0 ? here.length > 0 : step >= (this.stepOf.get(gate.id) ?? 0);
    if (!isThere) return { state: 'waiting', sum: null };
    if (here.length === arrivals.length) return { state: 'complete', sum: isMany(gate) ? null : gate.grad };
    return { state: 'partial', sum: sumOf(here) };
  }

  #arrivalsAt(gate: Gate): Arrival[] {
    const arrivals: Arrival[] = [];
    if (gate.isOutput) {
      const contribution = isMany(gate) ? null : (gate.seed ?? null);
      arrivals.push({ step: 0, contribution, isSeed: true, fromLater: false });
    }
    const own = this.stepOf.get(gate.id) ?? Number.POSITIVE_INFINITY;
    for (const edge of this.graph.edges) {
      if (edge.from !== gate.id || (edge.contribution === null && edge.spread === undefined)) continue;
      const step = this.stepOf.get(edge.to);
      if (step === undefined) continue;
      const contribution = isMany(gate) ? null : edge.contribution;
      // The turns after this one have been swept before it.
      arrivals.push({ step: Math.min(step, own), contribution, isSeed: false, fromLater: step >= own });
    }
    return arrivals.sort((a, b) => a.step - b.step);
  }
}

/** True for a gate that stands for several values, each with a gradient of its own. */
export function isMany(gate: Gate): boolean {
  return gate.values !== undefined || (gate.fold?.count ?? 1) > 1;
}

/** The sum of contributions in their order; null where one of them goes to several values. */
export function sumOf(arrivals: readonly Arrival[]): Num | null {
  if (arrivals.some(({ contribution }) => contribution === null)) return null;
  return encodeNum(arrivals.reduce((sum, { contribution }) => sum + decodeNum(contribution!), 0));
}

/** The latest gate of the run first, each after all that use its value; edges that lead back do not count. */
function orderOf({ gates, edges }: Graph): Gate[] {
  const indexOf = new Map(gates.map(({ id }, index) => [id, index]));
  const inputsOf: number[][] = gates.map(() => []);
  const users = gates.map(() => 0);
  for (const { from, to, carried } of edges) {
    const [source, user] = [indexOf.get(from), indexOf.get(to)];
    if (carried || from === to || source === undefined || user === undefined) continue;
    inputsOf[user]!.push(source);
    users[source]! += 1;
  }
  const left = gates.map((_, index) => index);
  const order: Gate[] = [];
  while (left.length > 0) {
    // Without a mistake in the picture there always is one that nothing waits for.
    const ready = left.findLastIndex((index) => users[index] === 0);
    const [index] = left.splice(ready === -1 ? left.length - 1 : ready, 1) as [number];
    if (gates[index]!.kind === 'gate' && !gates[index]!.behindCut) order.push(gates[index]!);
    for (const source of inputsOf[index]!) users[source]! -= 1;
  }
  return order;
}
