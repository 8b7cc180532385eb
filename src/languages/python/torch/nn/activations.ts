import type { SourceId } from '../../../../engine/sources';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { reprOf } from '../../text/repr';
import { Float } from '../../values/numbers';
import { callFunctional } from '../functional/members';
import type { ModuleInstance } from './instance';
import { constantParameter, field, keep, layer, showFields, size } from './layer';

type Show = (rt: Runtime, module: ModuleInstance, source: SourceId) => string;

/** An activation without settings, or with the flag `inplace` alone. */
function plain(name: string, fn: string, isInPlace: boolean): void {
  layer(name, {
    home: 'activation',
    init: isInPlace ? 'inplace=' : '',
    make: (_rt, module, [inPlace]) => {
      if (isInPlace) keep(module, { inplace: inPlace ?? false });
    },
    forward: (rt, module, [input], source) =>
      callFunctional(rt, fn, isInPlace ? [input, field(module, 'inplace')] : [input], source),
    ...(isInPlace && { show: (_rt, module) => (field(module, 'inplace') === true ? 'inplace=True' : '') }),
  });
}

for (const [name, fn] of [
  ['ReLU', 'relu'],
  ['ReLU6', 'relu6'],
  ['SELU', 'selu'],
  ['SiLU', 'silu'],
  ['Mish', 'mish'],
] as const)
  plain(name, fn, true);
for (const [name, fn] of [
  ['Sigmoid', 'sigmoid'],
  ['Tanh', 'tanh'],
  ['LogSigmoid', 'logsigmoid'],
  ['Softsign', 'softsign'],
  ['Tanhshrink', 'tanhshrink'],
  ['Hardsigmoid', 'hardsigmoid'],
  ['Hardswish', 'hardswish'],
] as const)
  plain(name, fn, false);

/** One with settings: attributes by name with their usual values, which the function takes in this order. */
function withSettings(
  name: string,
  fn: string,
  settings: readonly (readonly [name: string, usual: Value])[],
  show: Show,
  hasInPlace = false,
): void {
  const names = [...settings.map(([own]) => own), ...(hasInPlace ? ['inplace'] : [])];
  layer(name, {
    home: 'activation',
    init: names.map((each) => `${each}=`).join(', '),
    make(_rt, module, args) {
      names.forEach((each, k) => {
        keep(module, { [each]: args[k] ?? settings[k]?.[1] ?? (each === 'inplace' ? false : null) });
      });
    },
    forward: (rt, module, [input], source) =>
      callFunctional(rt, fn, [input, ...names.map((each) => field(module, each))], source),
    show: (rt, module, source) =>
      show(rt, module, source) + (hasInPlace && field(module, 'inplace') === true ? ', inplace=True' : ''),
  });
}

const number = (value: number) => new Float(value);
withSettings('LeakyReLU', 'leaky_relu', [['negative_slope', number(0.01)]], showFields('negative_slope'), true);
withSettings('ELU', 'elu', [['alpha', number(1)]], showFields('alpha'), true);
withSettings('CELU', 'celu', [['alpha', number(1)]], showFields('alpha'), true);
withSettings('GELU', 'gelu', [['approximate', 'none']], showFields('approximate'));
withSettings('Softplus', 'softplus', [['beta', 1], ['threshold', 20]], showFields('beta', 'threshold')); // biome-ignore format: a line
withSettings('Softshrink', 'softshrink', [['lambd', number(0.5)]], shown('lambd'));
withSettings('Hardshrink', 'hardshrink', [['lambd', number(0.5)]], shown('lambd'));
withSettings('Hardtanh', 'hardtanh', [['min_val', number(-1)], ['max_val', number(1)]], showFields('min_val', 'max_val'), true); // biome-ignore format: a line
withSettings('Threshold', 'threshold', [['threshold', null], ['value', null]], showFields('threshold', 'value'), true); // biome-ignore format: a line
withSettings('GLU', 'glu', [['dim', -1]], showFields('dim'));
withSettings('Softmin', 'softmin', [['dim', null]], showFields('dim'));

/** The values alone. */
function shown(...names: readonly string[]): Show {
  return (rt, module, source) => names.map((name) => reprOf(rt, field(module, name), source)).join(', ');
}

for (const [name, fn] of [
  ['Softmax', 'softmax'],
  ['LogSoftmax', 'log_softmax'],
] as const)
  layer(name, {
    home: 'activation',
    init: 'dim=',
    make: (_rt, module, [dim]) => keep(module, { dim }),
    forward: (rt, module, [input], source) => callFunctional(rt, fn, [input, field(module, 'dim')], source),
    show: showFields('dim'),
  });

layer('PReLU', {
  home: 'activation',
  init: 'num_parameters=, init=, device=, dtype=',
  make(rt, module, [count, init, , dtype], source) {
    const parameters = size(rt, count ?? 1, 'PReLU', 'num_parameters', source);
    const start = init instanceof Float ? init.value : typeof init === 'number' ? init : 0.25;
    keep(module, { num_parameters: parameters, weight: constantParameter(rt, [parameters], start, dtype, source) });
  },
  forward: (rt, module, [input], source) => callFunctional(rt, 'prelu', [input, field(module, 'weight')], source),
  show: showFields('num_parameters'),
});
