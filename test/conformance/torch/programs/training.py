#### linear regression
import torch
import torch.nn as nn
torch.manual_seed(42)
X = torch.linspace(0, 1, 20).unsqueeze(1)
y = 3 * X + 2 + 0.1 * torch.randn(20, 1)
model = nn.Linear(1, 1)
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(100):
    optimizer.zero_grad()
    loss = criterion(model(X), y)
    loss.backward()
    optimizer.step()
    if (epoch + 1) % 20 == 0:
        print(f'epoch {epoch + 1}: loss {loss.item():.4f}')
print(model.weight, model.bias)
#### xor
import torch
import torch.nn as nn
torch.manual_seed(1)
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [1.], [1.], [0.]])
model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1), nn.Sigmoid())
opt = torch.optim.Adam(model.parameters(), lr=0.05)
loss_fn = nn.BCELoss()
for i in range(200):
    loss = loss_fn(model(X), Y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if i % 50 == 0:
        print(i, f'{loss.item():.4f}')
with torch.no_grad():
    print(model(X).round().squeeze())
#### a classifier with batches
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import TensorDataset, DataLoader
torch.manual_seed(0)
X = torch.randn(60, 4)
y = (X.sum(1) > 0).long() + (X[:, 0] > 1).long()
loader = DataLoader(TensorDataset(X, y), batch_size=16, shuffle=True)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 16)
        self.drop = nn.Dropout(0.1)
        self.fc2 = nn.Linear(16, 3)
    def forward(self, x):
        return self.fc2(self.drop(F.relu(self.fc1(x))))
net = Net()
opt = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
for epoch in range(5):
    net.train()
    total = 0.
    for xb, yb in loader:
        opt.zero_grad()
        loss = F.cross_entropy(net(xb), yb)
        loss.backward()
        opt.step()
        total += loss.item() * len(xb)
    net.eval()
    with torch.no_grad():
        acc = (net(X).argmax(1) == y).float().mean()
    print(f'{epoch}: {total / len(X):.4f} {acc.item():.3f}')
#### pytorch with examples: tensors
import torch
import math
dtype = torch.float
device = torch.device("cpu")
torch.manual_seed(0)
x = torch.linspace(-math.pi, math.pi, 2000, device=device, dtype=dtype)
y = torch.sin(x)
a = torch.randn((), device=device, dtype=dtype)
b = torch.randn((), device=device, dtype=dtype)
c = torch.randn((), device=device, dtype=dtype)
d = torch.randn((), device=device, dtype=dtype)
learning_rate = 1e-6
for t in range(200):
    y_pred = a + b * x + c * x ** 2 + d * x ** 3
    loss = (y_pred - y).pow(2).sum().item()
    if t % 100 == 99:
        print(t, f'{loss:.2f}')
    grad_y_pred = 2.0 * (y_pred - y)
    grad_a = grad_y_pred.sum()
    grad_b = (grad_y_pred * x).sum()
    grad_c = (grad_y_pred * x ** 2).sum()
    grad_d = (grad_y_pred * x ** 3).sum()
    a -= learning_rate * grad_a
    b -= learning_rate * grad_b
    c -= learning_rate * grad_c
    d -= learning_rate * grad_d
print(f'Result: y = {a.item():.4f} + {b.item():.4f} x + {c.item():.4f} x^2 + {d.item():.4f} x^3')
#### pytorch with examples: nn
import torch
import math
torch.manual_seed(0)
x = torch.linspace(-math.pi, math.pi, 2000)
y = torch.sin(x)
p = torch.tensor([1, 2, 3])
xx = x.unsqueeze(-1).pow(p)
model = torch.nn.Sequential(
    torch.nn.Linear(3, 1),
    torch.nn.Flatten(0, 1)
)
loss_fn = torch.nn.MSELoss(reduction='sum')
learning_rate = 1e-6
for t in range(300):
    y_pred = model(xx)
    loss = loss_fn(y_pred, y)
    if t % 100 == 99:
        print(t, f'{loss.item():.2f}')
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        for param in model.parameters():
            param -= learning_rate * param.grad
linear_layer = model[0]
print(f'Result: y = {linear_layer.bias.item():.4f} + {linear_layer.weight[:, 0].item():.4f} x + {linear_layer.weight[:, 1].item():.4f} x^2 + {linear_layer.weight[:, 2].item():.4f} x^3')
#### pytorch with examples: optim
import torch
import math
torch.manual_seed(0)
x = torch.linspace(-math.pi, math.pi, 2000)
y = torch.sin(x)
p = torch.tensor([1, 2, 3])
xx = x.unsqueeze(-1).pow(p)
model = torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))
loss_fn = torch.nn.MSELoss(reduction='sum')
optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3)
for t in range(300):
    y_pred = model(xx)
    loss = loss_fn(y_pred, y)
    if t % 100 == 99:
        print(t, f'{loss.item():.4g}')
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
#### pytorch with examples: a module of one's own
import torch
import math
class Polynomial3(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Parameter(torch.randn(()))
        self.b = torch.nn.Parameter(torch.randn(()))
        self.c = torch.nn.Parameter(torch.randn(()))
        self.d = torch.nn.Parameter(torch.randn(()))
    def forward(self, x):
        return self.a + self.b * x + self.c * x ** 2 + self.d * x ** 3
    def string(self):
        return f'y = {self.a.item():.4f} + {self.b.item():.4f} x + {self.c.item():.4f} x^2 + {self.d.item():.4f} x^3'
torch.manual_seed(3)
x = torch.linspace(-math.pi, math.pi, 2000)
y = torch.sin(x)
model = Polynomial3()
criterion = torch.nn.MSELoss(reduction='sum')
optimizer = torch.optim.SGD(model.parameters(), lr=1e-6)
for t in range(200):
    y_pred = model(x)
    loss = criterion(y_pred, y)
    if t % 100 == 99:
        print(t, f'{loss.item():.2f}')
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f'Result: {model.string()}')
#### what is torch.nn really
import torch
import math
import torch.nn.functional as F
from torch import nn, optim
from torch.utils.data import TensorDataset, DataLoader
torch.manual_seed(7)
x_train = torch.rand(128, 12)
y_train = (x_train @ torch.randn(12, 4)).argmax(1)
x_valid, y_valid = x_train[:32], y_train[:32]
weights = torch.randn(12, 4) / math.sqrt(12)
weights.requires_grad_()
bias = torch.zeros(4, requires_grad=True)
def log_softmax(x):
    return x - x.exp().sum(-1).log().unsqueeze(-1)
def model(xb):
    return log_softmax(xb @ weights + bias)
def nll(input, target):
    return -input[range(target.shape[0]), target].mean()
def accuracy(out, yb):
    preds = torch.argmax(out, dim=1)
    return (preds == yb).float().mean()
bs = 32
xb = x_train[0:bs]
yb = y_train[0:bs]
print(nll(model(xb), yb), accuracy(model(xb), yb))
lr = 0.5
n = len(x_train)
for epoch in range(2):
    for i in range((n - 1) // bs + 1):
        start_i = i * bs
        end_i = start_i + bs
        pred = model(x_train[start_i:end_i])
        loss = nll(pred, y_train[start_i:end_i])
        loss.backward()
        with torch.no_grad():
            weights -= weights.grad * lr
            bias -= bias.grad * lr
            weights.grad.zero_()
            bias.grad.zero_()
print(nll(model(xb), yb), accuracy(model(xb), yb))
class Mnist_Logistic(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(12, 4)
    def forward(self, xb):
        return self.lin(xb)
def get_model():
    model = Mnist_Logistic()
    return model, optim.SGD(model.parameters(), lr=lr)
def loss_batch(model, loss_func, xb, yb, opt=None):
    loss = loss_func(model(xb), yb)
    if opt is not None:
        loss.backward()
        opt.step()
        opt.zero_grad()
    return loss.item(), len(xb)
def fit(epochs, model, loss_func, opt, train_dl, valid_dl):
    for epoch in range(epochs):
        model.train()
        for xb, yb in train_dl:
            loss_batch(model, loss_func, xb, yb, opt)
        model.eval()
        with torch.no_grad():
            losses, nums = zip(*[loss_batch(model, loss_func, xb, yb) for xb, yb in valid_dl])
        val_loss = sum(l * n for l, n in zip(losses, nums)) / sum(nums)
        print(epoch, f'{val_loss:.4f}')
def get_data(train_ds, valid_ds, bs):
    return (DataLoader(train_ds, batch_size=bs, shuffle=True), DataLoader(valid_ds, batch_size=bs * 2))
train_dl, valid_dl = get_data(TensorDataset(x_train, y_train), TensorDataset(x_valid, y_valid), bs)
model, opt = get_model()
fit(3, model, F.cross_entropy, opt, train_dl, valid_dl)
class Lambda(nn.Module):
    def __init__(self, func):
        super().__init__()
        self.func = func
    def forward(self, x):
        return self.func(x)
model = nn.Sequential(
    Lambda(lambda x: x.view(-1, 1, 3, 4)),
    nn.Conv2d(1, 4, kernel_size=3, stride=1, padding=1),
    nn.ReLU(),
    nn.Conv2d(4, 4, kernel_size=3, stride=1, padding=1),
    nn.ReLU(),
    nn.AdaptiveAvgPool2d(1),
    Lambda(lambda x: x.view(x.size(0), -1)),
)
print(model)
opt = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
fit(2, model, F.cross_entropy, opt, train_dl, valid_dl)
#### optimizers step by step
import torch
A = torch.tensor([[3., 0.5], [0.5, 1.]])
def run(make, steps=6):
    w = torch.tensor([1., -2.], requires_grad=True)
    opt = make([w])
    for _ in range(steps):
        opt.zero_grad()
        loss = 0.5 * w @ A @ w + w.sum()
        loss.backward()
        opt.step()
    return w.tolist()
optim = torch.optim
for make in [
    lambda p: optim.SGD(p, lr=0.1), lambda p: optim.SGD(p, lr=0.1, momentum=0.9), lambda p: optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.3), lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.1),
    lambda p: optim.SGD(p, lr=0.1, maximize=True), lambda p: optim.Adam(p), lambda p: optim.Adam(p, lr=0.1, betas=(0.8, 0.9), weight_decay=0.1), lambda p: optim.Adam(p, lr=0.1, amsgrad=True),
    lambda p: optim.AdamW(p, lr=0.05, weight_decay=0.2), lambda p: optim.RMSprop(p, lr=0.05), lambda p: optim.RMSprop(p, lr=0.05, momentum=0.5, centered=True, weight_decay=0.01), lambda p: optim.Adagrad(p, lr=0.5, lr_decay=0.1),
    lambda p: optim.Adadelta(p), lambda p: optim.Adadelta(p, lr=0.5, rho=0.8), lambda p: optim.Adamax(p, lr=0.1)]:
    print(['%.6f' % v for v in run(make)])
#### optimizers shown
import torch
w = torch.zeros(2, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
opt = torch.optim.SGD([{'params': [w]}, {'params': b, 'lr': 1e-3}], lr=0.1, momentum=0.9)
print(opt)
print(len(opt.param_groups), opt.param_groups[1]['lr'], opt.param_groups[0]['params'])
(w.sum() + b).sum().backward()
opt.step()
print(w, b, opt.state_dict())
for g in opt.param_groups:
    g['lr'] = 0.5
opt.step()
print(w, b)
print(torch.optim.Adam([w], lr=0.01))
a = torch.optim.Adam([w])
a.step()
print(a.state_dict()['state'])
other = torch.optim.Adam([w])
other.load_state_dict(a.state_dict())
a.step()
print(w)
print(a.state[w]['step'], w in a.state)
#### a closure
import torch
w = torch.tensor([2.], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
def closure():
    opt.zero_grad()
    loss = (w ** 2).sum()
    loss.backward()
    return loss
for _ in range(3):
    print(opt.step(closure))
print(w)
#### what has no gradient stays
import torch
a = torch.tensor([1.], requires_grad=True)
b = torch.tensor([1.], requires_grad=True)
opt = torch.optim.Adam([a, b], lr=0.1)
(a * 2).sum().backward()
opt.step()
print(a, b, a.is_leaf, a.requires_grad)
view = a.data
opt.step()
print(view, a._version if False else '')
#### optimizers that cannot be
import torch
w = torch.ones(1, requires_grad=True)
for make in [lambda: torch.optim.SGD([], lr=0.1), lambda: torch.optim.SGD([w * 2], lr=0.1), lambda: torch.optim.SGD(w, lr=0.1), lambda: torch.optim.SGD([w], lr=-1.), lambda: torch.optim.Adam([w], betas=(1.2, 0.9)), lambda: torch.optim.SGD([w, 3], lr=0.1)]:
    try:
        make()
    except Exception as e:
        print(type(e).__name__, e)
#### schedulers
import torch
from torch.optim import lr_scheduler
def run(make, steps=8, **settings):
    w = torch.zeros(1, requires_grad=True)
    opt = torch.optim.SGD([w], lr=0.1, momentum=0.9)
    s = make(opt)
    rates = []
    for _ in range(steps):
        rates.append('%.6g' % opt.param_groups[0]['lr'])
        opt.step()
        s.step()
    print(rates, s.get_last_lr()[0] == opt.param_groups[0]['lr'], s.last_epoch)
run(lambda o: lr_scheduler.StepLR(o, step_size=3))
run(lambda o: lr_scheduler.StepLR(o, 2, gamma=0.5))
run(lambda o: lr_scheduler.MultiStepLR(o, milestones=[2, 5], gamma=0.3))
run(lambda o: lr_scheduler.ExponentialLR(o, gamma=0.9))
run(lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=4))
run(lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=3, eta_min=0.01))
run(lambda o: lr_scheduler.LambdaLR(o, lr_lambda=lambda e: 0.95 ** e))
run(lambda o: lr_scheduler.MultiplicativeLR(o, lr_lambda=lambda e: 0.5))
run(lambda o: lr_scheduler.LinearLR(o, start_factor=0.5, total_iters=4))
run(lambda o: lr_scheduler.ConstantLR(o, factor=0.5, total_iters=4))
run(lambda o: lr_scheduler.PolynomialLR(o, total_iters=5, power=2.0))
run(lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, T_0=3, T_mult=2), 12)
run(lambda o: lr_scheduler.OneCycleLR(o, max_lr=1.0, total_steps=10), 9)
run(lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.5, epochs=2, steps_per_epoch=6, anneal_strategy='linear', three_phase=True), 11)
#### a scheduler that waits
import torch
from torch.optim.lr_scheduler import ReduceLROnPlateau
w = torch.zeros(1, requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
s = ReduceLROnPlateau(opt, factor=0.5, patience=1, cooldown=1, verbose=True)
for loss in [1., 0.9, 0.95, 0.93, 0.92, torch.tensor(0.95), 0.96, 0.97, 0.98]:
    s.step(loss)
    print(opt.param_groups[0]['lr'], s.num_bad_epochs, s.best)
#### datasets
import torch
from torch.utils.data import Dataset, DataLoader, TensorDataset, Subset, random_split, ConcatDataset
class Squares(Dataset):
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
    def __getitem__(self, i):
        return torch.tensor([float(i)]), i * i
ds = Squares(5)
print(len(ds), ds[2])
for xb, yb in DataLoader(ds, batch_size=2):
    print(xb, yb)
print(len(DataLoader(ds, batch_size=2)), len(DataLoader(ds, batch_size=2, drop_last=True)))
t = TensorDataset(torch.arange(6.).view(3, 2), torch.tensor([0, 1, 2]))
print(len(t), t[1], t.tensors[1])
torch.manual_seed(0)
a, b = random_split(ds, [3, 2])
print(a.indices, b.indices, len(a), a[0])
print([len(s) for s in random_split(ds, [0.5, 0.5], generator=torch.Generator().manual_seed(1))])
print(list(Subset(ds, [4, 0])), len(ConcatDataset([ds, t])))
for batch in DataLoader(t, batch_size=2, shuffle=True):
    print(batch)
print(torch.rand(2))
g = torch.Generator().manual_seed(5)
print([b.tolist() for b in DataLoader(list(range(7)), batch_size=3, shuffle=True, generator=g)])
print([b.tolist() for b in DataLoader(list(range(7)), batch_size=3, shuffle=True, generator=g)])
for b in DataLoader([{'a': 1.5, 'b': 'x'}, {'a': 2.5, 'b': 'y'}], batch_size=2):
    print(b)
for b in DataLoader([1, 2, 3], batch_size=2, collate_fn=lambda items: sum(items)):
    print(b)
first = next(iter(DataLoader(ds, batch_size=4)))
print(len(first), first[0].shape)
#### epochs of shuffled batches
import torch
from torch.utils.data import DataLoader, TensorDataset, SubsetRandomSampler
torch.manual_seed(9)
loader = DataLoader(TensorDataset(torch.arange(10)), batch_size=4, shuffle=True)
for epoch in range(3):
    print([b[0].tolist() for b in loader])
print(torch.randn(2))
print([b.tolist() for b in DataLoader(list(range(9)), sampler=SubsetRandomSampler([1, 3, 5]), batch_size=2)])
#### an optimizer of one's own
import torch
class Plain(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, dict(lr=lr))
    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is None:
                    continue
                state = self.state[p]
                state['n'] = state.get('n', 0) + 1
                p.add_(p.grad, alpha=-group['lr'])
w = torch.tensor([1., 2.], requires_grad=True)
opt = Plain([w])
for _ in range(3):
    opt.zero_grad()
    (w ** 2).sum().backward()
    opt.step()
print(w, opt.state[w], opt)
#### mixed: early stopping
import torch
import torch.nn as nn
import copy
torch.manual_seed(11)
X = torch.randn(40, 3)
y = X @ torch.tensor([[1.], [-2.], [0.5]]) + 0.05 * torch.randn(40, 1)
model = nn.Sequential(nn.Linear(3, 6, bias=False), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 1))
opt = torch.optim.AdamW(model.parameters(), lr=0.01)
sched = torch.optim.lr_scheduler.StepLR(opt, step_size=10, gamma=0.5)
best, best_state, wait = float('inf'), None, 0
for epoch in range(30):
    model.train()
    opt.zero_grad()
    loss = nn.functional.mse_loss(model(X[:30]), y[:30])
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    opt.step()
    sched.step()
    model.eval()
    with torch.no_grad():
        val = nn.functional.mse_loss(model(X[30:]), y[30:]).item()
    if val < best:
        best, best_state, wait = val, copy.deepcopy(model.state_dict()), 0
    else:
        wait += 1
    if epoch % 10 == 9:
        print(epoch, f'{loss.item():.4f} {val:.4f}', sched.get_last_lr())
model.load_state_dict(best_state)
print(f'{best:.4f}', wait, list(best_state)[:3])
#### two networks against each other
import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(0)
G = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
D = nn.Sequential(nn.Linear(1, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1), nn.Sigmoid())
bce = nn.BCELoss()
g_opt = torch.optim.Adam(G.parameters(), lr=1e-2, betas=(0.5, 0.999))
d_opt = torch.optim.Adam(D.parameters(), lr=1e-2, betas=(0.5, 0.999))
for i in range(20):
    real = 3 + 0.5 * torch.randn(16, 1)
    z = torch.randn(16, 2)
    fake = G(z)
    d_loss = bce(D(real), torch.ones(16, 1)) + bce(D(fake.detach()), torch.zeros(16, 1))
    d_opt.zero_grad(); d_loss.backward(); d_opt.step()
    g_loss = bce(D(fake), torch.ones(16, 1))
    g_opt.zero_grad(); g_loss.backward(); g_opt.step()
print(f'{d_loss.item():.4f} {g_loss.item():.4f} {fake.mean().item():.4f}')
#### an autoencoder with accumulated gradients
import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(0)
class AE(nn.Module):
    def __init__(self, d=6, h=2):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(d, 4), nn.ReLU(), nn.Linear(4, h))
        self.decoder = nn.Sequential(nn.Linear(h, 4), nn.ReLU(), nn.Linear(4, d))
    def forward(self, x):
        z = self.encoder(x)
        return self.decoder(z), z
ae = AE()
opt = torch.optim.SGD(ae.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-3)
sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1.0, (s + 1) / 5))
data = torch.rand(24, 6)
for epoch in range(6):
    opt.zero_grad()
    for i, chunk in enumerate(data.split(8)):
        out, z = ae(chunk)
        loss = F.mse_loss(out, chunk) / 3 + 1e-3 * z.abs().mean()
        loss.backward()
    opt.step()
    sched.step()
    print(epoch, f'{loss.item():.5f}', f'{opt.param_groups[0]["lr"]:.3f}')
#### a recurrent network of characters with tied weights
import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(0)
text = 'hello world'
chars = sorted(set(text)); stoi = {c: i for i, c in enumerate(chars)}
ids = torch.tensor([stoi[c] for c in text])
class CharRNN(nn.Module):
    def __init__(self, v, h=12):
        super().__init__()
        self.emb = nn.Embedding(v, h)
        self.gru = nn.GRU(h, h, batch_first=True)
        self.head = nn.Linear(h, v)
        self.head.weight = self.emb.weight
    def forward(self, x, h=None):
        y, h = self.gru(self.emb(x), h)
        return self.head(y), h
net = CharRNN(len(chars))
print(sum(p.numel() for p in net.parameters()), len(list(net.parameters())))
opt = torch.optim.AdamW(net.parameters(), lr=0.02)
x, y = ids[:-1].unsqueeze(0), ids[1:].unsqueeze(0)
for i in range(30):
    logits, _ = net(x)
    loss = F.cross_entropy(logits.view(-1, len(chars)), y.view(-1))
    opt.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    opt.step()
print(f'{loss.item():.4f}')
net.eval()
h = None; out = 'h'; cur = torch.tensor([[stoi['h']]])
with torch.no_grad():
    for _ in range(10):
        logits, h = net(cur, h)
        cur = logits[:, -1].argmax(-1, keepdim=True)
        out += chars[cur.item()]
print(out)
#### attention and a loss of one's own
import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(0)
class FocalLoss(nn.Module):
    def __init__(self, gamma=2.0, reduction='mean'):
        super().__init__()
        self.gamma = gamma
        self.reduction = reduction
    def forward(self, inputs, targets):
        ce = F.cross_entropy(inputs, targets, reduction='none')
        pt = torch.exp(-ce)
        return ((1 - pt) ** self.gamma * ce).mean()
class Attention(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads, self.dk = heads, d // heads
        self.q, self.k, self.v, self.o = [nn.Linear(d, d, bias=False) for _ in range(4)]
        self.norm = nn.LayerNorm(d)
        self.register_buffer('mask', torch.tril(torch.ones(5, 5)).view(1, 1, 5, 5))
    def forward(self, x):
        B, T, C = x.shape
        q, k, v = [f(x).view(B, T, self.heads, self.dk).transpose(1, 2) for f in (self.q, self.k, self.v)]
        att = (q @ k.transpose(-2, -1)) / self.dk ** 0.5
        att = att.masked_fill(self.mask[:, :, :T, :T] == 0, float('-inf'))
        att = F.softmax(att, dim=-1)
        y = (att @ v).transpose(1, 2).contiguous().view(B, T, C)
        return self.norm(x + self.o(y))
att = Attention(8, 2)
inp = torch.randn(2, 5, 8, requires_grad=True)
o = att(inp)
FocalLoss()(o.mean(1), torch.tensor([0, 3])).backward()
print(att, o[0, 0], inp.grad[0, 0], att.q.weight.grad[0])
#### residual blocks
import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(0)
class Block(nn.Module):
    def __init__(self, c, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c, c, 3, padding=1, bias=False, stride=stride)
        self.bn1 = nn.BatchNorm2d(c)
        self.relu = nn.ReLU(inplace=True)
        self.down = nn.Sequential(nn.Conv2d(c, c, 1, stride=stride, bias=False), nn.BatchNorm2d(c)) if stride > 1 else None
    def forward(self, x):
        identity = x if self.down is None else self.down(x)
        out = self.bn1(self.conv1(x))
        out += identity
        return self.relu(out)
res = nn.Sequential(nn.Conv2d(1, 3, 3, padding=1), Block(3), Block(3, 2), nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(), nn.Linear(3, 2))
opt = torch.optim.SGD(res.parameters(), lr=0.05, momentum=0.9, nesterov=True)
img = torch.randn(4, 1, 6, 6); lab = torch.tensor([0, 1, 0, 1])
for i in range(5):
    opt.zero_grad(); loss = F.cross_entropy(res(img), lab); loss.backward(); opt.step()
print(f'{loss.item():.4f}', res[1].bn1.running_mean, res)
