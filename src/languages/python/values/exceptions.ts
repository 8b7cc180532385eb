import type { SourceId } from '../../../engine/sources';
import type { Thrown } from '../../core/failure';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import type { ClassObject } from './classes';
import { ExceptionObject, Keywords } from './objects';
import { BuiltInClass, objectClass } from './types';

/** Built-in exceptions, each behind the one that it inherits from. */
const HIERARCHY: readonly (readonly [name: string, base: string | null])[] = [
  ['BaseException', null], ['SystemExit', 'BaseException'], ['KeyboardInterrupt', 'BaseException'], ['GeneratorExit', 'BaseException'],
  ['Exception', 'BaseException'], ['StopIteration', 'Exception'], ['StopAsyncIteration', 'Exception'], ['ArithmeticError', 'Exception'],
  ['FloatingPointError', 'ArithmeticError'], ['OverflowError', 'ArithmeticError'], ['ZeroDivisionError', 'ArithmeticError'],
  ['AssertionError', 'Exception'], ['AttributeError', 'Exception'], ['BufferError', 'Exception'], ['EOFError', 'Exception'],
  ['ImportError', 'Exception'], ['ModuleNotFoundError', 'ImportError'], ['LookupError', 'Exception'], ['IndexError', 'LookupError'],
  ['KeyError', 'LookupError'], ['MemoryError', 'Exception'], ['NameError', 'Exception'], ['UnboundLocalError', 'NameError'],
  ['OSError', 'Exception'], ['FileNotFoundError', 'OSError'], ['FileExistsError', 'OSError'], ['PermissionError', 'OSError'],
  ['TimeoutError', 'OSError'], ['ConnectionError', 'OSError'], ['RuntimeError', 'Exception'], ['NotImplementedError', 'RuntimeError'],
  ['RecursionError', 'RuntimeError'], ['SyntaxError', 'Exception'], ['IndentationError', 'SyntaxError'], ['SystemError', 'Exception'],
  ['TypeError', 'Exception'], ['ValueError', 'Exception'], ['UnicodeError', 'ValueError'], ['Warning', 'Exception'],
  ['UserWarning', 'Warning'], ['DeprecationWarning', 'Warning'], ['RuntimeWarning', 'Warning'], ['FutureWarning', 'Warning'],
]; // biome-ignore format: a table

export const exceptions = new Map<string, BuiltInClass>();

for (const [name, base] of HIERARCHY) define(name, base === null ? objectClass : exceptions.get(base)!);

function define(name: string, base: ClassObject, key = name): BuiltInClass {
  const cls = new BuiltInClass(name, base);
  cls.maker = (rt, target, args, source) => {
    const last = args.at(-1);
    if (last instanceof Keywords) {
      // Classes of the user's may give what their `__init__` takes by name.
      if (target.builtIn) throw rt.error('TypeError', `${name}() takes no keyword arguments`, source);
      return new ExceptionObject(target, args.slice(0, -1));
    }
    return new ExceptionObject(target, args.slice());
  };
  exceptions.set(key, cls);
  return cls;
}

/** An exception of a module of its own, such as `statistics.StatisticsError`. */
export function defineException(key: string, base: string): BuiltInClass {
  return define(key.split('.').at(-1)!, exceptions.get(base)!, key);
}

defineException('dataclasses.FrozenInstanceError', 'AttributeError');
defineException('statistics.StatisticsError', 'ValueError');

export const baseException = exceptions.get('BaseException')!;
exceptions.set('IOError', exceptions.get('OSError')!);

export function makeException(name: string, args: Value[]): ExceptionObject {
  return new ExceptionObject(exceptions.get(name) ?? exceptions.get('Exception')!, args);
}

/** What is thrown for an exception of Python's own. */
export function raised(rt: Runtime, name: string, args: Value[], source: SourceId): Thrown {
  return rt.thrown(makeException(name, args), source);
}

export function isException(value: Value): value is ExceptionObject {
  return value instanceof ExceptionObject;
}

/** The class among those that are caught; by name for the few that the language itself looks for. */
export function inheritsFrom(value: ExceptionObject, name: string): boolean {
  return value.cls.inherits(exceptions.get(name)!);
}
