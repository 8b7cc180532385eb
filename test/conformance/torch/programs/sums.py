#### sums of single precision, all elements
import torch
torch.manual_seed(3)
for n in [2, 3, 5, 7, 8, 9, 17, 31, 32, 33, 50, 64, 100, 128, 333, 512, 777, 1000, 2048, 4097, 10000]:
    x = torch.rand(n)
    print(n, x.sum().item(), x.mean().item(), (x * x).sum().item())

#### sums along an axis
import torch
torch.manual_seed(4)
for shape in [(7, 13), (40, 6), (100, 10), (3, 4, 5), (20, 33), (16, 8), (5, 40)]:
    t = torch.rand(*shape)
    print(shape, t.sum(0).flatten().tolist()[:6], t.mean(0).flatten().tolist()[-3:])
    print(t.sum(1).flatten().tolist()[:6], t[..., 1].sum().item())

#### sums in double precision
import torch
torch.manual_seed(5)
for shape in [(7, 13), (40, 6), (20, 33), (5, 40)]:
    t = torch.rand(*shape, dtype=torch.float64)
    print(shape, t.sum().item(), t.sum(0).tolist()[-3:], t.sum(1).tolist()[:3], t.t().sum(0).tolist()[:3])
