import * as mat3 from '../../../node_modules/gl-matrix/esm/mat3.js';
import * as mat4 from '../../../node_modules/gl-matrix/esm/mat4.js';
import * as quat from '../../../node_modules/gl-matrix/esm/quat.js';
import * as vec3 from '../../../node_modules/gl-matrix/esm/vec3.js';

const zeros = (count) => new Array(count).fill(0);

/** @grad fov = 0.9, aspect = 1.3, point = [0.4, -0.7, -3] */
export function projected(fov, aspect, point) {
  const projection = mat4.perspective(zeros(16), fov, aspect, 0.1, 50);
  const [x, y] = vec3.transformMat4(zeros(3), point, projection);
  return x * 2 + y ** 2;
}

/** @grad eye = [3, 2, 5], center = [0.2, 0, -0.1] */
export function looked(eye, center) {
  const view = mat4.lookAt(zeros(16), eye, center, [0, 1, 0]);
  const inverse = mat4.invert(zeros(16), view);
  return mat4.determinant(view) * view[12] + inverse[4] * view[13];
}

/** @grad angle = 0.8, t = 0.35, v = [1, -2, 0.5] */
export function turned(angle, t, v) {
  const a = quat.setAxisAngle(zeros(4), [0, 0, 1], angle);
  const b = quat.setAxisAngle(zeros(4), vec3.normalize(zeros(3), [1, 1, 0.2]), angle * 2);
  const out = vec3.transformQuat(zeros(3), v, quat.slerp(zeros(4), a, b, t));
  return out[0] - 3 * out[1] * out[2];
}

/** @grad m = [2, 1, 0, -1, 3, 1, 0.5, 0, 1] */
export function inverted(m) {
  const inverse = mat3.invert(zeros(9), m);
  return mat3.determinant(m) + mat3.frob(inverse);
}

/** @grad a = [1, 2, 3], b = [0.5, -1, 2] */
export function between(a, b) {
  return vec3.angle(a, b) + vec3.distance(a, vec3.cross(zeros(3), a, b));
}
