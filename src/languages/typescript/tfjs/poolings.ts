import type { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { asBatch } from './convolutions';
import type { TensorObject } from './tensorObject';
import { onlyDown, perAxis, type Strides, window } from './windows';

/** Pools a batch of images or volumes with channels last. What is around an image does not count in its means. */
export function pooled(call: TfCall, x: TensorValue, kind: 'max' | 'avg', strides: Strides, pad: unknown): TensorValue {
  const spatial = x.array.shape.slice(1, -1);
  const params = { ...window(call, pad, spatial, strides), size: strides.size, channels: 'last' } as const;
  if (kind === 'max') return call.value('maxPool', [x], params);
  return call.value('avgPool', [call.floating(x)], { ...params, countPadding: false });
}

function pool(kind: 'max' | 'avg', axes: number): TfFunction {
  return (call) => {
    const size = perAxis(call, 1, 'filterSize', 1, axes);
    const stride = perAxis(call, 2, 'strides', 1, axes);
    onlyDown(call, 4);
    const dilation = size.map(() => 1);
    return asBatch(call, call.tensor(0, 'x'), axes + 2, (x) =>
      pooled(call, x, kind, { size, stride, dilation }, call.args[3]),
    );
  };
}

function anyPool(call: TfCall): TensorObject {
  const size = perAxis(call, 1, 'windowShape', 1);
  const kind = call.text(2);
  if (kind !== 'max' && kind !== 'avg')
    throw call.wrong(`pool: \`poolingType\` must be 'max' or 'avg', but it is ${String(kind)}`);
  const dilation = perAxis(call, 4, 'dilations', 1);
  const stride = perAxis(call, 5, 'strides', 1);
  onlyDown(call, 6);
  return asBatch(call, call.tensor(0, 'input'), 4, (x) =>
    pooled(call, x, kind, { size, stride, dilation }, call.args[3]),
  );
}

export const poolings: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['maxPool', pool('max', 2)],
  ['avgPool', pool('avg', 2)],
  ['maxPool3d', pool('max', 3)],
  ['avgPool3d', pool('avg', 3)],
  ['pool', anyPool],
]);
