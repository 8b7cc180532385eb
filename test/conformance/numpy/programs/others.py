#### limits
import numpy as np
print(np.finfo(float).eps, np.finfo(np.float32).max, np.iinfo(int).max, np.iinfo(np.int32).min)
#### warnings off
import numpy as np
np.seterr(all='ignore')
with np.errstate(divide='ignore'):
    print(np.array([1.0]) / 0)
#### halves of matrices
import numpy as np
print(np.triu_indices(3, 1), np.tril_indices(2))
a = np.zeros((3, 3))
a[np.triu_indices(3, 1)] = [1, 2, 3]
print(a)
#### grids of indices
import numpy as np
a = np.arange(12).reshape(3, 4)
print(a[np.ix_([0, 2], [1, 3])], np.unravel_index(7, (3, 4)), np.unravel_index(a.argmax(), a.shape))
#### walks
import numpy as np
for i in np.ndindex(2, 2):
    print(i)
for i, x in np.ndenumerate(np.array([[1.5, 2.5]])):
    print(i, x)
#### membership
import numpy as np
print(np.isin([1, 2, 3], [2, 5]))
#### covariance
import numpy as np
x = np.array([[1.0, 2.0, 4.0], [2.0, 1.0, 5.0]])
print(np.cov(x).round(9), np.corrcoef(x).round(6), round(float(np.cov([1.0, 2.0, 4.0])), 9))
#### angles
import numpy as np
print(np.deg2rad(180), np.rad2deg(np.pi), np.radians([0, 90]), np.degrees(np.pi / 2))
#### vectorized
import numpy as np
f = np.vectorize(lambda x, y: x + 2 * y)
print(f([1, 2, 3], 10), f(1, 2), np.vectorize(abs)(np.array([-1.5, 2])))
#### numeric gradient
import numpy as np
def numeric(f, x, h=1e-5):
    grad = np.zeros_like(x)
    it = np.ndindex(*x.shape)
    for ix in it:
        old = x[ix]
        x[ix] = old + h
        up = f(x)
        x[ix] = old - h
        down = f(x)
        x[ix] = old
        grad[ix] = (up - down) / (2 * h)
    return grad
x = np.array([[1.0, 2.0], [3.0, 4.0]])
print(numeric(lambda x: (x ** 2).sum(), x).round(4), x)
#### a layer class
import numpy as np
class Linear:
    def __init__(self, n, m):
        self.W = np.random.randn(n, m) * 0.1
        self.b = np.zeros(m)
    def forward(self, x):
        self.x = x
        return x @ self.W + self.b
    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T
np.random.seed(1)
l = Linear(3, 2)
out = l.forward(np.ones((4, 3)))
g = l.backward(out)
print(out.shape, g.shape, l.dW.round(3), l.db.round(3))
#### a network that learns xor
import numpy as np
np.random.seed(3)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
sigmoid = lambda z: 1 / (1 + np.exp(-z))
W1, b1 = np.random.randn(2, 4), np.zeros((1, 4))
W2, b2 = np.random.randn(4, 1), np.zeros((1, 1))
for i in range(300):
    h = sigmoid(X @ W1 + b1)
    p = sigmoid(h @ W2 + b2)
    dp = (p - y) * p * (1 - p)
    dh = dp @ W2.T * h * (1 - h)
    W2 -= h.T @ dp
    b2 -= dp.sum(axis=0, keepdims=True)
    W1 -= X.T @ dh
    b1 -= dh.sum(axis=0, keepdims=True)
    if i % 100 == 0:
        print(i, f'{((p - y) ** 2).mean():.6f}')
print(p.round(2).ravel())
#### a recurrent net
import numpy as np
np.random.seed(0)
Wx, Wh, h = np.random.randn(3, 2) * 0.1, np.random.randn(3, 3) * 0.1, np.zeros((3, 1))
hs = []
for t in range(3):
    h = np.tanh(Wx @ np.array([[t], [1.0]]) + Wh @ h)
    hs.append(h)
print(np.hstack(hs).round(5))
#### softmax regression
import numpy as np
np.random.seed(0)
N, D, K = 6, 2, 3
X = np.random.randn(N, D)
y = np.random.randint(K, size=N)
W, b = 0.01 * np.random.randn(D, K), np.zeros((1, K))
for i in range(20):
    scores = np.dot(X, W) + b
    exp_scores = np.exp(scores)
    probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
    loss = np.sum(-np.log(probs[range(N), y])) / N + 0.5 * 1e-3 * np.sum(W * W)
    if i % 10 == 0: print("iteration %d: loss %f" % (i, loss))
    dscores = probs
    dscores[range(N), y] -= 1
    dscores /= N
    dW = np.dot(X.T, dscores) + 1e-3 * W
    db = np.sum(dscores, axis=0, keepdims=True)
    W += -1.0 * dW
    b += -1.0 * db
print('training accuracy: %.2f' % (np.mean(np.argmax(np.dot(X, W) + b, axis=1) == y)))
