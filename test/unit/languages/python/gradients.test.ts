import { describe, expect, test } from 'vitest';
import { gradientsIn, inspectPython, selected } from './inspectPython';

describe('numbers keep their origin', () => {
  test.each<readonly [what: string, code: string, wanted: object]>([
    ['through sums and products', 'x = 3.0\ny = x * x + 2 * x  # @grad', { x: 8 }],
    [
      'through lists, tuples and dicts',
      "x = 2.0\nd = {'a': [x, (x, 1.0)]}\ny = d['a'][0] * d['a'][1][0]  # @grad",
      { x: 4 },
    ],
    [
      'through objects',
      'x = 2.0\nclass P:\n    def __init__(self, v):\n        self.v = v\n    def twice(self):\n        return self.v * 2\ny = P(x).twice()  # @grad',
      { x: 2 },
    ],
    [
      'through operators of objects',
      'x = 3.0\nclass V:\n    def __init__(self, v): self.v = v\n    def __mul__(self, o): return V(self.v * o.v)\n    def __radd__(self, o): return V(o + self.v)\ny = (1 + V(x) * V(x)).v  # @grad',
      { x: 6 },
    ],
    [
      'through closures and defaults',
      'x = 2.0\ndef make(k=x):\n    return lambda v: k * v * x\ny = make()(5)  # @grad',
      { x: 20 },
    ],
    ['through generators', 'x = [1.0, 2.0, 3.0]\ny = sum(v ** 2 for v in x)  # @grad', { x: [2, 4, 6] }],
    [
      'through sorted, reversed and zip',
      'x = [3.0, 1.0]\na, b = sorted(x)\ny = a * 10 + b + sum(p * q for p, q in zip(x, reversed(x)))  # @grad',
      { x: [3, 16] },
    ],
    [
      'through keyword and starred arguments',
      'x = [2.0, 5.0]\ndef f(a, *rest, k, **kw):\n    return a * k + sum(rest) * kw["m"]\ny = f(*x, k=3, m=x[0])  # @grad',
      { x: [8, 2] },
    ],
    [
      'through exceptions',
      'x = 2.0\ntry:\n    raise ValueError(x * 3)\nexcept ValueError as e:\n    y = e.args[0] * x  # @grad',
      { x: 12 },
    ],
    [
      'through dataclasses and named tuples',
      'from dataclasses import dataclass\nfrom collections import namedtuple\nx = 2.0\n@dataclass\nclass A:\n    v: float\nP = namedtuple("P", "a b")\ny = A(x).v * P(x, 3.0).a  # @grad',
      { x: 4 },
    ],
    [
      'through recursion',
      'x = 1.5\ndef power(b, n): return 1.0 if n == 0 else b * power(b, n - 1)\ny = power(x, 3)  # @grad',
      { x: 6.75 },
    ],
    [
      'through math',
      'import math\nx = 0.5\ny = math.exp(math.log(x) * 2) + math.fsum([x, x]) + math.prod([x, 3])  # @grad',
      { x: 6 },
    ],
    [
      'through with, match and comprehension',
      'x = [1.0, 2.0]\nmatch x:\n    case [a, b]:\n        y = [v * a for v in (a, b)][1]  # @grad',
      { x: [2, 1] },
    ],
    [
      'through random numbers that are scaled',
      'import random\nrandom.seed(1)\nmu = 2.0\ny = random.gauss(mu, 1.0) * 3  # @grad',
      { mu: 3 },
    ],
  ])('%s', (_what, code, wanted) => {
    const grads = gradientsIn(code);
    expect(Object.keys(grads)).toEqual(Object.keys(wanted));
    for (const [name, grad] of Object.entries(wanted)) {
      const given = [grads[name]].flat() as number[];
      for (const [k, value] of ([grad].flat() as number[]).entries()) expect(given[k]).toBeCloseTo(value, 10);
    }
  });
});

describe('conventions', () => {
  test.each<readonly [code: string, wanted: object]>([
    ['x = 0.0\ny = abs(x) + x  # @grad', { x: 1 }],
    ['a = 1.0\nb = 1.0\ny = max(a, b) * 2  # @grad', { a: 2 }],
    ['a = 1.0\nb = 1.0\ny = min(b, a) * 2  # @grad', { b: 2 }],
    ['a = -3.0\nb = 2.0\ny = max([a, b], key=abs)  # @grad', { a: 1 }],
    ['x = 2.5\ny = round(x) + round(x, 1) + x // 1 + int(x) + x  # @grad', { x: 1 }],
    ['x = 7.5\nd = 2.0\ny = x % d  # @grad', { x: 1, d: -3 }],
    ['x = -7.5\nd = 2.0\ny = x % d  # @grad', { x: 1, d: 4 }],
    ['n = 3\ny = n * n  # @grad', { n: 6 }],
    ['x = 2.0\ny = [1, 2, 3][int(x)] * x if x > 1 else 0  # @grad', { x: 3 }],
  ])('%s', (code, wanted) => {
    expect(gradientsIn(code)).toEqual(wanted);
  });
});

describe('ints and floats stay what they are while they are tracked', () => {
  test.each([
    [
      'n = 3\nx = 3.0\nprint(n, x, n * 2, x * 2, n + x, n / 1, n // 2, -n, abs(-n), n ** 2, n ** -1, max(n, 1))',
      '3 3.0 6 6.0 6.0 3.0 1 -3 3 9 0.3333333333333333 3\n',
    ],
    [
      'n = 3\nprint([0, 1, 2, 9][n], "a" * n, list(range(n)), f"{n:03d}", type(n).__name__, isinstance(n, int), n == 3.0)',
      '9 aaa [0, 1, 2] 003 int True True\n',
    ],
    [
      'xs = [1, 2.5]\nprint(xs, sum(xs), round(xs[1]), int(xs[1]), str(xs[0]), {xs[0]: "k"}[1])',
      '[1, 2.5] 3.5 2 2 1 k\n',
    ],
    ['x = 5\nx += 1\nx //= 4\nprint(x, divmod(7, x + 1))', '1 (3, 1)\n'],
  ])('%s', (code, printed) => {
    const [result] = inspectPython(code);
    expect(result!.error).toBe(null);
    expect(result!.stdout).toBe(printed);
  });

  test('targets of one assignment share one list', () => {
    expect(inspectPython('a = b = [1.0]\nb.append(2.0)\nprint(a, a is b)')[0]!.stdout).toBe('[1.0, 2.0] True\n');
  });
});

describe('inputs', () => {
  const names = (code: string) => inspectPython(code)[0]!.inputs.map(({ name }) => name);

  test('are module names that are bound once to a number or a list of numbers', () => {
    const code =
      'a = 1.5\nb = -2\nc = [[1, 2.0], [3, 4]]\nd, e = 1.0, 2.0\nf = 1.0\nf = 2.0\ng = 0\ng += 1\nh = (1, 2)\ni = [a]\nj = "s"\nk: float = 3.0\ny = a + b + d + e + f + g + k  # @grad';
    expect(names(code)).toEqual(['a', 'b', 'c', 'd', 'e', 'k']);
  });

  test('of a function are its parameters, defaults included', () => {
    const [first, second] = inspectPython(
      '# @grad x = 2\n# @grad x = 3.5, s = 4\ndef f(x, s=1.0, *, k=2):\n    return x * s * k\n',
    );
    expect(first!.inputs.map(({ name, value, grad }) => [name, value, grad])).toEqual([
      ['x', 2, 2],
      ['s', 1, 4],
      ['k', 2, 2],
    ]);
    expect(second!.output).toMatchObject({ name: 'f', value: 28 });
    expect(second!.scenario).toBe(1);
  });

  test('of a lambda under a name are its parameters; a decorated function says what to do', () => {
    const [lambda] = inspectPython('# @grad t = 3.0\ng = lambda t, k=2.0: t * t * k\n');
    expect(lambda!.inputs.map(({ name, grad }) => [name, grad])).toEqual([
      ['t', 12],
      ['k', 9],
    ]);
    const [decorated] = inspectPython(
      'def twice(f):\n    return lambda *a: f(*a) * 2\n# @grad x = 1.0\n@twice\ndef f(x): return x\n',
    );
    expect(decorated!.error).toMatchObject({
      code: 'Unsupported',
      message: '`f` is another function by its decorator; annotate a statement that calls it',
    });
  });

  test('can be replaced and named', () => {
    expect(gradientsIn('x = 2.0\ny = x * x  # @grad', { set: { x: '5.0' } })).toEqual({ x: 10 });
    expect(gradientsIn('x = 2.0\np = {"a": 3.0}\ny = x * p["a"]  # @grad wrt p')).toEqual({ p: { a: 2 } });
    expect(gradientsIn('x = 2.0\ny = x * x\n# @grad x = 4.0\nz = y + x')).toEqual({ x: 9 });
  });
});

describe('what is inspected', () => {
  test('a module without annotation is one result with all that it printed', () => {
    const [result] = inspectPython('x = 2\nprint(x)\nx = 1 / 0\nprint("never")');
    expect(result).toMatchObject({
      kind: 'file',
      output: null,
      stdout: '2\n',
      error: { code: 'UserThrow', type: 'ZeroDivisionError' },
    });
    expect(result!.error!.range!.start.line).toBe(3);
  });

  test('an annotated one prints all that the module prints, also below', () => {
    const [result] = inspectPython('x = 2.0\ny = x * x  # @grad\nprint(y)\nx = 5\nprint("end", x)');
    expect(result!.stdout).toBe('4.0\nend 5\n');
    expect(result!.output).toMatchObject({ name: 'y', value: 4 });
  });

  test('a function is called when the module has run, and prints none of its own', () => {
    const [result] = inspectPython(
      '# @grad x = 2.0\ndef f(x):\n    print("in f")\n    return helper(x)\ndef helper(v): return v * v\nprint(f(1.0))',
    );
    expect(result!.stdout).toBe('in f\n1.0\n');
    expect(result!.inputs[0]!.grad).toBe(4);
  });

  test.each([
    ['x = 2.0\ny = 1 + «x * 3»', 6, { x: 3 }],
    ['x = 2.0\ny = «(x + 1)» * 3', 3, { x: 1 }],
    ['def f(a, b=3.0):\n    c = «a * b»\n    return c\nx = 2.0\nprint(f(x))', 6, { x: 3 }],
    ['s = 1.0\nfor i in range(3):\n    s = «s * 2»', 8, { s: 1 }],
    ['x = 2.0\n«y = x * x\nz = y * x»', 8, { x: 12 }],
  ])('a selection: %s', (marked, value, grads) => {
    const { text, focus } = selected(marked);
    const [result] = inspectPython(text, { focus });
    expect(result!.error).toBe(null);
    expect(result!.output!.value).toBe(value);
    if (!('s' in grads)) expect(gradientsIn(text, { focus })).toEqual(grads);
    else expect(result!.occurrences.count).toBe(3);
  });

  test('a variable at the end of the module', () => {
    const focus = { kind: 'variable', name: 's' } as const;
    expect(gradientsIn('x = 2.0\ns = 0\nfor i in range(3):\n    s += x * i', { focus })).toEqual({ x: 3 });
  });
});
