import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { listOf } from '../operators/iterate';
import { boundsOf, needIndex } from '../operators/subscript';
import { truthy } from '../operators/truth';
import { codePoints, hasWide, textLength } from '../text/codePoints';
import { Dict } from '../values/dict';
import { plainNumber } from '../values/numbers';
import { SliceValue, StaticMethod, Tuple } from '../values/objects';
import { typeName, types } from '../values/types';
import { builtin, methods } from './define';
import { formatTemplate } from './template';

const asText = (value: Value): string => value as string;

function needText(rt: Runtime, value: Value, message: (name: string) => string, source: SourceId): string {
  if (typeof value === 'string') return value;
  throw rt.error('TypeError', message(typeName(value)), source);
}

/** Where `part` stands; -1 where it does not. Places count characters as Python does. */
function find(
  rt: Runtime,
  text: string,
  [part, start = null, stop = null]: Value[],
  last: boolean,
  source: SourceId,
): number {
  const wanted = needText(rt, part, (name) => `must be str, not ${name}`, source);
  const isWide = hasWide(text);
  const signs = isWide ? codePoints(text) : null;
  const length = signs ? signs.length : text.length;
  const given = start === null ? 0 : needIndex(rt, start, source);
  if (given > length) return -1;
  const { start: from, count } = boundsOf(rt, new SliceValue(start, stop, null), length, source);
  const stretch = signs ? signs.slice(from, from + count).join('') : text.slice(from, from + count);
  const at = last ? stretch.lastIndexOf(wanted) : stretch.indexOf(wanted);
  if (at === -1) return -1;
  return from + (signs ? textLength(stretch.slice(0, at)) : at);
}

function begins(
  rt: Runtime,
  [self, part, start = null, stop = null]: Value[],
  end: boolean,
  source: SourceId,
): boolean {
  const text = asText(self);
  const bounds = boundsOf(rt, new SliceValue(start, stop, null), text.length, source);
  const stretch = text.slice(bounds.start, bounds.start + bounds.count);
  const parts = part instanceof Tuple ? part.items : [part];
  const name = end ? 'endswith' : 'startswith';
  return parts.some((each) => {
    const wanted = needText(rt, each, (type) => `${name} first arg must be str or a tuple of str, not ${type}`, source);
    return end ? stretch.endsWith(wanted) : stretch.startsWith(wanted);
  });
}

const SPACE = /[\s\u0085]/;

function strip(rt: Runtime, text: string, chars: Value, left: boolean, right: boolean, source: SourceId): string {
  const set =
    chars === undefined || chars === null
      ? null
      : new Set(codePoints(needText(rt, chars, () => 'strip arg must be None or str', source)));
  const goes = (sign: string) => (set ? set.has(sign) : SPACE.test(sign));
  const signs = codePoints(text);
  let from = 0;
  let to = signs.length;
  if (left) while (from < to && goes(signs[from]!)) from++;
  if (right) while (to > from && goes(signs[to - 1]!)) to--;
  return signs.slice(from, to).join('');
}

function split(rt: Runtime, text: string, separator: Value, most: Value, fromEnd: boolean, source: SourceId): string[] {
  const limit = most === undefined ? -1 : needIndex(rt, most, source);
  if (separator === undefined || separator === null) return splitSpace(text, limit, fromEnd);
  const sign = needText(rt, separator, (name) => `must be str or None, not ${name}`, source);
  if (sign === '') throw rt.error('ValueError', 'empty separator', source);
  const parts = text.split(sign);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  if (fromEnd) return [parts.slice(0, parts.length - limit).join(sign), ...parts.slice(parts.length - limit)];
  return [...parts.slice(0, limit), parts.slice(limit).join(sign)];
}

function splitSpace(text: string, limit: number, fromEnd: boolean): string[] {
  if (limit < 0) return text.match(/[^\s\u0085]+/g) ?? [];
  const words = [...text.matchAll(/[^\s\u0085]+/g)];
  if (words.length <= limit) return words.map(([word]) => word);
  if (fromEnd) {
    const kept = words.slice(words.length - limit).map(([word]) => word);
    const first = words[words.length - limit];
    return [text.slice(0, first ? first.index : text.length).trimEnd(), ...kept];
  }
  return [...words.slice(0, limit).map(([word]) => word), text.slice(words[limit]!.index)];
}

const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;

function splitLines(text: string, keep: boolean): string[] {
  const lines: string[] = [];
  let at = 0;
  for (const match of text.matchAll(LINE_END)) {
    lines.push(text.slice(at, keep ? match.index + match[0].length : match.index));
    at = match.index + match[0].length;
  }
  if (at < text.length) lines.push(text.slice(at));
  return lines;
}

function pad(
  rt: Runtime,
  [self, width, fill = ' ']: Value[],
  source: SourceId,
  place: (missing: number) => number,
): string {
  const text = asText(self);
  const sign = needText(rt, fill, (type) => `The fill character must be a unicode character, not ${type}`, source);
  if (textLength(sign) !== 1)
    throw rt.error('TypeError', 'The fill character must be exactly one character long', source);
  const missing = needIndex(rt, width, source) - textLength(text);
  if (missing <= 0) return text;
  rt.checkSize(missing, source);
  const left = place(missing);
  return sign.repeat(left) + text + sign.repeat(missing - left);
}

/** Whether all characters fit, of which there has to be one. */
const all =
  (pattern: RegExp) =>
  (_rt: Runtime, [self]: Value[]) =>
    pattern.test(asText(self));

function title(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => {
    const [first, ...rest] = Array.from(word);
    return first!.toUpperCase() + rest.join('').toLowerCase();
  });
}

function partition(rt: Runtime, [self, sep]: Value[], last: boolean, source: SourceId): Tuple {
  const text = asText(self);
  const sign = needText(rt, sep, (name) => `must be str, not ${name}`, source);
  if (sign === '') throw rt.error('ValueError', 'empty separator', source);
  const at = last ? text.lastIndexOf(sign) : text.indexOf(sign);
  if (at === -1) return new Tuple(last ? ['', '', text] : [text, '', '']);
  return new Tuple([text.slice(0, at), sign, text.slice(at + sign.length)]);
}

function replace(rt: Runtime, [self, old, next, most]: Value[], source: SourceId): string {
  const text = asText(self);
  const from = needText(rt, old, (name) => `replace() argument 1 must be str, not ${name}`, source);
  const to = needText(rt, next, (name) => `replace() argument 2 must be str, not ${name}`, source);
  const limit = most === undefined ? -1 : needIndex(rt, most, source);
  const parts = from === '' ? ['', ...codePoints(text), ''] : text.split(from);
  rt.checkSize(text.length + parts.length * to.length, source, text.length);
  const count = limit < 0 ? parts.length - 1 : Math.min(limit, parts.length - 1);
  return [parts.slice(0, count + 1).join(to), ...parts.slice(count + 1)].join(from);
}

methods(types.str, {
  'upper()': (_rt, [self]) => asText(self).toUpperCase(),
  'lower()': (_rt, [self]) => asText(self).toLowerCase(),
  'casefold()': (_rt, [self]) => asText(self).toLowerCase().replaceAll('ß', 'ss'),
  'capitalize()': (_rt, [self]) => {
    const [first = '', ...rest] = Array.from(asText(self));
    return first.toUpperCase() + rest.join('').toLowerCase();
  },
  'title()': (_rt, [self]) => title(asText(self)),
  'swapcase()': (_rt, [self]) =>
    Array.from(asText(self), (sign) => (sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase())).join(
      '',
    ),
  'strip(chars=, /)': (rt, [self, chars], source) => strip(rt, asText(self), chars, true, true, source),
  'lstrip(chars=, /)': (rt, [self, chars], source) => strip(rt, asText(self), chars, true, false, source),
  'rstrip(chars=, /)': (rt, [self, chars], source) => strip(rt, asText(self), chars, false, true, source),
  'split(sep=, maxsplit=)': (rt, [self, sep, most], source) => split(rt, asText(self), sep, most, false, source),
  'rsplit(sep=, maxsplit=)': (rt, [self, sep, most], source) => split(rt, asText(self), sep, most, true, source),
  'splitlines(keepends=)': (rt, [self, keep], _source) =>
    splitLines(asText(self), keep !== undefined && truthy(rt, keep)),
  'join(iterable, /)': (rt, [self, iterable], source) => {
    const items = listOf(rt, iterable, source, 'can only join an iterable');
    let length = 0;
    items.forEach((item, k) => {
      length += needText(rt, item, (name) => `sequence item ${k}: expected str instance, ${name} found`, source).length;
    });
    rt.checkSize(length + items.length * asText(self).length, source);
    return items.join(asText(self));
  },
  'replace(old, new, count=, /)': replace,
  'find(sub, start=, end=, /)': (rt, [self, ...rest], source) => find(rt, asText(self), rest, false, source),
  'rfind(sub, start=, end=, /)': (rt, [self, ...rest], source) => find(rt, asText(self), rest, true, source),
  'index(sub, start=, end=, /)': (rt, [self, ...rest], source) => {
    const at = find(rt, asText(self), rest, false, source);
    if (at === -1) throw rt.error('ValueError', 'substring not found', source);
    return at;
  },
  'rindex(sub, start=, end=, /)': (rt, [self, ...rest], source) => {
    const at = find(rt, asText(self), rest, true, source);
    if (at === -1) throw rt.error('ValueError', 'substring not found', source);
    return at;
  },
  'count(sub, start=, end=, /)': (rt, [self, sub, start = null, stop = null], source) => {
    const text = asText(self);
    const bounds = boundsOf(rt, new SliceValue(start, stop, null), text.length, source);
    const part = needText(rt, sub, (name) => `must be str, not ${name}`, source);
    const stretch = text.slice(bounds.start, bounds.start + bounds.count);
    return part === '' ? textLength(stretch) + 1 : stretch.split(part).length - 1;
  },
  'startswith(prefix, start=, end=, /)': (rt, args, source) => begins(rt, args, false, source),
  'endswith(suffix, start=, end=, /)': (rt, args, source) => begins(rt, args, true, source),
  'removeprefix(prefix, /)': (rt, [self, prefix], source) => {
    const part = needText(rt, prefix, (name) => `removeprefix() argument must be str, not ${name}`, source);
    return asText(self).startsWith(part) ? asText(self).slice(part.length) : self;
  },
  'removesuffix(suffix, /)': (rt, [self, suffix], source) => {
    const part = needText(rt, suffix, (name) => `removesuffix() argument must be str, not ${name}`, source);
    return part !== '' && asText(self).endsWith(part) ? asText(self).slice(0, -part.length) : self;
  },
  'ljust(width, fillchar=, /)': (rt, args, source) => pad(rt, args, source, () => 0),
  'rjust(width, fillchar=, /)': (rt, args, source) => pad(rt, args, source, (missing) => missing),
  'center(width, fillchar=, /)': (rt, args, source) => {
    const width = needIndex(rt, args[1], source);
    return pad(rt, args, source, (missing) => (missing >> 1) + (missing & width & 1));
  },
  'zfill(width, /)': (rt, [self, width], source) => {
    const [, sign = '', rest = ''] = /^([-+]?)([\s\S]*)$/.exec(asText(self))!;
    const missing = needIndex(rt, width, source) - textLength(asText(self));
    rt.checkSize(Math.max(0, missing), source);
    return missing > 0 ? sign + '0'.repeat(missing) + rest : self;
  },
  'partition(sep, /)': (rt, args, source) => partition(rt, args, false, source),
  'rpartition(sep, /)': (rt, args, source) => partition(rt, args, true, source),
  'expandtabs(tabsize=)': (rt, [self, size], source) => {
    const width = size === undefined ? 8 : needIndex(rt, size, source);
    let column = 0;
    return codePoints(asText(self))
      .map((sign) => {
        if (sign === '\n' || sign === '\r') column = 0;
        else if (sign === '\t') {
          const spaces = width > 0 ? width - (column % width) : 0;
          column += spaces;
          return ' '.repeat(spaces);
        } else column++;
        return sign;
      })
      .join('');
  },
  'isdigit()': all(/^[\p{Nd}²³¹⁰⁴-⁹₀-₉]+$/u),
  'isdecimal()': all(/^\p{Nd}+$/u),
  'isnumeric()': all(/^\p{N}+$/u),
  'isalpha()': all(/^\p{L}+$/u),
  'isalnum()': all(/^[\p{L}\p{N}]+$/u),
  'isspace()': all(/^[\s\u0085]+$/),
  'isupper()': (_rt, [self]) => /\p{Lu}/u.test(asText(self)) && !/\p{Ll}/u.test(asText(self)),
  'islower()': (_rt, [self]) => /\p{Ll}/u.test(asText(self)) && !/\p{Lu}/u.test(asText(self)),
  'istitle()': (_rt, [self]) => /\p{L}/u.test(asText(self)) && title(asText(self)) === asText(self),
  'isidentifier()': all(/^[\p{L}_][\p{L}\p{N}_]*$/u),
  'isascii()': (_rt, [self]) => /^[\0-\x7f]*$/.test(asText(self)),
  'isprintable()': (_rt, [self]) => !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(asText(self)),
  'translate(table, /)': (rt, [self, table], source) => {
    if (!(table instanceof Dict))
      throw rt.error('TypeError', `'${typeName(table)}' object is not subscriptable`, source);
    return codePoints(asText(self))
      .map((sign) => {
        const value = table.get(rt, sign.codePointAt(0)!, source);
        if (value === undefined) return sign;
        return value === null
          ? ''
          : typeof value === 'string'
            ? value
            : String.fromCodePoint(Number(plainNumber(value)));
      })
      .join('');
  },
  'encode(encoding=, errors=)': (rt, _args, source) => {
    throw rt.unsupported('bytes are not supported; use the string itself', source);
  },
  '__len__()': (_rt, [self]) => textLength(asText(self)),
});

types.str.define(
  'maketrans',
  new StaticMethod(
    builtin('maketrans', 'x, y=, z=, /', (rt, [first, second, third], source) => {
      const table = new Dict();
      if (second === undefined && first instanceof Dict) {
        for (const { key, value } of first.entries.values())
          table.set(rt, typeof key === 'string' ? key.codePointAt(0)! : key, value, source);
        return table;
      }
      const from = codePoints(needText(rt, first, (name) => `maketrans() argument 1 must be str, not ${name}`, source));
      const to = codePoints(needText(rt, second, (name) => `maketrans() argument 2 must be str, not ${name}`, source));
      if (from.length !== to.length) {
        throw rt.error('ValueError', 'the first two maketrans arguments must have equal length', source);
      }
      from.forEach((sign, k) => {
        table.set(rt, sign.codePointAt(0)!, to[k]!.codePointAt(0)!, source);
      });
      for (const sign of third === undefined
        ? []
        : codePoints(needText(rt, third, (name) => `maketrans() argument 3 must be str, not ${name}`, source)))
        table.set(rt, sign.codePointAt(0)!, null, source);
      return table;
    }),
  ),
);

types.str.define('format', formatTemplate('format'));
types.str.define('format_map', formatTemplate('format_map'));
