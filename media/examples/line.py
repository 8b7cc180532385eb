# A line through points, learnt in 100 epochs. Every turn of the loop makes a
# backward pass: the graph panel has a timeline to go through them one by one.
import torch

x = torch.tensor([-2.0, -1.0, 0.0, 1.0, 2.0])
y = 3.0 * x + 1.0

w = torch.tensor(0.0, requires_grad=True)
b = torch.tensor(0.0, requires_grad=True)
learning_rate = 0.05

for epoch in range(100):
    prediction = w * x + b
    loss = ((prediction - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= learning_rate * w.grad
        b -= learning_rate * b.grad
        # Gradients add up over passes: without these two lines each step would
        # go by those of all passes before it, too.
        w.grad.zero_()
        b.grad.zero_()

print(f"{w.item():.3f} x + {b.item():.3f}")
