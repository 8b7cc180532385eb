import type { Accumulated } from '../src/graph/flow';
import type { Edge, Gate } from '../src/graph/model';
import type { Progress } from '../src/graph/sweepPlan';
import type { BackwardSweep } from '../src/text/backwardSteps';

/** A gate's gradient at one step of the sweep. */
export interface SweptGrad extends Progress {
  /** What accumulates in a fork, in the order of the sweep; empty for any other gate. */
  readonly fork: readonly Accumulated[];
}

/** How the picture looks at one step of the backward sweep: what is lit, and which numbers are there already. */
export class SweepLook {
  /** The gate that passes its gradient on; null for the seed. */
  readonly gate: string | null;
  /** What the step is about. */
  readonly about: ReadonlySet<string>;
  /** The gates that get something in this step. */
  readonly getting: ReadonlySet<string>;

  constructor(
    readonly sweep: BackwardSweep,
    readonly index: number,
  ) {
    const step = sweep.steps[index];
    this.gate = step?.gate ?? null;
    this.about = new Set(step?.about);
    this.getting = new Set(step?.lines.map(({ gate }) => gate));
  }

  /** Null for a constant, which has no gradient. */
  gradOf(gate: Gate): SweptGrad | null {
    if (gate.kind === 'constant') return null;
    const { plan } = this.sweep;
    const fork = plan.isFork(gate.id)
      ? plan
          .arrivals(gate.id)
          .map(({ contribution, isSeed }) => ({ gate: gate.id, contribution: contribution!, isSeed }))
      : [];
    return { ...plan.progress(gate, this.index), fork };
  }

  isFork(gate: string): boolean {
    return this.sweep.plan.isFork(gate);
  }

  /** True for an edge over which nothing has flowed back yet. */
  isAhead({ to }: Edge): boolean {
    return (this.sweep.plan.stepOf.get(to) ?? 0) > this.index;
  }
}
