import { opCode } from '../../../engine/ops/table';
import type { SourceId } from '../../../engine/sources';
import { DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { makeSuper } from '../lowering/calls';
import { takeKeywords } from '../operators/call';
import { iterate, listOf } from '../operators/iterate';
import { callMethodOf } from '../operators/special';
import { needIndex } from '../operators/subscript';
import { truthy } from '../operators/truth';
import { quoted, textOf } from '../text/repr';
import type { ClassObject } from '../values/classes';
import { Dict } from '../values/dict';
import { extend } from '../values/lists';
import { Float, int, intOfFloat, isInt, MovedInt, plainNumber, TrackedInt } from '../values/numbers';
import { ClassMethod, type Keywords, Property, SliceValue, StaticMethod, Tuple } from '../values/objects';
import { SetValue } from '../values/sets';
import { boolClass, typeName, types } from '../values/types';
import { builtin } from './define';
import { wholeOrFail } from './numbers';

/** A built-in class that takes its arguments as a function does. */
function takes(
  cls: { maker: ClassObject['make'] },
  name: string,
  signature: string,
  make: (rt: Runtime, args: Value[], source: SourceId, cls: ClassObject) => Value,
): void {
  let current: ClassObject;
  const fn = builtin(name, signature, (rt, args, source) => make(rt, args, source, current));
  cls.maker = (rt, target, args, source) => {
    current = target;
    return fn.apply(rt, undefined, args, source);
  };
}

function parseInt_(rt: Runtime, text: string, base: number, source: SourceId): Value {
  const fail = () => rt.error('ValueError', `invalid literal for int() with base ${base}: ${quoted(text)}`, source);
  let digits = text.trim().toLowerCase();
  const negative = digits.startsWith('-');
  digits = digits.replace(/^[-+]/, '');
  let radix = base;
  const prefix = /^0([xob])_?/.exec(digits);
  const bases: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 };
  if (prefix && (base === 0 || base === bases[prefix[1]!])) {
    radix = bases[prefix[1]!]!;
    digits = digits.slice(prefix[0].length);
  } else if (base === 0) radix = 10;
  if (!/^[\da-z]+(_[\da-z]+)*$/.test(digits)) throw fail();
  digits = digits.replaceAll('_', '');
  if (digits.length > 4300 && radix === 10) {
    throw rt.error(
      'ValueError',
      `Exceeds the limit (4300 digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
      source,
    );
  }
  if ([...digits].some((sign) => Number.parseInt(sign, 36) >= radix)) throw fail();
  let value = 0n;
  if (radix === 10) value = BigInt(digits);
  else for (const sign of digits) value = value * BigInt(radix) + BigInt(Number.parseInt(sign, 36));
  return int(negative ? -value : value);
}

takes(types.int, 'int', 'x=, base=', (rt, [value, base], source) => {
  if (value === undefined) return 0;
  if (base !== undefined) {
    if (typeof value !== 'string')
      throw rt.error('TypeError', "int() can't convert non-string with explicit base", source);
    const radix = needIndex(rt, base, source);
    if (radix !== 0 && (radix < 2 || radix > 36))
      throw rt.error('ValueError', 'int() base must be >= 2 and <= 36, or 0', source);
    return parseInt_(rt, value, radix, source);
  }
  if (typeof value === 'string') return parseInt_(rt, value, 10, source);
  if (typeof value === 'boolean') return Number(value);
  if (isInt(value)) return value;
  if (value instanceof MovedInt) return value;
  const number = plainNumber(value);
  if (number instanceof Float) {
    wholeOrFail(rt, number.value, source);
    const whole = Math.trunc(number.value);
    if (!(value instanceof Tracked)) return intOfFloat(whole);
    return new TrackedInt(whole, rt.unaryAs(opCode.trunc, value, whole, source).node);
  }
  for (const name of ['__int__', '__index__', '__trunc__']) {
    const own = callMethodOf(rt, value, name, [], source);
    if (own !== undefined) return own;
  }
  throw rt.error(
    'TypeError',
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
    source,
  );
});

const FLOAT = /^[-+]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?$/i;
const SPECIAL = /^([-+]?)(inf|infinity|nan)$/i;

takes(types.float, 'float', 'x=, /', (rt, [value], source) => {
  if (value === undefined) return new Float(0);
  if (value instanceof TrackedInt) return new Tracked(value.value, value.node);
  if (value instanceof Tracked || (value instanceof Float && !(value instanceof MovedInt))) return value;
  if (typeof value === 'string') {
    const text = value.trim();
    const special = SPECIAL.exec(text);
    if (special) {
      const size = /^nan$/i.test(special[2]!) ? Number.NaN : Number.POSITIVE_INFINITY;
      return new Float(special[1] === '-' ? -size : size);
    }
    if (!FLOAT.test(text)) throw rt.error('ValueError', `could not convert string to float: ${quoted(value)}`, source);
    return new Float(Number(text.replaceAll('_', '')));
  }
  const number = plainNumber(value);
  if (number !== null) {
    const host = number instanceof Float ? number.value : Number(number);
    if (!(number instanceof Float) && !Number.isFinite(host))
      throw rt.error('OverflowError', 'int too large to convert to float', source);
    return new Float(host);
  }
  for (const name of ['__float__', '__index__']) {
    const own = callMethodOf(rt, value, name, [], source);
    if (own !== undefined) return typeof own === 'number' ? new Float(own) : own;
  }
  const custom = (value as { readonly toFloat?: (rt: Runtime, source: SourceId) => Value } | null)?.toFloat;
  if (typeof custom === 'function') return custom.call(value, rt, source);
  throw rt.error('TypeError', `float() argument must be a string or a real number, not '${typeName(value)}'`, source);
});

takes(types.str, 'str', 'object=, encoding=, errors=', (rt, [value], source) => {
  // Printing alone loses nothing that is computed with; text that is asked for may be read again.
  if (value instanceof Tracked) rt.cuts.note(value.node, 'text', source);
  return value === undefined ? '' : textOf(rt, value, source);
});
takes(boolClass, 'bool', 'x=, /', (rt, [value]) => value !== undefined && truthy(rt, value));
takes(types.list, 'list', 'iterable=, /', (rt, [iterable], source, cls) => {
  const items = iterable === undefined ? [] : listOf(rt, iterable, source);
  return cls.builtIn ? items : extend(items, cls);
});
takes(types.tuple, 'tuple', 'iterable=, /', (rt, [iterable], source, cls) => {
  if (iterable instanceof Tuple && iterable.cls === null && cls.builtIn) return iterable;
  return new Tuple(iterable === undefined ? [] : listOf(rt, iterable, source), cls.builtIn ? null : cls);
});

function setOf(rt: Runtime, iterable: Value, frozen: boolean, source: SourceId, cls: ClassObject): SetValue {
  const set = new SetValue(frozen, cls.builtIn ? null : cls);
  if (iterable === undefined) return set;
  const next = iterate(rt, iterable, source);
  for (let value = next(); value !== DONE; value = next()) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    set.add(rt, value, source);
  }
  return set;
}

takes(types.set, 'set', 'iterable=, /', (rt, [iterable], source, cls) => setOf(rt, iterable, false, source, cls));
takes(types.frozenset, 'frozenset', 'iterable=, /', (rt, [iterable], source, cls) =>
  setOf(rt, iterable, true, source, cls),
);

/** Puts the entries of a mapping, or pairs, into a dict. */
export function updateDict(rt: Runtime, dict: Dict, from: Value, keywords: Keywords | null, source: SourceId): void {
  if (from instanceof Dict) dict.take(from);
  else if (from !== undefined) {
    const next = iterate(rt, from, source);
    let at = 0;
    for (let pair = next(); pair !== DONE; pair = next()) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      const items = listOf(rt, pair, source, `cannot convert dictionary update sequence element #${at} to a sequence`);
      if (items.length !== 2) {
        throw rt.error(
          'ValueError',
          `dictionary update sequence element #${at} has length ${items.length}; 2 is required`,
          source,
        );
      }
      dict.set(rt, items[0], items[1], source);
      at++;
    }
  }
  keywords?.names.forEach((name, k) => {
    dict.setText(name, keywords.values[k]);
  });
}

types.dict.maker = (rt, cls, args, source) => {
  const given = args.slice();
  const keywords = takeKeywords(given);
  if (given.length > 1) throw rt.error('TypeError', `dict expected at most 1 argument, got ${given.length}`, source);
  const dict = new Dict(cls.builtIn ? null : cls);
  updateDict(rt, dict, given[0], keywords, source);
  return dict;
};
takes(types.slice, 'slice', 'start, stop=, step=, /', (_rt, [first, second, third]) =>
  second === undefined ? new SliceValue(null, first, null) : new SliceValue(first, second, third ?? null),
);
takes(
  types.property,
  'property',
  'fget=, fset=, fdel=, doc=',
  (_rt, [get = null, set = null, del = null, doc = null]) => new Property(get, set, del, doc),
);
takes(types.staticmethod, 'staticmethod', 'function, /', (_rt, [target]) => new StaticMethod(target));
takes(types.classmethod, 'classmethod', 'function, /', (_rt, [target]) => new ClassMethod(target));
takes(types.super, 'super', 'type, object', (rt, [from, object], source) => makeSuper(rt, from, object, source));
types.type.maker = (rt, _cls, _args, source) => {
  throw rt.unsupported('`type` with three arguments is not supported; write a `class`', source);
};
