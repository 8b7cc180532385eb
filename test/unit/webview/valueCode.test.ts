import { describe, expect, test } from 'vitest';
import { keepingPoint, leafPlace, withLeaf } from '../../../webview/valueCode';

describe('one number of a literal', () => {
  test.each<[string, (number | string)[], string, string | null]>([
    ['[2.0, -3.0, 1_0.5]', [1], '4.5', '[2.0, 4.5, 1_0.5]'],
    ['[[1, 2],\n [3.0 , 4]]', [1, 0], '-1', '[[1, 2],\n [-1 , 4]]'],
    ['(1.0, 2.0,)', [1], '5', '(1.0, 5,)'],
    [`{"a": 1.0, 'b c': [2.0, 3.0], d: 4}`, ['b c', 1], '7', `{"a": 1.0, 'b c': [2.0, 7], d: 4}`],
    ['{ w: 1, v: { x: 2 } }', ['v', 'x'], '0.5', '{ w: 1, v: { x: 0.5 } }'],
    ['["a,]", 2]', [1], '3', '["a,]", 3]'],
    ['[1, f(2, 3), 4]', [2], '5', '[1, f(2, 3), 5]'],
    ['[1, # one\n 2]', [1], '3', null],
    ['[...others, 2]', [1], '3', null],
    ['[*others, 2]', [1], '3', null],
    ['[1, , 2]', [2], '3', null],
    ['[1, 2]', [5], '3', null],
    ['[1, 2', [0], '3', null],
    ['[1, 2] + [3]', [0], '3', null],
    ['{a: 1}', ['b'], '3', null],
    ['zeros(3)', [1], '3', null],
    ['[]', [0], '3', null],
  ])('%s %j', (code, steps, leaf, expected) => {
    expect(withLeaf(code, steps, leaf)).toBe(expected);
  });

  test('is found as it is spelled', () => {
    const code = '[2.0, [ -1_0.5 ]]';
    const place = leafPlace(code, [1, 0])!;
    expect(code.slice(place.start, place.end)).toBe('-1_0.5');
  });
});

test.each([
  ['2.0', '4', '4.0'],
  ['-1_0.5', '-3', '-3.0'],
  ['2.', '0', '0.0'],
  ['2.0', '4.5', '4.5'],
  ['2', '4', '4'],
  ['1e3', '4', '4'],
  ['f(2.0)', '4', '4'],
])('%s slid to %s is written as %s', (code, number, expected) => {
  expect(keepingPoint(code, number)).toBe(expected);
});
