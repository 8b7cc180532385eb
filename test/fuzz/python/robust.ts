import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { pythonPrograms } from '../../conformance/python/programs';
import { root } from '../../support/cache.ts';
import { Choices, choices } from '../choices';
import { mutated } from '../mutate';
import { type Attempt, focusIn } from '../robust';
import { pythonProgram } from './likePython';

/** What is put into a source: brackets, keywords, names that mean something elsewhere, directives, odd characters. */
const junk = [
  '(', ')', '{', '}', '[', ']', '"', "'", '"""', "f'", 'f"{', ':', ';', ',', '.', ':=', '->', '...', '=', '+', '**', '//', '\\',
  '\n', '\t', '    ', '\n        ', '\r\n', '#', '@', '%', '!', '?', '%%', 'class A:\n', 'def f(*, a, /, b):\n', 'async ', 'await ',
  'yield ', 'yield from ', 'lambda: ', 'global x\n', 'nonlocal x\n', 'return ', 'raise ', 'try:\n', 'except* E:\n', 'finally:\n',
  'with a as b:\n', 'match x:\n', 'case _:\n', 'for i in range(9**9):\n', 'while 1:\n', 'del ', 'assert ', 'import os\n', 'pass\n',
  'from . import *\n', 'if x:\n', 'elif x:\n', 'else:\n', 'not ', 'in ', 'is ', '__class__', '__proto__', 'constructor', 'self.',
  '*a, ', '**k', '1e999', '0x', '1j', '1_0', '0b', 'nan', '-', '~', '# @grad', '  # @grad wrt x', '# @grad x = 1, y = [1, 2]\n',
  '@grad x =', 'wrt', '\u2028', '\u202e', '😀', '\ud800', '\0', 'ａ', '"\\N{BULLET}"', '"\\x"', 'f"{x!r:{y}}"', 'f"{x=}"', 'print(',
]; // biome-ignore format: a list

let known: readonly string[] | null = null;

/** Programs to start from: the examples, those of each feature, those with recorded gradients, and made ones. */
function sources(): readonly string[] {
  known ??= [
    ...globSync('media/examples/*.py', { cwd: root })
      .sort()
      .map((file) => readFileSync(path.join(root, file), 'utf8')),
    ...pythonPrograms().map(({ code }) => code),
    ...['plain', 'seeds'].flatMap((name) => {
      const file = path.join(root, 'test', 'golden', 'cases', 'python', `${name}.json`);
      return (JSON.parse(readFileSync(file, 'utf8')) as { readonly source: string }[]).map(({ source }) => source);
    }),
    ...fc.sample(choices(200), { numRuns: 150, seed: 1 }).map(pythonProgram),
  ];
  return known;
}

const places = ['fuzz.py', 'fuzz.py', 'fuzz.py', 'fuzz.md', 'cell:3'];

/** A broken program as a file, a fence or a notebook's cell, and what of it is asked for. */
export function pythonAttemptOf(numbers: readonly number[]): Attempt {
  const choices = new Choices(numbers);
  const all = sources();
  const uri = choices.one(places);
  const [source, other] = [choices.one(all), choices.one(all)];
  // Some stay whole: programs of the grammar are to be run as well.
  const text = choices.chance(1, 5) ? source : mutated(source, other, choices, junk);
  if (uri.endsWith('.md')) {
    const markdown = `# Notes\n\n\`\`\`py\n${text}\n\`\`\`\n\n- so\n\n  ~~~python\n  ${other.replaceAll('\n', '\n  ')}\n  ~~~\n`;
    return { uri, language: 'markdown', text: markdown, ...focusIn(markdown, choices) };
  }
  const notebook = {
    uri: 'file:///fuzz.ipynb',
    cells: [other, choices.one(all), mutated(other, source, choices, junk)].map((cell, k) => ({
      uri: `cell:${k}`,
      number: k + 1,
      text: cell,
    })),
  };
  return { uri, language: 'python', text, ...focusIn(text, choices), ...(uri.startsWith('cell') && { notebook }) };
}
