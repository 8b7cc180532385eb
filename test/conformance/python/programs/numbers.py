#### integer arithmetic
print(7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 3, -7 % 3, 7 % -3, -7 % -3)
print(divmod(7, -2), divmod(-7, 2), divmod(7.5, 2), 2 ** 10, 2 ** -1, (-2) ** 3, 0 ** 0)
#### large integers
a = 2 ** 100
print(a, a + 1, -a, a // 3, a % 7, a * a, a - a, a >> 90, 1 << 70, a == float(a), hash(5), len(str(a)))
print(123456789012345678901234567890 * 987654321, 9007199254740993, 9007199254740992 + 1, 3 ** 50 % 1000)
#### crossing the safe range
x = 9007199254740991
for i in range(4):
    x += 1
    print(x, type(x).__name__)
print(x - 4, -x - 1, x // 2, x % 10, 94906267 * 94906267, 2**53 - 2**53)
#### true division
print(1 / 3, 7 / 2, 4 / 2, -1 / 3, 10**30 / 10**10, (10**400) / (10**399), 1 / 10**20)
#### floats as text
print(0.1, 1.0, 100.0, 1e16, 1e15, 123456789.123, 1e-4, 1e-5, 1.5e300, -0.0, float('inf'), -float('inf'), float('nan'))
print(0.1 + 0.2, 1/3, 2/3, 1e22, 1e21, 123456789012345680.0, 5e-324, 1.7976931348623157e308)
#### float operators
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, 2.0 ** 3, 2 ** 0.5, 1e308 * 10, -1e308 * 10, 0.0 // 1, -0.0 // 1)
print(1.0 == 1, 1.5 < 2, 1 <= 1.0, float(3), int(3.9), int(-3.9), 5.0 // 1, 1e20 // 3)
#### mixed types keep their kind
print(1 + 1.0, 2 * 3, 2 * 3.0, 6 / 3, 6 // 3, 6.0 // 3, 2 ** 3, 2.0 ** 3, 7 - 7.0, -(0), -(0.0), abs(-3), abs(-3.0))
#### bools are ints
print(True + True, True * 3, True / 2, -True, ~True, True == 1, False < True, sum([True, False, True]), True & False, True | 2, isinstance(True, int))
#### rounding
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1.005, 2), round(1234.5678, -2), round(5), round(15, -1), round(25, -1), round(1e20), round(0.5), round(1.5))
print(round(2.5, 0), round(-0.4), round(123.456, 1), round(1e-10, 5), type(round(1.2)).__name__, type(round(1.2, 1)).__name__)
#### bit operations
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, 1024 >> 3, -1 >> 1, -8 >> 1, 2**40 & 2**40 - 1, (2**40 + 5) | 2, -1 & 0xff)
#### bases
print(bin(10), oct(8), hex(255), bin(-5), hex(-255), int('ff', 16), int('0b101', 2), int('0x1f', 0), int('  42  '), int('-7'), int('1_000'))
#### literals
print(1_000_000, 0x1F, 0o17, 0b101, 1e3, 1.5e-3, .5, 5., 1_0.0_1)
#### float from text
print(float('1.5'), float('  -2e3 '), float('inf'), float('-Infinity'), float('1_0.5'), float('.5'))
#### comparisons chain
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2, 1 == 1.0 == True, 1 < 2 > 1)
def f(x):
    print('f', x)
    return x
print(f(1) < f(2) < f(3), f(3) < f(2) < f(1))
#### float methods
print((1.5).is_integer(), (2.0).is_integer(), (0.5).as_integer_ratio(), (255).bit_length(), (0).bit_length(), (-5).bit_length())
#### min and max
print(min(3, 1, 2), max([3, 1, 2]), min('b', 'a'), max(1, 1.0), max(1.0, 1), min([], default=0), max('abc', key=ord), max([1, -5, 3], key=abs), min((2, 'b'), (1, 'z')))
#### sum and pow
print(sum([1, 2, 3]), sum([0.1] * 10), sum([1, 2.5]), sum([[1], [2]], []), sum(range(101)), pow(2, 10), pow(2, -1), pow(3, 4, 5), pow(2, 0.5), pow(3, -1, 7))
#### math functions
import math
print(math.sqrt(2), math.exp(1), math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.sin(1), math.cos(1), math.tan(1))
print(math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.floor(-2.7), math.fabs(-3), math.factorial(20), math.gcd(12, 18), math.lcm(4, 6), math.comb(10, 3), math.perm(5, 2))
print(math.pi, math.e, math.tau, math.inf, math.nan, math.isnan(math.nan), math.isinf(math.inf), math.isclose(0.1 + 0.2, 0.3), math.hypot(3, 4), math.atan2(1, -1))
print(math.degrees(math.pi), math.radians(180), math.copysign(3, -0.0), math.fmod(7, -3), math.modf(3.25), math.frexp(8.0), math.ldexp(0.5, 4), math.isqrt(17), math.prod([1, 2, 3, 4]), math.fsum([0.1] * 10), math.dist([1, 2], [4, 6]))
print(math.sinh(1), math.cosh(1), math.tanh(0.5), math.asin(0.5), math.acos(0.5), math.atan(1), math.expm1(1e-5), math.log1p(1e-5), math.pow(2, 3), math.remainder(7, 4))
#### division by zero
for make in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0 ** -1, lambda: divmod(1, 0)):
    try:
        make()
    except ZeroDivisionError as error:
        print(error)
#### math errors
import math
for make in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.exp(1000), lambda: math.acos(2), lambda: math.factorial(-1), lambda: 10.0 ** 400, lambda: int(float('nan')), lambda: int(float('inf'))):
    try:
        make()
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
#### conversion errors
for make in (lambda: int('x'), lambda: int('1.5'), lambda: float('abc'), lambda: int([]), lambda: float(None), lambda: int('12', 2)):
    try:
        make()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
