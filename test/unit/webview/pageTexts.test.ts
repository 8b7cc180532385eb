import { describe, expect, it } from 'vitest';
import type { Data } from '../../../src/graph/model';
import { fullData, shortData } from '../../../webview/dataText';
import { freshState, readPageState } from '../../../webview/pageState';
import { edgeWidth, signOf } from '../../../webview/sign';

describe('values in a row', () => {
  it.each<[Data, string]>([
    [4, '4'],
    [-0.25, '−0.25'],
    ['NaN', 'NaN'],
    [null, 'none'],
    [[1, 2, -0.5], '[1, 2, −0.5]'],
    [
      [
        [1, 2],
        [3, 4],
      ],
      '[[1, 2], [3, 4]]',
    ],
    [{ a: 1, b: [2] }, '{a: 1, b: [2]}'],
    [Array.from({ length: 100 }, (_, i) => i), '[0, 1, 2, 3, 4, 5, 6, 7, … 92 more]'],
    [Array.from({ length: 9 }, () => [1, 2, 3, 4, 5, 6, 7, 8, 9]), '[9 rows: 1 … 9]'],
    [[Array.from({ length: 20 }, () => -0.25)], '[1 row: each −0.25]'],
    [[Array.from({ length: 20 }, () => 'NaN')], '[1 row: 20 NaN]'],
  ])('%j', (data, text) => {
    expect(shortData(data)).toBe(text);
  });

  it('are told by what is known of all, where not all are here', () => {
    const rows = Array.from({ length: 8 }, () => Array.from({ length: 8 }, () => 0.125));
    const shape = [14, 8];
    expect(shortData(rows, shape)).toBe('[… 14×8]');
    expect(shortData(rows, shape, { least: -0.3, most: 0.5, nan: 0 })).toBe('[14×8: −0.3 … 0.5]');
    expect(shortData(rows, shape, { least: -0.3, most: 0.5, nan: 2 })).toBe('[14×8: 2 NaN]');
  });

  it('have every digit in full, and an end', () => {
    expect(fullData([0.1 + 0.2])).toBe('[0.30000000000000004]');
    expect(fullData(Array.from({ length: 10_000 }, () => 1)).length).toBe(2000);
  });
});

describe('edges', () => {
  it('grow with the log of the contribution between two limits', () => {
    const widths = [0, 0.001, 0.01, 1, 10, 1000, 1e9].map(edgeWidth);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(widths.at(0)).toBe(1);
    expect(widths.at(-1)).toBe(3.5);
    expect(edgeWidth(-10)).toBe(edgeWidth(10));
    expect(edgeWidth(null)).toBe(1);
    expect(edgeWidth('NaN')).toBe(1);
    expect(edgeWidth('-Infinity')).toBe(3.5);
  });

  it('tell the sign', () => {
    expect([3, -3, 0, 'NaN', '-Infinity'].map((value) => signOf(value as number))).toEqual([
      'positive',
      'negative',
      'zero',
      'odd',
      'odd',
    ]);
  });
});

describe('what an earlier page saved', () => {
  it('is taken as it is', () => {
    const saved = {
      ...freshState,
      subject: 's',
      view: { x: 1, y: 2, scale: 0.5 },
      selected: 'g3',
      emphasised: ['swaps'],
    };
    expect(readPageState(structuredClone(saved))).toEqual(saved);
  });

  it.each([
    [undefined],
    [null],
    [7],
    [{ view: { x: 'a', y: 0, scale: 1 } }],
    [{ view: { x: 0, y: 0, scale: 0 } }],
    [{ table: 1 }],
  ])('is fresh where it is not as it should be: %j', (saved) => {
    expect(readPageState(saved)).toEqual(freshState);
  });
});
