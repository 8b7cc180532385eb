import { reprOf } from '../../text/repr';
import { Float } from '../../values/numbers';
import { callFunctional } from '../functional/members';
import { field, isNone, keep, layer, showFields, tuple } from './layer';

for (const count of [1, 2]) {
  const max = ['kernel_size', 'stride', 'padding', 'dilation', 'ceil_mode', 'return_indices'];
  layer(`MaxPool${count}d`, {
    home: 'pooling',
    init: 'kernel_size, stride=, padding=, dilation=, return_indices=, ceil_mode=',
    make: (_rt, module, [kernel, stride, padding, dilation, indices, ceil]) =>
      keep(module, {
        kernel_size: kernel,
        stride: isNone(stride) ? kernel : stride,
        padding: padding ?? 0,
        dilation: dilation ?? 1,
        return_indices: indices ?? false,
        ceil_mode: ceil ?? false,
      }),
    forward: (rt, module, [input], source) =>
      callFunctional(rt, `max_pool${count}d`, [input, ...max.map((name) => field(module, name))], source),
    show: showFields('kernel_size', 'stride', 'padding', 'dilation', 'ceil_mode'),
  });
  const average = ['kernel_size', 'stride', 'padding', 'ceil_mode', 'count_include_pad'];
  if (count === 2) average.push('divisor_override');
  layer(`AvgPool${count}d`, {
    home: 'pooling',
    init: `kernel_size, stride=, padding=, ceil_mode=, count_include_pad=${count === 2 ? ', divisor_override=' : ''}`,
    make(_rt, module, [kernel, stride, padding, ceil, counts, divisor]) {
      // A single number is a tuple in one dimension, as PyTorch keeps it.
      const wide = (value: typeof kernel) => (count === 1 && typeof value === 'number' ? tuple([value]) : value);
      keep(module, {
        kernel_size: wide(kernel),
        stride: wide(isNone(stride) ? kernel : stride),
        padding: wide(padding ?? 0),
        ceil_mode: ceil ?? false,
        count_include_pad: counts ?? true,
        ...(count === 2 && { divisor_override: divisor }),
      });
    },
    forward: (rt, module, [input], source) =>
      callFunctional(rt, `avg_pool${count}d`, [input, ...average.map((name) => field(module, name))], source),
    show: showFields('kernel_size', 'stride', 'padding'),
  });
  for (const [kind, fn] of [
    ['Avg', 'avg'],
    ['Max', 'max'],
  ] as const)
    layer(`Adaptive${kind}Pool${count}d`, {
      home: 'pooling',
      init: 'output_size',
      make: (_rt, module, [output]) => keep(module, { output_size: output }),
      forward: (rt, module, [input], source) =>
        callFunctional(rt, `adaptive_${fn}_pool${count}d`, [input, field(module, 'output_size')], source),
      show: showFields('output_size'),
    });
}

const MODES = { Zero: 'constant', Constant: 'constant', Reflection: 'reflect', Replication: 'replicate' } as const;
for (const [kind, mode] of Object.entries(MODES))
  for (const count of kind === 'Zero' ? [2] : [1, 2]) {
    const isConstant = kind === 'Constant';
    layer(`${kind}Pad${count}d`, {
      home: 'padding',
      init: isConstant ? 'padding, value' : 'padding',
      make: (_rt, module, [padding, value]) =>
        keep(module, {
          padding: typeof padding === 'number' ? tuple(new Array(2 * count).fill(padding)) : padding,
          ...(mode === 'constant' && { value: value ?? new Float(0) }),
        }),
      forward: (rt, module, [input], source) =>
        callFunctional(rt, 'pad', [input, field(module, 'padding'), mode, field(module, 'value') ?? null], source),
      show: (rt, module, source) =>
        isConstant ? showFields('padding', 'value')(rt, module, source) : reprOf(rt, field(module, 'padding'), source),
    });
  }
