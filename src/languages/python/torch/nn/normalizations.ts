import { scalar } from '../../../../engine/tensor/ndarray';
import { TensorValue } from '../../../core/values';
import { reprOf } from '../../text/repr';
import { Float } from '../../values/numbers';
import { callFunctional } from '../functional/members';
import { numberIn, wholes } from '../operands';
import { TorchTensor } from '../tensor';
import type { ModuleInstance } from './instance';
import { buffer, constantParameter, field, isNone, keep, layer, showFields, size, tuple, weights } from './layer';

for (const count of [1, 2, 3])
  layer(`BatchNorm${count}d`, {
    home: 'batchnorm',
    init: 'num_features, eps=, momentum=, affine=, track_running_stats=, device=, dtype=',
    make(rt, module, [features, eps, momentum, affine, track, , dtype], source) {
      const channels = size(rt, features, `BatchNorm${count}d`, 'num_features', source);
      keep(module, {
        num_features: channels,
        eps: eps ?? new Float(1e-5),
        momentum: momentum === undefined ? new Float(0.1) : momentum,
        affine: affine ?? true,
        track_running_stats: track ?? true,
      });
      const isAffine = affine !== false;
      keep(module, {
        weight: isAffine ? constantParameter(rt, [channels], 1, dtype, source) : null,
        bias: isAffine ? constantParameter(rt, [channels], 0, dtype, source) : null,
      });
      const isTracked = track !== false;
      buffer(module, 'running_mean', isTracked ? weights(rt, [channels], 0, dtype, source) : null);
      buffer(module, 'running_var', isTracked ? weights(rt, [channels], 1, dtype, source) : null);
      const batches = TorchTensor.of(rt, new TensorValue(scalar(0, 'int64'), null, source));
      buffer(module, 'num_batches_tracked', isTracked ? batches : null);
    },
    forward(rt, module, [input], source) {
      const rank = input instanceof TorchTensor ? input.ref.shape.length : 0;
      const fits = count === 1 ? rank === 2 || rank === 3 : rank === count + 2;
      if (!fits)
        throw rt.error(
          'ValueError',
          `expected ${count === 1 ? '2D or 3D' : `${count + 2}D`} input (got ${rank}D input)`,
          source,
        );
      const momentum = field(module, 'momentum');
      let share = isNone(momentum) ? 0 : numberIn(rt, momentum, 'batch_norm', 'momentum', source);
      const batches = field(module, 'num_batches_tracked');
      if (module.training && batches instanceof TorchTensor) {
        const seen = batches.peek().array.item() + 1;
        batches.ref.write(new TensorValue(scalar(seen, 'int64'), null, source), source);
        if (isNone(momentum)) share = 1 / seen;
      }
      const [mean, variance] = [field(module, 'running_mean'), field(module, 'running_var')];
      const usesBatch = module.training || isNone(mean);
      const own = ['weight', 'bias'].map((name) => field(module, name));
      const args = [input, mean, variance, ...own, usesBatch, new Float(share), field(module, 'eps')];
      return callFunctional(rt, 'batch_norm', args, source);
    },
    show(rt, module, source) {
      const features = reprOf(rt, field(module, 'num_features'), source);
      return `${features}, ${showFields('eps', 'momentum', 'affine', 'track_running_stats')(rt, module, source)}`;
    },
  });

layer('LayerNorm', {
  home: 'normalization',
  init: 'normalized_shape, eps=, elementwise_affine=, device=, dtype=',
  make(rt, module, [shape, eps, affine, , dtype], source) {
    const own = wholes(rt, shape, 'LayerNorm', 'normalized_shape', source);
    const isAffine = affine !== false;
    keep(module, { normalized_shape: tuple(own), eps: eps ?? new Float(1e-5), elementwise_affine: isAffine });
    keep(module, {
      weight: isAffine ? constantParameter(rt, own, 1, dtype, source) : null,
      bias: isAffine ? constantParameter(rt, own, 0, dtype, source) : null,
    });
  },
  forward: (rt, module, [input], source) =>
    callFunctional(rt, 'layer_norm', [input, ...all(module, 'normalized_shape', 'weight', 'bias', 'eps')], source),
  show: (rt, module, source) =>
    `${reprOf(rt, field(module, 'normalized_shape'), source)}, ${showFields('eps', 'elementwise_affine')(rt, module, source)}`,
});

const all = (module: ModuleInstance, ...names: readonly string[]) => names.map((name) => field(module, name));

layer('GroupNorm', {
  home: 'normalization',
  init: 'num_groups, num_channels, eps=, affine=, device=, dtype=',
  make(rt, module, [groups, channels, eps, affine, , dtype], source) {
    const count = size(rt, channels, 'GroupNorm', 'num_channels', source);
    const split = size(rt, groups, 'GroupNorm', 'num_groups', source);
    if (count % split !== 0) throw rt.error('ValueError', 'num_channels must be divisible by num_groups', source);
    const isAffine = affine !== false;
    keep(module, { num_groups: split, num_channels: count, eps: eps ?? new Float(1e-5), affine: isAffine });
    keep(module, {
      weight: isAffine ? constantParameter(rt, [count], 1, dtype, source) : null,
      bias: isAffine ? constantParameter(rt, [count], 0, dtype, source) : null,
    });
  },
  forward: (rt, module, [input], source) =>
    callFunctional(rt, 'group_norm', [input, ...all(module, 'num_groups', 'weight', 'bias', 'eps')], source),
  show: (rt, module, source) => {
    const [groups, channels] = all(module, 'num_groups', 'num_channels').map((each) => reprOf(rt, each, source));
    return `${groups}, ${channels}, ${showFields('eps', 'affine')(rt, module, source)}`;
  },
});
