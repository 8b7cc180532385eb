import { InspectorServer, type ToWorker } from './server';

/** What a Web Worker's global scope has of what is used here; the project's own types know no DOM. */
interface WorkerScope {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const server = new InspectorServer((message) => scope.postMessage(message));
scope.onmessage = ({ data }) => server.receive(data);
