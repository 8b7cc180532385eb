import type { NodeId } from '../../../../engine/tape';
import { sameShape } from '../../../../engine/tensor/shape';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { builtin } from '../../builtins/define';
import { ADDRESS } from '../../text/repr';
import { Method, Property, Tuple } from '../../values/objects';
import { BuiltInClass, objectClass, typeName } from '../../values/types';
import { tensorMethods, tensorProperty } from '../define';
import { gradOfLost, gradOfNonLeaf } from '../mistakes/silent';
import { stateOf } from '../state';
import { TorchTensor } from '../tensor';
import { nameOfRow } from './names';

const self = (value: Value) => value as TorchTensor;

// --- .grad ------------------------------------------------------------------------------------------------------------

tensorProperty(
  'grad',
  (rt, [x], source) => {
    const tensor = self(x);
    if (tensor.grad === null && !tensor.isLeaf && !tensor.retains) gradOfNonLeaf(rt, tensor, source);
    if (tensor.grad === null && !tensor.requiresGrad) gradOfLost(rt, tensor);
    return tensor.grad;
  },
  (rt, [x, value], source) => {
    const tensor = self(x);
    if (value !== null && !(value instanceof TorchTensor))
      throw rt.error(
        'TypeError',
        `assigned grad expected to be a Tensor or None but got grad of type ${typeName(value)}`,
        source,
      );
    if (value instanceof TorchTensor) {
      if (!sameShape(value.ref.shape, tensor.ref.shape))
        throw rt.error('RuntimeError', 'assigned grad has data of a different size', source);
      if (value.ref.dtype !== tensor.ref.dtype)
        throw rt.error('RuntimeError', 'assigned grad has data of a different type', source);
    }
    tensor.grad = value;
    return null;
  },
);

tensorMethods({
  'retain_grad()': (rt, [x], source) => {
    const tensor = self(x);
    if (!tensor.requiresGrad)
      throw rt.error('RuntimeError', "can't retain_grad on Tensor that has requires_grad=False", source);
    if (tensor.isWanted) return null;
    tensor.retains = true;
    stateOf(rt).retained.set(tensor.node!, tensor);
    return null;
  },
  'register_hook(hook)': (rt, _args, source) => {
    throw rt.unsupported('hooks are not supported; read gradients after the backward pass', source);
  },
  'share_memory_()': (_rt, [x]) => x,
});
tensorProperty('retains_grad', (_rt, [x]) => self(x).retains);
tensorProperty('output_nr', () => 0);

// --- grad_fn ----------------------------------------------------------------------------------------------------------

const classes = new Map<string, BuiltInClass>();

/** A node of PyTorch's graph, as `grad_fn` shows it. */
class GradFunction {
  readonly cls: BuiltInClass;

  constructor(
    readonly node: NodeId,
    readonly name: string,
    readonly home: string | undefined,
  ) {
    let cls = classes.get(name);
    if (cls === undefined) classes.set(name, (cls = functionClass(name)));
    this.cls = cls;
  }

  repr(): string {
    return `<${this.home === undefined ? '' : `${this.home}.`}${this.name} object at ${ADDRESS}>`;
  }
}

function functionClass(name: string): BuiltInClass {
  const cls = new BuiltInClass(name, objectClass);
  cls.define(
    'name',
    new Method('name', 0, (_rt, _self, [value]) => {
      const { name: own } = value as GradFunction;
      return own === 'AccumulateGrad' ? `torch::autograd::${own}` : own;
    }),
  );
  cls.define(
    'next_functions',
    property((rt, value) => new Tuple(nextOf(rt, value.node).map((next) => new Tuple([next, 0])))),
  );
  cls.define(
    'variable',
    property((rt, value, source) => {
      const leaf = stateOf(rt).leaves.get(value.node);
      if (leaf) return leaf;
      throw rt.error('AttributeError', `'${name}' object has no attribute 'variable'`, source);
    }),
  );
  return cls;
}

function property(get: (rt: Runtime, value: GradFunction, source: number) => Value) {
  return new Property(
    builtin('get', 'self', (rt, [value], source) => get(rt, value as GradFunction, source)),
    null,
    null,
  );
}

/** The functions that a row's operands come from: of those that PyTorch has no function for, their own. */
function nextOf(rt: Runtime, node: NodeId): Value[] {
  const state = stateOf(rt);
  return rt.tape.operandsOf(node).flatMap((operand): Value[] => {
    if (state.leaves.has(operand)) return [new GradFunction(operand, 'AccumulateGrad', undefined)];
    if (state.made.has(operand)) return [functionOf(rt, operand)];
    return rt.tape.operandsOf(operand).length === 0 ? [null] : nextOf(rt, operand);
  });
}

function functionOf(rt: Runtime, node: NodeId): GradFunction {
  return new GradFunction(node, nameOfRow(rt, node)!, stateOf(rt).made.get(node)?.home);
}

tensorProperty('grad_fn', (rt, [x]) => {
  const tensor = self(x);
  return tensor.isLeaf ? null : functionOf(rt, tensor.node!);
});
