// The error function, after W. J. Cody's rational approximations as fdlibm arranges them (Sun Microsystems, 1993).

function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]!;
  return sum;
}

const near = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-5,
];
const nearBelow = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -3.960228278775368e-6,
];
const middle = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const middleBelow = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
const far = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const farBelow = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
const farther = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const fartherBelow = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];
const OFFSET = 0.8450629115104675;

/** 1 − erf(x) for x of at least 1.25. */
function tail(x: number): number {
  if (x > 28) return 0;
  const s = 1 / (x * x);
  const ratio =
    x < 1 / 0.35 ? polynomial(s, far) / polynomial(s, farBelow) : polynomial(s, farther) / polynomial(s, fartherBelow);
  // x is split so that the square of its upper half is exact.
  const upper = Math.fround(x);
  return (Math.exp(-upper * upper - 0.5625) * Math.exp((upper - x) * (upper + x) + ratio)) / x;
}

export function erf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (size < 0.84375) {
    const z = x * x;
    return x + x * (polynomial(z, near) / polynomial(z, nearBelow));
  }
  const sign = x < 0 ? -1 : 1;
  if (size < 1.25) {
    const s = size - 1;
    return sign * (OFFSET + polynomial(s, middle) / polynomial(s, middleBelow));
  }
  return sign * (1 - tail(size));
}

export function erfc(x: number): number {
  if (x < 1.25) return 1 - erf(x);
  return Number.isNaN(x) ? x : tail(x);
}

/** 1 / (1 + e^−x). */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** ln(1 + e^x), without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
