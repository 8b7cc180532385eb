#### creation
print({1, 2, 3}, set(), {1, 1, 2}, set([3, 1, 2]), frozenset([1]), set(range(5)), {x % 3 for x in range(10)}, frozenset())
#### order of ints
print({10, 3, 7, 1}, {100, 5, 33, 64}, set([5, 4, 3, 2, 1]), {0, 8, 16, 24, 1}, set(range(20)), {1000, 1, 500})
print({-1, -2, 3, 0}, set([5, -5, 10, -10]), {-7, 7, -8, 8, 15}, set(range(-5, 6)), set(map(lambda v: v * 37 - 200, range(12))))
#### operations
a, b = {1, 2, 3}, {2, 3, 4}
print(a | b, a & b, a - b, a ^ b, a <= b, {2} < a, a >= {1}, a == {3, 2, 1}, a.isdisjoint({9}), a.union([7], [8]), a.intersection(b), a.difference([1]), a.symmetric_difference(b))
#### changing
s = {1}
s.add(2); s.add(1); s.update([5, 6]); s.discard(9); s.remove(1)
print(s, len(s), 5 in s)
s |= {9}; s &= {9, 5}; print(s); s -= {5}; s ^= {1}; print(s); s.clear(); print(s)
#### frozen
f = frozenset([1, 2])
print({f: 'x'}[frozenset([2, 1])], f | {3}, f == {1, 2}, {f, frozenset([2, 1])} == {f})
#### unique of a list
seen = set()
out = []
for x in [3, 1, 3, 2, 1]:
    if x not in seen:
        seen.add(x)
        out.append(x)
print(out, sorted(set('hello')), len(set([1, 1.0, True])))
#### comprehension and bool
print({x * x for x in (-1, 1, 2)}, bool(set()), bool({0}), sum({1, 2, 3}), max({4, 9}), sorted({'b', 'a'}))
#### errors
def f1(): {[1]}
def f2(): {1}.remove(5)
def f3(): set().pop()
def f4(): frozenset().add(1)
def f5(): {1} + {2}
def f6(): set([1])[0]
for f in (f1, f2, f3, f4, f5, f6):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
