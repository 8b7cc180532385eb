import type { Value } from '../../../core/values';
import { Float } from '../../values/numbers';
import { callFunctional } from '../functional/members';
import { TorchTensor } from '../tensor';
import { buffer, field, keep, layer } from './layer';

/** A setting of a loss: an attribute that its function takes under the same name. */
type Setting = readonly [name: string, usual: Value];

/**
 * A loss as a module. `order` is that of the function's arguments behind what `forward` takes; names that are no attribute
 * stand for what is deprecated, and are passed as None.
 */
function loss(
  name: string,
  fn: string,
  takes: string,
  init: string,
  settings: readonly Setting[],
  order: readonly string[],
): void {
  const names = init.split(', ').map((each) => each.replace(/=$/, ''));
  layer(name, {
    home: 'loss',
    init,
    make(rt, module, args, source) {
      const averages = args[names.indexOf('size_average')];
      const sums = args[names.indexOf('reduce')];
      const given = args[names.indexOf('reduction')];
      const usual = sums === false ? 'none' : averages === false ? 'sum' : 'mean';
      if (given !== undefined && !['none', 'mean', 'sum', 'batchmean'].includes(String(given)))
        throw rt.error('ValueError', `${String(given)} is not a valid value for reduction`, source);
      keep(module, { reduction: given ?? usual });
      for (const [own, otherwise] of settings) {
        const value = args[names.indexOf(own)] ?? otherwise;
        if (own === 'weight' || own === 'pos_weight') buffer(module, own, value instanceof TorchTensor ? value : null);
        else keep(module, { [own]: value });
      }
    },
    takes,
    forward: (rt, module, args, source) =>
      callFunctional(rt, fn, [...args, ...order.map((own) => field(module, own) ?? null)], source),
  });
}

const OLD = 'size_average=, reduce=, reduction=';
const old = ['size_average', 'reduce', 'reduction'];
const one = new Float(1);

loss('MSELoss', 'mse_loss', 'input, target', OLD, [], old);
loss('L1Loss', 'l1_loss', 'input, target', OLD, [], old);
loss('SmoothL1Loss', 'smooth_l1_loss', 'input, target', `${OLD}, beta=`, [['beta', one]], [...old, 'beta']);
loss('HuberLoss', 'huber_loss', 'input, target', 'reduction=, delta=', [['delta', one]], ['reduction', 'delta']);
loss('BCELoss', 'binary_cross_entropy', 'input, target', `weight=, ${OLD}`, [['weight', null]], ['weight', ...old]);
loss(
  'BCEWithLogitsLoss',
  'binary_cross_entropy_with_logits',
  'input, target',
  `weight=, ${OLD}, pos_weight=`,
  [
    ['weight', null],
    ['pos_weight', null],
  ],
  ['weight', ...old, 'pos_weight'],
);
loss(
  'CrossEntropyLoss',
  'cross_entropy',
  'input, target',
  'weight=, size_average=, ignore_index=, reduce=, reduction=, label_smoothing=',
  [
    ['weight', null],
    ['ignore_index', -100],
    ['label_smoothing', new Float(0)],
  ],
  ['weight', 'size_average', 'ignore_index', 'reduce', 'reduction', 'label_smoothing'],
);
loss(
  'NLLLoss',
  'nll_loss',
  'input, target',
  'weight=, size_average=, ignore_index=, reduce=, reduction=',
  [
    ['weight', null],
    ['ignore_index', -100],
  ],
  ['weight', 'size_average', 'ignore_index', 'reduce', 'reduction'],
);
loss('KLDivLoss', 'kl_div', 'input, target', `${OLD}, log_target=`, [['log_target', false]], [...old, 'log_target']);
loss(
  'PoissonNLLLoss',
  'poisson_nll_loss',
  'log_input, target',
  `log_input=, full=, size_average=, eps=, reduce=, reduction=`,
  [
    ['log_input', true],
    ['full', false],
    ['eps', new Float(1e-8)],
  ],
  ['log_input', 'full', 'size_average', 'eps', 'reduce', 'reduction'],
);
loss(
  'GaussianNLLLoss',
  'gaussian_nll_loss',
  'input, target, var',
  'full=, eps=, reduction=',
  [
    ['full', false],
    ['eps', new Float(1e-6)],
  ],
  ['full', 'eps', 'reduction'],
);
const margin: Setting = ['margin', new Float(0)];
loss(
  'CosineEmbeddingLoss',
  'cosine_embedding_loss',
  'input1, input2, target',
  `margin=, ${OLD}`,
  [margin],
  ['margin', ...old],
);
loss(
  'MarginRankingLoss',
  'margin_ranking_loss',
  'input1, input2, target',
  `margin=, ${OLD}`,
  [margin],
  ['margin', ...old],
);
loss(
  'HingeEmbeddingLoss',
  'hinge_embedding_loss',
  'input, target',
  `margin=, ${OLD}`,
  [['margin', one]],
  ['margin', ...old],
);
loss('SoftMarginLoss', 'soft_margin_loss', 'input, target', OLD, [], old);
loss(
  'TripletMarginLoss',
  'triplet_margin_loss',
  'anchor, positive, negative',
  `margin=, p=, eps=, swap=, ${OLD}`,
  [
    ['margin', one],
    ['p', new Float(2)],
    ['eps', new Float(1e-6)],
    ['swap', false],
  ],
  ['margin', 'p', 'eps', 'swap', ...old],
);

for (const [name, fn, dim, eps] of [
  ['CosineSimilarity', 'cosine_similarity', 1, 1e-8],
  ['PairwiseDistance', 'pairwise_distance', null, 1e-6],
] as const)
  layer(name, {
    home: 'distance',
    init: dim === null ? 'p=, eps=, keepdim=' : 'dim=, eps=',
    make: (_rt, module, args) =>
      dim === null
        ? keep(module, { norm: args[0] ?? new Float(2), eps: args[1] ?? new Float(eps), keepdim: args[2] ?? false })
        : keep(module, { dim: args[0] ?? dim, eps: args[1] ?? new Float(eps) }),
    takes: 'x1, x2',
    forward: (rt, module, args, source) => {
      const own = dim === null ? ['norm', 'eps', 'keepdim'] : ['dim', 'eps'];
      return callFunctional(rt, fn, [...args, ...own.map((each) => field(module, each))], source);
    },
  });
