import type { Value } from '../../core/values';
import { ModuleObject } from '../values/objects';
import { activation, softmax } from './activations';
import { torchFunctions, torchMembers } from './define';

/** What `torch.nn.functional` has, by name: each family adds its own, `torchFunctions(table, functionalMembers)`. */
export const functionalMembers = new Map<string, Value>();

torchFunctions(
  {
    'relu(input, inplace=)': (rt, [x], source) => activation(rt, 'relu', x, {}, 'ReluBackward0', source),
    'softmax(input, dim=, _stacklevel=, dtype=)': (rt, [x, dim, , dtype], source) =>
      softmax('softmax')(rt, [x, dim, dtype], source),
    'log_softmax(input, dim=, _stacklevel=, dtype=)': (rt, [x, dim, , dtype], source) =>
      softmax('log_softmax')(rt, [x, dim, dtype], source),
  },
  functionalMembers,
);
for (const name of ['sigmoid', 'tanh']) functionalMembers.set(name, torchMembers.get(name));

/** `torch.nn.functional`. */
export const functional = new ModuleObject(
  'torch.nn.functional',
  functionalMembers,
  (name) => `\`torch.nn.functional.${name}\` is not supported; write it with tensor operations`,
);
