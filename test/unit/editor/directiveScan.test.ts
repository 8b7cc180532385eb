import { expect, test } from 'vitest';
import { scanDirectives } from '../../../src/editor/directiveScan';

/** Lines that lenses stand over, from 1. */
const anchors = (text: string) => scanDirectives(text).map(({ anchorLine }) => anchorLine);

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
  expect(scanDirectives('\nx; // @grad')[0]?.directive).toEqual({
    start: { line: 2, column: 7 },
    end: { line: 2, column: 12 },
  });
});

test('takes 10 000 lines in one go', () => {
  const text = `${'const a = 1; // nothing\n'.repeat(10_000)}const y = 2; // @grad`;
  expect(anchors(text)).toEqual([10_001]);
});
