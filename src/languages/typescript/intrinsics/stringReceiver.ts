import type { Value } from '../../core/values';
import { isFunction, isNullish, isObject, toInteger, toText } from '../conversions';
import { getMember } from '../members';
import type { Call, Implementation } from './define';
import { RegExpObject } from './regexp';

/** A character takes a byte; sizes are counted in array elements. */
export const BYTES = 8;

/** A method of strings: it gets its receiver as text. */
export type TextMethod = (call: Call, self: string) => Value;

/** The receiver as text. Looking at a long text costs a part of the budget. */
function textOf({ rt, self, source }: Call, name: string): string {
  if (isNullish(self)) throw calledOnNothing(rt, name, source);
  const text = toText(rt, self, source);
  if (text.length > 64) rt.budget.spend(rt, text.length >> 6);
  return text;
}

function calledOnNothing(rt: Call['rt'], name: string, source: Call['source']): Error {
  return rt.error('TypeError', `String.prototype.${name} called on null or undefined`, source);
}

/** Methods that first make text of their receiver. */
export function onText(table: Readonly<Record<string, TextMethod>>): Record<string, Implementation> {
  return Object.fromEntries(
    Object.entries(table).map(([name, method]) => [name, (call: Call) => method(call, textOf(call, name))]),
  );
}

/**
 * A method whose first argument may say for itself what to do, by a method under `symbol`. `check` is called before.
 * Regular expressions are handled by `otherwise`.
 */
export function onPattern(
  name: string,
  symbol: symbol,
  otherwise: TextMethod,
  check: (call: Call) => void = () => undefined,
): Implementation {
  return (call) => {
    const { rt, self, args, source } = call;
    const [pattern] = args;
    if (isNullish(self)) throw calledOnNothing(rt, name, source);
    check(call);
    if (isObject(pattern) && !(pattern instanceof RegExpObject)) {
      const method = getMember(rt, pattern, symbol, source);
      if (isFunction(method)) return rt.call(method, pattern, [self, ...args.slice(1)], source);
    }
    return otherwise(call, textOf(call, name));
  };
}

/** An argument as text. */
export function text({ rt, args, source }: Call, index: number): string {
  return toText(rt, args[index], source);
}

/** An argument as an integer; `fallback` where it is missing. */
export function integer({ rt, args, source }: Call, index: number, fallback = 0): number {
  const value = args[index];
  return value === undefined ? fallback : toInteger(rt, value, source);
}
