#### basics
class A:
    kind = 'a'
    def __init__(self, x):
        self.x = x
    def get(self):
        return self.x
    def set(self, x):
        self.x = x
        return self
a, b = A(1), A(2)
print(a.x, a.get(), b.set(5).get(), A.kind, a.kind, A.get(b), type(a).__name__, isinstance(a, A))
a.kind = 'own'
A.kind = 'changed'
print(a.kind, b.kind, hasattr(a, 'y'), getattr(a, 'y', 'none'))
a.y = 3
del a.y
print(hasattr(a, 'y'))
#### inheritance
class A:
    def f(self): return 'A.f'
    def g(self): return self.f()
class B(A):
    def f(self): return 'B.f ' + super().f()
class C(B):
    pass
print(A().g(), B().g(), C().g(), issubclass(C, A), isinstance(C(), B), C.__mro__[1].__name__, [k.__name__ for k in C.mro()])
#### super and init
class A:
    def __init__(self, x): self.x = x
class B(A):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y
class C(B):
    def __init__(self):
        super(C, self).__init__(1, 2)
        A.__init__(self, 9)
c = C()
print(c.x, c.y, B(3, 4).x)
#### diamond
class A:
    def f(self): return ['A']
class B(A):
    def f(self): return ['B'] + super().f()
class C(A):
    def f(self): return ['C'] + super().f()
class D(B, C):
    def f(self): return ['D'] + super().f()
print(D().f(), [k.__name__ for k in D.__mro__])
#### no consistent order
class A: pass
class B(A): pass
try:
    class C(A, B): pass
except TypeError as error:
    print(type(error).__name__)
#### operators
class V:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return V(self.x + o.x, self.y + o.y)
    def __sub__(self, o): return V(self.x - o.x, self.y - o.y)
    def __mul__(self, k): return V(self.x * k, self.y * k) if isinstance(k, (int, float)) else NotImplemented
    def __rmul__(self, k): return self * k
    def __neg__(self): return V(-self.x, -self.y)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __eq__(self, o): return isinstance(o, V) and (self.x, self.y) == (o.x, o.y)
    def __bool__(self): return bool(self.x or self.y)
    def __repr__(self): return f'V({self.x}, {self.y})'
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __iter__(self): return iter((self.x, self.y))
    def __contains__(self, v): return v in (self.x, self.y)
v, w = V(1, 2), V(3, 4)
print(v + w, v - w, v * 2, 2 * v, -v, abs(w), v == V(1, 2), v != w, bool(V(0, 0)), v @ w, v[0], len(v), list(v), 2 in v, [*v])
x, y = v
v += w
print(x, y, v)
try:
    v * 'a'
except TypeError as error:
    print(error)
#### reflected operators
class R:
    def __radd__(self, o): return f'{o}+R'
    def __rsub__(self, o): return f'{o}-R'
    def __rtruediv__(self, o): return f'{o}/R'
    def __rpow__(self, o): return f'{o}**R'
    def __rmod__(self, o): return f'{o}%R'
    def __rfloordiv__(self, o): return f'{o}//R'
print(1 + R(), 2.5 - R(), 1 / R(), 2 ** R(), 5 % R(), 7 // R(), sum([R()]) if False else '')
#### comparison methods
class M:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __le__(self, o): return self.v <= o.v
    def __eq__(self, o): return self.v == o.v
    def __hash__(self): return hash(self.v)
    def __repr__(self): return f'M{self.v}'
print(M(1) < M(2), M(1) > M(2), M(1) >= M(1), sorted([M(3), M(1)]), max(M(1), M(5)), M(1) in [M(1)], {M(1): 2}[M(1)], M(1) != M(2))
#### in place operators
class I:
    def __init__(self): self.log = []
    def __iadd__(self, o): self.log.append(('+', o)); return self
    def __imul__(self, o): self.log.append(('*', o)); return self
i = I()
j = i
i += 1
i *= 2
print(i is j, i.log)
#### properties
class T:
    def __init__(self, c): self._c = c
    @property
    def c(self):
        """The value."""
        return self._c
    @c.setter
    def c(self, v):
        if v < 0:
            raise ValueError('negative')
        self._c = v
    @c.deleter
    def c(self):
        self._c = None
    @property
    def f(self): return self.c * 9 / 5 + 32
t = T(10)
t.c = 20
print(t.c, t.f)
try:
    t.c = -1
except ValueError as error:
    print(error)
try:
    t.f = 3
except AttributeError as error:
    print(error)
del t.c
print(t.c)
#### class and static methods
class A:
    n = 0
    def __init__(self): type(self).n += 1
    @classmethod
    def make(cls, *a): return cls(*a)
    @staticmethod
    def add(a, b): return a + b
    @classmethod
    def count(cls): return cls.n
class B(A): pass
A(); B.make()
print(A.count(), B.count(), A.add(1, 2), A().add(3, 4), type(B.make()).__name__)
#### attribute access
class G:
    def __init__(self): self.real = 1
    def __getattr__(self, name):
        if name.startswith('x'):
            return name.upper()
        raise AttributeError(f'no {name}')
g = G()
print(g.real, g.xyz, hasattr(g, 'abc'), getattr(g, 'abc', 'dflt'))
try:
    g.abc
except AttributeError as error:
    print(error)
#### setattr and delattr
class S:
    def __setattr__(self, name, value):
        print('set', name, value)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print('del', name)
        object.__delattr__(self, name)
s = S()
s.a = 1
s.a += 2
del s.a
print(hasattr(s, 'a'))
#### call
class F:
    def __init__(self, k): self.k = k
    def __call__(self, x, *, y=0): return self.k * x + y
f = F(3)
print(f(2), f(2, y=1), callable(f), list(map(f, [1, 2])))
#### str and repr
class A:
    def __repr__(self): return 'A!'
class B(A):
    def __str__(self): return 'B-str'
print(A(), [A()], str(A()), B(), [B()], f'{B()} {B()!r}', repr(B()))
class E: pass
print(repr(E())[:18], str(E)[:20], E)
#### iterators
class Up:
    def __init__(self, n): self.n = n
    def __iter__(self):
        self.i = 0
        return self
    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i
print(list(Up(3)), sum(Up(4)), [x for x in Up(2)], max(Up(5)), 2 in Up(3), dict(zip(Up(2), 'ab')), *Up(2))
class Seq:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10
print(list(Seq()), 20 in Seq())
#### containers
class Box:
    def __init__(self): self.d = {}
    def __setitem__(self, k, v): self.d[k] = v
    def __getitem__(self, k): return self.d[k]
    def __delitem__(self, k): del self.d[k]
    def __len__(self): return len(self.d)
    def __contains__(self, k): return k in self.d
b = Box()
b['x'] = 1
b['x'] += 5
b[1:2] = 's'
print(b['x'], len(b), 'x' in b, bool(b), bool(Box()), list(b.d)[1])
del b['x']
print(len(b))
#### class attributes that are shared
class A:
    items = []
    total = 0
    def add(self, x):
        self.items.append(x)
        self.total += 1
a, b = A(), A()
a.add(1); b.add(2)
print(A.items, a.total, b.total, A.total)
#### private names
class A:
    def __init__(self): self.__x = 1
    def get(self): return self.__x
a = A()
print(a.get(), a._A__x, hasattr(a, '__x'))
#### nested classes and methods in loops
class Outer:
    class Inner:
        v = 5
    def make(self): return self.Inner()
print(Outer().make().v, Outer.Inner.v, Outer.Inner.__qualname__)
#### class body runs code
class A:
    xs = [i * 2 for i in range(3)]
    total = sum(xs)
    if total > 3:
        big = True
    for k in range(2):
        pass
    def f(self): return self.total
print(A.xs, A.total, A.big, A.k, A().f())
#### slots and class decorator
def tag(cls):
    cls.tag = cls.__name__.lower()
    return cls
@tag
class Thing:
    __slots__ = ('a',)
    def __init__(self): self.a = 1
print(Thing.tag, Thing().a)
#### equality without hash
class A:
    def __eq__(self, o): return True
try:
    {A()}
except TypeError as error:
    print(error)
print(A() == 5, A() != 5, [A()] == [1])
#### identity equality
class A: pass
a, b = A(), A()
print(a == a, a == b, a != b, a in [b, a], len({a, b, a}))
#### new
class P:
    def __new__(cls, *args):
        print('new', args)
        return super().__new__(cls)
    def __init__(self, *args): print('init', args)
P(1, 2)
class Single:
    one = None
    def __new__(cls):
        if cls.one is None:
            cls.one = super().__new__(cls)
        return cls.one
print(Single() is Single())
#### init_subclass and set_name
class Base:
    known = []
    def __init_subclass__(cls, **kw):
        super().__init_subclass__()
        Base.known.append((cls.__name__, kw))
class X(Base): pass
class Y(Base, tag='t'): pass
print(Base.known)
class Desc:
    def __set_name__(self, owner, name): self.name = '_' + name
    def __get__(self, obj, owner): return 'cls' if obj is None else getattr(obj, self.name, 0)
    def __set__(self, obj, v): setattr(obj, self.name, v * 2)
class U:
    v = Desc()
u = U()
u.v = 4
print(u.v, U.v, u._v)
#### subclass of list and dict
class Stack(list):
    def push(self, x): self.append(x)
    def top(self): return self[-1]
s = Stack([1, 2])
s.push(3)
print(s, s.top(), len(s), isinstance(s, list), s[0], [*s], s + [4], type(s).__name__, 2 in s)
class Low(dict):
    def __missing__(self, k): return k.lower()
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
d = Low()
d['a'] = 1
print(d, d['a'], d['QQ'], d.get('QQ'), isinstance(d, dict))
#### conversions of objects
class N:
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 2
    def __len__(self): return 3
    def __round__(self, n=None): return ('round', n)
    def __hash__(self): return 42
n = N()
print(int(n), float(n), [10, 20, 30][n], len(n), round(n), round(n, 2), hash(n), bool(n), hex(n))
#### methods as values
class A:
    def __init__(self, n): self.n = n
    def get(self, k=0): return self.n + k
m = A(5).get
print(m(), m(2), list(map(A(1).get, [1, 2])), A.get(A(3)), m.__name__)
#### errors
class A:
    def f(self): pass
def e1(): A().nope
def e2(): A.nope
def e3(): A(1)
def e4(): A().f(1)
def e5(): A() + 1
def e6(): A() < A()
def e7(): A()[0]
def e8(): len(A())
def e9(): A()()
def e10(): iter(A())
def e11(): -A()
def e12(): None.x
def e14(): A()[0] = 1
def e15(): 1 in A()
for f in (e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e12, e14, e15):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
