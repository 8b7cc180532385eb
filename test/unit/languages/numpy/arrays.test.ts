import { describe, expect, test } from 'vitest';
import { gradientOf, inspectNumpy, runNumpy } from './inspect';

const ops = (code: string, name = 'y') => inspectNumpy(code, name).graph.gates.map(({ op }) => op);

describe('arrays that change', () => {
  test('a loop that fills an array makes one value of it', () => {
    const code =
      'x = np.array([1.0, 2.0, 3.0])\na = np.zeros(3)\nfor i in range(3):\n    a[i] = x[i] ** 2\ny = a.sum()';
    const result = inspectNumpy(code);
    expect(gradientOf(result, 'x')).toEqual([2, 4, 6]);
    const all = result.graph.primitives ?? result.graph.gates;
    expect(all.filter(({ op }) => op === 'setIndex').map(({ count }) => count)).toEqual([1]);
    const inner = inspectNumpy(code.replace('a = np.zeros(3)', 'a = np.zeros(3) * x[0] * 0'));
    expect(gradientOf(inner, 'x')).toEqual([2, 4, 6]);
  });

  test('a view that nothing is written to is one operation', () => {
    expect(
      ops('x = np.array([[1.0, 2.0], [3.0, 4.0]])\nv = x.T\ny = (v * v).sum()').filter((op) => op === 'transpose'),
    ).toHaveLength(1);
  });

  test('`a[1:] += v` writes once', () => {
    const made = ops('x = np.array([1.0, 2.0, 3.0])\na = x * 2\na[1:] += x[:2]\ny = (a * a).sum()');
    expect(made.filter((op) => op === 'setIndex')).toHaveLength(1);
  });

  test('what an input holds after a write is not its value as an input', () => {
    const result = inspectNumpy('x = np.array([1.0, 2.0])\nz = x * 3\nx[0] = 10\ny = (z + x).sum()');
    expect(result.inputs.map(({ name, value, grad }) => [name, value, grad])).toEqual([['x', [1, 2], [3, 4]]]);
    expect(result.output?.value).toBe(21);
  });

  test('two names of one array are one array', () => {
    const code = 'a = np.array([1.0, 2.0])\nb = a\na *= 3\nprint(a is b, b)\ny = (a * b).sum()';
    expect(runNumpy(code).stdout).toBe('True [3. 6.]\n');
    expect(inspectNumpy(code).output?.value).toBe(45);
  });

  test('shapes that do not fit are told with the names of both', () => {
    expect(inspectNumpy('W = np.ones((3, 4))\nx = np.ones((3, 1))\ny = W @ x').error).toMatchObject({
      code: 'ShapeMismatch',
      type: 'ValueError',
      message: expect.stringMatching(/^matmul: .*: `W` has shape \(3, 4\), `x` has shape \(3, 1\)$/),
    });
    expect(inspectNumpy('a = np.ones((2, 3))\nb = np.ones(4)\ny = a + b').error?.message).toBe(
      'operands could not be broadcast together with shapes (2,3) (4,): `a` has shape (2, 3), `b` has shape (4,)',
    );
  });

  test('the program catches them as NumPy words them', () => {
    const code = 'try:\n    np.ones((2, 3)) + np.ones(4)\nexcept ValueError as e:\n    print(repr(str(e)))';
    expect(runNumpy(code).stdout).toBe("'operands could not be broadcast together with shapes (2,3) (4,) '\n");
  });
});

describe('inputs of NumPy code', () => {
  test('tell whether their numbers stand in the code', () => {
    const code =
      'a = np.array([[1.0, 2.0]])\nb = np.zeros([3])\nc = np.asarray([1.0])\ny = a.sum() + b.sum() + c.sum()\n';
    const { inputs: found } = inspectNumpy(code, 'y');
    expect(found.map(({ name, isMade = false }) => [name, isMade])).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
    ]);
  });
  const inputs = (code: string, name = 'y') => inspectNumpy(code, name).inputs.map((input) => input.name);

  test('are floating arrays that are bound once and come from no other input', () => {
    expect(
      inputs(`np.random.seed(0)
W = 0.1 * np.random.randn(2, 2)
X = np.array([[1.0, 2.0]])
labels = np.array([0, 1])
V = W * 2
b = np.zeros(2)
rate = 0.5
twice = np.ones(2)
twice = np.zeros(2)
y = ((X @ V + b + twice) * rate)[0, labels].sum()`),
    ).toEqual(['W', 'X', 'b', 'rate']);
  });

  test('are parameters of an annotated function', () => {
    const code = '# @grad x = np.array([1.0, 2.0]), k = 3.0\ndef f(x, k):\n    return (x ** 2).sum() * k';
    const result = runNumpy(code) as unknown as ReturnType<typeof inspectNumpy>;
    expect(result.inputs.map(({ name, grad }) => [name, grad])).toEqual([
      ['x', [6, 12]],
      ['k', 5],
    ]);
  });

  test('that are bound again are there when `wrt` names them', () => {
    const code = 'W = np.ones(2)\ny = (W ** 2).sum() # @grad wrt W\nW = W - 1';
    const result = runNumpy(code) as unknown as ReturnType<typeof inspectNumpy>;
    expect(result.error).toBe(null);
    expect(result.inputs.map(({ name, grad }) => [name, grad])).toEqual([['W', [2, 2]]]);
  });

  test('results are numbers and arrays of NumPy', () => {
    const { variables } = inspectNumpy('x = np.array([1.0, 2.0])\nz = x * 2\nn = z.sum()\ny = n * n');
    expect(variables.map(({ name, kind, shape }) => [name, kind, shape])).toEqual([
      ['x', 'ndarray', [2]],
      ['z', 'ndarray', [2]],
      ['n', 'number', []],
      ['y', 'number', []],
    ]);
  });
});
