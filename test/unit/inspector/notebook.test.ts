import { expect, test } from 'vitest';
import { liveBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import type { Focus, LanguageId, SnippetResult } from '../../../src/protocol';
import { lensTitle } from '../../../src/text/lensTitle';

/** Inspects the last of a notebook's cells, which are all of one language. */
function inspect(
  texts: readonly string[],
  { language = 'python', focus = { kind: 'annotated' } }: { language?: LanguageId; focus?: Focus } = {},
) {
  const cells = texts.slice(0, -1).map((text, k) => ({ uri: `cell:${k + 1}`, number: k + 1, text }));
  return new Inspector().inspect({
    uri: 'cell:own',
    version: 1,
    language,
    text: texts.at(-1)!,
    notebook: { uri: 'file:///notes.ipynb', cells },
    focus,
    budget: liveBudget,
    picture: 'default',
  });
}

const first = ({ results }: { readonly results: readonly SnippetResult[] }) => results[0]!;

test('a cell runs after those above it, in one scope, and every place is that of its cell', () => {
  const { results, dependencies } = inspect(['w = 3.0', 'def f(a):\n    return a * w', 'x = 2.0\ny = f(x)  # @grad']);
  const result = results[0]!;
  expect(lensTitle(result)).toBe('y = 6 · ∂w 2 · ∂x 3');
  expect(result.target!.range).toEqual({ start: { line: 2, column: 1 }, end: { line: 2, column: 9 } });
  const [w, x] = result.inputs;
  expect(w!.valueRange).toEqual({
    start: { line: 1, column: 5 },
    end: { line: 1, column: 8 },
    file: 'cell:1',
    cell: 1,
  });
  expect(x!.valueRange).toEqual({ start: { line: 1, column: 5 }, end: { line: 1, column: 8 } });
  const product = result.graph.gates.find(({ op }) => op === 'mul')!;
  expect(product.range).toMatchObject({ file: 'cell:2', cell: 2, start: { line: 2, column: 12 } });
  expect(product.place).toBe('cell 2, line 2');
  expect(dependencies).toEqual(['cell:1', 'cell:2']);
});

test('only what the chosen cell annotates is inspected, and selections are of that cell', () => {
  const cells = ['x = 2.0\na = x * x  # @grad', 'b = a * 3'];
  expect(inspect(cells).results).toEqual([]);
  const range = { start: { line: 1, column: 5 }, end: { line: 1, column: 10 } };
  expect(lensTitle(first(inspect(cells, { focus: { kind: 'selection', range } })))).toBe('a * 3 = 12 · ∂a 3 · ∂x 12');
  const at = { start: { line: 1, column: 2 }, end: { line: 1, column: 2 } };
  expect(lensTitle(first(inspect(cells, { focus: { kind: 'at', range: at } })))).toContain('b = 12');
});

test('lines for the notebook itself do nothing, with a note', () => {
  const own =
    '%matplotlib inline\n!pip install numpy \\\n  scipy\nif True:\n    %time\nx = 2.0\nx?\ny = x % 2 * x  # @grad';
  const result = first(inspect(['!ls', '%%bash\nfor i in 1 2; do\n  echo $i\ndone', '%%time\nz = 1', own]));
  expect(result.error).toBe(null);
  expect(result.output!.value).toBe(0);
  expect(result.diagnostics.filter(({ code }) => code === 'inert-magic').map(({ message }) => message)).toEqual(
    ['%matplotlib inline', '!pip install numpy \\', '%time', 'x?'].map(
      (line) => `\`${line}\` does nothing here: it is for the notebook`,
    ),
  );
  const file = new Inspector().inspect({
    uri: 'a.py', version: 1, language: 'python', text: own, focus: { kind: 'annotated' }, budget: liveBudget, picture: 'default',
  }); // biome-ignore format: a request
  expect(first(file).error?.code).toBe('SyntaxError');
});

test('a cell above that does not parse is left out, and said to be', () => {
  const result = first(inspect(['x = (', 'x = 2.0', 'y = x * x  # @grad']));
  expect(lensTitle(result)).toBe('y = 4 · ∂x 4');
  expect(result.diagnostics).toMatchObject([
    { code: 'cell-left-out', severity: 'info', range: { start: { line: 1, column: 1 } } },
  ]);
  expect(result.diagnostics[0]!.message).toMatch(
    /^cell 1, line 1 does not parse and is left out: '\(' was never closed/,
  );
  expect(first(inspect(['x = 2.0', 'y = x * (  # @grad'])).error).toMatchObject({
    code: 'SyntaxError',
    range: { start: { line: 1, column: 9 } },
  });
});

test('what fails above is told where it is used, with its cell', () => {
  const { error } = first(inspect(['x = 2.0\n\nw = x / 0', 'y = w * x  # @grad']));
  expect(error).toMatchObject({ type: 'ZeroDivisionError', range: { start: { line: 1, column: 5 } } });
  expect(error!.range).not.toHaveProperty('file');
  expect(error!.message).toContain('(in cell 1, line 3)');
});

test('gradients by hand may stand in the same cell; those of cells above are none of this output', () => {
  const { handGradients } = first(inspect(['x = 2.0\ndw = 1.0\nw = 5.0', 'y = x * w  # @grad\ndx = w']));
  expect(handGradients).toMatchObject([{ input: 'x', variable: 'dx', matches: true }]);
});

test('cells of TypeScript run as one module, too', () => {
  const cells = ['const w = 3', '(() => 1)()', 'const x = 2;\nconst y = w * x; // @grad'];
  expect(lensTitle(first(inspect(cells, { language: 'typescript' })))).toBe('y = 6 · ∂w 2 · ∂x 3');
  const twice = first(inspect(['const w = 3', 'const w = 4; // @grad'], { language: 'typescript' }));
  expect(twice.error?.code).toBe('SyntaxError');
});

test('scenarios of a function, and values of the strip, are those of the cell', () => {
  const inspector = new Inspector();
  const response = inspector.inspect({
    uri: 'cell:own',
    version: 1,
    language: 'python',
    text: '# @grad x = k\n# @grad x = [1.0, 2.0][1]\ndef f(x):\n    return x * k',
    notebook: { uri: 'file:///notes.ipynb', cells: [{ uri: 'cell:1', number: 1, text: 'k = 5.0  # @grad' }] },
    focus: { kind: 'annotated' },
    only: 1,
    set: { x: '-1_0.5' },
    budget: liveBudget,
    picture: 'default',
  });
  expect(response.results.map(lensTitle)).toEqual(['f = −52.5 · ∂x 5']);
});

test('tensors of PyTorch can be set in their cells', () => {
  const cells = [
    'import torch',
    '\nw = torch.tensor(3.0, requires_grad=True)',
    'v = torch.tensor(2.0, requires_grad=True)',
  ];
  const own = `${cells.pop()}\n(v * w).backward()`;
  const { inputs, error } = first(inspect([...cells, own], { focus: { kind: 'annotated', orModule: true } }));
  expect(error).toBe(null);
  const [w, v] = inputs;
  expect([w!.isFixed, v!.isFixed]).toEqual([undefined, undefined]);
  expect(w!.valueRange).toMatchObject({ start: { line: 2, column: 5 }, cell: 2 });
  expect(v!.valueRange).toEqual({ start: { line: 1, column: 5 }, end: { line: 1, column: 42 } });
  expect(v!.valueCode).toBe('torch.tensor(2.0, requires_grad=True)');
});
