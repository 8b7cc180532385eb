import { power as powerOfNumbers } from '../../../engine/math/power';
import type { SourceId } from '../../../engine/sources';
import { filled, fromValues } from '../../../engine/tensor/ndarray';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import { castTo } from '../arrays/nested';
import { Method, type Native, notImplemented } from '../values/objects';
import { tensorMethods, torchBoth } from './define';
import {
  apply,
  applyInPlace,
  binary,
  comparisons,
  divide,
  dividedBy,
  type Elementwise,
  power,
  powerOf,
  scaled,
  unary,
} from './elementwise';
import { writeResult } from './inPlace';
import { commonType, flag, isNumberOperand, op, operandOf, tensorArgument, whole } from './operands';
import { given, TorchTensor, tensorClass } from './tensor';
import { typeWords } from './words';

// --- functions and methods --------------------------------------------------------------------------------------------

/** PyTorch's other names for the same. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  abs: ['absolute'], neg: ['negative'], asin: ['arcsin'], acos: ['arccos'], atan: ['arctan'], asinh: ['arcsinh'], acosh: ['arccosh'],
  atanh: ['arctanh'], trunc: ['fix'], sign: ['sgn'], sub: ['subtract'], mul: ['multiply'], div: ['divide', 'true_divide'], gt: ['greater'],
  ge: ['greater_equal'], lt: ['less'], le: ['less_equal'], ne: ['not_equal'],
}; // biome-ignore format: a table

/** The function under all its names, with its in-place form as a method. */
function defined(name: string, parameters: string, run: Native, inPlace: Native | null): void {
  for (const each of [name, ...(ALIASES[name] ?? [])]) {
    torchBoth({ [`${each}(${parameters}, *, out=)`]: run });
    if (inPlace !== null) tensorMethods({ [`${each}_(${parameters.replace(/^input(, )?/, '')})`]: inPlace });
  }
}

for (const [name, own] of Object.entries(unary))
  defined(
    name,
    'input',
    (rt, [x], source) => apply(rt, own, [x], source),
    own.rule === 'bool' && name !== 'logical_not' ? null : (rt, [x], source) => applyInPlace(rt, own, [x], source),
  );

for (const [name, own] of Object.entries(comparisons))
  defined(
    name,
    'input, other',
    (rt, [a, b], source) => apply(rt, own, [a, b], source),
    (rt, [a, b], source) => applyInPlace(rt, { ...own, grad: null }, [a, b], source),
  );

const PLAIN = {
  mul: binary.mul,
  remainder: binary.remainder,
  fmod: binary.fmod,
  atan2: binary.atan2,
  arctan2: binary.atan2,
  hypot: binary.hypot,
  maximum: binary.maximum,
  minimum: binary.minimum,
  logaddexp: binary.logaddexp,
  xlogy: binary.xlogy,
  copysign: binary.copysign,
  floor_divide: binary.floorDivide,
} as const satisfies Record<string, Elementwise>;

for (const [name, own] of Object.entries(PLAIN))
  defined(
    name,
    'input, other',
    (rt, [a, b], source) => apply(rt, own, [a, b], source),
    (rt, [a, b], source) => applyInPlace(rt, own, [a, b], source),
  );

for (const [name, own] of [
  ['add', binary.add],
  ['sub', binary.sub],
] as const)
  defined(
    name,
    'input, other, *, alpha=',
    (rt, [a, b, alpha], source) => apply(rt, own, [a, scaled(rt, b, alpha, source)], source),
    (rt, [a, b, alpha], source) => applyInPlace(rt, own, [a, scaled(rt, b, alpha, source)], source),
  );
torchBoth({
  'rsub(input, other, *, alpha=)': (rt, [a, b, alpha], source) =>
    apply(rt, binary.rsub, [b, scaled(rt, a, alpha, source)], source),
});

defined(
  'div',
  'input, other, *, rounding_mode=',
  (rt, args, source) => divide(rt, args, source),
  (rt, args, source) => {
    const [target, other, mode] = args;
    if (mode === undefined || mode === null) return applyInPlace(rt, binary.div, [target, other], source);
    return writeResult(rt, target as TorchTensor, divide(rt, args, source).value(), 'DivBackward1', source);
  },
);

defined(
  'pow',
  'input, exponent',
  (rt, [a, b], source) => power(rt, a, b, source),
  (rt, [a, b], source) => applyInPlace(rt, powerOf(a, b), [a, b], source),
);

const toWhole: Elementwise = { name: 'round', op: 'rint', rule: 'same', grad: 'RoundBackward0', keeps: [] };

function rounded(rt: Runtime, [x, decimals]: Value[], source: SourceId): TorchTensor {
  const tensor = tensorArgument(rt, x, 'round', 0, source);
  const places = decimals === undefined || decimals === null ? 0 : whole(rt, decimals, 'round', 'decimals', source);
  if (places === 0) return apply(rt, toWhole, [tensor], source);
  const scale = powerOfNumbers(10, places);
  const large = apply(rt, binary.mul, [tensor, scale], source);
  return apply(rt, binary.div, [apply(rt, toWhole, [large], source), scale], source);
}

torchBoth({ 'round(input, *, decimals=, out=)': rounded });
tensorMethods({
  'round_(*, decimals=)': (rt, args, source) =>
    writeResult(rt, args[0] as TorchTensor, rounded(rt, args, source).value(), 'RoundBackward0', source),
});

function bounded(rt: Runtime, [x, min, max]: Value[], source: SourceId): TorchTensor {
  const tensor = tensorArgument(rt, x, 'clamp', 0, source);
  const bounds = [min, max].map((value) => (value === undefined || value === null ? null : operandOf(value)));
  if (bounds.every((bound) => bound === null))
    throw rt.error('RuntimeError', "torch.clamp: At least one of 'min' or 'max' must not be None", source);
  if (bounds.every((bound) => bound === null || bound.tensor === null)) {
    const own = operandOf(tensor)!;
    const dtype = commonType(rt, [own, ...bounds.filter((bound) => bound !== null)]);
    const [low, high] = bounds.map((bound) => bound?.value.array.item());
    const params = { ...(low !== undefined && { min: low }), ...(high !== undefined && { max: high }), dtype };
    return given(rt, op(rt, 'clip', [castTo(rt, own.value, dtype, source)], params, source), 'ClampBackward1', [
      tensor,
    ]);
  }
  let result = tensor;
  if (bounds[0] !== null) result = apply(rt, binary.maximum, [result, min], source);
  if (bounds[1] !== null) result = apply(rt, binary.minimum, [result, max], source);
  return result;
}

for (const name of ['clamp', 'clip']) {
  torchBoth({ [`${name}(input, min=, max=, *, out=)`]: bounded });
  tensorMethods({
    [`${name}_(min=, max=)`]: (rt, args, source) =>
      writeResult(rt, args[0] as TorchTensor, bounded(rt, args, source).value(), 'ClampBackward1', source),
  });
}
torchBoth({
  'clamp_min(input, min)': (rt, [x, min], source) => bounded(rt, [x, min], source),
  'clamp_max(input, max)': (rt, [x, max], source) => bounded(rt, [x, undefined, max], source),
  'addcmul(input, tensor1, tensor2, *, value=)': (rt, [x, a, b, value], source) =>
    apply(rt, binary.add, [x, scaled(rt, apply(rt, binary.mul, [a, b], source), value, source)], source),
  'addcdiv(input, tensor1, tensor2, *, value=)': (rt, [x, a, b, value], source) =>
    apply(rt, binary.add, [x, scaled(rt, apply(rt, binary.div, [a, b], source), value, source)], source),
  'lerp(input, end, weight)': (rt, [start, end, weight], source) => {
    const step = apply(rt, binary.mul, [weight, apply(rt, binary.sub, [end, start], source)], source);
    return apply(rt, binary.add, [start, step], source);
  },
  'isclose(input, other, rtol=, atol=, equal_nan=)': (rt, [a, b, rtol, atol, equalNaN], source) =>
    near(rt, a, b, rtol, atol, equalNaN, source),
  'allclose(input, other, rtol=, atol=, equal_nan=)': (rt, [a, b, rtol, atol, equalNaN], source) =>
    near(rt, a, b, rtol, atol, equalNaN, source)
      .peek()
      .array.values()
      .every((one) => one !== 0),
  'equal(input, other)': (rt, [a, b], source) => {
    const [x, y] = [tensorArgument(rt, a, 'equal', 0, source), tensorArgument(rt, b, 'equal', 1, source)];
    const [left, right] = [x.peek().array, y.peek().array];
    if (left.shape.length !== right.shape.length || left.shape.some((extent, k) => extent !== right.shape[k]))
      return false;
    const other = right.values();
    return left.values().every((one, k) => one === other[k]);
  },
});

/** `|a − b| ≤ atol + rtol · |b|`, as truth values. */
function near(
  rt: Runtime,
  a: Value,
  b: Value,
  rtol: Value,
  atol: Value,
  equalNaN: Value,
  source: SourceId,
): TorchTensor {
  const [x, y] = [tensorArgument(rt, a, 'isclose', 0, source), tensorArgument(rt, b, 'isclose', 1, source)];
  if (x.ref.dtype !== y.ref.dtype)
    throw rt.error('RuntimeError', `${typeWords[x.ref.dtype]} did not match ${typeWords[y.ref.dtype]}`, source);
  const number = (value: Value, otherwise: number) => operandOf(value ?? null)?.value.array.item() ?? otherwise;
  const [r, t, bothNaN] = [number(rtol, 1e-5), number(atol, 1e-8), flag(equalNaN)];
  // Broadcast against each other, which the comparison itself does not need.
  const [p, q] = [x, y].map(
    (each) => apply(rt, binary.add, [each.detached(), zeroLike(x, y, each)], source).peek().array,
  );
  const right = q!.values();
  const values = p!.values().map((one, k) => {
    const other = right[k]!;
    const isBothNaN = bothNaN && Number.isNaN(one) && Number.isNaN(other);
    return one === other || Math.abs(one - other) <= t + r * Math.abs(other) || isBothNaN ? 1 : 0;
  });
  return TorchTensor.of(rt, new TensorValue(fromValues(values, p!.shape, 'bool'), null, source));
}

/** Zeros in the shape of the other one of two tensors. */
function zeroLike(x: TorchTensor, y: TorchTensor, one: TorchTensor): TorchTensor {
  const other = one === x ? y : x;
  const { rt } = one.ref.storage;
  return TorchTensor.of(rt, new TensorValue(filled(one.ref.dtype, other.ref.shape, 0), null));
}

// --- operators --------------------------------------------------------------------------------------------------------

type Operator = (rt: Runtime, a: Value, b: Value, source: SourceId) => Value;

const direct =
  (own: Elementwise): Operator =>
  (rt, a, b, source) =>
    apply(rt, own, [a, b], source);

const OPERATORS: Readonly<
  Record<string, { readonly plain: Operator; readonly reflected: Operator; readonly own: Elementwise }>
> = {
  add: {
    plain: direct(binary.add),
    reflected: (rt, a, b, source) => apply(rt, binary.add, [b, a], source),
    own: binary.add,
  },
  sub: { plain: direct(binary.sub), reflected: direct(binary.rsub), own: binary.sub },
  mul: {
    plain: direct(binary.mul),
    reflected: (rt, a, b, source) => apply(rt, binary.mul, [b, a], source),
    own: binary.mul,
  },
  truediv: { plain: direct(binary.div), reflected: dividedBy, own: binary.div },
  floordiv: { plain: direct(binary.floorDivide), reflected: direct(binary.floorDivide), own: binary.floorDivide },
  mod: { plain: direct(binary.remainder), reflected: direct(binary.remainder), own: binary.remainder },
  pow: { plain: power, reflected: power, own: binary.pow },
};

/** A method of an operator; what is neither a number nor a tensor is the other side's business. */
function operator(name: string, run: Operator): void {
  const method = new Method(name, 1, (rt, _self, [a, b], source) =>
    b instanceof TorchTensor || isNumberOperand(b) ? run(rt, a, b, source) : notImplemented,
  );
  tensorClass.define(name, method);
}

for (const [name, { plain, reflected, own }] of Object.entries(OPERATORS)) {
  operator(`__${name}__`, plain);
  operator(`__r${name}__`, (rt, a, b, source) => reflected(rt, b, a, source));
  operator(`__i${name}__`, (rt, a, b, source) =>
    applyInPlace(rt, own === binary.pow ? powerOf(a, b) : own, [a, b], source),
  );
}
for (const name of ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const) operator(`__${name}__`, direct(comparisons[name]!));

const BITS = { and: 'logicalAnd', or: 'logicalOr', xor: 'logicalXor' } as const;
for (const [name, bit] of Object.entries(BITS)) {
  const run: Operator = (rt, a, b, source) => {
    const operands = [a, b].map((value) => operandOf(value)!);
    if (commonType(rt, operands) !== 'bool')
      throw rt.unsupported('bit operations on tensors are supported for truth values only', source);
    return apply(rt, { name, op: bit, rule: 'bool', grad: null, keeps: [] }, [a, b], source);
  };
  operator(`__${name}__`, run);
  operator(`__r${name}__`, run);
  operator(`__i${name}__`, (rt, a, b, source) =>
    writeResult(rt, a as TorchTensor, (run(rt, a, b, source) as TorchTensor).value(), '', source),
  );
  torchBoth({ [`bitwise_${name}(input, other)`]: (rt, [a, b], source) => run(rt, a, b, source) });
}

const alone = (name: string, run: Native) =>
  tensorClass.define(name, new Method(name, 0, (rt, _self, args, source) => run(rt, args, source)));

alone('__neg__', (rt, [x], source) => apply(rt, unary.neg!, [x], source));
alone('__pos__', (_rt, [x]) => x);
alone('__abs__', (rt, [x], source) => apply(rt, unary.abs!, [x], source));
alone('__invert__', (rt, [x], source) => {
  if ((x as TorchTensor).ref.dtype !== 'bool')
    throw rt.unsupported('`~` of tensors is supported for truth values only', source);
  return apply(rt, unary.logical_not!, [x], source);
});
