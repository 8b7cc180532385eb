/**
 * The least that a tape can be: four columns of a fixed length, without places in the code, regions or growth. What it
 * costs is what the machine asks for recording and sweeping at all; the distance to derivatives by hand that is left is
 * none of the tape's doing.
 */
export class BareTape {
  readonly op: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly value: Float64Array;
  readonly adjoint: Float64Array;
  length = 0;

  constructor(capacity: number) {
    this.op = new Uint8Array(capacity);
    this.a = new Int32Array(capacity);
    this.b = new Int32Array(capacity);
    this.value = new Float64Array(capacity);
    this.adjoint = new Float64Array(capacity);
  }

  record(op: number, a: number, b: number, value: number): number {
    const node = this.length++;
    this.op[node] = op;
    this.a[node] = a;
    this.b[node] = b;
    this.value[node] = value;
    return node;
  }

  /** Sweeps back from the last row; returns the gradient of row 0. */
  sweep(): number {
    const { op, a, b, value, adjoint } = this;
    const last = this.length - 1;
    adjoint.fill(0, 0, last + 1);
    adjoint[last] = 1;
    for (let node = last; node >= 0; node--) {
      const upstream = adjoint[node]!;
      const first = a[node]!;
      const second = b[node]!;
      const code = op[node]!;
      if (code === MUL) {
        adjoint[first] = adjoint[first]! + upstream * value[second]!;
        adjoint[second] = adjoint[second]! + upstream * value[first]!;
      } else if (code === ADD) {
        adjoint[first] = adjoint[first]! + upstream;
        adjoint[second] = adjoint[second]! + upstream;
      } else if (code === SUB) {
        adjoint[first] = adjoint[first]! + upstream;
        adjoint[second] = adjoint[second]! - upstream;
      } else if (code === SQUARE) adjoint[first] = adjoint[first]! + upstream * 2 * value[first]!;
    }
    return adjoint[0]!;
  }
}

export const [LEAF, MUL, ADD, SUB, SQUARE] = [0, 1, 2, 3, 4];

/** x = x · 0.999 + 0.001 over and over. */
export function bareChain(turns: number): () => number {
  const tape = new BareTape(2 * turns + 3);
  return () => {
    tape.length = 0;
    let x = 0.7;
    let node = tape.record(LEAF, 0, 0, x);
    const factor = tape.record(LEAF, 0, 0, 0.999);
    const term = tape.record(LEAF, 0, 0, 0.001);
    for (let turn = 0; turn < turns; turn++) {
      x *= 0.999;
      node = tape.record(MUL, node, factor, x);
      x += 0.001;
      node = tape.record(ADD, node, term, x);
    }
    return tape.sweep();
  };
}

/** The burger factory's loss, (v · (w · x) − 10)². */
export function bareBurger(): (w: number) => number {
  const tape = new BareTape(8);
  return (w) => {
    tape.length = 0;
    const nodeW = tape.record(LEAF, 0, 0, w);
    const v = tape.record(LEAF, 0, 0, 2);
    const x = tape.record(LEAF, 0, 0, 2);
    const u = tape.record(MUL, nodeW, x, w * 2);
    const y = tape.record(MUL, v, u, 2 * tape.value[u]!);
    const ten = tape.record(LEAF, 0, 0, 10);
    const residual = tape.record(SUB, y, ten, tape.value[y]! - 10);
    tape.record(SQUARE, residual, residual, tape.value[residual]! ** 2);
    return tape.sweep();
  };
}
