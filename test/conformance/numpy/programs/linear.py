#### dot of vectors
import numpy as np
a = np.array([1.0, 2.0, 3.0])
b = np.array([4.0, 5.0, 6.0])
print(a.dot(b), np.dot(a, b), a @ b, np.inner(a, b), np.vdot(a, b))
#### matrix times vector
import numpy as np
W = np.array([[1, 2], [3, 4], [5, 6]])
print(W.dot([1, 1]), W @ np.array([1, -1]), np.array([1, 0, 1]) @ W)
#### matrix times matrix
import numpy as np
a = np.arange(6).reshape(2, 3)
b = np.arange(6).reshape(3, 2)
print(a @ b, a.dot(b), np.matmul(b, a), (a @ b).dtype)
#### stacks of matrices
import numpy as np
a = np.arange(12).reshape(2, 2, 3)
b = np.arange(12).reshape(2, 3, 2)
print(a @ b, np.matmul(a, b).shape, (a @ np.ones(3)).shape)
#### dot with numbers
import numpy as np
print(np.dot(2, 3), np.dot([1, 2], 3), np.array([1, 2]).dot(2))
#### dot of more axes
import numpy as np
a = np.arange(24).reshape(2, 3, 4)
print(np.dot(a, np.arange(4)), np.dot(a, np.ones((4, 2))).shape)
#### outer
import numpy as np
print(np.outer([1, 2], [3, 4, 5]), np.outer([[1, 2]], [3]))
#### einsum
import numpy as np
a = np.arange(6).reshape(2, 3)
b = np.arange(6).reshape(3, 2)
print(np.einsum('ij,jk->ik', a, b), np.einsum('ij->ji', a), np.einsum('ij->', a), np.einsum('ii', a @ b), np.einsum('i,i', [1, 2], [3, 4]), np.einsum('ij,jk', a, b))
#### tensordot
import numpy as np
a = np.arange(6).reshape(2, 3)
print(np.tensordot(a, a.T, axes=1), np.tensordot(a, a, axes=([1], [1])), np.tensordot(a, a))
#### trace and diagonal
import numpy as np
a = np.arange(9).reshape(3, 3)
print(np.trace(a), a.trace(), a.diagonal(), np.diagonal(a, 1))
#### inverse and determinant
import numpy as np
a = np.array([[2.0, 1.0], [1.0, 3.0]])
print(np.linalg.inv(a), round(np.linalg.det(np.eye(2) * 3), 6), np.linalg.solve(a, [3.0, 5.0]).round(10))
#### singular
import numpy as np
try:
    np.linalg.inv(np.array([[1.0, 2.0], [2.0, 4.0]]))
except np.linalg.LinAlgError as e:
    print(e)
try:
    np.linalg.inv(np.zeros((2, 3)))
except np.linalg.LinAlgError as e:
    print(e)
#### matmul mismatch
import numpy as np
try:
    np.zeros((2, 3)) @ np.zeros((2, 3))
except ValueError as e:
    print(e)
try:
    np.dot(np.zeros((2, 3)), np.zeros((4, 2)))
except ValueError as e:
    print(e)
try:
    np.zeros(3).dot(np.zeros(4))
except ValueError as e:
    print(e)
#### matmul with a number
import numpy as np
try:
    np.zeros((2, 2)) @ 3
except ValueError as e:
    print(e)
#### uncaught mismatch
import numpy as np
W = np.ones((3, 4))
x = np.ones((3, 1))
y = W @ x
#### matrix power and kron
import numpy as np
a = np.array([[1, 1], [1, 0]])
print(np.linalg.matrix_power(a.astype(float), 5), np.kron([1, 2], [1, 10]), np.cross([1, 0, 0], [0, 1, 0]))
#### least squares by hand
import numpy as np
X = np.array([[1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])
y = np.array([1.0, 2.0, 2.5])
w = np.linalg.inv(X.T @ X) @ X.T @ y
print(w.round(6))
#### gradient descent
import numpy as np
X = np.array([[1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])
y = np.array([1.0, 2.0, 2.5])
w = np.zeros(2)
for _ in range(100):
    w -= 0.1 * X.T @ (X @ w - y) / len(y)
print(w)
