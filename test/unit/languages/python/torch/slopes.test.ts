import { describe, expect, test } from 'vitest';
import { inspectPython } from '../inspectPython';

/** Compares `backward()` with central differences, both by the program itself. */
const CHECK = `
import torch
import torch.nn.functional as F
torch.set_default_dtype(torch.float64)
def check(f, *values, h=1e-6):
    xs = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in values]
    def total():
        y = f(*xs)
        return (y * torch.linspace(0.5, 1.5, y.numel()).reshape(y.shape)).sum()
    total().backward()
    for x in xs:
        grad = x.grad.flatten().tolist() if x.grad is not None else [0.0] * x.numel()
        for k in range(x.numel()):
            around = []
            for step in (h, -h):
                with torch.no_grad():
                    x.view(-1)[k] += step
                    around.append(total().item())
                    x.view(-1)[k] -= step
            slope = (around[0] - around[1]) / (2 * h)
            if abs(slope - grad[k]) > 1e-6 * max(1, abs(slope)):
                print('wrong', k, slope, grad[k])
    print('checked', sum(x.numel() for x in xs))
def put(t, k, value):
    t[k] = value
    return t
v, w = [0.4, 1.3, 2.1], [1.7, 0.6, -1.2]
m, n = [[0.4, 1.3, 2.1], [1.9, -0.7, 0.3]], [[1.1, 0.2], [0.5, -0.9], [0.3, 1.4]]
s = [[2.0, 0.3], [0.4, 1.5]]
b = [[[0.4, 1.3], [2.1, 0.2]], [[1.0, -0.4], [0.6, 0.8]]]
i = torch.tensor([2, 0, 2])
m2 = [[0.9, -0.2, 1.4], [0.1, 1.6, -0.8]]
v3 = torch.tensor([0.5, 1.5, 2.])
l = torch.tensor([2, 0])
p = torch.tensor([[0.2, 0.5, 0.3], [0.9, 0.05, 0.05]])
img = [[[[0.4, 1.3, -0.2], [2.1, 0.2, 0.7], [-1.1, 0.9, 0.3]]]]
kernel = [[[[0.5, -0.2], [0.1, 0.8]]], [[[0.3, 0.6], [-0.4, 0.2]]]]
`;

const groups: Readonly<Record<string, readonly string[]>> = {
  'element by element': [
    'x.exp(), v', 'x.log(), v', 'x.sqrt(), v', 'x.sin() * x.cos(), w', 'x.tan(), v', 'x.tanh(), w', 'x.sigmoid(), w', 'x.abs(), w', 'x.square(), w',
    'x.reciprocal(), v', 'x.rsqrt(), v', 'x.log1p() + x.log2() + x.log10(), v', 'x.expm1() + x.exp2(), w', 'x.erf() + x.erfc(), w', 'x.atan() + x.sinh() + x.cosh(), w',
    '(x / 4).asin() + (x / 4).acos() + (x / 4).atanh(), w', 'x.asinh(), w', '(x + 2).acosh(), v', 'x.relu(), w', 'x.clamp(0, 1.5), w', 'x ** 3 + x ** -1.5 + 2 ** x, v',
    'x.frac() + x.floor() + x.round(), w', '-x + +x * 3 - x / 2, w', '1 / x + 5 - x + 3 * x, v', 'x % 0.9, v',
  ],
  'of two': [
    'x * y + x / y - y, v, w', 'x ** y, v, w', 'torch.atan2(x, y), v, w', 'torch.maximum(x, y) + torch.minimum(x, y), v, w', 'torch.hypot(x, y), v, w',
    'torch.logaddexp(x, y), v, w', 'torch.where(x > y, x * y, y), v, w', 'torch.lerp(x, y, 0.3), v, w', 'x.add(y, alpha=2).sub(x, alpha=3), v, w',
    'torch.addcmul(x, y, y, value=0.5), v, w', 'x.remainder(y), v, [1.7, 0.6, 1.3]', 'x.view(3, 1) * y, v, w', 'x + y, m, w',
  ],
  reductions: [
    'x.sum() * x.mean(), m', 'x.sum(0), m', 'x.mean(1, keepdim=True), m', 'x.prod(), m', 'x.prod(1), m', 'x.max() + x.min(), m', 'x.max(1)[0], m', 'x.amax(0), m',
    'x.var() + x.std(), m', 'x.var(0), m', 'x.std(1, unbiased=False), m', 'x.norm() + x.norm(p=1) + x.norm(p=3), m', 'x.norm(dim=1), m', 'x.logsumexp(1), m',
    'x.cumsum(1), m', 'x.cumprod(1), m', 'x.softmax(1), m', 'x.log_softmax(0), m', 'x.median(), v', 'x.cummax(1).values, m', 'torch.std_mean(x)[0], m',
  ],
  shapes: [
    'x.view(3, 2).t() @ x.t(), m', 'x.reshape(-1)[1:4], m', 'x.permute(1, 0).flatten(), m', 'x.unsqueeze(1).expand(2, 4, 3), m', 'x.repeat(2, 2), m', 'x.flip(1), m',
    'x.roll(1, 0), m', 'torch.cat([x, x * 2], 1), m', 'torch.stack([x, x.exp()]), m', 'x.split(2, 1)[0] ** 2, m', 'x.chunk(2)[1] ** 2, m', 'x.unbind(1)[2], m',
    'x.tril() + x.triu(1), m', 'x.diagonal(), m', 'torch.diag(x), v', 'x.trace(), m', 'x.repeat_interleave(2, 1), m', 'x.squeeze().T, m', 'x.narrow(1, 1, 2), m',
  ],
  indices: [
    'x[0] * x[1, 2], m', 'x[:, [0, 2]], m', 'x[:, i], m', 'x[i[:1] - 1], m', 'x[x > 0.5], m', 'x[None, ..., 0], m', 'x.gather(1, torch.tensor([[0, 0], [2, 1]])), m',
    'x.index_select(1, i), m', 'x.take(i), m', 'x.masked_fill(x > 1, 0.) * 2, m', 'x.masked_select(x > 0), m', 'x.sort(1)[0] ** 2, m', 'x.topk(2).values, m',
    'torch.zeros(3).scatter_add(0, i, x), v', 'torch.zeros(3).scatter(0, torch.tensor([2, 0, 1]), x), v',
  ],
  products: [
    'x @ y, m, n', 'x @ x[0], m', 'x[0] @ y, m, n', 'torch.dot(x, y), v, w', 'torch.outer(x, y), v, w', 'torch.bmm(x, x.transpose(1, 2)), b', 'x @ y, b, s',
    "torch.einsum('ij,jk->ki', x, y), m, n", "torch.einsum('bij,bjk->bik', x, x), b", 'torch.addmm(y, x, x), s, s', 'torch.det(x), s', 'torch.inverse(x), s',
    'torch.linalg.solve(x, y), s, s', 'torch.inner(x, y), v, w',
  ],
  'changes in place': [
    'x.clone().mul_(x).add_(1), v', '(x * 1).div_(2).exp_(), v', 'torch.zeros(2, 3).add_(x), v', 'put(torch.zeros(3), 1, x[0] ** 2), v',
    '(lambda t: (t[0].mul_(2), t)[1])(x * 1), m', '(lambda t: (t.view(-1).exp_(), t)[1])(x * 1), m', 'put((x * 2).t(), 0, x[0, :2]), s',
    'put(x * 2, x > 1, x[0, 0]), m', 'put(x * 2, [0, 1], x[:2] ** 2), v',
  ],
  activations: [
    'F.relu(x), w', 'F.relu6(x), w', 'F.leaky_relu(x, 0.2), w', 'F.elu(x), w', 'F.elu(x, 0.5), w', 'F.celu(x, 2.), w', 'F.selu(x), w', 'F.gelu(x), w',
    "F.gelu(x, approximate='tanh'), w", 'F.silu(x), w', 'F.mish(x), w', 'F.softplus(x, 2), w', 'F.hardtanh(x, -1, 1.5), w', 'F.hardsigmoid(x), w', 'F.hardswish(x), w',
    'F.logsigmoid(x), w', 'F.softsign(x), w', 'F.tanhshrink(x), w', 'F.softshrink(x), w', 'F.hardshrink(x), w', 'F.threshold(x, 0.7, 3.), w', 'F.prelu(x, y), m, v',
    'F.prelu(x, y), w, [0.3]', 'F.glu(x, 0), m', 'F.softmin(x, 1), m', 'F.sigmoid(x) * F.tanh(x), w', 'F.softmax(x, 1) + F.log_softmax(x, 0), m',
    'F.relu(x * 2, inplace=True), w',
  ],
  layers: [
    'F.linear(x, y), m, m', 'F.linear(x, y, torch.ones(2)), [m], m', 'F.linear(x, torch.tensor(m2), y), m, [0.1, 0.2]', 'F.linear(x, y), v, m', 'F.bilinear(x, y, torch.ones(2, 3, 2)), m, s',
    'F.conv2d(x, y), img, kernel', 'F.conv2d(x, y, stride=2, padding=1), img, kernel', 'F.conv2d(x[0], y, dilation=2), img, kernel', 'F.conv1d(x, y), b, b',
    "F.conv2d(x, y, padding='same'), img, kernel", 'F.conv1d(x, torch.ones(2, 1, 2), y, groups=2), b, [0.5, 1.5]', 'F.conv_transpose2d(x, y, stride=2), [[img[0][0], img[0][0]]], kernel',
    'F.max_pool2d(x, 2, 1), img', 'F.max_pool2d(x, 2, padding=1), img', 'F.avg_pool2d(x, 2, 1, 1), img', 'F.avg_pool2d(x, 2, 1, 1, count_include_pad=False), img',
    'F.max_pool1d(x, 2), b', 'F.avg_pool1d(x, 2), b', 'F.adaptive_avg_pool2d(x, 1), img', 'F.adaptive_max_pool2d(x, 1), img', 'F.layer_norm(x, (3,)), m',
    'F.layer_norm(x, (3,), y, y), m, v', 'F.batch_norm(x, None, None, y, y, training=True), m, v', 'F.batch_norm(x, torch.zeros(3), torch.ones(3), y, y), m, v',
    'F.batch_norm(x, torch.zeros(2), torch.ones(2), training=True), b', 'F.group_norm(x, 2, y, y), b, [0.5, 1.5]', 'F.instance_norm(x), b', 'F.embedding(i[:2], x), [m[0], m[1], v]',
    'F.pad(x, (1, 2), value=3.), m', "F.pad(x, (1, 1), mode='reflect'), b", "F.pad(x, (1, 1), mode='replicate'), b", 'F.dropout(x, 0.), m', 'F.normalize(x) + F.normalize(x, p=1, dim=0), m',
    'F.cosine_similarity(x, y), m, m2', 'F.pairwise_distance(x, y), m, m2',
  ],
  losses: [
    'F.mse_loss(x, y), v, w', "F.mse_loss(x, y, reduction='none'), m, m2", "F.l1_loss(x, y, reduction='sum'), v, w", 'F.smooth_l1_loss(x, y, beta=0.5), v, w', 'F.huber_loss(x, y), v, w',
    'F.binary_cross_entropy(x.sigmoid(), y.sigmoid()), v, w', 'F.binary_cross_entropy(x.sigmoid(), p, weight=p), m', 'F.binary_cross_entropy_with_logits(x, y.sigmoid()), v, w',
    'F.binary_cross_entropy_with_logits(x, p, pos_weight=y.exp()), m, w', 'F.cross_entropy(x, l), m', 'F.cross_entropy(x, l, weight=p[0], label_smoothing=0.1), m',
    "F.cross_entropy(x, l, reduction='none'), m", 'F.cross_entropy(x, p, label_smoothing=0.2), m', 'F.cross_entropy(x, y.softmax(1)), m, m2', 'F.cross_entropy(x, l[:, None].expand(2, 2) // 2), b',
    'F.nll_loss(x, l, ignore_index=0), m', "F.kl_div(x.log_softmax(1), y.softmax(1), reduction='batchmean'), m, m2", 'F.kl_div(x, y, log_target=True), m, m2',
    'F.cosine_embedding_loss(x, y, torch.tensor([1., -1.])), m, m2', 'F.hinge_embedding_loss(x, torch.tensor([1., -1., -1.])), v', 'F.margin_ranking_loss(x, y, torch.ones(3), 0.3), v, w',
    'F.triplet_margin_loss(x, y, y + 0.4, margin=3.), m, m2', 'F.soft_margin_loss(x, torch.tensor([1., -1., 1.])), v', 'F.poisson_nll_loss(x, y), v, v', 'F.gaussian_nll_loss(x, y, v3), v, w',
  ],
}; // biome-ignore format: a table

describe('gradients are those of finite differences', () => {
  for (const [group, cases] of Object.entries(groups)) {
    test(group, { timeout: 60_000 }, () => {
      const calls = cases.map((each) => {
        const isPair = /\by\b/.test(each);
        return `check(lambda x${isPair ? ', y' : ''}: ${each})`;
      });
      const [result] = inspectPython(`${CHECK}${calls.join('\n')}\n`, { budget: { time: 30_000 } });
      expect(result!.error).toBeNull();
      const lines = result!.stdout.trimEnd().split('\n');
      const found = lines.filter((line) => !line.startsWith('checked'));
      expect(found).toEqual([]);
      expect(lines).toHaveLength(cases.length);
    });
  }
});

const twice: readonly string[] = [
  'x ** 3', 'x.sin() * x', 'x.exp() / (1 + x)', 'x.tanh()', 'x.sigmoid()', 'x.log() * x.sqrt()', 'x.softmax(0)', 'x.log_softmax(0)', 'x.prod()', 'x @ x * x', 'x.norm()',
  'x.logsumexp(0)', 'x.std()', 'torch.outer(x, x)', 'x[1:] * x[:-1]', 'torch.stack([x, x ** 2]).prod(0)',
]; // biome-ignore format: a table

test('second gradients are slopes of first ones', { timeout: 60_000 }, () => {
  const code = `
import torch
torch.set_default_dtype(torch.float64)
def slope(f, x):
    g, = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    return (g * torch.linspace(0.5, 1.5, g.numel())).sum()
def check(f, h=1e-5):
    x = torch.tensor([0.4, 1.3, 2.1], requires_grad=True)
    slope(f, x).backward()
    grad = x.grad.tolist()
    for k in range(3):
        around = []
        for step in (h, -h):
            with torch.no_grad():
                moved = x.clone()
                moved[k] += step
            around.append(slope(f, moved.requires_grad_()).item())
        wanted = (around[0] - around[1]) / (2 * h)
        if abs(wanted - grad[k]) > 1e-5 * max(1, abs(wanted)):
            print('wrong', k, wanted, grad[k])
    print('checked')
${twice.map((each) => `check(lambda x: ${each})`).join('\n')}
`;
  const [result] = inspectPython(code, { budget: { time: 30_000 } });
  expect(result!.error).toBeNull();
  expect(result!.stdout).toBe('checked\n'.repeat(twice.length));
});
