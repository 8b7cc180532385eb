import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { DictView } from '../values/dict';
import { Tuple } from '../values/objects';
import { SetValue } from '../values/sets';

/** A set, or a view of a dict that is like one. */
export function setLike(rt: Runtime, value: Value, source: SourceId): SetValue | null {
  if (value instanceof SetValue) return value;
  if (!(value instanceof DictView) || value.kind === 'values') return null;
  const set = new SetValue(false);
  for (const { key, value: held } of value.dict.entries.values()) {
    set.add(rt, value.kind === 'keys' ? key : new Tuple([key, held]), source);
  }
  return set;
}

/** `|`, `&`, `^` and `-` of sets; undefined where an operand is none. */
export function combineSets(rt: Runtime, symbol: string, left: Value, right: Value, source: SourceId): Value {
  const a = setLike(rt, left, source);
  const b = a && setLike(rt, right, source);
  if (!a || !b) return undefined;
  return combined(rt, symbol, a, b, left instanceof SetValue && left.frozen, source);
}

export function combined(
  rt: Runtime,
  symbol: string,
  a: SetValue,
  b: SetValue,
  frozen: boolean,
  source: SourceId,
): SetValue {
  rt.budget.spend(rt, (a.size + b.size) / 16);
  if (symbol === '|') {
    const result = a.copy(frozen);
    for (const value of b.values()) result.add(rt, value, source);
    return result;
  }
  const result = new SetValue(frozen);
  if (symbol === '&') {
    const [small, large] = b.size > a.size ? [a, b] : [b, a];
    for (const value of small.values()) if (large.has(rt, value, source)) result.add(rt, value, source);
    return result;
  }
  for (const value of a.values()) if (!b.has(rt, value, source)) result.add(rt, value, source);
  if (symbol === '^') for (const value of b.values()) if (!a.has(rt, value, source)) result.add(rt, value, source);
  return result;
}
