import type { SourceId } from '../../../../engine/sources';
import { type Cursor, DONE } from '../../../core/ir';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { builtin, methods } from '../../builtins/define';
import { callValue } from '../../operators/call';
import { listOf } from '../../operators/iterate';
import { Instance, IteratorObject } from '../../values/objects';
import { BuiltInClass, objectClass } from '../../values/types';
import { flag, whole } from '../operands';
import { generatorIn } from '../random/functions';
import { Generator } from '../random/generator';
import { collated } from './collate';
import { lengthOf, sampleOf } from './datasets';

const isNone = (value: Value) => value === undefined || value === null;
const field = (value: Value, name: string) => (value as Instance).fields.get(name);

/** Places in any order, drawn as PyTorch draws them: by a generator of its own, unless the program gives one. */
function shuffled(rt: Runtime, count: number, generator: Value): number[] {
  if (!isNone(generator)) {
    const given = generatorIn(rt, generator);
    const order = Array.from(given.permutation(count));
    // PyTorch draws the rest of another order, of which it needs nothing.
    given.permutation(count);
    return order;
  }
  const own = new Generator(generatorIn(rt, null).long() & 0x7fff_ffff_ffff_ffffn);
  return Array.from(own.permutation(count));
}

// --- samplers ---------------------------------------------------------------------------------------------------------

export const samplerClass = new BuiltInClass('Sampler', objectClass);
samplerClass.qualname = 'torch.utils.data.sampler.Sampler';
samplerClass.maker = (_rt, cls) => new Instance(cls);

function sampler(
  name: string,
  signature: string,
  make: (args: Value[]) => Readonly<Record<string, Value>>,
  places: (rt: Runtime, self: Value, source: SourceId) => readonly Value[],
  length: (rt: Runtime, self: Value, source: SourceId) => number,
): BuiltInClass {
  const cls = new BuiltInClass(name, samplerClass);
  cls.qualname = `torch.utils.data.sampler.${name}`;
  const init = builtin(name, signature, (_rt, args) => {
    const instance = new Instance(cls);
    for (const [key, value] of Object.entries(make(args))) instance.fields.set(key, value);
    return instance;
  });
  cls.maker = (rt, _cls, args, source) => init.apply(rt, undefined, args, source);
  methods(cls, {
    '__iter__()': (rt, [self], source) => walk(places(rt, self, source)),
    '__len__()': (rt, [self], source) => length(rt, self, source),
  });
  return cls;
}

function walk(values: readonly Value[]): IteratorObject {
  let at = 0;
  return new IteratorObject('generator', () => (at < values.length ? values[at++] : DONE));
}

const counted = (rt: Runtime, self: Value, source: SourceId) => lengthOf(rt, field(self, 'data_source'), source);

export const samplers = [
  sampler(
    'SequentialSampler',
    'data_source',
    ([data]) => ({ data_source: data }),
    (rt, self, source) => Array.from({ length: counted(rt, self, source) }, (_, k) => k),
    counted,
  ),
  sampler(
    'RandomSampler',
    'data_source, generator=',
    ([data, generator]) => ({ data_source: data, generator }),
    (rt, self, source) => shuffled(rt, counted(rt, self, source), field(self, 'generator')),
    counted,
  ),
  sampler(
    'SubsetRandomSampler',
    'indices, generator=',
    ([indices, generator]) => ({ indices, generator }),
    (rt, self, source) => {
      const indices = listOf(rt, field(self, 'indices'), source);
      const own = generatorIn(rt, field(self, 'generator') ?? null);
      return Array.from(own.permutation(indices.length), (place) => indices[place]);
    },
    (rt, self, source) => lengthOf(rt, field(self, 'indices'), source),
  ),
  sampler(
    'BatchSampler',
    'sampler, batch_size, drop_last',
    ([own, size, drop]) => ({ sampler: own, batch_size: size, drop_last: drop }),
    (rt, self, source) => {
      const places = listOf(rt, field(self, 'sampler'), source);
      const size = whole(rt, field(self, 'batch_size'), 'BatchSampler', 'batch_size', source);
      const batches: Value[][] = [];
      for (let k = 0; k < places.length; k += size) batches.push(places.slice(k, k + size));
      return flag(field(self, 'drop_last')) ? batches.filter(({ length }) => length === size) : batches;
    },
    (rt, self, source) => {
      const count = lengthOf(rt, field(self, 'sampler'), source);
      const size = whole(rt, field(self, 'batch_size'), 'BatchSampler', 'batch_size', source);
      return flag(field(self, 'drop_last')) ? Math.floor(count / size) : Math.ceil(count / size);
    },
  ),
];

// --- DataLoader -------------------------------------------------------------------------------------------------------

export const loaderClass = new BuiltInClass('DataLoader', objectClass);
loaderClass.qualname = 'torch.utils.data.dataloader.DataLoader';

const PARAMETERS =
  'dataset, batch_size=, shuffle=, sampler=, batch_sampler=, num_workers=, collate_fn=, pin_memory=, drop_last=, timeout=, worker_init_fn=, multiprocessing_context=, generator=, *, prefetch_factor=, persistent_workers=';

const init = builtin('DataLoader', PARAMETERS, (rt, args, source) => {
  const [dataset, size, shuffle, own, batches, workers, collate, , drop, , , , generator] = args;
  if (!isNone(own) && flag(shuffle))
    throw rt.error('ValueError', 'sampler option is mutually exclusive with shuffle', source);
  const loader = new Instance(loaderClass);
  const count = size === undefined ? 1 : size;
  if (count !== null && whole(rt, count, 'DataLoader', 'batch_size', source) <= 0)
    throw rt.error(
      'ValueError',
      `batch_size should be a positive integer value, but got batch_size=${String(count)}`,
      source,
    );
  const fields = {
    dataset,
    batch_size: count,
    shuffles: flag(shuffle),
    sampler: own ?? null,
    batch_sampler: batches ?? null,
    num_workers: workers ?? 0,
    collate_fn: collate ?? null,
    drop_last: drop ?? false,
    generator: generator ?? null,
  };
  for (const [name, value] of Object.entries(fields)) loader.fields.set(name, value);
  return loader;
});
loaderClass.maker = (rt, _cls, args, source) => init.apply(rt, undefined, args, source);

/** The places of each batch; a place alone where samples come one by one. */
function batchesOf(rt: Runtime, loader: Value, source: SourceId): Value[] {
  const given = field(loader, 'batch_sampler');
  if (given !== null) return listOf(rt, given, source);
  const own = field(loader, 'sampler');
  const count = own === null ? lengthOf(rt, field(loader, 'dataset'), source) : 0;
  const places: Value[] =
    own !== null
      ? listOf(rt, own, source)
      : field(loader, 'shuffles') === true
        ? shuffled(rt, count, field(loader, 'generator'))
        : Array.from({ length: count }, (_, k) => k);
  const sizeValue = field(loader, 'batch_size');
  if (sizeValue === null) return places;
  const size = whole(rt, sizeValue, 'DataLoader', 'batch_size', source);
  const batches: Value[][] = [];
  for (let k = 0; k < places.length; k += size) batches.push(places.slice(k, k + size));
  return flag(field(loader, 'drop_last')) ? batches.filter(({ length }) => length === size) : batches;
}

/** One walk over the data. PyTorch draws a seed for workers first, whether there are any or not. */
function walkBatches(rt: Runtime, loader: Value, source: SourceId): Cursor {
  generatorIn(rt, field(loader, 'generator')).long();
  let batches: Value[] | null = null;
  let at = 0;
  const dataset = field(loader, 'dataset');
  const collate = field(loader, 'collate_fn');
  return () => {
    batches ??= batchesOf(rt, loader, source);
    if (at >= batches.length) return DONE;
    const places = batches[at++];
    if (!Array.isArray(places)) {
      const sample = sampleOf(rt, dataset, places, source);
      return collate === null ? sample : callValue(rt, collate, [sample], source);
    }
    const samples = places.map((place) => sampleOf(rt, dataset, place, source));
    return collate === null ? collated(rt, samples, source) : callValue(rt, collate, [samples], source);
  };
}

methods(loaderClass, {
  '__iter__()': (rt, [loader], source) =>
    new IteratorObject('_SingleProcessDataLoaderIter', walkBatches(rt, loader, source)),
  '__len__()': (rt, [loader], source) => {
    const given = field(loader, 'batch_sampler');
    if (given !== null) return lengthOf(rt, given, source);
    const own = field(loader, 'sampler');
    const count = lengthOf(rt, own ?? field(loader, 'dataset'), source);
    const sizeValue = field(loader, 'batch_size');
    if (sizeValue === null) return count;
    const size = whole(rt, sizeValue, 'DataLoader', 'batch_size', source);
    return flag(field(loader, 'drop_last')) ? Math.floor(count / size) : Math.ceil(count / size);
  },
});
