import { type NdArray, zeros } from '../../../engine/tensor/ndarray';
import { shapeText } from '../../../engine/tensor/shape';
import type { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { axisIn } from './joining';
import { ranked } from './linearAlgebra';
import { generator } from './random';
import { TensorObject } from './tensorObject';

/** Where each value would go into a sorted row, before or after those that equal it. */
function bound(call: TfCall, isUpper: boolean): TensorObject {
  const [sorted, values] = [call.tensor(0, 'sortedSequence'), call.tensor(1, 'values')];
  const [n, m] = [sorted.array.shape.at(-1) ?? 0, values.array.shape.at(-1) ?? 0];
  const rows = n === 0 ? 0 : sorted.array.size / n;
  if (sorted.array.rank !== values.array.rank || values.array.size !== rows * m) {
    throw call.mismatch(
      `${call.name}: the shapes ${shapeText(sorted.array.shape)} and ${shapeText(values.array.shape)} must be alike but for the last axis`,
    );
  }
  call.rt.budget.spend(call.rt, values.array.size);
  const [from, wanted] = [sorted.array.values(), values.array.values()];
  // The library gives a vector an axis more.
  const shape = values.array.rank === 1 ? [1, m] : values.array.shape;
  const out = zeros('int32', shape);
  for (let k = 0; k < out.size; k++) {
    const start = Math.floor(k / m) * n;
    let [low, high] = [0, n];
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = from[start + middle]!;
      if (isUpper ? at <= wanted[k]! : at < wanted[k]!) low = middle + 1;
      else high = middle;
    }
    out.data[k] = low;
  }
  return call.constant(out);
}

/** The different entries of an axis in the order of their first place, and which of them stands at each place. */
function unique(call: TfCall): TensorObject | object {
  const x = call.tensor(0, 'x');
  const axis = axisIn(call, x, call.whole(1, 'axis', 0));
  const n = x.array.shape[axis]!;
  const rows = call.value('transpose', [x], {
    order: [axis, ...[...x.array.shape.keys()].filter((k) => k !== axis)],
  }).array;
  const [values, size] = [rows.values(), n === 0 ? 0 : rows.size / n];
  const known = new Map<string, number>();
  const first: number[] = [];
  const indices = Array.from({ length: n }, (_, k) => {
    call.rt.budget.spend(call.rt, size);
    const key = values.subarray(k * size, (k + 1) * size).join();
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, first.length);
    return first.push(k) - 1;
  });
  return call.object({
    values: call.op('take', [x], { axis, indices: call.places(first) }),
    indices: call.constant(call.places(indices)),
  });
}

/** Draws classes by their logits, or by their shares where they are normalized. The numbers are ours. */
function multinomial(call: TfCall): TensorObject {
  const logits = ranked(call, call.floating(call.tensor(0, 'logits')), 'logits', 1, 2);
  const count = call.whole(1, 'numSamples', 1);
  const random = generator(call, 2);
  const shares = call.flag(3) ? logits : call.value('softmax', [logits], { axis: -1 });
  const values: NdArray['data'] = shares.array.values();
  const n = shares.array.shape.at(-1)!;
  const shape = [...shares.array.shape.slice(0, -1), count];
  return call.made(shape, () => {
    const out = zeros('int32', shape);
    for (let k = 0; k < out.size; k++) {
      const start = Math.floor(k / count) * n;
      let rest = random.uniform();
      let chosen = 0;
      while (chosen < n - 1 && (rest -= values[start + chosen]!) >= 0) chosen++;
      out.data[k] = chosen;
    }
    return out;
  });
}

function confusion(call: TfCall): TensorObject {
  const classes = call.whole(2, 'numClasses', 0);
  const [labels, predictions] = [call.plain(0, 'labels', 'int32'), call.plain(1, 'predictions', 'int32')];
  return call.made([classes, classes], () => {
    const out = zeros('int32', [classes, classes]);
    const [p, q] = [labels.values(), predictions.values()];
    for (let k = 0; k < Math.min(p.length, q.length); k++) {
      if (p[k]! < classes && q[k]! < classes) out.data[p[k]! * classes + q[k]!]!++;
    }
    return out;
  });
}

function average(call: TfCall): TensorObject {
  const [v, x] = [call.floating(call.tensor(0, 'v')), call.floating(call.tensor(1, 'x'))];
  const decay = call.floating(call.tensor(2, 'decay'));
  const one = call.same(1, 'float32');
  const isDebiased = call.flag(4, true);
  if (isDebiased && !call.has(3)) throw call.wrong('When using zeroDebias: true, step is required.');
  let update: TensorValue = call.value('mul', [call.value('sub', [x, v], {}), call.value('sub', [one, decay], {})], {});
  if (isDebiased) {
    const bias = call.value('pow', [decay, call.floating(call.tensor(3, 'step'))], {});
    update = call.value('div', [update, call.value('sub', [one, bias], {})], {});
  }
  return new TensorObject(call.value('add', [v, update], {}));
}

/** What looks for values, counts and draws them. */
export const searching: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['lowerBound', (call) => bound(call, false)],
  ['upperBound', (call) => bound(call, true)],
  ['searchSorted', (call) => bound(call, call.text(2) === 'right')],
  ['unique', unique],
  ['multinomial', multinomial],
  ['movingAverage', average],
]);

/** `tf.math`. */
export const math: ReadonlyMap<string, TfFunction> = new Map([['confusionMatrix', confusion]]);
