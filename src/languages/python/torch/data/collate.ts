import type { SourceId } from '../../../../engine/sources';
import { fromValues } from '../../../../engine/tensor/ndarray';
import type { Runtime } from '../../../core/runtime';
import { TensorValue, type Value } from '../../../core/values';
import { ArrayObject, TensorNumber } from '../../arrays/arrayObject';
import { Dict } from '../../values/dict';
import { Float, isInt, plainNumber } from '../../values/numbers';
import { Tuple } from '../../values/objects';
import { typeName } from '../../values/types';
import { dataOf, newTensor } from '../creation';
import { callTorch } from '../functional/members';
import { TorchTensor } from '../tensor';

/** Samples as one batch: tensors are stacked, numbers become tensors, tuples and dicts hold batches. */
export function collated(rt: Runtime, batch: readonly Value[], source: SourceId): Value {
  const [first] = batch;
  if (first instanceof TorchTensor) return callTorch(rt, 'stack', [[...batch]], source);
  if (first instanceof ArrayObject || first instanceof TensorNumber) {
    const tensors = batch.map((each) => newTensor(rt, dataOf(rt, each, null, source).array, false, source));
    return callTorch(rt, 'stack', [tensors], source);
  }
  const number = plainNumber(first);
  if (number !== null) {
    const values = batch.map((each) => {
      const own = plainNumber(each);
      return own instanceof Float ? own.value : Number(own);
    });
    const dtype = typeof first === 'boolean' ? 'bool' : isInt(first) ? 'int64' : 'float64';
    return TorchTensor.of(rt, new TensorValue(fromValues(values, [values.length], dtype), null, source));
  }
  if (typeof first === 'string') return [...batch];
  if (first instanceof Dict) {
    const dict = new Dict();
    for (const { key } of first.entries.values())
      dict.set(
        rt,
        key,
        collated(
          rt,
          batch.map((each) => (each as Dict).get(rt, key, source)),
          source,
        ),
        source,
      );
    return dict;
  }
  const itemsOf = (value: Value) => (value instanceof Tuple ? value.items : Array.isArray(value) ? value : null);
  const items = itemsOf(first);
  if (items === null)
    throw rt.error(
      'TypeError',
      `default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found <class '${typeName(first)}'>`,
      source,
    );
  if (batch.some((each) => itemsOf(each)?.length !== items.length))
    throw rt.error('RuntimeError', 'each element in list of batch should be of equal size', source);
  return items.map((_, k) =>
    collated(
      rt,
      batch.map((each) => itemsOf(each)![k]),
      source,
    ),
  );
}
