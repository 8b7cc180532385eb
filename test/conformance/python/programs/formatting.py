#### f-strings
name, x, n = 'Ann', 3.14159, 42
print(f'{name}', f'{x:.2f}', f'{n:5d}|', f'{n:<5}|', f'{n:>5}|', f'{n:^5}|', f'{n:05d}', f'{n:+d}', f'{n: d}', f'{x:8.3f}|', f'{x:e}', f'{x:.3e}', f'{x:g}')
#### nested and conversions
w, p, v = 10, 3, 2.718281828
print(f'{v:{w}.{p}f}|', f'{v!r}', f'{"a"!r:>6}', f'{v:>{w}}|', f'{{literal}}', f'{v!s:.4}', f'{"x":*^7}')
#### self documenting
a, b = 1, 'z'
print(f'{a=}', f'{b=}', f'{a + 1 = }', f'{a=:>5}', f'{a*2=:.2f}')
#### expressions inside
d = {'k': [1, 2]}
print(f'{d["k"][1]}', f"{', '.join(str(i) for i in range(3))}", f'{(lambda q: q * 2)(4)}', f'{1 if a else 2}' if (a := 1) else '', f'{max(1, 2)}', f'{[1, 2][0]}')
#### integers
n = 255
print(f'{n:b} {n:o} {n:x} {n:X} {n:#b} {n:#o} {n:#x} {n:#X} {n:08b} {n:c} {n:,} {1234567:,} {1234567:_} {0xffff:_x} {-n:x} {n:010,d} {n:n}')
#### floats
v = 1234567.891
print(f'{v:,.2f} {v:_.1f} {v:.0f} {v:10.1f}| {v:<12.1f}| {v:+.1f} {-v:.1f} {v:E} {v:G} {v:.3g} {0.00001234:g} {1e10:g} {v:%} {0.256:.1%} {v:012.2f}')
#### rounding in formats
print(f'{0.5:.0f} {1.5:.0f} {2.5:.0f} {0.125:.2f} {2.675:.2f} {1e21:.0f} {0.1:.20f} {1/3:.3} {100.0:.3} {1234.5:.3} {123456.0:.3} {0.0001:.3} {1.0:.1}')
#### special floats
inf, nan = float('inf'), float('nan')
print(f'{inf} {nan:.2f} {-inf:8.1f}| {inf:05} {nan:E} {-0.0:.1f} {0.0:g} {-0.0:+.0f}')
#### strings
s = 'hello'
print(f'{s:10}|{s:>10}|{s:^10}|{s:.3}|{s:*<8}|{s!r:>10}|{s:5}|{s:s}')
#### bool and None
print(f'{True} {False:d} {None} {True:5} {None!r:>6}')
#### str.format
print('{} {} {}'.format(1, 'a', 2.5), '{0} {1} {0}'.format('x', 'y'), '{a} {b:.2f}'.format(a=1, b=2), '{:>8}|{:<8}|{:^8}'.format('r', 'l', 'c'))
print('{0[1]} {1.real} {2[k]}'.format([1, 2], 5, {'k': 'v'}), '{:{}}'.format('x', 5) + '|', '{{}} {!r}'.format('q'), '{:,}'.format(10**9), '{x[0]}{x[1]}'.format(x='ab'))
#### percent
print('%d %s %r %f %.2f %5d| %-5d| %05d %x %X %o %e %g %c %%' % (42, 'a', 'b', 1.5, 2.345, 7, 7, 7, 255, 255, 8, 12345.678, 0.0001, 'z'))
print('%s' % 5, '%s and %s' % ('a', 'b'), '%(k)s=%(v)d' % {'k': 'x', 'v': 3}, '%5.1f|%-8s|%+d' % (3.14159, 'ab', 5), '%s' % [1, 2], '%s' % (None,), '%.3s' % 'abcdef', '%*d' % (5, 42))
#### format builtin
print(format(3.14159, '.2f'), format(255, 'x'), format('a', '>4'), format(1e6, ','), format(5), format(True), format(-3, '+'))
#### __format__ and __str__
class P:
    def __init__(self, x):
        self.x = x
    def __format__(self, spec):
        return f'P<{self.x:{spec}}>' if spec else 'P'
    def __str__(self):
        return 'strP'
    def __repr__(self):
        return 'reprP'
p = P(3.14159)
print(f'{p} {p:.2f} {p!r} {p!s}', str(p), repr(p), [p], '%s %r' % (p, p), '{} {:.1f}'.format(p, p))
#### alignment of tables
for name, value in [('alpha', 1.5), ('be', 22.25), ('gamma', 333.125)]:
    print(f'{name:<8}|{value:>10.2f}|{value:^12.3e}|')
#### print separators
print(1, 2, 3, sep=', ')
print('a', 'b', sep='', end='!\n')
print()
print('x', end='')
print('y', None, True, sep='-')
print(*[1, 2, 3], sep='\n')
#### format errors
for make in (lambda: f'{"a":d}', lambda: f'{1.5:d}', lambda: '%d' % 'x', lambda: '%d %d' % (1,), lambda: '%d' % (1, 2), lambda: '{}'.format(), lambda: '{a}'.format(), lambda: f'{[1]:>5}', lambda: f'{1:.2d}'):
    try:
        make()
    except Exception as error:
        print(type(error).__name__, error)
#### nested quotes and lines
data = {'a': 1}
print(f"{data['a']}", f'''{
    data["a"]
}''', f"{'nested ' + 'quotes'}", f'{"a" if data else "b"}')
