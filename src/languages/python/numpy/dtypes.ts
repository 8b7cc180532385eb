import type { SourceId } from '../../../engine/sources';
import type { Dtype } from '../../../engine/tensor/dtype';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { quoted } from '../text/repr';
import { ClassObject } from '../values/classes';
import { BuiltInClass, boolClass, objectClass, typeName, types } from '../values/types';

/** A class of NumPy's numbers, which says so when it is shown. */
function numberClass(name: string, bases: readonly ClassObject[]): ClassObject {
  const seen = new Set<ClassObject>();
  // Of several bases the order is that of the first, with `object` at the end.
  const mro = bases
    .flatMap(({ mro: own }) => own)
    .filter((cls) => cls !== objectClass && !seen.has(cls) && seen.add(cls));
  return new ClassObject(
    name,
    bases,
    (rt, cls, args, source) => makeNumber(rt, cls, args, source),
    true,
    `numpy.${name}`,
    [...mro, objectClass],
  );
}

type MakeNumber = (rt: Runtime, cls: ClassObject, args: Value[], source: SourceId) => Value;
let makeNumber: MakeNumber = (rt, cls, _args, source) => {
  throw rt.error('TypeError', `cannot create '${cls.qualname}' instances`, source);
};

/** Set by the file that knows how numbers are made. */
export function setMakeNumber(make: MakeNumber): void {
  makeNumber = make;
}

const generic = numberClass('generic', [objectClass]);
const number = numberClass('number', [generic]);
const integer = numberClass('integer', [number]);
const signedinteger = numberClass('signedinteger', [integer]);
const inexact = numberClass('inexact', [number]);
const floating = numberClass('floating', [inexact]);

export const scalarClasses: Readonly<Record<Dtype, ClassObject>> = {
  float64: numberClass('float64', [floating, types.float]),
  float32: numberClass('float32', [floating]),
  int64: numberClass('int64', [signedinteger]),
  int32: numberClass('int32', [signedinteger]),
  bool: numberClass('bool_', [generic]),
};

export const abstractClasses = { generic, number, integer, signedinteger, inexact, floating };

export const dtypeClass = new BuiltInClass('dtype', objectClass);
dtypeClass.qualname = 'numpy.dtype';

const CODES: Readonly<Record<Dtype, string>> = {
  float64: '<f8',
  float32: '<f4',
  int64: '<i8',
  int32: '<i4',
  bool: '|b1',
};
const KINDS: Readonly<Record<Dtype, string>> = { float64: 'f', float32: 'f', int64: 'i', int32: 'i', bool: 'b' };
const SIZES: Readonly<Record<Dtype, number>> = { float64: 8, float32: 4, int64: 8, int32: 4, bool: 1 };

/** A type of elements, as the program sees it. There is one object for each. */
export class DtypeObject {
  readonly cls = dtypeClass;

  constructor(readonly dtype: Dtype) {}

  get itemsize(): number {
    return SIZES[this.dtype];
  }

  attribute(name: string): Value {
    switch (name) {
      case 'name':
        return this.dtype;
      case 'kind':
        return KINDS[this.dtype];
      case 'itemsize':
        return this.itemsize;
      case 'char':
        return { float64: 'd', float32: 'f', int64: 'l', int32: 'i', bool: '?' }[this.dtype];
      case 'str':
        return CODES[this.dtype];
      case 'type':
        return scalarClasses[this.dtype];
    }
    return undefined;
  }

  same(rt: Runtime, other: Value, source: SourceId): boolean {
    try {
      return dtypeOf(rt, other, source) === this.dtype;
    } catch {
      return false;
    }
  }

  repr(): string {
    return `dtype('${this.dtype}')`;
  }
}

export const dtypeObjects: Readonly<Record<Dtype, DtypeObject>> = {
  float64: new DtypeObject('float64'),
  float32: new DtypeObject('float32'),
  int64: new DtypeObject('int64'),
  int32: new DtypeObject('int32'),
  bool: new DtypeObject('bool'),
};

const NAMES: Readonly<Record<string, Dtype>> = {
  float64: 'float64', float: 'float64', double: 'float64', f8: 'float64', '<f8': 'float64', d: 'float64', '=f8': 'float64', float_: 'float64',
  float32: 'float32', single: 'float32', f4: 'float32', '<f4': 'float32', f: 'float32',
  int64: 'int64', int: 'int64', i8: 'int64', '<i8': 'int64', l: 'int64', int_: 'int64', intp: 'int64', longlong: 'int64',
  int32: 'int32', i4: 'int32', '<i4': 'int32', i: 'int32', intc: 'int32',
  bool: 'bool', bool_: 'bool', '?': 'bool', bool8: 'bool',
}; // biome-ignore format: a table

/** Types of NumPy that are not kept here. */
const OTHERS =
  /^[<>=|]?(u?int(8|16)|uint(32|64)?|float16|half|longdouble|float128|complex\d*|c\d+|u\d|[iu][12]|b1?|f2|str_?|U\d*|S\d*|O|object_?|datetime64.*|timedelta64.*|void.*)$/;

/** What a `dtype` argument means. */
export function dtypeOf(rt: Runtime, value: Value, source: SourceId): Dtype {
  if (value instanceof DtypeObject) return value.dtype;
  if (value instanceof ClassObject) {
    if (value === types.float) return 'float64';
    if (value === types.int) return 'int64';
    if (value === boolClass) return 'bool';
    for (const [dtype, cls] of Object.entries(scalarClasses)) if (cls === value) return dtype as Dtype;
    throw rt.unsupported(
      `arrays of \`${value.name}\` are not supported; use float64, float32, int64, int32 or bool`,
      source,
    );
  }
  if (typeof value === 'string') {
    const known = Object.hasOwn(NAMES, value) ? NAMES[value] : undefined;
    if (known !== undefined) return known;
    if (OTHERS.test(value)) throw refusedDtype(rt, value, source);
    throw rt.error('TypeError', `data type ${quoted(value)} not understood`, source);
  }
  throw rt.error('TypeError', `Cannot interpret '${typeName(value)}' as a data type`, source);
}

export function refusedDtype(rt: Runtime, name: string, source: SourceId): Error {
  return rt.unsupported(`arrays of \`${name}\` are not supported; use float64, float32, int64, int32 or bool`, source);
}

/** The `dtype` argument, or the fallback where none is given. */
export function dtypeOr<Otherwise>(
  rt: Runtime,
  value: Value,
  otherwise: Otherwise,
  source: SourceId,
): Dtype | Otherwise {
  return value === undefined || value === null ? otherwise : dtypeOf(rt, value, source);
}
