import type { AnswerMessage, FromPage, PageMethods, Params, Result, ToPage } from '../src/protocol';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: Error) => void;
}

/** The page's end of the channel to the extension, and what VS Code keeps for the page while it is hidden. */
export class Host {
  readonly #api = acquireVsCodeApi();
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;

  /** Calls `receive` for every message that is not an answer. Messages of any other form are dropped. */
  listen(receive: (message: Exclude<ToPage, { type: 'answer' }>) => void): void {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const message = asToPage(event.data);
      if (message === null) return;
      if (message.type === 'answer') this.#answer(message.answer);
      else receive(message);
    });
  }

  send(message: FromPage): void {
    this.#api.postMessage(message);
  }

  /** Asks the extension; rejects with its message when it answers with an error. */
  call<M extends keyof PageMethods>(method: M, params: Params<PageMethods, M>): Promise<Result<PageMethods, M>> {
    this.#calls += 1;
    const call = this.#calls;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      this.send({ type: 'call', call: { call, method, params: params as Params<PageMethods, keyof PageMethods> } });
    });
  }

  get saved(): unknown {
    return this.#api.getState();
  }

  save(state: unknown): void {
    this.#api.setState(state);
  }

  #answer(message: AnswerMessage): void {
    const waiting = this.#waiting.get(message.answer);
    this.#waiting.delete(message.answer);
    if ('ok' in message) waiting?.resolve(message.ok as never);
    else waiting?.reject(new Error(message.err.message));
  }
}

function asToPage(data: unknown): ToPage | null {
  if (typeof data !== 'object' || data === null || !('type' in data)) return null;
  const { type } = data;
  return type === 'state' || type === 'select' || type === 'pass' || type === 'export' || type === 'answer'
    ? (data as ToPage)
    : null;
}
