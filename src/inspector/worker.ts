import { parentPort } from 'node:worker_threads';
import { InspectorServer, type ToWorker } from './server';

const port = parentPort;
if (port) {
  const held = () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const server = new InspectorServer((message) => port.postMessage(message), undefined, held);
  port.on('message', (message: ToWorker) => server.receive(message));
}
