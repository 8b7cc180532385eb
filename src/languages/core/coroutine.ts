import { RegionKind } from '../../engine/regions';
import type { SourceId } from '../../engine/sources';
import type { Resumption, Step } from './ir';
import type { Runtime } from './runtime';
import type { Value } from './values';

/** What a suspended body is told when it goes on. */
export interface Resume {
  readonly mode: Resumption;
  readonly value: Value;
}

/** A body that gives values out and takes {@link Resume}s in. */
export type Suspendable<T> = Generator<Value, T, Resume>;

/** Ends a generator from outside: it passes through `finally` blocks, and no handler catches it. */
export class ReturnRequest {
  constructor(readonly value: Value) {}
}

/** A call of a generator: runs up to the next `yield` each time it is resumed, in a region of its own. */
export class Coroutine {
  #body: Suspendable<Value> | null = null;
  #state: 'new' | 'suspended' | 'running' | 'done' = 'new';
  #region = 0;

  constructor(
    private readonly rt: Runtime,
    private readonly start: () => Suspendable<Value>,
    private readonly source: SourceId,
  ) {}

  /** Whether its body has begun. */
  get started(): boolean {
    return this.#state !== 'new';
  }

  /** Goes on to the next `yield` or the end. Throws what the body throws. */
  resume(mode: Resumption, value: Value): Step {
    const { rt } = this;
    if (this.#state === 'running') throw rt.error('TypeError', 'Generator is already running', this.source);
    if (this.#state === 'new' && mode !== 'next') this.#state = 'done';
    if (this.#state === 'done') {
      if (mode === 'throw') throw rt.thrown(value, this.source);
      return { done: true, value: mode === 'return' ? value : undefined };
    }
    const { tape, depth } = rt;
    const outer = tape.currentRegion;
    rt.enterCall('this generator', this.source);
    if (this.#body === null) tape.enterRegion(RegionKind.call, this.source);
    else tape.currentRegion = this.#region;
    this.#state = 'running';
    let ended = true;
    try {
      this.#body ??= this.start();
      const step = this.#body.next({ mode, value });
      ended = step.done === true;
      return { done: ended, value: step.value };
    } catch (error) {
      if (error instanceof ReturnRequest) return { done: true, value: error.value };
      throw error;
    } finally {
      this.#state = ended ? 'done' : 'suspended';
      this.#region = tape.currentRegion;
      tape.currentRegion = outer;
      rt.depth = depth;
    }
  }
}
