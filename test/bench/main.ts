import { benchActivation } from './activation';
import { benchBundles } from './bundles';
import { benchDrawing } from './drawing';
import { benchEditToLens } from './editToLens';
import { benchEngine } from './engine';
import { benchInterpreter } from './interpreter';
import { benchMillion } from './million';
import { benchNetworkText } from './networkText';
import { benchPipeline } from './pipeline';
import { versions } from './report';
import { benchTensors } from './tensors';
import { benchTorch } from './torch';

/** Every part of the bench, in the order it is printed. */
const parts: readonly (() => string | Promise<string>)[] = [
  benchEngine,
  benchNetworkText,
  benchMillion,
  () => benchTensors(process.cwd()),
  () => benchTorch(process.cwd()),
  benchPipeline,
  benchInterpreter,
  () => benchDrawing(process.cwd()),
  () => benchEditToLens(process.cwd()),
  () => benchActivation(process.cwd()),
  () => benchBundles(process.cwd()),
];

console.log(`# Bench\n\n${versions()}, ${new Date().toISOString()}`);
for (const part of parts) console.log(`\n${await part()}`);
