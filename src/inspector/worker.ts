import { parentPort } from 'node:worker_threads';
import { InspectorServer, type ToWorker } from './server';

const port = parentPort;
if (port) {
  const server = new InspectorServer((message) => port.postMessage(message));
  port.on('message', (message: ToWorker) => server.receive(message));
}
