import torch

xs = torch.tensor([-1.0, 0.0, 1.0, 2.0, 3.0])
ys = torch.tensor([-3.1, -0.9, 1.2, 2.8, 5.1])
w = torch.tensor(0.0, requires_grad=True)
b = torch.tensor(0.0, requires_grad=True)
rate = 0.05
for epoch in range(100):
    loss = ((xs * w + b - ys) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= rate * w.grad
        b -= rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
print(f"{loss.item():.6f} {w.item():.6f} {b.item():.6f}")
