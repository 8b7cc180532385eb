#### literals
def f(x):
    match x:
        case 0: return 'zero'
        case 1 | 2: return 'small'
        case -1: return 'minus'
        case 'a': return 'letter'
        case None: return 'none'
        case True: return 'true'
        case 2.5: return 'float'
        case _: return 'other'
print([f(v) for v in (0, 1, 2, -1, 'a', None, True, 2.5, [], 3)])
#### sequences
def f(x):
    match x:
        case []: return 'empty'
        case [a]: return f'one {a}'
        case [a, b]: return f'two {a} {b}'
        case [1, *rest]: return f'starts with 1, {rest}'
        case [*_, 9]: return 'ends with 9'
        case (a, *mid, b): return f'{a} {mid} {b}'
        case _: return 'no sequence'
for v in ([], [5], (1, 2), [1, 2, 3], [4, 5, 9], [2, 3, 4, 5], 'ab', 7):
    print(f(v))
#### mappings
def f(x):
    match x:
        case {'type': 'circle', 'r': r}: return 3 * r * r
        case {'type': 'rect', 'w': w, 'h': h, **rest}: return (w * h, rest)
        case {}: return 'some mapping'
        case _: return 'none'
print(f({'type': 'circle', 'r': 2}), f({'type': 'rect', 'w': 2, 'h': 3, 'c': 1}), f({'x': 1}), f([]))
#### classes
class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
def f(p):
    match p:
        case Point(0, 0): return 'origin'
        case Point(x, 0): return f'x={x}'
        case Point(x=0, y=y): return f'y={y}'
        case Point(): return 'point'
        case int(n) if n > 10: return f'big {n}'
        case int() | float(): return 'number'
        case str(s): return s.upper()
        case _: return '?'
print([f(v) for v in (Point(0, 0), Point(3, 0), Point(0, 4), Point(1, 1), 50, 5, 2.5, 'abc', [])])
#### guards and captures
def f(x):
    match x:
        case (a, b) if a == b: return 'same'
        case (a, b) if a > b: return 'more'
        case (a, b): return 'less'
print(f((1, 1)), f((2, 1)), f((1, 2)))
#### nested and as
def f(cmd):
    match cmd.split():
        case ['go', ('north' | 'south') as d]: return f'going {d}'
        case ['go', d]: return f'cannot go {d}'
        case ['take', *items] if items: return items
        case [single]: return single
    return 'nothing'
print(f('go north'), f('go up'), f('take a b'), f('quit'), f('a b c'))
#### dotted names
class C:
    RED = 1
    BLUE = 2
def f(x):
    match x:
        case C.RED: return 'red'
        case C.BLUE: return 'blue'
        case other: return other
print(f(1), f(2), f(3))
#### names stay bound
match [1, [2, 3]]:
    case [a, [b, *c]]:
        pass
print(a, b, c)
#### match is still a name
match = 5
case = 2
print(match + case)
def match_it(match): return match * 2
print(match_it(match))
#### dataclasses
from dataclasses import dataclass
@dataclass
class Num:
    v: float
@dataclass
class Add:
    l: object
    r: object
@dataclass
class Mul:
    l: object
    r: object
def ev(e):
    match e:
        case Num(v): return v
        case Add(l, r): return ev(l) + ev(r)
        case Mul(l=l, r=r): return ev(l) * ev(r)
print(ev(Add(Num(1), Mul(Num(2), Num(3.5)))))
#### tuples as subjects
for a, b in [(1, 0), (0, 1), (0, 0)]:
    match a, b:
        case 0, 0: print('none')
        case 1, _: print('first')
        case _, 1: print('second')
