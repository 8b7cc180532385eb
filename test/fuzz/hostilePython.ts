import type { ErrorCode } from '../../src/protocol';
import { payloads } from './hostile';

/** A program that tries to reach or to break something. */
export interface HostileProgram {
  readonly name: string;
  readonly text: string;
  /** What may come of it: the types of exceptions or codes of errors, `null` for a result. Anything of the catalogue when not given. */
  readonly gives?: readonly (ErrorCode | string | null)[];
  /** Runs until a budget ends it. */
  readonly endless?: true;
}

type Rest = Omit<HostileProgram, 'name' | 'text'>;

/** A program whose output is an expression. */
function value(name: string, code: string, ...gives: (string | null)[]): HostileProgram {
  const text = `x = 2.0\nout = (${code}) or x  # @grad\n`;
  return { name, text, ...(gives.length > 0 && { gives }) };
}

/** A program whose output is what a function body returns. */
function body(name: string, code: string, rest: Rest = {}): HostileProgram {
  return { name, text: `x = 2.0\ndef go():\n${code.replaceAll(/^/gm, '    ')}\nout = go()  # @grad\n`, ...rest };
}

const refused = ['Unsupported', 'UnboundName', 'ImportNotFound', 'NameError', 'AttributeError', 'ModuleNotFoundError', 'ImportError'] as const; // biome-ignore format: a list

/** Roads out of the sandbox that each lead somewhere in CPython, or would in JavaScript. */
const reaching: readonly HostileProgram[] = [
  ['the bases of a class', '().__class__.__bases__[0].__subclasses__()'],
  ['the method resolution order', '"".__class__.__mro__[1].__subclasses__()'],
  ['the globals of a function', '(lambda: 0).__globals__["__builtins__"]'],
  ['the code of a function', '(lambda: 0).__code__.co_consts'],
  ['the closure of a function', '(lambda: 0).__closure__[0].cell_contents'],
  ['the frame of a generator', '(i for i in [1]).gi_frame.f_globals'],
  ['the dictionary of a type', 'type.__dict__["mro"](int)'],
  ['the self of a built-in', 'print.__self__'],
  ['the module of a built-in', 'len.__module__.__loader__'],
  ['the loader of a module', '__loader__'],
  ['the spec of a module', '__spec__'],
  ['the built-ins', '__builtins__'],
  ['the built-ins by name', '__builtins__["eval"]("1")'],
  ['open', 'open("/etc/passwd").read()'],
  ['eval', 'eval("1 + 1")'],
  ['exec', 'exec("y = 1")'],
  ['compile', 'compile("1", "a", "eval")'],
  ['__import__', '__import__("os").system("id")'],
  ['globals', 'globals()["x"]'],
  ['locals', 'locals()["x"]'],
  ['vars', 'vars()["x"]'],
  ['input', 'input()'],
  ['breakpoint', 'breakpoint()'],
  ['exit', 'exit()'],
  ['memoryview', 'memoryview(b"abc")'],
  ['a host property of a list', '[].constructor.constructor("return globalThis")()'],
  ['a host property of a function', '(lambda: 0).constructor("return globalThis")()'],
  ['a host property of text', '"a".constructor("b")'],
  ['a host property of a number', '(5).constructor'],
  ['a host prototype', '{}.__proto__'],
  ['a host property by getattr', 'getattr([], "con" + "structor")("return globalThis")()'],
  ['a host method of a list', '[1].map(print)'],
  ['a host method of a dictionary', '{}.hasOwnProperty("a")'],
  ['a host global', 'globalThis'],
  ['the process', 'process.env["GRADLENS_SECRET"]'],
  ['require', 'require("node:vm")'],
  ['a function of the tests', 'gradlensTouched()'],
  ['a class by type', 'type("A", (), {"constructor": 1})().constructor.constructor'],
  ['a slot wrapper', 'object.__getattribute__([], "constructor")'],
  ['a method of object', 'object.__reduce_ex__([], 2)'],
  ['attributes in a format', '"{0.__class__.__init__.__globals__}".format(x)'],
  ['attributes in an f-string', 'f"{().__class__.__bases__[0].__subclasses__()}"'],
  ['host properties in a format', '"{0.constructor}".format([])'],
  ['operator.attrgetter', '__import__("operator").attrgetter("constructor.constructor")([])'],
].map(([name, code]) => value(name!, code!)); // biome-ignore format: a table

/** Modules that reach files, processes, the network, the interpreter or other code. */
const modules: readonly HostileProgram[] = [
  'os', 'sys', 'subprocess', 'socket', 'ctypes', 'importlib', 'builtins', 'pickle', 'shutil', 'pathlib', 'io', 'inspect',
  'gc', 'threading', 'multiprocessing', 'asyncio', 'urllib.request', 'sqlite3', 'ast', 'code', 'marshal', 'tempfile', 'signal',
].map((module) => ({ name: `import ${module}`, text: `import ${module}\nx = 2.0\nout = x * len(dir(${module}))  # @grad\n` })); // biome-ignore format: a list

const importing: readonly HostileProgram[] = [
  ...modules,
  { name: 'a file above', text: 'from ....etc import passwd\nx = 2.0\nout = x * passwd.a  # @grad\n' },
  { name: 'a star of a refused module', text: 'from os import *\nx = 2.0\nout = x * getcwd()  # @grad\n' },
  { name: 'sys by another road', text: 'import math, random\nx = 2.0\nout = x * random._os.getpid()  # @grad\n' },
  { name: 'writing into a module', text: 'import math\nmath.sqrt = lambda a: 5\nx = 2.0\nout = math.sqrt(x)  # @grad\n' },
  { name: 'writing into a built-in class', text: 'int.real = 5\nlist.append = None\nx = 2.0\nout = x  # @grad\n' },
  { name: 'writing a host property', text: 'class A: pass\na = A()\na.__proto__ = 5\na.constructor = 6\nsetattr(A, "__proto__", {"y": 1})\nx = 2.0\nout = x * a.constructor  # @grad\n' },
]; // biome-ignore format: a table

const LARGE = [
  'TooLarge',
  'MemoryError',
  'OverflowError',
  'ValueError',
  'StepLimit',
  'TimeLimit',
  'Unsupported',
] as const;

const large: readonly HostileProgram[] = [
  value('an int of a hundred million digits', '10**10**8', ...LARGE),
  value('a tower of powers', '2**2**2**2**2**2', ...LARGE),
  value('a shifted one', '1 << 10**10', ...LARGE),
  value('a factorial', '__import__ if False else len(str(3**5_000_000))', ...LARGE),
  value('text repeated', 'len("x" * 10**10)', ...LARGE),
  value('a list repeated', 'len([0] * 10**10)', ...LARGE),
  value('a tuple repeated', 'len((0,) * 10**9)', ...LARGE),
  value('lists of lists', 'len([[0] * 10**5] * 10**5 * 10**5)', ...LARGE),
  value('a format with a width', '"{:>1000000000}".format(1)', ...LARGE),
  value('a format with a precision', '"{:.1000000000f}".format(x)', ...LARGE),
  value('an f-string with a width', 'f"{1:0999999999d}"', ...LARGE),
  value('a nested width', 'f"{1:{10**9}}"', ...LARGE),
  value('percent with a width', '"%1000000000d" % 1', ...LARGE),
  value('percent with a star', '"%*d" % (10**9, 1)', ...LARGE),
  value('ljust', '"a".ljust(10**10)', ...LARGE),
  value('center', '"a".center(2**31, "b")', ...LARGE),
  value('zfill', '"1".zfill(10**10)', ...LARGE),
  value('expandtabs', '"\\t".expandtabs(10**9)', ...LARGE),
  value('replace that explodes', '("a" * 100000).replace("a", "b" * 100000)', ...LARGE),
  value('join that explodes', '("b" * 100000).join(["a"] * 100000)', ...LARGE),
  value('a range as a list', 'len(list(range(10**10)))', ...LARGE),
  value('a range as a tuple', 'sum(tuple(range(10**12)))', ...LARGE),
  value('a range as a set', 'len(set(range(10**9)))', ...LARGE),
  value('a range sorted', 'sorted(range(10**9), reverse=True)[0]', ...LARGE),
  value('a comprehension', 'len([i for i in range(10**10)])', ...LARGE),
  value('bytes', 'len(bytes(10**10))', ...LARGE, 'UnboundName', 'NameError'),
  value('a large int as text', 'len(str(10**100000))', ...LARGE),
  value('text as a large int', 'int("9" * 10**6)', ...LARGE),
  value('repr of a large list', 'len(repr([0] * 10**7) * 10)', ...LARGE, null),
  body('text that doubles', 's = "a"\nwhile True:\n    s += s', { gives: LARGE }),
  body('a list that doubles', 's = [1]\nwhile True:\n    s += s', { gives: LARGE }),
  body('an int that squares', 'n = 3\nwhile True:\n    n *= n', { gives: LARGE }),
  body('a list that grows', 's = []\nwhile True:\n    s.append([0] * 1000)', { gives: LARGE }),
  body('a dictionary that grows', 'd = {}\nn = 0\nwhile True:\n    d[n] = n\n    n += 1', { gives: LARGE }),
  body('printing without end', 'while True:\n    print("x" * 100000)', { endless: true }),
  { name: 'products', text: 'import itertools\nx = 2.0\nout = x * len(list(itertools.product(range(1000), repeat=100)))  # @grad\n', gives: LARGE },
  { name: 'permutations', text: 'import itertools\nx = 2.0\nout = x * len(list(itertools.permutations(range(100))))  # @grad\n', gives: LARGE },
  { name: 'repeat', text: 'import itertools\nx = 2.0\nout = x * sum(itertools.repeat(1))  # @grad\n', endless: true },
  { name: 'math.factorial', text: 'import math\nx = 2.0\nout = x * len(str(math.factorial(10**7)))  # @grad\n', gives: LARGE },
  { name: 'math.comb', text: 'import math\nx = 2.0\nout = x * (math.comb(10**9, 5 * 10**8) % 7)  # @grad\n', gives: LARGE },
  { name: 'random choices', text: 'import random\nx = 2.0\nout = x * len(random.choices([1, 2], k=10**10))  # @grad\n', gives: LARGE },
  { name: 'deque', text: 'from collections import deque\nx = 2.0\nd = deque([1])\nwhile True:\n    d.extend(d)\n\nout = x  # @grad\n' },
]; // biome-ignore format: a table

const expensive: readonly HostileProgram[] = [
  body('a loop without end', 'while True:\n    pass', { endless: true }),
  body('a loop that swallows', 'while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        continue', { endless: true }),
  body('finally that swallows', 'while True:\n    try:\n        while True: pass\n    finally:\n        continue', { endless: true }),
  body('finally that returns', 'try:\n    while True: pass\nfinally:\n    return x', { endless: true }),
  body('catch that swallows recursion', 'def f():\n    try:\n        return f()\n    except RecursionError:\n        return f()\nreturn f()', { gives: ['RecursionTooDeep', 'RecursionError', 'TimeLimit', 'StepLimit'] }),
  body('catch that swallows what is too large', 'while True:\n    try:\n        "x" * 10**10\n    except MemoryError:\n        pass', { gives: [...LARGE] }),
  body('a generator without end', 'def g():\n    n = 0\n    while True:\n        yield n\n        n += 1\nreturn len(list(g()))', { gives: [...LARGE] }),
  body('sum of what never ends', 'def g():\n    while True: yield 1\nreturn sum(g())', { endless: true }),
  body('unpacking of what never ends', 'def g():\n    while True: yield 1\na, *b = g()\nreturn a', { gives: [...LARGE] }),
  body('in of what never ends', 'def g():\n    while True: yield 1\nreturn 2 in g()', { endless: true }),
  body('all of what never ends', 'def g():\n    while True: yield 1\nreturn all(g())', { endless: true }),
  body('max of what never ends', 'def g():\n    while True: yield 1\nreturn max(g())', { endless: true }),
  body('zip and map of what never ends', 'def g():\n    while True: yield 1\nreturn len(list(zip(map(abs, g()), g())))', { gives: [...LARGE] }),
  body('iter with a sentinel', 'return len(list(iter(lambda: 1, 2)))', { gives: [...LARGE] }),
  body('a class that is its own iterator', 'class A:\n    def __iter__(self): return self\n    def __next__(self): return 1\nreturn sum(A())', { endless: true }),
  body('__getitem__ without end', 'class A:\n    def __getitem__(self, k): return 1\nreturn sum(A())', { endless: true }),
  body('a list that grows as it is walked', 's = [1]\nfor v in s:\n    s.append(v)\nreturn x', { gives: [...LARGE] }),
  body('recursion without end', 'def f(n): return f(n + 1)\nreturn f(0)', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('mutual recursion', 'def f(): return g()\ndef g(): return f()\nreturn f()', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('recursion by __getattr__', 'class A:\n    def __getattr__(self, name): return getattr(self, name + "a")\nreturn A().b', { gives: ['RecursionTooDeep', 'RecursionError', ...LARGE] }),
  body('recursion by __repr__', 'class A:\n    def __repr__(self): return repr(self)\nreturn len(repr(A()))', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('recursion by __eq__', 'class A:\n    def __eq__(self, o): return o == self\nreturn A() == A()', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('recursion by __add__', 'class A:\n    def __add__(self, o): return self + o\nreturn A() + 1', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('recursion by __hash__', 'class A:\n    def __hash__(self): return hash(self)\nreturn {A(): 1}', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('recursion by sort keys', 'def k(a): return sorted([2, 1], key=k)[0]\nreturn k(1)', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('recursion by a decorator', 'def d(f): return d(f)\n@d\ndef g(): pass\nreturn x', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('recursion by a property', 'class A:\n    @property\n    def p(self): return self.p\nreturn A().p', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('a generator that delegates to itself', 'def g(): yield from g()\nreturn sum(g())', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('a chain of generators', 'def g(n):\n    if n: yield from g(n - 1)\n    yield n\nreturn sum(g(5000))', { gives: ['RecursionTooDeep', 'RecursionError', 'TimeLimit', 'StepLimit'] }),
  body('a list in itself', 'a = []\na.append(a)\nprint(a)\nreturn len(repr(a)) * x'),
  body('a list in itself, compared', 'a = []\na.append(a)\nb = []\nb.append(b)\nreturn a == b', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('a list nested 100 000 times', 'a = []\nfor _ in range(100000): a = [a]\nreturn len(repr(a))', { gives: ['RecursionTooDeep', 'RecursionError', ...LARGE] }),
  body('a list nested 100 000 times, copied', 'import copy\na = []\nfor _ in range(100000): a = [a]\nreturn copy.deepcopy(a)', { gives: ['RecursionTooDeep', 'RecursionError', ...LARGE] }),
  body('a list nested 100 000 times, compared', 'a, b = [], []\nfor _ in range(100000): a, b = [a], [b]\nreturn a == b', { gives: ['RecursionTooDeep', 'RecursionError', ...LARGE] }),
  body('a tuple nested 100 000 times, as a key', 'a = ()\nfor _ in range(100000): a = (a,)\nreturn len({a: 1})', { gives: ['RecursionTooDeep', 'RecursionError', ...LARGE, null] }),
  body('an output nested 100 000 times', 'a = x\nfor _ in range(100000): a = [a]\nreturn a', { gives: ['NotDifferentiable', 'RecursionTooDeep', 'RecursionError', ...LARGE] }),
  body('keys that collide', 'class K:\n    def __init__(self, n): self.n = n\n    def __hash__(self): return 1\n    def __eq__(self, o): return self.n == o.n\nreturn len({K(i): i for i in range(100000)})', { endless: true }),
  body('ints that collide', 'return len({i * (2**61 - 1): i for i in range(200000)}) * x', { gives: [null, ...LARGE] }),
  body('a chain of 5000 classes', 'A = object\nfor _ in range(5000): A = type("A", (A,), {})\nreturn x'),
  body('a chain of bound partials', 'from functools import partial\nf = lambda: x\nfor _ in range(100000): f = partial(f)\nreturn f()'),
  body('a chain of maps', 'it = [x]\nfor _ in range(100000): it = map(abs, it)\nreturn next(iter(it))', { gives: ['RecursionTooDeep', 'RecursionError', null] }),
  body('a cached function without end', 'import functools\n@functools.lru_cache(maxsize=None)\ndef f(n): return f(n + 1)\nreturn f(0)', { gives: ['RecursionTooDeep', 'RecursionError'] }),
  body('reduce over what never ends', 'import functools, itertools\nreturn functools.reduce(lambda a, b: a + b, itertools.count())', { endless: true }),
  body('an exception chain', 'def f(n):\n    try:\n        raise ValueError(n)\n    except ValueError as e:\n        f(n + 1)\nf(0)', { gives: ['RecursionTooDeep', 'RecursionError', 'ValueError', ...LARGE] }),
  body('a sort that never agrees', 'import random\nclass A:\n    def __lt__(self, o): return random.random() < 0.5\nreturn len(sorted(A() for _ in range(1000))) * x', { gives: [null] }),
  body('splitting long text', 's = "a " * 500000\nn = 0\nwhile True:\n    n += len(s.split())', { endless: true }),
  body('find in long text', 's = "a" * 1000000\nwhile True:\n    (s + "c").find("a" * 500000 + "b")', { endless: true }),
  body('slices of a long list', 's = list(range(1000000))\nwhile True:\n    s = s[::-1]', { endless: true }),
  body('ints to text', 'n = 7 ** 100000\nwhile True:\n    n % 10 ** 50000', { endless: true }),
]; // biome-ignore format: a table

const regular: readonly HostileProgram[] = ['(a+)+$', '(a|a)*b', '^(([a-z])+.)+[A-Z]([a-z])+$'].map((pattern) => ({
  name: `re: ${pattern}`,
  text: `import re\nx = 2.0\nout = x if re.match(r"${pattern}", "a" * 50 + "!") else x  # @grad\n`,
  gives: [...refused, 'TimeLimit'],
}));

const nested: readonly HostileProgram[] = [
  { name: '100 000 brackets', text: `x = ${'('.repeat(100_000)}1.0${')'.repeat(100_000)}\nout = x  # @grad\n` },
  { name: '20 000 lists', text: `x = ${'['.repeat(20_000)}1.0${']'.repeat(20_000)}\nout = x  # @grad\n` },
  { name: '50 000 signs', text: `x = 2.0\nout = ${'-'.repeat(50_000)}x  # @grad\n` },
  { name: '20 000 nots', text: `x = 2.0\nout = ${'not '.repeat(20_000)}x  # @grad\n` },
  { name: 'a sum of 100 000', text: `x = 2.0\nout = ${Array.from({ length: 100_000 }, () => 'x').join(' + ')}  # @grad\n` },
  { name: 'a power tower of 20 000', text: `x = 1.0\nout = ${Array.from({ length: 20_000 }, () => 'x').join(' ** ')}  # @grad\n` },
  { name: '5000 indented blocks', text: `x = 2.0\n${Array.from({ length: 5000 }, (_, k) => `${' '.repeat(k)}if x:`).join('\n')}\n${' '.repeat(5000)}out = x  # @grad\n` },
  { name: '5000 attributes', text: `x = 2.0\nout = x${'.real'.repeat(5000)}  # @grad\n` },
  { name: '5000 calls', text: `x = 2.0\nout = x${'()'.repeat(5000)}  # @grad\n` },
  { name: '5000 lambdas', text: `x = 2.0\nout = ${'lambda: '.repeat(5000)}x  # @grad\n` },
  { name: '1000 nested f-strings', text: `x = 2.0\nout = ${'f"{'.repeat(1000)}x${'}"'.repeat(1000)}  # @grad\n` },
  { name: '2000 comparisons', text: `x = 2.0\nout = x ${'< x '.repeat(2000)}  # @grad\n` },
  { name: '5000 elifs', text: `x = 2.0\nif x < 0: out = x\n${Array.from({ length: 5000 }, () => 'elif x < 0: out = x').join('\n')}\nelse: out = x * x  # @grad\n` },
  { name: '3000 comprehensions', text: `x = 2.0\nout = ${'[v for v in '.repeat(3000)}[x]${']'.repeat(3000)}  # @grad\n` },
  { name: 'a line of a million signs', text: `x = 2.0\ny = "${'a'.repeat(1_000_000)}"\nout = x * len(y)  # @grad\n` },
  { name: '50 000 decorators', text: `d = lambda f: f\n${'@d\n'.repeat(50_000)}def f(): return 2.0\nx = 3.0\nout = x * f()  # @grad\n` },
  { name: 'unclosed everything', text: `x = 2.0\nout = ${'([{'.repeat(5000)}  # @grad\n` },
]; // biome-ignore format: a table

const odd: readonly HostileProgram[] = [
  { name: 'directives of hostile expressions', text: '# @grad a = __import__("os"), b = 10**10**8\ndef f(a, b):\n    return a * b\n' },
  { name: 'a directive without end', text: '# @grad a = [i for i in iter(int, 1)]\ndef f(a):\n    return a\n', endless: true },
  { name: 'names that mean something to the host', text: 'constructor = 2.0\n__proto__ = 3.0\nhasOwnProperty = 4.0\ntoString = 5.0\nthen = 6.0\nout = constructor * __proto__ * hasOwnProperty * toString * then  # @grad\n', gives: [null] },
  { name: 'keys that mean something to the host', text: 'x = 2.0\nd = {"__proto__": x, "constructor": x * 2, "toString": 3.0}\nout = d["__proto__"] * d["constructor"] * len(d)  # @grad\n', gives: [null] },
  { name: 'an output of such keys', text: 'x = 2.0\nout = {"__proto__": x, "constructor": x * 2, "toJSON": x}  # @grad\n', gives: [null] },
  { name: 'keyword arguments that mean something to the host', text: 'x = 2.0\ndef f(**k): return k["__proto__"] * k["constructor"]\nout = f(__proto__=x, constructor=x)  # @grad\n', gives: [null] },
  { name: 'fields that mean something to the host', text: 'class A:\n    def __init__(self): self.constructor = 2.0\nx = 3.0\na = A()\nsetattr(a, "__proto__", x)\nout = x * a.constructor  # @grad\n', gives: [null] },
  { name: 'bytes that are no text', text: 'x = 2.0\ny = "\ud800\u202e\0"\nout = x * len(y)  # @grad\n' },
  { name: 'a file of zeros', text: '\0'.repeat(10_000) },
  { name: 'only a directive', text: '# @grad' },
  { name: 'wrt hostile names', text: 'x = 2.0\nout = x  # @grad wrt __class__, constructor, ().__class__\n' },
]; // biome-ignore format: a table

const text = JSON.stringify;

/** Programs that bring each payload in by a key, an exception, a comment, printed text and the code of a gate. */
export const injectingPrograms: readonly HostileProgram[] = payloads.flatMap((payload, k): HostileProgram[] => {
  const comment = payload.replaceAll('\n', ' ');
  return [
    { name: `injection ${k} by a key`, text: `p = {${text(payload)}: 3.0, "y": 4.0}\nout = p[${text(payload)}] * p["y"]  # @grad wrt p\n` },
    { name: `injection ${k} by an exception`, text: `x = 2.0\ndef f(): raise ValueError(${text(payload)})\nout = f()  # @grad\n`, gives: ['ValueError'] },
    { name: `injection ${k} by a missing key`, text: `x = 2.0\nout = {}[${text(payload)}] * x  # @grad\n`, gives: ['KeyError'] },
    { name: `injection ${k} by a class`, text: `x = 2.0\nA = type(${text(payload)}, (Exception,), {})\nraise A(x)\nout = x  # @grad\n` },
    { name: `injection ${k} by comments and printed text`, text: `x = 2.0  # ${comment}\nprint(${text(payload)})\nout = x * x + len(${text(payload)}) * x  # @grad\n` },
    { name: `injection ${k} by a directive`, text: `x = 2.0\nout = x * x  # @grad wrt ${comment}\n` },
    { name: `injection ${k} by the output`, text: `x = 2.0\nout = ${text(payload)}  # @grad\n`, gives: ['NotDifferentiable'] },
  ];
}); // biome-ignore format: a table

/** Every hostile program of Python. */
export const hostilePython: readonly HostileProgram[] = [
  ...reaching.map((program) => ({ ...program, gives: [...refused, 'TypeError', 'KeyError'] })),
  ...importing,
  ...large,
  ...expensive,
  ...regular,
  ...nested,
  ...odd,
  ...injectingPrograms,
];
