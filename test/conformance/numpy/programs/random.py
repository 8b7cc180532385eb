#### rand
import numpy as np
np.random.seed(0)
print(np.random.rand(3), np.random.rand(), np.random.rand(2, 2))
#### randn
import numpy as np
np.random.seed(42)
print(np.random.randn(3), np.random.randn(), np.random.randn(2, 2), np.random.randn(5))
#### randint
import numpy as np
np.random.seed(1)
print(np.random.randint(10), np.random.randint(0, 5, 6), np.random.randint(2, size=(2, 3)), np.random.randint(1, 100, size=3))
#### wide randint
import numpy as np
np.random.seed(3)
print(np.random.randint(0, 2**32, 3), np.random.randint(0, 10**12, 3), np.random.randint(-5, 5, 4))
#### uniform and normal
import numpy as np
np.random.seed(7)
print(np.random.uniform(-1, 1, 3), np.random.normal(5, 2, 3), np.random.uniform(), np.random.normal(), np.random.uniform(0, 10, (2, 2)))
#### parameters that are arrays
import numpy as np
np.random.seed(7)
print(np.random.normal([0, 10], [1, 0.1]), np.random.uniform([0, 10], [1, 20], (2, 2)))
#### permutation and shuffle
import numpy as np
np.random.seed(5)
print(np.random.permutation(6), np.random.permutation([10, 20, 30]))
a = np.arange(5)
np.random.shuffle(a)
b = [1, 2, 3, 4]
np.random.shuffle(b)
c = np.arange(6).reshape(3, 2)
np.random.shuffle(c)
print(a, b, c)
#### choice
import numpy as np
np.random.seed(9)
print(np.random.choice(5), np.random.choice(5, 3), np.random.choice([10, 20, 30], 4), np.random.choice(6, 3, replace=False), np.random.choice(3, 5, p=[0.1, 0.2, 0.7]), np.random.choice(4, 2, replace=False, p=[0.1, 0.2, 0.3, 0.4]))
#### choice of one
import numpy as np
np.random.seed(2)
x = np.random.choice([1.5, 2.5, 3.5])
print(x, type(x).__name__, np.random.choice(10))
#### exponential and binomial
import numpy as np
np.random.seed(4)
print(np.random.exponential(2.0, 3), np.random.binomial(1, 0.5, 8), np.random.binomial(10, 0.3, 4), np.random.binomial(5, 0.8, 4))
#### random state
import numpy as np
r = np.random.RandomState(123)
print(r.rand(2), r.randn(2), r.randint(0, 9, 3), r.permutation(4))
s = np.random.RandomState(123)
print(s.rand(2))
#### seed of an array
import numpy as np
np.random.seed([1, 2, 3])
print(np.random.rand(2))
#### default rng
import numpy as np
r = np.random.default_rng(0)
print(r.random(3), r.standard_normal(4), r.normal(1, 2, 3), r.uniform(-1, 1, 2), r.random())
#### ziggurat
import numpy as np
r = np.random.default_rng(12)
x = r.standard_normal(5000)
print(x.sum(), x.max(), x.min(), x[::777])
#### ziggurat of many
import numpy as np
r = np.random.default_rng(2024)
x = r.standard_normal((200, 100))
print(x.mean(), x.std(), x[7, :5])
#### integers
import numpy as np
r = np.random.default_rng(1)
print(r.integers(10, size=5), r.integers(0, 100), r.integers(1, 6, 4, endpoint=True), r.integers(0, 10**12, 2), r.integers(0, 2, (2, 2)))
#### choice of a generator
import numpy as np
r = np.random.default_rng(5)
print(r.choice(10, 3), r.choice(10, 4, replace=False), r.choice([1.5, 2.5], 3), r.choice(3, 4, p=[0.2, 0.3, 0.5]), r.permutation(6))
#### shuffles of a generator
import numpy as np
r = np.random.default_rng(8)
a = np.arange(6)
r.shuffle(a)
print(a, r.permutation([1, 2, 3, 4]))
#### large seeds
import numpy as np
r = np.random.default_rng(12345678901234567890)
print(r.random(2))
np.random.seed(4294967295)
print(np.random.rand(1))
#### errors
import numpy as np
for f in (lambda: np.random.seed(-1), lambda: np.random.randint(5, 5), lambda: np.random.choice(3, 5, replace=False), lambda: np.random.choice(2, p=[0.5, 0.6])):
    try:
        f()
    except ValueError as e:
        print(e)
#### names
import numpy as np
from numpy.random import seed, randn, rand
import numpy.random as nr
seed(0)
print(randn(2), nr.rand(1))
#### weights
import numpy as np
np.random.seed(0)
W = 0.01 * np.random.randn(2, 3)
b = np.zeros((1, 3))
print(W, b, W.dtype)
