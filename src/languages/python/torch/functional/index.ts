import { ModuleObject } from '../../values/objects';
import './activations';
import './convolutions';
import './distances';
import './dropout';
import './labels';
import './linear';
import './losses';
import { functionalMembers } from './members';
import './normalizations';
import './padding';
import './poolings';

/** `torch.nn.functional`. */
export const functional = new ModuleObject(
  'torch.nn.functional',
  functionalMembers,
  (name) => `\`torch.nn.functional.${name}\` is not supported; write it with tensor operations`,
);
