import { catchable } from '../../core/catching';
import type { Value } from '../../core/values';
import { isFunction, keyText } from '../conversions';
import { functionObject } from '../functionObjects';
import { getMember } from '../members';
import { defineField, extraOf, isArray, PlainObject } from '../objects';
import { builtin, type Call } from './define';

/** What printing needs to know of the call that prints. */
export type PrintCall = Pick<Call, 'rt' | 'source'>;

/** Runs code of the user's that printing calls; what it throws is as if it were not there. */
export function quietly<T>({ rt }: PrintCall, body: () => T, otherwise: T): T {
  return rt.guarded(body, (error) => {
    if (catchable(rt, error) === null) throw error;
    return otherwise;
  });
}

/** The tag of an object, as Node looks it up: through getters. */
export function userTag(call: PrintCall, value: Value): string | null {
  const tag = quietly(call, () => getMember(call.rt, value, Symbol.toStringTag, call.source), undefined);
  return typeof tag === 'string' ? tag : null;
}

/**
 * Hands an object to its own way of printing, a method under `Symbol.for('nodejs.util.inspect.custom')`; false where it
 * has none. What that gives is put under the same symbol of `host`, as a function of ours.
 */
export function userText(call: PrintCall, value: Value, host: object, key: symbol, depth: number): boolean {
  const { rt, source } = call;
  const fields = isArray(value)
    ? extraOf(value)?.fields
    : isFunction(value)
      ? functionObject(value).fields
      : (value as PlainObject).fields;
  const method = fields?.[key];
  if (!isFunction(method)) return false;
  const options = new PlainObject();
  defineField(options, 'depth', depth);
  const inspect = builtin('inspect', () => {
    throw rt.unsupported(
      `the function \`inspect\` that ${keyText(key)} is given is not supported; return text`,
      source,
    );
  });
  const result = rt.call(method, value, [depth, options, inspect], source);
  if (typeof result !== 'string') {
    throw rt.unsupported(`${keyText(key)} that gives anything but text is not supported`, source);
  }
  Object.defineProperty(host, key, { value: () => result });
  return true;
}
