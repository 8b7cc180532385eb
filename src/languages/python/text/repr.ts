import type { SourceId } from '../../../engine/sources';
import { Builtin, Closure } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { callSpecial, special, userClass } from '../operators/special';
import { ClassObject } from '../values/classes';
import { Dict, DictView } from '../values/dict';
import { Float, type Int, plainNumber, TrackedInt } from '../values/numbers';
import {
  BoundMethod, ExceptionObject, GeneratorObject, InertObject, Instance, IteratorObject, infoOf, Method, ModuleObject, RangeValue, Singleton,
  SliceValue, SuperObject, Tuple,
} from '../values/objects'; // biome-ignore format: a list
import { SetValue } from '../values/sets';
import { typeName } from '../values/types';
import { floatText } from './floatText';

/** Digits that an int may have as text. */
const MOST_DIGITS = 4300;

/** `str(value)`. */
export function textOf(rt: Runtime, value: Value, source: SourceId): string {
  if (typeof value === 'string') return value;
  if (value instanceof Instance || userClass(value)) {
    const method = special(value, '__str__');
    if (method !== undefined && method !== null) return textFrom(rt, method, value, '__str__', source);
    if (value instanceof ExceptionObject && special(value, '__repr__') === undefined)
      return exceptionText(rt, value, source);
    if (value instanceof ExceptionObject) return exceptionText(rt, value, source);
  }
  return reprOf(rt, value, source);
}

function textFrom(rt: Runtime, method: Value, value: Value, name: string, source: SourceId): string {
  rt.enterCall(name, source);
  const text = callSpecial(rt, method, value, [], source);
  rt.depth--;
  if (typeof text !== 'string')
    throw rt.error('TypeError', `${name} returned non-string (type ${typeName(text)})`, source);
  return text;
}

export function exceptionText(rt: Runtime, exception: ExceptionObject, source: SourceId): string {
  const { args } = exception;
  if (args.length === 0) return '';
  if (args.length > 1) return reprOf(rt, new Tuple(args), source);
  const isKey = exception.cls.mro.some(({ name, builtIn }) => builtIn && name === 'KeyError');
  return isKey ? reprOf(rt, args[0], source) : textOf(rt, args[0], source);
}

export function intText(rt: Runtime, value: Int, source: SourceId): string {
  const text = String(value);
  if (text.length > MOST_DIGITS + 1) {
    throw rt.error(
      'ValueError',
      `Exceeds the limit (${MOST_DIGITS} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
      source,
    );
  }
  return text;
}

const SHORT: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `repr` of text. */
export function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = text.replace(/[\\\n\r\t\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (sign) => SHORT[sign] ?? escaped(sign));
  return quote + (quote === "'" ? inner.replaceAll("'", "\\'") : inner) + quote;
}

function escaped(sign: string): string {
  const code = sign.codePointAt(0)!;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

/** Objects that are being shown: one inside itself is shown as `[...]`. */
const open = new WeakMap<Runtime, Set<Value>>();

function guarded(rt: Runtime, value: Value, inside: string, source: SourceId, body: () => string): string {
  let shown = open.get(rt);
  if (shown === undefined || rt.depth === 0) {
    shown ??= new Set();
    open.set(rt, shown);
  }
  if (shown.has(value)) return inside;
  rt.enterCall('this text', source);
  shown.add(value);
  try {
    return body();
  } finally {
    shown.delete(value);
    rt.depth--;
  }
}

/** `repr(value)`. */
export function reprOf(rt: Runtime, value: Value, source: SourceId): string {
  switch (typeof value) {
    case 'number':
      return String(value);
    case 'string':
      return quoted(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'bigint':
      return intText(rt, value, source);
  }
  if (value === null) return 'None';
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof Tracked) {
    const plain = value instanceof TrackedInt ? plainNumber(value)! : value.value;
    return typeof plain === 'number' && !(value instanceof TrackedInt) ? floatText(plain) : reprOf(rt, plain, source);
  }
  if (value instanceof Instance || userClass(value)) {
    const method = special(value, '__repr__');
    if (method !== undefined && method !== null) return textFrom(rt, method, value, '__repr__', source);
  }
  return containerRepr(rt, value, source) ?? otherRepr(rt, value, source);
}

function joined(rt: Runtime, items: Iterable<Value>, source: SourceId): string {
  const parts: string[] = [];
  let length = 0;
  for (const item of items) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    const part = reprOf(rt, item, source);
    length += part.length + 2;
    if (length > 100_000) rt.checkSize(length, source, part.length);
    parts.push(part);
  }
  return parts.join(', ');
}

export function dictRepr(rt: Runtime, dict: Dict, source: SourceId): string {
  return guarded(rt, dict, '{...}', source, () => {
    const parts: string[] = [];
    for (const { key, value } of dict.entries.values()) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      parts.push(`${reprOf(rt, key, source)}: ${reprOf(rt, value, source)}`);
    }
    return `{${parts.join(', ')}}`;
  });
}

export function tupleRepr(rt: Runtime, tuple: Tuple, source: SourceId): string {
  return guarded(rt, tuple, '(...)', source, () => {
    const inner = joined(rt, tuple.items, source);
    return tuple.items.length === 1 ? `(${inner},)` : `(${inner})`;
  });
}

export function listRepr(rt: Runtime, items: readonly Value[], source: SourceId, owner: Value = items): string {
  return guarded(rt, owner, '[...]', source, () => `[${joined(rt, items, source)}]`);
}

function containerRepr(rt: Runtime, value: Value, source: SourceId): string | null {
  if (Array.isArray(value)) return listRepr(rt, value, source);
  if (value instanceof Tuple) return tupleRepr(rt, value, source);
  if (value instanceof Dict) {
    const own = value.shownAs;
    return own ? own(rt, value, source) : dictRepr(rt, value, source);
  }
  if (value instanceof SetValue) {
    return guarded(rt, value, `${typeName(value)}(...)`, source, () => {
      if (value.size === 0) return `${typeName(value)}()`;
      const inner = `{${joined(rt, value.values(), source)}}`;
      return value.frozen ? `frozenset(${inner})` : inner;
    });
  }
  if (value instanceof DictView) {
    const parts: string[] = [];
    for (const { key, value: held } of value.dict.entries.values()) {
      const keyText = value.kind === 'values' ? '' : reprOf(rt, key, source);
      const heldText = value.kind === 'keys' ? '' : reprOf(rt, held, source);
      parts.push(value.kind === 'items' ? `(${keyText}, ${heldText})` : keyText + heldText);
    }
    return `${value.typeName}([${parts.join(', ')}])`;
  }
  if (value instanceof RangeValue) {
    const { start, stop, step } = value;
    return step === 1 ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`;
  }
  if (value instanceof SliceValue) return `slice(${joined(rt, [value.start, value.stop, value.step], source)})`;
  return null;
}

/** Addresses of objects are the same in each run, and none of the host's. */
export const ADDRESS = '0x7f0000000000';

function otherRepr(rt: Runtime, value: Value, source: SourceId): string {
  if (value instanceof ExceptionObject) {
    const { args, cls } = value;
    return `${cls.name}(${joined(rt, args, source)})`;
  }
  if (value instanceof ClassObject) {
    const own = (value.extra as { readonly repr?: string } | null)?.repr;
    return own ?? `<class '${value.builtIn ? value.qualname : `__main__.${value.qualname}`}'>`;
  }
  if (value instanceof Closure) return `<function ${infoOf(value).qualname} at ${ADDRESS}>`;
  if (value instanceof Method) return `<method '${value.name}'>`;
  if (value instanceof Builtin) return `<built-in function ${value.name}>`;
  if (value instanceof BoundMethod) {
    const name =
      value.target instanceof Closure ? infoOf(value.target).qualname : ((value.target as Builtin).name ?? '?');
    return `<bound method ${name} of ${reprOf(rt, value.self, source)}>`;
  }
  if (value instanceof Singleton) return value.text;
  if (value instanceof ModuleObject) return `<module '${value.name}'>`;
  if (value instanceof GeneratorObject) return `<generator object ${value.name} at ${ADDRESS}>`;
  if (value instanceof IteratorObject) return `<${value.typeName} object at ${ADDRESS}>`;
  if (value instanceof InertObject) return `<${value.name}>`;
  if (value instanceof SuperObject) return `<super: <class '${value.from.name}'>>`;
  const own = value as { readonly repr?: (rt: Runtime, source: SourceId) => string } | null;
  if (typeof own?.repr === 'function') return own.repr(rt, source);
  const cls = value instanceof Instance ? value.cls : null;
  const name = cls ? (cls.builtIn ? cls.name : `__main__.${cls.qualname}`) : typeName(value);
  return `<${name} object at ${ADDRESS}>`;
}
