import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import { Runtime } from '../../../src/languages/core/runtime';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as (options?: { type: 'minor' }) => void;

const { begin } = Runtime.prototype;

afterEach(() => {
  Runtime.prototype.begin = begin;
});

const NUMBERS = 12_000;
/** Places among what features keep for a run, far from theirs. */
const PLACES = [996, 997, 998, 999];

function ballast(): number[] {
  const numbers: number[] = [];
  for (let k = 0; k < NUMBERS; k++) numbers.push(k + 0.5);
  return numbers;
}

const programs = {
  numbers: 'x = 1.0\ny = x\nfor k in range(30):\n    y = y * 1.01\nz = y * y  # @grad\n',
  PyTorch:
    'import torch\nx = torch.ones(5)\nw = torch.tensor(2.0, requires_grad=True)\nfor k in range(3):\n    loss = ((x * w) ** 2).mean()\n    loss.backward()\n    with torch.no_grad():\n        w -= 0.1 * w.grad\n',
};

// What a quick collection takes for alive is copied, twice, and waits for a full one: of a training that is inspected at
// each key that is typed, that would be all.
test.each(Object.entries(programs))('a quick garbage collection frees all but the last runs: %s', (_name, text) => {
  Runtime.prototype.begin = function (this: Runtime) {
    begin.call(this);
    for (const place of PLACES) this.slots[place] = ballast();
  };
  const inspector = new Inspector();
  const run = () => {
    const { results } = inspector.inspect({
      uri: 'file:///training.py',
      version: 1,
      language: 'python',
      text,
      focus: { kind: 'annotated', orModule: true },
      budget: explicitBudget,
      picture: 'default',
    });
    expect(results[0]?.error).toBeNull();
  };
  const used = () => {
    gc({ type: 'minor' });
    return process.memoryUsage().heapUsed;
  };
  const RUNS = 20;
  for (let k = 0; k < RUNS; k++) run();
  gc();
  const before = used();
  for (let k = 0; k < RUNS; k++) run();
  expect(used() - before).toBeLessThan(0.75 * RUNS * PLACES.length * 8 * NUMBERS);
});
