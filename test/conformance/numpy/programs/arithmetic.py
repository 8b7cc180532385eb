#### operators
import numpy as np
a = np.array([1.0, 2.0, 3.0])
b = np.array([4.0, 5.0, 6.0])
print(a + b, a - b, a * b, a / b, b // a, b % a, a ** 2, -a, +a, abs(-a))
#### numbers beside
import numpy as np
a = np.array([1, 2, 3])
print(a + 1, 2 * a, 10 - a, 6 / a, 7 // a, 2 ** a, 7 % a, a / 2, a - 0.5)
#### broadcasting
import numpy as np
a = np.array([[1], [2]])
b = np.array([10, 20, 30])
print(a + b, a * b, (a + b).shape)
#### comparisons
import numpy as np
a = np.array([1, 2, 3])
print(a > 1, a == 2, a != 2, a <= 2, 2 < a, a == np.array([1, 0, 3]))
#### logic
import numpy as np
a = np.array([True, True, False])
b = np.array([True, False, False])
print(a & b, a | b, a ^ b, ~a, np.logical_and(a, b), np.logical_not(a))
#### bools count
import numpy as np
a = np.array([True, False, True])
print(a.sum(), a + a, a * 1, a.mean(), a * 2.5)
#### floor and mod of negatives
import numpy as np
a = np.array([7, -7])
print(a // 2, a % 3, a // -2, a % -3, np.fmod(a, 3))
print(np.array([7.5, -7.5]) // 2, np.array([7.5, -7.5]) % 2)
#### powers
import numpy as np
print(np.array([2, 3]) ** 2, np.array([2.0, 4.0]) ** -1, np.array([4.0, 9.0]) ** 0.5, np.power(2, [1, 2, 3]))
#### negative powers of ints
import numpy as np
try:
    np.array([2, 3]) ** -1
except ValueError as e:
    print(e)
#### division by zero
import numpy as np
a = np.array([1.0, -1.0, 0.0])
print(a / 0, a // 0 if False else '', np.array([1, 2]) / 0)
#### ufuncs
import numpy as np
a = np.array([0.0, 0.5, 1.0])
print(np.exp(a), np.sqrt(a), np.sin(a), np.cos(a), np.tanh(a), np.log1p(a), np.expm1(a))
#### ufuncs of ints
import numpy as np
a = np.array([1, 4, 9])
print(np.sqrt(a), np.square(a), np.exp(a), np.log(a), np.abs(-a), np.sign(-a))
#### rounding
import numpy as np
a = np.array([-1.5, -0.5, 0.5, 1.5, 2.5])
print(np.floor(a), np.ceil(a), np.trunc(a), np.rint(a), np.round(a))
print(np.round(np.array([1.2345, 2.3456]), 2), np.around(123.456, 1), a.round())
#### maximum and minimum
import numpy as np
a = np.array([1, 5, 3])
print(np.maximum(a, 2), np.minimum(a, [4, 4, 4]), np.maximum(0, -a), np.clip(a, 2, 4), a.clip(2), np.clip(a, None, 2))
#### nan in maximum
import numpy as np
print(np.maximum(np.nan, 1.0), np.maximum([1.0, np.nan], 2))
#### inverse functions
import numpy as np
a = np.array([0.0, 0.5, 1.0])
print(np.arcsin(a), np.arccos(a), np.arctan(a), np.arctan2(1, a), np.arcsinh(a), np.arctanh(a / 2))
#### hyperbolic
import numpy as np
print(np.sinh(1.0), np.cosh(1.0), np.hypot(3, 4), np.cbrt(27.0), np.exp2(3), np.log2(8), np.log10(1000.0))
#### nan and inf
import numpy as np
a = np.array([np.nan, np.inf, -np.inf, 1.0])
print(np.isnan(a), np.isinf(a), np.isfinite(a), np.nan_to_num(a))
#### promotion of arrays
import numpy as np
f32 = np.ones(2, dtype=np.float32)
i32 = np.ones(2, dtype=np.int32)
i64 = np.ones(2, dtype=np.int64)
f64 = np.ones(2)
b = np.ones(2, dtype=bool)
for x in (f32, i32, i64, f64, b):
    print([(x + y).dtype.name for y in (f32, i32, i64, f64, b)])
#### promotion of numbers
import numpy as np
f32 = np.ones(2, dtype=np.float32)
i32 = np.ones(2, dtype=np.int32)
print((f32 * 2).dtype, (f32 * 2.5).dtype, (i32 * 2).dtype, (i32 * 2.5).dtype, (i32 / 2).dtype, (f32 * np.float64(2)).dtype)
print((np.float32(2) * 2.5).dtype, (np.float32(2) * 2).dtype, (np.float32(1) + np.float32(1)).dtype, (np.ones(2, dtype=bool) + 1).dtype)
#### float32 rounds
import numpy as np
a = np.array([0.1, 0.2, 0.3], dtype=np.float32)
print(a * 3, a.sum(), (a * a).tolist(), np.float32(0.1) + np.float32(0.2))
#### shapes that do not broadcast
import numpy as np
try:
    np.zeros((2, 3)) + np.zeros(4)
except ValueError as e:
    print(e)
try:
    np.zeros((2, 3)) * np.zeros((3, 2))
except ValueError as e:
    print(e)
#### uncaught shapes
import numpy as np
a = np.zeros((2, 3))
b = np.zeros((4,))
c = a + b
#### bool minus
import numpy as np
try:
    np.array([True]) - np.array([False])
except TypeError as e:
    print(e)
try:
    -np.array([True])
except TypeError as e:
    print(e)
#### lists beside
import numpy as np
a = np.array([1, 2])
print(a + [10, 20], [1, 2] + a, [1.5, 2] * a, (3, 4) - a)
#### misfits
import numpy as np
a = np.zeros((2, 1))
print(a == np.zeros((3, 2)), a != np.zeros((3, 2)))
try:
    a += np.zeros((3, 2))
except ValueError as e:
    print(e)
b = np.zeros(3)
try:
    b += np.zeros(2)
except ValueError as e:
    print(e)
try:
    b[:2] = np.ones((1, 3))
except ValueError as e:
    print(e)
c = np.zeros(2, dtype=int)
try:
    c += 0.5
except Exception as e:
    print(type(e).__name__, isinstance(e, TypeError))
print(np.float64(1.5).sum(axis=0))
try:
    np.float64(1) @ np.float64(2)
except TypeError as e:
    print(e)
#### none and arrays
import numpy as np
a = np.array([1, 2])
print(a == None, a != None, a is None)
try:
    {a}
except TypeError as e:
    print(e)
try:
    a()
except TypeError as e:
    print(e)
#### copies
import numpy as np
import copy
a = np.array([1.0, 2.0])
b, c = copy.copy(a), copy.deepcopy([a, a])
a[0] = 9
print(b, c, c[0] is c[1], hash(np.float64(2.0)) == hash(2), {np.int64(3), 3})
#### truth of arrays
import numpy as np
try:
    if np.array([1, 2]): pass
except ValueError as e:
    print(e)
print(bool(np.array([1])), bool(np.array([0.0])), not np.array([False]))
#### truth in conditions
import numpy as np
a = np.array([1.0, 2.0])
print('yes' if a.sum() > 2 else 'no', (a > 0).all(), (a > 1).any())
#### out
import numpy as np
a = np.zeros(3)
b = np.add([1, 2, 3], 1, out=a)
print(a, b is a)
#### ufunc with dtype
import numpy as np
print(np.add([1, 2], 1, dtype=float), np.exp([0, 0.5], dtype=float))
#### ufunc methods
import numpy as np
a = np.array([1, 2, 3, 4])
print(np.add.reduce(a), np.multiply.reduce(a), np.add.accumulate(a), np.multiply.outer([1, 2], [3, 4]), np.maximum.reduce(a))
#### constants
import numpy as np
print(np.pi, np.e, np.inf, np.nan, -np.inf, np.newaxis)
#### divmod and round
import numpy as np
a = np.array([7, 8])
q, r = divmod(a, 3)
print(q, r, round(np.float64(2.567), 1), round(np.float64(2.5)))
#### none beside
import numpy as np
try:
    np.array([1, 2]) + None
except TypeError as e:
    print(type(e).__name__)
