import { power } from '../../../../engine/math/power';
import type { SourceId } from '../../../../engine/sources';
import { filled } from '../../../../engine/tensor/ndarray';
import type { Shape } from '../../../../engine/tensor/shape';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { builtin } from '../../builtins/define';
import { reprOf } from '../../text/repr';
import type { Native } from '../../values/objects';
import { Keywords, Method, Tuple } from '../../values/objects';
import { BuiltInClass } from '../../values/types';
import { newTensor } from '../creation';
import { checkDevice } from '../devices';
import { defaultDtype, dtypeOr } from '../dtypes';
import { checkedSize, whole } from '../operands';
import { uniformFill } from '../random/functions';
import type { TorchTensor } from '../tensor';
import { ModuleInstance } from './instance';
import { moduleClass, parameterOf, shownAs } from './module';

/** What `torch.nn` has, by name: each family of layers adds its own. */
export const nnMembers = new Map<string, Value>();

export const isNone = (value: Value): value is null | undefined => value === undefined || value === null;

/** What is known of a layer: how it is made, what it computes, how it is shown. */
export interface LayerSpec {
  /** Parameters of `__init__`, without `self`. */
  readonly init: string;
  /** Sets attributes: sizes first, then parameters in PyTorch's order, which is that of their random numbers. */
  readonly make: (rt: Runtime, module: ModuleInstance, args: Value[], source: SourceId) => void;
  /** Parameters of `forward`, without `self`; `input` unless said otherwise. */
  readonly takes?: string;
  readonly forward?: (rt: Runtime, module: ModuleInstance, args: Value[], source: SourceId) => Value;
  /** What stands in brackets when the layer is shown. */
  readonly show?: (rt: Runtime, module: ModuleInstance, source: SourceId) => string;
  readonly base?: BuiltInClass;
  /** The part of `torch.nn.modules` that the class is in. */
  readonly home?: string;
}

/** What Python says of a call that leaves out what a function needs; PyTorch's layers are written in Python. */
function checkGiven(rt: Runtime, name: string, signature: string, args: readonly Value[], source: SourceId): void {
  const last = args.at(-1);
  const named = last instanceof Keywords ? last.names : [];
  const count = args.length - (last instanceof Keywords ? 1 : 0);
  const required = signature
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('*') && !part.endsWith('='));
  const missing = required.filter((each, k) => k >= count && !named.includes(each)).map((each) => `'${each}'`);
  if (missing.length === 0) return;
  const list =
    missing.length === 1
      ? missing[0]
      : missing.length === 2
        ? missing.join(' and ')
        : `${missing.slice(0, -1).join(', ')}, and ${missing.at(-1)}`;
  const plural = missing.length === 1 ? '' : 's';
  throw rt.error(
    'TypeError',
    `${name}() missing ${missing.length} required positional argument${plural}: ${list}`,
    source,
  );
}

/** Defines a class of `torch.nn`. */
export function layer(name: string, spec: LayerSpec): BuiltInClass {
  const cls = new BuiltInClass(name, spec.base ?? moduleClass);
  cls.qualname = `torch.nn.modules.${spec.home ?? name.toLowerCase()}.${name}`;
  const device = spec.init.split(', ').indexOf('device=');
  const init = builtin(`${name}.__init__`, `self, ${spec.init}`, (rt, [self, ...args], source) => {
    const module = self as ModuleInstance;
    const place = args[device];
    if (place !== undefined && place !== null) checkDevice(rt, place, source);
    module.isReady = true;
    spec.make(rt, module, args, source);
    return null;
  });
  const initialise: Native = (rt, args, source) => {
    checkGiven(rt, `${name}.__init__`, spec.init, args.slice(1), source);
    return init.apply(rt, undefined, args, source);
  };
  cls.define('__init__', new Method('__init__', 0, (rt, _self, args, source) => initialise(rt, args, source)));
  cls.maker = (rt, own, args, source) => {
    const module = new ModuleInstance(own);
    // A class of the program's with an `__init__` of its own calls this one from there.
    if (own.lookup('__init__') === cls.dict.get('__init__')) initialise(rt, [module, ...args], source);
    return module;
  };
  const { forward, takes = 'input', show } = spec;
  if (forward) {
    const run = builtin(`${name}.forward`, `self, ${takes}`, (rt, [self, ...args], source) =>
      forward(rt, self as ModuleInstance, args, source),
    );
    const method = new Method('forward', 0, (rt, self, args, source) => {
      checkGiven(rt, `${name}.forward`, takes, args.slice(1), source);
      return run.apply(rt, self, args, source);
    });
    method.owner = cls;
    cls.define('forward', method);
  }
  if (show) shownAs.set(cls, show);
  nnMembers.set(name, cls);
  return cls;
}

/** Sets attributes of a module. */
export function keep(module: ModuleInstance, fields: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(fields)) module.fields.set(name, value === undefined ? null : value);
}

export function field(module: ModuleInstance, name: string): Value {
  return module.fields.get(name);
}

/** An int of `__init__`'s. */
export function size(rt: Runtime, value: Value, name: string, label: string, source: SourceId): number {
  return whole(rt, value, name, label, source);
}

/** A new tensor of floats for a parameter or a buffer, and that as a parameter. */
export function weights(rt: Runtime, shape: Shape, fill: number | null, dtype: Value, source: SourceId): TorchTensor {
  const type = dtypeOr(rt, dtype, defaultDtype(rt), source);
  checkedSize(rt, shape, source);
  return newTensor(rt, filled(type, shape, fill ?? 0), false, source);
}

/** A parameter of uniform numbers between −bound and bound. */
export function uniformParameter(
  rt: Runtime,
  shape: Shape,
  bound: number,
  dtype: Value,
  source: SourceId,
): TorchTensor {
  const tensor = weights(rt, shape, null, dtype, source);
  uniformFill(rt, tensor, -bound, bound, null, source);
  return parameterOf(rt, tensor, true, source);
}

/** A parameter that holds one number everywhere. */
export function constantParameter(
  rt: Runtime,
  shape: Shape,
  fill: number,
  dtype: Value,
  source: SourceId,
): TorchTensor {
  return parameterOf(rt, weights(rt, shape, fill, dtype, source), true, source);
}

/** The bounds of `kaiming_uniform_(a = √5)`, which linear layers and convolutions begin with: 1 / √fan_in for both. */
export function fanBound(fanIn: number): { readonly weight: number; readonly bias: number } {
  const gain = Math.sqrt(2 / (1 + power(Math.sqrt(5), 2)));
  const deviation = gain / Math.sqrt(fanIn);
  return { weight: Math.sqrt(3) * deviation, bias: fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0 };
}

/** `name=value, …` of attributes. */
export function showFields(...names: readonly string[]): NonNullable<LayerSpec['show']> {
  return (rt, module, source) => names.map((name) => `${name}=${reprOf(rt, field(module, name), source)}`).join(', ');
}

/** Registers a buffer. */
export function buffer(module: ModuleInstance, name: string, tensor: TorchTensor | null): void {
  module.fields.set(name, tensor);
  module.buffers.set(name, true);
}

/** Ints as a tuple of the program's. */
export const tuple = (items: readonly number[]) => new Tuple([...items]);

/** Functions of a module below `torch.nn`, by their signatures. */
export type Table = Readonly<Record<string, Native>>;
