import { type Double, negative, over, plus, root, times } from '../../numeric/double';
import { exp, expDouble, log, logDouble } from '../../numeric/functions';
import type { Bits } from './bits';

/** Where the tail of the normal distribution begins, and the area of each of the 256 layers. */
const R = 3.6541528853610088;
const AREA: Double = [0.004928673233974655, -4.143354844736511e-19];
/** 1 / R, as NumPy writes it. */
const INVERSE_R = 0.27366123732975828;
const LAYERS = 256;

/**
 * How far NumPy's widths are from the exact ones, in units of the last place: they were made with rounded numbers. Found by
 * measuring what NumPy draws.
 */
// biome-ignore format: a table
const OFF: readonly number[] = [
  -9, -129, -40, -32, -28, -26, -26, -22, -22, -11, -10, -9, -8, -8, -7, -8, -8, -9, -8, -8, -9, -9, -9, -9, -9, -8,
  -7, -7, -8, -8, -8, -7, -8, -8, -7, -7, -8, -8, -6, -6, -6, -5, -5, -6, -5, -6, -5, -5, -5, -5, -6, -6, -3, -4, -4,
  -4, -4, -4, -4, -4, -3, -4, -3, -3, -3, -3, -4, -3, -4, -3, -3, -4, -3, -2, -2, -3, -3, -3, -4, -3, -3, -3, -3, -3,
  -3, -3, -2, -2, -2, -2, -2, -1, -1, -1, -1, -1, -2, -2, -1, -2, -2, -2, -2, -2, -1, -2, -2, -2, -2, -2, -3, -3, -3,
  -2, -2, -2, -1, -1, -2, -2, -2, -2, -1, -1, -1, -1, -1, -2, -2, -2, -1, -1, -2, -2, -2, -2, -2, -2, -2, -2, -3, -4,
  -4, -4, -3, -3, -3, -3, -2, -2, -2, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, -1, -1, 0, -1, 0, -1, -1, -1, 0, 0, 0, 1, 2,
  3, 3, 3, 2, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -2, -1, -2, -2, -2, -2, -2, -2,
  -1, -1, -1, -1, 0, 0, -1, -1, -1, 0, 0, 0, -1, -1, 0, 0, 0, 0, 0, 0, -1, 0, 0, -1, 0, -1, -1, -1, -1, -1, -1, -1,
  -1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0,
];

/** The number so many units of its last place away. */
function moved(value: number, units: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(units));
  return view.getFloat64(0);
}

interface Table {
  /** The width of each layer over 2^52. */
  readonly widths: Float64Array;
  /** Below these a draw lies inside the layer for sure. */
  readonly limits: Float64Array;
  readonly heights: Float64Array;
}

let table: Table | null = null;

/** The layers by Marsaglia and Tsang, from the outermost inwards; made when they are first needed. */
function layers(): Table {
  if (table !== null) return table;
  const edges: Double[] = new Array(LAYERS);
  const density = (x: Double): Double => expDouble(times([-0.5, 0], times(x, x)));
  edges[LAYERS - 1] = [R, 0];
  for (let k = LAYERS - 1; k > 1; k--) {
    const x = edges[k]!;
    const height = plus(over(AREA, x), density(x));
    const exact = plus(logDouble(height[0]), [height[1] / height[0], 0]);
    edges[k - 1] = root(negative([2 * exact[0], 2 * exact[1]]));
  }
  const base = over(AREA, density([R, 0]));
  const widths = new Float64Array(LAYERS);
  const limits = new Float64Array(LAYERS);
  const heights = new Float64Array(LAYERS);
  const unit = 2 ** 52;
  widths[0] = moved(base[0] / unit, OFF[0]!);
  limits[0] = Math.floor(over([R, 0], base)[0] * unit);
  heights[0] = 1;
  for (let k = 1; k < LAYERS; k++) {
    const x = edges[k]!;
    widths[k] = moved(x[0] / unit, OFF[k]!);
    limits[k] = k === 1 ? 0 : Math.floor(over(edges[k - 1]!, x)[0] * unit);
    heights[k] = density(x)[0];
  }
  table = { widths, limits, heights };
  return table;
}

/** A normal number, as NumPy's generators draw it. */
export function zigguratNormal(bits: Bits): number {
  const { widths, limits, heights } = layers();
  for (;;) {
    let r = bits.long();
    const layer = Number(r & 0xffn);
    r >>= 8n;
    const isNegative = (r & 1n) === 1n;
    const size = Number((r >> 1n) & 0x000f_ffff_ffff_ffffn);
    const x = (isNegative ? -1 : 1) * size * widths[layer]!;
    if (size < limits[layer]!) return x;
    if (layer === 0) {
      for (;;) {
        const across = -INVERSE_R * log(1 - bits.random());
        const down = -log(1 - bits.random());
        if (down + down > across * across) return Math.floor(size / 256) % 2 === 1 ? -(R + across) : R + across;
      }
    }
    const height = (heights[layer - 1]! - heights[layer]!) * bits.random() + heights[layer]!;
    if (height < exp(-0.5 * x * x)) return x;
  }
}
