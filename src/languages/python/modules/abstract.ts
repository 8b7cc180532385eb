import type { Value } from '../../core/values';
import { builtin } from '../builtins/define';
import { callValue } from '../operators/call';
import { type ErasedBase, markAbstract } from '../operators/classBuilding';
import type { ClassObject } from '../values/classes';
import { ModuleObject, type Property } from '../values/objects';
import { BuiltInClass, objectClass, types } from '../values/types';

/** `ABC` and `abstractmethod`. */
const abc = new BuiltInClass('ABC', objectClass);
abc.maker = objectClass.maker;
const abcMeta = new BuiltInClass('ABCMeta', objectClass);

export const abcModule = new ModuleObject(
  'abc',
  new Map<string, Value>([
    ['ABC', abc],
    ['ABCMeta', abcMeta],
    ['abstractmethod', builtin('abstractmethod', 'funcobj', (_rt, [fn]) => markAbstract(fn))],
    [
      'abstractproperty',
      builtin('abstractproperty', 'fget', (rt, [fn], source) =>
        markAbstract(callValue(rt, types.property, [fn], source) as Property),
      ),
    ],
  ]),
);

const { list, tuple, str, range, dict, set, frozenset, generator } = types;

/** A class that others count as instances of by what they can do. */
function abstract(name: string, known: readonly ClassObject[], methods: readonly string[]): BuiltInClass {
  const cls = new BuiltInClass(name, objectClass);
  cls.maker = objectClass.maker;
  cls.extra = {
    holds: (other: ClassObject) =>
      known.some((each) => other.inherits(each)) ||
      (methods.length > 0 && methods.every((method) => other.lookup(method) !== undefined && !other.builtIn)),
    erased: true,
  } satisfies ErasedBase & { holds: (other: ClassObject) => boolean };
  return cls;
}

const CONTAINERS = [list, tuple, str, range, dict, set, frozenset];

export const abstractClasses = new Map<string, Value>([
  ['Iterable', abstract('Iterable', [...CONTAINERS, generator], ['__iter__'])],
  ['Iterator', abstract('Iterator', [generator], ['__iter__', '__next__'])],
  ['Generator', abstract('Generator', [generator], [])],
  ['Sequence', abstract('Sequence', [list, tuple, str, range], [])],
  ['MutableSequence', abstract('MutableSequence', [list], [])],
  ['Mapping', abstract('Mapping', [dict], [])],
  ['MutableMapping', abstract('MutableMapping', [dict], [])],
  ['Set', abstract('Set', [set, frozenset], [])],
  ['Sized', abstract('Sized', CONTAINERS, ['__len__'])],
  ['Container', abstract('Container', CONTAINERS, ['__contains__'])],
  ['Collection', abstract('Collection', CONTAINERS, ['__len__', '__iter__', '__contains__'])],
  ['Callable', abstract('Callable', [types.function, types.builtin, types.method], ['__call__'])],
  ['Hashable', abstract('Hashable', [str, tuple, types.int, types.float, frozenset], ['__hash__'])],
]);

export const abstractCollections = new ModuleObject('collections.abc', abstractClasses);
