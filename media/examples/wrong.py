# One of the two gradients at the end is wrong. Which contribution is missing?
# Gradients of a value that is used several times add up: look at the fork.
import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


x = 3.0
y = -4.0

# forward pass: (x + σ(y)) / (σ(x) + (x + y)²), in stages
sig_y = sigmoid(y)
num = x + sig_y
sig_x = sigmoid(x)
xpy = x + y
den = sig_x + xpy**2
f = num / den  # @grad

# backward pass, stage by stage
dnum = 1 / den
dden = -num / den**2
dxpy = 2 * xpy * dden
dx = dxpy + (1 - sig_x) * sig_x * dden
dy = dxpy + (1 - sig_y) * sig_y * dnum
