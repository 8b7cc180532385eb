#### array of floats
import numpy as np
print(np.array([1.0, 2.5, -3.0]))
print(repr(np.array([1.0, 2.5, -3.0])))
#### array of ints and bools
import numpy as np
print(np.array([1, 2, 3]), np.array([True, False]))
print(repr(np.array([1, 2, 3])), repr(np.array([True, False])))
#### mixed numbers
import numpy as np
a = np.array([1, 2.5, True])
print(a, a.dtype, np.array([1, True]).dtype)
#### nested lists
import numpy as np
a = np.array([[1, 2], [3, 4], [5, 6]])
print(a, a.shape, a.ndim, a.size, len(a))
#### tuples and ranges
import numpy as np
print(np.array((1, 2)), np.array(range(4)), np.array([range(2), range(2)]))
#### zeros and ones
import numpy as np
print(np.zeros(3), np.zeros((2, 2)), np.ones((1, 3)), np.ones(2, dtype=int))
#### zeros of ints
import numpy as np
print(np.zeros((2, 3), dtype=np.int64), np.zeros(2, dtype=bool))
#### full
import numpy as np
print(np.full((2, 2), 7), np.full(3, 1.5), np.full(2, True))
#### likes
import numpy as np
a = np.array([[1, 2], [3, 4]])
print(np.zeros_like(a), np.ones_like(a, dtype=float), np.full_like(a, 9), np.empty_like(a).shape)
#### arange
import numpy as np
print(np.arange(5), np.arange(2, 8, 2), np.arange(5, 0, -2), np.arange(0, 1, 0.25))
#### arange of floats
import numpy as np
print(np.arange(5.0), np.arange(0.1, 0.5, 0.1))
print(np.arange(3, dtype=np.float32))
#### linspace
import numpy as np
print(np.linspace(0, 1, 5), np.linspace(0, 1, 4, endpoint=False), np.linspace(-2, 2, 3))
#### linspace in full
import numpy as np
print(np.linspace(0, 1, 7).tolist())
#### logspace
import numpy as np
print(np.logspace(0, 2, 3), np.logspace(0, 3, 4, base=2))
#### eye and identity
import numpy as np
print(np.eye(3), np.eye(2, 3), np.eye(3, k=1), np.identity(2))
#### diag
import numpy as np
print(np.diag([1, 2, 3]), np.diag(np.arange(9).reshape(3, 3)), np.diag([1, 2], k=1))
#### tri tril triu
import numpy as np
a = np.arange(1, 10).reshape(3, 3)
print(np.tril(a), np.triu(a), np.tril(a, -1), np.triu(a, 1), np.tri(3))
#### meshgrid
import numpy as np
x, y = np.meshgrid([1, 2, 3], [4, 5])
print(x, y)
x, y = np.meshgrid([1, 2, 3], [4, 5], indexing='ij')
print(x, y)
#### copy and asarray
import numpy as np
a = np.array([1.0, 2.0])
b = np.asarray(a)
c = np.array(a)
d = a.copy()
a[0] = 9
print(b is a, c is a, b, c, d)
#### array of arrays
import numpy as np
a = np.array([1.0, 2.0])
print(np.array([a, a * 2]), np.array([a[0], a[1], 3]))
#### ndmin
import numpy as np
print(np.array([1, 2], ndmin=2), np.array(3, ndmin=1))
#### without axes
import numpy as np
a = np.array(5.0)
print(a, repr(a), a.shape, a.ndim, a + 1, type(a).__name__, type(a + 1).__name__)
#### empty arrays
import numpy as np
print(np.array([]), repr(np.array([])), np.zeros((0, 3)), repr(np.zeros((0, 3))), np.array([[]]).shape)
#### dtypes
import numpy as np
for t in (float, int, bool, np.float32, np.int32, 'float64', 'f4', 'int'):
    print(np.zeros(1, dtype=t).dtype, repr(np.zeros(1, dtype=t)))
#### astype
import numpy as np
a = np.array([1.7, -1.7, 0.0])
print(a.astype(int), a.astype(bool), a.astype(np.float32), np.array([1, 2]).astype(float))
#### dtype objects
import numpy as np
d = np.dtype('float64')
print(d, repr(d), d == np.float64, d == 'float64', d == float, d.name, d.itemsize, d.kind)
#### indices of a text
import numpy as np
try:
    np.array(['a', 'b'], dtype=float)
except ValueError as e:
    print(e)
#### ragged
import numpy as np
try:
    np.array([[1, 2], [3]])
except ValueError as e:
    print(e)
