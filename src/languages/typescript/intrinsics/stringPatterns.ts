import { DONE } from '../../core/ir';
import type { Value } from '../../core/values';
import { isFunction, toNumber, toText } from '../conversions';
import { iteratorOf, regExpStringIteratorPrototype } from '../iteration';
import type { Call } from './define';
import { execute, groupsOf, type Match, makeRegExp, matches, matchResult, RegExpObject } from './regexp';
import { BYTES, onPattern, text } from './stringReceiver';

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

function* foundByPattern({ rt, source }: Call, self: string, pattern: RegExpObject): Generator<Found> {
  for (const { texts, index, groups } of matches(rt, pattern, self, source)) {
    yield { text: texts[0]!, index, captures: texts.slice(1), groups };
  }
}

function* foundText({ rt }: Call, self: string, searched: string, all: boolean): Generator<Found> {
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

/** All that is found, before any function of the user's is called. */
function listOf({ rt, source }: Call, places: Iterable<Found>): Found[] {
  const list: Found[] = [];
  for (const found of places) {
    list.push(found);
    rt.checkGrowth(list.length, source);
  }
  return list;
}

/** Replaces pieces of text by another, or by what a function makes of them. */
function replace(call: Call, self: string, all: boolean): string {
  const { rt, args, source } = call;
  const [pattern, by] = args;
  const searched = pattern instanceof RegExpObject ? null : text(call, 0);
  const template = isFunction(by) ? null : toText(rt, by, source);
  const parts: string[] = [];
  let from = 0;
  let length = 0;
  const places =
    searched === null ? foundByPattern(call, self, pattern as RegExpObject) : foundText(call, self, searched, all);
  for (const found of listOf(call, places)) {
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

/** The methods of strings that take a pattern. */
export const patternMethods = {
  match: onPattern('match', Symbol.match, match),
  matchAll: onPattern('matchAll', Symbol.matchAll, matchAll, (call) => {
    refuseSingle(call, 'matchAll');
  }),
  replace: onPattern('replace', Symbol.replace, (call, self) => replace(call, self, false)),
  replaceAll: onPattern(
    'replaceAll',
    Symbol.replace,
    (call, self) => replace(call, self, true),
    (call) => {
      refuseSingle(call, 'replaceAll');
    },
  ),
  search: onPattern('search', Symbol.search, search),
  split: onPattern('split', Symbol.split, split),
};

/** A pattern that finds once only is no use where all is wanted. */
function refuseSingle({ rt, args, source }: Call, name: string): void {
  if (!(args[0] instanceof RegExpObject) || args[0].host.global) return;
  throw rt.error('TypeError', `String.prototype.${name} called with a non-global RegExp argument`, source);
}

function match(call: Call, self: string): Value {
  const { rt, source } = call;
  const pattern = patternOf(call, '');
  if (!pattern.host.global) {
    const found = execute(rt, pattern, self, source);
    return found && matchResult(found, self);
  }
  const texts: Value[] = [];
  for (const found of matches(rt, pattern, self, source)) {
    texts.push(found.texts[0]);
    rt.checkGrowth(texts.length, source);
  }
  return texts.length > 0 ? texts : null;
}

function matchAll(call: Call, self: string): Value {
  const { rt, source } = call;
  const given = patternOf(call, 'g');
  // A pattern of its own, which begins where the given one stands.
  const pattern = makeRegExp(rt, given.host.source, given.host.flags, source);
  pattern.fields.lastIndex = toLength(toNumber(rt, given.fields.lastIndex, source));
  const found = matches(rt, pattern, self, source, false);
  return iteratorOf(() => {
    const step = found.next();
    return step.done ? DONE : matchResult(step.value, self);
  }, regExpStringIteratorPrototype);
}

function toLength(value: number): number {
  return Math.min(Math.max(Math.trunc(value) || 0, 0), Number.MAX_SAFE_INTEGER);
}

function search(call: Call, self: string): Value {
  const pattern = patternOf(call, '');
  const fresh = makeRegExp(call.rt, pattern.host.source, pattern.host.flags.replace('g', ''), call.source);
  return execute(call.rt, fresh, self, call.source)?.index ?? -1;
}

function split(call: Call, self: string): Value {
  const { rt, args, source } = call;
  const limit = args[1] === undefined ? 2 ** 32 - 1 : toNumber(rt, args[1], source) >>> 0;
  const [separator] = args;
  if (separator instanceof RegExpObject) return splitByPattern(call, self, separator, limit);
  const between = toText(rt, separator, source);
  if (separator === undefined) return limit === 0 ? [] : [self];
  rt.checkSize(Math.min(limit, self.length / Math.max(between.length, 1)), source);
  return self.split(between, limit);
}
