// A vector class of your own: ordinary code, traced like any other.
// The panel offers the norms and the dot product as one gate each: point at the last gate of one, and fold it (F).
class Vec3 {
  constructor(
    readonly x: number,
    readonly y: number,
    readonly z: number,
  ) {}

  static from([x = 0, y = 0, z = 0]: number[]): Vec3 {
    return new Vec3(x, y, z);
  }

  dot(other: Vec3): number {
    return this.x * other.x + this.y * other.y + this.z * other.z;
  }

  get length(): number {
    return Math.sqrt(this.x ** 2 + this.y ** 2 + this.z ** 2);
  }
}

const a = [1, 2, 2];
const b = [3, 0, 4];
const u = Vec3.from(a);
const v = Vec3.from(b);
const cosine = u.dot(v) / (u.length * v.length); // @grad

export { cosine };
