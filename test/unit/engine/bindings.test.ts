import { expect, test } from 'vitest';
import { Bindings } from '../../../src/engine/bindings';

test('a node has the name of the first variable that held it', () => {
  const bindings = new Bindings();
  expect(bindings.nameOf(0)).toBeNull();
  bindings.add('u', 7);
  bindings.add('copy', 7);
  bindings.add('x', 3);
  expect([7, 3, 0, 8].map((node) => bindings.nameOf(node))).toEqual(['u', 'x', null, null]);
  bindings.add('late', 9);
  expect([bindings.nameOf(9), bindings.nameOf(7), bindings.length]).toEqual(['late', 'u', 4]);
});

test('names stay right as they become many', () => {
  const bindings = new Bindings();
  for (let node = 0; node < 50_000; node += 2) bindings.add(`v${node % 100}`, node);
  for (let node = 0; node < 50_000; node++) {
    if (bindings.nameOf(node) !== (node % 2 === 0 ? `v${node % 100}` : null)) expect.fail(`node ${node}`);
  }
});
