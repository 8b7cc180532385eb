import type { SourceId } from '../../../../engine/sources';
import { zeros } from '../../../../engine/tensor/ndarray';
import type { Runtime } from '../../../core/runtime';
import { TensorValue, type Value } from '../../../core/values';
import { listOf } from '../../operators/iterate';
import { Dict } from '../../values/dict';
import { TorchTensor } from '../tensor';
import { type Kept, type OptimizerInstance, parametersOf, placesOf } from './instance';
import type { Rule } from './rules';

const tensorOf = (rt: Runtime, parameter: TorchTensor, values: Float64Array, source: SourceId) => {
  const array = zeros(parameter.ref.dtype, parameter.ref.shape);
  array.data.set(values as never);
  return TorchTensor.of(rt, new TensorValue(array, null, source));
};

/** What is kept for one parameter, as the program sees it. */
export function stateOfOne(rt: Runtime, rule: Rule | null, parameter: TorchTensor, kept: Kept, source: SourceId): Dict {
  const dict = new Dict();
  if (rule?.counts) {
    const count = zeros('float32', []);
    count.data[0] = kept.taken;
    dict.setText('step', TorchTensor.of(rt, new TensorValue(count, null, source)));
  }
  for (const [name, values] of kept.slots) dict.setText(name, tensorOf(rt, parameter, values, source));
  return dict;
}

/** `state_dict()` of an optimizer. */
export function stateDict(rt: Runtime, optimizer: OptimizerInstance, rule: Rule | null, source: SourceId): Dict {
  const state = new Dict();
  const all = placesOf(optimizer);
  all.forEach((parameter, place) => {
    const kept = optimizer.kept.get(parameter);
    if (kept && (rule?.counts || kept.slots.size > 0))
      state.set(rt, place, stateOfOne(rt, rule, parameter, kept, source), source);
    else if (kept) {
      const empty = new Dict();
      empty.setText('momentum_buffer', null);
      state.set(rt, place, empty, source);
    }
  });
  const groups = optimizer.groups.map((group) => {
    const copy = new Dict();
    for (const { key, value } of (group as Dict).entries.values())
      if (key !== 'params') copy.setText(String(key), value);
    copy.setText(
      'params',
      parametersOf(group as Dict).map((each) => all.indexOf(each)),
    );
    return copy;
  });
  const dict = new Dict();
  dict.setText('state', state);
  dict.setText('param_groups', groups);
  return dict;
}

/** `load_state_dict()` of an optimizer. */
export function loadState(rt: Runtime, optimizer: OptimizerInstance, given: Value, source: SourceId): void {
  if (!(given instanceof Dict)) throw rt.error('TypeError', 'expected a state_dict of an optimizer', source);
  const groups = listOf(rt, given.getText('param_groups'), source) as Dict[];
  if (groups.length !== optimizer.groups.length)
    throw rt.error('ValueError', 'loaded state dict has a different number of parameter groups', source);
  groups.forEach((from, k) => {
    const to = optimizer.groups[k] as Dict;
    if (listOf(rt, from.getText('params'), source).length !== parametersOf(to).length)
      throw rt.error(
        'ValueError',
        "loaded state dict contains a parameter group that doesn't match the size of optimizer's group",
        source,
      );
    for (const { key, value } of from.entries.values()) if (key !== 'params') to.setText(String(key), value);
  });
  const all = placesOf(optimizer);
  optimizer.kept.clear();
  for (const { key, value } of (given.getText('state') as Dict).entries.values()) {
    const parameter = all[Number(key)];
    if (parameter === undefined || !(value instanceof Dict)) continue;
    const kept: Kept = { taken: 1, slots: new Map() };
    for (const { key: name, value: tensor } of value.entries.values()) {
      if (!(tensor instanceof TorchTensor)) continue;
      const values = Float64Array.from(tensor.peek().array.values(), Number);
      if (name === 'step') kept.taken = values[0]!;
      else kept.slots.set(String(name), values);
    }
    optimizer.kept.set(parameter, kept);
  }
}
