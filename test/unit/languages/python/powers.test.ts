import { expect, test } from 'vitest';
import { explicitBudget } from '../../../../src/inspector/budgets';
import { Inspector } from '../../../../src/inspector/inspector';
import recorded from '../../engine/math/powers.json';
import { inspectPython } from './inspectPython';

const { bases, exponents } = recorded;

/** What a program prints, line by line. */
function printedBy(code: string): string[] {
  const [result] = inspectPython(code);
  if (result!.error) throw new Error(result!.error.message);
  return result!.stdout.trimEnd().split('\n');
}

const loops = `for x in [${bases.join(', ')}]:
    for y in [${exponents.join(', ')}]:`;

function program(power: string, loop = loops): string {
  return `import math
from math import nan, inf
def attempt(x, y):
    try:
        print(${power})
    except (ValueError, ArithmeticError) as error:
        print(type(error).__name__)
${loop}
        attempt(x, y)
z = 1.0  # @grad
`;
}

test('math.pow has the special cases and errors of CPython', () => {
  expect(printedBy(program('math.pow(x, y)'))).toEqual(recorded.math.flat());
});

test.each(['x ** y', 'pow(x, y)'])('so has %s, where the result is not complex', (power) => {
  const isReal = (x: number, y: number) => recorded.operator[x]![y] !== 'complex';
  const pairs = bases.flatMap((x, i) => exponents.flatMap((y, k) => (isReal(i, k) ? [[x, y]] : [])));
  const wanted = recorded.operator.flat().filter((text) => text !== 'complex');
  const code = program(power, `for x, y in [${pairs.map(([x, y]) => `(${x}, ${y})`).join(', ')}]:`);
  expect(printedBy(code)).toEqual(wanted);
});

test('tracked numbers, NumPy and PyTorch print the last digits of CPython', () => {
  const code = `import math
import numpy as np
import torch
x = 2.0
a = np.array([2.0, 3.0, 1.1])
t = torch.tensor([2.0, 3.0, 1.1], dtype=torch.float64)
print(x ** 1.5, pow(x, 1.5), math.pow(x, 1.5), (a ** 1.5).tolist(), np.power(a, 2.7).tolist(), (t ** 1.5).tolist())
print((2.0 ** a).tolist(), torch.pow(2.7, t).tolist(), torch.exp2(t)[2].item())
z = x ** 2.5 + (a ** 2.5).sum()  # @grad wrt x, a
`;
  expect(printedBy(code)).toEqual([
    '2.8284271247461903 2.8284271247461903 2.8284271247461903 [2.8284271247461903, 5.196152422706632, 1.153689732987167] ' +
      '[6.498019170849885, 19.419023519771343, 1.2934815843487633] [2.8284271247461903, 5.196152422706632, 1.153689732987167]',
    '[4.0, 8.0, 2.1435469250725863] [7.290000000000001, 19.683000000000003, 2.981948513139346] 2.1435469250725863',
  ]);
  const [result] = inspectPython(code);
  const gradients = result!.inputs.map(({ grad }) => grad);
  expect(gradients.flat()).toContain(2.5 * 2.8284271247461903);
});

test('runs in Python and in TypeScript each have the powers of their own language', () => {
  const inspector = new Inspector();
  const outputOf = (language: 'python' | 'typescript', text: string) => {
    const uri = language === 'python' ? 'a.py' : 'a.ts';
    const [result] = inspector.inspect({
      uri,
      version: 1,
      language,
      text,
      focus: { kind: 'annotated' },
      budget: explicitBudget,
      picture: 'default',
    }).results;
    return result!.output!.value;
  };
  const python = 'x = -1.0\ny = x ** float("inf")  # @grad\n';
  const array = 'import numpy as np\nx = np.array([-1.0])\ny = (x ** np.inf).sum()  # @grad\n';
  const typescript = 'const x = -1;\nconst y = x ** Infinity; // @grad\n';
  for (let turn = 0; turn < 2; turn++) {
    expect(outputOf('python', python)).toBe(1);
    expect(outputOf('typescript', typescript)).toBe('NaN');
    expect(outputOf('python', array)).toBe(1);
  }
});
