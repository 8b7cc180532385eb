import type { Choices } from './choices';

/** What is put into a source: brackets, keywords, names that mean something elsewhere, directives, odd characters. */
const junk = [
  '(', ')', '{', '}', '[', ']', '`', '"', "'", ';', ',', '.', '?.', '=>', '...', '=', '+', '**', '/', '//', '/*', '*/',
  '\n', '\t', '\\', '#x', '@', '${', 'class A { ', 'function* g() { yield ', 'async ', 'await ', 'new ', 'super', 'this',
  'yield ', 'static ', 'get ', 'throw ', 'try { ', ' catch (e) { ', ' finally { ', 'for (;;) ', 'while (1) ', 'return ',
  'delete ', 'typeof ', 'import { a } from "./a";', 'export default ', 'enum E { A }', 'namespace N { ', ' as any',
  '<T>', '!', 'constructor', '__proto__', 'prototype', 'globalThis', 'eval', '1e999', '0x', '1n', 'NaN', '-', '~',
  '// @grad', '// @grad wrt x', '/** @grad x = 1, y = [1, 2] */', '@grad x =', 'wrt', '\u2028', '\u202e', '😀', '\ud800',
  '\0', 'ａ', '\\u0061', '/(a+)+$/.test("aaaa")', 'label: ', 'case 1: ', 'default: ', 'using x = 1;', '@dec ', 'x?.#p',
]; // biome-ignore format: a list

/** A source with some things cut, doubled, moved or put in. */
export function mutated(source: string, other: string, choices: Choices, words: readonly string[] = junk): string {
  let text = source;
  const times = 1 + choices.below(4);
  for (let k = 0; k < times; k++) text = mutatedOnce(text, other, choices, words);
  return text;
}

function mutatedOnce(text: string, other: string, choices: Choices, words: readonly string[]): string {
  const at = choices.below(text.length + 1);
  const end = Math.min(text.length, at + choices.below(24));
  const [before, piece, after] = [text.slice(0, at), text.slice(at, end), text.slice(end)];
  switch (choices.below(8)) {
    case 0:
      return before + after;
    case 1:
      return before + choices.one(words) + piece + after;
    case 2:
      return before;
    case 3:
      return before + piece + piece + after;
    case 4:
      return after + before;
    case 5: {
      const from = choices.below(other.length + 1);
      return before + other.slice(from, from + choices.below(200)) + after;
    }
    case 6:
      return before + [...piece].reverse().join('') + after;
    default:
      return swapTokens(text, choices);
  }
}

function swapTokens(text: string, choices: Choices): string {
  const tokens = text.match(/\w+|\s+|[^\w\s]/g) ?? [];
  if (tokens.length < 2) return text;
  const a = choices.below(tokens.length);
  const b = choices.below(tokens.length);
  [tokens[a], tokens[b]] = [tokens[b]!, tokens[a]!];
  return tokens.join('');
}
