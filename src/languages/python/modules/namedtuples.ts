import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { builtin } from '../builtins/define';
import { argumentsFor } from '../lowering/arguments';
import { buildClass, type ClassParts, type MakesClasses } from '../operators/classBuilding';
import { listOf } from '../operators/iterate';
import type { Parameters } from '../parsing/ast';
import { reprOf } from '../text/repr';
import { ClassObject } from '../values/classes';
import { Dict } from '../values/dict';
import { ClassMethod, type Keywords, Method, Property, Tuple } from '../values/objects';
import { BuiltInClass, types } from '../values/types';

/** Parameters by their names, for classes that make their own `__init__`. */
export function parametersNamed(names: readonly string[]): Parameters {
  return names.map((name) => ({ name, kind: 'positional', fallback: null, annotation: null, start: 0, end: 0 }));
}

/** Makes a class of tuples whose elements have names. */
export function namedTupleClass(name: string, fields: readonly string[], defaults: readonly Value[]): ClassObject {
  const parameters = parametersNamed(fields);
  const cls: ClassObject = new ClassObject(
    name,
    [types.tuple],
    (rt, target, args) => new Tuple(argumentsFor(rt, parameters, `${name}.__new__`, defaults, args, 1), target),
    false,
    name,
    types.tuple.mro,
  );
  fields.forEach((field, k) => {
    cls.define(
      field,
      new Property(
        builtin(field, 'self', (_rt, [self]) => (self as Tuple).items[k]),
        null,
        null,
      ),
    );
  });
  cls.define('_fields', new Tuple(fields));
  cls.define('__match_args__', new Tuple(fields));
  const method = (key: string, apply: Method['apply']) => cls.define(key, new Method(key, 0, apply));
  method('__repr__', (rt, _self, [self], source) => {
    const parts = fields.map((field, k) => `${field}=${reprOf(rt, (self as Tuple).items[k], source)}`);
    return `${(self as Tuple).cls?.name ?? name}(${parts.join(', ')})`;
  });
  method('_asdict', (_rt, _self, [self]) => {
    const dict = new Dict();
    for (const [k, field] of fields.entries()) dict.setText(field, (self as Tuple).items[k]);
    return dict;
  });
  method('_replace', (rt, _self, args, source) => {
    const [self, keywords] = args as [Tuple, Keywords?];
    const items = self.items.slice();
    keywords?.names.forEach((key, k) => {
      const index = fields.indexOf(key);
      if (index === -1) throw rt.error('ValueError', `Got unexpected field names: ['${key}']`, source);
      items[index] = keywords.values[k];
    });
    return new Tuple(items, self.cls);
  });
  cls.define(
    '_make',
    new ClassMethod(
      builtin('_make', 'cls, iterable', (rt, [target, iterable], source) =>
        (target as ClassObject).make(rt, target as ClassObject, listOf(rt, iterable, source), source),
      ),
    ),
  );
  return cls;
}

export const namedtuple = builtin(
  'namedtuple',
  'typename, field_names, *, rename=, defaults=, module=',
  (rt, [name, fields, _rename, defaults], source) => {
    const names =
      typeof fields === 'string'
        ? fields.replaceAll(',', ' ').split(/\s+/).filter(Boolean)
        : (listOf(rt, fields, source) as string[]);
    for (const field of names) {
      if (field.startsWith('_'))
        throw rt.error('ValueError', `Field names cannot start with an underscore: '${field}'`, source);
    }
    const given = defaults === undefined || defaults === null ? [] : listOf(rt, defaults, source);
    return namedTupleClass(name as string, names, aligned(names.length, given));
  },
);

/** Defaults belong to the last parameters. */
function aligned(count: number, defaults: readonly Value[]): Value[] {
  return Array.from({ length: count }, (_, k) => defaults[k - (count - defaults.length)]);
}

/** `class Point(NamedTuple):`. */
export const NamedTuple = new BuiltInClass('NamedTuple', types.tuple);
NamedTuple.extra = {
  makeClass(rt: Runtime, parts: ClassParts, bases: readonly ClassObject[], source: SourceId): ClassObject {
    // What inherits from a named tuple is a class like any other.
    if (!bases.includes(NamedTuple)) return buildClass(rt, parts, bases, source);
    const fields = parts.annotations.map(({ name }) => name);
    const defaults = fields
      .map((name) => parts.values[parts.names.indexOf(name)])
      .map((value) => (typeof value === 'symbol' ? undefined : value));
    const cls = namedTupleClass(parts.name, fields, defaults);
    parts.names.forEach((name, k) => {
      if (!fields.includes(name) && typeof parts.values[k] !== 'symbol') cls.define(name, parts.values[k]);
    });
    cls.doc = parts.doc;
    return cls;
  },
} satisfies MakesClasses;
