#### scalars
import torch
print(torch.tensor(1), torch.tensor(1.5), torch.tensor(True), torch.tensor(-3.0), torch.tensor(1e10), torch.tensor(1e-7))
print(torch.tensor(0.03125), torch.tensor(2.00005), torch.tensor(float('nan')), torch.tensor(float('-inf')))
#### vectors
import torch
print(torch.tensor([1., 2., 3.]))
print(torch.tensor([1, -20, 300]))
print(torch.tensor([True, False]))
print(torch.tensor([1.5, -2.25, 1000.125]))
print(torch.tensor([0.1, 1e-5, 3.0]))
print(torch.tensor([1e-5, 1.0]), torch.tensor([1e9, 1.0]), torch.tensor([0.0, 0.0]), torch.tensor([1e-20]))
#### whole numbers as floats
import torch
print(torch.tensor([1., 100000.]), torch.tensor([1., 10000000.]), torch.tensor([0., 1e8]), torch.tensor([0., 2e8]))
#### not finite
import torch
print(torch.tensor([1.0, float('inf'), float('nan')]))
print(torch.tensor([1.5, float('inf'), -float('inf')]))
print(torch.tensor([float('nan'), float('nan')]), torch.tensor([float('inf'), 1e-6]))
#### matrices
import torch
print(torch.arange(6.).reshape(2, 3))
print(torch.tensor([[1, 2], [30, 4]]))
print(torch.arange(24).reshape(2, 3, 4))
print(torch.arange(16.).reshape(2, 2, 2, 2) / 3)
#### empty
import torch
print(torch.tensor([]), torch.zeros(0, 3), torch.zeros(2, 0), torch.tensor([], dtype=torch.int64), torch.empty(0))
#### types
import torch
print(torch.tensor([1.5], dtype=torch.float64), torch.tensor([1], dtype=torch.int32), torch.tensor(2.0, dtype=torch.double))
torch.set_default_dtype(torch.float64)
print(torch.tensor([1.5]), torch.tensor([1.5], dtype=torch.float32))
#### long lines
import torch
print(torch.arange(30.))
print(torch.arange(30))
print(torch.arange(40.).reshape(2, 20) / 7)
print(torch.arange(25, dtype=torch.float64) * 1000.5)
#### summarised
import torch
print(torch.arange(1001.))
print(torch.arange(2000).reshape(2, 1000))
print(torch.zeros(20, 20, 20))
print(torch.arange(10000.).reshape(100, 100) / 3)
#### suffixes
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
print(x)
print(x * 2)
print(torch.arange(12., requires_grad=True))
print(torch.arange(14., requires_grad=True) * 1.5)
print(torch.arange(14., dtype=torch.float64, requires_grad=True))
print(torch.tensor(3.0, requires_grad=True), torch.tensor([[1., 2.]], requires_grad=True).sum())
print(torch.arange(13., dtype=torch.float64, requires_grad=True) * 2)
#### options
import torch
x = torch.tensor([0.123456789, 12.5, 1000.0])
torch.set_printoptions(precision=2)
print(x)
torch.set_printoptions(precision=6, sci_mode=False)
print(torch.tensor([1e-6, 1.0, 12345.678]))
torch.set_printoptions(sci_mode=True)
print(x)
torch.set_printoptions(profile='default')
print(x)
torch.set_printoptions(threshold=5, edgeitems=2, linewidth=40)
print(torch.arange(20.))
torch.set_printoptions(profile='full')
print(torch.arange(8))
#### in containers and text
import torch
a, b = torch.tensor([1.0, 2.0]), torch.tensor(3.5)
print([a, b], (b,), {'a': a, 'b': b})
print(f'{b} {b:.2f} {b:8.3f} {a} {torch.tensor(7)} {torch.tensor(7):03d} {torch.tensor(True)}')
print('%s %.3f' % (b, b), str(b), repr(a))
print('{} {:.1f}'.format(b, b))
#### sizes
import torch
x = torch.zeros(2, 3)
print(x.shape, x.size(), x.size(0), x.shape[1], len(x), x.numel(), x.dim(), x.ndim, list(x.shape), tuple(x.shape))
print(torch.zeros(()).shape, torch.zeros(4).shape, x.shape == (2, 3), x.shape[:1], x.T.shape)
a, b = x.shape
print(a, b, x.dtype, x.device, torch.float32, torch.long, x.stride(), x.is_contiguous(), x.t().is_contiguous())
#### parameters
import torch
from torch import nn
print(nn.Parameter(torch.tensor([1.0, 2.0])))
print(nn.Parameter(torch.ones(2, 2), requires_grad=False))
print(list({'w': nn.Parameter(torch.zeros(1))}.values()))
#### named results
import torch
x = torch.tensor([[1., 5., 3.], [4., 2., 6.]])
print(x.max(dim=1))
print(torch.sort(x, dim=1, descending=True))
v, i = x.min(0)
print(v, i, x.topk(2).values, x.topk(2).indices)
#### functions of the graph
import torch
x = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
for y in [x + 1, 1 + x, x - 1, 1 - x, x * 2, 2 * x, x / 2, 1 / x, 6 / x, x ** 2, x ** 0.5, -x, x @ x, x.sum(), x.sum(0), x.mean(), x.mean(1), x.exp(),
          x.log(), x.sqrt(), x.t(), x.T, x.view(4), x[0], x[:, 1], x[0:1], x[0, 1], x[[0]], x[x > 1], x.relu(), x.sigmoid(), x.tanh(), x.abs(),
          x.max(), x.max(0)[0], x.clamp(0, 2), x.clamp(min=1), x.pow(3), x.unsqueeze(0), x[None], x.expand(3, 2, 2), x.clone(), x.prod(), x.prod(0),
          x.norm(), x.std(), x.var(0), x.softmax(0), x.log_softmax(1), x.cumsum(0), x.double(), x.transpose(0, 1), x.permute(1, 0), x.repeat(2, 1),
          x.logsumexp(1), torch.cat([x, x]), torch.stack([x, x]), torch.where(x > 2, x, x * 0), x.flatten()[0], torch.maximum(x, x), x.squeeze(),
          x.mv(torch.ones(2)), x[0].dot(x[1]), x.gather(1, torch.tensor([[0], [1]])), x.masked_fill(x > 2, 0.), x.chunk(2)[0], x.split(1)[1], x.unbind()[0],
          x.trace(), x.tril(), x.amax(1), x.sin(), x.cos(), x.square(), x.rsqrt(), x.reciprocal(), x.round(), x.floor(), x.sign(), x.log1p(), x % 2,
          torch.outer(x[0], x[1]), torch.atan2(x, x), x.expm1(), x.erf(), x.addmm(x, x), torch.bmm(x[None], x[None]), x.reciprocal() * 2, x.sum().item() * x]:
    print(y.grad_fn.name())
