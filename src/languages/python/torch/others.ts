import type { SourceId } from '../../../engine/sources';
import { fromValues } from '../../../engine/tensor/ndarray';
import type { Runtime } from '../../core/runtime';
import type { TensorValue, Value } from '../../core/values';
import { tensorMethods, torchBoth, torchFunctions } from './define';
import { apply, binary, scaled, single, unary } from './elementwise';
import { writeResult } from './inPlace';
import { matmul } from './linalg';
import { axisIn, flag, numberIn, op, tensorArgument, whole } from './operands';
import { norm } from './reductions';
import { given, type TorchTensor } from './tensor';

const isNone = (value: Value) => value === undefined || value === null;

/** The elements `start:stop` of an axis. */
function slice(rt: Runtime, x: TensorValue, axis: number, start: number | null, stop: number | null, source: SourceId) {
  const items = x.array.shape.map((_, k) => ({
    kind: 'slice' as const,
    start: k === axis ? start : null,
    stop: k === axis ? stop : null,
    step: 1,
  }));
  return op(rt, 'index', [x], { items }, source);
}

function differences(rt: Runtime, [input, times, dim]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'diff', 0, source);
  const axis = isNone(dim) ? x.ref.shape.length - 1 : axisIn(rt, dim, x.ref.shape.length, source);
  let value = x.value();
  for (let k = isNone(times) ? 1 : whole(rt, times, 'diff', 'n', source); k > 0; k--)
    value = op(
      rt,
      'sub',
      [slice(rt, value, axis, 1, null, source), slice(rt, value, axis, null, -1, source)],
      {},
      source,
    );
  return given(rt, value, 'SubBackward0');
}

function flipped(axis: 0 | 1) {
  return (rt: Runtime, [input]: Value[], source: SourceId): TorchTensor => {
    const x = tensorArgument(rt, input, axis === 0 ? 'flipud' : 'fliplr', 0, source);
    return given(rt, op(rt, 'flip', [x.value()], { axes: [axis] }, source), 'FlipBackward0');
  };
}

function logit(rt: Runtime, [input, eps]: Value[], source: SourceId): TorchTensor {
  let x: Value = tensorArgument(rt, input, 'logit', 0, source);
  if (!isNone(eps)) {
    const e = numberIn(rt, eps, 'logit', 'eps', source);
    const own = (x as TorchTensor).value();
    x = given(rt, op(rt, 'clip', [own], { min: e, max: 1 - e }, source), 'ClampBackward1', []);
  }
  const quotient = apply(rt, binary.div, [x, apply(rt, binary.rsub, [1, x], source)], source);
  return given(rt, apply(rt, unary.log!, [quotient], source).value(), 'LogitBackward0', []);
}

function numbersFor(rt: Runtime, [input, nan, positive, negative]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'nan_to_num', 0, source);
  const { dtype } = x.ref;
  const largest = dtype === 'float32' ? 3.4028234663852886e38 : Number.MAX_VALUE;
  const number = (value: Value, otherwise: number) =>
    isNone(value) ? otherwise : numberIn(rt, value, 'nan_to_num', 'nan', source);
  let value = x.value();
  const replace = (test: (element: number) => boolean, by: number) => {
    const mask = value.array.values().map((element) => (test(element) ? 1 : 0));
    const condition = fromValues(mask, x.ref.shape, 'bool');
    value = op(rt, 'where', [single(by, dtype), value], { condition, dtype }, source);
  };
  replace(Number.isNaN, number(nan, 0));
  replace((element) => element === Number.POSITIVE_INFINITY, number(positive, largest));
  replace((element) => element === Number.NEGATIVE_INFINITY, number(negative, -largest));
  return given(rt, value, 'NanToNumBackward0', []);
}

function matrixPower(rt: Runtime, [input, n]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'matrix_power', 0, source);
  const times = whole(rt, n, 'matrix_power', 'n', source);
  if (times < 1) throw rt.unsupported('matrix_power with n below 1 is not supported; use torch.linalg.inv', source);
  let result = x;
  for (let k = 1; k < times; k++) result = matmul(rt, [result, x], source);
  return result;
}

/** `input[index] += source` along an axis, as often as a place is named. */
function indexAdd(rt: Runtime, [input, dim, index, from, alpha]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'index_add', 0, source);
  const axis = axisIn(rt, dim, x.ref.shape.length, source);
  const indices = tensorArgument(rt, index, 'index_add', 1, source).peek().array;
  const added = tensorArgument(rt, scaled(rt, from, alpha, source), 'index_add', 2, source).value();
  const items = x.ref.shape.map((_, k) =>
    k === axis ? ({ kind: 'array', indices } as const) : ({ kind: 'slice', start: null, stop: null, step: 1 } as const),
  );
  return given(
    rt,
    op(rt, 'setIndex', [x.value(), added], { items, accumulate: true }, source),
    'IndexAddBackward0',
    [],
  );
}

torchBoth({
  'diff(input, n=, dim=)': differences,
  'flipud(input)': flipped(0),
  'fliplr(input)': flipped(1),
  'logit(input, eps=)': logit,
  'nan_to_num(input, nan=, posinf=, neginf=)': numbersFor,
  'matrix_power(input, n)': matrixPower,
  'index_add(input, dim, index, source, *, alpha=)': indexAdd,
  'dist(input, other, p=)': (rt, [a, b, p], source) =>
    norm(rt, apply(rt, binary.sub, [a, b], source), p, undefined, undefined, source, 'DistBackward0'),
  'positive(input)': (_rt, [x]) => x,
  'is_nonzero(input)': (rt, [input], source) => {
    const { array } = tensorArgument(rt, input, 'is_nonzero', 0, source).peek();
    if (array.size !== 1)
      throw rt.error('RuntimeError', 'Boolean value of Tensor with more than one value is ambiguous', source);
    return array.flat(0) !== 0;
  },
  'nansum(input, dim=, keepdim=)': (rt, [input, dim, keepdim], source) => {
    const x = numbersFor(rt, [input], source);
    const axes = isNone(dim) ? null : [axisIn(rt, dim, x.ref.shape.length, source)];
    return given(
      rt,
      op(rt, 'sum', [x.value()], { axes, keepDims: flag(keepdim), order: 'lanes' }, source),
      'NansumBackward0',
      [],
    );
  },
});
torchFunctions({
  'relu_(input)': (rt, [x], source) =>
    writeResult(rt, x as TorchTensor, apply(rt, unary.relu!, [x], source).value(), 'ReluBackward0', source),
  'cdist(x1, x2, p=)': (rt, [a, b, p], source) => {
    const [x, y] = [tensorArgument(rt, a, 'cdist', 0, source), tensorArgument(rt, b, 'cdist', 1, source)];
    const left = x.view({ kind: 'reshape', shape: x.ref.shape.toSpliced(-1, 0, 1) }, 'UnsqueezeBackward0', source)!;
    const right = y.view({ kind: 'reshape', shape: y.ref.shape.toSpliced(-2, 0, 1) }, 'UnsqueezeBackward0', source)!;
    return norm(rt, apply(rt, binary.sub, [left, right], source), p, -1, undefined, source, 'CdistBackward0');
  },
});

/** Forms in place of functions of three tensors. */
const COMBINED: Readonly<Record<string, (rt: Runtime, args: Value[], source: SourceId) => TorchTensor>> = {
  'addcmul_(tensor1, tensor2, *, value=)': (rt, [x, a, b, value], source) =>
    apply(rt, binary.add, [x, scaled(rt, apply(rt, binary.mul, [a, b], source), value, source)], source),
  'addcdiv_(tensor1, tensor2, *, value=)': (rt, [x, a, b, value], source) =>
    apply(rt, binary.add, [x, scaled(rt, apply(rt, binary.div, [a, b], source), value, source)], source),
  'lerp_(end, weight)': (rt, [x, end, weight], source) => {
    const step = apply(rt, binary.mul, [weight, apply(rt, binary.sub, [end, x], source)], source);
    return apply(rt, binary.add, [x, step], source);
  },
  'clamp_min_(min)': (rt, [x, min], source) => apply(rt, binary.maximum, [x, min], source),
  'clamp_max_(max)': (rt, [x, max], source) => apply(rt, binary.minimum, [x, max], source),
  'index_add_(dim, index, source, *, alpha=)': indexAdd,
};
for (const [signature, run] of Object.entries(COMBINED))
  tensorMethods({
    [signature]: (rt, args, source) =>
      writeResult(rt, args[0] as TorchTensor, run(rt, args, source).value(), 'AddBackward0', source),
  });
