import type { Value } from '../../core/values';
import { exceptions } from '../values/exceptions';
import { ellipsis, notImplemented } from '../values/objects';
import { boolClass, types } from '../values/types';
import { iterationFunctions } from './iteration';
import { extremes, numberFunctions } from './numbers';
import { objectFunctions } from './objects';
import './conversions';
import './lists';
import './dicts';
import './strings';
import './others';

const {
  object,
  type,
  int,
  float,
  str,
  list,
  tuple,
  dict,
  set,
  frozenset,
  range,
  slice,
  property,
  staticmethod,
  classmethod,
} = types;

const CLASSES = [
  object, type, int, float, boolClass, str, list, tuple, dict, set, frozenset, range, slice, property, staticmethod, classmethod,
  types.super, types.enumerate, types.zip, types.map, types.filter, types.reversed,
]; // biome-ignore format: a list

/** Every built-in name that a snippet can use. */
export const builtins: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...CLASSES.map((cls) => [cls.name, cls] as const),
  ...[...exceptions].filter(([name]) => !name.includes('.')),
  ...numberFunctions,
  ...extremes(),
  ...iterationFunctions,
  ...objectFunctions,
  ['NotImplemented', notImplemented],
  ['Ellipsis', ellipsis],
]);

/** Names that exist in Python but are refused, with what to write instead. */
export const refusedBuiltins: ReadonlyMap<string, string> = new Map([
  ['complex', '`complex` numbers are not supported; use two floats'],
  ['id', '`id` is another number in each run and not supported; compare with `is`'],
  ['input', '`input` is not supported: nobody is asked while a snippet runs; write the value itself'],
  ['open', '`open` is not reachable from a snippet: no files are read; write the data as a list'],
  ['eval', '`eval` is not supported: code is interpreted, never executed; write the code itself'],
  ['exec', '`exec` is not supported: code is interpreted, never executed; write the code itself'],
  ['compile', '`compile` is not supported: code is interpreted, never executed; write the code itself'],
  ['__import__', '`__import__` is not supported; use `import`'],
  ['vars', '`vars` is not supported; use attributes by their names'],
  ['dir', '`dir` is not supported; use attributes by their names'],
  ['globals', '`globals` is not supported; use names of this file'],
  ['locals', '`locals` is not supported; use names of this function'],
  ['breakpoint', '`breakpoint` is not supported; select an expression to see its value'],
  ['help', '`help` is not supported'],
  ['exit', '`exit` is not supported; leave out what follows'],
  ['quit', '`quit` is not supported; leave out what follows'],
  ['memoryview', '`memoryview` is not supported; use a list'],
  ['bytes', '`bytes` are not supported; use a string or a list of numbers'],
  ['bytearray', '`bytearray` is not supported; use a list of numbers'],
  ['aiter', 'async code is not supported; use `iter`'],
  ['anext', 'async code is not supported; use `next`'],
  ['__builtins__', '`__builtins__` is not reachable from a snippet; use built-in names themselves'],
  ['__file__', '`__file__` is not reachable from a snippet'],
  ['__loader__', '`__loader__` is not reachable from a snippet'],
  ['__spec__', '`__spec__` is not reachable from a snippet'],
]);
