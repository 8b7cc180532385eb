import { describe, expect, test } from 'vitest';
import { scanDirectives } from '../../../src/editor/directiveScan';
import { DocumentResults } from '../../../src/editor/documentResults';
import { passLenses } from '../../../src/editor/passLenses';
import { SourceFile } from '../../../src/engine/sources';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import type { DocumentLanguage } from '../../../src/protocol';

const inspector = new Inspector();

function seen(text: string, language: DocumentLanguage = 'python'): DocumentResults {
  const results = new DocumentResults('file:///a.py');
  results.see(scanDirectives(text, language));
  return results;
}

function run(results: DocumentResults, text: string, language: DocumentLanguage = 'python'): void {
  const snippets = inspector.snippets({ language, text });
  if (snippets) results.setSnippets(snippets);
  const focus = { kind: 'annotated', orModule: true } as const;
  const request = { uri: results.uri, version: 1, language, text, focus, budget: explicitBudget } as const;
  results.settleAnnotated(inspector.inspect({ ...request, picture: 'default' }).results, false);
}

const lenses = (results: DocumentResults) =>
  results.annotated.flatMap((subject) =>
    passLenses(subject, true).map(({ line, title, pass }) => `${line}: ${title}${pass === null ? '' : ` #${pass}`}`),
  );

const leaves = 'import torch\nw = torch.tensor(3.0, requires_grad=True)\nv = torch.tensor(2.0, requires_grad=True)\n';

describe('over calls of backward', () => {
  test('lenses stand from the first sight, and say then what the pass gave', () => {
    const text = `${leaves}loss = (v * w * 2 - 10) ** 2\nloss.backward()\n# loss.backward()\n`;
    const results = seen(text);
    expect(lenses(results)).toEqual(['5: GradLens: running …']);
    run(results, text);
    expect(lenses(results)).toEqual(['5: loss = 4 · ∂w 16 · ∂v 24']);
  });

  test('many passes of one call are counted, each call has its own pass', () => {
    const text = `${leaves}for k in range(100):\n    ((w * v - k) ** 2).backward()\n    w.grad = None\n(w * v).backward()\n`;
    const results = seen(text);
    run(results, text);
    expect(lenses(results)).toEqual(['5: 100 passes · 8649 · ∂w −372 · ∂v −26100 #99', '7: 6 · ∂w 2 · ∂v −26097']);
  });

  test('a call that raises says so, one that is not reached, too', () => {
    const text = `${leaves}y = torch.stack([w, v])\ny.backward()\ny.sum().backward()\n`;
    const results = seen(text);
    run(results, text);
    expect(lenses(results)).toEqual([
      '5: GradLens: RuntimeError: grad can be implicitly created only for scalar ou…',
      '6: GradLens: not reached',
    ]);
  });

  test('lines move with the text', () => {
    const text = `${leaves}(w * v).backward()\n`;
    const results = seen(text);
    run(results, text);
    results.edit([{ range: new SourceFile('', text).range(0, 0), text: '# a line\n' }]);
    expect(lenses(results)).toEqual(['5: 6 · ∂w 2 · ∂v 3']);
  });

  test('an annotated text, one without the library and one of another language have none', () => {
    expect(lenses(seen(`${leaves}y = w * v  # @grad\ny.backward()\n`))).toEqual([]);
    expect(seen('loss.backward()\n').annotated).toEqual([]);
    expect(seen('import torch\nprint(1)\n').annotated).toEqual([]);
    expect(seen('torch; loss.backward()', 'typescript').annotated).toEqual([]);
  });

  test('each fence of Markdown with passes is a module, beside annotated ones', () => {
    const fence = (code: string) => `\`\`\`python\n${code}\`\`\`\n`;
    const text = `# Notes\n${fence(`${leaves}(w * v).backward()\n`)}${fence('x = 2.0\ny = x * x  # @grad\n')}${fence(`${leaves}(w + v).backward(\n`)}${fence('import torch\n')}`;
    const results = seen(text, 'markdown');
    expect(results.annotated.map(({ anchorLine }) => anchorLine)).toEqual([3, 10, 13]);
    run(results, text, 'markdown');
    expect(lenses(results)[0]).toBe('6: 6 · ∂w 2 · ∂v 3');
    expect(lenses(results).at(-1)).toMatch(/^16: GradLens: /);
    expect(results.annotated[1]!.result?.output?.value).toBe(4);
  });
});
