import torch

torch.manual_seed(0)
x = torch.randn(32, 16)
y = torch.randn(32, 1)
w1 = torch.randn(16, 24, requires_grad=True)
b1 = torch.zeros(24, requires_grad=True)
w2 = torch.randn(24, 1, requires_grad=True)
b2 = torch.zeros(1, requires_grad=True)
parameters = [w1, b1, w2, b2]
for step in range(50):
    hidden = torch.sigmoid(x @ w1 + b1)
    loss = ((hidden @ w2 + b2 - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        for p in parameters:
            p -= 0.01 * p.grad
            p.grad.zero_()
print(f"{loss.item():.4f}")
