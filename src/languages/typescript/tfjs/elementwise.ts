import type { ParamsOf, TensorOp } from '../../../engine/ops/tensorTable';
import { filled } from '../../../engine/tensor/ndarray';
import type { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { TensorObject } from './tensorObject';

/** What a function of one tensor makes of integers and truth values. */
type Rule =
  /** It gives the type that it was given. */
  | 'keeps'
  /** It gives floating numbers. */
  | 'floats'
  /** It refuses them. */
  | 'refuses';

/** Functions of one tensor, by the operation of the engine. */
const unary = {
  abs: ['abs', 'keeps'], acos: ['acos', 'keeps'], acosh: ['acosh', 'keeps'], asin: ['asin', 'keeps'],
  asinh: ['asinh', 'keeps'], atan: ['atan', 'keeps'], atanh: ['atanh', 'keeps'], ceil: ['ceil', 'refuses'],
  cos: ['cos', 'refuses'], cosh: ['cosh', 'refuses'], erf: ['erf', 'floats'], exp: ['exp', 'floats'],
  expm1: ['expm1', 'keeps'], floor: ['floor', 'refuses'], log: ['log', 'refuses'], log1p: ['log1p', 'keeps'],
  neg: ['neg', 'keeps'], reciprocal: ['reciprocal', 'keeps'], round: ['rint', 'keeps'], rsqrt: ['rsqrt', 'refuses'], sin: ['sin', 'refuses'], sinh: ['sinh', 'keeps'], sqrt: ['sqrt', 'refuses'],
  square: ['square', 'keeps'], tan: ['tan', 'refuses'], tanh: ['tanh', 'refuses'], sigmoid: ['sigmoid', 'refuses'],
  relu: ['relu', 'keeps'], relu6: ['relu6', 'keeps'], selu: ['selu', 'keeps'], logSigmoid: ['logSigmoid', 'keeps'],
} as const satisfies Record<string, readonly [TensorOp, Rule]>; // biome-ignore format: a table

/** Functions of two tensors of one type, with broadcasting. */
const binary = {
  add: 'add', sub: 'sub', mul: 'mul', mod: 'remainder', pow: 'pow', atan2: 'atan2', squaredDifference: 'squaredDifference',
} as const satisfies Record<string, TensorOp>; // biome-ignore format: a table

/** Those that count truth values as numbers. */
const extremes = { maximum: 'max', minimum: 'min' } as const satisfies Record<string, TensorOp>;

const comparisons = [
  'equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual',
] as const satisfies readonly TensorOp[]; // biome-ignore format: a table

const logical = ['logicalAnd', 'logicalOr', 'logicalXor'] as const satisfies readonly TensorOp[];

const tests = ['isNaN', 'isInf', 'isFinite'] as const satisfies readonly TensorOp[];

/** The first argument of a function with a rule. */
export function argument(call: TfCall, rule: Rule, label = 'x'): TensorValue {
  if (rule === 'refuses') return call.only('float32', 0, label);
  const x = call.tensor(0, label);
  return rule === 'floats' ? call.floating(x) : x;
}

function divide(call: TfCall): TensorObject {
  const { operands, dtype } = call.pair();
  return call.op(dtype === 'int32' ? 'floorDivide' : 'div', operands, { dtype });
}

/** Without a division by zero anywhere, so that no NaN flows back either. */
function divideNoNaN(call: TfCall): TensorObject {
  const { operands, dtype } = call.pair();
  const [a, b] = operands;
  const condition = call.value('equal', [b, call.same(0, dtype)], {}).array;
  const safe = call.value('where', [call.same(1, dtype), b], { condition, dtype });
  const quotient = call.value(dtype === 'int32' ? 'floorDivide' : 'div', [a, safe], { dtype });
  return call.op('where', [call.same(0, dtype), quotient], { condition, dtype });
}

/** Element by element. */
export const elementwise: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ...Object.entries(unary).map(([name, [op, rule]]): [string, TfFunction] => [
    name,
    (call) => {
      const x = argument(call, rule);
      return call.op(op, [x], { dtype: x.array.dtype });
    },
  ]),
  ...Object.entries(binary).map(([name, op]): [string, TfFunction] => [
    name,
    (call) => {
      const { operands, dtype } = call.pair(name === 'pow' ? ['base', 'exp'] : ['a', 'b']);
      return call.op(op, operands, { dtype });
    },
  ]),
  ...Object.entries(extremes).map(([name, op]): [string, TfFunction] => [
    name,
    (call) => {
      const { operands, dtype } = call.pair();
      return call.op(op, operands, { dtype: dtype === 'bool' ? 'int32' : dtype });
    },
  ]),
  ...comparisons.map((op): [string, TfFunction] => [op, (call) => call.op(op, call.pair().operands, {})]),
  ...logical.map((op): [string, TfFunction] => [
    op,
    (call) => call.op(op, [call.only('bool', 0, 'a'), call.only('bool', 1, 'b')], {}),
  ]),
  ...tests.map((op): [string, TfFunction] => [op, (call) => call.op(op, [call.tensor(0, 'x')], {})]),
  ['logicalNot', (call) => call.op('logicalNot', [call.only('bool', 0, 'x')], {})],
  [
    'sign',
    (call) => {
      const x = call.tensor(0, 'x');
      const signs = call.value('sign', [x], { dtype: x.array.dtype });
      const condition = call.value('isNaN', [x], {}).array;
      // Of NaN the library has the sign 0.
      if (!condition.values().includes(1)) return new TensorObject(signs);
      return call.op('where', [call.same(0, 'float32'), signs], { condition });
    },
  ],
  ['div', divide],
  ['divNoNan', divideNoNaN],
  ['floorDiv', (call) => call.op('floorDivide', call.pair().operands, { dtype: 'int32' })],
  [
    'addN',
    (call) => {
      const given = call.tensors(0, 'tensors');
      if (given.length === 0) throw call.wrong('Must pass at least one tensor to tf.addN(), but got 0');
      const { tensors, dtype } = call.alike(given);
      const [first, ...others] = tensors;
      return new TensorObject(others.reduce((sum, each) => call.value('add', [sum, each], { dtype }), first!));
    },
  ],
  [
    'where',
    (call) => {
      const condition = call.only('bool', 0, 'condition').array;
      const { tensors, dtype } = call.alike([call.tensor(1, 'a'), call.tensor(2, 'b')]);
      return call.op('where', tensors, { condition, dtype });
    },
  ],
  [
    'clipByValue',
    (call) => {
      const x = call.tensor(0, 'x');
      const [min, max] = [call.number(1, Number.NaN), call.number(2, Number.NaN)];
      if (!(min <= max)) {
        throw call.wrong(`Error in clip: min (${min}) must be less than or equal to max (${max}).`);
      }
      if (min === max) return call.made(x.array.shape, () => filled(x.array.dtype, x.array.shape, min));
      return call.op('clip', [x], { min, max, dtype: x.array.dtype });
    },
  ],
  [
    'step',
    (call) => {
      const x = call.tensor(0, 'x');
      return call.op('step', [x], { alpha: call.number(1, 0), dtype: x.array.dtype } as ParamsOf<'step'>);
    },
  ],
  ...(['zerosLike', 'onesLike'] as const).map((name): [string, TfFunction] => [
    name,
    (call) => {
      const { dtype, shape } = call.tensor(0, 'x').array;
      return call.made(shape, () => filled(dtype, shape, name === 'onesLike' ? 1 : 0));
    },
  ]),
]);
