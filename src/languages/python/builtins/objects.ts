import type { SourceId } from '../../../engine/sources';
import { Thrown } from '../../core/failure';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { deleteAttribute, findAttribute, getAttribute, setAttribute } from '../operators/attributes';
import { isCallable } from '../operators/call';
import { hashOf } from '../operators/hashing';
import { callMethodOf } from '../operators/special';
import { codePoints, textLength } from '../text/codePoints';
import { formatValue } from '../text/format';
import { reprOf, textOf } from '../text/repr';
import { ClassObject } from '../values/classes';
import { Dict, DictView } from '../values/dict';
import { Float, isInt, plainNumber } from '../values/numbers';
import { ExceptionObject, InertObject, RangeValue, Tuple } from '../values/objects';
import { SetValue } from '../values/sets';
import { classOf, typeName } from '../values/types';
import { functions } from './define';

/** `len(value)`. */
export function lengthOf(rt: Runtime, value: Value, source: SourceId): number {
  if (typeof value === 'string') return textLength(value);
  const own = callMethodOf(rt, value, '__len__', [], source);
  if (own !== undefined) {
    const length = isInt(own) ? plainNumber(own) : null;
    if (length === null || length instanceof Float) {
      throw rt.error('TypeError', `'${typeName(own)}' object cannot be interpreted as an integer`, source);
    }
    if (length < 0) throw rt.error('ValueError', '__len__() should return >= 0', source);
    return Number(length);
  }
  if (Array.isArray(value)) return value.length;
  if (value instanceof Tuple) return value.items.length;
  if (value instanceof Dict || value instanceof SetValue) return value.size;
  if (value instanceof RangeValue) return value.length;
  if (value instanceof DictView) return value.dict.size;
  const size = (value as { readonly truthSize?: number } | null)?.truthSize;
  if (size !== undefined) return size;
  const members =
    value instanceof ClassObject
      ? (value.extra as { iterate?: () => readonly Value[] } | null)?.iterate?.()
      : undefined;
  if (members) return members.length;
  throw rt.error('TypeError', `object of type '${typeName(value)}' has no len()`, source);
}

/** Classes as `isinstance` takes them: one, a tuple of such, or a union. */
export function isInstanceOf(rt: Runtime, cls: ClassObject, types: Value, source: SourceId, name: string): boolean {
  if (types instanceof ClassObject) return cls.inherits(types) || isAbstractly(cls, types);
  if (types === null) return cls.name === 'NoneType';
  if (types instanceof Tuple) return types.items.some((type) => isInstanceOf(rt, cls, type, source, name));
  const check = (types as { readonly holds?: (cls: ClassObject) => boolean } | null)?.holds;
  if (check) return check(cls);
  const wanted =
    name === 'isinstance' ? 'a type, a tuple of types, or a union' : 'a class, a tuple of classes, or a union';
  throw rt.error('TypeError', `${name}() arg 2 must be ${wanted}`, source);
}

/** Classes that ask what an object can do, such as `Iterable`. */
function isAbstractly(cls: ClassObject, type: ClassObject): boolean {
  const check = (type.extra as { readonly holds?: (cls: ClassObject) => boolean } | null)?.holds;
  return check?.(cls) ?? false;
}

function nameOf(rt: Runtime, name: Value, function_: string, source: SourceId): string {
  if (typeof name === 'string') return name;
  throw rt.error('TypeError', `${function_}: attribute name must be string`, source);
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Thrown &&
    error.value instanceof ExceptionObject &&
    error.value.cls.mro.some(({ name }) => name === 'AttributeError')
  );
}

/** An attribute, or nothing where reading it raises AttributeError. */
function attributeOrNothing(rt: Runtime, object: Value, name: string, source: SourceId): Value {
  const { depth } = rt;
  const region = rt.tape.currentRegion;
  try {
    return findAttribute(rt, object, name, source);
  } catch (error) {
    if (!isMissing(error)) throw error;
    rt.depth = depth;
    rt.tape.currentRegion = region;
    return undefined;
  }
}

export const objectFunctions = functions({
  'len(obj, /)': (rt, [value], source) => lengthOf(rt, value, source),
  'repr(obj, /)': (rt, [value], source) => reprOf(rt, value, source),
  'ascii(obj, /)': (rt, [value], source) =>
    reprOf(rt, value, source).replace(/[^\0-\x7f]/gu, (sign) => {
      const code = sign.codePointAt(0)!;
      if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
      return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
    }),
  'format(value, format_spec=, /)': (rt, [value, spec], source) =>
    formatValue(rt, value, (spec as string | undefined) ?? '', source),
  'hash(obj, /)': (rt, [value], source) => hashOf(rt, value, source),
  'callable(obj, /)': (_rt, [value]) => isCallable(value),
  'isinstance(obj, class_or_tuple, /)': (rt, [value, types], source) =>
    value instanceof InertObject ? false : isInstanceOf(rt, classOf(value), types, source, 'isinstance'),
  'issubclass(cls, class_or_tuple, /)': (rt, [cls, types], source) => {
    if (!(cls instanceof ClassObject)) throw rt.error('TypeError', 'issubclass() arg 1 must be a class', source);
    return isInstanceOf(rt, cls, types, source, 'issubclass');
  },
  'getattr(object, name, default=, /)': (rt, [object, name, fallback], source) => {
    const key = nameOf(rt, name, 'getattr()', source);
    if (fallback === undefined) return getAttribute(rt, object, key, source);
    const value = attributeOrNothing(rt, object, key, source);
    return value === undefined ? fallback : value;
  },
  'hasattr(object, name, /)': (rt, [object, name], source) =>
    attributeOrNothing(rt, object, nameOf(rt, name, 'hasattr()', source), source) !== undefined,
  'setattr(object, name, value, /)': (rt, [object, name, value], source) => {
    setAttribute(rt, object, nameOf(rt, name, 'setattr()', source), value, source);
    return null;
  },
  'delattr(object, name, /)': (rt, [object, name], source) => {
    deleteAttribute(rt, object, nameOf(rt, name, 'delattr()', source), source);
    return null;
  },
  'chr(i, /)': (rt, [code], source) => {
    const number = isInt(code) ? plainNumber(code) : null;
    if (number === null || number instanceof Float) {
      throw rt.error('TypeError', `'${typeName(code)}' object cannot be interpreted as an integer`, source);
    }
    if (number < 0 || number > 0x10ffff) throw rt.error('ValueError', 'chr() arg not in range(0x110000)', source);
    return String.fromCodePoint(Number(number));
  },
  'ord(c, /)': (rt, [text], source) => {
    if (typeof text !== 'string')
      throw rt.error('TypeError', `ord() expected string of length 1, but ${typeName(text)} found`, source);
    const signs = codePoints(text);
    if (signs.length !== 1)
      throw rt.error('TypeError', `ord() expected a character, but string of length ${signs.length} found`, source);
    return text.codePointAt(0)!;
  },
  'print(*args, sep=, end=, file=, flush=)': (rt, [sep, end, file, _flush, ...values], source) => {
    const text = (value: Value, fallback: string, name: string): string => {
      if (value === undefined || value === null) return fallback;
      if (typeof value !== 'string')
        throw rt.error('TypeError', `${name} must be None or a string, not ${typeName(value)}`, source);
      return value;
    };
    const between = text(sep, ' ', 'sep');
    const last = text(end, '\n', 'end');
    const shown = values.map((value) => {
      rt.budget.spend(rt, 1);
      return textOf(rt, value, source);
    });
    // What goes to another stream, such as `sys.stderr`, is not printed.
    if (file === undefined || file === null || (file as { readonly isOutput?: boolean }).isOutput)
      rt.output.write(shown.join(between) + last);
    return null;
  },
});
