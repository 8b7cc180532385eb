import type { SourceId } from '../../../../engine/sources';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { methods } from '../../builtins/define';
import { listOf } from '../../operators/iterate';
import { callMethodOf } from '../../operators/special';
import { getItem, needIndex } from '../../operators/subscript';
import { Float, isInt, plainNumber } from '../../values/numbers';
import { Instance, Tuple } from '../../values/objects';
import { BuiltInClass, objectClass, typeName } from '../../values/types';
import { generatorIn } from '../random/functions';
import { TorchTensor } from '../tensor';

/** `torch.utils.data.Dataset`: the program's classes say how long they are and what stands at a place. */
export const datasetClass = new BuiltInClass('Dataset', objectClass);
datasetClass.qualname = 'torch.utils.data.dataset.Dataset';
datasetClass.maker = (_rt, cls) => new Instance(cls);
methods(datasetClass, {
  '__add__(other)': (_rt, [first, second]) => made(concatClass, { datasets: [first, second] }),
});

function made(cls: BuiltInClass, fields: Readonly<Record<string, Value>>): Instance {
  const instance = new Instance(cls);
  for (const [name, value] of Object.entries(fields)) instance.fields.set(name, value);
  return instance;
}

/** How many samples something has. */
export function lengthOf(rt: Runtime, dataset: Value, source: SourceId): number {
  if (Array.isArray(dataset)) return dataset.length;
  if (dataset instanceof Tuple) return dataset.items.length;
  if (dataset instanceof TorchTensor) return dataset.ref.shape[0] ?? 0;
  const length = callMethodOf(rt, dataset, '__len__', [], source);
  if (typeof length === 'number') return length;
  throw rt.error('TypeError', `object of type '${typeName(dataset)}' has no len()`, source);
}

export function sampleOf(rt: Runtime, dataset: Value, place: Value, source: SourceId): Value {
  return getItem(rt, dataset, place, source);
}

const field = (value: Value, name: string) => (value as Instance).fields.get(name);

function subclass(
  name: string,
  make: (rt: Runtime, args: Value[], source: SourceId) => Record<string, Value>,
): BuiltInClass {
  const cls = new BuiltInClass(name, datasetClass);
  cls.qualname = `torch.utils.data.dataset.${name}`;
  cls.maker = (rt, own, args, source) => {
    const instance = new Instance(own);
    for (const [key, value] of Object.entries(make(rt, args, source))) instance.fields.set(key, value);
    return instance;
  };
  return cls;
}

// --- of tensors -------------------------------------------------------------------------------------------------------

export const tensorDatasetClass = subclass('TensorDataset', (rt, args, source) => {
  const tensors = args.map((arg) => {
    if (arg instanceof TorchTensor) return arg;
    throw rt.error('AttributeError', `'${typeName(arg)}' object has no attribute 'size'`, source);
  });
  if (tensors.some(({ ref }) => ref.shape[0] !== tensors[0]!.ref.shape[0]))
    throw rt.error('AssertionError', 'Size mismatch between tensors', source);
  return { tensors: new Tuple(tensors) };
});

methods(tensorDatasetClass, {
  '__len__()': (_rt, [self]) => ((field(self, 'tensors') as Tuple).items[0] as TorchTensor).ref.shape[0],
  '__getitem__(index)': (rt, [self, index], source) =>
    new Tuple((field(self, 'tensors') as Tuple).items.map((tensor) => getItem(rt, tensor, index, source))),
});

// --- parts ------------------------------------------------------------------------------------------------------------

export const subsetClass = subclass('Subset', (_rt, [dataset, indices]) => ({ dataset, indices }));
methods(subsetClass, {
  '__len__()': (rt, [self], source) => lengthOf(rt, field(self, 'indices'), source),
  '__getitem__(idx)': (rt, [self, place], source) => {
    const indices = field(self, 'indices');
    if (Array.isArray(place)) {
      const own = place.map((each) => getItem(rt, indices, each, source));
      return sampleOf(rt, field(self, 'dataset'), own, source);
    }
    return sampleOf(rt, field(self, 'dataset'), getItem(rt, indices, place, source), source);
  },
});

export const concatClass = subclass('ConcatDataset', (rt, [datasets], source) => ({
  datasets: listOf(rt, datasets, source),
}));
methods(concatClass, {
  '__len__()': (rt, [self], source) =>
    (field(self, 'datasets') as Value[]).reduce((sum: number, each) => sum + lengthOf(rt, each, source), 0),
  '__getitem__(idx)': (rt, [self, place], source) => {
    const datasets = field(self, 'datasets') as Value[];
    let at = needIndex(rt, place, source);
    const total = datasets.reduce((sum: number, each) => sum + lengthOf(rt, each, source), 0);
    if (at < 0) at += total;
    if (at < 0) throw rt.error('ValueError', 'absolute value of index should not exceed dataset length', source);
    for (const dataset of datasets) {
      const length = lengthOf(rt, dataset, source);
      if (at < length) return sampleOf(rt, dataset, at, source);
      at -= length;
    }
    throw rt.error('IndexError', 'list index out of range', source);
  },
});

/** Numbers of samples from shares of all: what is left over goes to the first ones. */
function countsOf(shares: readonly number[], total: number): number[] {
  const counts = shares.map((share) => Math.floor(total * share));
  const rest = total - counts.reduce((sum, count) => sum + count, 0);
  for (let k = 0; k < rest; k++) counts[k % counts.length]!++;
  return counts;
}

/** Parts drawn at random, with PyTorch's own order. */
export function randomSplit(rt: Runtime, [dataset, lengths, generator]: Value[], source: SourceId): Value {
  const total = lengthOf(rt, dataset, source);
  const given = listOf(rt, lengths, source);
  const numbers = given.map((each) => {
    const number = plainNumber(each);
    return number instanceof Float ? number.value : Number(number);
  });
  const sum = numbers.reduce((all, each) => all + each, 0);
  const isShares = !given.every((each) => isInt(each)) && Math.abs(sum - 1) < 1e-9 && sum <= 1 + 1e-9;
  const counts = isShares ? countsOf(numbers, total) : numbers;
  if (counts.reduce((all, each) => all + each, 0) !== total)
    throw rt.error('ValueError', 'Sum of input lengths does not equal the length of the input dataset!', source);
  const order = Array.from(generatorIn(rt, generator ?? null).permutation(total));
  let at = 0;
  return counts.map((count) => {
    const indices = order.slice(at, at + count);
    at += count;
    return made(subsetClass, { dataset, indices });
  });
}
