import { Bezier } from '../../../node_modules/bezier-js/src/bezier.js';

/** @grad p = [0, 0, 1, 2.5, 3, -1, 4, 0.5] */
export function arcLength(p) {
  return new Bezier(p).length();
}

/** @grad p = [0, 0, 1, 2.5, 3, -1, 4, 0.5], t = 0.3 */
export function curvature(p, t) {
  return new Bezier(p).curvature(t).k;
}

/** @grad p = [0, 0, 2, 3, 4, 0], t = 0.4, d = 0.25 */
export function offsetPoint(p, t, d) {
  const { x, y } = new Bezier(p).offset(t, d);
  return x ** 2 + 3 * y;
}

/** @grad p = [1, 1, 2, 3, 5, 2, 6, 4], t = 0.62 */
export function splitLengths(p, t) {
  const { left, right } = new Bezier(p).split(t);
  return left.length() - 0.5 * right.length();
}

/** @grad p = [0, 0.5, 1, 3, 4, 3.5, 5, 0] */
export function boxArea(p) {
  const { x, y } = new Bezier(p).bbox();
  return (x.max - x.min) * (y.max - y.min);
}
