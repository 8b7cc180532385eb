import type { SourceId } from '../../engine/sources';
import { Builtin, Closure } from '../core/functions';
import type { Runtime } from '../core/runtime';
import type { Value } from '../core/values';
import { getMember } from './members';
import type { Key } from './objects';

/** Calls a method by its name; null where the value has no function there. */
export function callMethod(
  rt: Runtime,
  object: Value,
  key: Key,
  args: Value[],
  source: SourceId,
): { readonly value: Value } | null {
  const method = getMember(rt, object, key, source);
  if (!(method instanceof Closure || method instanceof Builtin)) return null;
  return { value: rt.call(method, object, args, source) };
}
