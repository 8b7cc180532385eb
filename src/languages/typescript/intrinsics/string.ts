import { DONE } from '../../core/ir';
import type { Value } from '../../core/values';
import { isFunction, isNullish, isObject, keyText, toInteger, toNumber, toText } from '../conversions';
import { iteratorOf, stringIteratorPrototype } from '../iteration';
import { getMember } from '../members';
import { GlobalFunction, install, refuseOthers, stringPrototype } from '../objects';
import { builtin, builtins, type Call } from './define';
import { collation, localeOf } from './locale';
import { execute, groupsOf, type Match, makeRegExp, matches, matchResult, RegExpObject } from './regexp';

/** A character takes a byte; sizes are counted in array elements. */
const BYTES = 8;

function textOf({ rt, self, source }: Call): string {
  if (isNullish(self)) throw rt.error('TypeError', `String.prototype method called on ${self}`, source);
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
  const filler = text(call, 1, ' ');
  if (filler !== '') call.rt.checkSize(length, call.source, length / BYTES);
  return end ? self.padEnd(length, filler) : self.padStart(length, filler);
}

/** Refuses a pattern where only a text can be looked for. */
function plainText(call: Call, method: string): string {
  if (!(call.args[0] instanceof RegExpObject)) return text(call, 0);
  throw call.rt.error(
    'TypeError',
    `First argument to String.prototype.${method} must not be a regular expression`,
    call.source,
  );
}

/** What an object of the user's own does for a method: its `Symbol.replace` and the like. */
function ownMethod(call: Call, symbol: symbol): { readonly value: Value } | null {
  const { rt, self, args, source } = call;
  const pattern = args[0];
  if (!isObject(pattern) || pattern instanceof RegExpObject) return null;
  const method = getMember(rt, pattern, symbol, source);
  return isFunction(method) ? { value: rt.call(method, pattern, [self, ...args.slice(1)], source) } : null;
}

/** The methods of strings. Text has no gradient: a number that becomes text loses its origin. */
export const stringMethods = builtins({
  at: (call) => textOf(call).at(integer(call, 0)),
  charAt: (call) => textOf(call).charAt(integer(call, 0)),
  charCodeAt: (call) => textOf(call).charCodeAt(integer(call, 0)),
  codePointAt: (call) => textOf(call).codePointAt(integer(call, 0)),
  concat(call) {
    const self = textOf(call);
    const parts = call.args.map((arg) => toText(call.rt, arg, call.source));
    const length = parts.reduce((sum, part) => sum + part.length, self.length);
    call.rt.checkSize(length, call.source, length / BYTES);
    return self.concat(...parts);
  },
  endsWith(call) {
    const self = textOf(call);
    const searched = plainText(call, 'endsWith');
    return call.args[1] === undefined ? self.endsWith(searched) : self.endsWith(searched, integer(call, 1));
  },
  includes: (call) => textOf(call).includes(plainText(call, 'includes'), integer(call, 1)),
  indexOf: (call) => textOf(call).indexOf(text(call, 0), integer(call, 1)),
  isWellFormed: (call) => !/\p{Surrogate}/u.test(textOf(call)),
  lastIndexOf(call) {
    const searched = text(call, 0);
    const from = call.args[1] === undefined ? Number.NaN : toNumber(call.rt, call.args[1], call.source);
    return textOf(call).lastIndexOf(searched, from);
  },
  localeCompare(call) {
    const self = textOf(call);
    return self.localeCompare(text(call, 0), localeOf(call, 1), collation(call, 2));
  },
  match(call) {
    const own = ownMethod(call, Symbol.match);
    if (own) return own.value;
    const { rt, source } = call;
    const self = textOf(call);
    const pattern = patternOf(call, '');
    if (!pattern.host.global) {
      const match = execute(rt, pattern, self, source);
      return match && matchResult(match, self);
    }
    const found: Value[] = [];
    for (const match of matches(rt, pattern, self, source)) {
      found.push(match.texts[0]);
      rt.checkGrowth(found.length, source);
    }
    return found.length > 0 ? found : null;
  },
  matchAll(call) {
    const own = ownMethod(call, Symbol.matchAll);
    if (own) return own.value;
    const { rt, source } = call;
    const self = textOf(call);
    const given = patternOf(call, 'g');
    if (!given.host.global) {
      throw rt.error('TypeError', 'String.prototype.matchAll called with a non-global RegExp argument', source);
    }
    const pattern = makeRegExp(rt, given.host.source, given.host.flags, source);
    const found = matches(rt, pattern, self, source);
    return iteratorOf(() => {
      const step = found.next();
      return step.done ? DONE : matchResult(step.value, self);
    });
  },
  normalize(call) {
    const self = textOf(call);
    const form = text(call, 0, 'NFC');
    call.rt.checkSize(self.length * 4, call.source, self.length / BYTES);
    if (!/^NFK?[CD]$/.test(form)) {
      throw call.rt.error('RangeError', 'The normalization form should be one of NFC, NFD, NFKC, NFKD.', call.source);
    }
    return self.normalize(form);
  },
  padEnd: (call) => pad(call, true),
  padStart: (call) => pad(call, false),
  repeat(call) {
    const self = textOf(call);
    const count = integer(call, 0);
    if (count < 0 || count === Number.POSITIVE_INFINITY) {
      throw call.rt.error(
        'RangeError',
        `Invalid count value: ${toText(call.rt, call.args[0], call.source)}`,
        call.source,
      );
    }
    const length = self.length * count;
    call.rt.checkSize(length, call.source, length / BYTES);
    return self.repeat(count);
  },
  replace: (call) => ownMethod(call, Symbol.replace)?.value ?? replace(call, false),
  replaceAll(call) {
    const [pattern] = call.args;
    if (pattern instanceof RegExpObject && !pattern.host.global) {
      throw call.rt.error('TypeError', 'replaceAll must be called with a global RegExp', call.source);
    }
    return ownMethod(call, Symbol.replace)?.value ?? replace(call, true);
  },
  search(call) {
    const own = ownMethod(call, Symbol.search);
    if (own) return own.value;
    const pattern = patternOf(call, '');
    const fresh = makeRegExp(call.rt, pattern.host.source, pattern.host.flags.replace('g', ''), call.source);
    return execute(call.rt, fresh, textOf(call), call.source)?.index ?? -1;
  },
  slice: (call) => textOf(call).slice(integer(call, 0), integer(call, 1, Number.POSITIVE_INFINITY)),
  split(call): Value {
    const own = ownMethod(call, Symbol.split);
    if (own) return own.value;
    const { rt, args, source } = call;
    const self = textOf(call);
    const limit = args[1] === undefined ? 2 ** 32 - 1 : toNumber(rt, args[1], source) >>> 0;
    const [separator] = args;
    if (separator instanceof RegExpObject) return splitByPattern(call, self, separator, limit);
    if (separator === undefined) return limit === 0 ? [] : [self];
    const between = toText(rt, separator, source);
    rt.checkSize(Math.min(limit, self.length / Math.max(between.length, 1)), source);
    return self.split(between, limit);
  },
  startsWith: (call) => textOf(call).startsWith(plainText(call, 'startsWith'), integer(call, 1)),
  substr: (call) => textOf(call).substr(integer(call, 0), integer(call, 1, Number.POSITIVE_INFINITY)),
  substring: (call) => textOf(call).substring(integer(call, 0), integer(call, 1, Number.POSITIVE_INFINITY)),
  toLocaleLowerCase: (call: Call) => textOf(call).toLocaleLowerCase(localeOf(call, 0)),
  toLocaleUpperCase: (call: Call) => textOf(call).toLocaleUpperCase(localeOf(call, 0)),
  toLowerCase: (call) => textOf(call).toLowerCase(),
  toString: (call: Call) => textOf(call),
  toUpperCase: (call) => textOf(call).toUpperCase(),
  toWellFormed: (call) => textOf(call).replace(/\p{Surrogate}/gu, '\uFFFD'),
  trim: (call) => textOf(call).trim(),
  trimEnd: (call) => textOf(call).trimEnd(),
  trimStart: (call) => textOf(call).trimStart(),
  valueOf: (call: Call) => textOf(call),
});

/** The pattern that a method is given; text becomes one. */
function patternOf(call: Call, flags: string): RegExpObject {
  const { rt, args, source } = call;
  if (args[0] instanceof RegExpObject) return args[0];
  return makeRegExp(rt, args[0] === undefined ? '(?:)' : toText(rt, args[0], source), flags, source);
}

/** Where a piece of text is replaced, and what stands in the replacement's `$` signs for it. */
interface Found {
  readonly text: string;
  readonly index: number;
  readonly captures: readonly (string | undefined)[];
  readonly groups: Match['groups'];
}

function* foundIn(call: Call, self: string, all: boolean): Generator<Found> {
  const { rt, args, source } = call;
  const [pattern] = args;
  if (pattern instanceof RegExpObject) {
    for (const { texts, index, groups } of matches(rt, pattern, self, source)) {
      yield { text: texts[0]!, index, captures: texts.slice(1), groups };
    }
    return;
  }
  const searched = text(call, 0);
  for (
    let at = self.indexOf(searched);
    at !== -1;
    at = all ? self.indexOf(searched, at + Math.max(searched.length, 1)) : -1
  ) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    yield { text: searched, index: at, captures: [], groups: null };
    if (at >= self.length) return;
  }
}

/** Replaces pieces of text by another, or by what a function makes of them. */
function replace(call: Call, all: boolean): string {
  const { rt, args, source } = call;
  const self = textOf(call);
  const by = args[1];
  const template = isFunction(by) ? null : toText(rt, by, source);
  const parts: string[] = [];
  let from = 0;
  let length = 0;
  for (const found of [...foundIn(call, self, all)]) {
    const { text: piece, index, captures, groups } = found;
    const made =
      template === null
        ? toText(
            rt,
            rt.call(by, undefined, [piece, ...captures, index, self, ...(groups ? [groupsOf(groups)] : [])], source),
            source,
          )
        : expand(template, found, self);
    if (index < from) continue;
    const part = self.slice(from, index) + made;
    length += part.length;
    rt.checkSize(length, source, part.length / BYTES);
    parts.push(part);
    from = index + piece.length;
  }
  return parts.join('') + self.slice(from);
}

/** The `$1`, `$<name>`, `$&`, `` $` ``, `$'` and `$$` of a replacement (ECMAScript, GetSubstitution). */
function expand(template: string, { text: piece, index, captures, groups }: Found, self: string): string {
  if (!template.includes('$')) return template;
  return template.replace(
    /\$(?:([$&`'])|(\d\d?)|<([^>]*)>)/g,
    (whole, sign?: string, digits?: string, name?: string) => {
      if (sign === '$') return '$';
      if (sign === '&') return piece;
      if (sign === '`') return self.slice(0, index);
      if (sign === "'") return self.slice(index + piece.length);
      if (name !== undefined) return groups ? (groups[name] ?? '') : whole;
      const two = Number(digits);
      if (two >= 1 && two <= captures.length) return captures[two - 1] ?? '';
      const one = Number(digits![0]);
      if (digits!.length === 2 && one >= 1 && one <= captures.length) return (captures[one - 1] ?? '') + digits![1];
      return whole;
    },
  );
}

/** `split` by a pattern, with what it captures between the pieces (ECMAScript, RegExp.prototype[Symbol.split]). */
function splitByPattern(call: Call, self: string, pattern: RegExpObject, limit: number): Value[] {
  const { rt, source } = call;
  const { host } = pattern;
  const pieces: Value[] = [];
  if (limit === 0) return pieces;
  const splitter = makeRegExp(rt, host.source, `${host.flags.replace(/[gy]/g, '')}g`, source);
  const add = (piece: Value) => {
    pieces.push(piece);
    rt.checkGrowth(pieces.length, source);
    return pieces.length >= limit;
  };
  if (self === '') return execute(rt, splitter, self, source) ? [] : [self];
  let from = 0;
  for (const { texts, index } of matches(rt, splitter, self, source)) {
    const end = index + texts[0]!.length;
    // An empty match neither splits at the ends nor right behind the last piece.
    if (index >= self.length || (texts[0] === '' && end === from)) continue;
    if (add(self.slice(from, index))) return pieces;
    for (const capture of texts.slice(1)) if (add(capture)) return pieces;
    from = end;
  }
  add(self.slice(from));
  return pieces;
}

install(stringPrototype, stringMethods);
install(stringPrototype, [
  [
    Symbol.iterator,
    builtin(
      '[Symbol.iterator]',
      (call) => {
        const characters = textOf(call)[Symbol.iterator]();
        return iteratorOf(() => {
          const step = characters.next();
          return step.done ? DONE : step.value;
        }, stringIteratorPrototype);
      },
      0,
    ),
  ],
  ['trimLeft', stringMethods.get('trimStart')],
  ['trimRight', stringMethods.get('trimEnd')],
]);
refuseOthers(stringPrototype, String.prototype, (name) => `\`${name}\` of a string is not supported`);

const stringStatics = builtins({
  fromCharCode: ({ rt, args, source }) => String.fromCharCode(...args.map((arg) => toNumber(rt, arg, source))),
  fromCodePoint({ rt, args, source }) {
    const points = args.map((arg) => {
      const point = toNumber(rt, arg, source);
      if (Number.isInteger(point) && point >= 0 && point <= 0x10ffff) return point;
      throw rt.error('RangeError', `Invalid code point ${toText(rt, arg, source)}`, source);
    });
    return String.fromCodePoint(...points);
  },
  raw({ rt, args, source }) {
    const raw = getMember(rt, args[0], 'raw', source);
    const count = Math.max(toInteger(rt, getMember(rt, raw, 'length', source), source), 0);
    let result = '';
    for (let k = 0; k < count; k++) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      result += toText(rt, getMember(rt, raw, k, source), source);
      if (k + 1 < count && k + 1 < args.length) result += toText(rt, args[k + 1], source);
      rt.checkSize(result.length, source, 0);
    }
    return result;
  },
});

/** `String`. A symbol becomes text only here. */
export const stringGlobal = new GlobalFunction(
  'String',
  builtin('String', ({ rt, args, source }) => {
    if (args.length === 0) return '';
    return typeof args[0] === 'symbol' ? keyText(args[0]) : toText(rt, args[0], source);
  }),
  null,
  stringStatics,
  stringPrototype,
);
