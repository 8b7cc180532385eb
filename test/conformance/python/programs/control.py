#### if elif else
for x in range(-1, 3):
    if x < 0: print('neg')
    elif x == 0: print('zero')
    elif x == 1: print('one')
    else: print('many')
#### while with else
n = 0
while n < 3:
    n += 1
else:
    print('done', n)
while True:
    n -= 1
    if n == 1:
        break
else:
    print('never')
print(n)
#### for with else
def find(xs, t):
    for x in xs:
        if x == t:
            print('found')
            break
    else:
        print('missing')
find([1, 2], 2); find([1, 2], 3); find([], 1)
for i in range(3):
    for j in range(3):
        if j == 1:
            continue
        if i == 1:
            break
        print(i, j)
    else:
        print('inner done', i)
#### ranges
print(list(range(5)), list(range(2, 5)), list(range(10, 0, -3)), list(range(0)), range(5)[2], range(10)[2:8:2], len(range(0, 10, 3)), 4 in range(0, 10, 2), range(3) == range(0, 3, 1), range(1, 4).index(3), range(5), range(1, 10, 2), list(reversed(range(3))), sum(range(1000)))
#### loop variables stay
for i in range(3):
    pass
print(i)
[j for j in range(5)]
try:
    j
except NameError as error:
    print(error)
#### nested loops and flags
primes = []
for n in range(2, 30):
    for p in primes:
        if n % p == 0:
            break
    else:
        primes.append(n)
print(primes)
#### chained assignment
a = b = c = 0
a += 1
x = y = []
x.append(1)
print(a, b, c, x, y, x is y)
#### multiple targets
a, b = 1, 2
(c, d), e = [3, 4], 5
[f, g] = 'hi'
h = i, j = 6, 7
print(a, b, c, d, e, f, g, h, i, j)
#### del statements
a, b, c = 1, 2, [1, 2, 3]
del a, c[0]
print(b, c)
d = {'x': 1, 'y': 2}
del d['x']
print(d)
#### pass and ellipsis
def f(): ...
class A: pass
if True: pass
print(f(), ..., Ellipsis is ...)
#### main guard
def main():
    print('in main')
if __name__ == '__main__':
    main()
#### semicolons and continuation
a = 1; b = 2; print(a + b)
total = a + \
    b + \
    3
s = (1 +
     2)
print(total, s, [
    1,
    2,
])
#### comparison identity
a = [1]
b = a
print(a is b, a is not [1], None is None, a == [1], 1 is not None)
#### boolean operators return values
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, not 1, None or [] or 'x', 1 and [] and 3, not (1 and 0), not 1 == 2, not 1 and 0 or 5)
#### precedence
print(2 + 3 * 4 ** 2, -2 ** 2, (-2) ** 2, 2 ** -1, 2 ** 3 ** 2, 7 // 2 * 2, 1 + 2 < 4 and 3, not 1 in [2], 1 | 2 & 3 ^ 1, ~1 + 2, 10 - 2 - 3, 2 * 3 % 4, -7 // 2, 1 if 0 else 2 if 0 else 3, 5 > 3 == 3)
#### euclid
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
print(gcd(48, 18), gcd(17, 5), gcd(0, 3))
#### sieve
n = 50
sieve = [True] * (n + 1)
for i in range(2, int(n ** 0.5) + 1):
    if sieve[i]:
        sieve[i * i::i] = [False] * len(sieve[i * i::i])
print([i for i in range(2, n + 1) if sieve[i]])
#### collatz
def collatz(n):
    steps = [n]
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps.append(n)
    return steps
print(collatz(6), len(collatz(27)))
#### newton
x = 2.0
for _ in range(6):
    x = x - (x * x - 2) / (2 * x)
print(x, x * x)
#### matrices
A = [[1, 2], [3, 4]]
B = [[5, 6], [7, 8]]
C = [[sum(a * b for a, b in zip(row, col)) for col in zip(*B)] for row in A]
print(C, [list(r) for r in zip(*A)], sum(map(sum, A)))
#### bubble sort
def bubble(xs):
    xs = xs[:]
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs
print(bubble([5, 2, 9, 1]), bubble([]))
#### binary search
def search(xs, t):
    lo, hi = 0, len(xs) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if xs[mid] == t: return mid
        if xs[mid] < t: lo = mid + 1
        else: hi = mid - 1
    return -1
print([search([1, 3, 5, 7], t) for t in (1, 4, 7)])
