import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { builtin, functions } from '../builtins/define';
import { argumentsFor } from '../lowering/arguments';
import { findAttribute, setPlainly } from '../operators/attributes';
import { callValue, takeKeywords } from '../operators/call';
import { compareOperators } from '../operators/compare';
import { hashOf } from '../operators/hashing';
import { truthy } from '../operators/truth';
import type { Parameters } from '../parsing/ast';
import { reprOf } from '../text/repr';
import { ClassObject } from '../values/classes';
import { Dict } from '../values/dict';
import { exceptions } from '../values/exceptions';
import {
  Instance,
  Keywords,
  Method,
  ModuleObject,
  notImplemented,
  Property,
  Singleton,
  Tuple,
} from '../values/objects';
import { SetValue } from '../values/sets';
import { BuiltInClass, objectClass, typeName } from '../values/types';
import { deepCopy } from './copy';

const missing = new Singleton('MISSING', '_MISSING_TYPE');

/** What `field(…)` says, or a plain default. */
class Field {
  readonly cls = fieldClass;
  name = '';

  constructor(
    readonly fallback: Value,
    readonly factory: Value,
    readonly init: boolean,
    readonly repr: boolean,
    readonly compare: boolean,
    readonly keywordOnly: boolean,
    /** `InitVar`: a parameter that is no attribute. */
    readonly initOnly = false,
  ) {}

  get hasDefault(): boolean {
    return this.fallback !== undefined || this.factory !== undefined;
  }
}

const fieldClass = new BuiltInClass('Field', objectClass);
fieldClass.define(
  'name',
  new Property(
    builtin('name', 'self', (_rt, [self]) => (self as Field).name),
    null,
    null,
  ),
);
fieldClass.define(
  'default',
  new Property(
    builtin('default', 'self', (_rt, [self]) => (self as Field).fallback ?? missing),
    null,
    null,
  ),
);

const fieldsByClass = new WeakMap<ClassObject, readonly Field[]>();

function fieldsOf(cls: ClassObject): readonly Field[] | null {
  for (const base of cls.mro) {
    const known = fieldsByClass.get(base);
    if (known) return known;
  }
  return null;
}

interface Options {
  readonly init: boolean;
  readonly repr: boolean;
  readonly eq: boolean;
  readonly order: boolean;
  readonly frozen: boolean;
  readonly keywordOnly: boolean;
  readonly unsafeHash: boolean;
}

function collect(rt: Runtime, cls: ClassObject, options: Options, source: SourceId): Field[] {
  const fields = new Map<string, Field>();
  for (const base of [...cls.mro].slice(1).reverse())
    for (const field of fieldsByClass.get(base) ?? []) fields.set(field.name, field);
  let keywordOnly = options.keywordOnly;
  for (const { name, text } of cls.annotations) {
    if (/^(typing\.)?ClassVar\b/.test(text)) continue;
    if (/^(dataclasses\.)?KW_ONLY$/.test(text)) {
      keywordOnly = true;
      continue;
    }
    const given = cls.dict.get(name);
    const isInitVar = /^(dataclasses\.)?InitVar\b/.test(text);
    if (Array.isArray(given) || given instanceof Dict || given instanceof SetValue) {
      throw rt.error(
        'ValueError',
        `mutable default <class '${typeName(given)}'> for field ${name} is not allowed: use default_factory`,
        source,
      );
    }
    const own = given instanceof Field ? given : null;
    const field = new Field(
      own ? own.fallback : given,
      own?.factory,
      own?.init ?? true,
      own?.repr ?? true,
      own?.compare ?? true,
      own?.keywordOnly || keywordOnly,
      isInitVar,
    );
    field.name = name;
    fields.set(name, field);
    if (own) {
      if (own.fallback === undefined) cls.remove(name);
      else cls.define(name, own.fallback);
    }
  }
  return [...fields.values()];
}

function parametersOf(rt: Runtime, fields: readonly Field[], source: SourceId): Parameters {
  const positional = fields.filter(({ keywordOnly }) => !keywordOnly);
  positional.forEach((field, k) => {
    if (!field.hasDefault && positional.slice(0, k).some(({ hasDefault }) => hasDefault)) {
      throw rt.error('TypeError', `non-default argument '${field.name}' follows default argument`, source);
    }
  });
  return [...positional, ...fields.filter(({ keywordOnly }) => keywordOnly)].map(({ name, keywordOnly }) => ({
    name,
    kind: keywordOnly ? 'keywordOnly' : 'positional',
    fallback: null,
    annotation: null,
    start: 0,
    end: 0,
  }));
}

/** In place of a default that is made anew for each object. */
const MADE = new Singleton('<factory>', 'factory');

function defineInit(rt: Runtime, cls: ClassObject, fields: readonly Field[], frozen: boolean, source: SourceId): void {
  const taken = fields.filter(({ init }) => init);
  const parameters = parametersOf(rt, taken, source);
  const byName = new Map(fields.map((field) => [field.name, field]));
  const defaults = parameters.map(({ name }) => {
    const field = byName.get(name)!;
    return field.factory !== undefined ? MADE : field.fallback;
  });
  cls.define(
    '__init__',
    new Method('__init__', 0, (r, _self, [self, ...args], at) => {
      const given = argumentsFor(r, parameters, `${cls.qualname}.__init__`, defaults, args, 1);
      const values = new Map(parameters.map(({ name }, k) => [name, given[k]]));
      const extra: Value[] = [];
      for (const field of fields) {
        let value = field.init ? values.get(field.name) : (field.fallback ?? MADE);
        if (value === MADE) value = field.factory === undefined ? undefined : callValue(r, field.factory, [], at);
        if (field.initOnly) extra.push(value);
        else if (value !== undefined) setPlainly(r, self, field.name, value, at);
      }
      const post = cls.lookup('__post_init__');
      if (post !== undefined) callValue(r, findAttribute(r, self, '__post_init__', at), extra, at);
      if (frozen && self instanceof Instance) self.frozen = true;
      return null;
    }),
  );
}

function valuesOf(rt: Runtime, self: Value, fields: readonly Field[], source: SourceId): Tuple {
  return new Tuple(
    fields.filter(({ compare }) => compare).map(({ name }) => findAttribute(rt, self, name, source) ?? null),
  );
}

function makeDataclass(rt: Runtime, cls: ClassObject, options: Options, source: SourceId): ClassObject {
  const fields = collect(rt, cls, options, source);
  fieldsByClass.set(cls, fields);
  const shown = fields.filter(({ initOnly }) => !initOnly);
  if (options.init && !cls.dict.has('__init__')) defineInit(rt, cls, fields, options.frozen, source);
  if (!cls.dict.has('__match_args__'))
    cls.define(
      '__match_args__',
      new Tuple(fields.filter(({ init, keywordOnly }) => init && !keywordOnly).map(({ name }) => name)),
    );
  if (options.repr && !cls.dict.has('__repr__')) {
    cls.define(
      '__repr__',
      new Method('__repr__', 0, (r, _self, [self], at) => {
        const parts = shown
          .filter(({ repr }) => repr)
          .map(({ name }) => `${name}=${reprOf(r, findAttribute(r, self, name, at) ?? null, at)}`);
        return `${(self as Instance).cls.qualname}(${parts.join(', ')})`;
      }),
    );
  }
  const compared = (name: string, symbol: string) =>
    cls.define(
      name,
      new Method(name, 0, (r, _self, [self, other], at) => {
        if (!(other instanceof Instance) || other.cls !== (self as Instance).cls) return notImplemented;
        return compareOperators[symbol]!(r, valuesOf(r, self, shown, at), valuesOf(r, other, shown, at), at);
      }),
    );
  const hasOwnEquality = cls.dict.has('__eq__');
  if (options.eq && !hasOwnEquality) compared('__eq__', '==');
  if (options.order)
    for (const [name, symbol] of [
      ['__lt__', '<'],
      ['__le__', '<='],
      ['__gt__', '>'],
      ['__ge__', '>='],
    ] as const)
      compared(name, symbol);
  const hash = cls.dict.get('__hash__');
  if (options.unsafeHash || (options.eq && options.frozen)) {
    if (hash === undefined || hash === null) {
      cls.define(
        '__hash__',
        new Method('__hash__', 0, (r, _self, [self], at) => hashOf(r, valuesOf(r, self, shown, at), at)),
      );
    }
  } else if (options.eq && !cls.dict.has('__hash__')) cls.define('__hash__', null);
  return cls;
}

function dictOf(rt: Runtime, value: Value, asTuple: boolean, source: SourceId): Value {
  const fields = value instanceof Instance ? fieldsOf(value.cls) : null;
  if (fields) {
    const parts = fields.map(
      ({ name }) => [name, dictOf(rt, findAttribute(rt, value, name, source), asTuple, source)] as const,
    );
    if (asTuple) return new Tuple(parts.map(([, part]) => part));
    const dict = new Dict();
    for (const [name, part] of parts) dict.setText(name, part);
    return dict;
  }
  if (Array.isArray(value)) return value.map((item) => dictOf(rt, item, asTuple, source));
  if (value instanceof Tuple)
    return new Tuple(
      value.items.map((item) => dictOf(rt, item, asTuple, source)),
      value.cls,
    );
  if (value instanceof Dict) {
    const copy = value.copy();
    for (const entry of copy.entries.values()) entry.value = dictOf(rt, entry.value, asTuple, source);
    return copy;
  }
  return deepCopy(rt, value, source, new Map());
}

const flag = (rt: Runtime, value: Value, fallback: boolean) => (value === undefined ? fallback : truthy(rt, value));

function needFields(rt: Runtime, value: Value, name: string, source: SourceId): readonly Field[] {
  const fields =
    value instanceof ClassObject ? fieldsOf(value) : value instanceof Instance ? fieldsOf(value.cls) : null;
  if (fields) return fields;
  throw rt.error('TypeError', `${name}() should be called on dataclass instances`, source);
}

const members = functions({
  'dataclass(cls=, /, *, init=, repr=, eq=, order=, unsafe_hash=, frozen=, match_args=, kw_only=, slots=)': (
    rt,
    args,
    source,
  ) => {
    const [cls, init, repr, eq, order, unsafeHash, frozen, , keywordOnly] = args;
    const options: Options = {
      init: flag(rt, init, true),
      repr: flag(rt, repr, true),
      eq: flag(rt, eq, true),
      order: flag(rt, order, false),
      unsafeHash: flag(rt, unsafeHash, false),
      frozen: flag(rt, frozen, false),
      keywordOnly: flag(rt, keywordOnly, false),
    };
    if (cls instanceof ClassObject) return makeDataclass(rt, cls, options, source);
    return builtin('wrap', 'cls', (r, [inner], at) => makeDataclass(r, inner as ClassObject, options, at));
  },
  'field(*, default=, default_factory=, init=, repr=, hash=, compare=, metadata=, kw_only=)': (rt, args) => {
    const [fallback, factory, init, repr, , compare, , keywordOnly] = args;
    return new Field(
      fallback,
      factory,
      flag(rt, init, true),
      flag(rt, repr, true),
      flag(rt, compare, true),
      flag(rt, keywordOnly, false),
    );
  },
  'asdict(obj)': (rt, [value], source) => {
    needFields(rt, value, 'asdict', source);
    return dictOf(rt, value, false, source);
  },
  'astuple(obj)': (rt, [value], source) => {
    needFields(rt, value, 'astuple', source);
    return dictOf(rt, value, true, source);
  },
  'fields(class_or_instance)': (rt, [value], source) =>
    new Tuple(needFields(rt, value, 'fields', source).filter(({ initOnly }) => !initOnly)),
  'is_dataclass(obj)': (_rt, [value]) =>
    (value instanceof ClassObject ? fieldsOf(value) : value instanceof Instance ? fieldsOf(value.cls) : null) !== null,
});
members.set(
  'replace',
  new Method('replace', 0, (rt, _self, args, source) => {
    const given = args.slice();
    const changes = takeKeywords(given);
    const [value] = given;
    const names: string[] = [...(changes?.names ?? [])];
    const values: Value[] = [...(changes?.values ?? [])];
    for (const { name, init } of needFields(rt, value, 'replace', source)) {
      if (!init || names.includes(name)) continue;
      names.push(name);
      values.push(findAttribute(rt, value, name, source));
    }
    return callValue(rt, (value as Instance).cls, [new Keywords(names, values)], source);
  }),
);
members.set('MISSING', missing);
members.set('KW_ONLY', missing);
members.set('InitVar', fieldClass);
members.set('FrozenInstanceError', exceptions.get('dataclasses.FrozenInstanceError'));

export const dataclasses = new ModuleObject('dataclasses', members);
