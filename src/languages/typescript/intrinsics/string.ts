import type { Value } from '../../core/values';
import { toInteger, toNumber, toText } from '../conversions';
import { install, refuseOthers, stringPrototype } from '../objects';
import { builtins, type Call } from './define';

/** A character takes a byte; sizes are counted in array elements. */
const BYTES = 8;

function textOf({ rt, self, source }: Call): string {
  return toText(rt, self, source);
}

function text(call: Call, index: number, fallback = 'undefined'): string {
  const value = call.args[index];
  return value === undefined ? fallback : toText(call.rt, value, call.source);
}

function integer(call: Call, index: number, fallback = 0): number {
  const value = call.args[index];
  return value === undefined ? fallback : toInteger(call.rt, value, call.source);
}

function pad(call: Call, end: boolean): string {
  const self = textOf(call);
  const length = integer(call, 0);
  call.rt.checkSize(length, call.source, length / BYTES);
  return end ? self.padEnd(length, text(call, 1, ' ')) : self.padStart(length, text(call, 1, ' '));
}

/** The methods of strings. Text has no gradient: a number that becomes text loses its origin. */
export const stringMethods = builtins({
  at: (call) => textOf(call).at(integer(call, 0)),
  charAt: (call) => textOf(call).charAt(integer(call, 0)),
  charCodeAt: (call) => textOf(call).charCodeAt(integer(call, 0)),
  codePointAt: (call) => textOf(call).codePointAt(integer(call, 0)),
  concat(call) {
    const parts = call.args.map((arg) => toText(call.rt, arg, call.source));
    const length = parts.reduce((sum, part) => sum + part.length, textOf(call).length);
    call.rt.checkSize(length, call.source, length / BYTES);
    return textOf(call).concat(...parts);
  },
  endsWith: (call) =>
    call.args[1] === undefined
      ? textOf(call).endsWith(text(call, 0))
      : textOf(call).endsWith(text(call, 0), integer(call, 1)),
  includes: (call) => textOf(call).includes(text(call, 0), integer(call, 1)),
  indexOf: (call) => textOf(call).indexOf(text(call, 0), integer(call, 1)),
  lastIndexOf: (call) => textOf(call).lastIndexOf(text(call, 0), integer(call, 1, Number.POSITIVE_INFINITY)),
  localeCompare: (call) => textOf(call).localeCompare(text(call, 0), 'en'),
  padEnd: (call) => pad(call, true),
  padStart: (call) => pad(call, false),
  repeat(call) {
    const count = integer(call, 0);
    if (count < 0 || count === Number.POSITIVE_INFINITY) {
      throw call.rt.error(
        'RangeError',
        `Invalid count value: ${toNumber(call.rt, call.args[0], call.source)}`,
        call.source,
      );
    }
    const length = textOf(call).length * count;
    call.rt.checkSize(length, call.source, length / BYTES);
    return textOf(call).repeat(count);
  },
  replace: (call) => replace(call, false),
  replaceAll: (call) => replace(call, true),
  slice: (call) => textOf(call).slice(integer(call, 0), integer(call, 1, Number.POSITIVE_INFINITY)),
  split(call): Value {
    if (call.args[0] === undefined) return [textOf(call)];
    const limit = call.args[1] === undefined ? 2 ** 32 - 1 : toInteger(call.rt, call.args[1], call.source);
    const self = textOf(call);
    const separator = text(call, 0);
    call.rt.checkSize(Math.min(limit, self.length / Math.max(separator.length, 1)), call.source);
    return self.split(separator, limit);
  },
  startsWith: (call) => textOf(call).startsWith(text(call, 0), integer(call, 1)),
  substring: (call) => textOf(call).substring(integer(call, 0), integer(call, 1, Number.POSITIVE_INFINITY)),
  toLowerCase: (call) => textOf(call).toLowerCase(),
  toString: (call: Call) => textOf(call),
  toUpperCase: (call) => textOf(call).toUpperCase(),
  trim: (call) => textOf(call).trim(),
  trimEnd: (call) => textOf(call).trimEnd(),
  trimStart: (call) => textOf(call).trimStart(),
  valueOf: (call: Call) => textOf(call),
});

/** Replaces a piece of text by another, or by what a function makes of it. */
function replace(call: Call, all: boolean): string {
  const { rt, args, source } = call;
  const self = textOf(call);
  const pattern = text(call, 0);
  const by = args[1];
  const make = (found: string, at: number) =>
    typeof by === 'string' || typeof by !== 'object' || by === null
      ? expand(toText(rt, by, source), found, self, at)
      : toText(rt, rt.call(by, undefined, [found, at, self], source), source);
  const parts: string[] = [];
  let from = 0;
  let length = 0;
  for (let at = self.indexOf(pattern); at !== -1; at = all ? self.indexOf(pattern, Math.max(from, at + 1)) : -1) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    const piece = self.slice(from, at) + make(pattern, at);
    length += piece.length;
    rt.checkSize(length, source, piece.length / BYTES);
    parts.push(piece);
    from = at + pattern.length;
    if (at >= self.length) break;
  }
  return parts.join('') + self.slice(from);
}

/** The `$&`, `` $` ``, `$'` and `$$` of a replacement text. */
function expand(template: string, found: string, self: string, at: number): string {
  return template.replace(/\$([$&`'])/g, (_all, sign: string) => {
    if (sign === '$') return '$';
    if (sign === '&') return found;
    return sign === '`' ? self.slice(0, at) : self.slice(at + found.length);
  });
}

export const stringStatics = builtins({
  fromCharCode: ({ rt, args, source }) => String.fromCharCode(...args.map((arg) => toNumber(rt, arg, source))),
  fromCodePoint({ rt, args, source }) {
    const points = args.map((arg) => toNumber(rt, arg, source));
    const wrong = points.find((point) => !Number.isInteger(point) || point < 0 || point > 0x10ffff);
    if (wrong !== undefined) throw rt.error('RangeError', `Invalid code point ${wrong}`, source);
    return String.fromCodePoint(...points);
  },
});

install(stringPrototype, stringMethods);
refuseOthers(stringPrototype, String.prototype, (name) => `\`${name}\` of a string is not supported`);
