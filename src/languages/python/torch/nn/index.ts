import type { Value } from '../../../core/values';
import { ModuleObject } from '../../values/objects';
import { functional } from '../functional';
import { moduleClass, parameterClass } from './module';

/** What `torch.nn` has, by name: each family of layers adds its own. */
export const nnMembers = new Map<string, Value>([
  ['Module', moduleClass],
  ['Parameter', parameterClass],
  ['functional', functional],
]);

/** `torch.nn`. */
export const nn = new ModuleObject(
  'torch.nn',
  nnMembers,
  (name) => `\`torch.nn.${name}\` is not supported; write it as a module of your own`,
);
/** `torch.nn.parameter`. */
export const parameterModule = new ModuleObject('torch.nn.parameter', new Map([['Parameter', parameterClass]]));
/** `torch.nn.modules`, where some code finds the same. */
export const modulesModule = new ModuleObject('torch.nn.modules', nnMembers);
