import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradientOf, inspectNumpy } from './inspect';

/** Programs from `x` (2×3) and `v` (3 numbers) to a number `y`, smooth where they are tried. */
const programs: Readonly<Record<string, string>> = {
  'element-wise functions': 'y = np.sum(np.exp(x) * np.sin(x) + np.tanh(x) / (2 + np.cos(x)))',
  broadcasting: 'y = ((x + v) * (x - 2 * v) / (3 + v ** 2)).sum()',
  'numbers on both sides': 'y = (2 ** x + x ** 3 - 1 / (2 + x ** 2)).mean()',
  'products of matrices': 'y = (x @ x.T).sum() + x.dot(v).sum() + v @ v + np.outer(v, x[0]).sum()',
  einsum: "y = np.einsum('ij,kj->ik', x, x).sum() + np.einsum('ij,j->', x, v)",
  'reductions along axes': 'y = (x.sum(axis=0) * v).sum() + x.mean(axis=1).prod() + x.var() + x.std(axis=0).sum()',
  softmax:
    'e = np.exp(x - x.max(axis=1, keepdims=True)); p = e / e.sum(axis=1, keepdims=True); y = -np.log(p[range(2), [2, 0]]).mean()',
  slices: 'y = (x[0, 1:] * x[1, :2]).sum() + (x[:, ::-1] * v).sum() + x[-1, -1] ** 2',
  'picked rows': 'y = (x[[0, 1, 0]] * v).sum() + x[[0, 1], [2, 2]].prod()',
  masks: 'y = (x[x > 0] ** 2).sum() + np.where(x > 0, x, v).sum()',
  'assigned elements':
    'a = np.zeros((2, 3))\na[0] = x[0] * v\na[1, 1] = x[1, 2] ** 2\na[:, 2] += x[:, 0]\ny = (a * a).sum()',
  'assignment over what was there': 'a = x * 2\na[0] = v\na[:, 1] = 1\ny = (a ** 2).sum()',
  'assignment through masks': 'a = x.copy()\na[a < 0] = 0\na[x > 0.5] *= 3\ny = (a * x).sum()',
  'in place operators': 'a = x.copy()\na += v\na *= x\na /= 2\na **= 2\ny = a.sum()',
  'views that are written to':
    'a = x.copy()\nb = a[0]\nb *= v\nc = a.T\nc[1] += 5 * x[:, 0]\nd = a.reshape(-1)\nd[5] = v[0] * v[1]\ny = (a ** 2).sum() + b.sum()',
  'views read before and after a write':
    'a = x.copy()\nb = a[:, 1:]\nbefore = (b ** 2).sum()\na[0] *= 3\ny = before + (b ** 3).sum()',
  'loops over elements':
    'a = np.zeros(3)\nfor i in range(3):\n    for j in range(2):\n        a[i] += x[j, i] * v[i]\ny = (a ** 2).sum()',
  'rows in a loop':
    'h = np.zeros(2)\nfor t in range(3):\n    h = np.tanh(x @ np.ones(3) * 0.1 + h * v[t])\ny = h.sum()',
  'joined and split':
    'a = np.concatenate([x, v[None]])\nb, c = np.split(a.ravel()[:8], 2)\ny = (np.stack([b, c]) ** 2).sum() + np.hstack([v, x[0]]).prod()',
  'tiled, repeated and padded':
    'y = (np.tile(v, 2) * np.repeat(x[0], 2)).sum() + (np.pad(x, 1, mode="reflect") ** 2).sum() + (np.roll(x, 1) * x).sum()',
  'sorted and cumulated': 'y = (np.sort(x, axis=1) * v).sum() + (np.cumsum(x) ** 2).sum() + np.cumprod(v).sum()',
  extremes: 'y = x.max() * x.min(axis=0).sum() + np.maximum(x, v).sum() + np.clip(x, -0.5, 0.5).sum()',
  'linear algebra':
    'm = x[:, :2] + 4 * np.eye(2)\ny = np.linalg.inv(m).sum() + np.linalg.det(m) + np.linalg.solve(m, v[:2]).sum() + np.linalg.norm(x) + np.trace(m)',
  'numbers of NumPy':
    'a = x[0, 0] * v[1]\nb = float(a) + np.sqrt(v[2] ** 2 + 1)\ny = a * b + math.exp(x[1, 1]) + np.float64(2.5) * a',
  'arrays of elements':
    'a = np.array([[x[0, 0], v[0]], [3.0, x[1, 2] * v[1]]])\ny = (a @ a).sum() + np.array([v, x[1]]).prod()',
  'median and diff':
    'y = np.median(v) ** 2 + (np.diff(x) ** 2).sum() + np.average(x, axis=1, weights=np.array([1.0, 2.0, 3.0])).sum()',
  'add.at': 'a = np.zeros(4)\nnp.add.at(a, [0, 1, 0], v)\nnp.add.at(a, 3, x[0, 0])\ny = (a ** 2).sum()',
  diagonals: 'm = x @ x.T\nd = np.diag(m)\ny = (d ** 2).sum() + np.diag(v).sum() + (np.tril(m) ** 2).sum()',
  'batch normalisation':
    'mu = x.mean(axis=0)\nxh = (x - mu) / np.sqrt(x.var(axis=0) + 1e-2)\ny = ((v * xh + v) ** 2).sum()',
  tolist: 'a = x.tolist()\ny = a[0][1] * a[1][0] + sum(v.tolist())',
  'swaps of rows': 'a = x.copy()\na[[0, 1]] = a[[1, 0]]\ny = (a * x * v).sum()',
  norms: 'y = np.linalg.norm(x, axis=1).sum() + np.linalg.norm(v, 1) + np.linalg.norm(v, np.inf)',
};

const numberText = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : String(value));

function codeOf(program: string, x: readonly number[], v: readonly number[]): string {
  const rows = `[[${x.slice(0, 3).map(numberText)}], [${x.slice(3).map(numberText)}]]`;
  return `import math\nx = np.array(${rows})\nv = np.array([${v.map(numberText)}])\n${program}`;
}

function valueAt(program: string, x: readonly number[], v: readonly number[]): number {
  const result = inspectNumpy(codeOf(program, x, v));
  if (result.error !== null) throw new Error(result.error.message);
  return Number(result.output?.value);
}

/** Numbers that stay away from each other and from where functions have kinks. */
const point = fc
  .shuffledSubarray([-1.7, -1.3, -0.9, -0.65, -0.3, 0.2, 0.35, 0.7, 0.85, 1.2, 1.6, 1.9], {
    minLength: 9,
    maxLength: 9,
  })
  .map((numbers) => ({ x: numbers.slice(0, 6), v: numbers.slice(6) }));

describe('gradients are those of finite differences', () => {
  for (const [name, program] of Object.entries(programs)) {
    test(name, () => {
      fc.assert(
        fc.property(point, ({ x, v }) => {
          const result = inspectNumpy(codeOf(program, x, v));
          expect(result.error).toBe(null);
          const found = [gradientOf(result, 'x'), gradientOf(result, 'v')].map((grad) =>
            (grad as unknown[]).flat().map(Number),
          ) as [number[], number[]];
          const h = 1e-6;
          for (const [input, at] of [
            [0, 0],
            [0, 4],
            [0, 5],
            [1, 0],
            [1, 2],
          ] as const) {
            const moved = (by: number) => {
              const numbers: readonly [number[], number[]] = [[...x], [...v]];
              numbers[input][at]! += by;
              return valueAt(program, numbers[0], numbers[1]);
            };
            const slope = (moved(h) - moved(-h)) / (2 * h);
            const given = found[input][at]!;
            expect(Math.abs(given - slope), `${input} ${at}: ${given} for ${slope}`).toBeLessThan(
              1e-4 * (1 + Math.abs(slope)),
            );
          }
        }),
        { numRuns: 4, seed: 20_240 },
      );
    });
  }
});
