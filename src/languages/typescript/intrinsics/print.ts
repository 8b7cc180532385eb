import { format } from 'node-inspect-extracted';
import { Builtin, Closure } from '../../core/functions';
import { Tracked, type Value } from '../../core/values';
import { toText } from '../conversions';
import { Accessor, ErrorObject, isArray, Namespace, PlainObject } from '../objects';
import { builtins, type Call } from './define';

/** How deep a value is turned into something printable; the printer itself stops at depth 2. */
const DEPTH = 8;
const ITEMS = 200;

/**
 * A host value that prints like the user's value. It is made of data only: functions become inert ones with the right
 * name, and no getter of the user's is called.
 */
function printable(call: Call, value: Value, depth: number, seen: Map<Value, unknown>): unknown {
  if (value instanceof Tracked) return value.value;
  if (value instanceof Closure || value instanceof Builtin) {
    return inert(value.name, () => toText(call.rt, value, call.source));
  }
  if (value instanceof Namespace) return { [Symbol.toStringTag]: value.name };
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (isArray(value)) {
    const result: unknown[] = new Array(value.length);
    seen.set(value, result);
    if (depth < DEPTH) {
      const count = Math.min(value.length, ITEMS);
      for (let k = 0; k < count; k++) if (k in value) result[k] = printable(call, value[k], depth + 1, seen);
    }
    return result;
  }
  if (value instanceof PlainObject) {
    if (value instanceof ErrorObject) return toText(call.rt, value, call.source);
    const result: Record<string, unknown> = {};
    seen.set(value, result);
    if (depth < DEPTH) {
      for (const key of Object.keys(value.fields)) {
        const held = value.fields[key];
        const descriptor =
          held instanceof Accessor
            ? {
                ...(held.get !== undefined && { get: inertGetter }),
                ...(held.set !== undefined && { set: inertSetter }),
              }
            : { value: printable(call, held, depth + 1, seen), writable: true };
        Object.defineProperty(result, key, { enumerable: true, configurable: true, ...descriptor });
      }
    }
    return result;
  }
  return '[object]';
}

const inertGetter = () => undefined;
const inertSetter = (_value: unknown) => undefined;

/** `code` gives what `%s` prints. */
function inert(name: string, code: () => string): () => void {
  const shown = () => undefined;
  Object.defineProperty(shown, 'name', { value: name });
  Object.defineProperty(shown, 'toString', { value: code });
  return shown;
}

/** `console`: prints as Node does, into the run's output. */
export const consoleObject = new Namespace(
  'console',
  builtins(
    Object.fromEntries(
      ['log', 'info', 'debug', 'warn', 'error'].map((name) => [
        name,
        (call) => {
          const { rt, args } = call;
          const seen = new Map<Value, unknown>();
          const line = format(...args.map((arg) => printable(call, arg, 0, seen)));
          // What goes to standard error is shown too, but is not part of what the program prints.
          if (name !== 'warn' && name !== 'error') rt.output.write(`${line}\n`);
          return undefined;
        },
      ]),
    ),
  ),
);
