import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { Dict, DictView } from '../values/dict';
import { Float } from '../values/numbers';
import { Instance, RangeValue, Tuple } from '../values/objects';
import { SetValue } from '../values/sets';
import { typeName } from '../values/types';
import { callMethodOf } from './special';

/** Whether a value counts as true. */
export function truthy(rt: Runtime, value: Value): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'string':
      return value !== '';
    case 'bigint':
      return true;
  }
  if (value === null) return false;
  if (value instanceof Float) return value.value !== 0;
  if (value instanceof Tracked) {
    rt.cuts.note(value.node, 'comparison', 0);
    return value.value !== 0;
  }
  if (value instanceof Instance) return instanceTruth(rt, value);
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Tuple) return value.items.length > 0;
  if (value instanceof Dict || value instanceof SetValue) return value.size > 0;
  if (value instanceof RangeValue) return value.length > 0;
  if (value instanceof DictView) return value.dict.size > 0;
  return sizedTruth(rt, value);
}

function sizedTruth(rt: Runtime, value: Value): boolean {
  const own = value as {
    readonly truth?: (rt: Runtime, source: SourceId) => boolean;
    readonly truthSize?: number;
  };
  if (typeof own.truth === 'function') return own.truth(rt, 0);
  const size = own.truthSize;
  return size === undefined || size > 0;
}

function instanceTruth(rt: Runtime, value: Instance): boolean {
  const result = callMethodOf(rt, value, '__bool__', [], 0);
  if (result !== undefined) {
    if (typeof result !== 'boolean')
      throw rt.error('TypeError', `__bool__ should return bool, returned ${typeName(result)}`, 0);
    return result;
  }
  const length = callMethodOf(rt, value, '__len__', [], 0);
  return length === undefined || truthy(rt, length);
}
