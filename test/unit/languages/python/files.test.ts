import { expect, test } from 'vitest';
import { explicitBudget } from '../../../../src/inspector/budgets';
import { Inspector } from '../../../../src/inspector/inspector';
import { candidates } from '../../../../src/languages/python/files';
import type { SnippetResult } from '../../../../src/protocol';

function inspectFiles(text: string, files: Readonly<Record<string, string>>): SnippetResult {
  const request = {
    uri: 'src/main.py',
    version: 1,
    language: 'python',
    text,
    focus: { kind: 'annotated', orModule: true },
    budget: explicitBudget,
    picture: 'default',
  } as const;
  const read = (wanted: readonly string[]) => {
    const uri = wanted.find((candidate) => candidate in files);
    return uri === undefined ? null : { uri, text: files[uri]! };
  };
  return new Inspector().inspect(request, read).results[0]!;
}

const files = {
  'src/util.py':
    'SCALE = 3.0\ndef scale(v, k=SCALE): return v * k\nclass Box:\n    def __init__(self, v): self.v = v\nprint("util", __name__)\n',
  'src/pkg/__init__.py': 'from .deep import cube\n',
  'src/pkg/deep.py': 'from ..util import scale as sc\ndef cube(x): return sc(x) ** 3\n',
  'src/broken.py': 'def f(:\n',
  'src/fails.py': 'def f(x): return x / 0\n',
};

test('files beside the program are imported by name, relatively, and as wholes', () => {
  const result = inspectFiles(
    'from util import scale, Box as B\nimport util as u\nfrom . import util\nfrom pkg import cube\nx = 2.0\ny = scale(x) + B(x).v + u.SCALE * x + cube(x)  # @grad\nprint(util.scale(1), u is util)',
    files,
  );
  expect(result.error).toBe(null);
  expect(result.output!.value).toBe(230);
  expect(result.inputs.map(({ name, grad }) => [name, grad])).toEqual([['x', 331]]);
  expect(result.stdout).toBe('util util\n3.0 True\n');
});

test.each([
  [
    'from nothere import f\nf()',
    'ImportNotFound',
    '`nothere` is not found: there is no `nothere.py` or `nothere/__init__.py`',
  ],
  [
    'from util import nope\nnope()',
    'ImportNotFound',
    '`util` does not export `nope`; it exports `Box`, `SCALE`, `scale`',
  ],
  ['from broken import f\nf()', 'ImportNotFound', /does not parse: '\(' was never closed \(in broken\.py:1\)/],
  ['import pandas\npandas.array', 'ImportNotFound', /^the module `pandas` is not run here/],
  ['from fails import f\nf(2)', 'UserThrow', 'ZeroDivisionError: division by zero (in fails.py:1)'],
])('%s', (text, code, message) => {
  const { error } = inspectFiles(text, files);
  if (code === 'ImportNotFound' && message instanceof RegExp && /parse/.test(message.source))
    expect(error!.code).toBe('SyntaxError');
  else expect(error!.code).toBe(code);
  expect(error!.message).toMatch(message);
});

test('dots lead up', () => {
  expect(candidates('..lib.vec', 'a/b/main.py')).toEqual(['a/lib/vec.py', 'a/lib/vec/__init__.py']);
  expect(candidates('.vec', 'a/b/main.py')).toEqual(['a/b/vec.py', 'a/b/vec/__init__.py']);
});
