#### reshape
import numpy as np
a = np.arange(6)
print(a.reshape(2, 3), a.reshape((3, 2)), a.reshape(-1, 2), a.reshape(6, 1).shape, np.reshape(a, (2, -1)))
#### wrong reshape
import numpy as np
a = np.arange(6)
for shape in ((4, 2), (-1, 4), (-1, -1)):
    try:
        a.reshape(shape)
    except ValueError as e:
        print(e)
#### transpose
import numpy as np
a = np.arange(6).reshape(2, 3)
print(a.T, a.transpose(), np.transpose(a).shape, np.arange(3).T)
#### axes in another order
import numpy as np
a = np.arange(24).reshape(2, 3, 4)
print(a.transpose(1, 0, 2).shape, a.transpose((2, 0, 1)).shape, a.swapaxes(0, 2).shape, np.moveaxis(a, 0, -1).shape)
#### squeeze and expand
import numpy as np
a = np.zeros((1, 3, 1))
print(a.squeeze().shape, a.squeeze(0).shape, np.squeeze(a, axis=2).shape, np.expand_dims(np.arange(3), 0).shape, np.expand_dims(np.arange(3), -1).shape)
try:
    a.squeeze(1)
except ValueError as e:
    print(e)
#### ravel and flatten
import numpy as np
a = np.arange(6).reshape(2, 3)
print(a.ravel(), a.flatten(), np.ravel([[1, 2], [3, 4]]), a.T.ravel())
#### concatenate
import numpy as np
a = np.array([[1, 2], [3, 4]])
print(np.concatenate([a, a]), np.concatenate((a, a), axis=1), np.concatenate([[1], [2.5]]), np.concatenate([a, a], axis=None))
#### concatenate that does not fit
import numpy as np
try:
    np.concatenate([np.zeros((2, 3)), np.zeros((2, 2))])
except ValueError as e:
    print(e)
try:
    np.concatenate([np.zeros((2, 3)), np.zeros(2)])
except ValueError as e:
    print(e)
#### stacks
import numpy as np
a, b = np.array([1, 2]), np.array([3, 4])
print(np.stack([a, b]), np.stack([a, b], axis=1), np.vstack([a, b]), np.hstack([a, b]), np.column_stack([a, b]), np.dstack([a, b]).shape)
#### stack that does not fit
import numpy as np
try:
    np.stack([np.zeros(2), np.zeros(3)])
except ValueError as e:
    print(e)
#### split
import numpy as np
a = np.arange(6)
print(np.split(a, 3), np.split(a, [1, 4]), np.array_split(a, 4), np.hsplit(np.arange(4).reshape(2, 2), 2))
try:
    np.split(a, 4)
except ValueError as e:
    print(e)
#### tile and repeat
import numpy as np
a = np.array([1, 2])
print(np.tile(a, 2), np.tile(a, (2, 2)), np.repeat(a, 3), np.repeat([[1, 2]], 2, axis=0), a.repeat([1, 3]))
#### pad
import numpy as np
print(np.pad([1, 2], 1), np.pad([[1, 2]], ((1, 0), (0, 2))), np.pad([1, 2], (1, 2), constant_values=9), np.pad([1, 2, 3], 2, mode='reflect'))
#### flip and roll
import numpy as np
a = np.arange(6).reshape(2, 3)
print(np.flip(a), np.flip(a, 0), np.fliplr(a), np.flipud(a), np.roll([1, 2, 3], 1), np.roll(a, 1, axis=1), np.rot90(a))
#### append and delete
import numpy as np
print(np.append([1, 2], [3]), np.append([[1, 2]], [[3, 4]], axis=0), np.delete([1, 2, 3], 1), np.delete([[1, 2], [3, 4]], 0, axis=1))
#### at least
import numpy as np
print(np.atleast_1d(5), np.atleast_2d([1, 2]), np.atleast_2d(3).shape)
#### broadcast to
import numpy as np
print(np.broadcast_to([1, 2], (3, 2)), np.broadcast_to(5, (2,)))
try:
    np.broadcast_to([1, 2, 3], (2, 2))
except ValueError as e:
    print(e)
#### shape functions
import numpy as np
a = np.zeros((2, 3))
print(np.shape(a), np.ndim(a), np.size(a), np.shape([1, 2]), np.size(a, 1))
#### setting the shape
import numpy as np
a = np.arange(4)
a.shape = (2, 2)
print(a, a.shape[0], a.shape[-1])
