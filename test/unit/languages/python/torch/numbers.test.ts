import { describe, expect, test } from 'vitest';
import { inspectPython } from '../inspectPython';

const program = `
import math
import numpy as np
import torch

def tell(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

ways = [
    float, int, bool, math.log, math.sqrt, math.floor, math.degrees, math.trunc, np.float64, range, np.sqrt,
    lambda t: math.log(t, 2), lambda t: math.hypot(t, 3), lambda t: math.isclose(t, t), lambda t: '%.2f %d' % (t, t),
    lambda t: t.__float__(), lambda t: t.__int__(), lambda t: t.__bool__(), lambda t: t.__index__(),
    lambda t: sum([t, t]), lambda t: min(t, t), lambda t: max([t, t]), lambda t: round(t.item()),
]
tensors = [
    torch.tensor(0.5), torch.tensor([0.5], requires_grad=True), torch.tensor([[3]]), torch.tensor([1.0, 4.0]),
    torch.tensor([]), torch.tensor(float('nan')), torch.tensor(float('inf')),
]
for t in tensors:
    for way in ways:
        tell(lambda: way(t))
print(f'{tensors[0]:.2f} {tensors[0]:>5}', '{:.1e}'.format(tensors[0]))
tell(lambda: f'{tensors[1]:.2f}')
tell(lambda: round(tensors[0]))
tell(lambda: np.maximum(tensors[3], 2))
`;

/** Printed by PyTorch 1.13. */
const printed = `0.5
0
True
-0.6931471805599453
0.7071067811865476
0
28.64788975654116
TypeError type Tensor doesn't define __trunc__ method
0.5
TypeError only integer tensors of a single element can be converted to an index
tensor(0.7071)
-1.0
3.0413812651491097
True
'0.50 0'
0.5
0
True
TypeError only integer tensors of a single element can be converted to an index
tensor(1.)
tensor(0.5000)
tensor(0.5000)
0
0.5
0
True
-0.6931471805599453
0.7071067811865476
0
28.64788975654116
TypeError type Tensor doesn't define __trunc__ method
0.5
TypeError only integer tensors of a single element can be converted to an index
RuntimeError Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.
-1.0
3.0413812651491097
True
'0.50 0'
0.5
0
True
TypeError only integer tensors of a single element can be converted to an index
tensor([1.], grad_fn=<AddBackward0>)
tensor([0.5000], requires_grad=True)
tensor([0.5000], requires_grad=True)
0
3.0
3
True
1.0986122886681098
1.7320508075688772
3
171.88733853924697
TypeError type Tensor doesn't define __trunc__ method
3.0
range(0, 3)
tensor([[1.7321]], dtype=torch.float64)
1.5849625007211563
4.242640687119285
True
'3.00 3'
3.0
3
True
3
tensor([[6]])
tensor([[3]])
tensor([[3]])
3
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
RuntimeError Boolean value of Tensor with more than one value is ambiguous
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
TypeError type Tensor doesn't define __trunc__ method
array([1., 4.])
TypeError only integer tensors of a single element can be converted to an index
tensor([1., 2.])
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
RuntimeError Boolean value of Tensor with more than one value is ambiguous
TypeError only integer tensors of a single element can be converted to an index
tensor([2., 8.])
RuntimeError Boolean value of Tensor with more than one value is ambiguous
RuntimeError Boolean value of Tensor with more than one value is ambiguous
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
RuntimeError Boolean value of Tensor with no values is ambiguous
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
TypeError type Tensor doesn't define __trunc__ method
array([], dtype=float64)
TypeError only integer tensors of a single element can be converted to an index
tensor([])
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
ValueError only one element tensors can be converted to Python scalars
RuntimeError Boolean value of Tensor with no values is ambiguous
TypeError only integer tensors of a single element can be converted to an index
tensor([])
RuntimeError Boolean value of Tensor with no values is ambiguous
RuntimeError Boolean value of Tensor with no values is ambiguous
ValueError only one element tensors can be converted to Python scalars
nan
ValueError cannot convert float NaN to integer
True
nan
nan
ValueError cannot convert float NaN to integer
nan
TypeError type Tensor doesn't define __trunc__ method
nan
TypeError only integer tensors of a single element can be converted to an index
tensor(nan)
nan
nan
False
ValueError cannot convert float NaN to integer
nan
ValueError cannot convert float NaN to integer
True
TypeError only integer tensors of a single element can be converted to an index
tensor(nan)
tensor(nan)
tensor(nan)
ValueError cannot convert float NaN to integer
inf
OverflowError cannot convert float infinity to integer
True
inf
inf
OverflowError cannot convert float infinity to integer
inf
TypeError type Tensor doesn't define __trunc__ method
inf
TypeError only integer tensors of a single element can be converted to an index
tensor(inf)
inf
inf
True
OverflowError cannot convert float infinity to integer
inf
OverflowError cannot convert float infinity to integer
True
TypeError only integer tensors of a single element can be converted to an index
tensor(inf)
tensor(inf)
tensor(inf)
OverflowError cannot convert float infinity to integer
0.50   0.5 5.0e-01
TypeError unsupported format string passed to Tensor.__format__
TypeError type Tensor doesn't define __round__ method
tensor([2., 4.])
`;

describe('tensors as numbers', () => {
  test('print what PyTorch prints', () => {
    const [result] = inspectPython(program);
    expect(result!.error).toBeNull();
    expect(result!.stdout.split('\n')).toEqual(printed.split('\n'));
  });

  test('lose their origin where Python makes numbers of them', () => {
    const text = 'import math\nimport torch\nw = torch.tensor(2.0, requires_grad=True)\n';
    const told = (code: string) => inspectPython(text + code)[0]!.diagnostics.map(({ code: own }) => own);
    expect(told('y = w * math.log(w)\ny.backward()\n')).toEqual(told('y = w * w.item()\ny.backward()\n'));
    expect(told('y = torch.tensor(math.sqrt(w))\ny.backward()\n')).toEqual(['torch-no-grad-fn']);
  });
});
