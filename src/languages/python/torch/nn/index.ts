import type { Value } from '../../../core/values';
import { ModuleObject } from '../../values/objects';
import { functional } from '../functional';
import './activations';
import './containers';
import './convolutions';
import { initModule } from './init';
import { nnMembers } from './layer';
import './linear';
import './losses';
import { moduleClass, parameterClass } from './module';
import './normalizations';
import './poolings';
import './recurrent';
import { utilsModule, utilsRnnModule } from './utils';

for (const [name, value] of [
  ['Module', moduleClass],
  ['Parameter', parameterClass],
  ['functional', functional],
  ['init', initModule],
  ['utils', utilsModule],
] as const satisfies readonly (readonly [string, Value])[])
  nnMembers.set(name, value);

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

export { initModule, utilsModule as nnUtilsModule, utilsRnnModule };
