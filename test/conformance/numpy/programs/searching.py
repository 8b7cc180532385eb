#### where
import numpy as np
a = np.array([1, -2, 3])
print(np.where(a > 0, a, 0), np.where(a > 0), np.where([True, False], 1.5, 2), np.where(a > 0, a, a * 10.0))
#### nonzero
import numpy as np
a = np.array([[0, 1], [2, 0]])
print(np.nonzero(a), a.nonzero(), np.argwhere(a), np.flatnonzero(a))
#### sort
import numpy as np
a = np.array([[3, 1, 2], [9, 7, 8]])
print(np.sort(a), np.sort(a, axis=0), np.argsort(a), np.argsort([3, 1, 2])[::-1], np.sort([2.5, -1.0, np.nan]))
#### unique
import numpy as np
a = np.array([3, 1, 3, 2, 1])
print(np.unique(a), np.unique(a, return_counts=True), np.unique(a, return_index=True), np.unique([[1.5, 0.5], [1.5, 2.0]]), np.unique(a, return_inverse=True)[1])
#### searchsorted
import numpy as np
print(np.searchsorted([1, 3, 5], 3), np.searchsorted([1, 3, 5], [0, 3, 6], side='right'))
#### bincount
import numpy as np
print(np.bincount([0, 1, 1, 3]), np.bincount([0, 1], weights=[0.5, 1.5]), np.bincount([1], minlength=3))
#### closeness
import numpy as np
print(np.allclose([1.0, 2.0], [1.0, 2.0 + 1e-9]), np.isclose([1.0, 2.0], [1.0, 2.1]), np.isclose(1.0, 1.0 + 1e-7), np.array_equal([1, 2], [1, 2]), np.array_equal([1], [1, 2]))
#### closeness of nan
import numpy as np
print(np.isclose([np.nan, np.inf], [np.nan, np.inf]), np.allclose([np.nan], [np.nan], equal_nan=True))
#### accuracy
import numpy as np
p = np.array([[0.1, 0.9], [0.8, 0.2], [0.4, 0.6]])
y = np.array([1, 0, 0])
print((p.argmax(axis=1) == y).mean(), np.mean(np.argmax(p, axis=1) == y))
#### one hot
import numpy as np
y = np.array([2, 0, 1])
h = np.zeros((3, 3))
h[np.arange(3), y] = 1
print(h, np.eye(3)[y], np.eye(3, dtype=int)[y].argmax(axis=1))
#### clip
import numpy as np
a = np.array([-2.0, 0.5, 3.0])
print(np.clip(a, 0, 1), a.clip(-1, 1), a.clip(min=0), np.clip(5, 0, 3), np.clip(a, [0, 0, 0], 1))
