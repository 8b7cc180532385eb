import type {
  Card,
  CardRequest,
  CheckRequest,
  CheckResponse,
  DocumentLanguage,
  FoundFile,
  Graph,
  InspectRequest,
  InspectResponse,
  Method,
  Params,
  PassRequest,
  PassView,
  PictureRequest,
  Result,
  Snippet,
  WorkerMethods,
} from '../protocol';
import { languageNames } from './languages';
import type { FromWorker, ToWorker } from './server';
import type { WorkerPort } from './workerPort';

export type { WorkerPort };

/** Milliseconds past the budget after which a worker that does not answer is terminated. */
const GRACE = 500;
/** Before a run begins and after it: reading a text of 10 000 lines takes seconds on a slow machine, but always ends. */
const READING = 20_000;
/** A run that takes longer gets a warm spare started beside it. */
const SPARE_AFTER = 300;
/** A file that takes longer to read counts as one that cannot be read. */
const SLOWEST_READ = 10_000;

interface Call {
  readonly id: number;
  readonly method: Method<WorkerMethods>;
  readonly params: unknown;
  /** Newer calls with the same key make this one stale. */
  readonly key: string | null;
  /** Milliseconds that the worker may be silent. */
  readonly patience: number;
  readonly settle: (answer: unknown) => void;
  readonly fail: (error: Error) => void;
  /** What to answer when the worker had to be terminated. */
  readonly onTerminated: ((milliseconds: number) => unknown) | null;
}

/** Talks to the worker: one call at a time, stale ones dropped, a worker that hangs replaced. */
export class InspectorClient {
  #worker: Promise<WorkerPort> | null = null;
  #spare: Promise<WorkerPort> | null = null;
  readonly #queue: Call[] = [];
  #running: { readonly call: Call; readonly started: number } | null = null;
  #watchdog: ReturnType<typeof setTimeout> | null = null;
  #spareTimer: ReturnType<typeof setTimeout> | null = null;
  /** Calls whose answers nobody waits for any more. */
  readonly #abandoned = new WeakSet<Call>();
  #count = 0;
  #disposed = false;
  readonly #stopFlag: Int32Array | null =
    typeof SharedArrayBuffer === 'undefined' ? null : new Int32Array(new SharedArrayBuffer(4));

  constructor(
    private readonly startWorker: () => Promise<WorkerPort> | WorkerPort,
    private readonly log: (line: string) => void,
    /** Reads the first file there is of several addresses; null where there is none. */
    private readonly readFile: (candidates: readonly string[]) => Promise<FoundFile | null> = async () => null,
  ) {}

  /** Annotated snippets of a text, without running it; null while it does not parse. */
  snippets(language: DocumentLanguage, text: string, excerpt = false): Promise<readonly Snippet[] | null> {
    return this.#call('snippets', { language, text, excerpt }, null, 5000, () => null);
  }

  /**
   * Runs a request. `key`: a newer call with the same key makes an older, unanswered one resolve to null. A run that had
   * to be terminated answers with a `TimeLimit` error.
   */
  inspect(request: InspectRequest, key: string): Promise<InspectResponse | null> {
    this.#supersede(key);
    return this.#call('inspect', request, key, request.budget.time + GRACE, (milliseconds) =>
      terminatedResponse(request, milliseconds),
    );
  }

  /** The picture of a result as a reader wants it folded; null when its trace is no longer kept. */
  picture(request: PictureRequest): Promise<Graph | null> {
    return this.#call('picture', request, null, 60_000, () => null);
  }

  /** What a backward sweep of the code's own did; null when its trace is no longer kept. */
  pass(request: PassRequest): Promise<PassView | null> {
    return this.#call('pass', request, null, 60_000, () => null);
  }

  /** The card of a gate; null when its trace is no longer kept. */
  card(request: CardRequest): Promise<Card | null> {
    return this.#call('card', request, null, 60_000, () => null);
  }

  /**
   * Compares gradients with finite differences when nothing else is to be done: any other call goes before it, and has it
   * answer early. Null when the trace is no longer kept, or a newer call with the same key came.
   */
  check(request: CheckRequest, key: string): Promise<CheckResponse | null> {
    this.#supersede(key);
    return this.#call('check', request, key, request.slice + 2 * request.each + GRACE, () => null);
  }

  /** Ends the run with this key: its answer is what it found until then. */
  stop(key: string): void {
    for (const call of this.#queue.filter((queued) => queued.key === key)) {
      this.#queue.splice(this.#queue.indexOf(call), 1);
      call.settle(null);
    }
    if (this.#running?.call.key !== key) return;
    if (this.#stopFlag) this.#askToStop(this.#running.call);
    else this.#terminate();
  }

  dispose(): void {
    this.#disposed = true;
    this.#clearTimers();
    for (const call of this.#queue.splice(0)) call.settle(null);
    this.#running?.call.settle(null);
    this.#running = null;
    for (const worker of [this.#worker, this.#spare]) void worker?.then((port) => port.terminate());
    this.#worker = null;
    this.#spare = null;
  }

  #supersede(key: string): void {
    for (const call of this.#queue.filter((queued) => queued.key === key)) {
      this.#queue.splice(this.#queue.indexOf(call), 1);
      call.settle(null);
    }
    if (this.#running?.call.key === key) {
      this.#running.call.settle(null);
      this.#abandoned.add(this.#running.call);
      this.#askToStop(this.#running.call);
    }
  }

  #askToStop(call: Call): void {
    if (this.#stopFlag) Atomics.store(this.#stopFlag, 0, call.id);
  }

  #call<M extends Method<WorkerMethods>>(
    method: M,
    params: Params<WorkerMethods, M>,
    key: string | null,
    patience: number,
    onTerminated: (milliseconds: number) => unknown,
  ): Promise<Result<WorkerMethods, M> | (M extends 'inspect' ? null : never)> {
    return new Promise((resolve, reject) => {
      if (this.#disposed) {
        resolve(null as never);
        return;
      }
      const call: Call = {
        id: ++this.#count,
        method,
        params,
        key,
        patience,
        settle: (answer) => resolve(answer as never),
        fail: reject,
        onTerminated,
      };
      // Looking things up takes no time: it goes before the runs that wait. Checks can wait for everything.
      const checks = this.#queue.findIndex((queued) => queued.method === 'check');
      if (method === 'check' || (method === 'inspect' && checks === -1)) this.#queue.push(call);
      else if (method === 'inspect') this.#queue.splice(checks, 0, call);
      else this.#queue.unshift(call);
      if (method !== 'check' && this.#running?.call.method === 'check') this.#askToStop(this.#running.call);
      void this.#next();
    });
  }

  async #next(): Promise<void> {
    if (this.#running || this.#disposed) return;
    const call = this.#queue.shift();
    if (!call) return;
    this.#running = { call, started: Date.now() };
    try {
      this.#worker ??= this.#start();
      const port = await this.#worker;
      if (this.#running?.call !== call) return;
      this.#running = { call, started: Date.now() };
      this.#watch(call, call.patience + READING);
      port.post({ call: call.id, method: call.method, params: call.params } as ToWorker);
    } catch (error) {
      this.#worker = null;
      this.#finish(call, () => call.fail(error instanceof Error ? error : new Error(String(error))));
    }
  }

  async #start(): Promise<WorkerPort> {
    const port = await this.startWorker();
    port.onMessage((message) => this.#receive(port, message as FromWorker));
    port.onExit((reason) => this.#lost(port, reason));
    if (this.#stopFlag) port.post({ stopFlag: this.#stopFlag.buffer } as ToWorker);
    return port;
  }

  #receive(port: WorkerPort, message: FromWorker): void {
    const running = this.#running;
    if (!running) return;
    if ('read' in message) {
      if (message.read === running.call.id) void this.#read(port, running.call, message.wanted);
      return;
    }
    if ('beat' in message) {
      if (message.beat !== running.call.id) return;
      this.#watch(running.call, running.call.patience + (message.running ? 0 : READING));
      return;
    }
    if (message.answer !== running.call.id) return;
    this.#finish(running.call, () => {
      if ('ok' in message) running.call.settle(message.ok);
      else running.call.fail(new Error(message.err.message));
    });
  }

  /** Gives the worker the files that it wants. What became stale is not read any more: its answer comes soon. */
  async #read(port: WorkerPort, call: Call, wanted: readonly (readonly string[])[]): Promise<void> {
    // The worker is not late while it waits for others.
    this.#clearTimers();
    const found = this.#abandoned.has(call)
      ? wanted.map(() => null)
      : await Promise.all(wanted.map((candidates) => this.#readOne(candidates)));
    if (this.#running?.call !== call) return;
    this.#watch(call, call.patience + READING);
    port.post({ files: call.id, found } as ToWorker);
  }

  async #readOne(candidates: readonly string[]): Promise<FoundFile | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<FoundFile>((resolve) => {
      const reason = `the file system did not answer within ${SLOWEST_READ / 1000} s`;
      timer = setTimeout(() => resolve({ uri: candidates[0] ?? '', text: null, reason }), SLOWEST_READ);
    });
    try {
      return await Promise.race([this.readFile(candidates), late]);
    } catch (error) {
      this.log(`${candidates[0]} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  #watch(call: Call, patience = call.patience): void {
    this.#clearTimers();
    this.#watchdog = setTimeout(() => this.#terminate(), patience);
    this.#spareTimer = setTimeout(() => {
      this.#spare ??= this.#start();
    }, SPARE_AFTER);
  }

  #clearTimers(): void {
    if (this.#watchdog) clearTimeout(this.#watchdog);
    if (this.#spareTimer) clearTimeout(this.#spareTimer);
    this.#watchdog = null;
    this.#spareTimer = null;
  }

  /** Native code that does not return cannot be asked to stop: the worker is ended and the spare takes over. */
  #terminate(): void {
    const running = this.#running;
    const worker = this.#worker;
    this.#worker = this.#spare;
    this.#spare = null;
    void worker?.then((port) => port.terminate());
    if (!running) return;
    const { call, started } = running;
    this.log(`a run was ended after ${Date.now() - started} ms`);
    this.#finish(call, () => call.settle(call.onTerminated?.(Date.now() - started) ?? null));
  }

  /** The worker ended by itself, as when it ran out of memory. */
  async #lost(port: WorkerPort, reason: string): Promise<void> {
    const current = await this.#worker?.catch(() => null);
    if (current !== port) {
      if ((await this.#spare?.catch(() => null)) === port) this.#spare = null;
      return;
    }
    this.log(`the worker was lost: ${reason}`);
    this.#worker = this.#spare;
    this.#spare = null;
    const running = this.#running;
    if (!running) return;
    const { call, started } = running;
    this.#finish(call, () => call.settle(call.onTerminated?.(Date.now() - started) ?? null));
  }

  #finish(call: Call, settle: () => void): void {
    if (this.#running?.call === call) {
      this.#running = null;
      this.#clearTimers();
    }
    settle();
    void this.#next();
  }
}

function terminatedResponse(request: InspectRequest, milliseconds: number): InspectResponse {
  const seconds = Number((milliseconds / 1000).toPrecision(2));
  return {
    uri: request.uri,
    version: request.version,
    timings: { parse: 0, run: milliseconds, build: 0 },
    results: [
      {
        id: 'terminated',
        // Of which fence it was is not known.
        language: request.language === 'markdown' ? languageNames[0]!.id : request.language,
        kind: 'file',
        target: null,
        directive: null,
        scenario: 0,
        output: null,
        inputs: [],
        variables: [],
        graph: { gates: [], edges: [], outputs: [], total: 0, omitted: null },
        occurrences: { count: 0, shown: 0 },
        diagnostics: [],
        stdout: '',
        error: {
          code: 'TimeLimit',
          type: null,
          message: `stopped after ${seconds} s: one step did not come to an end, or took too much memory`,
          range: null,
        },
        ask: null,
      },
    ],
  };
}
