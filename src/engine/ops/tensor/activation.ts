import { pow } from '../../math/arithmetic';
import { erf, erfc, sigmoid, softplus } from '../../tensor/special';
import { lift, liftWith } from '../lift';
import type { UnaryRow } from '../row';
import type { DtypeParams } from '../tensorRow';

type Rule = Omit<UnaryRow, 'arity' | 'notation' | 'local' | 'localText'> & {
  readonly localText: string;
  readonly local: (a: number, y: number) => number;
};

const unary = ({ local, localText, ...row }: Rule): UnaryRow => ({
  arity: 1,
  notation: 'call',
  local: [local],
  localText: [localText],
  ...row,
});

const scales = (name: string, what: string) => `${name} scales: the input gets the upstream gradient times ${what}.`;

/** What is said at a corner of a function that takes the slope of its left piece there. */
const corner = (name: string, at: number, slope: number | string) =>
  `${name} has a corner at ${at}: its slope there is taken to be ${slope}`;

export interface SlopeParams extends DtypeParams {
  readonly slope: number;
}

export interface AlphaParams extends DtypeParams {
  readonly alpha: number;
}

export interface SoftplusParams extends DtypeParams {
  readonly beta: number;
  /** Where beta times the input is larger, the input itself is taken; Infinity for never. */
  readonly threshold: number;
}

const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;
const GELU = Math.sqrt(2 / Math.PI);

const normalDensity = (a: number) => Math.exp(-0.5 * a * a) / Math.sqrt(2 * Math.PI);
const normalBelow = (a: number) => 0.5 * erfc(-a / Math.SQRT2);

/** The relu family. */
const rectifiers = {
  relu: lift(
    'relu',
    unary({
      symbol: 'relu',
      flow: 'routes',
      explain: 'relu routes: where the input is positive it gets the upstream gradient unchanged, elsewhere nothing.',
      localText: '1 where a > 0, else 0',
      forward: (a) => (a <= 0 ? 0 : a),
      local: (a) => (a <= 0 ? 0 : 1),
      convention: ([a]) => (a === 0 ? corner('relu', 0, 0) : null),
      domain: [[0.2, 5]],
    }),
  ),
  relu6: lift(
    'relu6',
    unary({
      symbol: 'relu6',
      flow: 'routes',
      explain:
        'relu6 routes: where the input is between 0 and 6 it gets the upstream gradient unchanged, elsewhere nothing.',
      localText: '1 where 0 < a < 6, else 0',
      forward: (a) => (a <= 0 ? 0 : a >= 6 ? 6 : a),
      local: (a) => (a <= 0 || a >= 6 ? 0 : 1),
      convention: ([a]) => (a === 0 || a === 6 ? corner('relu6', a, 0) : null),
      domain: [[0.2, 5.8]],
    }),
  ),
  leakyRelu: liftWith<SlopeParams>(
    'leakyRelu',
    ({ slope }) =>
      unary({
        symbol: 'leakyRelu',
        flow: 'scales',
        explain: scales('leakyRelu', 'one where it is positive, elsewhere times the small slope'),
        localText: '1 where a > 0, else ∂y · slope',
        forward: (a) => (a > 0 ? a : slope * a),
        local: (a) => (a > 0 ? 1 : slope),
        convention: ([a]) => (a === 0 ? corner('leakyRelu', 0, slope) : null),
        domain: [[-5, -0.2]],
      }),
    [{ slope: 0.1 }, { slope: 0.01 }],
  ),
  elu: liftWith<AlphaParams>(
    'elu',
    ({ alpha }) =>
      unary({
        symbol: 'elu',
        flow: 'scales',
        explain: scales('elu', 'one where it is positive, elsewhere times the result plus alpha'),
        localText: '1 where a > 0, else ∂y · α · exp(a)',
        forward: (a) => (a > 0 ? a : alpha * Math.expm1(a)),
        local: (a) => (a > 0 ? 1 : alpha * Math.exp(a)),
        convention: ([a]) => (a === 0 && alpha !== 1 ? corner('elu', 0, alpha) : null),
        domain: [[-4, -0.2]],
      }),
    [{ alpha: 1 }, { alpha: 0.5 }],
  ),
  celu: liftWith<AlphaParams>(
    'celu',
    ({ alpha }) =>
      unary({
        symbol: 'celu',
        flow: 'scales',
        explain: scales('celu', 'one where it is positive, elsewhere times the exponential of the input over alpha'),
        localText: '1 where a > 0, else ∂y · exp(a / α)',
        forward: (a) => (a > 0 ? a : alpha * Math.expm1(a / alpha)),
        local: (a) => (a > 0 ? 1 : Math.exp(a / alpha)),
        domain: [[-4, -0.2]],
      }),
    [{ alpha: 1 }, { alpha: 2 }],
  ),
  selu: lift(
    'selu',
    unary({
      symbol: 'selu',
      flow: 'scales',
      explain: scales('selu', 'a scale where it is positive, elsewhere times a falling exponential'),
      localText: '1.0507 where a > 0, else ∂y · 1.7581 · exp(a)',
      forward: (a) => SELU_SCALE * (a > 0 ? a : SELU_ALPHA * Math.expm1(a)),
      local: (a) => SELU_SCALE * (a > 0 ? 1 : SELU_ALPHA * Math.exp(a)),
      convention: ([a]) => (a === 0 ? corner('selu', 0, 'that of its left piece') : null),
      domain: [[-4, -0.2]],
    }),
  ),
};

/** Smooth activations, and functions of one element that `Math` lacks. */
const smooth = {
  sigmoid: lift(
    'sigmoid',
    unary({
      symbol: 'σ',
      flow: 'scales',
      explain: scales('sigmoid', 'the result times one minus the result, at most a quarter'),
      localText: 'y · (1 − y)',
      forward: sigmoid,
      local: (_a, y) => y * (1 - y),
      domain: [[-5, 5]],
    }),
  ),
  logSigmoid: lift(
    'logSigmoid',
    unary({
      symbol: 'logSigmoid',
      flow: 'scales',
      explain: scales('logSigmoid', 'one minus the sigmoid of the input'),
      localText: '1 − σ(a)',
      forward: (a) => -softplus(-a),
      local: (a) => sigmoid(-a),
      domain: [[-5, 5]],
    }),
  ),
  gelu: lift(
    'gelu',
    unary({
      symbol: 'gelu',
      flow: 'scales',
      explain: scales('gelu', 'the share of the normal distribution below it plus the input times the density there'),
      localText: 'Φ(a) + a · φ(a)',
      forward: (a) => a * normalBelow(a),
      local: (a) => normalBelow(a) + a * normalDensity(a),
      domain: [[-4, 4]],
    }),
  ),
  geluTanh: lift(
    'geluTanh',
    unary({
      symbol: 'gelu',
      flow: 'scales',
      explain: scales('geluTanh', 'the slope of the curve that approximates gelu by a tanh'),
      localText: '½ · (1 + t) + ½ · a · (1 − t²) · t′',
      forward: (a) => 0.5 * a * (1 + Math.tanh(GELU * (a + 0.044715 * pow(a, 3)))),
      local: (a) => {
        const t = Math.tanh(GELU * (a + 0.044715 * pow(a, 3)));
        return 0.5 * (1 + t) + 0.5 * a * (1 - t * t) * GELU * (1 + 3 * 0.044715 * a * a);
      },
      domain: [[-4, 4]],
    }),
  ),
  silu: lift(
    'silu',
    unary({
      symbol: 'silu',
      flow: 'scales',
      explain: scales('silu', 'its sigmoid times one plus the input times one minus its sigmoid'),
      localText: 'σ(a) · (1 + a · (1 − σ(a)))',
      forward: (a) => a / (1 + Math.exp(-a)),
      local: (a) => sigmoid(a) * (1 + a * (1 - sigmoid(a))),
      domain: [[-5, 5]],
    }),
  ),
  softplus: liftWith<SoftplusParams>(
    'softplus',
    ({ beta, threshold }) =>
      unary({
        symbol: 'softplus',
        flow: 'scales',
        explain: scales('softplus', 'the sigmoid of the input'),
        localText: 'σ(β · a)',
        forward: (a) => (a * beta > threshold ? a : softplus(a * beta) / beta),
        local: (a) => (a * beta > threshold ? 1 : sigmoid(a * beta)),
        domain: [[-5, 5]],
      }),
    [
      { beta: 1, threshold: 20 },
      { beta: 2, threshold: Number.POSITIVE_INFINITY },
    ],
  ),
  softsign: lift(
    'softsign',
    unary({
      symbol: 'softsign',
      flow: 'scales',
      explain: scales('softsign', 'one over the square of one plus its size'),
      localText: '1 / (1 + |a|)²',
      forward: (a) => a / (1 + Math.abs(a)),
      local: (a) => 1 / pow(1 + Math.abs(a), 2),
      domain: [[0.2, 5]],
    }),
  ),
  mish: lift(
    'mish',
    unary({
      symbol: 'mish',
      flow: 'scales',
      explain: scales(
        'mish',
        't plus the input times its sigmoid times one minus t squared, where t is the tanh of its softplus',
      ),
      localText: 't + a · σ(a) · (1 − t²)',
      forward: (a) => a * Math.tanh(softplus(a)),
      local: (a) => {
        const t = Math.tanh(softplus(a));
        return t + a * sigmoid(a) * (1 - t * t);
      },
      domain: [[-5, 5]],
    }),
  ),
  tanhshrink: lift(
    'tanhshrink',
    unary({
      symbol: 'tanhshrink',
      flow: 'scales',
      explain: scales('tanhshrink', 'the square of its tanh'),
      localText: 'tanh(a)²',
      forward: (a) => a - Math.tanh(a),
      local: (a) => pow(Math.tanh(a), 2),
      domain: [[-3, 3]],
    }),
  ),
  erf: lift(
    'erf',
    unary({
      symbol: 'erf',
      flow: 'scales',
      explain: scales('erf', 'a bell curve around 0'),
      localText: '2 / sqrt(π) · exp(−a²)',
      forward: erf,
      local: (a) => (2 / Math.sqrt(Math.PI)) * Math.exp(-a * a),
      domain: [[-2, 2]],
    }),
  ),
  erfc: lift(
    'erfc',
    unary({
      symbol: 'erfc',
      flow: 'scales',
      explain: scales('erfc', 'minus a bell curve around 0'),
      localText: '−2 / sqrt(π) · exp(−a²)',
      forward: erfc,
      local: (a) => (-2 / Math.sqrt(Math.PI)) * Math.exp(-a * a),
      domain: [[-2, 2]],
    }),
  ),
  square: lift(
    'square',
    unary({
      symbol: 'square',
      flow: 'scales',
      explain: scales('square', 'twice the input'),
      localText: '2 · a',
      forward: (a) => a * a,
      local: (a) => 2 * a,
      domain: [[-5, 5]],
    }),
  ),
  reciprocal: lift(
    'reciprocal',
    unary({
      symbol: 'reciprocal',
      flow: 'scales',
      explain: scales('reciprocal', 'minus the square of the result'),
      localText: '−y²',
      forward: (a) => 1 / a,
      local: (_a, y) => -y * y,
      domain: [[0.5, 5]],
    }),
  ),
  rsqrt: lift(
    'rsqrt',
    unary({
      symbol: 'rsqrt',
      flow: 'scales',
      explain: scales('rsqrt', 'minus half the cube of the result'),
      localText: '−½ · y³',
      forward: (a) => 1 / Math.sqrt(a),
      local: (_a, y) => -0.5 * pow(y, 3),
      domain: [[0.5, 5]],
    }),
  ),
  exp2: lift(
    'exp2',
    unary({
      symbol: 'exp2',
      flow: 'scales',
      explain: scales('exp2', 'the result and ln 2'),
      localText: 'y · ln(2)',
      forward: (a) => pow(2, a),
      local: (_a, y) => y * Math.LN2,
      domain: [[-4, 4]],
    }),
  ),
};

export const activation = { ...rectifiers, ...smooth };
