import { describe, expect, test } from 'vitest';
import { cardOf } from '../../../src/text/card';
import { cardMarkdown } from '../../../src/text/hover';
import { codeBlock, codeSpan, escapeMarkdown, tableRow } from '../../../src/text/markdownEscape';
import { burger, gateCalled, HandTrace } from '../graph/handTrace';
import { hostileNames } from './results';

test('the card of u', () => {
  const { graph } = burger();
  expect(cardMarkdown(cardOf(graph, gateCalled(graph, 'u').id)!, 'typescript')).toBe(
    [
      '**u** = 6 · ∂ 8 — mul swaps',
      '',
      '```typescript',
      'w * x',
      '```',
      '',
      '| input | value | local × upstream | contribution |',
      '| --- | ---: | ---: | ---: |',
      '| `w` | 3 | x = 2 × 8 | 16 |',
      '| `x` | 2 | w = 3 × 8 | 24 |',
      '',
      'mul swaps\\: `w` gets x·8 = 16, `x` gets w·8 = 24',
    ].join('\n'),
  );
});

test('a constant, a fork and a convention', () => {
  const trace = new HandTrace();
  const x = trace.input('x', 0);
  const p = trace.op('abs', [x], 'p');
  const graph = trace.graph(trace.op('add', [p, trace.op('sub', [x, trace.constant(1)])], 'y'));
  const text = (name: string) => cardMarkdown(cardOf(graph, gateCalled(graph, name).id)!, 'typescript');
  expect(text('x − 1')).toContain('| `1` | 1 | constant | – |');
  expect(text('x')).toContain('Used 2 times: ∂ 0 + 1 = 1, from `p`, `x − 1`');
  expect(text('p')).toContain('_Convention:_ abs has a corner at 0');
});

describe('what the user wrote stays text', () => {
  test.each(hostileNames)('%j as name and code', (name) => {
    const trace = new HandTrace();
    const x = trace.input(name, 2);
    const graph = trace.graph(trace.op('exp', [x], name, name));
    const text = cardMarkdown(cardOf(graph, graph.gates[1]!.id)!, 'typescript');
    const blocks = text.split('\n\n');
    // Title, code, table, sentence: a name can neither add a block nor end one.
    expect(blocks).toHaveLength(4);
    expect(blocks[2]!.split('\n')).toHaveLength(3);
    const outside = text.replace(/(`+)[^`](?:.*?[^`])??\1(?!`)/gs, '').replace(/\\./g, '');
    expect(outside).not.toMatch(/<|\]\(|\$\(|\*\*.*\*\*.*\*\*/);
  });
});

test.each([
  ['a_b*c', 'a\\_b\\*c'],
  ['<b>', '\\<b\\>'],
  ['&lt;', '&amp;lt;'],
  ['$(zap)', '\\$\\(zap\\)'],
  ['two\nlines', 'two lines'],
])('%j escaped', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test.each([
  ['x', '`x`'],
  ['a`b', '``a`b``'],
  ['``', '``` `` ```'],
  ['', ''],
])('%j as code', (text, span) => {
  expect(codeSpan(text)).toBe(span);
});

test('a fence is longer than those inside', () => {
  expect(codeBlock('```\nx\n````', 'python')).toBe('`````python\n```\nx\n````\n`````');
});

test('a pipe does not end a cell', () => {
  expect(tableRow(['`a|b`', 'c\\|d'])).toBe('| `a\\|b` | c\\|d |');
});
