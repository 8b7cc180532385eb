import type { WorkerPort } from './workerPort';

/** What is used of the browser here; the project's own types know no DOM. */
interface BrowserWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}

interface BrowserScope {
  readonly Worker: new (url: string, options: { readonly name: string }) => BrowserWorker;
}

/**
 * Starts the pipeline in a Web Worker made from a Blob of the bundle's text: the extension's own URL is of another
 * origin, from which no worker can be started.
 */
export function startWebWorker(bundleText: string): WorkerPort {
  const { Worker } = globalThis as unknown as BrowserScope;
  const url = URL.createObjectURL(new Blob([bundleText], { type: 'text/javascript' }));
  const worker = new Worker(url, { name: 'gradlens' });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => {
      worker.onmessage = ({ data }) => {
        // Not before: a worker in a worker, as here, fetches its text only some time after it was made.
        URL.revokeObjectURL(url);
        listener(data);
      };
    },
    onExit: (listener) => {
      worker.onerror = ({ message }) => listener(message ?? 'the worker failed');
    },
    terminate: () => worker.terminate(),
  };
}
