import type { NdArray } from '../../../engine/tensor/ndarray';

/** More entries than this along an axis are cut to the first and last few. */
const MOST = 20;
const ENDS = 3;
const DIGITS = 7;

/** What TensorFlow.js prints for a tensor; `verbose` adds its type and shape. */
export function tensorText(array: NdArray, verbose = false): string {
  const { shape, dtype } = array;
  const about = [`  dtype: ${dtype}`, `  rank: ${shape.length}`, `  shape: [${shape}]`, '  values:'];
  const lines = rows(array, 0, array.offset, widths(array), true).map((line) => `    ${line}`);
  return ['Tensor', ...(verbose ? about : []), lines.join('\n')].join('\n');
}

/** The width of each column, that of the longest number in it. */
function widths(array: NdArray): number[] {
  const columns = array.shape.at(-1) ?? 0;
  const found = new Array<number>(columns).fill(0);
  if (array.rank < 2) return found;
  for (let element = 0; element < array.size; element++) {
    const column = element % columns;
    found[column] = Math.max(found[column]!, numberText(array.flat(element), array).length);
  }
  return found;
}

function numberText(value: number, { dtype }: NdArray): string {
  if (dtype === 'bool') return value === 0 ? 'false' : 'true';
  return String(Number.parseFloat(value.toFixed(DIGITS)));
}

function rows(array: NdArray, axis: number, at: number, columns: readonly number[], isLast: boolean): string[] {
  const { shape, strides, data, dtype } = array;
  const rank = shape.length - axis;
  if (rank === 0) return [dtype === 'bool' ? numberText(data[at]!, array) : String(data[at]!)];
  const size = shape[axis]!;
  const step = strides[axis]!;
  const shown =
    size > MOST
      ? [...Array(ENDS).keys(), null, ...Array.from({ length: ENDS }, (_, k) => size - ENDS + k)]
      : [...Array(size).keys()];
  if (rank === 1) {
    const items = shown.map((k) => (k === null ? '...' : numberText(data[at + k * step]!, array).padEnd(columns[k]!)));
    return [`[${items.join(', ')}]`];
  }
  const lines = shown.flatMap((k) =>
    k === null ? ['...'] : rows(array, axis + 1, at + k * step, columns, k === size - 1),
  );
  const separator = rank === 2 ? ',' : '';
  const first = lines[0] ?? '';
  lines[0] = `[${size > 0 ? first + separator : ''}`;
  for (let k = 1; k < lines.length - 1; k++) lines[k] = ` ${lines[k]}${separator}`;
  const end = isLast ? '' : `,\n${'\n'.repeat(rank - 2)}`;
  lines[lines.length - 1] = ` ${lines.at(-1)}]${end}`;
  return lines;
}
