#### leaves
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x * 2
d = y.detach()
print(x.is_leaf, y.is_leaf, d.is_leaf, x.requires_grad, y.requires_grad, d.requires_grad, x.grad_fn, d.grad_fn, x.grad)
w = torch.ones(2).requires_grad_()
print(w.requires_grad, w.is_leaf, torch.ones(2).requires_grad)
w.requires_grad = False
print(w.requires_grad, (w * 2).requires_grad)
#### accumulation
import torch
x = torch.tensor([1., 2.], requires_grad=True)
for _ in range(3):
    (x ** 2).sum().backward()
    print(x.grad)
x.grad.zero_()
print(x.grad)
x.grad = None
(x * 3).sum().backward()
g = x.grad
(x * 3).sum().backward()
print(x.grad, g)
#### no_grad
import torch
x = torch.tensor([1., 2.], requires_grad=True)
with torch.no_grad():
    y = x * 2
    print(y.requires_grad, torch.is_grad_enabled(), x.requires_grad)
    with torch.enable_grad():
        print((x * 2).requires_grad)
    x -= 0.5
    x.mul_(2)
print(x, torch.is_grad_enabled())
@torch.no_grad()
def f(a):
    return a * 2
print(f(x).requires_grad)
with torch.set_grad_enabled(False):
    print((x * 1).requires_grad)
print((x * 1).requires_grad)
with torch.inference_mode():
    print((x + 1).requires_grad)
torch.set_grad_enabled(False)
print((x * 1).requires_grad)
torch.set_grad_enabled(True)
#### no_grad and errors
import torch
x = torch.tensor(1., requires_grad=True)
try:
    with torch.no_grad():
        raise ValueError('stop')
except ValueError as e:
    print(e, torch.is_grad_enabled(), (x * 2).requires_grad)
#### data
import torch
w = torch.tensor([1., 2.], requires_grad=True)
loss = (w * w).sum()
loss.backward()
w.data = w.data - 0.1 * w.grad.data
print(w, w.grad, w.is_leaf)
w.data -= 0.1 * w.grad
print(w)
w.data[0] = 7.
print(w, w.data.requires_grad)
w.data.fill_(1.)
(w * w).sum().backward()
print(w.grad)
w.grad.data.zero_()
print(w.grad)
#### leaf in place
import torch
x = torch.tensor([1., 2.], requires_grad=True)
x += 1
#### view of a leaf in place
import torch
x = torch.tensor([1., 2.], requires_grad=True)
x[0] += 1
#### assigned leaf
import torch
x = torch.tensor([1., 2.], requires_grad=True)
try:
    x[0] = 5.
except RuntimeError as e:
    print(e)
with torch.no_grad():
    x[0] = 5.
print(x)
(x ** 2).sum().backward()
print(x.grad)
#### not a scalar
import torch
x = torch.tensor([1., 2.], requires_grad=True)
(x * 2).backward()
#### no gradient
import torch
x = torch.tensor(1.)
(x * 2).backward()
#### no gradient under no_grad
import torch
x = torch.tensor(1., requires_grad=True)
with torch.no_grad():
    y = x * 2
y.backward()
#### twice
import torch
x = torch.tensor(2., requires_grad=True)
y = x ** 2
y.backward()
y.backward()
#### twice without anything kept
import torch
x = torch.tensor([2., 3.], requires_grad=True)
y = (x + 1).sum()
y.backward()
y.backward()
print(x.grad)
#### twice with a number
import torch
x = torch.tensor([2., 3.], requires_grad=True)
y = (x * 3).sum()
y.backward()
try:
    y.backward()
    print('fine', x.grad)
except RuntimeError as e:
    print(str(e)[:40], x.grad)
#### retained graph
import torch
x = torch.tensor(2., requires_grad=True)
y = x ** 3
y.backward(retain_graph=True)
y.backward(retain_graph=True)
print(x.grad)
y.backward()
print(x.grad)
#### shared part freed
import torch
x = torch.tensor(2., requires_grad=True)
h = x.exp()
(h * 2).backward()
try:
    (h * 3).backward()
except RuntimeError as e:
    print(str(e)[:46])
#### saved value changed
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x.exp()
y += 1
try:
    y.sum().backward()
except RuntimeError as e:
    print(str(e)[:118], 'is at version 1; expected version 0 instead.' in str(e))
#### saved operand changed
import torch
w = torch.tensor([1., 2.], requires_grad=True)
a = torch.tensor([3., 4.])
y = (w * a).sum()
a.add_(1)
try:
    y.backward()
except RuntimeError as e:
    print(str(e)[:118], 'is at version 1; expected version 0 instead.' in str(e))
#### leaf changed before backward
import torch
w = torch.tensor([1., 2.], requires_grad=True)
v = torch.tensor([3., 4.], requires_grad=True)
y = (w * v).sum()
with torch.no_grad():
    w.add_(1)
try:
    y.backward()
except RuntimeError as e:
    print(str(e)[:118], 'is at version 1; expected version 0 instead.' in str(e))
#### changes that are allowed
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x * 2
y += 1
y.mul_(3)
y[0] = 0.
print(y)
y.sum().backward()
print(x.grad)
w = torch.tensor([1., 2.], requires_grad=True)
z = w + 1
with torch.no_grad():
    w.add_(1)
z.sum().backward()
print(w.grad, w)
#### buffers that are filled
import torch
x = torch.tensor([1., 2., 3.], requires_grad=True)
out = torch.zeros(3)
for i in range(3):
    out[i] = x[i] ** 2 * (i + 1)
print(out.requires_grad)
out.sum().backward()
print(x.grad)
m = torch.zeros(2, 3)
m[1] = x * 2
m[:, 0] += x[2]
(m * torch.arange(6.).view(2, 3)).sum().backward()
print(x.grad)
#### gradient argument
import torch
x = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
y = x * x
y.backward(torch.tensor([[1., 0.], [0., 2.]]))
print(x.grad)
y = x * x
y.backward(gradient=torch.ones_like(x))
print(x.grad)
try:
    (x * x).backward(torch.ones(2))
except RuntimeError as e:
    print(e)
#### retained gradients
import torch
x = torch.tensor([1., 2.], requires_grad=True)
h = x * 3
h.retain_grad()
(h ** 2).sum().backward()
print(h.grad, x.grad, h.retains_grad, x.retains_grad)
try:
    torch.ones(2).retain_grad()
except RuntimeError as e:
    print(e)
#### grad as a function
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = (x ** 3).sum()
print(torch.autograd.grad(y, x, retain_graph=True))
g, = torch.autograd.grad(y, [x], create_graph=True)
print(g.requires_grad, x.grad)
g2, = torch.autograd.grad(g.sum(), x)
print(g2)
print(torch.autograd.grad(x * 2, x, grad_outputs=torch.tensor([1., 10.]))[0])
#### higher derivatives
import torch
x = torch.tensor(0.5, requires_grad=True)
y = torch.sin(x) * x.exp()
for k in range(4):
    print(round(y.item(), 4))
    y, = torch.autograd.grad(y, x, create_graph=True)
x = torch.tensor([0.5, 1.5], requires_grad=True)
y = (x.tanh() ** 2 / (1 + x)).sum()
y.backward(create_graph=True)
g = x.grad.clone()
x.grad = None
g.sum().backward()
print(x.grad.round(decimals=3))
#### unused
import torch
x = torch.tensor(1., requires_grad=True)
z = torch.tensor(1., requires_grad=True)
y = x * 2
print(torch.autograd.grad(y, [x, z], allow_unused=True))
try:
    torch.autograd.grad(x * 2, z)
except RuntimeError as e:
    print(str(e)[-70:])
try:
    torch.autograd.grad(x * 2, torch.tensor(1.))
except RuntimeError as e:
    print(e)
#### only some inputs
import torch
x = torch.tensor(1., requires_grad=True)
z = torch.tensor(2., requires_grad=True)
(x * z).backward(inputs=[z])
print(x.grad, z.grad)
#### assigned gradients
import torch
x = torch.tensor([1., 2.], requires_grad=True)
x.grad = torch.ones(2)
(x * 2).sum().backward()
print(x.grad)
try:
    x.grad = torch.ones(3)
except RuntimeError as e:
    print('size')
#### whole numbers
import torch
try:
    torch.tensor([1, 2], requires_grad=True)
except RuntimeError as e:
    print(e)
try:
    torch.arange(3).requires_grad_()
except RuntimeError as e:
    print(str(e)[:30])
#### numpy of what requires a gradient
import torch
x = torch.tensor([1., 2.], requires_grad=True)
print(x.detach().numpy(), x.tolist(), x[0].item())
(x * 2).numpy()
#### item of many
import torch
x = torch.tensor([1., 2.])
try:
    x.item()
except (RuntimeError, ValueError) as e:
    print('item')
if x:
    pass
#### next functions
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = (x * 2 + 1).mean()
f = y.grad_fn
while f is not None:
    print(f.name())
    f = f.next_functions[0][0] if f.next_functions else None
#### training by hand
import torch
X = torch.tensor([[1., 2.], [3., 4.], [5., 6.]])
y = torch.tensor([[5.], [11.], [17.]])
w = torch.zeros(2, 1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
for epoch in range(20):
    loss = ((X @ w + b - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
        b -= 0.01 * b.grad
        w.grad.zero_()
        b.grad.zero_()
    if epoch % 5 == 0:
        print(epoch, f'{loss.item():.4f}')
print(w, b)
#### kinks
import torch
def slope(f, *values):
    xs = [torch.tensor(v, requires_grad=True) for v in values]
    f(*xs).sum().backward()
    print(*[x.grad for x in xs])
slope(torch.relu, [-1., 0., 1.])
slope(torch.abs, [-1., 0., 1.])
slope(torch.sqrt, [0., 1.])
slope(lambda x: x.clamp(-1, 1), [-1., 0., 1., 2.])
slope(torch.maximum, [1., 2.], [1., 1.])
slope(torch.minimum, [1., 2.], [1., 1.])
slope(lambda x: x.max(), [1., 3., 3.])
slope(lambda x: x.max(0)[0], [1., 3., 3.])
slope(lambda x: x.min(), [1., 1., 3.])
slope(lambda x: x.norm(), [0., 0.])
slope(lambda x: x ** 0, [0., 2.])
slope(lambda x: x ** 2, [0., -2.])
slope(lambda x: x ** 0.5, [0., 4.])
slope(lambda x, y: x ** y, [2., 0.], [3., 2.])
slope(lambda x: x.floor() + x.round() + x.sign(), [0.5, 1.5])
slope(lambda x: x.prod(), [0., 2., 3.])
slope(lambda x: x.prod(), [0., 0., 3.])
slope(lambda x: x.cumprod(0), [1., 0., 3.])
slope(lambda x: x.std(), [1., 1., 1.])
slope(lambda x: x.log(), [0., 1.])
slope(lambda x: x % 2, [3., -1.])
slope(lambda x: torch.where(x > 0, x.log(), x * 0), [0., 1.])
slope(lambda x: x.amax(), [2., 2., 1.])
slope(lambda x: x.median(), [3., 1., 2.])
