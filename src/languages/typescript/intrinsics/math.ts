import { type OpName, opCode, rows } from '../../../engine/ops/table';
import { Tracked, type Value } from '../../core/values';
import { toNumber, toNumeric } from '../conversions';
import { Namespace } from '../objects';
import { builtin, type Call, type Implementation } from './define';

/** `Math` functions of one number, which carry the name of their operation. */
const unary = [
  'abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cbrt', 'ceil', 'cos', 'cosh', 'exp', 'expm1', 'f16round', 'floor',
  'fround', 'log', 'log10', 'log1p', 'log2', 'round', 'sign', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc',
] as const satisfies readonly OpName[]; // biome-ignore format: a table

const binary = ['atan2', 'pow'] as const satisfies readonly OpName[];

/** `Math` functions of any number of numbers, with what they give for none. */
const nary = { max: Number.NEGATIVE_INFINITY, min: Number.POSITIVE_INFINITY, hypot: 0 } as const satisfies Partial<
  Record<OpName, number>
>;

function unaryFunction(name: (typeof unary)[number]): Implementation {
  const code = opCode[name];
  const row = rows[name];
  if (row.arity !== 1) throw new TypeError(`internal: ${name} is not unary`);
  const { forward } = row;
  return ({ rt, args, source }) => {
    const a = toNumeric(rt, args[0], source);
    return typeof a === 'number' ? forward(a) : rt.unary(code, a, source);
  };
}

function binaryFunction(name: (typeof binary)[number]): Implementation {
  const code = opCode[name];
  const row = rows[name];
  if (row.arity !== 2) throw new TypeError(`internal: ${name} is not binary`);
  const { forward } = row;
  return ({ rt, args, source }) => {
    const a = toNumeric(rt, args[0], source);
    const b = toNumeric(rt, args[1], source);
    return typeof a === 'number' && typeof b === 'number' ? forward(a, b) : rt.binary(code, a, b, source);
  };
}

function naryFunction(name: keyof typeof nary): Implementation {
  const code = opCode[name];
  const row = rows[name];
  if (row.arity !== 'n') throw new TypeError(`internal: ${name} is not n-ary`);
  const { forward } = row;
  return ({ rt, args, source }: Call) => {
    if (args.length === 0) return nary[name];
    const operands = args.map((arg) => toNumeric(rt, arg, source));
    if (operands.some((operand) => operand instanceof Tracked)) return rt.nary(code, operands, source);
    return forward(operands as number[]);
  };
}

const members = new Map<string, Value>([
  ...unary.map((name) => [name, builtin(name, unaryFunction(name))] as const),
  ...binary.map((name) => [name, builtin(name, binaryFunction(name), 2)] as const),
  ...(Object.keys(nary) as (keyof typeof nary)[]).map((name) => [name, builtin(name, naryFunction(name), 2)] as const),
  ['random', builtin('random', ({ rt }) => rt.random(), 0)],
  ['clz32', builtin('clz32', ({ rt, args, source }) => Math.clz32(toNumber(rt, args[0], source)))],
  [
    'imul',
    builtin(
      'imul',
      ({ rt, args, source }) => Math.imul(toNumber(rt, args[0], source), toNumber(rt, args[1], source)),
      2,
    ),
  ],
  ['PI', Math.PI],
  ['E', Math.E],
  ['LN2', Math.LN2],
  ['LN10', Math.LN10],
  ['LOG2E', Math.LOG2E],
  ['LOG10E', Math.LOG10E],
  ['SQRT2', Math.SQRT2],
  ['SQRT1_2', Math.SQRT1_2],
]);

/** `Math`: every function is an operation of the engine where its argument is tracked. */
export const math = new Namespace('Math', members);
