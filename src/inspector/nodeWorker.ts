import type { WorkerPort } from './workerPort';

/** Enough native stack for the deepest recursion that the budget allows, with room for the parser. */
const STACK_MB = 256;

/** Starts the pipeline in a thread of its own. `file` is the worker's bundle. */
export async function startNodeWorker(file: string): Promise<WorkerPort> {
  // Only now: activation does not wait for what the first run needs.
  const { Worker } = await import('node:worker_threads');
  const worker = new Worker(file, {
    name: 'gradlens',
    env: {},
    execArgv: [],
    resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: 4096 },
  });
  worker.unref();
  let ended = false;
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onExit: (listener) => {
      worker.on('error', (error) => {
        if (!ended) listener(error.message);
        ended = true;
      });
      worker.on('exit', (code) => {
        if (!ended) listener(`the worker ended with code ${code}`);
        ended = true;
      });
    },
    terminate: () => {
      ended = true;
      void worker.terminate();
    },
  };
}
