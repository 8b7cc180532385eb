import { describe, expect, test } from 'vitest';
import { fencesOf, onlyFence } from '../../../src/languages/fences';

const codes = (text: string) => fencesOf(text).map(({ start, end }) => text.slice(start, end));

describe('fences of a Markdown text', () => {
  test.each<[name: string, text: string, codes: readonly string[]]>([
    ['by their language', '# T\n```ts\na\n```\n\n```py\nb\n```\n```JavaScript\nc\n```\n', ['a\n', 'b\n', 'c\n']],
    [
      'of tildes, and longer ones that hold shorter',
      '~~~ts\na\n```\n~~~\n````js\n```\nb\n````',
      ['a\n```\n', '```\nb\n'],
    ],
    ['with attributes', '```ts {1,3} title="x"\na\n```\n```{.tsx #id}\nb\n```\n``` mjs\nc\n```', ['a\n', 'b\n', 'c\n']],
    ['indented and in lists', '- one\n\n  ```ts\n  a\n  ```\n1. ```js\n   b\n   ```', ['  a\n', '   b\n']],
    ['in quotations', '> ```ts\n> a\n> ```', ['> a\n']],
    ['up to the end of the text', 'x\n```ts\na\nb', ['a\nb']],
    ['with other line ends', '```ts\r\na\r\n```\r\n', ['a\r\n']],
    [
      'not inline code, other languages, or none',
      '```ts a``` b\n\n```\na\n```\n```tsql\nb\n```\n```constructor\nc\n```',
      [],
    ],
    ['empty', '```ts\n```', []],
  ])('%s', (_name, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  test('all else is blank, so that every place stays', () => {
    const text = '# Title\n```ts\nconst a = 1;\n```\nend 😀\n> ```ts\n> b\n> ```\n';
    const [first, second] = fencesOf(text);
    expect(onlyFence(text, first!)).toBe(`       \n     \nconst a = 1;\n   \n      \n       \n   \n     \n`);
    expect(onlyFence(text, second!)).toBe(`       \n     \n            \n   \n      \n       \n  b\n     \n`);
  });
});
