#### itertools
from itertools import *
print(list(chain('ab', [1])), list(chain.from_iterable([[1], [2, 3]])), list(islice(count(10), 3)), list(islice('abcdef', 1, 5, 2)), list(takewhile(lambda x: x < 3, range(9))), list(dropwhile(lambda x: x < 3, range(5))), list(filterfalse(lambda x: x % 2, range(5))))
print(list(product([1, 2], 'ab')), list(product([0, 1], repeat=2)), list(permutations('abc', 2)), list(combinations('abcd', 2)), list(combinations_with_replacement('ab', 2)), len(list(permutations(range(4)))))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 2], max)), list(accumulate([1, 2], initial=10)), list(starmap(lambda a, b: a * b, [(1, 2), (3, 4)])), list(repeat('x', 3)), list(zip_longest('ab', [1], fillvalue='-')), list(pairwise('abc')), list(compress('abcd', [1, 0, 1, 0])))
c = cycle('ab')
print([next(c) for _ in range(5)], [(k, list(g)) for k, g in groupby([1, 1, 2, 2, 1])], [(k, [w for w in g]) for k, g in groupby(['a', 'b', 'cc'], key=len)])
a, b = tee([1, 2, 3])
print(list(a), list(b))
#### functools
from functools import reduce, partial, lru_cache, cache, wraps, cmp_to_key, total_ordering, cached_property
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 'init'), partial(int, base=2)('101'), partial(max, 5)(3), sorted(['b', 'A', 'c'], key=cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))))
calls = []
@lru_cache(maxsize=2)
def f(x):
    calls.append(x)
    return x * 2
print(f(1), f(1), f(2), f(3), f(1), calls)
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90))
def deco(fn):
    @wraps(fn)
    def inner(*a): return fn(*a)
    return inner
@deco
def named():
    """docs"""
print(named.__name__, named.__doc__, named.__wrapped__ is not None)
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), V(1) != V(2))
class C:
    @cached_property
    def x(self):
        print('computed')
        return 5
c = C()
print(c.x, c.x)
try:
    reduce(lambda a, b: a, [])
except TypeError as e:
    print(e)
#### collections
from collections import Counter, defaultdict, OrderedDict, deque, namedtuple
c = Counter('mississippi')
print(c, c.most_common(2), c['s'], c['q'], sorted(c.elements())[:3], c + Counter('ms'), c - Counter('ssss'), c & Counter('sm'), c | Counter('zz'), sum(c.values()), dict(c))
c.update('zz'); c['a'] += 1; c.subtract({'i': 3})
print(c, c.total(), len(c))
d = defaultdict(list)
for k, v in [('a', 1), ('b', 2), ('a', 3)]:
    d[k].append(v)
print(d, d['zz'], 'q' in d, d.get('q'), len(d), defaultdict(int, x=1), dict(d))
dd = defaultdict(lambda: defaultdict(int))
dd['a']['b'] += 1
print(dd['a']['b'], list(dd))
o = OrderedDict([('a', 1), ('b', 2)])
o.move_to_end('a')
print(o, list(o), o.popitem(last=False), o == {'a': 1})
q = deque([1, 2, 3])
q.append(4); q.appendleft(0); q.rotate(1)
print(q, q.pop(), q.popleft(), len(q), q[1], list(q), 2 in q, deque('abc', maxlen=2), q == deque([0, 1, 2]))
q.extend([7, 8]); q.extendleft([9]); q.remove(7)
print(q, bool(deque()), q.index(8), [x for x in q], q.maxlen, deque(range(5), 3))
#### namedtuple
from collections import namedtuple
from typing import NamedTuple
P = namedtuple('P', ['x', 'y'], defaults=[0])
p = P(1)
print(p, p.x, p[1], p == (1, 0), p._replace(y=5), p._asdict(), P._fields, P._make([7, 8]), len(p), [*p], p + (3,), isinstance(p, tuple), sorted([P(2, 1), P(1, 2)]), {p: 'k'}[P(1, 0)])
x, y = p
class Q(NamedTuple):
    a: int
    b: str = 'z'
    def double(self): return self.a * 2
q = Q(3)
print(q, q.double(), q._replace(a=4), q.b, x, y, Q(b='w', a=1))
for make in (lambda: P(), lambda: P(1, 2, 3), lambda: p.z, lambda: setattr(p, 'x', 5)):
    try:
        make()
    except Exception as e:
        print(type(e).__name__, e)
#### random
import random
random.seed(0)
print(random.random(), random.uniform(1, 5), random.randint(1, 6), random.choice('abcdef'), random.sample(range(100), 4), random.gauss(0, 1), random.normalvariate(2, 3), random.expovariate(2), random.betavariate(1, 2))
random.seed(42)
xs = list(range(8))
random.shuffle(xs)
print(xs, random.choices('abc', k=5), random.choices([1, 2, 3], weights=[5, 1, 1], k=4), random.randrange(10), random.randrange(5, 50, 5), random.getrandbits(70), random.triangular(1, 2, 1.2))
r1, r2 = random.Random(5), random.Random(5)
print(r1.random() == r2.random(), r1.randint(0, 10**12), [r1.gauss(0, 1) for _ in range(3)])
random.seed(2**40 + 1)
print(random.random(), random.sample('abcdefghijklmnopqrstuvwxyz', 5), random.lognormvariate(0, 1), random.gammavariate(2, 3), random.gammavariate(0.5, 1), random.paretovariate(3), random.weibullvariate(1, 2))
random.seed(-3); print(random.random())
random.seed(1.5); print(random.random())
#### operator
import operator as op
print(op.add(1, 2), op.mul(3, 4), op.itemgetter(1)([5, 6]), op.itemgetter('a', 'b')({'a': 1, 'b': 2}), op.attrgetter('real')(5), op.methodcaller('upper')('x'), op.neg(3), op.lt(1, 2), op.contains([1], 1), op.truediv(1, 4), op.floordiv(7, 2), op.pow(2, 3), op.not_(0), op.getitem('abc', 1))
print(sorted([(1, 'b'), (0, 'c')], key=op.itemgetter(1)))
#### copy
import copy
a = [1, [2, 3], {'k': [4]}]
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append(9); a[2]['k'].append(9)
print(a, b, c)
class T:
    def __init__(self): self.xs = [1]
t = T()
u, v = copy.copy(t), copy.deepcopy(t)
t.xs.append(2)
print(u.xs, v.xs)
l = [1]; l.append(l)
m = copy.deepcopy(l)
print(m[1] is m, m is l)
#### string and statistics
import string, statistics as st
print(string.ascii_lowercase, string.digits, string.punctuation, string.hexdigits)
print(st.mean([1, 2, 3]), st.mean([1, 2]), st.median([5, 1, 3]), st.median([1, 2, 3, 4]), st.mode('aab'), st.stdev([1, 2, 3, 4]), st.pstdev([1.5, 2.5]), st.variance([1, 2, 3, 4]), st.pvariance([1, 2]), st.fmean([1, 2]), st.multimode('aabb'))
#### math imports
from math import sqrt as root, pi
import math as m
print(root(16), pi == m.pi, m.floor(2.5), [f.__name__ for f in (m.sin, m.cos)])
#### abc
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def show(self): return f'{self.name}: {self.area()}'
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    @property
    def name(self): return 'sq'
print(Sq(3).show(), isinstance(Sq(1), Shape))
class Half(Shape):
    def area(self): return 0
for c in (Shape, Half):
    try:
        c()
    except TypeError as e:
        print(e)
#### typing is inert
from typing import List, Dict, Optional, Union, Any, Callable, TypeVar, Generic, Tuple, Iterable, Protocol
T = TypeVar('T')
class Box(Generic[T]):
    def __init__(self, v: T): self.v: T = v
def f(xs: List[int], g: Callable[[int], int] = lambda x: x, o: Optional[Dict[str, Any]] = None) -> Union[int, Tuple[int, ...]]:
    return sum(g(x) for x in xs)
print(Box(5).v, f([1, 2], lambda x: x * 2), isinstance([], Iterable), Box[int](3).v)
#### enums
from enum import Enum, IntEnum, auto, unique
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    @property
    def hot(self): return self is Color.RED
    @classmethod
    def first(cls): return list(cls)[0]
print(Color.RED, Color.RED.name, Color.RED.value, repr(Color.GREEN), Color(2), Color['RED'], list(Color), len(Color), Color.CRIMSON, Color.RED == Color.CRIMSON, Color.RED is Color(1), Color.RED.hot, Color.first(), Color.RED == 1, {Color.RED: 'r'}[Color.RED], Color.RED in Color, isinstance(Color.RED, Color), f'{Color.RED}', [c.name for c in Color])
class N(IntEnum):
    A = auto()
    B = auto()
print(N.A + 1, N.B > N.A, N.A == 1, sorted([N.B, N.A]), [10, 20, 30][N.B], int(N.B), N(2), f'{N.A}', str(N.A), N.A < 5, max(N))
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)
    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius
    @property
    def density(self): return round(self.mass / self.radius ** 3, 4)
print(Planet.EARTH.density, Planet.MARS.value, Planet.EARTH.mass)
for make in (lambda: Color(9), lambda: Color['X'], lambda: Color.NOPE):
    try:
        make()
    except Exception as e:
        print(type(e).__name__, e)
