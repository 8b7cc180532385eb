import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { builtin } from '../builtins/define';
import { quoted } from '../text/repr';
import { Method, Property } from '../values/objects';
import { BuiltInClass, objectClass, typeName } from '../values/types';

export const deviceClass = new BuiltInClass('device', objectClass);
deviceClass.qualname = 'torch.device';

/** What a program calls a device: `torch.device('cuda:0')`. There is one that tensors are computed on. */
export class TorchDevice {
  readonly cls = deviceClass;

  constructor(
    readonly type: string,
    readonly index: number | null = null,
  ) {}

  get text(): string {
    return this.index === null ? this.type : `${this.type}:${this.index}`;
  }

  repr(): string {
    return `device(type='${this.type}'${this.index === null ? '' : `, index=${this.index}`})`;
  }
}

export const cpu = new TorchDevice('cpu');
const self = (value: Value) => value as TorchDevice;

for (const [name, get] of Object.entries<(device: TorchDevice) => Value>({
  type: ({ type }) => type,
  index: ({ index }) => index,
}))
  deviceClass.define(
    name,
    new Property(
      builtin(name, 'self', (_rt, [device]) => get(self(device))),
      null,
      null,
    ),
  );
deviceClass.define('__str__', new Method('__str__', 0, (_rt, _self, [device]) => self(device).text));
deviceClass.define(
  '__eq__',
  new Method(
    '__eq__',
    0,
    (_rt, _self, [device, other]) => other instanceof TorchDevice && other.text === self(device).text,
  ),
);

const KINDS =
  'cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, ort, xla, lazy, vulkan, mps, meta, hpu';

function deviceOf(rt: Runtime, [name, place]: readonly Value[], source: SourceId): TorchDevice {
  if (name instanceof TorchDevice) return name;
  if (typeof name !== 'string')
    throw rt.error('TypeError', `device(): argument 'type' must be str, not ${typeName(name)}`, source);
  const [, type, index] = /^([a-z]+)(?::(\d+))?$/.exec(name) ?? [];
  if (type === undefined || !KINDS.split(', ').includes(type))
    throw rt.error('RuntimeError', `Expected one of ${KINDS} device type at start of device string: ${name}`, source);
  const given = typeof place === 'number' ? place : index === undefined ? null : Number(index);
  return type === 'cpu' && given === null ? cpu : new TorchDevice(type, given);
}

/** Refuses to compute on what is no CPU. */
export function checkDevice(rt: Runtime, value: Value, source: SourceId): void {
  const name = value instanceof TorchDevice ? value.text : value;
  if (typeof name === 'string' && name.startsWith('cpu')) return;
  const what = typeof name === 'string' ? `the device ${quoted(name)}` : 'the device';
  throw rt.unsupported(`${what} is not there: tensors are computed on 'cpu'`, source);
}

deviceClass.maker = (rt, _cls, args, source) => deviceOf(rt, args, source);
