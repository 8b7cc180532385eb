import type { TensorOp } from '../../../engine/ops/tensorTable';
import type { TfFunction } from './call';

/** Functions of one tensor that give floating numbers, by the operation of the engine. */
const floatingUnary = {
  acos: 'acos', acosh: 'acosh', asin: 'asin', asinh: 'asinh', atan: 'atan', atanh: 'atanh', cos: 'cos', cosh: 'cosh',
  exp: 'exp', expm1: 'expm1', log: 'log', log1p: 'log1p', sin: 'sin', sinh: 'sinh', sqrt: 'sqrt', tan: 'tan', tanh: 'tanh',
} as const satisfies Record<string, TensorOp>; // biome-ignore format: a table

/** Functions of one tensor that keep its type. */
const unary = { abs: 'abs', ceil: 'ceil', floor: 'floor', neg: 'neg', sign: 'sign' } as const satisfies Record<
  string,
  TensorOp
>;

/** Functions of two tensors of one type, with broadcasting. */
const binary = {
  add: 'add', sub: 'sub', mul: 'mul', maximum: 'max', minimum: 'min', pow: 'pow', atan2: 'atan2',
} as const satisfies Record<string, TensorOp>; // biome-ignore format: a table

const floatingFunctions = Object.entries(floatingUnary).map(([name, op]): [string, TfFunction] => [
  name,
  (call) => call.op(op, [call.floating(call.tensor(0, 'x'))], {}),
]);

const unaryFunctions = Object.entries(unary).map(([name, op]): [string, TfFunction] => [
  name,
  (call) => call.op(op, [call.tensor(0, 'x')], {}),
]);

const binaryFunctions = Object.entries(binary).map(([name, op]): [string, TfFunction] => [
  name,
  (call) => call.op(op, call.pair(), {}),
]);

/** Element by element. */
export const elementwise: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ...floatingFunctions,
  ...unaryFunctions,
  ...binaryFunctions,
  ['div', (call) => call.op('div', call.pair(), {})],
]);
