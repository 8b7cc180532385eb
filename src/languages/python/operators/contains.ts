import type { SourceId } from '../../../engine/sources';
import { DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { Dict, DictView } from '../values/dict';
import { Float, plainNumber } from '../values/numbers';
import { RangeValue, Tuple } from '../values/objects';
import { SetValue } from '../values/sets';
import { typeName } from '../values/types';
import { equals } from './compare';
import { iterate } from './iterate';
import { callMethodOf } from './special';
import { truthy } from './truth';

/** Characters that count as one turn of a loop. */
const CHARACTERS_A_COUNT = 256;

/** `item in container`. */
export function contains(rt: Runtime, container: Value, item: Value, source: SourceId): boolean {
  if (typeof container === 'string') {
    if (typeof item === 'string') {
      rt.budget.spend(rt, container.length / CHARACTERS_A_COUNT, source);
      return container.includes(item);
    }
    throw rt.error('TypeError', `'in <string>' requires string as left operand, not ${typeName(item)}`, source);
  }
  const own = callMethodOf(rt, container, '__contains__', [item], source);
  if (own !== undefined) return truthy(rt, own);
  if (Array.isArray(container)) return has(rt, container, item, source);
  if (container instanceof Tuple) return has(rt, container.items, item, source);
  if (container instanceof Dict) return container.has(rt, item, source);
  if (container instanceof SetValue) return container.has(rt, item, source);
  if (container instanceof DictView && container.kind === 'keys') return container.dict.has(rt, item, source);
  if (container instanceof RangeValue) {
    const number = plainNumber(item);
    const value = number instanceof Float ? number.value : number;
    if (typeof value !== 'number' || !Number.isInteger(value)) return false;
    const { start, step, length } = container;
    const steps = (value - start) / step;
    return Number.isInteger(steps) && steps >= 0 && steps < length;
  }
  const next = iterate(rt, container, source, `argument of type '${typeName(container)}' is not iterable`);
  for (let value = next(); value !== DONE; value = next()) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (equals(rt, value, item, source)) return true;
  }
  return false;
}

function has(rt: Runtime, items: readonly Value[], item: Value, source: SourceId): boolean {
  for (let k = 0; k < items.length; k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (equals(rt, items[k], item, source)) return true;
  }
  return false;
}
