# The graph is what has run: a function may loop and branch as it likes. This one
# doubles until the value is large, so it is a line through 0 for each input, and
# its gradient is its value divided by the input.
import torch


def f(a):
    b = a * 2
    while b.norm() < 1000:
        b = b * 2
    if b.sum() > 0:
        c = b
    else:
        c = 100 * b
    return c


a = torch.tensor(0.7, requires_grad=True)
d = f(a)
d.backward()
print(a.grad == d / a)  # tensor(True)
