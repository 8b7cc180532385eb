#### types
import numpy as np
a = np.array([1.5, 2.5])
x = a[0]
print(x, repr(x), type(x), isinstance(x, float), isinstance(x, np.floating), isinstance(x, np.float64))
#### ints
import numpy as np
a = np.array([1, 2])
n = a[0]
print(n, repr(n), type(n), isinstance(n, int), isinstance(n, np.integer), isinstance(n, np.number))
#### bools
import numpy as np
b = np.array([1, 2])[0] > 0
print(b, repr(b), type(b), b is True, bool(b) is True, not b)
#### arithmetic
import numpy as np
x = np.float64(2.0)
print(x + 1, x * 3.5, 1 / x, x ** 2, -x, abs(-x), x // 3, x % 1.5, 10 - x, 2 ** x)
#### types of results
import numpy as np
x = np.float64(2.0)
n = np.int64(3)
print(type(x + 1).__name__, type(1 + x).__name__, type(n + 1).__name__, type(n / 2).__name__, type(n * 1.5).__name__, type(x > 1).__name__)
#### conversions
import numpy as np
x = np.float64(2.75)
print(float(x), int(x), int(np.int64(5)), str(x), x.item(), type(x.item()).__name__, type(float(x)).__name__)
#### attributes
import numpy as np
x = np.float64(2.0)
print(x.shape, x.ndim, x.size, x.dtype, x.T, x.sum(), x.mean(), x.item())
#### comparisons
import numpy as np
x = np.float64(2.0)
print(x == 2, x > 1, 1 < x, x != 2, x >= 2.0, x == 2.0 and x < 3)
#### as keys
import numpy as np
d = {np.int64(1): 'a', np.float64(2.0): 'b'}
print(d[1], d[2], 1.0 in d, d)
#### in math
import numpy as np
import math
x = np.float64(4.0)
print(math.sqrt(x), math.exp(np.float64(0)), math.floor(np.float64(2.7)), type(math.sqrt(x)).__name__)
#### division by zero gives inf
import numpy as np
print(np.float64(1) / 0, np.float64(0) / 0, -np.float64(1) / 0)
#### in sum and max
import numpy as np
a = np.array([1.5, 2.5, 0.5])
print(sum(a), max(a), min(a), sorted(a), type(sum(a)).__name__)
#### big and small
import numpy as np
print(np.float64(1e16), np.float64(1e-5), np.float64(123456789.0), np.float64(0.1) + np.float64(0.2), np.float64(1e15))
#### float32
import numpy as np
x = np.float32(0.1)
print(x, repr(x), float(x), x * 2, type(x * np.float32(2)).__name__, np.float32(16777216.0), np.float32(1e10))
#### made from values
import numpy as np
print(np.float64('1.5'), np.int64(3.7), np.int32(5), np.bool_(1), np.float32(2), np.float64([1, 2]))
#### round trip
import numpy as np
x = np.array([1.0, 2.0]).mean()
print(x, f'{x}', f'{x:.3f}', '%g' % x, 'mean: ' + str(x))
#### of functions
import numpy as np
print(np.exp(0), np.sqrt(16), np.exp(1.0), type(np.exp(0)).__name__, np.maximum(1, 2), type(np.maximum(1, 2)).__name__)
#### indexing fails
import numpy as np
try:
    np.float64(1.0)[0]
except Exception as e:
    print(type(e).__name__)
#### methods of floats
import numpy as np
x = np.float64(2.5)
print(x.is_integer(), x.as_integer_ratio(), np.float64(3.0).is_integer())
#### as counts
import numpy as np
n = np.int64(3)
print([0] * 3, list(range(n)), 'ab' * int(n), [1, 2, 3, 4][:n])
#### tolist
import numpy as np
a = np.array([[1, 2], [3, 4]])
print(a.tolist(), np.array([1.5]).tolist(), np.array([True]).tolist(), type(a.tolist()[0][0]).__name__)
#### item
import numpy as np
a = np.array([[1, 2], [3, 4]])
print(a.item(3), a.item(0, 1), np.array([7]).item())
try:
    a.item()
except ValueError as e:
    print(e)
