#### creation and indexing
a = [1, 2, 3]
print(a, a[0], a[-1], len(a), [], [1, [2, [3]]], list('abc'), list(range(3)), [0] * 3, [1] + [2])
#### slices
a = list(range(10))
print(a[2:5], a[:3], a[7:], a[::3], a[::-1], a[-3:-1], a[8:2:-2], a[20:], a[:])
#### slice assignment
a = list(range(6))
a[1:3] = ['x']
print(a)
a[::2] = [0, 0, 0]
print(a)
a[1:1] = [7, 8]
print(a)
a[2:] = []
print(a)
#### deletion
a = list(range(8))
del a[0], a[-1]
print(a)
del a[1:3]
print(a)
del a[::2]
print(a)
#### methods
a = [3, 1, 2]
a.append(4); a.extend([5, 6]); a.insert(0, 9); a.insert(-1, 8)
print(a, a.pop(), a.pop(0), a.index(2), a.count(1))
a.remove(1); a.reverse(); print(a)
a.sort(); print(a); a.sort(reverse=True); print(a); b = a.copy(); a.clear(); print(a, b)
#### sorting with keys
words = ['banana', 'Apple', 'cherry', 'fig']
print(sorted(words), sorted(words, key=len), sorted(words, key=str.lower, reverse=True), sorted([(2, 'b'), (1, 'z'), (2, 'a')]), sorted({3, 1, 2}), sorted('hello', key=lambda c: (-ord(c), c)))
#### stable sorting
rows = [('a', 2), ('b', 1), ('c', 2), ('d', 1)]
print(sorted(rows, key=lambda r: r[1]), sorted(rows, key=lambda r: r[1], reverse=True))
#### aliasing and copies
a = [[0] * 2] * 2
a[0][0] = 1
print(a)
b = [[0] * 2 for _ in range(2)]
b[0][0] = 1
print(b, a is a, a == [[1, 0], [1, 0]], a[:] is a)
#### comparison
print([1, 2] < [1, 3], [1, 2] == [1, 2], [1] < [1, 0], [] < [1], [2] > [1, 9], [1, 'a'] != [1, 'b'])
#### comprehensions
print([i * i for i in range(5)], [i for i in range(10) if i % 2 if i > 3], [(i, j) for i in range(3) for j in range(i)], [[j for j in range(i)] for i in range(3)], [x if x > 0 else -x for x in [-1, 2]])
#### augmented
a = b = [1]
a += [2]
print(a, b, a is b)
a = a + [3]
print(a, b)
a *= 2
print(a)
a[0] += 10
print(a)
#### unpacking
a, b, *c = range(5)
*d, e = 'xyz'
(f, g), h = (1, 2), 3
[i, *j, k] = [1, 2]
print(a, b, c, d, e, f, g, h, i, j, k, [*c, *d], [0, *range(3)])
a, b = b, a
print(a, b)
#### loops
for i, v in enumerate(['a', 'b']):
    print(i, v)
for a, b in zip([1, 2, 3], 'xy'):
    print(a, b)
for x in reversed([1, 2, 3]):
    print(x, end=' ')
print()
#### changing while walking
a = [1, 2, 3, 4]
for x in a:
    if x % 2 == 0:
        a.remove(x)
print(a)
a = [1]
for x in a:
    if x < 4:
        a.append(x + 1)
print(a)
#### nested printing
a = [1]
a.append(a)
print(a)
t = ([1], 'x')
print(t, [None, True, 1.0, 'q', (1,), {}, set()])
#### builtins on lists
a = [3, 1, 2]
print(sum(a), min(a), max(a), any(a), all(a), any([]), all([]), list(map(lambda v: v + 1, a)), list(filter(None, [0, 1, '', 'a'])), list(zip(a, a[1:])), sorted(a)[::-1], len([[]]))
#### errors
a = [1, 2]
def f1(): a[5]
def f2(): a.remove(9)
def f3(): a.index(9)
def f4(): [].pop()
def f5(): a['x']
def f6(): a[5] = 1
def f7(): x, y = [1]
def f8(): x, y = [1, 2, 3]
def f9(): a + (1,)
def f10(): a[::2] = [1, 2, 3]
def f11(): sorted([1, 'a'])
def f12(): a.append()
def f13(): del a[9]
for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
#### membership and identity
print(1 in [1, 2], 3 not in [1], [1] in [[1]], float('nan') in [float('nan')], None in [None], 1.0 in [1])
#### multiplication and joining
print([1, 2] * 2, 2 * [0], [[]] * 2, sum([[1], [2, 3]], []), ['a'] * 0)
