import type { AnswerMessage, CallMessage, FoundFile, Method, Params, WorkerMethods } from '../protocol';
import { type Inspection, Inspector } from './inspector';

/**
 * What the worker sends: answers, a sign of life when a run starts and ends, which restarts the host's watchdog, and what
 * files a call wants to read. For each list of addresses the first file that exists is wanted.
 */
export type FromWorker =
  | AnswerMessage
  | { readonly beat: number; readonly running: boolean }
  | { readonly read: number; readonly wanted: readonly (readonly string[])[] };

/**
 * What the worker is sent: calls, and the files that a call wanted, in the same order. `stopFlag` holds the id of the call
 * that is to stop, where memory can be shared.
 */
export type ToWorker =
  | CallMessage<WorkerMethods>
  | { readonly files: number; readonly found: readonly (FoundFile | null)[] }
  | { readonly stopFlag: SharedArrayBuffer };

const METHODS: readonly string[] = [
  'inspect',
  'snippets',
  'picture',
  'card',
  'pass',
  'check',
] satisfies Method<WorkerMethods>[];

/** Answers the calls that arrive, one after the other. Used by both kinds of worker. */
export class InspectorServer {
  readonly #inspector: Inspector;
  #stopFlag: Int32Array | null = null;
  #current = 0;
  /** The call that waits for files; those that arrive meanwhile wait for it. */
  #reading: { readonly call: number; readonly inspection: Inspection } | null = null;
  readonly #waiting: CallMessage<WorkerMethods>[] = [];

  constructor(
    private readonly send: (message: FromWorker) => void,
    salt?: string,
    held?: () => number,
  ) {
    const hooks = {
      ...(held !== undefined && { held }),
      stopped: () => this.#stopFlag !== null && Atomics.load(this.#stopFlag, 0) === this.#current,
      runStarts: () => this.send({ beat: this.#current, running: true }),
      runEnds: () => this.send({ beat: this.#current, running: false }),
    };
    this.#inspector = new Inspector(hooks, salt);
  }

  receive(message: ToWorker): void {
    if ('stopFlag' in message) this.#stopFlag = new Int32Array(message.stopFlag);
    else if ('files' in message) this.#found(message.files, message.found);
    else {
      this.#waiting.push(message);
      this.#next();
    }
  }

  #next(): void {
    while (this.#reading === null) {
      const message = this.#waiting.shift();
      if (!message) return;
      const { call, method } = message;
      this.#current = call;
      if (METHODS.includes(method)) this.#answer(call, () => this.#call(message));
      else this.send({ answer: call, err: { message: `internal: no method ${String(method)}` } });
    }
  }

  #found(call: number, found: readonly (FoundFile | null)[]): void {
    const reading = this.#reading;
    if (reading?.call !== call) return;
    this.#reading = null;
    this.#answer(call, () => {
      reading.inspection.answer(found);
      return this.#proceed(call, reading.inspection);
    });
    this.#next();
  }

  /** Reads what is wanted and comes back; finishes where nothing is. */
  #proceed(call: number, inspection: Inspection): unknown {
    const { wanted } = inspection;
    if (wanted.length === 0) return inspection.finish();
    this.#reading = { call, inspection };
    this.send({ read: call, wanted });
    return undefined;
  }

  #answer(call: number, body: () => unknown): void {
    let message: AnswerMessage;
    try {
      message = { answer: call, ok: body() };
    } catch (error) {
      this.#reading = null;
      message = {
        answer: call,
        err: { message: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      };
    }
    if (this.#reading?.call !== call) this.send(message);
  }

  #call({ call, method, params }: CallMessage<WorkerMethods>): unknown {
    switch (method) {
      case 'inspect':
        return this.#proceed(call, this.#inspector.begin(params as Params<WorkerMethods, 'inspect'>));
      case 'snippets':
        return this.#inspector.snippets(params as Params<WorkerMethods, 'snippets'>);
      case 'picture':
        return this.#inspector.picture(params as Params<WorkerMethods, 'picture'>);
      case 'card':
        return this.#inspector.card(params as Params<WorkerMethods, 'card'>);
      case 'pass':
        return this.#inspector.pass(params as Params<WorkerMethods, 'pass'>);
      case 'check':
        return this.#inspector.check(params as Params<WorkerMethods, 'check'>);
    }
  }
}
