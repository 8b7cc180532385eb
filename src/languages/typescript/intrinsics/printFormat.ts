import { catchable } from '../../core/catching';
import { Thrown } from '../../core/failure';
import { untracked, type Value } from '../../core/values';
import { isFunction, isObject, toNumber, toText } from '../conversions';
import { hasOwn, prototypeOf } from '../members';
import { inspectValue } from './inspectValue';
import { jsonText } from './jsonText';
import type { PrintCall } from './printHooks';

/** More than the output takes. */
const LIMIT = 2_000_000;

/** A number as Node prints it: -0 keeps its sign. */
function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** What `console.log` makes of its arguments: text with substitutions, then the other values. */
export function formatLine(call: PrintCall, args: readonly Value[]): string {
  const [first, ...rest] = args;
  let text = '';
  let separator = '';
  let next = 0;
  if (typeof first === 'string') {
    if (rest.length === 0) return first;
    let from = 0;
    for (let k = 0; k < first.length - 1; k++) {
      if (first[k] !== '%') continue;
      const letter = first[++k]!;
      const shown = letter === '%' ? '%' : next < rest.length ? substitution(call, letter, rest[next]) : null;
      if (shown === null) {
        // Not a substitution: the sign may still begin one.
        continue;
      }
      if (letter !== '%') next++;
      else if (next >= rest.length) {
        text += first.slice(from, k);
        from = k + 1;
        continue;
      }
      text += first.slice(from, k - 1) + shown;
      from = k + 1;
    }
    text += first.slice(from);
    separator = ' ';
  } else next = -1;
  for (let k = next; k < rest.length; k++) {
    const value = k === -1 ? first : rest[k];
    if (k === -1 && args.length === 0) break;
    text += separator + (typeof value === 'string' ? value : inspectValue(call, value));
    separator = ' ';
    if (text.length > LIMIT) break;
  }
  return text;
}

/** What stands for `%s` and the like; null where the letter means nothing. */
function substitution(call: PrintCall, letter: string, value: Value): string | null {
  const { rt, source } = call;
  const plain = untracked(value);
  switch (letter) {
    case 's':
      if (typeof plain === 'number') return numberText(plain);
      if (typeof plain === 'symbol') return plain.toString();
      if (isObject(plain) && !isFunction(plain) && printsItself(plain)) return inspectValue(call, value, { depth: 0 });
      return toText(rt, value, source);
    case 'j':
      return json(call, value);
    case 'd':
      return typeof plain === 'symbol' ? 'NaN' : numberText(toNumber(rt, value, source));
    case 'i':
      return typeof plain === 'symbol' ? 'NaN' : numberText(Number.parseInt(toText(rt, value, source), 10));
    case 'f':
      return typeof plain === 'symbol' ? 'NaN' : numberText(Number.parseFloat(toText(rt, value, source)));
    case 'O':
      return inspectValue(call, value);
    case 'o':
      return inspectValue(call, value, { showHidden: true, depth: 4 });
    case 'c':
      return '';
    default:
      return null;
  }
}

/** Whether an object has no text of the user's own making. */
function printsItself(value: Value): boolean {
  if (hasOwn(value, 'toString') || hasOwn(value, Symbol.toPrimitive)) return false;
  for (let proto = prototypeOf(value); proto; proto = proto.proto) {
    if (hasOwn(proto, 'toString') || hasOwn(proto, Symbol.toPrimitive)) return proto.builtIn;
  }
  return true;
}

function json(call: PrintCall, value: Value): string {
  const { rt, source } = call;
  return rt.guarded(
    () => String(jsonText({ rt, source, self: undefined, args: [value] })),
    (error) => {
      const circular = error instanceof Thrown && error.message.startsWith('TypeError: Converting circular structure');
      if (circular && catchable(rt, error)) return '[Circular]';
      throw error;
    },
  );
}
