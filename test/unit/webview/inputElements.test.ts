import { expect, test } from 'vitest';
import { codeOf } from '../../../webview/inputElements';

test('an array or object with one number replaced is code again', () => {
  expect(codeOf([1, 2.5, -3], [1], '7')).toBe('[1, 7, -3]');
  expect(codeOf([[1, 2], [3]], [1, 0], '0.1 + 0.2')).toBe('[[1, 2], [0.1 + 0.2]]');
  expect(codeOf({ x: 1, 'a b': [2], ünit: 'NaN' }, ['a b', 0], '5')).toBe('{ x: 1, "a b": [5], ünit: NaN }');
  expect(codeOf(['Infinity', '-Infinity', 1e300])).toBe('[Infinity, -Infinity, 1e+300]');
});
