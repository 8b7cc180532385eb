import type { SourceId } from '../../../engine/sources';
import type { Dtype } from '../../../engine/tensor/dtype';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { builtin } from '../builtins/define';
import { reprOf } from '../text/repr';
import { Property } from '../values/objects';
import { BuiltInClass, boolClass, objectClass, typeName, types } from '../values/types';
import { stateOf } from './state';

export const dtypeClass = new BuiltInClass('dtype', objectClass);
dtypeClass.qualname = 'torch.dtype';

/** A type of elements, as the program sees it. There is one object for each. */
export class TorchDtype {
  readonly cls = dtypeClass;

  constructor(readonly dtype: Dtype) {}

  get isFloating(): boolean {
    return this.dtype === 'float32' || this.dtype === 'float64';
  }

  repr(): string {
    return `torch.${this.dtype}`;
  }
}

export const dtypeObjects: Readonly<Record<Dtype, TorchDtype>> = {
  float64: new TorchDtype('float64'),
  float32: new TorchDtype('float32'),
  int64: new TorchDtype('int64'),
  int32: new TorchDtype('int32'),
  bool: new TorchDtype('bool'),
};

for (const [name, get] of Object.entries<(own: TorchDtype) => Value>({
  is_floating_point: (own) => own.isFloating,
  is_complex: () => false,
  is_signed: (own) => own.dtype !== 'bool',
  itemsize: (own) => ({ float64: 8, float32: 4, int64: 8, int32: 4, bool: 1 })[own.dtype],
}))
  dtypeClass.define(
    name,
    new Property(
      builtin(name, 'self', (_rt, [self]) => get(self as TorchDtype)),
      null,
      null,
    ),
  );

/** The types by all their names. */
export const dtypeNames: ReadonlyMap<string, TorchDtype> = new Map([
  ['float32', dtypeObjects.float32],
  ['float', dtypeObjects.float32],
  ['float64', dtypeObjects.float64],
  ['double', dtypeObjects.float64],
  ['int64', dtypeObjects.int64],
  ['long', dtypeObjects.int64],
  ['int32', dtypeObjects.int32],
  ['int', dtypeObjects.int32],
  ['bool', dtypeObjects.bool],
]);

/** Types of PyTorch's that are not here. */
export const otherDtypes =
  /^(float16|half|bfloat16|uint8|int8|int16|short|complex32|complex64|complex128|cfloat|cdouble|quint8|qint8|qint32)$/;

/** Classes of tensors of one type, such as `torch.FloatTensor`, which name that type, too. */
export const typedClasses = new Map<BuiltInClass, Dtype>();

/** The type that an argument names; `otherwise` where there is none. */
export function dtypeOr<Else extends Dtype | null>(
  rt: Runtime,
  value: Value,
  otherwise: Else,
  source: SourceId,
): Dtype | Else {
  if (value === undefined || value === null) return otherwise;
  if (value instanceof TorchDtype) return value.dtype;
  if (value === types.float) return 'float64';
  if (value === types.int) return 'int64';
  if (value === boolClass) return 'bool';
  const typed = value instanceof BuiltInClass ? typedClasses.get(value) : undefined;
  if (typed !== undefined) return typed;
  throw rt.error(
    'TypeError',
    `dtype must be torch.dtype, not ${typeName(value)} (${reprOf(rt, value, source)})`,
    source,
  );
}

/** The type that floats get where nobody says one. */
export function defaultDtype(rt: Runtime): 'float32' | 'float64' {
  return stateOf(rt).defaultDtype;
}
