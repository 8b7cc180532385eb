import type { SourceId } from '../../../engine/sources';
import type { Builtin } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { builtin, functions } from '../builtins/define';
import { defineException } from '../values/exceptions';
import { Float } from '../values/numbers';
import { ModuleObject, type Native } from '../values/objects';
import { boolClass, types } from '../values/types';
import { given, NumpyArray, ndarrayClass } from './array';
import { creation } from './creation';
import { abstractClasses, dtypeClass, dtypeOr, scalarClasses } from './dtypes';
import { applyUfunc, computeUfunc, type Ufunc } from './elementwise';
import { joining } from './joining';
import { linalg, products } from './linalg';
import './methods';
import { ArrayObject } from '../arrays/arrayObject';
import { assignItems, pickedBy } from '../arrays/indexing';
import { numpyWords } from '../arrays/words';
import { moduleNames } from './names';
import { castTo, needOperand, op, tensorOf } from './operands';
import { errstateClass, others } from './others';
import { printing } from './printing/functions';
import { randomModule } from './random/module';
import { reduce, reductions } from './reductions';
import { searching } from './searching';
import { shaping } from './shaping';
import { binaryUfuncs, unaryUfuncs } from './ufuncs';

const axisError = defineException('numpy.AxisError', 'ValueError');
defineException('numpy.core._exceptions.UFuncTypeError', 'TypeError');

/** Puts a result where `out` says, or gives it back. */
function placed(rt: Runtime, value: Value, out: Value, source: SourceId): Value {
  if (out === undefined || out === null) return value;
  if (!(out instanceof NumpyArray)) throw rt.error('TypeError', 'return arrays must be of ArrayType', source);
  out.ref.write(castTo(rt, tensorOf(rt, value, source), out.ref.dtype, source), source);
  return out;
}

function ufunc(own: Ufunc): Native {
  return (rt, args, source) => {
    const operands = args.slice(0, own.operands);
    const [out, where, dtype] = args.slice(own.operands);
    if (where !== undefined && where !== true)
      throw rt.unsupported(`\`where\` of np.${own.name} is not supported; use np.where`, source);
    const computed = applyUfunc(rt, own, operands, dtypeOr(rt, dtype, null, source), source);
    const other = operands.find((operand) => operand instanceof ArrayObject && operand.rank > 0);
    if (other instanceof ArrayObject && (out === undefined || out === null)) {
      const taken = other.taken(computed);
      if (taken !== null) return taken;
    }
    return placed(rt, given(rt, computed), out, source);
  };
}

function ufuncs(table: Readonly<Record<string, Ufunc>>): Map<string, Value> {
  return new Map(
    Object.entries(table).map(([name, own]) => {
      const operands = own.operands === 1 ? 'x' : 'x1, x2';
      const made = builtin(name, `${operands}, /, out=, *, where=, dtype=`, ufunc(own)) as Builtin;
      if (own.operands === 2) made.attached = attributesOf(own);
      return [name, made];
    }),
  );
}

const REDUCED: Readonly<Record<string, 'sum' | 'prod' | 'max' | 'min' | 'any' | 'all'>> = {
  add: 'sum',
  multiply: 'prod',
  maximum: 'max',
  minimum: 'min',
  logical_or: 'any',
  logical_and: 'all',
};

/** `np.add.at`, `np.add.reduce` and the like. */
function attributesOf(own: Ufunc): Map<string, Value> {
  const { name } = own;
  const table: Record<string, Native> = {
    'outer(a, b)': (rt, [a, b], source) => {
      const [left, right] = [tensorOf(rt, a, source), tensorOf(rt, b, source)];
      const shape = [...left.array.shape, ...right.array.shape.map(() => 1)];
      const tall = given(rt, op(rt, 'reshape', [left], { shape }, source));
      return given(rt, applyUfunc(rt, own, [tall, b], null, source));
    },
  };
  const reduced = REDUCED[name];
  if (reduced !== undefined)
    table['reduce(array, axis=, dtype=, out=, keepdims=)'] = (rt, [a, axis, dtype, _out, keepdims], source) =>
      reduce[reduced](rt, a, axis === undefined ? 0 : axis, keepdims, dtype, source);
  if (name === 'add' || name === 'multiply')
    table['accumulate(array, axis=, dtype=)'] = (rt, [a, axis, dtype], source) =>
      reduce[name === 'add' ? 'cumsum' : 'cumprod'](rt, a, axis === undefined ? 0 : axis, dtype, source);
  if (name === 'add' || name === 'subtract')
    table['at(a, indices, b)'] = (rt, [a, indices, b], source) => addAt(rt, a, indices, b, name === 'subtract', source);
  return functions(table);
}

/** Adds at places, as often as they are named. */
function addAt(rt: Runtime, array: Value, indices: Value, value: Value, isMinus: boolean, source: SourceId): Value {
  if (!(array instanceof NumpyArray)) throw rt.error('TypeError', 'first operand must be array', source);
  const { ref } = array;
  const picked = pickedBy(rt, ref.shape, indices, numpyWords, source);
  const operand = needOperand(rt, value, 'add', source);
  const added = isMinus ? computeUfunc(rt, unaryUfuncs.negative, [operand], null, source) : tensorOf(rt, value, source);
  const own = castTo(rt, added, ref.dtype, source);
  if (picked.by === 'array') {
    const wide = op(rt, 'expand', [own], { shape: picked.shape }, source);
    ref.writeItems(picked.items, wide, true, source);
  } else {
    const there = tensorOf(rt, array.item(rt, indices, source), source);
    assignItems(rt, ref, picked, op(rt, 'add', [there, own], { dtype: ref.dtype }, source), numpyWords, source);
  }
  return null;
}

const CONSTANTS: readonly (readonly [string, Value])[] = [
  ['pi', new Float(Math.PI)],
  ['e', new Float(Math.E)],
  ['inf', new Float(Number.POSITIVE_INFINITY)],
  ['Inf', new Float(Number.POSITIVE_INFINITY)],
  ['infty', new Float(Number.POSITIVE_INFINITY)],
  ['nan', new Float(Number.NaN)],
  ['NaN', new Float(Number.NaN)],
  ['euler_gamma', new Float(0.577_215_664_901_532_9)],
  ['newaxis', null],
  ['__version__', '1.24.2'],
];

const CLASSES: readonly (readonly [string, Value])[] = [
  ['ndarray', ndarrayClass],
  ['dtype', dtypeClass],
  ['AxisError', axisError],
  ['errstate', errstateClass],
  ['float64', scalarClasses.float64],
  ['float_', scalarClasses.float64],
  ['double', scalarClasses.float64],
  ['float32', scalarClasses.float32],
  ['single', scalarClasses.float32],
  ['int64', scalarClasses.int64],
  ['int_', scalarClasses.int64],
  ['intp', scalarClasses.int64],
  ['int32', scalarClasses.int32],
  ['intc', scalarClasses.int32],
  ['bool_', scalarClasses.bool],
  ['bool8', scalarClasses.bool],
  ...Object.entries(abstractClasses),
];

/** What would reach files, memory or other programs. */
const MACHINE =
  /^(load|save|savez|savez_compressed|loadtxt|savetxt|genfromtxt|fromfile|fromregex|memmap|frombuffer|fromstring|f2py|ctypeslib|DataSource|distutils|lib|core|testing|get_include|show_config|show_runtime|source|info|lookfor|who|byte_bounds|may_share_memory|shares_memory|setbufsize|frompyfunc|recfromcsv|recfromtxt)$/;

const RENAMED: Readonly<Record<string, string>> = {
  float: 'float',
  int: 'int',
  bool: 'bool',
  object: 'object',
  str: 'str',
  complex: 'complex',
};

function refuse(name: string): string | null {
  if (name.startsWith('__')) return null;
  if (MACHINE.test(name))
    return `\`np.${name}\` is not supported: a snippet reaches no files, memory or other programs; write the data as lists`;
  if (Object.hasOwn(RENAMED, name))
    return `\`np.${name}\` is no longer there since NumPy 1.24; use Python's own \`${name}\``;
  return moduleNames.has(name) ? `\`np.${name}\` is not supported; write it with functions that are` : null;
}

export const numpy: ModuleObject = new ModuleObject(
  'numpy',
  new Map<string, Value>([
    ...CONSTANTS,
    ...CLASSES,
    ...ufuncs(unaryUfuncs),
    ...ufuncs(binaryUfuncs),
    ...functions({
      ...creation,
      ...shaping,
      ...joining,
      ...reductions,
      ...products,
      ...searching,
      ...printing,
      ...others,
      'issubdtype(arg1, arg2)': (rt, [a, b], source) => {
        const cls = scalarClasses[dtypeOr(rt, a, 'float64', source)];
        const wanted =
          b === types.float
            ? abstractClasses.floating
            : b === types.int
              ? abstractClasses.integer
              : b === boolClass
                ? scalarClasses.bool
                : b;
        return cls.inherits(wanted as typeof cls);
      },
    }),
    ['linalg', linalg],
    ['random', randomModule],
  ]),
  refuse,
);

for (const [alias, name] of [
  ['abs', 'absolute'],
  ['conj', 'positive'],
] as const)
  (numpy.members as Map<string, Value>).set(alias, numpy.members.get(name));
