import type { AnswerMessage, CallMessage, Params, WorkerMethods } from '../protocol';
import { Inspector } from './inspector';

/** What the worker sends: answers, and a sign of life when a run starts and ends, which restarts the host's watchdog. */
export type FromWorker = AnswerMessage | { readonly beat: number; readonly running: boolean };

/** What the worker is sent. `stopFlag` holds the id of the call that is to stop, where memory can be shared. */
export type ToWorker = CallMessage<WorkerMethods> | { readonly stopFlag: SharedArrayBuffer };

/** Answers the calls that arrive, one after the other. Used by both kinds of worker. */
export class InspectorServer {
  readonly #inspector: Inspector;
  #stopFlag: Int32Array | null = null;
  #current = 0;

  constructor(private readonly send: (message: FromWorker) => void) {
    this.#inspector = new Inspector({
      stopped: () => this.#stopFlag !== null && Atomics.load(this.#stopFlag, 0) === this.#current,
      runStarts: () => this.send({ beat: this.#current, running: true }),
      runEnds: () => this.send({ beat: this.#current, running: false }),
    });
  }

  receive(message: ToWorker): void {
    if ('stopFlag' in message) {
      this.#stopFlag = new Int32Array(message.stopFlag);
      return;
    }
    this.#current = message.call;
    this.send(this.#answer(message));
  }

  #answer({ call, method, params }: CallMessage<WorkerMethods>): AnswerMessage {
    try {
      switch (method) {
        case 'inspect':
          return { answer: call, ok: this.#inspector.inspect(params as Params<WorkerMethods, 'inspect'>) };
        case 'snippets':
          return { answer: call, ok: this.#inspector.snippets(params as Params<WorkerMethods, 'snippets'>) };
        case 'card':
          return { answer: call, ok: this.#inspector.card(params as Params<WorkerMethods, 'card'>) };
        default:
          return { answer: call, err: { message: `internal: no method ${String(method)}` } };
      }
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { answer: call, err: { message } };
    }
  }
}
