#### basics
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
g = count(3)
print(next(g), next(g), next(g), next(g, 'end'), list(count(4)), sum(count(5)), [x * 2 for x in count(3)])
try:
    next(g)
except StopIteration as e:
    print('stop', e.value)
#### laziness
def noisy():
    print('start')
    yield 1
    print('middle')
    yield 2
    print('end')
g = noisy()
print('made')
for x in g:
    print('got', x)
#### send
def average():
    total, n, avg = 0, 0, None
    while True:
        x = yield avg
        total += x
        n += 1
        avg = total / n
g = average()
next(g)
print(g.send(10), g.send(20), g.send(3))
g.close()
try:
    g.send(1)
except StopIteration:
    print('closed')
#### throw
def f():
    while True:
        try:
            x = yield 'ready'
            print('got', x)
        except ValueError as e:
            print('caught', e)
g = f()
print(next(g), g.send(1), g.throw(ValueError('bad')), g.throw(ValueError))
try:
    g.throw(KeyError('k'))
except KeyError as e:
    print('out', e)
#### return value and yield from
def inner():
    x = yield 1
    yield x
    return 'result'
def outer():
    r = yield from inner()
    print('r', r)
    yield from [7, 8]
    yield from 'ab'
g = outer()
print(next(g), g.send('sent'), list(g))
#### close runs finally
def f():
    try:
        yield 1
        yield 2
    finally:
        print('cleanup')
g = f()
print(next(g))
g.close()
for x in f():
    break
print('after')
#### generator expressions
squares = (i * i for i in range(4))
print(next(squares), list(squares), list(squares), sum(i for i in range(5) if i % 2), max((len(w), w) for w in ['a', 'bbb', 'cc']), ','.join(str(i) for i in range(3)), dict((k, 1) for k in 'ab'), any(x > 2 for x in [1, 2, 3]), tuple(x for x in 'ab'))
#### infinite
def naturals():
    n = 0
    while True:
        yield n
        n += 1
def take(n, it):
    return [x for x, _ in zip(it, range(n))]
print(take(3, naturals()), take(2, (x * x for x in naturals() if x % 2)))
#### recursion
def walk(tree):
    if isinstance(tree, list):
        for t in tree:
            yield from walk(t)
    else:
        yield tree
def perms(xs):
    if len(xs) <= 1:
        yield xs
    for i in range(len(xs)):
        for p in perms(xs[:i] + xs[i + 1:]):
            if len(xs) > 1:
                yield [xs[i]] + p
print(list(walk([1, [2, [3, 4]], 5])), list(perms([1, 2, 3])))
#### fibonacci
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
for n in fib():
    if n > 50:
        break
    print(n, end=' ')
print()
#### pipelines
def read(): yield from ['1', 'x', '2', '', '3']
def numbers(lines): return (int(l) for l in lines if l.isdigit())
print(list(numbers(read())), sum(numbers(read())))
#### unpacking generators
a, b, *c = (i for i in range(5))
print(a, b, c, [*(i for i in 'xy')], *(i for i in range(2)))
#### generator methods in classes
class Tree:
    def __init__(self, v, *kids): self.v, self.kids = v, kids
    def __iter__(self):
        yield self.v
        for k in self.kids:
            yield from k
print(list(Tree(1, Tree(2, Tree(3)), Tree(4))), sum(Tree(1, Tree(2))))
#### scope of generator expressions
x = 5
fs = [(lambda: i) for i in range(3)]
print([f() for f in fs], list(x + i for i in range(2)), [x for x in range(3)], x)
#### yield in expressions
def f():
    a = (yield 1) + (yield 2)
    yield a
    b = [(yield 3), (yield 4)]
    yield b
g = f()
print(next(g), g.send(10), g.send(20), next(g), g.send('p'), g.send('q'))
#### errors
def f(): yield 1
g = f()
def e1(): g.send(5)
def e2(): next(iter([]))
def e3(): len(g)
def e4(): g[0]
def e5():
    def h():
        yield 1
        raise ValueError('inside')
    list(h())
for e in (e1, e2, e3, e4, e5):
    try:
        e()
    except Exception as error:
        print(type(error).__name__, error)
#### iter with sentinel and enumerate
it = iter([1, 2, 0, 3])
print(list(iter(lambda: next(it), 0)), list(enumerate('ab', start=5)), list(zip(range(3), 'ab')), list(zip()), list(map(lambda a, b: a + b, [1, 2], [10, 20])), list(filter(lambda v: v % 2, range(5))), list(reversed('abc')))
#### zip strict
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as error:
    print(error)
try:
    list(zip([1, 2], [1], strict=True))
except ValueError as error:
    print(error)

#### a stop inside of a generator
def first(items):
    yield 1
    yield next(iter(items))

walked = []
try:
    for value in first([]):
        walked.append(value)
except RuntimeError as error:
    print(walked, error)
try:
    print(sum(first([])))
except RuntimeError as error:
    print(error)
print(list(first([5])))
