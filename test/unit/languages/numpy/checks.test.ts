import { expect, test } from 'vitest';
import { explicitBudget } from '../../../../src/inspector/budgets';
import { checkAll } from '../../../../src/inspector/checkAll';
import { Inspector } from '../../../../src/inspector/inspector';
import { checksText } from '../../../../src/text/checkText';

test.each([
  [
    'an array that is computed with',
    'X = np.array([[1.0, 2.0], [0.5, -1.0]])\nW = X.T * 0 + np.array([[0.3], [0.7]])\nV = W * 2\ny = np.tanh(X @ V).sum() # @grad',
    'X',
    'agrees with finite differences in all 4 elements',
  ],
  [
    'an array that is changed afterwards',
    'x = np.array([1.0, 2.0, 3.0])\na = x\na *= 2\na[0] += x[1] ** 2\ny = (a ** 2).sum() # @grad',
    'x',
    'agrees with finite differences in all 3 elements',
  ],
  [
    'draws that are the same each time',
    'np.random.seed(0)\nW = np.random.randn(2, 2)\nx = np.random.randn(2)\ny = np.exp(W @ x).sum() # @grad',
    'W',
    'agrees with finite differences in all 4 elements',
  ],
])('%s', async (_name, code, input, words) => {
  const inspector = new Inspector();
  const result = inspector.inspect({
    uri: 'a.py',
    version: 1,
    language: 'python',
    text: `import numpy as np\n${code}\n`,
    focus: { kind: 'annotated' },
    budget: explicitBudget,
    picture: 'default',
  }).results[0]!;
  expect(result.error).toBe(null);
  const checked = await checkAll(async (asked) => inspector.check(asked), result.id, { input });
  expect(checksText(checked!.checks)).toBe(words);
});
