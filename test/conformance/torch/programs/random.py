#### seeded
import torch
torch.manual_seed(0)
print(torch.rand(3), torch.randn(3), torch.randn(2, 10), torch.randint(0, 10, (5,)), torch.randperm(5), torch.randint(5, (2, 2)), torch.rand(2, 2), torch.randn(17), torch.randn(()))
torch.manual_seed(42)
print(torch.rand(5), torch.randn(5), torch.randn(16), torch.rand_like(torch.zeros(2)), torch.randn_like(torch.zeros(2)), torch.empty(3).uniform_(-1, 1), torch.empty(3).normal_(2, 3), torch.normal(0., 1., (3,)))
#### doubles
import torch
torch.manual_seed(1)
print(torch.rand(3, dtype=torch.float64), torch.randn(3, dtype=torch.float64), torch.randn(20, dtype=torch.float64))
#### seeded again
import torch
torch.manual_seed(3)
a = torch.randn(3)
torch.manual_seed(3)
print(torch.equal(a, torch.randn(3)))
g = torch.Generator().manual_seed(7)
print(torch.rand(2, generator=g), torch.randn(3, requires_grad=True).requires_grad, torch.randperm(4, generator=g))
#### chances
import torch
torch.manual_seed(5)
print(torch.bernoulli(torch.full((8,), 0.3)), torch.normal(torch.zeros(3), torch.ones(3)), torch.randint(3, 7, (6,)))
#### places by weights
import torch
p = torch.tensor([0.1, 0.2, 0.3, 0.4])
for seed in range(4):
    torch.manual_seed(seed)
    print(torch.multinomial(p, 6, replacement=True), torch.multinomial(p, 3), torch.multinomial(p.view(2, 2), 1), torch.rand(2))
    print(torch.zeros(6).bernoulli_(0.3), torch.zeros(3).exponential_(), torch.empty(3).random_(0, 10), torch.rand(2))
