import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../../src/protocol';
import { inspectPython } from './inspectPython';

type Row = readonly [code: string, error: ErrorCode, message: string | RegExp, at: string | null];

/** What can go wrong, and the words for it: a program, the code of its error, the message, and where it points. */
const rows: readonly Row[] = [
  ['x = 1 +\n', 'SyntaxError', 'invalid syntax', '1:8'],
  ['if True\n    x = 1', 'SyntaxError', "expected ':'", '1:8'],
  ['x = (1, 2', 'SyntaxError', "'(' was never closed", '1:5'],
  ['x = [1)', 'SyntaxError', "closing parenthesis ')' does not match opening parenthesis '['", '1:7'],
  ['print "a"', 'SyntaxError', "Missing parentheses in call to 'print'. Did you mean print(...)?", '1:1'],
  ["x = 'abc", 'SyntaxError', 'unterminated string literal (detected at line 1)', '1:5'],
  ['for i in x:\ny = 1', 'SyntaxError', "expected an indented block after 'for' statement on line 1", '2:1'],
  ['  x = 1', 'SyntaxError', 'unexpected indent', '1:3'],
  ['if x:\n    a = 1\n  b = 2', 'SyntaxError', 'unindent does not match any outer indentation level', '3:3'],
  ['f() = 1', 'SyntaxError', "cannot assign to function call here. Maybe you meant '==' instead of '='?", '1:1'],
  ['return 5', 'SyntaxError', "'return' outside function", '1:1'],
  ['break', 'SyntaxError', "'break' outside loop", '1:1'],
  ['def f(a, a): pass', 'SyntaxError', "duplicate argument 'a' in function definition", '1:10'],
  ['f(a=1, 2)', 'SyntaxError', 'positional argument follows keyword argument', '1:8'],
  ['def f():\n    nonlocal q\n    q = 1', 'SyntaxError', "no binding for nonlocal 'q' found", '2:5'],
  [`x = ${'('.repeat(20_000)}`, 'SyntaxError', "'(' was never closed", '1:20004'],
  [
    `x = ${'-'.repeat(200_000)}1`,
    'RecursionTooDeep',
    'the code is nested too deeply to be read; split it into steps',
    null,
  ],
  ['y = unknown * 2', 'UnboundName', "name 'unknown' is not defined", '1:5'],
  [
    'def f():\n    print(x)\n    x = 1\nf()',
    'UnboundName',
    "cannot access local variable 'x' where it is not associated with a value",
    '2:11',
  ],
  ['x = 1 / 0', 'UserThrow', 'ZeroDivisionError: division by zero', '1:5'],
  ['x = [1][3]', 'UserThrow', 'IndexError: list index out of range', '1:5'],
  ["x = {}['k']", 'UserThrow', "KeyError: 'k'", '1:5'],
  ["x = 1 + 'a'", 'UserThrow', "TypeError: unsupported operand type(s) for +: 'int' and 'str'", '1:5'],
  ['class E(Exception): pass\ndef f():\n    raise E("deep")\nf()', 'UserThrow', 'E: deep', '3:5'],
  ['def f(a, b): return a\nf(1)', 'UserThrow', "TypeError: f() missing 1 required positional argument: 'b'", '2:1'],
  [
    'def f(n): return f(n + 1)\nf(0)',
    'RecursionTooDeep',
    'calls are nested more than 1000 deep at `f`; does its recursion end?',
    '1:18',
  ],
  ['while True: pass', 'TimeLimit', /^stopped after [\d.]+ s at line 1 \(loop ran/, '1:1'],
  [
    'x = 10 ** 10 ** 8',
    'TooLarge',
    'this int would have about 100 000 000 digits, which is too large; use floats',
    '1:5',
  ],
  ["x = 'a' * 10 ** 10", 'TooLarge', /^this would make 10 000 000 000 elements/, '1:5'],
  ["x = f'{1:1000000000}'", 'TooLarge', /^this would make 1 000 000 000 elements/, '1:8'],
  ["x = '%999999999d' % 1", 'TooLarge', /^this would make 999 999 999 elements/, '1:5'],
  ['x = list(range(10 ** 9))', 'TooLarge', /^this would make 1 000 000 000 elements/, '1:5'],
  ["open('x')", 'Unsupported', /^`open` is not reachable/, '1:1'],
  ["eval('1')", 'Unsupported', /^`eval` is not supported/, '1:1'],
  ["__import__('os')", 'Unsupported', '`__import__` is not supported; use `import`', '1:1'],
  ['print(().__class__.__bases__)', 'Unsupported', /^`__bases__` is not reachable/, '1:7'],
  ['def f(): pass\nf.__globals__', 'Unsupported', /^`__globals__` is not reachable/, '2:1'],
  ['print("".__class__.__mro__[1].__subclasses__())', 'Unsupported', /^`__subclasses__` is not reachable/, '1:7'],
  ['x = 3j', 'Unsupported', 'complex numbers are not supported; use two floats', '1:5'],
  ["x = b'a'", 'Unsupported', /^bytes are not supported/, '1:5'],
  ['x = (-8) ** 0.5', 'Unsupported', /^a negative number to a fractional power is complex/, '1:5'],
  ['async def f(): pass', 'Unsupported', /^async functions are not supported/, '1:1'],
  ['class A(int): pass', 'Unsupported', /^classes that inherit from `int` are not supported/, '1:1'],
  ['import os\nos.getcwd()', 'ImportNotFound', /^`os` is not reachable from a snippet/, '1:8'],
  ['import time\ntime.ctime()', 'Unsupported', /^`time.ctime` is not reproducible/, '2:1'],
  ['from nowhere import x\nx()', 'ImportNotFound', /^`nowhere` is not found: there is no/, '1:21'],
  ['x = 1  # @grad please', 'DirectiveError', /^after `please` a value is missing/, '1:16'],
  ['# @grad', 'DirectiveError', /^`@grad` stands before nothing/, '1:3'],
  ['# @grad\nclass A: pass', 'Unsupported', /^`@grad` on a class is not supported/, '1:3'],
  ['class A:\n    # @grad\n    def f(self): return 1', 'Unsupported', /^`@grad` on a method is not supported/, '2:7'],
  ['# @grad\ndef f(x): return x', 'DirectiveError', '`f` needs a value for `x`: write `@grad x = 1`', '1:3'],
  [
    '# @grad x = 1, q = 2\ndef f(x): return x',
    'DirectiveError',
    '`q` is not a parameter of `f`, which has `x`',
    '1:20',
  ],
  ["x = 'a'  # @grad", 'NotDifferentiable', /^the output is a str, which has no gradient/, '1:1'],
  ['x = None  # @grad', 'NotDifferentiable', /^the output is `None`, which has no gradient/, '1:1'],
  ['x = (i for i in [1])  # @grad', 'NotDifferentiable', /^the output is a generator/, '1:1'],
];

describe('errors say what is wrong and where', () => {
  test.each(rows)('%s', (code, wanted, message, at) => {
    const { error } = inspectPython(code, { budget: { time: 300 } })[0]!;
    expect(error?.code, error?.message).toBe(wanted);
    if (typeof message === 'string') expect(error!.message).toBe(message);
    else expect(error!.message).toMatch(message);
    const { start } = error!.range ?? {};
    expect(start ? `${start.line}:${start.column}` : null).toBe(at);
  });
});

test('a statement that fails is skipped where something is annotated, and only what needs its names fails', () => {
  const [first, second] = inspectPython('import os\nx = 2.0\ny = x * x  # @grad\nz = os.getpid() * x  # @grad');
  expect(first!.error).toBe(null);
  expect(first!.output!.value).toBe(4);
  expect(second!.error).toMatchObject({ code: 'ImportNotFound' });
});

test('an import that fails is told quietly where nothing reads it', () => {
  const [unread, read] = ['', '\npd.DataFrame()'].map(
    (use) => inspectPython(`import pdb, pandas as pd\nfrom torchvision import datasets\nprint(2)${use}`)[0]!,
  );
  expect(unread!.error).toBe(null);
  expect(unread!.stdout).toBe('2\n');
  expect(unread!.diagnostics.map(({ severity, range }) => [severity, range.start.line])).toEqual([
    ['info', 1],
    ['info', 2],
  ]);
  expect(unread!.diagnostics[1]!.message).toMatch(/^nothing here reads this import: the module `torchvision`/);
  expect(read!.error).toMatchObject({ code: 'ImportNotFound' });
  expect(read!.diagnostics).toEqual([]);
});

test('a module that differentiates nothing keeps nothing of its loops', () => {
  const [result] = inspectPython(
    'import numpy as np\nw = np.random.randn(10, 2)\nx = np.random.randn(4, 10)\nfor t in range(3000):\n    h = x.dot(w)\n    w = w - 1e-9 * x.T.dot(h)\nprint(h.shape)',
    { budget: { operations: 2000 } },
  );
  expect(result!.error).toBe(null);
  expect(result!.stdout).toBe('(4, 2)\n');
});

test('an import inside of a call fails where it is reached', () => {
  const [result] = inspectPython('def f():\n    import os\nf()');
  expect(result!.error).toMatchObject({ code: 'ImportNotFound' });
});

test('the clock of `time` is the same in each run and never stands still', () => {
  const code = 'import time\nstart = time.time()\ntime.sleep(9)\nprint(time.time() - start > 0, time.perf_counter())';
  const [first, second] = [inspectPython(code)[0]!, inspectPython(code)[0]!];
  expect(first.error).toBe(null);
  expect(first.stdout).toBe('True 0.003\n');
  expect(second.stdout).toBe(first.stdout);
  expect(first.diagnostics.map(({ severity, message }) => [severity, message])).toEqual([
    ['info', expect.stringMatching(/^`time` measures nothing here/)],
  ]);
});

test('modules that draw are inert, and a note says so', () => {
  const [result] = inspectPython(
    'import matplotlib.pyplot as plt\nfrom tqdm import tqdm\nfig, ax = plt.subplots()\nfor i in tqdm(range(2)):\n    ax.plot([i])\nplt.show()\nprint("done")',
  );
  expect(result!.error).toBe(null);
  expect(result!.stdout).toBe('done\n');
  expect(result!.diagnostics.map(({ severity, message, range }) => [severity, message, range.start.line])).toEqual([
    ['info', '`matplotlib.pyplot` does nothing here: it has no gradient', 1],
    ['info', '`tqdm` draws nothing here: it gives the elements of what it is given', 2],
  ]);
});

test('deep structures are no native stack overflow', () => {
  const [result] = inspectPython('x = []\nfor i in range(100000):\n    x = [x]\nprint(x)');
  expect(result!.error!.code).toBe('RecursionTooDeep');
});
