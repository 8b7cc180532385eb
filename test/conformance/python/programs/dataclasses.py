#### basics
from dataclasses import dataclass, field, asdict, astuple, replace, fields
@dataclass
class P:
    x: int
    y: float = 2.0
    tags: list = field(default_factory=list)
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
p = P(3, 4.0)
print(p, p.norm(), p == P(3, 4.0), p == P(3), P(x=1, tags=['a']), p.x, [f.name for f in fields(P)], asdict(p), astuple(p), replace(p, x=9))
p.x = 10
p.tags.append('q')
print(p, P(1).tags)
#### order
from dataclasses import dataclass
@dataclass(order=True)
class V:
    major: int
    minor: int = 0
print(V(1) < V(2), V(1, 5) > V(1, 2), sorted([V(2), V(1, 1), V(1)]), max(V(3), V(2, 9)), V(1) <= V(1))
#### frozen
from dataclasses import dataclass, FrozenInstanceError
@dataclass(frozen=True)
class F:
    a: int
    b: str = 'x'
f = F(1)
try:
    f.a = 2
except FrozenInstanceError as e:
    print(e)
try:
    del f.a
except AttributeError as e:
    print(type(e).__name__, e)
print(hash(f) == hash(F(1)), {f: 1}[F(1, 'x')], len({F(1), F(1), F(2)}))
#### post init and options
from dataclasses import dataclass, field, InitVar
from typing import ClassVar
@dataclass
class R:
    w: float
    h: float
    area: float = field(init=False)
    secret: int = field(default=0, repr=False)
    scale: InitVar[int] = 1
    count: ClassVar[int] = 0
    def __post_init__(self, scale):
        self.area = self.w * self.h * scale
        R.count += 1
print(R(2, 3), R(2, 3, scale=2).area, R.count, R(1, 1, 5).secret)
#### inheritance
from dataclasses import dataclass
@dataclass
class A:
    x: int
    y: int = 1
@dataclass
class B(A):
    z: int = 2
    def total(self): return self.x + self.y + self.z
print(B(5), B(1, 2, 3).total(), isinstance(B(1), A), A(1) == B(1))
#### own methods
from dataclasses import dataclass
@dataclass(eq=False, repr=False)
class C:
    v: int
    def __repr__(self): return f'<{self.v}>'
@dataclass
class D:
    v: int
    def __eq__(self, o): return True
    def __str__(self): return 'D!'
print(C(1), C(1) == C(1), D(1) == 5, D(1), [D(2)])
#### keyword only and nested
from dataclasses import dataclass, asdict, field
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
@dataclass
class N:
    k: K
    ks: list = field(default_factory=lambda: [K(a=9)])
print(K(a=1), N(K(a=5)), asdict(N(K(a=5))))
#### errors
from dataclasses import dataclass, field
@dataclass
class A:
    x: int
    y: int = 1
def e1(): A()
def e2(): A(1, 2, 3)
def e3(): A(1, z=2)
def e4():
    @dataclass
    class B:
        a: int = 1
        b: int
def e5():
    @dataclass
    class B:
        a: list = []
def e6(): {A(1)}
for e in (e1, e2, e3, e4, e5, e6):
    try:
        e()
    except Exception as error:
        print(type(error).__name__, error)
