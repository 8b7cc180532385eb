import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import { languageOfFile } from '../../../src/languages/names';
import type { Diagnostic } from '../../../src/protocol';
import { goldenCases } from '../../golden/cases';
import { inspectPython } from '../languages/python/inspectPython';

function results(text: string, uri = 'a.ts') {
  return new Inspector().inspect({
    uri,
    version: 1,
    language: languageOfFile(uri)!,
    text,
    focus: { kind: 'annotated' },
    budget: explicitBudget,
    picture: 'default',
  }).results;
}

const place = ({ range }: Diagnostic) =>
  `${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}`;

describe('what is unhealthy', () => {
  test.each([
    [
      'the root of a negative number',
      'const x = -1;\nconst u = Math.sqrt(x);\nconst y = u * 2 + 1; // @grad',
      [
        'warning nan-birthplace 2:11-2:23 The first value that is not finite: `Math.sqrt(x)` is NaN, made from `x` = −1.',
      ],
    ],
    [
      'a division by zero far from the output',
      'const a = 1, b = 0, c = 5;\nconst q = a / b;\nlet s = q;\nfor (let i = 0; i < 3; i++) s = s * c;\nconst y = s; // @grad',
      [
        'warning nan-birthplace 2:11-2:16 The first value that is not finite: `a / b` is ∞, made from `a` = 1 and `b` = 0.',
      ],
    ],
    [
      'an infinity that the output does not show, but its gradient',
      'const x = 1000;\nconst y = 1 / (1 + Math.exp(x)); // @grad',
      [
        'warning nan-birthplace 2:20-2:31 The first value that is not finite: `Math.exp(x)` is ∞, made from `x` = 1000.',
      ],
    ],
    [
      'a root at 0',
      'const x = 0;\nconst s = x * x;\nconst y = Math.sqrt(s) + 1; // @grad',
      [
        'warning nan-gradient 3:11-3:23 The gradient stops being finite at `Math.sqrt(s)` where `s` = 0: upstream 1 × local ∞ = ∞. It reaches `x`.',
      ],
    ],
    [
      'zero times infinity on the way back',
      'const x = 0, k = 0;\nconst y = Math.sqrt(x) * k; // @grad wrt x',
      [
        'warning nan-gradient 2:11-2:23 The gradient stops being finite at `Math.sqrt(x)` where `x` = 0: upstream 0 × local ∞ = NaN. It reaches `x`.',
      ],
    ],
    [
      'an unused parameter',
      '/** @grad x = 2, unused = 3 */\nfunction f(x: number, unused: number) { return x * x; }',
      [
        'info no-effect 1:27-1:28 `unused` has no effect: the output stays the same when it is moved, and its gradient is 0.',
      ],
    ],
    [
      'what wrt names without need',
      'const x = 2, other = 3;\nconst y = x * x; // @grad wrt x, other',
      [
        'warning no-effect 1:22-1:23 `other` has no effect: the output stays the same when it is moved, and its gradient is 0.',
      ],
    ],
    [
      'a result that is thrown away',
      '/** @grad x = 2, k = 3 */\nfunction f(x: number, k: number) { let s = x * k; s = x; return s; }',
      [
        'info no-effect 1:22-1:23 `k` has no effect: the output stays the same when it is moved, and its gradient is 0.',
      ],
    ],
    [
      'text',
      'const x = 2.345;\nconst r = Number(x.toFixed(1));\nconst y = r * 3; // @grad',
      [
        'warning gradient-cut 2:18-2:30 `x` became text here (`x.toFixed(1)`): the gradient of `x` is 0, although the output goes from 6.9 to 10.5 when it goes from 2.345 to 3.518. Text has no gradient: compute with the number, and make text of it only to show it.',
      ],
    ],
    [
      'an index that was computed',
      'const x = 1.5;\nconst t = [1, 4, 9];\nconst u = x * 1;\nconst y = t[Math.floor(u)] * 2; // @grad',
      [
        'warning gradient-cut 4:11-4:27 `Math.floor(u)`, computed from `x`, became an index here (`t[Math.floor(u)]`): the gradient of `x` is 0, although the output goes from 8 to 18 when it goes from 1.5 to 2.25. Which element is taken has no gradient: weigh neighbouring elements where you want one.',
      ],
    ],
    [
      'a comparison',
      'const x = 3.5, b = 2;\nconst y = (x > 2 ? 5 : 7) * b; // @grad',
      [
        'warning gradient-cut 2:12-2:17 `x` was only compared here (`x > 2`): the gradient of `x` is 0, although the output goes from 10 to 14 when it goes from 3.5 to 1.75. A comparison has no gradient: blend the two sides smoothly, as by a sigmoid, where you want one.',
      ],
    ],
    [
      'bits',
      'const x = 3.7;\nconst y = (x | 0) * 2; // @grad',
      [
        'warning gradient-cut 2:12-2:17 `x` became an integer here (`x | 0`): the gradient of `x` is 0, although the output goes from 6 to 10 when it goes from 3.7 to 5.55. Bit operations have no gradient: compute with the number itself.',
      ],
    ],
    [
      'rounding down',
      'const x = 2.5, k = 3;\nconst y = Math.floor(x) * k; // @grad',
      [
        'warning gradient-blocked 2:11-2:24 `x` reaches the output only through `Math.floor(x)`, which is flat here: nothing of the gradient gets through.',
      ],
    ],
    [
      'a product with the constant 0',
      'const x = 2.5;\nconst y = x * 0 + 1; // @grad',
      [
        'warning gradient-blocked 2:11-2:16 `x` reaches the output only through `x * 0`, which is flat here: nothing of the gradient gets through.',
      ],
    ],
    [
      'tanh far out',
      'const x = 8;\nconst y = Math.tanh(x) * 3; // @grad',
      [
        'info saturated 2:11-2:23 The tanh is saturated: at `x` = 8 its slope is 4.501e−7, so next to nothing of the gradient gets through.',
      ],
    ],
    [
      'a sigmoid by hand',
      'const x = -12;\nconst s = (z: number) => 1 / (1 + Math.exp(-z));\nconst y = s(x); // @grad',
      [
        'info saturated 2:26-2:48 The sigmoid is saturated: at `x` = −12 its slope is 6.144e−6, so next to nothing of the gradient gets through.',
      ],
    ],
    [
      'most of many sigmoids, written the other way',
      'const xs = [1, 20, 30];\nconst ys = xs.map((z) => Math.exp(z) / (Math.exp(z) + 1));\nlet t = 0;\nfor (const e of xs) { const p = Math.exp(e); t += p / (p + 1); }\nconst y = t; // @grad',
      [
        'info saturated 4:51-4:62 The sigmoid is saturated: at `xs[2]` = 30 its slope is 9.359e−14, so next to nothing of the gradient gets through (2 of 3 evaluations are flat).',
      ],
    ],
    [
      'a dead rectifier',
      'const w = -2, x = 3, b = 1;\nconst z = w * x + b;\nconst h = Math.max(0, z);\nconst y = h * 5; // @grad',
      [
        'info dead-branch 3:11-3:25 `Math.max(0, z)` takes 0: `z` = −5 is not the largest, so no gradient reaches `w`, `x`, `b`.',
      ],
    ],
    [
      'a parameter that a minimum leaves out',
      '/** @grad x = 2, y = 5 */\nfunction f(x: number, y: number) { return Math.min(x, y) * 2; }',
      ['info dead-branch 2:43-2:57 `Math.min(x, y)` takes 2: `y` = 5 is not the smallest, so no gradient reaches `y`.'],
    ],
  ])('%s', (_name, text, expected) => {
    const [result] = results(text);
    expect(result!.error).toBeNull();
    expect(result!.diagnostics.map((one) => `${one.severity} ${one.code} ${place(one)} ${one.message}`)).toEqual(
      expected,
    );
  });

  test('is said of the gate where it is in the picture', () => {
    const [result] = results('const x = 0;\nconst y = 1 / x; // @grad');
    const gate = result!.graph.gates.find(({ code }) => code === '1 / x');
    expect(result!.diagnostics[0]!.gate).toBe(gate!.id);
  });
});

describe('a branch of tensors that nothing flows through', () => {
  const head = `import torch
import torch.nn.functional as F
w = torch.tensor([-1.0, 2.0, -3.0], requires_grad=True)
low = torch.tensor([[-1.0, -2.0]], requires_grad=True)
high = torch.tensor([3.0, 4.0], requires_grad=True)
`;
  const said = (code: string) => {
    const [result] = inspectPython(head + code);
    expect(result!.error).toBeNull();
    return result!.diagnostics.map(({ message }) => message);
  };

  test.each([
    [
      'F.relu(low).sum().backward()',
      '`F.relu(low)[0][0]` takes 0: `low[0][0]` = −1 is not the largest, so no gradient reaches `low`.',
    ],
    [
      'torch.minimum(low, high).sum().backward()',
      '`torch.minimum(low, high)[0][0]` takes −1: `high[0]` = 3 is not the smallest, so no gradient reaches `high`.',
    ],
    [
      'torch.clamp(high, 0, 1).sum().backward()',
      '`torch.clamp(high, 0, 1)[0]` takes 1: `high[0]` = 3 does not get through, so no gradient reaches `high`.',
    ],
    [
      'torch.where(high > 0, high, low).sum().backward()',
      '`torch.where(high > 0, high, low)` takes nothing of `low`, so no gradient reaches `low`.',
    ],
  ])('%s', (code, message) => {
    expect(said(code)).toEqual([message]);
  });

  test.each([
    'h = F.relu(w)\n(h * torch.tensor([1.0, 0.0, 1.0])).sum().backward()',
    'torch.maximum(w, torch.zeros(3))[::2].sum().backward()',
  ])('is none where some element flows, though not to the output: %s', (code) => {
    expect(said(code)).toEqual([]);
  });
});

describe('nothing is said of', () => {
  test.each([
    ['a gradient that is 0 at a minimum', 'const x = 3;\nconst y = (x - 3) ** 2; // @grad'],
    ['a weight whose partner happens to be 0', 'const w = 3, x = 0;\nconst y = w * x; // @grad'],
    ['a count of turns', 'const n = 3, x = 2;\nlet y = 1;\nfor (let i = 0; i < n; i++) y *= x;\nconst z = y; // @grad'],
    ['a size', 'const size = 2, m = [1, 2, 3, 4];\nconst y = m[1 * size + 1] ** 2; // @grad'],
    ['a label', 'const label = 1, p = [0.2, 0.8];\nconst y = -Math.log(p[label]); // @grad'],
    ['a number that is only printed', 'const a = 3, x = 2.5;\nconsole.log("x is " + x);\nconst y = a * a; // @grad'],
    ['inputs of other snippets', 'const a = 3, b = 2;\nconst y = a * a; // @grad\nconst z = b * b; // @grad'],
    [
      'a parameter that another branch reads',
      '/** @grad x = 1, k = 5 */\nfunction f(x: number, k: number) { return x > 0 ? x : k; }',
    ],
    ['a limit that is not reached', 'const x = 2, limit = 10;\nconst y = Math.min(x, limit) ** 2; // @grad'],
    [
      'one rectifier of many',
      'const w = 2, xs = [-1, 1];\nlet y = 0;\nfor (const x of xs) y += Math.max(0, w * x);\nconst z = y; // @grad',
    ],
    [
      'a search that starts from −∞',
      'const xs = [1, 2];\nlet m = -Infinity;\nfor (const x of xs) m = Math.max(m, x);\nconst y = m; // @grad',
    ],
    ['a slope that is small, not flat', 'const x = 3;\nconst y = Math.tanh(x); // @grad'],
    ['a run that failed', 'const x = -1;\nlet y = Math.sqrt(x);\ny = y.a.b; // @grad'],
  ])('%s', (_name, text) => {
    for (const { diagnostics } of results(text)) expect(diagnostics).toEqual([]);
  });

  /** Examples that show what is wrong. */
  const meant: Readonly<Record<string, readonly string[]>> = { 'wrong.py': ['hand-gradient'] };
  const folder = path.join(import.meta.dirname, '../../../media/examples');
  test.each(readdirSync(folder))('the example %s', (file) => {
    const found = results(readFileSync(path.join(folder, file), 'utf8'), file);
    for (const { diagnostics, error } of found) {
      expect([error, ...diagnostics.map(({ code }) => code)]).toEqual([null, ...(meant[file] ?? [])]);
    }
  });

  /** The golden programs that were written to be unhealthy. */
  const unhealthy: Readonly<Record<string, readonly string[]>> = {
    'max-min-distinct': ['dead-branch'],
    'max-three-way-tie': ['dead-branch'],
    'sqrt-at-zero': ['nan-gradient'],
    'log-at-zero': ['nan-birthplace'],
    'division-by-zero': ['nan-birthplace'],
    'nan-from-negative-root': ['nan-birthplace'],
    'dead-inputs': ['gradient-cut', 'no-effect'],
  };
  test.each(goldenCases.map(({ name, source }) => [name, source]))('the golden program %s', (name, source) => {
    const codes = new Set(results(source).flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
    expect([...codes].sort()).toEqual(unhealthy[name] ?? []);
  });
});
