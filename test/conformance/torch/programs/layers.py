#### linear from a seed
import torch
import torch.nn as nn
torch.manual_seed(0)
layer = nn.Linear(3, 2)
print(layer, layer.weight, layer.bias, sep='\n')
print(layer(torch.ones(1, 3)), layer.in_features, nn.Linear(2, 1, bias=False).bias)
print(nn.Linear(20, 30).weight[3, :4], nn.Linear(1, 1, dtype=torch.float64).weight)
#### convolutions from a seed
import torch
import torch.nn as nn
torch.manual_seed(1)
c = nn.Conv2d(2, 3, 2, stride=2, padding=1)
print(c, c.weight, c.bias, sep='\n')
print(nn.Conv2d(1, 4, (3, 5), padding='same', dilation=2), nn.Conv2d(4, 4, 3, groups=2, bias=False), nn.Conv2d(1, 1, 3, padding=1, padding_mode='reflect'))
d = nn.Conv1d(1, 2, 3)
print(d, d.weight)
print(c(torch.ones(1, 2, 4, 4)).shape, nn.ConvTranspose2d(2, 1, 2, stride=2, output_padding=1), nn.ConvTranspose2d(2, 1, 2)(torch.ones(1, 2, 3, 3)))
#### embeddings from a seed
import torch
import torch.nn as nn
torch.manual_seed(2)
e = nn.Embedding(4, 3)
print(e, e.weight, e(torch.tensor([1, 3])))
p = nn.Embedding(10, 3, padding_idx=0)
print(p, p.weight[:2])
p(torch.tensor([0, 1])).sum().backward()
print(p.weight.grad[:2])
q = nn.Embedding.from_pretrained(torch.tensor([[1., 2.], [3., 4.]]))
print(q, q(torch.tensor([1])), q.weight.requires_grad, nn.Embedding.from_pretrained(torch.ones(2, 2), freeze=False).weight.requires_grad)
#### bilinear from a seed
import torch
import torch.nn as nn
torch.manual_seed(5)
b = nn.Bilinear(2, 3, 1)
print(b, b.weight, b.bias)
print(b(torch.ones(1, 2), torch.ones(1, 3)))
#### normalizations
import torch
import torch.nn as nn
bn = nn.BatchNorm1d(2)
x = torch.tensor([[1., 2.], [3.5, 0.], [5., 3.]])
print(bn, bn(x), bn.running_mean, bn.running_var, bn.num_batches_tracked, sep='\n')
bn(x)
bn.eval()
print(bn(x), bn.running_mean)
print(list(bn.state_dict()))
print(nn.BatchNorm2d(3, eps=1e-3, momentum=None, affine=False), nn.LayerNorm(4), nn.LayerNorm([2, 3], elementwise_affine=False), nn.GroupNorm(2, 4))
print(nn.LayerNorm(2)(x))
b2 = nn.BatchNorm2d(2, momentum=None)
b2(torch.arange(16.).reshape(2, 2, 2, 2)); b2(torch.ones(2, 2, 2, 2))
print(b2.running_mean, b2.running_var)
#### batch norm of one sample
import torch
import torch.nn as nn
nn.BatchNorm1d(2)(torch.ones(1, 2))
#### batch norm of too many axes
import torch
import torch.nn as nn
nn.BatchNorm2d(2)(torch.ones(1, 2))
#### how layers are shown
import torch.nn as nn
for layer in [nn.ReLU(), nn.ReLU(inplace=True), nn.LeakyReLU(0.2), nn.ELU(), nn.SELU(), nn.GELU(), nn.SiLU(), nn.Mish(), nn.Softplus(), nn.Softmax(dim=1), nn.LogSoftmax(1), nn.Sigmoid(), nn.Tanh(), nn.PReLU(), nn.Hardtanh(), nn.ReLU6(), nn.Softsign(), nn.Tanhshrink(), nn.Softshrink(), nn.Hardswish(), nn.GLU(), nn.Threshold(0.1, 20), nn.LogSigmoid(), nn.CELU(), nn.Hardsigmoid(), nn.Softmin(dim=0)]:
    print(layer)
for layer in [nn.Dropout(), nn.Dropout(0.2), nn.Dropout2d(p=0.1, inplace=True), nn.Flatten(), nn.Identity(), nn.Unflatten(1, (2, 3)), nn.MaxPool2d(2), nn.MaxPool2d(3, stride=2, padding=1), nn.MaxPool1d(2), nn.AvgPool2d(2), nn.AvgPool1d(2), nn.AdaptiveAvgPool2d(1), nn.AdaptiveAvgPool2d((1, 2)), nn.AdaptiveMaxPool1d(2), nn.ZeroPad2d(1), nn.ReflectionPad2d(2), nn.ConstantPad1d(1, 2.5)]:
    print(layer)
for layer in [nn.MSELoss(), nn.L1Loss(), nn.CrossEntropyLoss(), nn.NLLLoss(), nn.BCELoss(), nn.BCEWithLogitsLoss(), nn.SmoothL1Loss(), nn.HuberLoss(), nn.KLDivLoss(), nn.CosineEmbeddingLoss(), nn.MarginRankingLoss(), nn.TripletMarginLoss(), nn.HingeEmbeddingLoss()]:
    print(layer, layer.reduction)
for layer in [nn.RNN(2, 3), nn.LSTM(2, 3, num_layers=2, batch_first=True), nn.GRU(2, 3, bidirectional=True, dropout=0.1, num_layers=2), nn.LSTMCell(2, 3), nn.RNNCell(2, 3, nonlinearity='relu'), nn.GRUCell(2, 3, bias=False)]:
    print(layer)
#### layers compute
import torch
import torch.nn as nn
x = torch.tensor([[-1., 0.5], [2., -3.]])
for layer in [nn.ReLU(), nn.LeakyReLU(0.2), nn.ELU(), nn.GELU(), nn.Softplus(), nn.Softmax(dim=1), nn.LogSoftmax(dim=1), nn.PReLU(), nn.Hardtanh(), nn.Flatten(0), nn.Identity(), nn.Threshold(0.1, 20.), nn.GLU(), nn.ZeroPad2d(1), nn.Unflatten(1, (2, 1))]:
    print(layer(x))
img = torch.arange(16.).reshape(1, 1, 4, 4)
print(nn.MaxPool2d(2)(img), nn.AvgPool2d(2)(img), nn.AdaptiveAvgPool2d(2)(img), nn.ReflectionPad2d(1)(img).shape)
#### losses compute
import torch
import torch.nn as nn
p = torch.tensor([[0.2, 0.7], [0.9, 0.4]], requires_grad=True)
t = torch.tensor([[0., 1.], [1., 1.]])
y = torch.tensor([1, 0])
for loss in [nn.MSELoss(), nn.L1Loss(reduction='sum'), nn.SmoothL1Loss(beta=0.5), nn.HuberLoss(delta=0.2), nn.BCELoss(), nn.BCEWithLogitsLoss(pos_weight=torch.tensor([2., 1.]))]:
    print(loss(p, t))
for loss in [nn.CrossEntropyLoss(), nn.CrossEntropyLoss(weight=torch.tensor([1., 3.])), nn.CrossEntropyLoss(label_smoothing=0.2), nn.NLLLoss(), nn.CrossEntropyLoss(reduction='none'), nn.CrossEntropyLoss(ignore_index=0)]:
    print(loss(p, y))
nn.CrossEntropyLoss()(p, y).backward()
print(p.grad)
print(nn.CosineSimilarity()(p, t), nn.PairwiseDistance()(p, t))
#### dropout in training and after
import torch
import torch.nn as nn
torch.manual_seed(4)
drop = nn.Dropout(0.5)
x = torch.ones(8)
print(drop(x))
drop.eval()
print(drop(x), drop.training)
#### sequential
import torch
import torch.nn as nn
from collections import OrderedDict
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
print(net)
print(len(net), net[0], net[-1], net[:2], [type(m).__name__ for m in net])
print(net(torch.tensor([[1., 2.]])))
named = nn.Sequential(OrderedDict([('fc', nn.Linear(2, 2)), ('act', nn.Tanh())]))
print(named, named.fc.weight.shape, named[1], [n for n, _ in named.named_parameters()])
net[1] = nn.Tanh()
net.append(nn.Sigmoid())
print(net)
net.add_module('last', nn.Identity())
print([n for n, _ in net.named_children()], sum(p.numel() for p in net.parameters()))
del net[1]
print(net)
#### sequential of what is no module
import torch.nn as nn
nn.Sequential(nn.Linear(1, 1), 3)
#### module lists
import torch
import torch.nn as nn
class Net(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])])
        self.heads = nn.ModuleDict({'a': nn.Linear(2, 1), 'b': nn.Identity()})
        self.scales = nn.ParameterList([nn.Parameter(torch.ones(2)), nn.Parameter(torch.zeros(1, 3))])
    def forward(self, x, head='a'):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.heads[head](x)
torch.manual_seed(1)
net = Net([3, 4, 2])
print(net)
print(net(torch.ones(1, 3)), net(torch.ones(1, 3), head='b'))
print([n for n, _ in net.named_parameters()])
net.layers.append(nn.Linear(2, 2))
net.layers.extend([nn.Linear(2, 2)])
print(len(net.layers), len(net.heads), 'a' in net.heads, list(net.heads.keys()), net.layers[0].in_features, net.layers[1:3])
for k, m in net.heads.items():
    print(k, m)
for i, s in enumerate(net.scales):
    print(i, s.shape)
#### recurrent networks
import torch
import torch.nn as nn
torch.manual_seed(0)
x = torch.randn(3, 2, 2)
for net in [nn.RNN(2, 3), nn.GRU(2, 3)]:
    out, h = net(x)
    print(out.shape, h.shape, out[-1], h)
lstm = nn.LSTM(2, 3, num_layers=2, batch_first=True)
out, (h, c) = lstm(x.transpose(0, 1))
print(out.shape, h.shape, c.shape, out[:, -1], c[1])
out.sum().backward()
print(lstm.weight_ih_l0.grad, lstm.bias_hh_l1.grad)
print([n for n, _ in lstm.named_parameters()])
bi = nn.GRU(2, 3, bidirectional=True)
out, h = bi(x)
print(out.shape, h.shape, out[0])
print(nn.RNN(2, 3, nonlinearity='relu')(x[:, 0])[0])
#### recurrent cells
import torch
import torch.nn as nn
torch.manual_seed(0)
x = torch.randn(2, 4)
cell = nn.LSTMCell(4, 3)
h, c = cell(x)
h, c = cell(x, (h, c))
print(h, c)
print(nn.GRUCell(4, 3)(x), nn.RNNCell(4, 3)(x, torch.ones(2, 3)))
#### initial numbers
import torch
import torch.nn as nn
torch.manual_seed(0)
w = torch.empty(3, 4)
for fill in [nn.init.uniform_, nn.init.normal_, nn.init.xavier_uniform_, nn.init.xavier_normal_, nn.init.kaiming_uniform_, nn.init.kaiming_normal_, nn.init.ones_, nn.init.zeros_, nn.init.eye_]:
    print(fill(w))
print(nn.init.constant_(w, 0.3), nn.init.uniform_(w, -2, 2), nn.init.normal_(w, mean=1., std=0.1))
print(nn.init.kaiming_normal_(w, mode='fan_out', nonlinearity='relu'), nn.init.xavier_uniform_(w, gain=nn.init.calculate_gain('relu')))
print(nn.init.calculate_gain('tanh'), nn.init.calculate_gain('leaky_relu', 0.2), nn.init.calculate_gain('linear'))
#### weights filled by a function
import torch
import torch.nn as nn
torch.manual_seed(0)
def init_weights(m):
    if isinstance(m, nn.Linear):
        nn.init.xavier_uniform_(m.weight)
        m.bias.data.fill_(0.01)
net = nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.Linear(2, 2)))
net.apply(init_weights)
print(net[0].weight, net[1][0].bias)
#### fans of a vector
import torch
import torch.nn as nn
nn.init.xavier_uniform_(torch.empty(3))
#### clipped gradients
import torch
import torch.nn as nn
a = nn.Parameter(torch.tensor([3., 4.]))
b = nn.Parameter(torch.tensor([1.]))
(a * a).sum().backward()
total = nn.utils.clip_grad_norm_([a, b], 1.)
print(total, a.grad, b.grad)
nn.utils.clip_grad_value_([a], 0.5)
print(a.grad)
a.grad = torch.tensor([1., -2.])
print(nn.utils.clip_grad_norm_(a, max_norm=100.), a.grad, nn.utils.clip_grad_norm_([a], 1., norm_type=float('inf')), a.grad)
v = nn.utils.parameters_to_vector([a, b])
print(v)
nn.utils.vector_to_parameters(torch.tensor([7., 8., 9.]), [a, b])
print(a, b)
#### layers of one's own
import torch
import torch.nn as nn
class Doubled(nn.Linear):
    def forward(self, x):
        return super().forward(x) * 2
class Named(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.w = nn.Parameter(torch.ones(n))
    def forward(self, x):
        return x * self.w
    def extra_repr(self):
        return f'n={self.n}'
torch.manual_seed(0)
d = Doubled(2, 1)
print(d, d(torch.ones(2)))
print(Named(3), nn.Sequential(Named(2), d))
class Both(Named):
    def __init__(self):
        super().__init__(2)
        self.inner = nn.ReLU()
print(Both())
#### what modules hold
import torch
import torch.nn as nn
torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)
        self.tied = self.fc
        self.register_buffer('steps', torch.zeros(1))
        self.register_buffer('hidden', torch.ones(1), persistent=False)
        self.none = None
    def forward(self, x):
        return self.tied(self.fc(x))
net = Net()
print(net)
print([n for n, _ in net.named_parameters()], list(net.state_dict()), [n for n, _ in net.named_modules()], len(list(net.children())))
print(net.state_dict()['fc.bias'], [n for n, _ in net.named_buffers()], net.get_submodule('fc'), net.get_parameter('fc.weight').shape)
print(next(net.parameters()).shape, [p.shape for p in net.parameters(recurse=False)])
net.requires_grad_(False)
print([p.requires_grad for p in net.parameters()], net.double().fc.weight.dtype)
#### zero_grad
import torch
import torch.nn as nn
net = nn.Linear(1, 1)
net(torch.ones(1, 1)).backward()
net.zero_grad(set_to_none=True)
print(net.weight.grad)
net(torch.ones(1, 1)).backward()
net.zero_grad(set_to_none=False)
print(net.weight.grad)
#### state that does not fit
import torch
import torch.nn as nn
net = nn.Linear(2, 1)
print(net.load_state_dict({'weight': torch.ones(1, 2), 'bias': torch.zeros(1)}))
print(net.weight)
print(net.load_state_dict({'weight': torch.zeros(1, 2)}, strict=False))
net.load_state_dict({'weight': torch.ones(2, 2), 'other': torch.zeros(1)})
#### what is wrong is told
import torch, torch.nn as nn, torch.nn.functional as F
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e).split('\n')[0])
t(lambda: nn.Linear(2, 1)(torch.ones(3, 2, dtype=torch.long)))
t(lambda: nn.Linear(2, 1)(torch.ones(2, dtype=torch.long)))
t(lambda: nn.Linear(2, 1)(torch.ones(1, 3, 2, dtype=torch.float64)))
t(lambda: nn.Linear(2, 1)(torch.ones(3, 2, dtype=torch.float64)))
t(lambda: nn.Linear(2, 1)([1., 2.]))
t(lambda: nn.Linear(2, 1)(torch.tensor(1.)))
t(lambda: nn.Linear(2, 1)(torch.ones(3)))
t(lambda: nn.Linear(2, 1)(torch.ones(4, 5, 3)))
t(lambda: nn.Conv2d(1, 1, 3)(torch.ones(1, 1, 4, 4, dtype=torch.float64)))
t(lambda: nn.Conv1d(2, 1, 3)(torch.ones(1, 3, 4)))
t(lambda: nn.MSELoss()(torch.ones(3), torch.ones(4)))
t(lambda: nn.MSELoss(reduction='avg')(torch.ones(3), torch.ones(3)))
t(lambda: nn.BCELoss()(torch.ones(3, 1) / 2, torch.ones(3)))
t(lambda: nn.CrossEntropyLoss()(torch.ones(3, 2), torch.ones(3, dtype=torch.int32)))
t(lambda: nn.CrossEntropyLoss()(torch.ones(3, 2), torch.ones(3, 1, dtype=torch.long)))
t(lambda: nn.CrossEntropyLoss()(torch.ones(3, 2), torch.tensor([0, 1, -1])))
t(lambda: nn.CrossEntropyLoss()(torch.ones(3, 2), torch.tensor(1)))
t(lambda: F.cross_entropy(torch.ones(3, 2, dtype=torch.long), torch.tensor([0, 1, 1])))
t(lambda: F.nll_loss(torch.ones(3), torch.tensor([1])))
t(lambda: nn.CrossEntropyLoss(weight=torch.ones(3))(torch.ones(3, 2), torch.tensor([0, 1, 1])))
t(lambda: nn.Embedding(3, 2)(torch.tensor([0.5])))
t(lambda: nn.Embedding(3, 2)(torch.tensor([-1])))
t(lambda: F.one_hot(torch.tensor([1., 2.])))
t(lambda: F.one_hot(torch.tensor([3]), 2))
t(lambda: nn.Dropout(1.2))
t(lambda: nn.BatchNorm1d(3)(torch.ones(4, 2)))
t(lambda: nn.LayerNorm(3)(torch.ones(4, 2)))
t(lambda: nn.MaxPool2d(2)(torch.ones(4)))
t(lambda: nn.AvgPool2d(5)(torch.ones(1, 1, 3, 3)))
t(lambda: nn.LSTM(3, 2)(torch.ones(4, 1, 2)))
t(lambda: nn.LSTM(3, 2)(torch.ones(4, 1, 3), (torch.ones(1, 2, 2), torch.ones(1, 2, 2))))
t(lambda: nn.GRUCell(3, 2)(torch.ones(1, 4)))
t(lambda: nn.Sequential(nn.Linear(1, 1))[3])
t(lambda: nn.ModuleDict({'a': nn.ReLU()})['b'])
t(lambda: nn.Softmax(dim=2)(torch.ones(2, 2)))
t(lambda: F.softmax(torch.ones(2, dtype=torch.long), dim=0))
t(lambda: nn.Linear())
t(lambda: nn.Linear(2))
t(lambda: nn.Linear(2, 3, foo=1))
t(lambda: nn.Linear(2, 3)())
t(lambda: torch.optim.SGD([torch.ones(1)], lr=0.1, nesterov=True))
t(lambda: torch.optim.Adam(nn.Linear(1, 1), lr=0.1))
t(lambda: torch.optim.Adam([nn.Linear(1, 1)], lr=0.1))
t(lambda: torch.optim.lr_scheduler.StepLR(3, 1))
t(lambda: torch.utils.data.TensorDataset(torch.ones(2), torch.ones(3)))
t(lambda: torch.utils.data.DataLoader([1], batch_size=0))
t(lambda: list(torch.utils.data.DataLoader([torch.ones(1), torch.ones(2)], batch_size=2)))
t(lambda: torch.utils.data.random_split([1, 2, 3], [1, 1]))
t(lambda: nn.init.kaiming_uniform_(torch.ones(2, 2), nonlinearity='foo'))
t(lambda: F.relu(torch.ones(2, dtype=torch.long)))
t(lambda: F.gelu(torch.ones(2, dtype=torch.long)))
t(lambda: F.pad(torch.ones(2), (1,)))
t(lambda: F.pad(torch.ones(1, 1, 2), (3, 0), mode='reflect'))
t(lambda: setattr(nn.Linear(1, 1), 'weight', torch.ones(1)))
#### loaded states are written in place
import torch
import torch.nn as nn
net = nn.Linear(2, 1)
view = net.weight.data
kept = net.state_dict()
net.load_state_dict({'weight': torch.tensor([[5., 6.]]), 'bias': torch.zeros(1)})
print(view, kept['weight'], net.weight)
opt = torch.optim.SGD(net.parameters(), lr=1.)
net(torch.ones(1, 2)).backward()
opt.step()
print(view, kept['bias'], net.weight.grad)
#### sequences that are padded
import torch
import torch.nn as nn
from torch.nn.utils.rnn import pad_sequence
a, b = torch.tensor([1., 2., 3.]), torch.tensor([4.])
print(pad_sequence([a, b]), pad_sequence([a, b], batch_first=True, padding_value=-1.), nn.utils.rnn.pad_sequence([torch.ones(2, 2), torch.ones(1, 2)]).shape)
#### what a module keeps its parts under
import torch.nn as nn
net = nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1))
print(list(net._modules), list(net[0]._parameters), list(net[1]._buffers), net._modules['0'])
