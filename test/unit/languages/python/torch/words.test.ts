import { expect, test } from 'vitest';
import { inspectPython } from '../inspectPython';

const program = `
import torch, torch.nn as nn
from collections import OrderedDict

def tell(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

class Own(nn.Module):
    pass

def act(x):
    return x

p = [torch.zeros(1, requires_grad=True)]
tell(lambda: torch.optim.SGD(p))
tell(lambda: torch.optim.SGD([{'params': p, 'lr': 0.5}]).param_groups[0]['lr'])
tell(lambda: torch.optim.SGD([{'params': p}], momentum=0.5))
tell(lambda: torch.optim.SGD([{'params': p}], 0.25).param_groups[0]['lr'])
tell(lambda: torch.optim.SGD(p, momentum=0.9, nesterov=True))
state = nn.Linear(1, 1, bias=False).state_dict()
tell(lambda: state.keys())
o = OrderedDict([('a', 1), ('b', 2)])
for view in (o.keys(), o.items(), o.values(), OrderedDict().keys(), {}.keys(), dict(o).keys(), o.copy().keys()):
    print(view, type(view))
tell(lambda: torch.ones(2).foo)
tell(lambda: nn.Parameter(torch.ones(1)).foo)
tell(lambda: 'a' + torch.ones(1))
tell(lambda: len(torch.ones(2).sum()))
tell(lambda: [1][torch.ones(2)])
tell(lambda: type(torch.ones(2)))
tell(lambda: nn.Sequential(nn.Linear(2, 3), nn.ReLU))
tell(lambda: nn.Sequential(nn.Linear(2, 3), act))
tell(lambda: nn.Sequential(nn.Linear(2, 3), nn.functional.relu))
tell(lambda: nn.Sequential(nn.Linear(2, 3), torch.relu))
tell(lambda: nn.Sequential(nn.Linear(2, 3), nn.functional.leaky_relu))
tell(lambda: nn.Sequential(nn.Linear(2, 3), 3))
tell(lambda: nn.Sequential(Own))
tell(lambda: nn.ModuleList([nn.ReLU]))
tell(lambda: nn.ModuleDict({'a': torch.ones(1)}))
tell(lambda: nn.Module().add_module('a', 3))
tell(lambda: nn.Module().add_module('a', None))
`;

/** Printed by PyTorch 1.13. */
const printed = `ValueError parameter group didn't specify a value of required optimization parameter lr
0.5
ValueError parameter group didn't specify a value of required optimization parameter lr
0.25
ValueError parameter group didn't specify a value of required optimization parameter lr
odict_keys(['weight'])
odict_keys(['a', 'b']) <class 'odict_keys'>
odict_items([('a', 1), ('b', 2)]) <class 'odict_items'>
odict_values([1, 2]) <class 'odict_values'>
odict_keys([]) <class 'odict_keys'>
dict_keys([]) <class 'dict_keys'>
dict_keys(['a', 'b']) <class 'dict_keys'>
odict_keys(['a', 'b']) <class 'odict_keys'>
AttributeError 'Tensor' object has no attribute 'foo'
AttributeError 'Parameter' object has no attribute 'foo'
TypeError can only concatenate str (not "Tensor") to str
TypeError len() of a 0-d tensor
TypeError only integer tensors of a single element can be converted to an index
<class 'torch.Tensor'>
TypeError torch.nn.modules.activation.ReLU is not a Module subclass
TypeError __main__.act is not a Module subclass
TypeError torch.nn.functional.relu is not a Module subclass
TypeError torch._VariableFunctionsClass.relu is not a Module subclass
TypeError torch.nn.functional.leaky_relu is not a Module subclass
TypeError int is not a Module subclass
TypeError __main__.Own is not a Module subclass
TypeError torch.nn.modules.activation.ReLU is not a Module subclass
TypeError torch.FloatTensor is not a Module subclass
TypeError int is not a Module subclass
None
`;

test('types, views and required settings are named as PyTorch names them', () => {
  const [result] = inspectPython(program);
  expect(result!.error).toBeNull();
  expect(result!.stdout.split('\n')).toEqual(printed.split('\n'));
});
