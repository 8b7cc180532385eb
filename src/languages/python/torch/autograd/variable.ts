import { builtin } from '../../builtins/define';
import type { ClassObject } from '../../values/classes';
import { BuiltInClass, objectClass, typeName } from '../../values/types';
import { wantGradient } from '../creation';
import { flag } from '../operands';
import { TorchTensor, tensorClass } from '../tensor';

/** `torch.autograd.Variable`: since PyTorch 0.4 a tensor over the same elements, as older code still writes it. */
export const variableClass = new BuiltInClass('Variable', objectClass);
variableClass.qualname = 'torch.autograd.Variable';
variableClass.extra = { holds: (cls: ClassObject) => cls.inherits(tensorClass) };

const make = builtin('Variable', 'data=, requires_grad=, volatile=', (rt, [data, requiresGrad], source) => {
  if (!(data instanceof TorchTensor))
    throw rt.error('TypeError', `Variable data has to be a tensor, but got ${typeName(data)}`, source);
  data.noteCut('detach', source);
  const variable = data.detached();
  if (flag(requiresGrad)) wantGradient(rt, variable, source, 'Only');
  return variable;
});
variableClass.maker = (rt, _cls, args, source) => make.apply(rt, undefined, args, source);
