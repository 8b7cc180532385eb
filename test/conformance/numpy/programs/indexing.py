#### numbers
import numpy as np
a = np.array([10.0, 20.0, 30.0])
print(a[0], a[-1], a[1], type(a[0]).__name__)
#### rows
import numpy as np
a = np.arange(6).reshape(2, 3)
print(a[0], a[1, 2], a[-1][-1], a[0, :], a[:, 1])
#### slices
import numpy as np
a = np.arange(10)
print(a[2:5], a[:3], a[7:], a[::2], a[::-1], a[8:2:-2], a[-3:], a[20:])
#### slices of two axes
import numpy as np
a = np.arange(20).reshape(4, 5)
print(a[1:3, 2:4], a[::2, ::-1], a[:, 0], a[2:], a[..., 1], a[1, ...])
#### newaxis
import numpy as np
a = np.arange(3)
print(a[:, None].shape, a[None].shape, a[np.newaxis, :, np.newaxis].shape, a[:, None] + a)
#### integer arrays
import numpy as np
a = np.array([10, 20, 30, 40])
print(a[[0, 2]], a[np.array([3, 3, -1])], a[np.array([[0, 1], [2, 3]])])
#### rows by arrays
import numpy as np
a = np.arange(12).reshape(4, 3)
print(a[[0, 2]], a[[0, 2], [1, 2]], a[range(3), [2, 1, 0]], a[np.arange(4), [0, 1, 2, 0]])
#### arrays and slices
import numpy as np
a = np.arange(24).reshape(2, 3, 4)
print(a[[0, 1], :, [1, 2]].shape, a[:, [0, 2]].shape, a[0, :, [1, 2]], a[:, [0, 1], [1, 2]])
#### grids
import numpy as np
a = np.arange(12).reshape(3, 4)
print(a[np.array([[0], [2]]), np.array([1, 3])])
#### masks
import numpy as np
a = np.array([1.0, -2.0, 3.0, -4.0])
print(a[a > 0], a[a < 0], a[[True, False, True, False]], a[a > 10])
#### masks of two axes
import numpy as np
a = np.arange(6).reshape(2, 3)
print(a[a % 2 == 0], a[a[:, 0] > 1], a[:, np.array([True, False, True])])
#### mask and number
import numpy as np
a = np.arange(6).reshape(2, 3)
print(a[np.array([True, False]), 1])
#### numpy ints as indices
import numpy as np
a = np.arange(5)
i = np.int64(3)
print(a[i], a[:i], [1, 2, 3, 4][i], list(range(i)))
#### argmax as an index
import numpy as np
a = np.array([3, 9, 1])
print(a[a.argmax()], [7, 8, 9][np.argmax(a)])
#### out of bounds
import numpy as np
try:
    np.zeros(3)[5]
except IndexError as e:
    print(e)
try:
    np.zeros((2, 3))[0, 3]
except IndexError as e:
    print(e)
try:
    np.zeros((2, 3))[[0, 4]]
except IndexError as e:
    print(e)
#### too many
import numpy as np
try:
    np.zeros(3)[0, 1]
except IndexError as e:
    print(e)
#### no index
import numpy as np
for key in ('a', 1.5, [0.5]):
    try:
        np.zeros(3)[key]
    except IndexError as e:
        print(e)
#### wrong mask
import numpy as np
try:
    np.zeros(3)[np.array([True, False])]
except IndexError as e:
    print(e)
#### index arrays that do not fit
import numpy as np
try:
    np.zeros((3, 3))[[0, 1], [0, 1, 2]]
except IndexError as e:
    print(e)
#### uncaught
import numpy as np
a = np.arange(3)
print(a[3])
#### iteration
import numpy as np
for row in np.arange(6).reshape(3, 2):
    print(row, sum(row))
for x in np.array([1.5, 2.5]):
    print(x, type(x).__name__)
#### unpacking
import numpy as np
a, b = np.array([1, 2])
(c, d), e = np.array([[1, 2], [3, 4]])
print(a, b, c, d, e)
#### enumerate and zip
import numpy as np
for i, (x, y) in enumerate(zip(np.array([1, 2]), np.array([3.5, 4.5]))):
    print(i, x, y)
#### membership
import numpy as np
a = np.array([1, 2, 3])
print(2 in a, 5 in a)
#### take
import numpy as np
a = np.arange(6).reshape(2, 3)
print(np.take(a, [0, 5]), np.take(a, [0, 2], axis=1), a.take(1), a.take([1], axis=0))
#### take along axis
import numpy as np
a = np.array([[3, 1, 2], [9, 7, 8]])
i = np.argsort(a, axis=1)
print(np.take_along_axis(a, i, axis=1))
#### len of no axes
import numpy as np
try:
    len(np.array(1.0))
except TypeError as e:
    print(e)
try:
    iter(np.array(1.0))
except TypeError as e:
    print(e)
