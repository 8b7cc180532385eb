#### defaults and keywords
def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw
print(f(1, c=3), f(1, 5, 6, 7, c=8), f(c=1, a=2), f(1, c=2, x=9, y=10), f(*[1, 2, 3], **{'c': 4, 'z': 5}))
#### positional only
def f(a, b, /, c, *, d):
    return a, b, c, d
print(f(1, 2, 3, d=4), f(1, 2, c=3, d=4))
def g(a, /, **kw):
    return a, kw
print(g(1, a=2))
#### mutable default
def f(x, acc=[]):
    acc.append(x)
    return acc
print(f(1), f(2), f(3, []), f(4))
#### defaults are evaluated once
n = 1
def f(x=n): return x
n = 2
print(f(), n)
#### closures capture variables
def make():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return fs
print([f() for f in make()], [f() for f in [lambda i=i: i for i in range(3)]], [f() for f in [lambda: i for i in range(3)]])
#### nonlocal and global
count = 0
def outer():
    x = 1
    def inc():
        nonlocal x
        global count
        x += 1
        count += 1
        return x
    inc(); inc()
    return x
print(outer(), count)
#### counters
def counter():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step
a, b = counter(), counter()
print(a(), a(), b(), a(5))
#### recursion
def fact(n): return 1 if n <= 1 else n * fact(n - 1)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def even(n): return n == 0 or odd(n - 1)
def odd(n): return n != 0 and even(n - 1)
print(fact(20), fib(15), even(10), odd(7))
#### lambda
f = lambda x, y=2, *a, **k: (x, y, a, k)
print(f(1), f(1, 3, 4, z=5), (lambda: 5)(), sorted([3, 1, 2], key=lambda v: -v), list(map(lambda x, y: x * y, [1, 2], [3, 4])))
#### functions as values
def twice(f): return lambda x: f(f(x))
def compose(*fs):
    def run(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return run
print(twice(lambda x: x + 3)(1), compose(str, abs, int)('-5'), [f.__name__ for f in (twice, len)], {'a': max}['a'](1, 2))
#### decorators
def log(f):
    def wrapper(*args, **kwargs):
        print('call', f.__name__, args, kwargs)
        return f(*args, **kwargs)
    return wrapper
def times(n):
    def deco(f):
        def wrapper(*a):
            return [f(*a) for _ in range(n)]
        return wrapper
    return deco
@log
def add(a, b=1): return a + b
@times(2)
@log
def one(): return 1
print(add(1), add(1, b=5), one())
#### attributes of functions
def f(x):
    """Doc of f."""
    f.calls = getattr(f, 'calls', 0) + 1
    return x
f(1); f(2)
print(f.calls, f.__name__, f.__doc__, callable(f), callable(5))
#### returning many
def stats(xs): return min(xs), max(xs), sum(xs) / len(xs)
low, high, mean = stats([1, 2, 3, 6])
print(low, high, mean, stats([1]))
def nothing(): pass
print(nothing(), (lambda: None)())
#### unpacking into calls
def f(*args, **kwargs): return args, kwargs
print(f(*range(2), *'ab', x=1, **{'y': 2}), f(*[], **{}))
#### scopes
x = 'global'
def f():
    x = 'local'
    def g():
        return x
    return g()
def h():
    return x
print(f(), h(), x)
#### unbound local
x = 1
def f():
    try:
        print(x)
    except UnboundLocalError as error:
        print(error)
    x = 2
    return x
print(f(), x)
#### free variable not yet set
def f():
    def g(): return y
    try:
        g()
    except NameError as error:
        print('NameError', isinstance(error, UnboundLocalError))
    y = 1
    return g()
print(f())
#### argument errors
def f(a, b): pass
def g(a, *, k): pass
def h(a, b=1): pass
def p(a, /): pass
def n(): pass
for call in (lambda: f(), lambda: f(1), lambda: f(1, 2, 3), lambda: f(1, 2, c=3), lambda: f(1, a=2), lambda: g(1), lambda: g(1, 2), lambda: h(1, 2, 3), lambda: p(a=1), lambda: n(1), lambda: f(**{'a': 1}), lambda: (lambda x: x)(), lambda: 5(), lambda: None()):
    try:
        call()
    except TypeError as error:
        print(error)
#### names that are not defined
def f():
    return undefined_name
try:
    f()
except NameError as error:
    print(error)
try:
    del later
except NameError as error:
    print(error)
later = 1
#### global statement
def set_it():
    global made_here
    made_here = 5
set_it()
print(made_here)
#### deleting
x = 1
del x
try:
    x
except NameError as error:
    print(error)
def f():
    y = 1
    del y
    try:
        return y
    except UnboundLocalError as error:
        return str(error)
print(f())
#### annotations count for nothing
def f(x: int = 3, *args: 'str', y: list[int] | None = None) -> dict[str, int]:
    z: float = 1.5
    w: int
    return x, args, y, z
print(f(), f('a'))
#### walrus
data = [1, 2, 3, 4]
print([y for x in data if (y := x * 2) > 4], y, (n := 10) + n, any((last := v) > 2 for v in data), last)
while (k := data.pop()) > 2:
    print(k)
#### conditional expression
def sign(x): return 'pos' if x > 0 else 'neg' if x < 0 else 'zero'
print(sign(1), sign(-1), sign(0), (1 if [] else 2), 'a' and 'b', '' or 'x', None or 0, 1 and 0, not 0, not 'a')
#### truth
for v in (0, 1, 0.0, '', 'a', [], [0], {}, (), None, set(), range(0), float('nan')):
    print(bool(v), end=' ')
print()
#### early names of built-ins
print(sum([1, 2]))
sum = 5
print(sum)
del sum
print(sum([3]))
