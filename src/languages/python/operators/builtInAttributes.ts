import type { SourceId } from '../../../engine/sources';
import { Builtin, Closure } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { Dict } from '../values/dict';
import { isFloat, isInt } from '../values/numbers';
import {
  BoundMethod,
  ExceptionObject,
  GeneratorObject,
  infoOf,
  RangeValue,
  SliceValue,
  Tuple,
} from '../values/objects';

/** Attributes of built-in objects that are no methods. */
export function builtInAttribute(rt: Runtime, object: Value, name: string, source: SourceId): Value {
  if (object instanceof Closure) return functionAttribute(object, name);
  if (object instanceof BoundMethod) {
    return object.target instanceof Closure
      ? functionAttribute(object.target, name)
      : builtInAttribute(rt, object.target, name, source);
  }
  if (object instanceof Builtin) {
    if (name === '__name__' || name === '__qualname__') return object.name;
    if (name === '__doc__') return null;
    return object.attached instanceof Map ? object.attached.get(name) : undefined;
  }
  if (object instanceof ExceptionObject) return exceptionAttribute(object, name);
  if (object instanceof RangeValue || object instanceof SliceValue) {
    return name === 'start' || name === 'stop' || name === 'step' ? object[name] : undefined;
  }
  if (object instanceof GeneratorObject && name === '__name__') return object.name;
  if (isInt(object) || isFloat(object)) return numberAttribute(object, name);
  if (object instanceof Dict && name === 'default_factory' && object.factory !== undefined) return object.factory;
  return undefined;
}

function functionAttribute(closure: Closure, name: string): Value {
  const info = infoOf(closure);
  switch (name) {
    case '__name__':
      return info.name;
    case '__qualname__':
      return info.qualname;
    case '__doc__':
      return info.doc;
    case '__module__':
      return '__main__';
    case '__defaults__': {
      const given = info.defaults.filter((value) => value !== undefined);
      return given.length > 0 ? new Tuple(given) : null;
    }
    case '__annotations__':
      return new Dict();
  }
  return info.fields?.get(name);
}

function exceptionAttribute(exception: ExceptionObject, name: string): Value {
  switch (name) {
    case 'args':
      return new Tuple(exception.args);
    case '__cause__':
      return exception.cause;
    case '__context__':
      return exception.context;
    case '__suppress_context__':
      return exception.suppressContext;
    case '__traceback__':
      return null;
    case 'value':
      return exception.cls.name === 'StopIteration' ? (exception.args[0] ?? null) : undefined;
    case 'code':
      return exception.cls.name === 'SystemExit' ? (exception.args[0] ?? null) : undefined;
  }
  return undefined;
}

function numberAttribute(value: Value, name: string): Value {
  switch (name) {
    case 'real':
      return typeof value === 'boolean' ? Number(value) : value;
    case 'imag':
      return 0;
    case 'numerator':
      return value instanceof Tracked || isInt(value) ? value : undefined;
    case 'denominator':
      return isInt(value) ? 1 : undefined;
  }
  return undefined;
}
