# A sigmoid neuron with its backward pass written by hand, as in every course.
# Each gradient that you derive yourself is compared with the one of the graph:
# change a line of the backward pass, and it says how far off you are.
import math

w = [2.0, -3.0, -3.0]  # two weights and a bias
x = [-1.0, -2.0]

# forward pass
dot = w[0] * x[0] + w[1] * x[1] + w[2]
s = 1 / (1 + math.exp(-dot))  # @grad

# backward pass: the sigmoid's slope is s·(1 − s)
ddot = s * (1 - s)
dx = [w[0] * ddot, w[1] * ddot]
dw = [x[0] * ddot, x[1] * ddot, 1.0 * ddot]
