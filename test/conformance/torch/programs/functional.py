#### activations
import torch
import torch.nn.functional as F
x = torch.tensor([-2., -1.5, -0.4, 0., 0.3, 1., 2.2, 6.5], requires_grad=True)
for fn in [F.relu, F.relu6, F.leaky_relu, F.elu, F.selu, F.celu, F.gelu, F.silu, F.mish, F.softplus, F.hardtanh, F.hardsigmoid, F.hardswish, F.logsigmoid, F.softsign, F.tanhshrink, F.softshrink, F.hardshrink, F.sigmoid, F.tanh]:
    y = fn(x)
    g, = torch.autograd.grad(y.sum(), x)
    print(y)
    print(g)
#### activations with settings
import torch
import torch.nn.functional as F
x = torch.tensor([-3., -0.4, 0.3, 2.2], requires_grad=True)
print(F.leaky_relu(x, 0.2), F.elu(x, alpha=0.5), F.gelu(x, approximate='tanh'), F.softplus(x, beta=2))
print(F.hardtanh(x, -0.5, 0.5), F.threshold(x, 0.1, 20), F.softshrink(x, 0.3), F.celu(x, 2.))
print(F.softplus(torch.tensor([30., 1.]), threshold=20))
print(F.glu(torch.tensor([[1., 2., 3., 4.]], requires_grad=True)))
print(F.prelu(x, torch.tensor([0.3], requires_grad=True)))
print(F.prelu(torch.tensor([[-1., -2.]]), torch.tensor([0.1, 0.5])))
print(F.softmin(x, dim=0))
print(F.log_softmax(x, dim=-1), F.softmax(x, 0))
#### activations in place
import torch
import torch.nn.functional as F
x = torch.tensor([-1., 2.])
y = F.relu(x, inplace=True)
print(x, y is x)
w = torch.tensor([-1., 2.], requires_grad=True)
h = w * 2
F.leaky_relu(h, 0.1, inplace=True)
print(h)
h.sum().backward()
print(w.grad)
F.relu(w, inplace=True)
#### linear
import torch
import torch.nn.functional as F
x = torch.tensor([[1., 2., 3.], [0., -1., 1.]])
w = torch.tensor([[.1, .2, .3], [1., 0., -1.]], requires_grad=True)
b = torch.tensor([.5, -.5], requires_grad=True)
print(F.linear(x, w, b))
print(F.linear(x, w))
print(F.linear(x[0], w, b), F.linear(x[0], w))
print(F.linear(x[None], w, b), F.linear(x[None], w))
F.linear(x, w, b).pow(2).sum().backward()
print(w.grad, b.grad)
#### linear that does not fit
import torch
import torch.nn.functional as F
F.linear(torch.ones(2, 3), torch.ones(4, 5))
#### bilinear
import torch
import torch.nn.functional as F
a = torch.tensor([[1., 2.]], requires_grad=True)
b = torch.tensor([[0.5, -1., 2.]])
w = torch.arange(12.).reshape(2, 2, 3)
y = F.bilinear(a, b, w)
y.sum().backward()
print(y.detach(), a.grad)
#### mse
import torch
import torch.nn.functional as F
p = torch.tensor([[1., 2.], [3., 5.]], requires_grad=True)
t = torch.tensor([[1., 1.], [0., 4.]])
for how in ['mean', 'sum', 'none']:
    print(F.mse_loss(p, t, reduction=how), F.l1_loss(p, t, reduction=how), F.smooth_l1_loss(p, t, reduction=how), F.huber_loss(p, t, reduction=how))
F.mse_loss(p, t).backward()
print(p.grad)
print(F.smooth_l1_loss(p, t, beta=0.5), F.huber_loss(p, t, delta=0.5), F.smooth_l1_loss(p, t, beta=0))
#### mse of ints as a target
import torch
import torch.nn.functional as F
print(F.mse_loss(torch.tensor([1., 2.]), torch.tensor([0, 4])), F.l1_loss(torch.tensor([1., 2.]), torch.tensor([0, 4])))
#### binary cross entropy
import torch
import torch.nn.functional as F
z = torch.tensor([0.3, -2., 4.], requires_grad=True)
t = torch.tensor([1., 0., 1.])
for how in ['mean', 'sum', 'none']:
    print(F.binary_cross_entropy(torch.sigmoid(z), t, reduction=how), F.binary_cross_entropy_with_logits(z, t, reduction=how))
w = torch.tensor([1., 2., 0.5])
print(F.binary_cross_entropy(torch.sigmoid(z), t, weight=w), F.binary_cross_entropy_with_logits(z, t, weight=w))
print(F.binary_cross_entropy_with_logits(z, t, pos_weight=torch.tensor(3.)), F.binary_cross_entropy_with_logits(z, t, pos_weight=torch.tensor([1., 2., 3.])))
print(F.binary_cross_entropy(torch.tensor([0., 1., 0.5]), t))
#### binary cross entropy of no shares
import torch
import torch.nn.functional as F
F.binary_cross_entropy(torch.tensor([0.3, 1.2]), torch.tensor([1., 0.]))
#### binary cross entropy of several shapes
import torch
import torch.nn.functional as F
F.binary_cross_entropy(torch.rand(3, 1), torch.ones(3))
#### logits of several shapes
import torch
import torch.nn.functional as F
F.binary_cross_entropy_with_logits(torch.ones(3, 1), torch.ones(3))
#### binary labels of ints
import torch
import torch.nn.functional as F
F.binary_cross_entropy(torch.tensor([0.3, 0.2]), torch.tensor([1, 0]))
#### cross entropy
import torch
import torch.nn.functional as F
z = torch.tensor([[1., 2., 0.5], [0., -1., 3.], [0.2, 0.1, 0.]], requires_grad=True)
t = torch.tensor([1, 2, 0])
for how in ['mean', 'sum', 'none']:
    print(F.cross_entropy(z, t, reduction=how), F.nll_loss(F.log_softmax(z, 1), t, reduction=how))
loss = F.cross_entropy(z, t)
loss.backward()
print(z.grad)
w = torch.tensor([1., 2., 0.5])
print(F.cross_entropy(z, t, weight=w), F.cross_entropy(z, t, weight=w, reduction='sum'), F.cross_entropy(z, t, ignore_index=2), F.cross_entropy(z, torch.tensor([1, -100, 0])))
print(F.cross_entropy(z, t, label_smoothing=0.1), F.cross_entropy(z, t, label_smoothing=0.1, weight=w))
print(F.cross_entropy(z[0], torch.tensor(1)))
print(F.cross_entropy(z, F.softmax(z.detach(), 1)), F.cross_entropy(z, F.one_hot(t, 3).float(), reduction='none'))
#### cross entropy over more axes
import torch
import torch.nn.functional as F
z = torch.arange(12.).reshape(2, 3, 2).sin().requires_grad_()
t = torch.tensor([[0, 1], [2, 2]])
loss = F.cross_entropy(z, t)
loss.backward()
print(loss, z.grad)
print(F.cross_entropy(z, t, reduction='none').shape)
#### labels out of bounds
import torch
import torch.nn.functional as F
F.cross_entropy(torch.ones(2, 3), torch.tensor([0, 3]))
#### labels that are floats
import torch
import torch.nn.functional as F
F.cross_entropy(torch.ones(2, 3), torch.tensor([0., 1.]))
#### labels of another batch
import torch
import torch.nn.functional as F
F.cross_entropy(torch.ones(2, 3), torch.tensor([0, 1, 1]))
#### labels with an axis too many
import torch
import torch.nn.functional as F
F.cross_entropy(torch.ones(2, 3), torch.tensor([[0], [1]]))
#### other losses
import torch
import torch.nn.functional as F
x = torch.tensor([[0.2, -0.5], [1., 0.4]], requires_grad=True)
t = torch.tensor([[0.6, 0.4], [0.1, 0.9]])
print(F.kl_div(F.log_softmax(x, 1), t, reduction='batchmean'), F.kl_div(F.log_softmax(x, 1), t, reduction='sum'), F.kl_div(x, t.log(), reduction='none', log_target=True))
y = torch.tensor([1., -1.])
print(F.cosine_embedding_loss(x, t, y), F.cosine_embedding_loss(x, t, y, margin=0.2))
print(F.margin_ranking_loss(x[0], x[1], y, margin=0.5), F.hinge_embedding_loss(x[0], y), F.soft_margin_loss(x[0], y))
print(F.triplet_margin_loss(x, t, t + 0.5), F.triplet_margin_loss(x, t, -t, margin=2., swap=True))
print(F.poisson_nll_loss(x, t), F.gaussian_nll_loss(x, t, torch.ones(2, 2) * 0.5))
#### distances
import torch
import torch.nn.functional as F
x = torch.tensor([[3., 4.], [1., 0.]], requires_grad=True)
y = torch.tensor([[1., 1.], [0., 2.]])
print(F.normalize(x), F.normalize(x, dim=0), F.normalize(x, p=1))
print(F.cosine_similarity(x, y), F.pairwise_distance(x, y))
F.normalize(x)[0, 0].backward()
print(x.grad)
#### convolutions
import torch
import torch.nn.functional as F
x = torch.arange(16.).reshape(1, 1, 4, 4)
w = torch.tensor([[[[1., 0.], [0., -1.]]]], requires_grad=True)
print(F.conv2d(x, w), F.conv2d(x, w, stride=2, padding=1))
print(F.conv2d(x[0], w, torch.tensor([10.])).shape, F.conv2d(x, w, padding='same').shape, F.conv2d(x, w, dilation=2))
F.conv2d(x, w).sum().backward()
print(w.grad)
s = torch.arange(6.).reshape(1, 2, 3)
k = torch.tensor([[[1., -1.]], [[2., 0.5]]])
print(F.conv1d(s, k, groups=2), F.conv1d(s, torch.ones(1, 2, 2)))
print(F.conv_transpose2d(x[:, :, :2, :2], torch.ones(1, 1, 2, 2), stride=2).shape, F.conv_transpose1d(s, torch.ones(2, 1, 2)))
#### channels that do not fit
import torch
import torch.nn.functional as F
F.conv2d(torch.ones(1, 3, 5, 5), torch.ones(2, 1, 3, 3))
#### a kernel that is too large
import torch
import torch.nn.functional as F
F.conv2d(torch.ones(1, 1, 2, 2), torch.ones(1, 1, 3, 3))
#### an image with too few axes
import torch
import torch.nn.functional as F
F.conv2d(torch.ones(5, 5), torch.ones(1, 1, 3, 3))
#### pooling
import torch
import torch.nn.functional as F
x = torch.tensor([[[[1., 5., 2., 0.], [3., -1., 7., 4.], [0., 2., 1., 1.], [6., 0., 3., 2.]]]], requires_grad=True)
print(F.max_pool2d(x, 2), F.avg_pool2d(x, 2))
print(F.max_pool2d(x, 3, stride=1), F.max_pool2d(x, 2, padding=1), F.avg_pool2d(x, 2, padding=1), F.avg_pool2d(x, 2, padding=1, count_include_pad=False))
F.max_pool2d(x, 2).sum().backward()
print(x.grad)
print(F.adaptive_avg_pool2d(x, 1), F.adaptive_avg_pool2d(x, (2, 2)), F.adaptive_max_pool2d(x, 2))
print(F.max_pool1d(x[0, :, 0], 2), F.avg_pool1d(x[0, :, 0], 2), F.max_pool2d(x, 3, ceil_mode=True).shape)
#### a window that is too large
import torch
import torch.nn.functional as F
F.max_pool2d(torch.ones(1, 1, 2, 2), 3)
#### normalizing
import torch
import torch.nn.functional as F
x = torch.tensor([[1., 2., 4.], [0., -1., 3.], [2., 2., 2.5]], requires_grad=True)
print(F.layer_norm(x, (3,)), F.layer_norm(x, [3], torch.tensor([1., 2., 3.]), torch.tensor([0., 0., 1.])))
print(F.batch_norm(x, torch.zeros(3), torch.ones(3)), F.batch_norm(x, None, None, training=True))
m, v = torch.zeros(3), torch.ones(3)
F.batch_norm(x, m, v, training=True, momentum=0.2)
print(m, v)
g = torch.arange(12.).reshape(1, 4, 3).sin()
print(F.group_norm(g, 2), F.instance_norm(g))
#### a shape to normalize that does not fit
import torch
import torch.nn.functional as F
F.layer_norm(torch.ones(2, 3), (4,))
#### embeddings
import torch
import torch.nn.functional as F
table = torch.arange(8.).reshape(4, 2).requires_grad_()
y = F.embedding(torch.tensor([[0, 2], [2, 3]]), table)
print(y)
y.sum().backward()
print(table.grad)
print(F.one_hot(torch.tensor([0, 2, 1])), F.one_hot(torch.tensor([1]), num_classes=4), F.one_hot(torch.tensor([[0], [1]])).shape)
F.embedding(torch.tensor([4]), table)
#### padding
import torch
import torch.nn.functional as F
x = torch.tensor([[[1., 2., 3.]]], requires_grad=True)
print(F.pad(x, (1, 2)), F.pad(x, (1, 1), value=9.), F.pad(x, (2, 1), mode='reflect'), F.pad(x, (1, 1), mode='replicate'), F.pad(x, (-1, 0)))
F.pad(x, (1, 1), mode='reflect').sum().backward()
print(x.grad)
#### dropout
import torch
import torch.nn.functional as F
torch.manual_seed(3)
x = torch.ones(2, 6, requires_grad=True)
y = F.dropout(x, 0.4)
print(y)
y.sum().backward()
print(x.grad, F.dropout(x, 0.4, training=False) is x, F.dropout(x, p=1.).sum())
print(F.dropout2d(torch.ones(1, 4, 2, 1), 0.5).flatten())
print(torch.rand(1))
#### dropout with no share
import torch
import torch.nn.functional as F
F.dropout(torch.ones(2), 1.5)
