import type { FoldWish } from '../src/graph/folding/wish';
import type { Check, CheckRequest, CheckResponse, SnippetResult } from '../src/protocol';

type Ask = (request: Pick<CheckRequest, 'result' | 'of'>) => Promise<CheckResponse | null>;

/** Milliseconds that the panel has rested before inputs are checked: nothing is being dragged or typed then. */
const IDLE = 700;
/** Inputs that are checked unasked. */
const INPUTS = 16;

/**
 * Gradients beside finite differences, for the result that is shown: those of inputs once the panel has rested, a gate's
 * when its card asks. What is still under way for an older result is given up.
 */
export class Checks {
  readonly #inputs = new Map<string, readonly Check[]>();
  readonly #gates = new Map<string, Promise<readonly Check[] | null>>();
  readonly #known = new Map<string, readonly Check[]>();
  #result: string | null = null;
  #timer = 0;

  constructor(
    readonly ask: Ask,
    /** Something more is known. */
    readonly changed: () => void,
  ) {}

  /** The result that is shown; `rests` is false while it is out of date or being redone. */
  show(result: SnippetResult | null, rests: boolean): void {
    const id = result?.id ?? null;
    if (id !== this.#result) {
      this.#result = id;
      this.#inputs.clear();
      this.#gates.clear();
      this.#known.clear();
    }
    window.clearTimeout(this.#timer);
    if (result === null || !rests || result.error !== null || this.#inputs.size > 0) return;
    this.#timer = window.setTimeout(() => void this.#checkInputs(result), IDLE);
  }

  ofInput(name: string): readonly Check[] {
    return this.#inputs.get(name) ?? [];
  }

  /** What is known of a gate. */
  ofGate(gate: string): readonly Check[] {
    return this.#known.get(gate) ?? [];
  }

  /** Another picture has other gates under the same ids. */
  forgetGates(): void {
    this.#gates.clear();
    this.#known.clear();
  }

  /** Checks a gate of the picture that `folds` stands for; null where it cannot be, or no longer matters. */
  gate(gate: string, folds?: FoldWish): Promise<readonly Check[] | null> {
    let checked = this.#gates.get(gate);
    if (checked === undefined) {
      checked = this.#all((_from) => (folds === undefined ? { gate } : { gate, folds }));
      this.#gates.set(gate, checked);
      void checked.then((checks) => {
        if (this.#gates.get(gate) !== checked) return;
        // What was overtaken may be asked for again.
        if (checks === null) this.#gates.delete(gate);
        else this.#known.set(gate, checks);
        if (checks !== null) this.changed();
      });
    }
    return checked;
  }

  async #checkInputs(result: SnippetResult): Promise<void> {
    for (const { name } of result.inputs.slice(0, INPUTS)) {
      if (this.#inputs.has(name)) continue;
      const checks = await this.#all((from) => ({ input: name, from }));
      if (this.#result !== result.id || checks === null) return;
      this.#inputs.set(name, checks);
      this.changed();
    }
  }

  async #all(of: (from: number) => CheckRequest['of']): Promise<readonly Check[] | null> {
    const result = this.#result;
    if (result === null) return null;
    const checks: Check[] = [];
    let from: number | null = 0;
    while (from !== null) {
      const response: CheckResponse | null = await this.ask({ result, of: of(from) }).catch(() => null);
      if (response === null || this.#result !== result) return null;
      checks.push(...response.checks);
      from = response.next;
    }
    return checks;
  }
}
