import type { SourceId } from '../../../engine/sources';
import { type IndexItem, planIndex } from '../../../engine/tensor/indexing';
import { arrayOver, NdArray } from '../../../engine/tensor/ndarray';
import { type Shape, sameShape, stridesOf } from '../../../engine/tensor/shape';
import { diagonal, expanded, permuted, reshapedView } from '../../../engine/tensor/views';
import type { Runtime } from '../../core/runtime';
import { tensorOperation } from '../../core/tensors';
import type { TensorValue } from '../../core/values';

/** One way to see the same elements otherwise. Items of an index hold no arrays here: those pick copies. */
export type ViewStep =
  | { readonly kind: 'index'; readonly items: readonly IndexItem[] }
  | { readonly kind: 'transpose'; readonly order: readonly number[] }
  | { readonly kind: 'reshape'; readonly shape: Shape }
  | { readonly kind: 'expand'; readonly shape: Shape }
  | { readonly kind: 'diagonal'; readonly offset: number; readonly axes: readonly [number, number] };

/** An array of this shape over nothing: what the program sees of the places of elements, without elements. */
export function outline(shape: Shape): NdArray {
  return new NdArray('bool', shape, stridesOf(shape), 0, new Uint8Array(0));
}

/** What the step makes of the places; null where the elements would have to be copied. */
export function stepped(layout: NdArray, step: ViewStep): NdArray | null {
  switch (step.kind) {
    case 'index': {
      const plan = planIndex(layout.shape, step.items);
      return 'view' in plan ? plan.view(layout) : null;
    }
    case 'transpose':
      return permuted(layout, step.order);
    case 'reshape':
      return reshapedView(layout, step.shape);
    case 'expand':
      return expanded(layout, step.shape);
    case 'diagonal':
      return diagonal(layout, step.offset, ...step.axes);
  }
}

/** The step as an operation. */
export function viewed(rt: Runtime, parent: TensorValue, step: ViewStep, source: SourceId): TensorValue {
  switch (step.kind) {
    case 'index':
      return tensorOperation(rt, 'index', [parent], { items: step.items }, source);
    case 'transpose':
      return tensorOperation(rt, 'transpose', [parent], { order: step.order }, source);
    case 'reshape':
      return tensorOperation(rt, 'reshape', [parent], { shape: step.shape }, source);
    case 'expand':
      return tensorOperation(rt, 'expand', [parent], { shape: step.shape }, source);
    case 'diagonal':
      return tensorOperation(rt, 'diagonal', [parent], { offset: step.offset, axes: step.axes }, source);
  }
}

/** The parent with what the step shows of it replaced by `value`; null for views that show a place more than once. */
export function replaced(
  rt: Runtime,
  parent: () => TensorValue,
  shape: Shape,
  step: ViewStep,
  value: TensorValue,
  source: SourceId,
): TensorValue | null {
  switch (step.kind) {
    case 'index':
      return tensorOperation(rt, 'setIndex', [parent(), value], { items: step.items }, source);
    case 'transpose':
      return tensorOperation(rt, 'transpose', [value], { order: inverse(step.order) }, source);
    case 'reshape':
      return tensorOperation(rt, 'reshape', [value], { shape }, source);
    case 'expand':
      return sameShape(step.shape, shape) ? value : null;
    case 'diagonal':
      return onDiagonal(rt, parent(), step, value, source);
  }
}

function inverse(order: readonly number[]): number[] {
  const back: number[] = new Array(order.length);
  order.forEach((axis, k) => {
    back[axis] = k;
  });
  return back;
}

/** Writes a diagonal: with its two axes in front, its places are pairs of numbers. */
function onDiagonal(
  rt: Runtime,
  parent: TensorValue,
  { offset, axes }: Extract<ViewStep, { kind: 'diagonal' }>,
  value: TensorValue,
  source: SourceId,
): TensorValue {
  const rank = parent.array.rank;
  const others = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...axes, ...others];
  const count = value.array.shape.at(-1)!;
  const places = (start: number) =>
    arrayOver(
      'int32',
      [count],
      Int32Array.from({ length: count }, (_, k) => start + k),
    );
  const items: IndexItem[] = [
    { kind: 'array', indices: places(Math.max(0, -offset)) },
    { kind: 'array', indices: places(Math.max(0, offset)) },
  ];
  const front = tensorOperation(rt, 'transpose', [parent], { order }, source);
  const last = value.array.rank - 1;
  const moved = [last, ...Array.from({ length: last }, (_, axis) => axis)];
  const own = tensorOperation(rt, 'transpose', [value], { order: moved }, source);
  const set = tensorOperation(rt, 'setIndex', [front, own], { items }, source);
  return tensorOperation(rt, 'transpose', [set], { order: inverse(order) }, source);
}
