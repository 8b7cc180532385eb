#### sum
import numpy as np
a = np.arange(6).reshape(2, 3)
print(a.sum(), a.sum(axis=0), a.sum(axis=1), np.sum(a, axis=-1, keepdims=True), a.sum((0, 1)), a.sum(keepdims=True))
#### mean var std
import numpy as np
a = np.array([[1.0, 2.0], [3.0, 5.0]])
print(a.mean(), a.mean(axis=0), np.var(a), a.std(), a.var(axis=1), np.std(a, ddof=1), np.mean([1, 2, 4]))
#### max and min
import numpy as np
a = np.array([[1, 5], [7, 3]])
print(a.max(), a.min(axis=0), np.max(a, axis=1), np.amin(a), np.ptp(a), a.max(axis=1, keepdims=True))
#### argmax and argmin
import numpy as np
a = np.array([[1, 5, 2], [7, 3, 7]])
print(a.argmax(), np.argmax(a, axis=1), a.argmin(axis=0), np.argmin([3, 1, 2]))
#### prod and cumulative
import numpy as np
a = np.array([1, 2, 3, 4])
print(a.prod(), a.cumsum(), np.cumprod(a), np.cumsum([[1, 2], [3, 4]]), np.cumsum([[1, 2], [3, 4]], axis=0))
#### any and all
import numpy as np
a = np.array([[True, False], [True, True]])
print(a.any(), a.all(), np.all(a, axis=1), np.any([0, 0, 1]), np.all([]))
#### types
import numpy as np
print(np.array([1, 2]).sum().dtype, np.array([True, True]).sum(), np.array([1, 2]).mean(), np.ones(2, dtype=np.float32).sum().dtype, np.array([1, 2], dtype=np.int32).sum().dtype)
#### median and percentile
import numpy as np
a = np.array([3.0, 1.0, 4.0, 1.0])
print(np.median(a), np.percentile(a, 25), np.quantile(a, 0.9), np.median([[1, 2], [3, 4]], axis=0))
#### average
import numpy as np
print(np.average([1, 2, 3]), np.average([1.0, 2.0], weights=[3, 1]))
#### nan functions
import numpy as np
a = np.array([1.0, np.nan, 3.0])
print(np.nansum(a), np.nanmean(a), np.nanmax(a), np.nanmin(a), a.sum(), a.max())
#### diff and count
import numpy as np
print(np.diff([1, 4, 9, 16]), np.diff([[1, 3], [2, 7]]), np.count_nonzero([0, 1, 2]), np.diff([1, 4, 9], n=2))
#### empty
import numpy as np
print(np.array([]).sum(), np.array([]).prod())
try:
    np.array([]).max()
except ValueError as e:
    print(e)
try:
    np.argmax([])
except ValueError as e:
    print(e)
#### wrong axis
import numpy as np
try:
    np.zeros((2, 3)).sum(axis=2)
except ValueError as e:
    print(e)
try:
    np.zeros(3).mean(axis=1)
except Exception as e:
    print(type(e).__name__, e)
#### pairwise sums
import numpy as np
a = np.full(1000, 0.1)
print(a.sum(), np.arange(1, 200).astype(float).sum(), (1 / np.arange(1, 50)).sum())
#### softmax
import numpy as np
z = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, -1.0]])
e = np.exp(z - z.max(axis=1, keepdims=True))
p = e / e.sum(axis=1, keepdims=True)
print(p.round(4), p.sum(axis=1))
#### norm
import numpy as np
print(np.linalg.norm([3.0, 4.0]), np.linalg.norm(np.arange(4).reshape(2, 2)), np.linalg.norm([[3, 4], [6, 8]], axis=1), np.linalg.norm([1, -2], ord=1), np.linalg.norm([1, -2], np.inf))
#### built in functions
import numpy as np
a = np.array([[1, 2], [3, 4]])
print(sum(a), max(a[0]), len(a), sum(sum(a)))
