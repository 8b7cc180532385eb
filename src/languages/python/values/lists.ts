import type { Value } from '../../core/values';
import type { ClassObject } from './classes';

/** What a list of a class of the user's has beside its elements. */
export interface ListExtra {
  readonly cls: ClassObject;
  readonly fields: Map<string, Value>;
}

const EXTRA: unique symbol = Symbol('extra');

type Extended = Value[] & { [EXTRA]?: ListExtra };

export function extraOf(list: Value[]): ListExtra | null {
  return (list as Extended)[EXTRA] ?? null;
}

export function listClass(list: Value[]): ClassObject | null {
  return (list as Extended)[EXTRA]?.cls ?? null;
}

/** Makes a list one of a class. */
export function extend(list: Value[], cls: ClassObject): Value[] {
  Object.defineProperty(list, EXTRA, { value: { cls, fields: new Map() } satisfies ListExtra, enumerable: false });
  return list;
}
