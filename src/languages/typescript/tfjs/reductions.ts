import type { TfFunction } from './call';

/** Sums and the like, over all elements or along axes. */
export const reductions: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  [
    'sum',
    (call) => {
      const x = call.tensor(0, 'x');
      const params = { axes: call.axes(1), keepDims: call.flag(2) };
      return call.op('sum', [x.array.dtype === 'bool' ? call.cast(x, 'int32') : x], {
        ...params,
        dtype: x.array.dtype === 'bool' ? 'int32' : x.array.dtype,
      });
    },
  ],
  [
    'mean',
    (call) => call.op('mean', [call.floating(call.tensor(0, 'x'))], { axes: call.axes(1), keepDims: call.flag(2) }),
  ],
]);
