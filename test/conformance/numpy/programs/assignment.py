#### element
import numpy as np
a = np.zeros(3)
a[1] = 5
a[-1] += 2
print(a)
#### rows and columns
import numpy as np
a = np.zeros((2, 3))
a[0] = [1, 2, 3]
a[:, 1] = 9
a[1, 2] = -1
print(a)
#### slices
import numpy as np
a = np.arange(10)
a[2:5] = 0
a[::3] = [100, 200, 300, 400]
print(a)
#### broadcast values
import numpy as np
a = np.zeros((3, 2))
a[:] = [1, 2]
a[1:] *= 10
print(a)
#### masks
import numpy as np
a = np.array([1.0, -2.0, 3.0, -4.0])
a[a < 0] = 0
a[a > 2] += 10
print(a)
#### masks and values
import numpy as np
a = np.arange(5)
a[a % 2 == 0] = [10, 20, 30]
print(a)
#### arrays
import numpy as np
a = np.zeros(5)
a[[0, 2]] = [1, 2]
a[[4, 4]] += 1
print(a)
#### pairs of arrays
import numpy as np
a = np.zeros((3, 3))
a[[0, 1, 2], [0, 1, 2]] = 1
a[range(3), [2, 1, 0]] -= 5
print(a)
#### views share
import numpy as np
a = np.arange(6)
b = a[2:5]
b[0] = 100
print(a, b)
a[3] = -1
print(b)
#### views of views
import numpy as np
a = np.arange(12).reshape(3, 4)
b = a[1:]
c = b[:, 1]
c[:] = 0
c += 7
print(a)
#### transposed views
import numpy as np
a = np.zeros((2, 3))
t = a.T
t[0] = [1, 2]
t[2, 1] = 5
print(a)
#### reshaped views
import numpy as np
a = np.arange(6)
b = a.reshape(2, 3)
b[0, 0] = 99
a[5] = -5
print(a, b)
#### ravel shares and flatten copies
import numpy as np
a = np.zeros((2, 2))
a.ravel()[0] = 1
a.flatten()[1] = 1
print(a)
#### reshape that copies
import numpy as np
a = np.zeros((2, 3))
b = a.T.reshape(6)
b[0] = 1
print(a, b)
#### fancy indexing copies
import numpy as np
a = np.arange(5)
b = a[[0, 1]]
b[0] = 100
c = a[a > 2]
c[:] = 0
print(a, b, c)
#### diagonal view
import numpy as np
a = np.zeros((3, 3))
a[np.arange(3), np.arange(3)] = 2
print(a, np.trace(a))
#### in place operators
import numpy as np
a = np.array([1.0, 2.0, 3.0])
b = a
a += 1
a *= 2
a -= 0.5
a /= 2
a **= 2
print(a, b is a)
#### in place on ints
import numpy as np
a = np.array([7, 8])
a += 1
a //= 2
a *= 3
a %= 5
print(a, a.dtype)
#### in place keeps the type
import numpy as np
a = np.array([1, 2])
try:
    a += 0.5
except TypeError as e:
    print(e)
try:
    a /= 2
except TypeError as e:
    print(e)
#### in place keeps the shape
import numpy as np
a = np.zeros(3)
try:
    a += np.zeros((2, 3))
except ValueError as e:
    print(e)
#### assignment converts
import numpy as np
a = np.zeros(2, dtype=int)
a[0] = 1.9
b = np.zeros(2)
b[0] = True
print(a, b)
#### rebinding does not share
import numpy as np
a = np.array([1.0, 2.0])
b = a
a = a + 1
print(a, b)
#### functions change arguments
import numpy as np
def relu_(x):
    x[x < 0] = 0
    return x
a = np.array([-1.0, 2.0])
relu_(a)
print(a)
#### wrong shapes
import numpy as np
a = np.zeros((2, 3))
for value in ([1, 2], np.zeros((3, 3))):
    try:
        a[0] = value
    except ValueError as e:
        print(e)
try:
    a[:] = [1, 2]
except ValueError as e:
    print(e)
#### wrong values for masks
import numpy as np
a = np.zeros(4)
try:
    a[np.array([True, True, False, False])] = [1, 2, 3]
except ValueError as e:
    print(e)
try:
    a[[0, 1]] = [1, 2, 3]
except ValueError as e:
    print(e)
#### out of bounds
import numpy as np
a = np.zeros(3)
try:
    a[3] = 1
except IndexError as e:
    print(e)
#### swap rows
import numpy as np
a = np.arange(6).reshape(3, 2)
a[[0, 2]] = a[[2, 0]]
print(a)
#### overlapping
import numpy as np
a = np.arange(5)
a[1:] = a[:-1]
print(a)
a = np.arange(5)
a[:-1] += a[1:]
print(a)
#### fill and sort
import numpy as np
a = np.array([3, 1, 2])
a.sort()
print(a)
a.fill(4)
print(a)
#### broadcast_to is read only
import numpy as np
a = np.broadcast_to(np.array([1, 2]), (2, 2))
try:
    a[0] = 1
except ValueError as e:
    print(e)
#### add at
import numpy as np
a = np.zeros(4)
np.add.at(a, [0, 0, 2], [1, 2, 3])
np.add.at(a, [3], 5)
print(a)
#### split shares
import numpy as np
a = np.arange(6)
b, c = np.split(a, 2)
b[0] = 50
print(a, c)
#### loops
import numpy as np
n = 4
a = np.zeros((n, n))
for i in range(n):
    for j in range(n):
        a[i, j] = i * j
        a[i][j] += 1
print(a)
#### rows of matrices in loops
import numpy as np
A = np.arange(6.0).reshape(2, 3)
for row in A:
    row *= 2
    row[0] = -1
print(A)
