import type { SourceId } from '../../engine/sources';
import type { Allowance } from '../../engine/tensorTape';
import type { Runtime } from './runtime';

/** What operations of tensors may take of a run's budget; `source` is the expression that the next of them is for. */
export class RunAllowance implements Allowance {
  source: SourceId = 0;
  readonly tick: () => void;

  constructor(private readonly rt: Runtime) {
    // By a name of its own: V8 puts a function that is written into a property among old objects, and the run with it.
    const tick = () => rt.budget.refuel(rt, this.source);
    this.tick = tick;
  }

  allocate(elements: number, bytes: number): void {
    this.rt.checkSize(elements, this.source, bytes / 8);
  }
}
