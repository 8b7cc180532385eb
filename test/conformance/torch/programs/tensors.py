#### creation
import torch
print(torch.zeros(2, 3), torch.ones((2,)), torch.full((2, 2), 7), torch.full((2,), 1.5), torch.eye(2), torch.eye(2, 3))
print(torch.arange(5), torch.arange(1, 4), torch.arange(0, 1, 0.25), torch.arange(5.), torch.arange(3, 0, -1), torch.arange(start=1, end=3))
print(torch.linspace(0, 1, 5), torch.linspace(-1, 1, 3), torch.logspace(0, 2, 3), torch.zeros_like(torch.ones(2)), torch.ones_like(torch.arange(2)))
print(torch.full_like(torch.zeros(2), 3), torch.empty(2, 0).shape, torch.zeros(size=(1, 2)), torch.ones(2, dtype=torch.int64))
print(torch.Tensor([1, 2]), torch.Tensor(2, 3).shape, torch.FloatTensor([1]), torch.LongTensor([1, 2]), torch.tensor((1, 2.5)))
#### data
import torch
import numpy as np
print(torch.tensor([[1, 2], [3, 4]]), torch.tensor([[1., 2], [3, 4]]), torch.tensor([True, 2]), torch.tensor(range(3)))
print(torch.tensor(np.array([1.5, 2.5])), torch.from_numpy(np.array([1, 2])), torch.as_tensor([1, 2]), torch.tensor(np.float32(2)))
print(torch.tensor([torch.tensor(1.), torch.tensor(2.)]), torch.tensor(torch.tensor([1, 2])), torch.tensor([np.array([1., 2.]), np.array([3., 4.])]))
a = np.zeros(2)
t = torch.from_numpy(a)
t[0] = 5
a[1] = 3
print(a, t, t.numpy())
#### ragged data
import torch
torch.tensor([[1, 2], [3]])
#### text as data
import torch
torch.tensor('abc')
#### promotion
import torch
i, f, d, b = torch.tensor([1, 2]), torch.tensor([1.5, 2.5]), torch.tensor([1.5], dtype=torch.float64), torch.tensor([True, False])
print((i + f).dtype, (f + d).dtype, (i + b).dtype, (b + b).dtype, (i * 2.0).dtype, (f * 2).dtype, (i / 2).dtype, (i // 2).dtype, (b * 2).dtype)
z = torch.tensor(1.0, dtype=torch.float64)
print((f + z).dtype, (i + z).dtype, (i + torch.tensor(1.5)).dtype, (f ** 2).dtype, (i ** 2).dtype, (i ** 2.0).dtype, (i > 1.5).dtype)
print(torch.exp(i).dtype, i.float().dtype, i.sum().dtype, b.sum().dtype, f.mean().dtype, (i == f).dtype, torch.sqrt(torch.tensor(4)))
#### arithmetic
import torch
a, b = torch.tensor([7., -7., 5.]), torch.tensor([2., 2., -3.])
print(a + b, a - b, a * b, a / b, a // b, a % b, a ** 2, 2 ** b, -a, abs(a), 10 - a, 10 / a, +a, 10 % a, 10 // a)
i, j = torch.tensor([7, -7]), torch.tensor([2, 2])
print(i / j, i // j, i % j, i ** j, i * 1.5, torch.div(i, j, rounding_mode='trunc'), torch.div(i, j, rounding_mode='floor'), torch.fmod(a, b), torch.remainder(a, b))
print(torch.add(a, b, alpha=10), a.sub(b, alpha=2), a.add(1), torch.mul(a, 2), torch.true_divide(a, b), torch.floor_divide(i, j), torch.pow(a, 2), torch.pow(2, b))
#### comparisons
import torch
a, b = torch.tensor([1., 2., 3.]), torch.tensor([3., 2., 1.])
print(a == b, a != b, a < b, a <= 2, a > 2, 2 >= a, (a > 1) & (b > 1), (a > 1) | (b > 1), ~(a > 1), (a > 1) ^ (b > 1))
print(torch.eq(a, b), a.gt(b), torch.equal(a, b), torch.allclose(a, a + 1e-9), torch.isclose(a, b), a.eq(2).sum(), (a == b).all(), (a == b).any())
print(torch.logical_and(a > 1, b > 1), torch.logical_not(a > 1), torch.isnan(torch.tensor([1., float('nan')])), torch.isinf(a / 0))
#### functions
import torch
x = torch.tensor([0.5, 1.0, 2.0])
for name in ['exp', 'log', 'sqrt', 'sin', 'cos', 'tan', 'tanh', 'sigmoid', 'abs', 'neg', 'sign', 'floor', 'ceil', 'round', 'square', 'reciprocal', 'rsqrt',
             'log2', 'log10', 'log1p', 'expm1', 'exp2', 'erf', 'erfc', 'atan', 'sinh', 'cosh', 'asinh', 'relu', 'trunc', 'frac']:
    print(name, getattr(torch, name)(x), getattr(x, name)())
print(torch.asin(x / 2), torch.acos(x / 2), torch.atanh(x / 4), torch.acosh(x + 1), torch.atan2(x, x * 2), torch.hypot(x, x), torch.logaddexp(x, x))
print(torch.clamp(x, 0.7, 1.5), x.clamp(min=1), x.clip(max=1), torch.maximum(x, torch.tensor(1.)), torch.minimum(x, 1 / x), torch.lerp(x, x * 2, 0.5))
print(torch.round(torch.tensor([0.5, 1.5, 2.5, -1.5])), torch.round(torch.tensor([1.2345]), decimals=2))
#### reductions
import torch
x = torch.tensor([[1., 4., 2.], [3., -1., 0.5]])
print(x.sum(), x.sum(0), x.sum(1, keepdim=True), x.sum(dim=(0, 1)), torch.sum(x, dim=-1), x.sum(axis=0), x.mean(), x.mean(0), x.mean(dim=1, keepdim=True))
print(x.prod(), x.prod(1), x.max(), x.min(), x.argmax(), x.argmax(1), x.argmin(dim=0), x.argmax(dim=1, keepdim=True), x.amax(0), x.amin((0, 1)))
print(x.std(), x.var(), x.std(0), x.var(1, unbiased=False), x.std(dim=1, keepdim=True), x.norm(), x.norm(p=1), x.norm(dim=1), torch.norm(x, p=float('inf')))
print(x.cumsum(0), x.cumsum(1), x.cumprod(1), x.logsumexp(0), x.median(), x.median(0).values, torch.std_mean(x), torch.count_nonzero(x), x.cummax(0).values)
print(torch.tensor([1, 2, 3]).sum(), torch.tensor([True, True]).sum(), torch.any(x > 3), torch.all(x > -2, dim=0), x.softmax(1), torch.log_softmax(x, dim=0))
print(torch.linalg.norm(x), torch.linalg.norm(x, dim=0), torch.linalg.vector_norm(x, ord=1))
#### mean of whole numbers
import torch
torch.tensor([1, 2]).mean()
#### shapes
import torch
x = torch.arange(6)
print(x.view(2, 3), x.view(-1, 2), x.reshape(3, -1), x.reshape((2, 3)).T, x.view(2, 3).t(), x.unsqueeze(0), x.unsqueeze(-1).shape, x[:, None].shape)
y = torch.zeros(1, 2, 1, 3)
print(y.squeeze().shape, y.squeeze(0).shape, y.squeeze(1).shape, y.permute(3, 0, 1, 2).shape, y.transpose(1, 3).shape, y.flatten().shape, y.flatten(1).shape, y.flatten(0, 1).shape)
print(x.view(2, 3).expand(2, 2, 3).shape, x.view(2, 3, 1).expand(-1, -1, 4).shape, x.repeat(2), x.view(2, 3).repeat(1, 2), x.view(6, 1).expand_as(torch.zeros(6, 2)).shape)
print(x.flip(0), torch.roll(x, 2), torch.roll(x.view(2, 3), 1, 1), x.view(2, 3).movedim(0, 1).shape, torch.repeat_interleave(x[:2], 2), torch.tile(x[:2], (2,)))
print(x.split(4), x.chunk(4), torch.split(x, [1, 5]), x.view(2, 3).unbind(1), x.view(2, 3).narrow(1, 1, 2), x.view(2, 3).select(0, 1), torch.diag(torch.tensor([1, 2])))
print(torch.tril(torch.ones(3, 3)), torch.triu(torch.ones(3, 3), 1), torch.diagonal(x.view(2, 3)), torch.trace(x.view(2, 3)), x.view(2, 3).mT.shape)
print(torch.cat([x, x]), torch.cat((x.view(2, 3), x.view(2, 3)), 1), torch.stack([x, x], 1).shape, torch.hstack([x, x]).shape, torch.vstack([x, x]).shape, torch.meshgrid(x[:2], x[:3], indexing='ij')[0])
#### shapes that do not fit
import torch
for f in [lambda: torch.zeros(3) + torch.zeros(2), lambda: torch.zeros(2, 3) * torch.zeros(3, 2), lambda: torch.zeros(6).view(4), lambda: torch.zeros(2, 3) @ torch.zeros(2, 3),
          lambda: torch.zeros(3).reshape(2, -1), lambda: torch.cat([torch.zeros(2, 3), torch.zeros(2, 2)]), lambda: torch.stack([torch.zeros(2), torch.zeros(3)]),
          lambda: torch.zeros(2, 3).t().view(6), lambda: torch.zeros(2).sum(1), lambda: torch.zeros(3)[5], lambda: torch.zeros(2, 3)[0, 0, 0], lambda: torch.zeros(3).expand(2),
          lambda: torch.mm(torch.zeros(2), torch.zeros(2, 2)), lambda: torch.zeros(2, 3) @ torch.zeros(2), lambda: torch.dot(torch.zeros(2), torch.zeros(3)),
          lambda: torch.zeros(2, 2).permute(0), lambda: torch.zeros(3).unsqueeze(3), lambda: torch.zeros(4)[::-1],
          lambda: len(torch.tensor(1)), lambda: torch.tensor(1)[0], lambda: torch.zeros(2).fill_('a') if False else torch.zeros(2).add('a')]:
    try:
        f()
        print('fine')
    except (RuntimeError, IndexError, TypeError, ValueError) as e:
        print(type(e).__name__ if str(e).startswith(('add()', 'permute', 'a Tensor', 'only one')) else f'{type(e).__name__}: {str(e)[:95]}')
#### indices
import torch
x = torch.arange(12).reshape(3, 4)
print(x[0], x[-1, 2], x[1:], x[:, 1], x[::2, 1:3], x[..., 0], x[None].shape, x[:, None, :].shape, x[[0, 2]], x[[0, 1], [1, 2]], x[torch.tensor([2, 0])], x[:, [0, -1]])
print(x[x > 6], x[x[:, 0] > 3], x[torch.tensor([True, False, True])], x[1][2], x[1, torch.tensor(2)], x[torch.tensor([[0, 1], [1, 2]])].shape, x[range(2)].shape)
for row in x:
    print(row, row[0].item())
a, b, c = x
print(a, (x == 3).nonzero(), torch.where(x > 5, x, 0), torch.where(x > 5, 1.0, x), x.nonzero(as_tuple=True)[0][:3], 3 in x, x.index_select(1, torch.tensor([0, 2])))
print(x.gather(1, torch.tensor([[0], [1], [2]])), x.take(torch.tensor([0, 5])), x.masked_select(x > 9), torch.zeros(3).scatter(0, torch.tensor([0, 2]), torch.tensor([1., 2.])), x.masked_fill(x > 3, -1))
#### assignments
import torch
x = torch.zeros(3, 4)
x[0] = 1
x[1, 2:] = torch.tensor([5., 6.])
x[:, 0] += 10
x[2, [1, 3]] = -1.
x[x > 9] *= 2
print(x)
x[0, 0] = True
x[..., -1] = torch.arange(3)
x[torch.tensor([0, 1]), torch.tensor([1, 1])] = torch.tensor([8., 9.])
print(x)
y = x[1]
y[0] = 100
v = x.view(-1)
v[5] = 7
print(x, y)
try:
    x[0] = torch.zeros(3)
except RuntimeError as e:
    print(e)
#### views
import torch
x = torch.arange(4.)
y = x.view(2, 2)
y[0, 0] = 10
y.t()[0, 1] = 20
z = x.clone()
z[0] = -1
w = x.reshape(4)
w += 1
print(x, y, z)
x.zero_()
print(y, x.data_ptr() == y.data_ptr() if False else 'same')
#### in place
import torch
x = torch.tensor([1., -2., 3.])
x.add_(1).mul_(2).sub_(1)
print(x)
x.clamp_(min=0); x.sqrt_(); x.neg_(); x.abs_(); x.pow_(2); x.div_(2); x.exp_()
print(x)
x.fill_(3); x[1] = 0
print(x, x.copy_(torch.tensor([1., 2., 3.])), x.zero_())
i = torch.tensor([1, 2])
try:
    i += 0.5
except RuntimeError as e:
    print(e)
i //= 2
i -= 1
print(i)
try:
    torch.zeros(2).add_(torch.zeros(2, 2))
except RuntimeError as e:
    print(e)
#### types
import torch
x = torch.tensor([1.7, -2.3])
print(x.int(), x.long(), x.double(), x.bool(), x.to(torch.int64), x.to('cpu').dtype, x.type(), x.type(torch.float64), x.to(x.device, torch.float64), x.float() is x, x.to(torch.float32) is x)
print(torch.tensor([0, 1]).bool(), torch.tensor(3).float(), x.dtype.is_floating_point, torch.is_tensor(x), isinstance(x, torch.Tensor), torch.get_default_dtype(), type(x))
print(int(torch.tensor(3.7)), float(torch.tensor(2)), bool(torch.tensor(0.)), [10, 20][torch.tensor(1)], list(range(torch.tensor(3))), x.tolist(), torch.tensor([[1, 2]]).tolist())
device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
print(device, device.type, x.to(device).device == device, x.is_cuda)
#### products
import torch
A, B, v = torch.arange(6.).view(2, 3), torch.arange(6.).view(3, 2), torch.tensor([1., 2., 3.])
print(A @ B, A @ v, v @ B, v @ v, A.mm(B), torch.mv(A, v), torch.dot(v, v), torch.matmul(A, B), torch.outer(v, v), torch.einsum('ij,jk->ik', A, B), torch.einsum('ij->j', A))
P = torch.arange(12.).view(2, 2, 3)
print(torch.bmm(P, P.transpose(1, 2)), P @ B, (P @ v).shape, torch.einsum('bij,kj->bik', P, A).shape, torch.addmm(torch.ones(2, 2), A, B), torch.linalg.inv(torch.tensor([[2., 0.], [1., 4.]])))
print(torch.det(torch.tensor([[2., 1.], [1., 3.]])), torch.linalg.solve(torch.tensor([[2., 0.], [0., 4.]]), torch.tensor([2., 4.])), torch.inner(v, v), torch.einsum('i,i', v, v))
#### sorting
import torch
x = torch.tensor([3., 1., 2.])
print(torch.sort(x), x.argsort(), x.argsort(descending=True), x.topk(2), torch.topk(x, 1, largest=False).indices, x.unique(), torch.unique(torch.tensor([1, 2, 1]), return_counts=True), torch.bincount(torch.tensor([0, 1, 1])))
print(x.sort(descending=True)[0], torch.sort(torch.tensor([[2, 1], [3, 4]]), 0).values, x.max(0), x.min(dim=0).indices, torch.tensor([[1, 2], [4, 3]]).argmax(1))
#### numpy beside tensors
import torch
import numpy as np
t = torch.tensor([1., 2.])
print(np.float64(2.0) * t, t * np.float64(2.0), t + np.float32(1), np.array(3.0).item() * t)
n = t.numpy()
n[0] = 9
print(t, np.array([1, 2]).sum() + t)
try:
    np.array([1., 2.]) * t.clone().requires_grad_()
    print('fine')
except (TypeError, RuntimeError) as e:
    print(type(e).__name__)
#### dict and set of tensors
import torch
a, b = torch.tensor(1.), torch.tensor(1.)
d = {a: 'a', b: 'b'}
print(len(d), d[a], d[b], a in d, a is a, len({a, b}))
#### sums of python
import torch
x = [torch.tensor(1.), torch.tensor(2.)]
print(sum(x), max(x), min(x), sorted(x), sum(torch.tensor([1., 2.])), abs(torch.tensor(-1.)), round(torch.tensor(2.567).item(), 2), all(torch.tensor([True, False])))
#### others
import torch
x = torch.tensor([[1., 4., 2.], [3., 9., 5.]], requires_grad=True)
print(torch.diff(x), x.diff(dim=0), torch.flipud(x), x.fliplr(), torch.dist(x, x + 1), torch.cdist(x, x[:1]), torch.logit(torch.tensor([0.2, 0.5])))
print(torch.nan_to_num(torch.tensor([1., float('nan'), float('inf')]), posinf=9.), torch.matrix_power(torch.tensor([[1., 1.], [0., 1.]]), 3), torch.nansum(torch.tensor([1., float('nan')])))
y = torch.ones(3)
y.addcmul_(y, y, value=2).addcdiv_(y, y * 3).lerp_(y * 2, 0.5).clamp_max_(6.5)
print(y, torch.zeros(3).index_add(0, torch.tensor([0, 0, 2]), torch.tensor([1., 2., 3.])), torch.zeros(2).index_add_(0, torch.tensor([1]), torch.tensor([4.])))
out = torch.empty(2)
print(torch.add(torch.ones(2), 1, out=out), out)
#### sums of doubles
import torch
x = torch.arange(300, dtype=torch.float64) / 7
print(x.sum().item(), x.mean().item(), (x * x).sum().item(), x[:9].sum().item(), x.view(20, 15).sum(1)[3].item())
