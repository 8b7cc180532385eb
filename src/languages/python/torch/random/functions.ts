import type { SourceId } from '../../../../engine/sources';
import { type Dtype, isFloat } from '../../../../engine/tensor/dtype';
import { fromValues } from '../../../../engine/tensor/ndarray';
import type { Shape } from '../../../../engine/tensor/shape';
import { sizeOf } from '../../../../engine/tensor/shape';
import type { Runtime } from '../../../core/runtime';
import { TensorValue, type Value } from '../../../core/values';
import { methods } from '../../builtins/define';
import { int, plainNumber } from '../../values/numbers';
import type { Native } from '../../values/objects';
import { BuiltInClass, objectClass } from '../../values/types';
import { newTensor, sizeArguments } from '../creation';
import { tensorMethods, torchFunctions } from '../define';
import { defaultDtype, dtypeOr } from '../dtypes';
import { beginInPlace } from '../inPlace';
import { checkedSize, flag, numberIn, operandOf, sizesIn, tensorArgument, whole } from '../operands';
import { TorchTensor } from '../tensor';
import { Generator, generatorOf } from './generator';

const isNone = (value: Value) => value === undefined || value === null;

export const generatorClass = new BuiltInClass('Generator', objectClass);
generatorClass.qualname = 'torch._C.Generator';

/** A generator of the program's own: `torch.Generator()`. */
export class GeneratorValue {
  readonly cls = generatorClass;
  readonly own = new Generator();
}

generatorClass.maker = () => new GeneratorValue();

/** The generator of a call: the given one, or that of the run. */
export function generatorIn(rt: Runtime, value: Value): Generator {
  return value instanceof GeneratorValue ? value.own : generatorOf(rt);
}

function seedOf(rt: Runtime, value: Value, source: SourceId): bigint {
  const number = plainNumber(value);
  if (typeof number === 'number' || typeof number === 'bigint') return BigInt(number);
  return BigInt(whole(rt, value, 'manual_seed', 'seed', source));
}

methods(generatorClass, {
  'manual_seed(seed)': (rt, [self, seed], source) => {
    (self as GeneratorValue).own.reset(seedOf(rt, seed, source));
    return self;
  },
  'initial_seed()': (_rt, [self]) => int((self as GeneratorValue).own.seed),
});

const OPTIONS = 'size=, generator=, out=, dtype=, layout=, device=, requires_grad=, pin_memory=';

type Draw = (generator: Generator, count: number, isSingle: boolean) => Float64Array;

const uniform: Draw = (generator, count, isSingle) => generator.uniforms(count, isSingle);
const normal: Draw = (generator, count, isSingle) => generator.normals(count, isSingle);

function drawn(rt: Runtime, draw: Draw, generator: Value, shape: Shape, dtype: Dtype, source: SourceId) {
  if (!isFloat(dtype))
    throw rt.error(
      'RuntimeError',
      `"normal_kernel_cpu" not implemented for '${dtype === 'int64' ? 'Long' : 'Int'}'`,
      source,
    );
  const count = sizeOf(shape);
  rt.budget.spend(rt, count, source);
  return fromValues(draw(generatorIn(rt, generator), count, dtype === 'float32'), shape, dtype);
}

function fresh(name: string, draw: Draw): Native {
  return (rt, [size, generator, _out, dtype, _layout, _device, requiresGrad, _pin, ...rest], source) => {
    const sizes = sizeArguments(rt, name, size, rest, source);
    const type = dtypeOr(rt, dtype, defaultDtype(rt), source);
    return newTensor(rt, drawn(rt, draw, generator, sizes, type, source), requiresGrad, source);
  };
}

function like(name: string, draw: Draw): Native {
  return (rt, [input, dtype, _device, requiresGrad], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    const type = dtypeOr(rt, dtype, x.ref.dtype, source);
    return newTensor(rt, drawn(rt, draw, null, x.ref.shape, type, source), requiresGrad, source);
  };
}

function wholeNumbers(
  rt: Runtime,
  generator: Value,
  low: number,
  high: number,
  shape: Shape,
  dtype: Dtype,
  source: SourceId,
) {
  if (low >= high)
    throw rt.error(
      'RuntimeError',
      `random_ expects 'from' to be less than 'to', but got from=${low} >= to=${high}`,
      source,
    );
  const own = generatorIn(rt, generator);
  const count = checkedSize(rt, shape, source);
  return fromValues(
    Array.from({ length: count }, () => low + own.below(high - low)),
    shape,
    dtype,
  );
}

function randint(
  rt: Runtime,
  [first, second, third, generator, dtype, requiresGrad]: Value[],
  source: SourceId,
): Value {
  const hasLow = !isNone(third);
  const low = hasLow ? whole(rt, first, 'randint', 'low', source) : 0;
  const high = whole(rt, hasLow ? second : first, 'randint', 'high', source);
  const shape = sizesIn(rt, [hasLow ? third : second], 'randint', source);
  const type = dtypeOr(rt, dtype, 'int64', source);
  return newTensor(rt, wholeNumbers(rt, generator, low, high, shape, type, source), requiresGrad, source);
}

/** Puts drawn numbers in place of a tensor's elements. */
export function fillDrawn(rt: Runtime, tensor: TorchTensor, values: ArrayLike<number>, source: SourceId): TorchTensor {
  beginInPlace(rt, tensor, source);
  const { dtype, shape } = tensor.ref;
  tensor.ref.write(new TensorValue(fromValues(values, shape, dtype), null, source), source);
  return tensor;
}

/** Uniform numbers between two bounds, as `uniform_` draws them. */
export function uniformFill(
  rt: Runtime,
  tensor: TorchTensor,
  from: number,
  to: number,
  generator: Value,
  source: SourceId,
): TorchTensor {
  const isSingle = tensor.ref.dtype === 'float32';
  const round = isSingle ? Math.fround : (value: number) => value;
  const [low, span] = [round(from), round(round(to) - round(from))];
  const values = generatorIn(rt, generator).uniforms(tensor.ref.size, isSingle);
  return fillDrawn(
    rt,
    tensor,
    values.map((value) => round(round(value * span) + low)),
    source,
  );
}

/** Normal numbers, as `normal_` draws them. */
export function normalFill(
  rt: Runtime,
  tensor: TorchTensor,
  mean: number,
  std: number,
  generator: Value,
  source: SourceId,
): TorchTensor {
  if (std < 0) throw rt.error('RuntimeError', `normal expects std >= 0.0, but found std ${std}`, source);
  const values = generatorIn(rt, generator).normals(tensor.ref.size, tensor.ref.dtype === 'float32');
  return fillDrawn(
    rt,
    tensor,
    values.map((value) => value * std + mean),
    source,
  );
}

/** Truth values with these chances, as numbers. */
function bernoulli(rt: Runtime, [input, p, generator]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'bernoulli', 0, source);
  const own = generatorIn(rt, generator);
  const chances = isNone(p) ? x.peek().array.values() : null;
  const fixed = isNone(p) ? 0 : numberIn(rt, p, 'bernoulli', 'p', source);
  const isSingle = chances !== null && x.ref.dtype === 'float32';
  const values = Float64Array.from({ length: x.ref.size }, (_, k) => {
    const chance = chances?.[k] ?? fixed;
    if (!(chance >= 0 && chance <= 1))
      throw rt.error('RuntimeError', `Expected p_in >= 0 && p_in <= 1 to be true, but got false.`, source);
    return (isSingle ? own.single() : own.double()) < chance ? 1 : 0;
  });
  return TorchTensor.of(rt, new TensorValue(fromValues(values, x.ref.shape, x.ref.dtype), null, source));
}

function normalOf(rt: Runtime, [mean, std, size, generator, dtype, requiresGrad]: Value[], source: SourceId): Value {
  const [m, s] = [operandOf(mean), operandOf(std ?? 1)];
  if (m?.tensor || s?.tensor) {
    const shape = (m?.tensor ?? s?.tensor)!.ref.shape;
    const type = (m?.tensor ?? s?.tensor)!.ref.dtype;
    const array = drawn(rt, normal, generator, shape, type, source);
    const [means, stds] = [m, s].map((operand) => operand!.value.array);
    const at = (numbers: typeof array, k: number) => numbers.flat(numbers.size === 1 ? 0 : k);
    const values = array.values().map((value, k) => value * at(stds!, k) + at(means!, k));
    return newTensor(rt, fromValues(values, shape, type), false, source);
  }
  const shape = sizesIn(rt, [size], 'normal', source);
  const type = dtypeOr(rt, dtype, defaultDtype(rt), source);
  const array = drawn(rt, normal, generator, shape, type, source);
  const [a, b] = [m!.value.array.item(), s!.value.array.item()];
  return newTensor(
    rt,
    fromValues(
      array.values().map((value) => value * b + a),
      shape,
      type,
    ),
    requiresGrad,
    source,
  );
}

/** Draws places by weights: from one number each, or the largest of weights over exponential numbers. */
function multinomial(rt: Runtime, [input, count, replacement, generator]: Value[], source: SourceId): Value {
  const x = tensorArgument(rt, input, 'multinomial', 0, source);
  const wanted = whole(rt, count, 'multinomial', 'num_samples', source);
  const isMatrix = x.ref.shape.length === 2;
  const rows = isMatrix ? x.ref.shape[0]! : 1;
  const columns = x.ref.shape.at(-1) ?? 1;
  const weights = x.peek().array.values();
  const own = generatorIn(rt, generator);
  if (!flag(replacement) && wanted > columns)
    throw rt.error('RuntimeError', 'cannot sample n_sample > prob_dist.size(-1) samples without replacement', source);
  checkedSize(rt, [rows, wanted], source);
  const parts = Array.from({ length: rows }, (_, row) => Array.from(weights.slice(row * columns, (row + 1) * columns)));
  for (const part of parts)
    if (!(part.reduce((all, weight) => all + weight, 0) > 0))
      throw rt.error('RuntimeError', 'invalid multinomial distribution (sum of probabilities <= 0)', source);
  const isByNumber = flag(replacement) && wanted > 1;
  const keys = isByNumber ? null : exponentials(own, rows * columns);
  const places = parts.flatMap((part, row) => {
    if (keys === null) return byNumber(own, part, wanted);
    const scores = part.map((weight, k) => weight / keys[row * columns + k]!);
    const order = scores.map((_, k) => k).sort((a, b) => scores[b]! - scores[a]! || a - b);
    return order.slice(0, wanted);
  });
  return newTensor(rt, fromValues(places, isMatrix ? [rows, wanted] : [wanted], 'int64'), false, source);
}

/** Places where the weights up to there first reach a uniform number. */
function byNumber(generator: Generator, weights: readonly number[], count: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let reached = 0;
  const sums = weights.map((weight) => (reached += weight) / sum);
  return Array.from({ length: count }, () => {
    const number = generator.double();
    const place = sums.findIndex((one) => one >= number);
    return place < 0 ? weights.findLastIndex((weight) => weight > 0) : place;
  });
}

function exponentials(generator: Generator, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => -Math.log1p(-generator.double()));
}

torchFunctions({
  'manual_seed(seed)': (rt, [seed], source) => {
    generatorOf(rt).reset(seedOf(rt, seed, source));
    return null;
  },
  'seed()': (rt) => int(generatorOf(rt).seed),
  'initial_seed()': (rt) => int(generatorOf(rt).seed),
  [`rand(*sizes, ${OPTIONS})`]: fresh('rand', uniform),
  [`randn(*sizes, ${OPTIONS})`]: fresh('randn', normal),
  'rand_like(input, *, dtype=, device=, requires_grad=)': like('rand_like', uniform),
  'randn_like(input, *, dtype=, device=, requires_grad=)': like('randn_like', normal),
  'randint(low, high, size=, *, generator=, dtype=, requires_grad=, device=)': randint,
  'randint_like(input, low, high=)': (rt, [input, low, high], source) => {
    const x = tensorArgument(rt, input, 'randint_like', 0, source);
    const [from, to] = isNone(high) ? [0, low] : [whole(rt, low, 'randint_like', 'low', source), high];
    const array = wholeNumbers(
      rt,
      null,
      from,
      whole(rt, to, 'randint_like', 'high', source),
      x.ref.shape,
      x.ref.dtype,
      source,
    );
    return newTensor(rt, array, false, source);
  },
  'randperm(n, *, generator=, dtype=, device=, requires_grad=)': (rt, [n, generator, dtype], source) => {
    const count = whole(rt, n, 'randperm', 'n', source);
    checkedSize(rt, [count], source);
    const order = generatorIn(rt, generator).permutation(count);
    return newTensor(rt, fromValues(order, [count], dtypeOr(rt, dtype, 'int64', source)), false, source);
  },
  'normal(mean, std=, size=, *, generator=, dtype=, requires_grad=)': normalOf,
  'bernoulli(input, p=, *, generator=)': bernoulli,
  'multinomial(input, num_samples, replacement=, *, generator=)': multinomial,
});

tensorMethods({
  'uniform_(from=, to=, *, generator=)': (rt, [input, from, to, generator], source) =>
    uniformFill(
      rt,
      input as TorchTensor,
      isNone(from) ? 0 : numberIn(rt, from, 'uniform_', 'from', source),
      isNone(to) ? 1 : numberIn(rt, to, 'uniform_', 'to', source),
      generator,
      source,
    ),
  'normal_(mean=, std=, *, generator=)': (rt, [input, mean, std, generator], source) =>
    normalFill(
      rt,
      input as TorchTensor,
      isNone(mean) ? 0 : numberIn(rt, mean, 'normal_', 'mean', source),
      isNone(std) ? 1 : numberIn(rt, std, 'normal_', 'std', source),
      generator,
      source,
    ),
  'bernoulli_(p=, *, generator=)': (rt, [input, p, generator], source) => {
    const x = input as TorchTensor;
    const drawnValues = bernoulli(rt, [x, p ?? 0.5, generator], source)
      .peek()
      .array.values();
    return fillDrawn(rt, x, drawnValues, source);
  },
  'bernoulli(p=, *, generator=)': bernoulli,
  'multinomial(num_samples, replacement=, *, generator=)': multinomial,
  'exponential_(lambd=, *, generator=)': (rt, [input, rate, generator], source) => {
    const x = input as TorchTensor;
    const by = isNone(rate) ? 1 : numberIn(rt, rate, 'exponential_', 'lambd', source);
    const values = exponentials(generatorIn(rt, generator), x.ref.size);
    return fillDrawn(
      rt,
      x,
      values.map((value) => value / by),
      source,
    );
  },
  'random_(from=, to=, *, generator=)': (rt, [input, from, to, generator], source) => {
    const x = input as TorchTensor;
    if (isNone(from) && x.ref.dtype === 'int64') {
      const own = generatorIn(rt, generator);
      const values = Float64Array.from({ length: x.ref.size }, () => Number(own.long() & 0x7fff_ffff_ffff_ffffn));
      return fillDrawn(rt, x, values, source);
    }
    const [low, high] = isNone(to) ? [0, from] : [whole(rt, from, 'random_', 'from', source), to];
    const limit = isNone(high) ? 2 ** 24 : whole(rt, high, 'random_', 'to', source);
    return fillDrawn(rt, x, wholeNumbers(rt, generator, low, limit, x.ref.shape, x.ref.dtype, source).values(), source);
  },
});
