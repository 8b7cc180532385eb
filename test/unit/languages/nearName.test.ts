import { expect, test } from 'vitest';
import { nearName } from '../../../src/languages/core/nearName';

const names = ['softmax', 'softplus', 'matMul', 'mul', 'max', 'map', 'sqrt', 'square'];

test.each([
  ['softmaxx', 'softmax'],
  ['sfotmax', 'softmax'],
  ['matmul', 'matMul'],
  ['sqr', 'sqrt'],
  ['mapp', 'map'],
  ['get', null],
  ['frobnicate', null],
  ['x'.repeat(1e6), null],
])('%s', (wanted, near) => {
  expect(nearName(wanted.slice(0, 100), names)).toBe(near);
});
