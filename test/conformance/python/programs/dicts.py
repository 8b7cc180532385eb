#### creation
print({}, {'a': 1}, dict(a=1, b=2), dict([('x', 1), ('y', 2)]), {1: 'a', (1, 2): 'b', None: 'c', 1.5: 'd'}, dict(zip('ab', [1, 2])), {**{'a': 1}, 'b': 2, **{'a': 3}})
#### reading
d = {'a': 1, 'b': 2}
print(d['a'], d.get('x'), d.get('x', 0), 'a' in d, 'x' not in d, len(d), list(d), list(d.values()), list(d.items()), d.keys(), d.values(), d.items())
#### changing
d = {'a': 1}
d['b'] = 2; d['a'] = 5; d.update({'c': 3}, z=9); d.setdefault('q', []).append(1)
print(d, d.pop('b'), d.pop('nope', None), d.popitem(), d)
del d['a']
print(d); d.clear(); print(d)
#### equal keys
d = {1: 'int', 1.0: 'float', True: 'bool'}
print(d, d[1], {0: 'a', False: 'b'}, {2**53: 1}[float(2**53)])
#### order
d = {'z': 1, 'a': 2}
d['m'] = 3
del d['z']
d['z'] = 4
print(d, list(d), sorted(d), sorted(d.items(), key=lambda kv: kv[1]), list(reversed(d)))
#### walking
d = {'a': 1, 'b': 2}
for k in d:
    print(k, end=' ')
for k, v in d.items():
    print(k, v, end=';')
for v in d.values():
    print(v)
#### comprehensions
print({i: i * i for i in range(4)}, {k: v for k, v in zip('abc', range(3)) if v}, {v: k for k, v in {'a': 1}.items()})
#### nested
d = {'a': {'b': [1, {'c': 2}]}}
print(d['a']['b'][1]['c'])
d['a']['b'][1]['c'] += 5
print(d)
#### tuple keys
grid = {(x, y): x * y for x in range(2) for y in range(2)}
print(grid, grid[1, 1], (0, 1) in grid, {((1, 2), 'a'): 1}[((1, 2), 'a')])
#### merge
a, b = {'x': 1, 'y': 2}, {'y': 3}
print(a | b, b | a, {**a, **b})
a |= b
print(a)
#### views
a, b = {'x': 1, 'y': 2}, {'y': 2, 'z': 3}
print(sorted(a.keys() & b.keys()), sorted(a.keys() | b.keys()), sorted(a.keys() - b.keys()), a.items() & b.items(), 'x' in a.keys(), 1 in a.values(), len(a.items()))
#### fromkeys and copy
d = dict.fromkeys('ab', 0)
e = d.copy()
e['a'] = 1
print(d, e, dict.fromkeys([1, 2]), d == {'b': 0, 'a': 0}, d != e)
#### counting
counts = {}
for w in 'the cat the dog the end'.split():
    counts[w] = counts.get(w, 0) + 1
print(counts, max(counts, key=counts.get), sorted(counts.items(), key=lambda p: (-p[1], p[0])))
#### errors
d = {'a': 1}
def f1(): d['x']
def f2(): del d['x']
def f3(): d[[1]]
def f4(): {[]: 1}
def f5(): {}.popitem()
def f6(): d.pop('q')
def f7():
    for k in d:
        d[k + 'x'] = 1
def f8(): dict([1, 2])
def f9(): {}[1, 2]
def f10(): d.a
for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
#### keys that are objects
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return hash(self.v)
    def __eq__(self, o): return isinstance(o, K) and self.v == o.v
    def __repr__(self): return f'K({self.v})'
d = {K(1): 'a'}
d[K(1)] = 'b'
d[K(2)] = 'c'
print(d, K(1) in d, K(3) in d, d[K(2)], len({K(1), K(1), K(2)}), {(K(1), 2): 5}[(K(1), 2)])
#### dict of lists and lists of dicts
groups = {}
for name, team in [('a', 1), ('b', 2), ('c', 1)]:
    groups.setdefault(team, []).append(name)
print(groups)
rows = [{'n': 2}, {'n': 1}]
print(sorted(rows, key=lambda r: r['n']), [r['n'] for r in rows])
#### self reference
d = {}
d['me'] = d
print(d)
