import type { SourceId } from '../../../../engine/sources';
import { Builtin, Closure } from '../../../core/functions';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { ClassObject } from '../../values/classes';
import { infoOf } from '../../values/objects';
import { classOf } from '../../values/types';
import { torchMembers } from '../define';
import { functionalMembers } from '../functional/members';
import { TorchTensor } from '../tensor';
import { typeWords } from '../words';
import { ModuleInstance } from './instance';

/** What `torch.typename` says of a value: a class and a function by their own names, other values by their class's. */
export function typename(value: Value): string {
  if (value instanceof TorchTensor) return `torch.${typeWords[value.ref.dtype]}Tensor`;
  if (value instanceof Closure) return `__main__.${infoOf(value).qualname}`;
  if (value instanceof Builtin) {
    const { name } = value;
    if (functionalMembers.get(name) === value) return `torch.nn.functional.${name}`;
    return torchMembers.get(name) === value ? `torch._VariableFunctionsClass.${name}` : name;
  }
  const { builtIn, qualname } = value instanceof ClassObject ? value : classOf(value);
  return builtIn ? qualname : `__main__.${qualname}`;
}

/** Refuses what is no module where one is to be held. */
export function checkModule(rt: Runtime, value: Value, source: SourceId): void {
  if (value instanceof ModuleInstance) return;
  throw rt.error('TypeError', `${typename(value)} is not a Module subclass`, source);
}
