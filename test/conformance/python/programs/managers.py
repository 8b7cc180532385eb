#### enter and exit
class M:
    def __init__(self, name): self.name = name
    def __enter__(self):
        print('enter', self.name)
        return self.name.upper()
    def __exit__(self, t, v, tb):
        print('exit', self.name, t.__name__ if t else None, v)
        return self.name == 'swallow'
with M('a') as x:
    print(x)
with M('swallow'):
    raise ValueError('x')
try:
    with M('b'):
        raise KeyError('k')
except KeyError as e:
    print('caught', e)
#### several managers
class M:
    def __init__(self, n): self.n = n
    def __enter__(self): print('in', self.n); return self.n
    def __exit__(self, *a): print('out', self.n)
with M(1) as a, M(2) as b:
    print(a, b)
with (M(3) as c, M(4)):
    print(c)
#### leaving early
class M:
    def __enter__(self): return self
    def __exit__(self, *a): print('exit', a[0] is None)
def f():
    for i in range(3):
        with M():
            if i == 1:
                return i
            continue
print(f())
while True:
    with M():
        break
#### contextmanager
from contextlib import contextmanager
@contextmanager
def tag(name):
    print(f'<{name}>')
    try:
        yield name
    except ValueError as e:
        print('handled', e)
    finally:
        print(f'</{name}>')
with tag('a') as t:
    print(t)
with tag('b'):
    raise ValueError('oops')
try:
    with tag('c'):
        raise KeyError(1)
except KeyError as e:
    print('passed', e)
#### suppress and nullcontext
from contextlib import suppress, nullcontext
with suppress(KeyError, ValueError):
    int('x')
with nullcontext(5) as v:
    print(v)
print('after')
#### as targets
class P:
    def __enter__(self): return (1, [2])
    def __exit__(self, *a): pass
d = {}
with P() as (a, b):
    print(a, b)
with P() as d['k']:
    print(d)
#### no manager
try:
    with 5:
        pass
except TypeError as e:
    print(e)
