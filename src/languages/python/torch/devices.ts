import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { quoted } from '../text/repr';
import { Method, ModuleObject } from '../values/objects';
import { BuiltInClass, objectClass } from '../values/types';
import { tensorProperty } from './define';

export const deviceClass = new BuiltInClass('device', objectClass);
deviceClass.qualname = 'torch.device';

/** `torch.device('cpu')`: there is one. */
export class TorchDevice {
  readonly cls = deviceClass;

  repr(): string {
    return "device(type='cpu')";
  }
}

export const cpu = new TorchDevice();
deviceClass.define('type', 'cpu');
deviceClass.define('index', null);
deviceClass.define('__str__', new Method('__str__', 0, () => 'cpu'));
deviceClass.define(
  '__eq__',
  new Method('__eq__', 0, (_rt, _self, [, other]) => other instanceof TorchDevice || other === 'cpu'),
);

/** Refuses what is no CPU. */
export function checkDevice(rt: Runtime, value: Value, source: SourceId): void {
  if (value instanceof TorchDevice || (typeof value === 'string' && value.startsWith('cpu'))) return;
  throw rt.unsupported(
    `the device ${typeof value === 'string' ? quoted(value) : ''} is not there: tensors are computed on 'cpu'`.replace(
      '  ',
      ' ',
    ),
    source,
  );
}

deviceClass.maker = (rt, _cls, args, source) => {
  checkDevice(rt, args[0], source);
  return cpu;
};
tensorProperty('device', () => cpu);
tensorProperty('is_cuda', () => false);
tensorProperty('layout', () => new ModuleObject('torch.strided', new Map()));
