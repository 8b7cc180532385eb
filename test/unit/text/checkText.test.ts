import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/graph/check';
import { cardOf } from '../../../src/text/card';
import { type CheckedResult, checkJson, checkSummary, checkTable, hasDifference } from '../../../src/text/checkReport';
import { checksText, checkText, worstCheck } from '../../../src/text/checkText';
import { cardMarkdown } from '../../../src/text/hover';
import { burger, gateCalled } from '../graph/handTrace';

const check = (changes: Partial<Check> = {}): Check => ({
  name: 'x',
  analytic: -4,
  numeric: -4.0000000001,
  verdict: 'agrees',
  by: 'rerun',
  note: null,
  ...changes,
});
const kink = check({ verdict: 'kink', note: 'the convention is: abs has a corner at 0' });
const differs = check({ name: 'xs[1]', verdict: 'differs', analytic: 0, numeric: 2, note: 'cut by text: `x + ""`' });
const unchecked = check({ verdict: 'unchecked', numeric: null, note: 'too long to check (5 operations)' });

test.each([
  [check(), 'agrees with finite differences: −4'],
  [kink, 'kink here: the convention is: abs has a corner at 0'],
  [check({ verdict: 'kink', analytic: 'Infinity' }), 'kink here: no slope to measure; the formula gives ∞'],
  [differs, 'differs: finite differences say 2, the sweep 0 (cut by text: `x + ""`)'],
  [check({ verdict: 'differs', analytic: 'NaN', numeric: 1 }), 'differs: finite differences say 1, the sweep NaN'],
  [unchecked, 'not checked: too long to check (5 operations)'],
])('%#: one check in words', (one, words) => {
  expect(checkText(one)).toBe(words);
});

test('of several the worst is told, with how many are like it', () => {
  expect(checksText([])).toBe('');
  expect(checksText([kink])).toBe(checkText(kink));
  expect(checksText([check(), check(), check()])).toBe('agrees with finite differences in all 3 elements');
  expect(checksText([check(), check()], 32)).toBe('2 of 32 elements were checked and agree with finite differences');
  expect(checksText([check(), differs, kink])).toBe(`\`xs[1]\` ${checkText(differs)}`);
  expect(checksText([kink, kink, check()])).toBe(`\`x\` ${checkText(kink)}, and 1 more`);
  expect(worstCheck([check(), unchecked, kink])).toBe(kink);
  expect(worstCheck([])).toBeNull();
});

test('counts', () => {
  expect(checkSummary([])).toBe('no gradients to check');
  expect(checkSummary([check()])).toBe('1 gradient: 1 agrees');
  expect(checkSummary([check(), check(), kink, differs, unchecked], 7)).toBe(
    '5 gradients: 2 agree, 1 at a kink, 1 differs, 1 not checked, 7 left out',
  );
});

describe('the report of a file', () => {
  const place = { start: { line: 4, column: 1 }, end: { line: 4, column: 9 } };
  const result = { target: { name: 'y', range: place }, scenario: 1, error: null };
  const good: CheckedResult = { result, inputs: [{ name: 'x', checks: [check(), kink], omitted: 3 }] };
  const bad: CheckedResult = { result, inputs: [{ name: 'xs', checks: [differs], omitted: 0 }] };

  test('as a table', () => {
    expect(checkTable('a.ts', [good])).toBe(
      [
        'y   (a.ts:4, scenario 2)',
        '  input  gradient  finite differences',
        '  x            −4       −4.0000000001  agrees',
        '  x            −4       −4.0000000001  kink here: the convention is: abs has a corner at 0',
        '',
        '2 gradients: 1 agrees, 1 at a kink, 3 left out',
        '',
      ].join('\n'),
    );
    expect(checkTable('a.ts', [], '//')).toBe(
      'a.ts: nothing is marked with @grad; write `// @grad` at the end of a line, or name one with --at LINE\n',
    );
  });

  test('as JSON', () => {
    expect(checkJson('typescript', [bad])).toEqual({
      schema: 'gradlens/1',
      language: 'typescript',
      results: [
        { target: { name: 'y', range: place }, scenario: 1, checks: { xs: [differs] }, omitted: 0, error: null },
      ],
    });
  });

  test('knows whether something differs', () => {
    expect([hasDifference([good]), hasDifference([good, bad]), hasDifference([])]).toEqual([false, true, false]);
  });
});

test('a hover ends with what is unhealthy and what was checked, as text', () => {
  const { graph } = burger();
  const card = cardOf(graph, gateCalled(graph, 'u').id)!;
  const notes = { unhealthy: ['`a<b>` took *all* of it'], checks: [check()] };
  const text = cardMarkdown(card, 'typescript', notes);
  expect(text.split('\n\n').slice(-2)).toEqual([
    '_Unhealthy:_ `a<b>` took \\*all\\* of it',
    '_Checked:_ agrees with finite differences\\: −4',
  ]);
});
