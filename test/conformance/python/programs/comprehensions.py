#### nested and conditional
print([(x, y) for x in range(3) for y in 'ab' if x], [[r * c for c in range(3)] for r in range(3)], {x: {y for y in range(x)} for x in range(3)}, [x for row in [[1, 2], [3]] for x in row])
#### scope
x = 'outer'
ys = [x for x in range(3)]
print(x, ys, [y for y in [x] for x in [1]])
#### closures in comprehensions
print([f() for f in [lambda: i for i in range(3)]], [f(1) for f in [lambda y, i=i: i + y for i in range(3)]])
#### with calls and unpacking
pairs = [('a', 1), ('b', 2)]
print([k * v for k, v in pairs], {k: v for k, v in pairs}, [f'{i}{k}' for i, (k, _) in enumerate(pairs)], sum(v for _, v in pairs), sorted((v, k) for k, v in pairs))
#### conditional values
print([('even' if i % 2 == 0 else 'odd') for i in range(3)], [i for i in range(20) if i % 2 == 0 if i % 3 == 0], [not i for i in (0, 1)])
#### walrus
print([s for w in ['a', 'bb'] if len(s := w.upper()) > 1], s)
#### set and dict
print({len(w) for w in ['a', 'b', 'cc']}, {w[0]: w for w in ['apple', 'avocado', 'bean']}, {i: [j for j in range(i)] for i in range(3)})
#### in a class body
class A:
    n = 3
    xs = [i for i in range(n)]
    ys = [i * 2 for i in xs]
print(A.xs, A.ys)
#### in functions
def primes(n):
    return [p for p in range(2, n) if all(p % q for q in range(2, int(p ** 0.5) + 1))]
def flat(xs): return [y for x in xs for y in (flat(x) if isinstance(x, list) else [x])]
print(primes(30), flat([1, [2, [3, [4]]]]))
#### transposing
m = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in m] for i in range(3)], list(zip(*m)), [sum(c) for c in zip(*m)], [max(r) for r in m])
