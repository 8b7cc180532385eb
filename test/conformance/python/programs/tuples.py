#### creation
print((), (1,), 1, (1, 2), tuple('ab'), tuple([1, 2]), (1, (2, 3)), type((1)), type((1,)))
#### reading
t = (1, 2, 3, 2)
print(t[0], t[-1], t[1:], t[::-1], len(t), t.count(2), t.index(3), 2 in t, t + (9,), t * 2, (1, 2) < (1, 3), hash((1, 2)) == hash((1, 2)), hash((1, 2, 3)))
#### unpacking
(a, b), c = (1, 2), 3
x, *y, z = (1, 2, 3, 4)
print(a, b, c, x, y, z)
def pair(): return 1, 2
p, q = pair()
print(p, q, *pair())
for i, (j, k) in enumerate([(1, 2), (3, 4)]):
    print(i, j, k)
#### swapping
a, b, c = 1, 2, 3
a, b, c = c, a, b
print(a, b, c)
i = 0
l = [0, 0]
i, l[i] = 1, 9
print(i, l)
#### immutability
t = (1, [2])
t[1].append(3)
print(t)
try:
    t[0] = 5
except TypeError as error:
    print(error)
try:
    t[1] += [4]
except TypeError as error:
    print(error)
print(t)
#### comparison and sorting
print(sorted([(2, 'a'), (1, 'b'), (1, 'a')]), max((1, 2), (1, 3)), (1, 'a') == (1, 'a'), () == (), (1,) != (2,), (1, 2) >= (1,))
#### as keys and in sets
print({(1, 2): 'a'}[(1, 2)], len({(1, 2), (1, 2), (2, 1)}))
#### errors
def f1(): (1,)[5]
def f2(): (1, 2).index(9)
def f3(): a, b = 5
def f4(): a, b, c = 1, 2
def f5(): (1, 2) < 3
def f6(): (1,) + [2]
for f in (f1, f2, f3, f4, f5, f6):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
#### parentheses do not make tuples
x = 5,
y = (5)
print(x, y, (1, 2)[0], [(), ((),)], 1, )
