import { type Checked, checkAll } from '../inspector/checkAll';
import type { InspectorClient } from '../inspector/client';
import type { Check, CheckRequest, CheckResponse } from '../protocol';

/** Results whose checks are remembered. */
const REMEMBERED = 64;

/** Asks the worker to check gradients, and remembers what it said of each result, for hovers. */
export class KnownChecks {
  readonly #known = new Map<string, Map<string, readonly Check[]>>();
  #asked = 0;

  constructor(private readonly client: Pick<InspectorClient, 'check'>) {}

  async ask(request: CheckRequest, key: string): Promise<CheckResponse | null> {
    const response = await this.client.check(request, key);
    const { result, of } = request;
    if (response && 'gate' in of && response.next === null) this.#remember(result, `gate ${of.gate}`, response.checks);
    if (response && 'input' in of && of.from === 0 && response.next === null && response.omitted === 0) {
      this.#remember(result, `input ${of.input}`, response.checks);
    }
    return response;
  }

  /** Checks all numbers of an input; null when the trace is gone or it is cancelled. */
  async input(result: string, input: string, cancelled: () => boolean): Promise<Checked | null> {
    const key = `file${++this.#asked}`;
    return await checkAll((request) => this.ask(request, key), result, { input }, cancelled);
  }

  /** What is known of a gate, or of the input with this name; empty where nothing is. */
  of(result: string, gate: string, input: string | null): readonly Check[] {
    const known = this.#known.get(result);
    return known?.get(`gate ${gate}`) ?? (input === null ? undefined : known?.get(`input ${input}`)) ?? [];
  }

  #remember(result: string, what: string, checks: readonly Check[]): void {
    const known = this.#known.get(result) ?? new Map<string, readonly Check[]>();
    this.#known.delete(result);
    this.#known.set(result, known.set(what, checks));
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
  }
}
