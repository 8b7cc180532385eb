import { expect, test } from 'vitest';
import { RunBudget } from '../../../src/languages/core/budget';

const LIMITS = { time: 60_000, operations: 5_000_000, callDepth: 1000, elements: 20_000_000 };
const MB = 1_000_000;

/** Makes values of so many megabytes, a megabyte at a time. */
function make(budget: RunBudget, megabytes: number): void {
  for (let k = 0; k < megabytes; k++) {
    budget.checkSize(MB / 8, 0);
    budget.fuel = 1024;
  }
}

test('all that a run makes counts where nobody can tell what it holds', () => {
  const budget = new RunBudget();
  budget.start(LIMITS, null);
  expect(() => make(budget, 500)).not.toThrow();
  expect(() => make(budget, 20)).toThrow(/^the run has made values of more than 512 MB in all/);
});

test('what has been let go does not count where that can be told', () => {
  const budget = new RunBudget();
  let held = 700 * MB;
  // What was there before is none of the run's.
  budget.start(LIMITS, null, () => held);
  expect(() => make(budget, 3000)).not.toThrow();
  held += 700 * MB;
  expect(() => make(budget, 520)).toThrow(/512 MB/);
});

test('values of single precision take half of the room', () => {
  const budget = new RunBudget();
  budget.start(LIMITS, null);
  const half = () => budget.checkSize(MB / 8, 0, MB / 16);
  const all = () => {
    for (let k = 0; k < 1000; k++) {
      half();
      budget.fuel = 1024;
    }
  };
  expect(all).not.toThrow();
  expect(all).toThrow(/512 MB/);
});
