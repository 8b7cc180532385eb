import type { SourceId } from '../../../engine/sources';
import { type Dtype, promote } from '../../../engine/tensor/dtype';
import type { Runtime } from '../../core/runtime';
import type { TensorValue, Value } from '../../core/values';
import { typeName } from '../values/types';
import { nestedTensor } from './nested';

/** Numbers that a reader typed in place of an array, as a tensor of its type. */
export function givenNumbers(rt: Runtime, value: Value, dtype: Dtype, source: SourceId): TensorValue {
  return nestedTensor(
    rt,
    value,
    dtype,
    {
      float: 'float64',
      promote,
      ragged: () => ({ type: 'ValueError', message: 'the lists that were given are not equally long' }),
      noNumber: (run, item) => run.error('TypeError', `a number is wanted here, not ${typeName(item)}`, source),
    },
    source,
  );
}
