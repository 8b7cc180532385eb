import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { type Native, Tuple } from '../values/objects';
import { torchBoth } from './define';
import { axisIn, op, tensorArgument, whole, wholes } from './operands';
import { misfit, viewOf } from './shaping';
import { given, type TorchTensor } from './tensor';
import { sizesText } from './words';

const isNone = (value: Value) => value === undefined || value === null;

/** `split`, `chunk`, `unbind`: parts along an axis, as views. */
export function parts(x: TorchTensor, axis: number, sizes: readonly number[], name: string, source: SourceId): Tuple {
  let start = 0;
  return new Tuple(
    sizes.map((size) => {
      const items = x.ref.shape.map((_, k) => ({
        kind: 'slice' as const,
        start: k === axis ? start : null,
        stop: k === axis ? start + size : null,
        step: 1,
      }));
      start += size;
      return viewOf(x, { kind: 'index', items }, name, source);
    }),
  );
}

function split(rt: Runtime, [input, sizes, dim]: Value[], source: SourceId): Tuple {
  const x = tensorArgument(rt, input, 'split', 0, source);
  const axis = isNone(dim) ? 0 : axisIn(rt, dim, x.ref.shape.length, source);
  const extent = x.ref.shape[axis]!;
  if (Array.isArray(sizes) || sizes instanceof Tuple) {
    const own = wholes(rt, sizes, 'split', 'split_sizes', source);
    if (own.reduce((sum, one) => sum + one, 0) !== extent)
      throw misfit(
        rt,
        `split_with_sizes expects split_sizes to sum exactly to ${extent} (input tensor's size at dimension ${axis}), but got split_sizes=${sizesText(own)}`,
        x,
        source,
      );
    return parts(x, axis, own, 'SplitWithSizesBackward0', source);
  }
  const size = whole(rt, sizes, 'split', 'split_size', source);
  if (size <= 0)
    throw rt.error('RuntimeError', `split expects split_size be non-negative, but got split_size=${size}`, source);
  return parts(x, axis, pieces(extent, size), 'SplitBackward0', source);
}

function pieces(extent: number, size: number): number[] {
  const count = Math.max(1, Math.ceil(extent / size));
  return Array.from({ length: count }, (_, k) => Math.min(size, extent - k * size));
}

function chunk(rt: Runtime, [input, chunks, dim]: Value[], source: SourceId): Tuple {
  const x = tensorArgument(rt, input, 'chunk', 0, source);
  const axis = isNone(dim) ? 0 : axisIn(rt, dim, x.ref.shape.length, source);
  const count = whole(rt, chunks, 'chunk', 'chunks', source);
  if (count <= 0)
    throw rt.error('RuntimeError', `chunk expects \`chunks\` to be greater than 0, got: ${count}`, source);
  const extent = x.ref.shape[axis]!;
  return parts(x, axis, pieces(extent, Math.max(1, Math.ceil(extent / count))), 'SplitBackward0', source);
}

function unbind(rt: Runtime, [input, dim]: Value[], source: SourceId): Tuple {
  const x = tensorArgument(rt, input, 'unbind', 0, source);
  const { shape } = x.ref;
  const axis = isNone(dim) ? 0 : axisIn(rt, dim, shape.length, source);
  return new Tuple(
    Array.from({ length: shape[axis]! }, (_, index) => selected(x, axis, index, 'UnbindBackward0', source)),
  );
}

/** One entry of an axis, as a view. */
export function selected(x: TorchTensor, axis: number, index: number, name: string, source: SourceId): TorchTensor {
  const items = x.ref.shape.map((_, k) =>
    k === axis ? ({ kind: 'at', index } as const) : ({ kind: 'slice', start: null, stop: null, step: 1 } as const),
  );
  return viewOf(x, { kind: 'index', items }, name, source);
}

function select(rt: Runtime, [input, dim, index]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'select', 0, source);
  const axis = axisIn(rt, dim, x.ref.shape.length, source);
  const extent = x.ref.shape[axis]!;
  const at = whole(rt, index, 'select', 'index', source);
  if (at < -extent || at >= extent)
    throw rt.error(
      'IndexError',
      `select(): index ${at} out of range for tensor of size ${sizesText(x.ref.shape)} at dimension ${axis}`,
      source,
    );
  return selected(x, axis, at < 0 ? at + extent : at, 'SelectBackward0', source);
}

function narrow(rt: Runtime, [input, dim, start, length]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'narrow', 0, source);
  const axis = axisIn(rt, dim, x.ref.shape.length, source);
  const [from, count] = [whole(rt, start, 'narrow', 'start', source), whole(rt, length, 'narrow', 'length', source)];
  if (from + count > x.ref.shape[axis]!)
    throw misfit(rt, `start (${from}) + length (${count}) exceeds dimension size (${x.ref.shape[axis]}).`, x, source);
  const items = x.ref.shape.map((_, k) => ({
    kind: 'slice' as const,
    start: k === axis ? from : null,
    stop: k === axis ? from + count : null,
    step: 1,
  }));
  return viewOf(x, { kind: 'index', items }, 'SliceBackward0', source);
}

function diagonal(rt: Runtime, [input, offset, dim1, dim2]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'diagonal', 0, source);
  const rank = x.ref.shape.length;
  const axes = [axisIn(rt, dim1 ?? 0, rank, source), axisIn(rt, dim2 ?? 1, rank, source)] as const;
  const own = isNone(offset) ? 0 : whole(rt, offset, 'diagonal', 'offset', source);
  return viewOf(x, { kind: 'diagonal', offset: own, axes }, 'DiagonalBackward0', source);
}

function diag(rt: Runtime, [input, offset]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'diag', 0, source);
  const own = isNone(offset) ? 0 : whole(rt, offset, 'diag', 'diagonal', source);
  if (x.ref.shape.length === 1)
    return given(rt, op(rt, 'diagonalMatrix', [x.value()], { offset: own }, source), 'DiagBackward0');
  if (x.ref.shape.length !== 2) throw rt.error('RuntimeError', 'matrix or a vector expected', source);
  return given(rt, op(rt, 'diagonal', [x.value()], { offset: own, axes: [0, 1] }, source), 'DiagBackward0');
}

function half(name: 'tril' | 'triu'): Native {
  return (rt, [input, offset], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    const own = isNone(offset) ? 0 : whole(rt, offset, name, 'diagonal', source);
    return given(
      rt,
      op(rt, name, [x.value()], { offset: own }, source),
      `${name === 'tril' ? 'Tril' : 'Triu'}Backward0`,
    );
  };
}

torchBoth({
  'split(input, split_size_or_sections, dim=)': split,
  'tensor_split(input, indices_or_sections, dim=)': (rt, _args, source) => {
    throw rt.unsupported('`tensor_split` is not supported; use `split` or `chunk`', source);
  },
  'chunk(input, chunks, dim=)': chunk,
  'unbind(input, dim=)': unbind,
  'select(input, dim, index)': select,
  'narrow(input, dim, start, length)': narrow,
  'diagonal(input, offset=, dim1=, dim2=)': diagonal,
  'diag(input, diagonal=)': diag,
  'tril(input, diagonal=)': half('tril'),
  'triu(input, diagonal=)': half('triu'),
  'trace(input)': (rt, [input], source) => {
    const x = tensorArgument(rt, input, 'trace', 0, source);
    if (x.ref.shape.length !== 2) throw rt.error('RuntimeError', 'trace: expected a matrix', source);
    return given(rt, op(rt, 'trace', [x.value()], { offset: 0, axes: [0, 1] }, source), 'TraceBackward0');
  },
});
