#### zero division ends the program
print('before')
x = 1 / 0
print('never')
#### key error
d = {'a': 1}
print(d['a'])
d['missing']
#### own exception
class Boom(Exception):
    pass
def f(n):
    if n == 0:
        raise Boom('deep down')
    return f(n - 1)
print('start')
f(3)
#### name error
print('x')
print(undefined)
#### attribute error
class A: pass
A().nope
#### assertion
assert 1 == 2, 'they differ'
#### type error
def f(a, b): return a + b
print(f(1, 2))
f('a', 1)
#### index error in a loop
xs = [1, 2]
for i in range(3):
    print(xs[i])
#### value error
int('twelve')
#### unpacking
a, b = [1, 2, 3]
#### stop iteration
next(iter([]))
#### exception without text
raise RuntimeError
#### finally still runs
try:
    [].pop()
finally:
    print('cleanup')
#### wrong arguments
def area(w, h): return w * h
area(3)
