#### parameters
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor([1., 2.]))
        self.b = nn.Parameter(torch.zeros(1))
        self.k = 3
        self.plain = torch.ones(2)
    def forward(self, x, scale=1):
        return (self.w * x).sum() * scale + self.b
net = Net()
print(net(torch.tensor([1., 1.])), net(torch.ones(2), scale=2).item())
for name, p in net.named_parameters():
    print(name, p.shape, p.requires_grad)
print(len(list(net.parameters())), sum(p.numel() for p in net.parameters()), net.training, net.eval().training, net.train().training)
print(net.state_dict())
#### nested
import torch
import torch.nn as nn
class Layer(nn.Module):
    def __init__(self, n):
        super(Layer, self).__init__()
        self.weight = nn.Parameter(torch.full((n,), float(n)))
    def forward(self, x):
        return x * self.weight
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = Layer(2)
        self.second = Layer(1)
        self.register_buffer('seen', torch.tensor(0))
    def forward(self, x):
        self.seen += 1
        return self.second(self.first(x).sum())
net = Net()
print([n for n, _ in net.named_parameters()], [n for n, _ in net.named_modules()], [n for n, _ in net.named_children()], [n for n, _ in net.named_buffers()])
loss = net(torch.tensor([1., 2.])).sum()
loss.backward()
print(net.first.weight.grad, net.second.weight.grad, net.seen, list(net.state_dict().keys()))
print(net)
net.zero_grad()
other = Net()
other.load_state_dict(net.state_dict())
with torch.no_grad():
    for p in net.parameters():
        p.mul_(2)
print(net.first.weight, other.first.weight)
#### without init
import torch
from torch import nn
class Bad(nn.Module):
    def __init__(self):
        self.w = nn.Parameter(torch.ones(1))
Bad()
#### wrong parameter
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(1))
net = Net()
net.w = torch.ones(1)
#### no init of its own
import torch
from torch import nn
class Twice(nn.Module):
    def forward(self, x):
        return x * 2
t = Twice()
t.extra = nn.Parameter(torch.ones(1))
print(t(torch.tensor(4.)), t, list(t.parameters()))
#### a step for each parameter
import torch
from torch import nn
class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Parameter(torch.zeros(()))
        self.b = nn.Parameter(torch.zeros(()))
    def forward(self, x):
        return self.a + self.b * x
model = Line()
x = torch.linspace(-1, 1, 5)
y = 2 + 3 * x
for t in range(50):
    loss = (model(x) - y).pow(2).sum()
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= 0.05 * p.grad
print(round(model.a.item(), 3), round(model.b.item(), 3), isinstance(model, nn.Module), model.a.is_leaf)
