import type { Value } from '../../../core/values';
import { functions } from '../../builtins/define';
import { listOf } from '../../operators/iterate';
import { ModuleObject } from '../../values/objects';
import { collated } from './collate';
import { concatClass, datasetClass, randomSplit, subsetClass, tensorDatasetClass } from './datasets';
import { loaderClass, samplerClass, samplers } from './loader';

/** What `torch.utils.data` has, by name. */
export const dataMembers = new Map<string, Value>([
  ...functions({
    'random_split(dataset, lengths, generator=)': randomSplit,
    'default_collate(batch)': (rt, [batch], source) => collated(rt, listOf(rt, batch, source), source),
  }),
  ...[datasetClass, tensorDatasetClass, subsetClass, concatClass, loaderClass, samplerClass, ...samplers].map(
    (cls) => [cls.name, cls] as const,
  ),
]);

/** `torch.utils.data`. */
export const dataModule = new ModuleObject('torch.utils.data', dataMembers, (name) =>
  name === 'IterableDataset'
    ? '`torch.utils.data.IterableDataset` is not supported; write the data as a list or as a Dataset'
    : `\`torch.utils.data.${name}\` is not supported`,
);
/** `torch.utils.data.dataset` and the like, where some code finds the same. */
export const dataParts = ['dataset', 'dataloader', 'sampler'].map(
  (name) => new ModuleObject(`torch.utils.data.${name}`, dataMembers),
);
/** `torch.utils`. */
export const utilsModule = new ModuleObject(
  'torch.utils',
  new Map<string, Value>([['data', dataModule]]),
  (name) => `\`torch.utils.${name}\` is not supported`,
);
