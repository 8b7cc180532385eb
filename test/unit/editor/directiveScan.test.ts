import { expect, test } from 'vitest';
import { scanDirectives } from '../../../src/editor/directiveScan';
import type { DocumentLanguage } from '../../../src/protocol';

/** Lines that lenses stand over, from 1. */
const anchors = (text: string, language: DocumentLanguage = 'typescript') =>
  scanDirectives(text, language).map(({ anchorLine }) => anchorLine);

test.each([
  ['behind a statement', 'const x = 1;\nconst y = x; // @grad', [2]],
  ['above a statement, over a blank line', '// @grad wrt x\n\nconst y = x;', [3]],
  ['twice in a JSDoc block', '/**\n * @grad w = 1\n * @grad w = 2\n */\nfunction f(w) {}', [5, 5]],
  ['in a block comment behind code', 'const y = x; /* @grad */', [1]],
  ['with nothing below', 'const y = 1;\n// @grad', [2]],
  ['another word', '// @gradient of x, @grad-ish, @grads', []],
  ['outside a comment', 'const mail = "me@grad";', []],
  ['none', 'const x = 1;', []],
])('%s', (_what, text, expected) => {
  expect(anchors(text)).toEqual(expected);
});

test('says where the word stands', () => {
  expect(scanDirectives('\nx; // @grad', 'typescript')[0]?.directive).toEqual({
    start: { line: 2, column: 7 },
    end: { line: 2, column: 12 },
  });
});

test('takes 10 000 lines in one go', () => {
  const text = `${'const a = 1; // nothing\n'.repeat(10_000)}const y = 2; // @grad`;
  expect(anchors(text)).toEqual([10_001]);
});

test.each<[string, DocumentLanguage, string, number[]]>([
  ['behind a statement of Python', 'python', 'x = 1.0\ny = x * x  # @grad', [2]],
  ['above a function of Python', 'python', '# @grad x = 1\n# @grad x = 2\ndef f(x):\n  return x', [3, 3]],
  ['not by the comments of another language', 'python', 'y = x // @grad', []],
  [
    'in the fences of Markdown',
    'markdown',
    '# About @grad\n\n```py\ny = x  # @grad\n```\n\n```ts\n\ny; // @grad\n```',
    [4, 9],
  ],
])('%s', (_what, language, text, expected) => {
  expect(anchors(text, language)).toEqual(expected);
});
