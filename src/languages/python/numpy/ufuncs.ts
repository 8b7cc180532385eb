import { isFloat } from '../../../engine/tensor/dtype';
import { TensorValue } from '../../core/values';
import type { Ufunc } from './elementwise';

const unary = (name: string, op: Ufunc['op'], rule: Ufunc['rule'] = 'float', more: Partial<Ufunc> = {}): Ufunc => ({
  name,
  op,
  rule,
  operands: 1,
  ...more,
});

const binary = (name: string, op: Ufunc['op'], rule: Ufunc['rule'] = 'same', more: Partial<Ufunc> = {}): Ufunc => ({
  name,
  op,
  rule,
  operands: 2,
  ...more,
});

const negativePower: Ufunc['check'] = (rt, operands, dtype, source) => {
  if (isFloat(dtype)) return;
  const exponent = operands[1]!.operand;
  const values = exponent instanceof TensorValue ? exponent.array.values() : [exponent.value];
  if (values.some((value) => value < 0))
    throw rt.error('ValueError', 'Integers to negative integer powers are not allowed.', source);
};

const SUBTRACT =
  'numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.';
const NEGATIVE =
  'The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.';

export const binaryUfuncs = {
  add: binary('add', 'add', 'same', { onBools: 'logicalOr' }),
  subtract: binary('subtract', 'sub', 'same', { onBools: { error: SUBTRACT } }),
  multiply: binary('multiply', 'mul', 'same', { onBools: 'logicalAnd' }),
  divide: binary('divide', 'div', 'float'),
  true_divide: binary('divide', 'div', 'float'),
  floor_divide: binary('floor_divide', 'floorDivide'),
  remainder: binary('remainder', 'remainder'),
  mod: binary('remainder', 'remainder'),
  fmod: binary('fmod', 'mod'),
  power: binary('power', 'pow', 'same', { check: negativePower }),
  float_power: binary('float_power', 'pow', 'float'),
  maximum: binary('maximum', 'max'),
  minimum: binary('minimum', 'min'),
  fmax: binary('fmax', 'max'),
  fmin: binary('fmin', 'min'),
  arctan2: binary('arctan2', 'atan2', 'float'),
  hypot: binary('hypot', 'hypot', 'float'),
  copysign: binary('copysign', 'copysign', 'float'),
  logaddexp: binary('logaddexp', 'logaddexp', 'float'),
  equal: binary('equal', 'equal', 'bool'),
  not_equal: binary('not_equal', 'notEqual', 'bool'),
  less: binary('less', 'less', 'bool'),
  less_equal: binary('less_equal', 'lessEqual', 'bool'),
  greater: binary('greater', 'greater', 'bool'),
  greater_equal: binary('greater_equal', 'greaterEqual', 'bool'),
  logical_and: binary('logical_and', 'logicalAnd', 'bool'),
  logical_or: binary('logical_or', 'logicalOr', 'bool'),
  logical_xor: binary('logical_xor', 'logicalXor', 'bool'),
} satisfies Record<string, Ufunc>;

export const unaryUfuncs = {
  exp: unary('exp', 'exp'),
  exp2: unary('exp2', 'exp2'),
  expm1: unary('expm1', 'expm1'),
  log: unary('log', 'log'),
  log2: unary('log2', 'log2'),
  log10: unary('log10', 'log10'),
  log1p: unary('log1p', 'log1p'),
  sqrt: unary('sqrt', 'sqrt'),
  cbrt: unary('cbrt', 'cbrt'),
  square: unary('square', 'square', 'same'),
  reciprocal: unary('reciprocal', 'reciprocal', 'same'),
  sin: unary('sin', 'sin'),
  cos: unary('cos', 'cos'),
  tan: unary('tan', 'tan'),
  arcsin: unary('arcsin', 'asin'),
  arccos: unary('arccos', 'acos'),
  arctan: unary('arctan', 'atan'),
  sinh: unary('sinh', 'sinh'),
  cosh: unary('cosh', 'cosh'),
  tanh: unary('tanh', 'tanh'),
  arcsinh: unary('arcsinh', 'asinh'),
  arccosh: unary('arccosh', 'acosh'),
  arctanh: unary('arctanh', 'atanh'),
  negative: unary('negative', 'neg', 'same', { onBools: { error: NEGATIVE } }),
  positive: unary('positive', 'alias', 'same'),
  absolute: unary('absolute', 'abs', 'same'),
  fabs: unary('fabs', 'abs'),
  sign: unary('sign', 'sign', 'same'),
  floor: unary('floor', 'floor'),
  ceil: unary('ceil', 'ceil'),
  trunc: unary('trunc', 'trunc'),
  rint: unary('rint', 'roundEven'),
  isnan: unary('isnan', 'isNaN', 'bool'),
  isinf: unary('isinf', 'isInf', 'bool'),
  isfinite: unary('isfinite', 'isFinite', 'bool'),
  logical_not: unary('logical_not', 'logicalNot', 'bool'),
} satisfies Record<string, Ufunc>;
