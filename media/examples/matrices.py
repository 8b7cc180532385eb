# A product of matrices, differentiated by hand. Point at its gate: the card says
# whose transpose multiplies what, and with which shapes they fit. The gradients
# below start from dD, and so does what they are compared with.
import numpy as np

W = np.array([[0.5, -1.0, 2.0], [1.5, 0.2, -0.7]])
X = np.array([[1.0, 2.0], [0.3, -0.4], [-2.0, 0.6]])

# forward pass
D = W.dot(X)  # @grad

# backward pass, from a gradient that something behind D would give
dD = np.array([[0.1, -0.2], [0.4, 0.5]])
dW = dD.dot(X.T)
dX = W.T.dot(dD)
print(dW.shape, dX.shape)
