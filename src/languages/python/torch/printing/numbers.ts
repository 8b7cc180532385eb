import { type Dtype, isFloat } from '../../../../engine/tensor/dtype';
import { fixed, scientific } from '../../text/floatText';
import type { PrintOptions } from './options';

/** Shows the numbers of one tensor, all of one width. */
export interface NumberFormat {
  readonly width: number;
  readonly show: (value: number) => string;
}

function special(value: number): string | null {
  if (Number.isNaN(value)) return 'nan';
  if (Number.isFinite(value)) return null;
  return value > 0 ? 'inf' : '-inf';
}

const sign = (value: number) => (value < 0 || Object.is(value, -0) ? '-' : '');

function fixedText(value: number, places: number): string {
  return special(value) ?? sign(value) + fixed(value, places);
}

function scientificText(value: number, places: number): string {
  return special(value) ?? sign(value) + scientific(Math.abs(value), places);
}

/** How PyTorch shows these numbers: as whole ones where all are, and with powers of ten where they are far apart. */
export function numberFormat(values: ArrayLike<number>, dtype: Dtype, options: PrintOptions): NumberFormat {
  if (!isFloat(dtype)) {
    const show = (value: number) => (dtype === 'bool' ? (value !== 0 ? 'True' : 'False') : String(value));
    let width = 1;
    for (let k = 0; k < values.length; k++) width = Math.max(width, show(values[k]!).length);
    return { width, show };
  }
  const finite: number[] = [];
  let [least, most, isWhole] = [Number.POSITIVE_INFINITY, 0, true];
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (!Number.isFinite(value) || value === 0) continue;
    finite.push(value);
    const size = Math.abs(value);
    if (size < least) least = size;
    if (size > most) most = size;
    isWhole &&= Number.isInteger(value);
  }
  const { precision } = options;
  const isWide = finite.length > 0 && (most / least > 1000 || most > 1e8 || (!isWhole && least < 1e-4));
  let width = 1;
  for (const value of finite) {
    const text = isWide
      ? scientificText(value, precision)
      : isWhole
        ? `${fixedText(value, 0)}.`
        : fixedText(value, precision);
    width = Math.max(width, text.length);
  }
  const show = (value: number): string => {
    if (options.sciMode ?? isWide) return scientificText(value, precision);
    if (isWhole) return special(value) ?? `${fixedText(value, 0)}.`;
    return fixedText(value, precision);
  };
  return { width, show };
}
