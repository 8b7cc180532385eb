import type { SourceId } from '../../../engine/sources';
import { nonzero } from '../../../engine/tensor/indexing';
import { fromValues, type NdArray } from '../../../engine/tensor/ndarray';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import { castTo } from '../arrays/nested';
import { type Native, Tuple } from '../values/objects';
import { tensorMethods, torchBoth } from './define';
import { writeResult } from './inPlace';
import { axisIn, flag, op, operandOf, plain, tensorArgument, typed, whole } from './operands';
import { namedResult } from './reductions';
import { given, TorchTensor } from './tensor';

const isNone = (value: Value) => value === undefined || value === null;

function constant(rt: Runtime, array: NdArray, source: SourceId): TorchTensor {
  return TorchTensor.of(rt, new TensorValue(array, null, source));
}

/** Places of an argument that has to be a tensor of longs. */
function placesIn(rt: Runtime, value: Value, name: string, source: SourceId): NdArray {
  const index = tensorArgument(rt, value, name, 1, source);
  const { array } = index.peek();
  if (array.dtype !== 'int64' && array.dtype !== 'int32')
    throw rt.error('RuntimeError', `${name}(): Expected dtype int64 for index`, source);
  return array;
}

/** Raises for the first place that is out of bounds. */
function checkPlaces(rt: Runtime, places: NdArray, extent: number, axis: number, source: SourceId): void {
  for (const place of places.values())
    if (place < 0 || place >= extent)
      throw rt.error(
        'RuntimeError',
        `index ${place} is out of bounds for dimension ${axis} with size ${extent}`,
        source,
      );
}

function gather(rt: Runtime, [input, dim, index]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'gather', 0, source);
  const axis = axisIn(rt, dim, x.ref.shape.length, source);
  const indices = placesIn(rt, index, 'gather', source);
  if (indices.rank !== x.ref.shape.length)
    throw rt.error('RuntimeError', 'Index tensor must have the same number of dimensions as input tensor', source);
  checkPlaces(rt, indices, x.ref.shape[axis] ?? 1, axis, source);
  // Along the other axes the index may be shorter than the tensor.
  const items = x.ref.shape.map((extent, k) => ({
    kind: 'slice' as const,
    start: null,
    stop: k === axis ? extent : indices.shape[k]!,
    step: 1,
  }));
  const isShort = items.some(({ stop }, k) => stop !== x.ref.shape[k]);
  const value = isShort ? op(rt, 'index', [x.value()], { items }, source) : x.value();
  return given(rt, op(rt, 'takeAlong', [value], { axis, indices }, source), 'GatherBackward0', []);
}

function scattered(name: string, accumulates: boolean): Native {
  return (rt, [input, dim, index, from, reduce], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    if (!isNone(reduce) && reduce !== 'add')
      throw rt.unsupported(`${name} with reduce=${String(reduce)} is not supported; use reduce='add'`, source);
    const axis = axisIn(rt, dim, x.ref.shape.length, source);
    const indices = placesIn(rt, index, name, source);
    checkPlaces(rt, indices, x.ref.shape[axis] ?? 1, axis, source);
    const operand = operandOf(from)!;
    const value = castTo(rt, typed(operand, x.ref.dtype), x.ref.dtype, source);
    const wide =
      value.array.rank === 0
        ? op(rt, 'expand', [value], { shape: indices.shape }, source)
        : op(
            rt,
            'index',
            [value],
            { items: indices.shape.map((stop) => ({ kind: 'slice' as const, start: null, stop, step: 1 })) },
            source,
          );
    const params = { axis, indices, accumulate: accumulates || reduce === 'add' };
    return given(
      rt,
      op(rt, 'scatterAlong', [x.value(), wide], params, source),
      accumulates ? 'ScatterAddBackward0' : 'ScatterBackward0',
      [],
    );
  };
}

function indexSelect(rt: Runtime, [input, dim, index]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'index_select', 0, source);
  const axis = axisIn(rt, dim, x.ref.shape.length, source);
  const indices = placesIn(rt, index, 'index_select', source);
  const extent = x.ref.shape[axis] ?? 1;
  for (const place of indices.values())
    if (place < 0 || place >= extent) throw rt.error('IndexError', 'index out of range in self', source);
  return given(rt, op(rt, 'take', [x.value()], { axis, indices }, source), 'IndexSelectBackward0', []);
}

function take(rt: Runtime, [input, index]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'take', 0, source);
  const indices = placesIn(rt, index, 'take', source);
  const flat = op(rt, 'reshape', [x.value()], { shape: [x.ref.size] }, source);
  return given(rt, op(rt, 'take', [flat], { axis: 0, indices }, source), 'TakeBackward0', []);
}

function maskedSelect(rt: Runtime, [input, mask]: Value[], source: SourceId): Value {
  const x = tensorArgument(rt, input, 'masked_select', 0, source);
  const own = tensorArgument(rt, mask, 'masked_select', 1, source).peek().array;
  if (own.dtype !== 'bool') throw rt.error('RuntimeError', 'masked_select: expected BoolTensor for mask', source);
  const wide = op(rt, 'expand', [new TensorValue(own, null)], { shape: x.ref.shape }, source).array;
  return given(
    rt,
    op(rt, 'index', [x.value()], { items: [{ kind: 'mask', mask: wide }] }, source),
    'MaskedSelectBackward0',
    [],
  );
}

function nonzeroPlaces(rt: Runtime, [input, asTuple]: Value[], source: SourceId): Value {
  const x = tensorArgument(rt, input, 'nonzero', 0, source);
  const truths = castTo(rt, plain(x.value()), 'bool', source).array;
  const places = nonzero(truths);
  if (flag(asTuple))
    return new Tuple(places.map((place) => constant(rt, fromValues(place.values(), place.shape, 'int64'), source)));
  const count = places[0]?.size ?? 0;
  const columns = places.map((place) => place.values());
  const values = Array.from({ length: count }, (_, k) => columns.map((column) => column[k]!)).flat();
  return constant(rt, fromValues(values, [count, places.length], 'int64'), source);
}

/** Sorts along an axis: values, and the places that they come from. */
function sort(rt: Runtime, [input, dim, descending]: Value[], source: SourceId): Tuple {
  const x = tensorArgument(rt, input, 'sort', 0, source);
  const axis = isNone(dim) ? Math.max(x.ref.shape.length - 1, 0) : axisIn(rt, dim, x.ref.shape.length, source);
  if (x.ref.shape.length === 0)
    return namedResult('sort', ['values', 'indices'], [x, constant(rt, fromValues([0], [], 'int64'), source)]);
  const params = { axis, descending: flag(descending) };
  const indices = castTo(rt, op(rt, 'argsort', [plain(x.value())], params, source), 'int64', source);
  const values = op(rt, 'takeAlong', [x.value()], { axis, indices: indices.array }, source);
  return namedResult(
    'sort',
    ['values', 'indices'],
    [given(rt, values, 'SortBackward0', []), TorchTensor.of(rt, indices)],
  );
}

function argsort(rt: Runtime, [input, dim, descending]: Value[], source: SourceId): Value {
  return sort(rt, [input, dim, descending], source).items[1];
}

function topk(rt: Runtime, [input, k, dim, largest]: Value[], source: SourceId): Tuple {
  const x = tensorArgument(rt, input, 'topk', 0, source);
  const axis = isNone(dim) ? Math.max(x.ref.shape.length - 1, 0) : axisIn(rt, dim, x.ref.shape.length, source);
  const count = whole(rt, k, 'topk', 'k', source);
  if (count < 0 || count > (x.ref.shape[axis] ?? 1))
    throw rt.error('RuntimeError', 'selected index k out of range', source);
  const params = { axis, descending: flag(largest, true) };
  const order = op(rt, 'argsort', [plain(x.value())], params, source);
  const items = x.ref.shape.map((_, own) => ({
    kind: 'slice' as const,
    start: null,
    stop: own === axis ? count : null,
    step: 1,
  }));
  const indices = castTo(rt, op(rt, 'index', [order], { items }, source), 'int64', source);
  const values = op(rt, 'takeAlong', [x.value()], { axis, indices: indices.array }, source);
  return namedResult(
    'topk',
    ['values', 'indices'],
    [given(rt, values, 'TopkBackward0', []), TorchTensor.of(rt, indices)],
  );
}

function unique(rt: Runtime, [input, _sorted, inverse, counts, dim]: Value[], source: SourceId): Value {
  if (!isNone(dim)) throw rt.unsupported('torch.unique with dim is not supported; leave it out', source);
  const { array } = tensorArgument(rt, input, 'unique', 0, source).peek();
  const own = array.values();
  const values = [...new Set(own)].sort((a, b) => a - b);
  const placeOf = new Map(values.map((value, k) => [value, k]));
  const found: Value[] = [constant(rt, fromValues(values, [values.length], array.dtype), source)];
  if (flag(inverse))
    found.push(
      constant(
        rt,
        fromValues(
          Array.from(own, (value) => placeOf.get(value)!),
          array.shape,
          'int64',
        ),
        source,
      ),
    );
  if (flag(counts)) {
    const count = new Float64Array(values.length);
    for (const value of own) count[placeOf.get(value)!]!++;
    found.push(constant(rt, fromValues(count, [values.length], 'int64'), source));
  }
  return found.length === 1 ? found[0] : new Tuple(found);
}

function bincount(rt: Runtime, [input, weights, least]: Value[], source: SourceId): Value {
  const { array } = tensorArgument(rt, input, 'bincount', 0, source).peek();
  const own = array.values();
  let length = isNone(least) ? 0 : whole(rt, least, 'bincount', 'minlength', source);
  for (const value of own) length = Math.max(length, value + 1);
  rt.checkSize(length, source);
  const by = weights instanceof TorchTensor ? weights.peek().array : null;
  const numbers = by?.values();
  const counts = new Float64Array(length);
  for (const [k, value] of own.entries()) counts[value]! += numbers?.[k] ?? 1;
  return constant(rt, fromValues(counts, [length], by === null ? 'int64' : by.dtype), source);
}

torchBoth({
  'gather(input, dim, index)': gather,
  'scatter(input, dim, index, src, *, reduce=, value=)': scattered('scatter', false),
  'scatter_add(input, dim, index, src)': scattered('scatter_add', true),
  'index_select(input, dim, index)': indexSelect,
  'take(input, index)': take,
  'masked_select(input, mask)': maskedSelect,
  'nonzero(input, *, as_tuple=)': nonzeroPlaces,
  'argwhere(input)': (rt, [input], source) => nonzeroPlaces(rt, [input], source),
  'sort(input, dim=, descending=, stable=)': sort,
  'argsort(input, dim=, descending=)': argsort,
  'topk(input, k, dim=, largest=, sorted=)': topk,
  'unique(input, sorted=, return_inverse=, return_counts=, dim=)': unique,
  'bincount(input, weights=, minlength=)': bincount,
});
for (const [name, accumulates] of [
  ['scatter_', false],
  ['scatter_add_', true],
] as const)
  tensorMethods({
    [`${name}(dim, index, src, *, reduce=, value=)`]: (rt, args, source) => {
      const result = scattered(name, accumulates)(rt, args, source) as TorchTensor;
      return writeResult(rt, args[0] as TorchTensor, result.value(), 'ScatterBackward0', source);
    },
  });
