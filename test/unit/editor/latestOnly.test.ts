import { expect, test } from 'vitest';
import { LatestOnly } from '../../../src/editor/latestOnly';

test('what comes in while a task runs is done once, with the last of it', async () => {
  const runs = new LatestOnly<string>();
  const log: number[] = [];
  const task = (n: number) => async () => {
    await Promise.resolve();
    log.push(n);
  };
  await Promise.all([1, 2, 3, 4].map((n) => runs.run('a', task(n))));
  expect(log).toEqual([1, 4]);
});

test('keys do not wait for one another', async () => {
  const runs = new LatestOnly<string>();
  let release: () => void = () => {};
  const blocked = runs.run('a', () => new Promise<void>((resolve) => (release = resolve)));
  await runs.run('b', async () => {});
  release();
  await blocked;
});

test('a task that fails does not block the next', async () => {
  const runs = new LatestOnly<string>();
  await expect(runs.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(runs.run('a', async () => {})).resolves.toBeUndefined();
});
