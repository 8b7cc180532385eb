import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import { UNINITIALISED, type Value } from '../../core/values';
import { reprOf } from '../text/repr';
import { ClassObject, linearise } from '../values/classes';
import { ClassMethod, Instance, Keywords, Property, StaticMethod, Tuple } from '../values/objects';
import { objectClass } from '../values/types';
import { callValue } from './call';
import { callSpecial } from './special';

export interface ClassParts {
  readonly name: string;
  readonly qualname: string;
  readonly doc: Value;
  readonly annotations: readonly { readonly name: string; readonly text: string }[];
  /** Bases, and keywords behind them. */
  readonly args: Value[];
  readonly names: readonly string[];
  readonly values: readonly Value[];
}

/** A base that makes its subclasses in its own way, such as `Enum` and `NamedTuple`. */
export interface MakesClasses {
  readonly makeClass: (rt: Runtime, parts: ClassParts, bases: readonly ClassObject[], source: SourceId) => ClassObject;
}

/** Bases that count for nothing. */
export interface ErasedBase {
  readonly erased: true;
}

/** What a `class` statement makes. */
export function makeClass(rt: Runtime, parts: ClassParts, source: SourceId): ClassObject {
  const last = parts.args.at(-1);
  const keywords = last instanceof Keywords ? last : null;
  const given = keywords ? parts.args.slice(0, -1) : parts.args;
  const bases: ClassObject[] = [];
  for (const base of given) {
    if (base instanceof ClassObject) {
      if ((base.extra as Partial<ErasedBase> | null)?.erased) continue;
      bases.push(base);
    } else if (!(base instanceof Tuple && base.items.every((item) => item instanceof ClassObject))) {
      const own = (base as { readonly asBase?: ClassObject } | null)?.asBase;
      if (own) bases.push(own);
      else throw rt.error('TypeError', `cannot use ${reprOf(rt, base, source)} as a base class`, source);
    }
  }
  for (const base of bases) {
    const maker = base.mro.map(({ extra }) => extra as Partial<MakesClasses> | null).find((extra) => extra?.makeClass);
    if (maker) return maker.makeClass!(rt, parts, bases, source);
  }
  const cls = buildClass(rt, parts, bases, source);
  initSubclass(rt, cls, keywords, source);
  return cls;
}

const FINAL: ReadonlySet<string> = new Set(['bool', 'NoneType', 'range', 'slice', 'function', 'ellipsis']);

/** The class itself, with its attributes. */
export function buildClass(
  rt: Runtime,
  parts: ClassParts,
  bases: readonly ClassObject[],
  source: SourceId,
): ClassObject {
  const own = bases.length > 0 ? bases : [objectClass];
  for (const base of own) {
    if (base.builtIn && FINAL.has(base.name))
      throw rt.error('TypeError', `type '${base.name}' is not an acceptable base type`, source);
    if (base.builtIn && (base.name === 'int' || base.name === 'float' || base.name === 'str')) {
      throw rt.unsupported(
        `classes that inherit from \`${base.name}\` are not supported; keep the value in an attribute`,
        source,
      );
    }
  }
  const repeated = own.find((base, k) => own.indexOf(base) !== k);
  if (repeated) throw rt.error('TypeError', `duplicate base class ${repeated.name}`, source);
  const mro = linearise(own);
  if (mro === null) {
    const names = own.map(({ name }) => name).join(', ');
    throw rt.error('TypeError', `Cannot create a consistent method resolution order (MRO) for bases ${names}`, source);
  }
  const maker = mro.find((base) => base.builtIn && base !== objectClass) ?? objectClass;
  const cls = new ClassObject(parts.name, own, maker.make, false, parts.qualname, mro);
  cls.doc = parts.doc;
  cls.annotations = parts.annotations;
  cls.extra =
    mro.map(({ extra }) => extra as { readonly inherited?: unknown } | null).find((extra) => extra?.inherited)
      ?.inherited ?? null;
  parts.names.forEach((name, k) => {
    const value = parts.values[k];
    if (value === UNINITIALISED) return;
    cls.define(name, name === '__init_subclass__' || name === '__class_getitem__' ? new ClassMethod(value) : value);
  });
  // A class that says what its objects equal says what their hash is, or they have none.
  if (cls.dict.has('__eq__') && !cls.dict.has('__hash__')) cls.define('__hash__', null);
  cls.abstracts = abstractsOf(cls);
  for (const [name, value] of [...cls.dict]) {
    if (!(value instanceof Instance)) continue;
    const method = value.cls.lookup('__set_name__');
    if (method !== undefined) callSpecial(rt, method, value, [cls, name], source);
  }
  return cls;
}

/** Functions that `abstractmethod` was put on. */
const abstracts = new WeakSet<object>();

export function markAbstract(value: Value): Value {
  if (typeof value === 'object' && value !== null) abstracts.add(value);
  return value;
}

function isAbstract(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (abstracts.has(value)) return true;
  if (value instanceof Property) return isAbstract(value.get) || isAbstract(value.set);
  return (value instanceof ClassMethod || value instanceof StaticMethod) && isAbstract(value.target);
}

function abstractsOf(cls: ClassObject): string[] {
  const isChecked = cls.mro.some(({ name, builtIn }) => builtIn && name === 'ABC') || usesMetaclass(cls);
  if (!isChecked) return [];
  const names = new Set([...cls.dict.keys(), ...cls.bases.flatMap((base) => base.abstracts)]);
  return [...names].filter((name) => isAbstract(cls.lookup(name))).sort();
}

function usesMetaclass(cls: ClassObject): boolean {
  return cls.mro.some((base) => [...base.dict.values()].some(isAbstract));
}

function initSubclass(rt: Runtime, cls: ClassObject, keywords: Keywords | null, source: SourceId): void {
  const hook = cls.lookupAfter(cls, '__init_subclass__');
  const names = keywords?.names.filter((name) => name !== 'metaclass') ?? [];
  if (hook instanceof ClassMethod) {
    const values = names.map((name) => keywords!.values[keywords!.names.indexOf(name)]);
    callValue(rt, hook.target, [cls, ...(names.length > 0 ? [new Keywords(names, values)] : [])], source);
  } else if (names.length > 0) {
    throw rt.error('TypeError', `${cls.name}.__init_subclass__() takes no keyword arguments`, source);
  }
}
