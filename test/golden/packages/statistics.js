import * as ss from '../../../node_modules/simple-statistics/index.js';

/** @grad xs = [1.2, 2.5, 3.1, 4.8, 7.3] */
export function skewness(xs) {
  return ss.sampleSkewness(xs) + ss.sampleKurtosis([...xs, 9.5]);
}

/** @grad xs = [1, 2.5, 4, 5.5], ys = [1.1, 3.9, 5.2, 9.7], at = 3 */
export function predicted(xs, ys, at) {
  const line = ss.linearRegressionLine(ss.linearRegression(xs.map((x, k) => [x, ys[k]])));
  return (
    line(at) +
    ss.rSquared(
      xs.map((x, k) => [x, ys[k]]),
      line,
    )
  );
}

/** @grad xs = [3, 1, 4, 1.5, 9], p = 0.35 */
export function quantiles(xs, p) {
  return ss.quantile(xs, p) * ss.median(xs) + ss.interquartileRange(xs);
}

/** @grad xs = [0.5, 1.5, 4], at = 1.2 */
export function density(xs, at) {
  return ss.kernelDensityEstimation(xs)(at);
}

/** @grad x = 0.7 */
export function special(x) {
  return ss.errorFunction(x) * ss.gammaln(x + 2) + ss.logit(x) - ss.probit(0.3 + x / 10);
}

/** @grad a = [1, 4, 2, 8], b = [2, 3, 5, 7] */
export function association(a, b) {
  return ss.sampleCorrelation(a, b) + ss.geometricMean(a) / ss.harmonicMean(b) + ss.rootMeanSquare(a);
}
