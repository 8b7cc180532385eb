import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { builtin } from '../builtins/define';
import type { ErasedBase } from '../operators/classBuilding';
import { ModuleObject } from '../values/objects';
import { BuiltInClass, objectClass, types } from '../values/types';
import { abstractClasses } from './abstract';
import { NamedTuple } from './namedtuples';

/** A form of annotations: indexing it gives itself. */
class Form {
  readonly cls: BuiltInClass;

  constructor(readonly name: string) {
    this.cls = formClass;
  }

  get asBase(): BuiltInClass {
    return erased;
  }

  item(): Value {
    return this;
  }

  repr(_rt: Runtime, _source: SourceId): string {
    return `typing.${this.name}`;
  }
}

const formClass = new BuiltInClass('typing', objectClass);
/** `Generic[T]` and `Protocol` as bases count for nothing. */
const erased = new BuiltInClass('Generic', objectClass);
erased.maker = objectClass.maker;
erased.extra = { erased: true } satisfies ErasedBase;

const FORMS = [
  'Any', 'Optional', 'Union', 'Literal', 'Final', 'ClassVar', 'Annotated', 'Self', 'NoReturn', 'Never', 'Concatenate', 'TypeAlias',
  'Awaitable', 'Coroutine', 'AsyncIterator', 'Text', 'SupportsFloat', 'SupportsInt', 'SupportsIndex', 'SupportsAbs', 'Type', 'Unpack',
]; // biome-ignore format: a list

const named = (name: string) => builtin(name, 'name=, *args', () => new Form(name));

export const typing = new ModuleObject(
  'typing',
  new Map<string, Value>([
    ...abstractClasses,
    ...FORMS.map((name) => [name, new Form(name)] as const),
    ['List', types.list],
    ['Tuple', types.tuple],
    ['Dict', types.dict],
    ['DefaultDict', types.dict],
    ['Set', types.set],
    ['FrozenSet', types.frozenset],
    ['Deque', types.list],
    ['Generic', erased],
    ['Protocol', erased],
    ['NamedTuple', NamedTuple],
    ['TypedDict', types.dict],
    ['TYPE_CHECKING', false],
    ['TypeVar', named('TypeVar')],
    ['ParamSpec', named('ParamSpec')],
    ['NewType', builtin('NewType', 'name, tp', () => builtin('NewType', 'value', (_rt, [value]) => value))],
    ['cast', builtin('cast', 'typ, val', (_rt, [, value]) => value)],
    ['overload', builtin('overload', 'func', (_rt, [fn]) => fn)],
    ['final', builtin('final', 'f', (_rt, [fn]) => fn)],
    ['override', builtin('override', 'f', (_rt, [fn]) => fn)],
    ['no_type_check', builtin('no_type_check', 'f', (_rt, [fn]) => fn)],
    ['runtime_checkable', builtin('runtime_checkable', 'cls', (_rt, [cls]) => cls)],
  ]),
);
