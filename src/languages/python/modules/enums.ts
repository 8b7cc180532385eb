import type { SourceId } from '../../../engine/sources';
import { Builtin, Closure } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import { UNINITIALISED, type Value } from '../../core/values';
import { builtin, methods } from '../builtins/define';
import { add } from '../operators/arithmetic';
import { buildClass, type ClassParts, type MakesClasses } from '../operators/classBuilding';
import { compareOperators, equals } from '../operators/compare';
import { hashOf } from '../operators/hashing';
import { callSpecial } from '../operators/special';
import { binaryOperators } from '../operators/table';
import { formatValue } from '../text/format';
import { reprOf, textOf } from '../text/repr';
import type { ClassObject } from '../values/classes';
import { raised } from '../values/exceptions';
import { ClassMethod, Instance, Method, ModuleObject, Property, StaticMethod, Tuple } from '../values/objects';
import { BuiltInClass, objectClass } from '../values/types';

/** A value that is made from the one before. */
class Auto {}

/** What a class of enums keeps. */
class EnumExtra {
  readonly members: Instance[] = [];
  readonly names = new Map<string, Instance>();

  constructor(readonly name: string) {}

  /** `Color(1)`. */
  readonly call = (rt: Runtime, cls: ClassObject, [value]: Value[], source: SourceId): Value => {
    if (value instanceof Instance && value.cls === cls) return value;
    const found = this.members.find((member) => equals(rt, member.fields.get('_value_'), value, source));
    if (found) return found;
    const missing = cls.lookup('_missing_');
    if (missing instanceof ClassMethod) {
      const made = callSpecial(rt, missing.target, cls, [value], source);
      if (made instanceof Instance) return made;
    }
    throw rt.error('ValueError', `${reprOf(rt, value, source)} is not a valid ${cls.qualname}`, source);
  };

  readonly iterate = (): readonly Value[] => this.members;

  readonly item = (rt: Runtime, key: Value, source: SourceId): Value => {
    const member = typeof key === 'string' ? this.names.get(key) : undefined;
    if (!member) throw raised(rt, 'KeyError', [key], source);
    return member;
  };

  get repr(): string {
    return `<enum '${this.name}'>`;
  }
}

function isMemberValue(name: string, value: Value): boolean {
  if (value === UNINITIALISED || /^_.*_$|^__/.test(name)) return false;
  return !(
    value instanceof Closure ||
    value instanceof Builtin ||
    value instanceof Property ||
    value instanceof StaticMethod ||
    value instanceof ClassMethod
  );
}

const makesEnums: MakesClasses = {
  makeClass(rt: Runtime, parts: ClassParts, bases: readonly ClassObject[], source: SourceId): ClassObject {
    const parent = bases.find((base) => base.extra instanceof EnumExtra && base.extra.members.length > 0);
    if (parent) throw rt.error('TypeError', `<enum '${parts.name}'> cannot extend <enum '${parent.name}'>`, source);
    const isMember = parts.names.map((name, k) => isMemberValue(name, parts.values[k]));
    const others = {
      ...parts,
      names: parts.names.filter((_, k) => !isMember[k]),
      values: parts.values.filter((_, k) => !isMember[k]),
    };
    const plain = bases.filter((base) => base.name !== 'str' && base.name !== 'int' && base.name !== 'float');
    const cls = buildClass(rt, others, plain, source);
    const extra = new EnumExtra(cls.qualname);
    cls.extra = extra;
    let last: Value = null;
    parts.names.forEach((name, k) => {
      if (!isMember[k]) return;
      let value = parts.values[k];
      if (value instanceof Auto) value = nextValue(rt, cls, name, last, source);
      last = value;
      const alias = extra.members.find((member) => equals(rt, member.fields.get('_value_'), value, source));
      const member = alias ?? new Instance(cls);
      if (!alias) {
        member.fields.set('_name_', name);
        member.fields.set('_value_', value);
        const init = cls.lookup('__init__');
        if (init instanceof Closure)
          callSpecial(rt, init, member, value instanceof Tuple ? [...value.items] : [value], source);
        extra.members.push(member);
      }
      extra.names.set(name, member);
      cls.define(name, member);
    });
    return cls;
  },
};

function nextValue(rt: Runtime, cls: ClassObject, name: string, last: Value, source: SourceId): Value {
  if (cls.mro.some((base) => base.builtIn && base.name === 'StrEnum')) return name.toLowerCase();
  if (cls.mro.some((base) => base.builtIn && /Flag$/.test(base.name)))
    return last === null ? 1 : add(rt, last, last, source);
  return last === null ? 1 : add(rt, last, 1, source);
}

function enumClass(name: string, base: BuiltInClass | null): BuiltInClass {
  const cls = new BuiltInClass(name, base ?? objectClass);
  cls.maker = objectClass.maker;
  cls.extra = makesEnums;
  return cls;
}

const Enum = enumClass('Enum', null);
const valueIn = (self: Value): Value => (self as Instance).fields.get('_value_');
const nameOf = (self: Value): string => (self as Instance).fields.get('_name_') as string;

Enum.define(
  'name',
  new Property(
    builtin('name', 'self', (_rt, [self]) => nameOf(self)),
    null,
    null,
  ),
);
Enum.define(
  'value',
  new Property(
    builtin('value', 'self', (_rt, [self]) => valueIn(self)),
    null,
    null,
  ),
);
methods(Enum, {
  '__repr__()': (rt, [self], source) =>
    `<${(self as Instance).cls.name}.${nameOf(self)}: ${reprOf(rt, valueIn(self), source)}>`,
  '__str__()': (_rt, [self]) => `${(self as Instance).cls.name}.${nameOf(self)}`,
  '__format__(spec, /)': (rt, [self, spec], source) =>
    formatValue(rt, textOf(rt, self, source), spec as string, source),
});

/** Enums that are also values of a type: operators work on what they stand for. */
function mixed(name: string): BuiltInClass {
  const cls = enumClass(name, Enum);
  const other = (value: Value): Value =>
    value instanceof Instance && value.fields.has('_value_') ? valueIn(value) : value;
  const operator = (method: string, apply: (rt: Runtime, a: Value, b: Value, source: SourceId) => Value) =>
    cls.define(
      method,
      new Method(method, 0, (rt, _self, [self, right], source) => apply(rt, valueIn(self), other(right), source)),
    );
  const NAMES: Readonly<Record<string, string>> = {
    '+': 'add',
    '-': 'sub',
    '*': 'mul',
    '/': 'truediv',
    '//': 'floordiv',
    '%': 'mod',
    '**': 'pow',
    '&': 'and',
    '|': 'or',
    '^': 'xor',
  };
  for (const [symbol, word] of Object.entries(NAMES)) {
    operator(`__${word}__`, binaryOperators[symbol]!);
    operator(`__r${word}__`, (rt, a, b, source) => binaryOperators[symbol]!(rt, b, a, source));
  }
  for (const [symbol, word] of Object.entries({ '==': 'eq', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' }))
    operator(`__${word}__`, compareOperators[symbol]!);
  methods(cls, {
    '__hash__()': (rt, [self], source) => hashOf(rt, valueIn(self), source),
    '__str__()': (rt, [self], source) => textOf(rt, valueIn(self), source),
    '__format__(spec, /)': (rt, [self, spec], source) => formatValue(rt, valueIn(self), spec as string, source),
  });
  for (const method of ['__int__', '__index__', '__float__'])
    cls.define(method, new Method(method, 0, (_rt, _self, [self]) => valueIn(self)));
  return cls;
}

export const enums = new ModuleObject(
  'enum',
  new Map<string, Value>([
    ['Enum', Enum],
    ['IntEnum', mixed('IntEnum')],
    ['StrEnum', mixed('StrEnum')],
    ['auto', builtin('auto', '', () => new Auto())],
    ['unique', builtin('unique', 'enumeration', (_rt, [cls]) => cls)],
  ]),
  (name) => (/Flag/.test(name) ? `\`enum.${name}\` is not supported; use ints` : null),
);
