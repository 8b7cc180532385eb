import { builtin } from '../../builtins/define';
import { callValue } from '../../operators/call';
import { reprOf } from '../../text/repr';
import { Float } from '../../values/numbers';
import { ClassMethod, Keywords, Method } from '../../values/objects';
import { callFunctional, callTorch } from '../functional/members';
import { checkedSize, tensorArgument, wholes } from '../operands';
import { normalFill } from '../random/functions';
import type { TorchTensor } from '../tensor';
import type { ModuleInstance } from './instance';
import {
  fanBound, field, isNone, keep, layer, showFields, size, tuple, uniformParameter, weights,
} from './layer'; // biome-ignore format: a list
import { parameterOf } from './module';

layer('Linear', {
  home: 'linear',
  init: 'in_features, out_features, bias=, device=, dtype=',
  make(rt, module, [inFeatures, outFeatures, bias, , dtype], source) {
    const [from, to] = [
      size(rt, inFeatures, 'Linear', 'in_features', source),
      size(rt, outFeatures, 'Linear', 'out_features', source),
    ];
    const bound = fanBound(from);
    checkedSize(rt, [to, from], source);
    keep(module, { in_features: from, out_features: to });
    keep(module, { weight: uniformParameter(rt, [to, from], bound.weight, dtype, source) });
    keep(module, { bias: bias === false ? null : uniformParameter(rt, [to], bound.bias, dtype, source) });
  },
  forward: (rt, module, [input], source) =>
    callFunctional(rt, 'linear', [input, field(module, 'weight'), field(module, 'bias')], source),
  show: (rt, module, source) =>
    `${showFields('in_features', 'out_features')(rt, module, source)}, bias=${field(module, 'bias') === null ? 'False' : 'True'}`,
});

layer('Bilinear', {
  home: 'linear',
  init: 'in1_features, in2_features, out_features, bias=, device=, dtype=',
  make(rt, module, [in1, in2, out, bias, , dtype], source) {
    const [first, second, to] = [in1, in2, out].map((value) => size(rt, value, 'Bilinear', 'features', source));
    const bound = 1 / Math.sqrt(first!);
    keep(module, { in1_features: first, in2_features: second, out_features: to });
    keep(module, { weight: uniformParameter(rt, [to!, first!, second!], bound, dtype, source) });
    keep(module, { bias: bias === false ? null : uniformParameter(rt, [to!], bound, dtype, source) });
  },
  takes: 'input1, input2',
  forward: (rt, module, [first, second], source) =>
    callFunctional(rt, 'bilinear', [first, second, field(module, 'weight'), field(module, 'bias')], source),
  show: (rt, module, source) =>
    `${showFields('in1_features', 'in2_features', 'out_features')(rt, module, source)}, bias=${field(module, 'bias') === null ? 'False' : 'True'}`,
});

layer('Identity', {
  home: 'linear',
  init: '*args',
  make: () => undefined,
  forward: (_rt, _module, [input]) => input,
});

layer('Flatten', {
  home: 'flatten',
  init: 'start_dim=, end_dim=',
  make: (_rt, module, [start, end]) => keep(module, { start_dim: start ?? 1, end_dim: end ?? -1 }),
  forward: (rt, module, [input], source) =>
    callTorch(rt, 'flatten', [input, field(module, 'start_dim'), field(module, 'end_dim')], source),
  show: showFields('start_dim', 'end_dim'),
});

layer('Unflatten', {
  home: 'flatten',
  init: 'dim, unflattened_size',
  make: (rt, module, [dim, sizes], source) =>
    keep(module, { dim, unflattened_size: tuple(wholes(rt, sizes, 'Unflatten', 'unflattened_size', source)) }),
  forward: (rt, module, [input], source) =>
    callTorch(rt, 'unflatten', [input, field(module, 'dim'), field(module, 'unflattened_size')], source),
  show: showFields('dim', 'unflattened_size'),
});

const embeddingClass = layer('Embedding', {
  home: 'sparse',
  init: 'num_embeddings, embedding_dim, padding_idx=, max_norm=, norm_type=, scale_grad_by_freq=, sparse=, _weight=, device=, dtype=',
  make(rt, module, args, source) {
    const [count, dim, padding, maxNorm, normType, scale, sparse, given, , dtype] = args;
    const [rows, columns] = [
      size(rt, count, 'Embedding', 'num_embeddings', source),
      size(rt, dim, 'Embedding', 'embedding_dim', source),
    ];
    let index = isNone(padding) ? null : size(rt, padding, 'Embedding', 'padding_idx', source);
    if (index !== null && (index >= rows || index < -rows))
      throw rt.error('AssertionError', 'Padding_idx must be within num_embeddings', source);
    if (index !== null && index < 0) index += rows;
    keep(module, { num_embeddings: rows, embedding_dim: columns, padding_idx: index });
    keep(module, { max_norm: maxNorm, norm_type: normType ?? new Float(2), scale_grad_by_freq: scale ?? false });
    let table = isNone(given) ? null : (given as TorchTensor);
    if (table === null) {
      table = normalFill(rt, weights(rt, [rows, columns], 0, dtype, source), 0, 1, null, source);
      if (index !== null) zeroRow(table, index, columns);
    }
    keep(module, { weight: parameterOf(rt, table, true, source), sparse: sparse ?? false });
  },
  forward(rt, module, [input], source) {
    const names = ['weight', 'padding_idx', 'max_norm', 'norm_type', 'scale_grad_by_freq', 'sparse'];
    return callFunctional(rt, 'embedding', [input, ...names.map((name) => field(module, name))], source);
  },
  show(rt, module, source) {
    const padding = field(module, 'padding_idx');
    const text = [field(module, 'num_embeddings'), field(module, 'embedding_dim')].map((each) =>
      reprOf(rt, each, source),
    );
    return text.join(', ') + (isNone(padding) ? '' : `, padding_idx=${reprOf(rt, padding, source)}`);
  },
});

const pretrained = builtin('from_pretrained', 'cls, embeddings, freeze=, padding_idx=', (rt, args, source) => {
  const [cls, table, freeze, padding] = args;
  const weight = tensorArgument(rt, table, 'from_pretrained', 0, source);
  if (weight.ref.shape.length !== 2)
    throw rt.error('AssertionError', 'Embeddings parameter is expected to be 2-dimensional', source);
  const sizes = weight.ref.shape as [number, number];
  const names = new Keywords(['padding_idx', '_weight'], [padding ?? null, weight]);
  const module = callValue(rt, cls, [...sizes, names], source) as ModuleInstance;
  (field(module, 'weight') as TorchTensor).want(freeze === false);
  return module;
});
embeddingClass.define(
  'from_pretrained',
  new ClassMethod(
    new Method('from_pretrained', 0, (rt, _self, args, source) => pretrained.apply(rt, undefined, args, source)),
  ),
);

/** Zeros in the row of what only fills up. */
function zeroRow(table: TorchTensor, row: number, columns: number): void {
  const own = table.ref.storage.own(table.ref.source);
  own.data.fill(0, row * columns, (row + 1) * columns);
}

layer('Dropout', dropout('dropout'));
layer('Dropout1d', dropout('dropout1d'));
layer('Dropout2d', dropout('dropout2d'));

function dropout(name: string): Parameters<typeof layer>[1] {
  return {
    home: 'dropout',
    init: 'p=, inplace=',
    make(rt, module, [p, inPlace], source) {
      const value = p ?? new Float(0.5);
      const share = value instanceof Float ? value.value : Number(value);
      if (!(share >= 0 && share <= 1))
        throw rt.error(
          'ValueError',
          `dropout probability has to be between 0 and 1, but got ${reprOf(rt, value, source)}`,
          source,
        );
      keep(module, { p: value, inplace: inPlace ?? false });
    },
    forward: (rt, module, [input], source) =>
      callFunctional(rt, name, [input, field(module, 'p'), module.training, field(module, 'inplace')], source),
    show: showFields('p', 'inplace'),
  };
}
