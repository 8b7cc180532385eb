import { RegionKind } from '../../../../engine/regions';
import type { SourceId } from '../../../../engine/sources';
import { zeros } from '../../../../engine/tensor/ndarray';
import { Closure } from '../../../core/functions';
import type { Runtime } from '../../../core/runtime';
import { TensorValue, type Value } from '../../../core/values';
import { builtin, methods } from '../../builtins/define';
import { orderedDict } from '../../modules/collections';
import { findAttribute } from '../../operators/attributes';
import { callValue } from '../../operators/call';
import { reprOf } from '../../text/repr';
import type { ClassObject } from '../../values/classes';
import type { Dict } from '../../values/dict';
import { Method, type Native, Property, Tuple } from '../../values/objects';
import { BuiltInClass, objectClass, typeName } from '../../values/types';
import { newTensor, wantGradient } from '../creation';
import { dtypeOr, TorchDtype } from '../dtypes';
import { converted } from '../methods';
import { TorchTensor, tensorClass } from '../tensor';
import { childrenOf, generated, hold, ModuleInstance, namedBuffers, namedModules, namedParameters } from './instance';
import { loadStateDict, stateDict } from './states';
import { checkModule } from './typename';

/** `torch.nn.Module`: the program's classes inherit from it, and so do the layers. */
export const moduleClass = new BuiltInClass('Module', objectClass);
moduleClass.qualname = 'torch.nn.modules.module.Module';
moduleClass.maker = (_rt, cls) => {
  const module = new ModuleInstance(cls);
  // Without an `__init__` of its own a class has that of `Module`.
  module.isReady = cls.lookup('__init__') === moduleClass.dict.get('__init__');
  return module;
};

const self = (value: Value) => value as ModuleInstance;

/** What a layer of ours says of itself in brackets when it is shown, such as its sizes. */
export const shownAs = new Map<ClassObject, (rt: Runtime, module: ModuleInstance, source: SourceId) => string>();

// --- attributes -------------------------------------------------------------------------------------------------------

function setAttributeOf(rt: Runtime, module: ModuleInstance, name: string, value: Value, source: SourceId): void {
  if (!module.isReady) {
    const what =
      value instanceof ModuleInstance
        ? 'module'
        : value instanceof TorchTensor && value.isParameter
          ? 'parameters'
          : null;
    if (what !== null) throw rt.error('AttributeError', `cannot assign ${what} before Module.__init__() call`, source);
  }
  const before = module.fields.get(name);
  if (before instanceof TorchTensor && before.isParameter && value !== null) {
    if (!(value instanceof TorchTensor && value.isParameter)) {
      const type = value instanceof TorchTensor ? 'torch.FloatTensor' : typeName(value);
      throw rt.error(
        'TypeError',
        `cannot assign '${type}' as parameter '${name}' (torch.nn.Parameter or None expected)`,
        source,
      );
    }
  }
  if (name === 'training' && typeof value === 'boolean') module.training = value;
  else hold(module, name, value);
}

moduleClass.define(
  '__init__',
  new Method('__init__', 0, (_rt, _self, [module]) => {
    self(module).isReady = true;
    return null;
  }),
);
moduleClass.define(
  '__setattr__',
  new Method('__setattr__', 0, (rt, _self, [module, name, value], source) => {
    setAttributeOf(rt, self(module), name as string, value, source);
    return null;
  }),
);

/** Calling a module runs its `forward`: a call that pictures may draw as one gate, with the module's name. */
export function callModule(rt: Runtime, module: ModuleInstance, args: Value[], source: SourceId): Value {
  const { cls, place } = module;
  const label = place === null ? cls.name : `${place}: ${cls.name}`;
  const forward = cls.lookup('forward');
  // The call of the program's own network says itself what it is of.
  if (forward instanceof Closure)
    return rt.enter(forward, undefined, [module, ...args], source, undefined, place === null ? null : label);
  const found = findAttribute(rt, module, 'forward', source);
  if (found === undefined)
    throw rt.error('NotImplementedError', `Module [${cls.name}] is missing the required "forward" function`, source);
  const { tape } = rt;
  const outside = tape.enterRegion(RegionKind.call, source, label);
  const result = callValue(rt, found, args, source);
  tape.leaveRegion(outside);
  return result;
}

moduleClass.define(
  '__call__',
  new Method('__call__', 0, (rt, _self, [module, ...args], source) => callModule(rt, self(module), args, source)),
);

const hooks: Native = (rt, _args, source) => {
  throw rt.unsupported('hooks are not supported; read values and gradients where they are computed', source);
};

// --- what a module holds ----------------------------------------------------------------------------------------------

const pairs = (entries: readonly (readonly [string, Value])[]): Value[] =>
  entries.map(([name, value]) => new Tuple([name, value]));

/** Tensors of a module and of all inside it, or its own alone, by their paths. */
function ownOrAll(
  list: typeof namedParameters,
  module: Value,
  recurse: Value,
  prefix: Value = '',
): [string, TorchTensor][] {
  const front = typeof prefix === 'string' && prefix !== '' ? `${prefix}.` : '';
  const all = list(self(module)).filter(([name]) => recurse !== false || !name.includes('.'));
  return all.map(([name, tensor]) => [front + name, tensor]);
}

/** Drops a gradient, or fills it with zeros. */
export function clearGradient(tensor: TorchTensor, toNone: boolean): void {
  const { grad } = tensor;
  if (toNone || grad === null) tensor.grad = null;
  else {
    const { array, source } = grad.peek();
    grad.replace(
      TorchTensor.of(grad.ref.storage.rt, new TensorValue(zeros(array.dtype, array.shape), null, source)).ref,
    );
  }
}

/** Changes every parameter, buffer included where `all` is set. */
function eachTensor(module: ModuleInstance, change: (tensor: TorchTensor) => void): void {
  for (const [, tensor] of [...namedParameters(module), ...namedBuffers(module)]) change(tensor);
}

function setTraining(module: ModuleInstance, isTraining: boolean): ModuleInstance {
  for (const [, one] of namedModules(module)) one.training = isTraining;
  return module;
}

function applied(rt: Runtime, module: ModuleInstance, fn: Value, source: SourceId): Value {
  for (const [, child] of childrenOf(module)) applied(rt, child, fn, source);
  callValue(rt, fn, [module], source);
  return module;
}

/** What a layer of ours says of itself. */
function extraText(rt: Runtime, module: ModuleInstance, source: SourceId): string {
  const show = module.cls.mro.map((cls) => shownAs.get(cls)).find((own) => own !== undefined);
  return show?.(rt, module, source) ?? '';
}

/** The text of a module: its own, or its parts line by line. */
export function moduleText(rt: Runtime, module: ModuleInstance, source: SourceId): string {
  const custom = module.cls.lookup('extra_repr');
  const extra =
    custom instanceof Closure ? String(rt.enter(custom, undefined, [module], source)) : extraText(rt, module, source);
  const children = childrenOf(module).map(
    ([name, child]) => `(${name}): ${reprOf(rt, child, source).replaceAll('\n', '\n  ')}`,
  );
  const own = extra === '' ? [] : extra.split('\n');
  if (children.length === 0 && own.length <= 1) return `${module.cls.name}(${extra})`;
  return `${module.cls.name}(\n  ${[...own, ...children].join('\n  ')}\n)`;
}

moduleClass.define(
  '__repr__',
  new Method('__repr__', 0, (rt, _self, [module], source) => moduleText(rt, self(module), source)),
);

methods(moduleClass, {
  'parameters(recurse=)': (_rt, [module, recurse]) =>
    generated(ownOrAll(namedParameters, module, recurse).map(([, tensor]) => tensor)),
  'named_parameters(prefix=, recurse=)': (_rt, [module, prefix, recurse]) =>
    generated(pairs(ownOrAll(namedParameters, module, recurse, prefix))),
  'buffers(recurse=)': (_rt, [module, recurse]) =>
    generated(ownOrAll(namedBuffers, module, recurse).map(([, tensor]) => tensor)),
  'named_buffers(prefix=, recurse=)': (_rt, [module, prefix, recurse]) =>
    generated(pairs(ownOrAll(namedBuffers, module, recurse, prefix))),
  'children()': (_rt, [module]) => generated([...new Set(childrenOf(self(module)).map(([, child]) => child))]),
  'named_children()': (_rt, [module]) => generated(pairs(childrenOf(self(module)))),
  'modules()': (_rt, [module]) => generated(namedModules(self(module)).map(([, one]) => one)),
  'named_modules()': (_rt, [module]) => generated(pairs(namedModules(self(module)))),
  'extra_repr()': (rt, [module], source) => extraText(rt, self(module), source),
  'train(mode=)': (_rt, [module, mode]) => setTraining(self(module), mode !== false),
  'eval()': (_rt, [module]) => setTraining(self(module), false),
  'zero_grad(set_to_none=)': (_rt, [module, toNone]) => {
    for (const [, tensor] of namedParameters(self(module))) clearGradient(tensor, toNone !== false);
    return null;
  },
  'requires_grad_(requires_grad=)': (_rt, [module, value]) => {
    for (const [, tensor] of namedParameters(self(module))) tensor.want(value !== false);
    return module;
  },
  'state_dict()': (rt, [module], source) => stateDict(rt, self(module), source),
  'load_state_dict(state_dict, strict=)': loadStateDict,
  'apply(fn)': (rt, [module, fn], source) => applied(rt, self(module), fn, source),
  'register_parameter(name, param)': (rt, [module, name, param], source) => {
    setAttributeOf(rt, self(module), name as string, param, source);
    return null;
  },
  'register_buffer(name, tensor, persistent=)': (_rt, [module, name, tensor, persistent]) => {
    self(module).fields.set(name as string, tensor);
    self(module).buffers.set(name as string, persistent !== false);
    return null;
  },
  'register_module(name, module)': (rt, [module, name, child], source) => {
    setAttributeOf(rt, self(module), name as string, child, source);
    return null;
  },
  'add_module(name, module)': (rt, [module, name, child], source) => {
    if (child !== null) checkModule(rt, child, source);
    setAttributeOf(rt, self(module), name as string, child, source);
    return null;
  },
  'get_parameter(target)': (rt, [module, target], source) => {
    const found = namedParameters(self(module)).find(([name]) => name === target);
    if (found) return found[1];
    throw rt.error('AttributeError', `${self(module).cls.name} has no attribute \`${String(target)}\``, source);
  },
  'get_buffer(target)': (rt, [module, target], source) => {
    const found = namedBuffers(self(module)).find(([name]) => name === target);
    if (found) return found[1];
    throw rt.error('AttributeError', `\`${String(target)}\` is not a buffer`, source);
  },
  'get_submodule(target)': (rt, [module, target], source) => {
    const found = namedModules(self(module)).find(([name]) => name === target);
    if (found) return found[1];
    throw rt.error('AttributeError', `${self(module).cls.name} has no attribute \`${String(target)}\``, source);
  },
  'to(*args, device=, dtype=, non_blocking=)': (rt, [module, device, dtypeName, , ...rest], source) => {
    for (const arg of [device, ...rest])
      if (typeof arg === 'string' && !arg.startsWith('cpu'))
        throw rt.unsupported(`the device '${arg}' is not there: tensors are computed on 'cpu'`, source);
    const dtype = dtypeOr(rt, rest.find((arg) => arg instanceof TorchDtype) ?? dtypeName, null, source);
    if (dtype !== null) castAll(rt, self(module), dtype, source);
    return module;
  },
  'float()': (rt, [module], source) => castAll(rt, self(module), 'float32', source),
  'double()': (rt, [module], source) => castAll(rt, self(module), 'float64', source),
  'cpu()': (_rt, [module]) => module,
  'cuda(device=)': (rt, _args, source) => {
    throw rt.unsupported("the device 'cuda' is not there: tensors are computed on 'cpu'; leave `.cuda()` out", source);
  },
  'register_forward_hook(hook)': hooks,
  'register_forward_pre_hook(hook)': hooks,
  'register_backward_hook(hook)': hooks,
  'register_full_backward_hook(hook)': hooks,
});

function castAll(
  rt: Runtime,
  module: ModuleInstance,
  dtype: 'float32' | 'float64' | 'int64' | 'int32' | 'bool',
  source: SourceId,
): Value {
  eachTensor(module, (tensor) => {
    if (tensor.ref.dtype === 'float32' || tensor.ref.dtype === 'float64')
      tensor.replace(converted(rt, tensor.detached(), dtype, source).ref);
  });
  return module;
}

moduleClass.define('training', trainingProperty());

/** What PyTorch keeps the parts of a module under, by kind. */
const KINDS: Readonly<Record<string, (module: ModuleInstance, name: string, value: Value) => boolean>> = {
  _modules: (_module, _name, value) => value instanceof ModuleInstance,
  _parameters: (_module, _name, value) => value instanceof TorchTensor && value.isParameter,
  _buffers: (module, name) => module.buffers.has(name),
};
for (const [kind, holds] of Object.entries(KINDS))
  moduleClass.define(
    kind,
    new Property(
      builtin(kind, 'self', (rt, [module], source) => {
        const dict = orderedDict.make(rt, orderedDict, [], source) as Dict;
        for (const [name, value] of self(module).fields)
          if (holds(self(module), name, value)) dict.setText(name, value);
        return dict;
      }),
      null,
      null,
    ),
  );

function trainingProperty() {
  return new Property(
    builtin('training', 'self', (_rt, [module]) => self(module).training),
    builtin('training', 'self, value', (_rt, [module, value]) => {
      self(module).training = value === true;
      return null;
    }),
    null,
  );
}

// --- parameters -------------------------------------------------------------------------------------------------------

/** `torch.nn.Parameter(tensor)`: a leaf that modules find among their attributes. */
export const parameterClass = new BuiltInClass('Parameter', tensorClass);
parameterClass.qualname = 'torch.nn.parameter.Parameter';

/** `copy.deepcopy`: leaves alone have copies, each with its gradient. */
const deepCopied = new Method('__deepcopy__', 0, (rt, _self, [value], source) => {
  const tensor = value as TorchTensor;
  if (!tensor.isLeaf)
    throw rt.error(
      'RuntimeError',
      'Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment',
      source,
    );
  const { array, source: made } = tensor.peek();
  const copy = TorchTensor.of(rt, new TensorValue(array, null, made));
  copy.isParameter = tensor.isParameter;
  copy.cls = tensor.cls;
  copy.grad = tensor.grad?.detachedCopy() ?? null;
  if (tensor.isWanted) wantGradient(rt, copy, source);
  return copy;
});
tensorClass.define('__deepcopy__', deepCopied);

/** A parameter over a tensor's elements. */
export function parameterOf(rt: Runtime, tensor: TorchTensor, requiresGrad: boolean, source: SourceId): TorchTensor {
  const { array } = tensor.peek();
  const parameter = TorchTensor.of(rt, new TensorValue(array, null, source));
  parameter.isParameter = true;
  parameter.cls = parameterClass;
  if (requiresGrad) wantGradient(rt, parameter, source);
  return parameter;
}

const makeParameter: Native = (rt, [data, requiresGrad], source) => {
  if (data !== undefined && data !== null && !(data instanceof TorchTensor))
    throw rt.error('TypeError', `Parameter() expects a Tensor as data, not ${typeName(data)}`, source);
  const tensor = data instanceof TorchTensor ? data : newTensor(rt, zeros('float32', [0]), false, source);
  return parameterOf(rt, tensor, requiresGrad !== false, source);
};
const parameterMaker = builtin('Parameter', 'data=, requires_grad=', makeParameter);
parameterClass.maker = (rt, _cls, args, source) => parameterMaker.apply(rt, undefined, args, source);
