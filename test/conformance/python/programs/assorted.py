#### bank account
class InsufficientFunds(Exception):
    def __init__(self, need, have):
        super().__init__(f'need {need}, have {have}')
        self.need, self.have = need, have
class Account:
    _count = 0
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        Account._count += 1
        self.id = Account._count
    @property
    def balance(self): return self._balance
    def deposit(self, amount):
        if amount <= 0: raise ValueError('amount must be positive')
        self._balance += amount
        return self
    def withdraw(self, amount):
        if amount > self._balance: raise InsufficientFunds(amount, self._balance)
        self._balance -= amount
        return self
    def __str__(self): return f'#{self.id} {self.owner}: {self.balance:.2f}'
a = Account('Ann', 100)
b = Account('Bob')
a.withdraw(30).deposit(5)
for act in (lambda: b.withdraw(1), lambda: b.deposit(-1)):
    try:
        act()
    except InsufficientFunds as e:
        print('refused:', e, e.need - e.have)
    except ValueError as e:
        print('bad:', e)
print(a, b, Account._count)
#### linked list
class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
class LinkedList:
    def __init__(self, items=()):
        self.head = None
        for i in reversed(list(items)): self.head = Node(i, self.head)
    def __iter__(self):
        n = self.head
        while n:
            yield n.value
            n = n.next
    def __len__(self): return sum(1 for _ in self)
    def __repr__(self): return ' -> '.join(map(str, self)) or 'empty'
    def reverse(self):
        prev = None
        n = self.head
        while n: n.next, prev, n = prev, n, n.next
        self.head = prev
l = LinkedList([1, 2, 3])
print(l, len(l), 2 in l, LinkedList())
l.reverse()
print(l, list(l), max(l))
#### graph search
from collections import deque
graph = {'A': ['B', 'C'], 'B': ['D'], 'C': ['D', 'E'], 'D': ['F'], 'E': ['F'], 'F': []}
def bfs(start, goal):
    queue = deque([[start]])
    seen = {start}
    while queue:
        path = queue.popleft()
        if path[-1] == goal: return path
        for n in graph[path[-1]]:
            if n not in seen:
                seen.add(n)
                queue.append(path + [n])
def dfs(node, visited=None):
    visited = visited if visited is not None else []
    visited.append(node)
    for n in graph[node]:
        if n not in visited: dfs(n, visited)
    return visited
print(bfs('A', 'F'), dfs('A'), bfs('F', 'A'))
#### text statistics
text = """The quick brown fox.
Jumps over the lazy dog!
The end."""
words = [w.strip('.!').lower() for line in text.splitlines() for w in line.split()]
freq = {}
for w in words: freq[w] = freq.get(w, 0) + 1
for w, n in sorted(freq.items(), key=lambda p: (-p[1], p[0]))[:3]: print(f'{w:<8}{n:>3}')
print(len(words), sum(map(len, words)) / len(words), max(words, key=len), text.count('\n'), text.index('Jumps'))
#### polynomials
class Poly:
    def __init__(self, *c): self.c = list(c)
    def __call__(self, x):
        r = 0
        for a in self.c: r = r * x + a
        return r
    def __add__(self, o):
        n = max(len(self.c), len(o.c))
        a, b = [0] * (n - len(self.c)) + self.c, [0] * (n - len(o.c)) + o.c
        return Poly(*(x + y for x, y in zip(a, b)))
    def __mul__(self, o):
        r = [0] * (len(self.c) + len(o.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c): r[i + j] += a * b
        return Poly(*r)
    def diff(self):
        n = len(self.c) - 1
        return Poly(*(a * (n - i) for i, a in enumerate(self.c[:-1])))
    def __str__(self):
        n = len(self.c) - 1
        return ' + '.join(f'{a}x^{n - i}' if n - i else str(a) for i, a in enumerate(self.c) if a)
p, q = Poly(1, -3, 2), Poly(2, 0, 1)
print(p, '|', q, '|', p + q, '|', p * q, '|', p.diff(), '|', p(3), p(1.5))
#### memo and decorators
def memo(f):
    cache = {}
    def inner(*args):
        if args not in cache: cache[args] = f(*args)
        return cache[args]
    inner.cache = cache
    return inner
@memo
def binom(n, k): return 1 if k in (0, n) else binom(n - 1, k - 1) + binom(n - 1, k)
print(binom(20, 10), len(binom.cache))
def typed(**types):
    def deco(f):
        def inner(**kw):
            for k, t in types.items():
                if not isinstance(kw.get(k), t): raise TypeError(f'{k} must be {t.__name__}')
            return f(**kw)
        return inner
    return deco
@typed(a=int, b=str)
def show(a, b): return b * a
print(show(a=2, b='x'))
try:
    show(a='2', b='x')
except TypeError as e:
    print(e)
#### state machine
from enum import Enum
class State(Enum):
    IDLE = 'idle'
    RUN = 'run'
    DONE = 'done'
moves = {State.IDLE: {'start': State.RUN}, State.RUN: {'stop': State.DONE, 'pause': State.IDLE}}
s = State.IDLE
for event in ['start', 'pause', 'bogus', 'start', 'stop', 'start']:
    new = moves.get(s, {}).get(event)
    print(f'{s.value} --{event}--> {new.value if new else "ignored"}')
    s = new or s
#### matrix determinant
def det(m):
    if len(m) == 1: return m[0][0]
    return sum((-1) ** j * m[0][j] * det([r[:j] + r[j + 1:] for r in m[1:]]) for j in range(len(m)))
def inverse2(m):
    (a, b), (c, d) = m
    k = a * d - b * c
    return [[d / k, -b / k], [-c / k, a / k]]
print(det([[2, 0, 1], [1, 3, 2], [1, 1, 4]]), inverse2([[4, 7], [2, 6]]), det([[1.5]]))
#### numerical integration
import math
def simpson(f, a, b, n=100):
    h = (b - a) / n
    s = f(a) + f(b)
    for i in range(1, n): s += f(a + i * h) * (4 if i % 2 else 2)
    return s * h / 3
print(simpson(math.sin, 0, math.pi), simpson(lambda x: x ** 2, 0, 3), simpson(math.exp, 0, 1, n=10))
def bisect(f, lo, hi, eps=1e-12):
    while hi - lo > eps:
        mid = (lo + hi) / 2
        if f(lo) * f(mid) <= 0: hi = mid
        else: lo = mid
    return (lo + hi) / 2
print(bisect(lambda x: x ** 3 - 2, 0, 2))
#### runge kutta
def rk4(f, y, t, dt):
    k1 = f(t, y)
    k2 = f(t + dt / 2, y + dt / 2 * k1)
    k3 = f(t + dt / 2, y + dt / 2 * k2)
    k4 = f(t + dt, y + dt * k3)
    return y + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
y, t = 1.0, 0.0
for _ in range(10):
    y = rk4(lambda t, y: -2 * y + t, y, t, 0.1)
    t += 0.1
print(y, t)
#### game of life
def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy: counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
    return {c for c, n in counts.items() if n == 3 or n == 2 and c in cells}
cells = {(1, 0), (1, 1), (1, 2)}
for _ in range(2):
    cells = step(cells)
    print('\n'.join(''.join('#' if (x, y) in cells else '.' for x in range(3)) for y in range(3)), '\n')
#### stack calculator
def rpn(text):
    ops = {'+': lambda a, b: a + b, '-': lambda a, b: a - b, '*': lambda a, b: a * b, '/': lambda a, b: a / b}
    stack = []
    for t in text.split():
        if t in ops:
            b, a = stack.pop(), stack.pop()
            stack.append(ops[t](a, b))
        else: stack.append(float(t))
    return stack.pop()
print(rpn('3 4 + 2 *'), rpn('5 1 2 + 4 * + 3 -'))
try:
    rpn('+')
except IndexError as e:
    print(e)
#### tokenizer
def tokens(s):
    i = 0
    while i < len(s):
        if s[i].isspace(): i += 1; continue
        if s[i].isdigit():
            j = i
            while j < len(s) and s[j].isdigit(): j += 1
            yield 'NUM', int(s[i:j])
            i = j
        elif s[i] in '+-*/()':
            yield 'OP', s[i]
            i += 1
        else: raise SyntaxError(f'unexpected {s[i]!r} at {i}')
class Parser:
    def __init__(self, s): self.toks = [*tokens(s), ('END', None)]; self.pos = 0
    @property
    def cur(self): return self.toks[self.pos]
    def eat(self):
        t = self.cur
        self.pos += 1
        return t
    def expr(self):
        v = self.term()
        while self.cur[1] in ('+', '-'): v = v + self.term() if self.eat()[1] == '+' else v - self.term()
        return v
    def term(self):
        v = self.factor()
        while self.cur[1] in ('*', '/'): v = v * self.factor() if self.eat()[1] == '*' else v / self.factor()
        return v
    def factor(self):
        kind, v = self.eat()
        if kind == 'NUM': return v
        if v == '-': return -self.factor()
        r = self.expr()
        self.eat()
        return r
print([Parser(s).expr() for s in ('1+2*3', '(1+2)*3', '-4+10/4', '2*(3+4)*5')], list(tokens('1 + 22')))
try:
    list(tokens('1 $ 2'))
except SyntaxError as e:
    print(e)
#### k means
pts = [(1.0, 1.0), (1.5, 2.0), (3.0, 4.0), (5.0, 7.0), (3.5, 5.0), (4.5, 5.0)]
centers = [pts[0], pts[3]]
for _ in range(5):
    groups = [[], []]
    for p in pts:
        d = [sum((a - b) ** 2 for a, b in zip(p, c)) for c in centers]
        groups[d.index(min(d))].append(p)
    centers = [tuple(sum(v) / len(v) for v in zip(*g)) for g in groups]
print(centers, [len(g) for g in groups])
#### descriptors and validation
class Positive:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner=None): return self if obj is None else getattr(obj, '_' + self.name)
    def __set__(self, obj, value):
        if value <= 0: raise ValueError(f'{self.name} must be > 0')
        setattr(obj, '_' + self.name, value)
class Rect:
    w, h = Positive(), Positive()
    def __init__(self, w, h): self.w, self.h = w, h
r = Rect(2, 3)
print(r.w * r.h)
try:
    r.w = -1
except ValueError as e:
    print(e)
#### mixins and protocols
class Jsonish:
    def dump(self): return '{' + ', '.join(f'"{k}": {v!r}' for k, v in sorted(self.fields().items())) + '}'
class Cmp:
    def __eq__(self, o): return self.key() == o.key()
    def __lt__(self, o): return self.key() < o.key()
class Item(Jsonish, Cmp):
    def __init__(self, n, p): self.n, self.p = n, p
    def fields(self): return {'n': self.n, 'p': self.p}
    def key(self): return self.p
    def __repr__(self): return f'Item({self.n!r})'
items = [Item('b', 2), Item('a', 3), Item('c', 1)]
print(sorted(items), min(items), items[0].dump(), items[0] == Item('z', 2), [c.__name__ for c in Item.__mro__])
#### printing numbers
for v in (1e100, 123456789.0, 1e16, 1e-7, 0.1 + 0.2, 100.0, -0.0, 1/3, 2**0.5, 1e22, 12345678901234567890.0, 1.0e5, 3.14e-10, float('1e400')):
    print(v, repr(v), str(v), f'{v}', f'{v:.3f}' if abs(v) < 1e20 else '', '%g' % v)
#### sums in order
print(0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1, sum([0.1, 0.2, 0.3]), sum([1e16, 1, -1e16]), 1e16 + 1 - 1e16, 3 * 0.1, 0.1 * 3 == 0.3)
#### nested functions keep state
def bank():
    balance = 0
    log = []
    def move(x):
        nonlocal balance
        balance += x
        log.append(balance)
        return balance
    def history(): return tuple(log)
    return move, history
m, h = bank()
[m(x) for x in (10, -3, 5)]
print(m(0), h())
#### star expressions everywhere
def f(*a, **k): return a, k
xs, d = [1, 2], {'p': 1}
print(f(*xs, 3, *'ab', **d, q=2), [*xs, *range(2)], (*xs, 9), {*xs, 5}, {**d, 'z': 0}, *xs)
first, (second, *third), *fourth = 1, (2, 3, 4), 5, 6
print(first, second, third, fourth)
for a, *b in [(1, 2, 3), 'xy']: print(a, b)
#### global counters
hits = {}
total = 0
def hit(name):
    global total
    hits[name] = hits.setdefault(name, 0) + 1
    total += 1
for n in 'abca': hit(n)
print(hits, total)
#### comparisons of mixed containers
print([1, [2, 3]] == [1, [2, 3]], (1, 2) == [1, 2], {'a': [1]} == {'a': [1]}, {1, 2} == {2, 1}, [1, 2, 3] < [1, 2, 4], 'a' in {'a': 1}, [] is [], () == (), None == False, 0 == False, '' == False)
#### loops with else and nested breaks
for n in range(2, 12):
    for d in range(2, n):
        if n % d == 0:
            print(n, '=', d, '*', n // d)
            break
    else:
        print(n, 'is prime')
#### try in loops
def attempts(seq):
    for i, s in enumerate(seq):
        try:
            v = int(s)
            if v < 0: raise ValueError('negative')
        except ValueError as e:
            print(i, 'skip', e)
            continue
        else:
            print(i, 'ok', v)
        finally:
            print(i, 'done')
    return 'end'
print(attempts(['1', 'x', '-2']))
#### sorting records
people = [('Ann', 30, 1.7), ('Bob', 25, 1.8), ('Cid', 30, 1.6)]
from operator import itemgetter
print(sorted(people, key=itemgetter(1, 2)), sorted(people, key=lambda p: (-p[1], p[0])), max(people, key=itemgetter(2))[0], [n for n, *_ in people])
by_age = {}
for name, age, _ in people: by_age.setdefault(age, []).append(name)
print(by_age, {k: len(v) for k, v in by_age.items()})
