import type { Runtime } from './runtime';

let count = 0;

/**
 * What a feature of a language keeps beside the values of one run: made when it is first asked for, gone with the next run.
 * It lies on the runtime. A WeakMap by run would do the same, but its values outlive quick garbage collections, and with
 * them the whole trace of each run.
 */
export class RunSlot<T extends object> {
  readonly #index = count++;

  constructor(private readonly make: (rt: Runtime) => T) {}

  of(rt: Runtime): T {
    const { slots } = rt;
    const known = slots[this.#index];
    if (known !== undefined) return known as T;
    const made = this.make(rt);
    slots[this.#index] = made;
    return made;
  }
}
