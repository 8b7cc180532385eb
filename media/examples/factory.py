# A burger factory in PyTorch: x workers, each of them makes w burgers an hour and
# sells each for v. The goal is to earn 10, and the loss is how far off that is.
# `loss.backward()` goes back through the graph: the line over it says what ends
# up in `.grad`, and "Show graph" how it came there.
import torch

w = torch.tensor(3.0, requires_grad=True)
v = torch.tensor(2.0, requires_grad=True)
x = torch.tensor(2.0)
target = torch.tensor(10.0)

u = w * x  # burgers
y = v * u  # income
loss = (y - target) ** 2

loss.backward()
print(w.grad, v.grad)  # tensor(16.) tensor(24.)
