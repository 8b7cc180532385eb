import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { InspectorServer, type ToWorker } from './server';

const port = parentPort;
if (port) {
  const held = () => {
    const { used_heap_size, external_memory } = getHeapStatistics();
    return used_heap_size + external_memory;
  };
  const server = new InspectorServer((message) => port.postMessage(message), undefined, held);
  port.on('message', (message: ToWorker) => server.receive(message));
}
