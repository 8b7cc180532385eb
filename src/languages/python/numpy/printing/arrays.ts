import type { NdArray } from '../../../../engine/tensor/ndarray';
import { tupleText } from '../../arrays/words';
import { type Formatter, formatterOf, scalarText } from './numbers';
import type { PrintOptions } from './options';

/** `str` of an array. */
export function arrayText(array: NdArray, options: PrintOptions): string {
  if (array.rank === 0) return scalarText(array.item(), array.dtype);
  return bracketed(array, options, ' ', '', '');
}

/** `repr` of an array. */
export function arrayRepr(array: NdArray, options: PrintOptions): string {
  const isImplied = array.size > 0 && (array.dtype === 'float64' || array.dtype === 'int64' || array.dtype === 'bool');
  const suffix = isImplied ? ')' : ',';
  const isEmpty = array.size === 0 && !(array.rank === 1 && array.shape[0] === 0);
  const inner = isEmpty ? `[], shape=${tupleText(array.shape)}` : bracketed(array, options, ', ', 'array(', suffix);
  const text = `array(${inner}${suffix}`;
  if (isImplied) return text;
  const dtype = `dtype=${array.dtype})`;
  const last = text.length - (text.lastIndexOf('\n') + 1);
  const spacer = last + dtype.length + 1 > options.linewidth ? `\n${' '.repeat('array('.length)}` : ' ';
  return text + spacer + dtype;
}

/** What `np.array2string` gives. */
export function bracketed(
  array: NdArray,
  options: PrintOptions,
  separator: string,
  prefix: string,
  suffix: string,
  own: Formatter | null = null,
): string {
  if (array.size === 0) return '[]';
  const summary = array.size > options.threshold ? '...' : '';
  const shown = summary === '' ? array.values() : edges(array, options.edgeitems);
  const layout: Layout = {
    array,
    format: own ?? formatterOf(array.dtype, shown, array.rank, options),
    separator,
    edge: options.edgeitems,
    summary,
  };
  return level(layout, 0, array.offset, ' '.repeat(prefix.length + 1), options.linewidth - suffix.length);
}

interface Layout {
  readonly array: NdArray;
  readonly format: Formatter;
  readonly separator: string;
  readonly edge: number;
  readonly summary: string;
}

function level(layout: Layout, axis: number, at: number, indent: string, width: number): string {
  const { array, format, separator, edge, summary } = layout;
  const axes = array.rank - axis;
  if (axes === 0) return format(array.data[at]!);
  const count = array.shape[axis]!;
  const step = array.strides[axis]!;
  const isCut = summary !== '' && 2 * edge < count;
  const numbers = isCut ? [...range(0, edge), -1, ...range(count - edge, count)] : range(0, count);
  const word = (k: number) => level(layout, axis + 1, at + k * step, `${indent} `, width - 1);
  if (axes > 1) {
    const between = separator.trimEnd() + '\n'.repeat(axes - 1);
    const rows = numbers.map((k) => indent + (k === -1 ? summary : word(k)));
    return `[${rows.join(between).slice(indent.length)}]`;
  }
  const room = width - Math.max(separator.trimEnd().length, 1);
  let text = '';
  let line = indent;
  numbers.forEach((k, n) => {
    const next = k === -1 ? summary : word(k);
    if (line.length + next.length > room && line.length > indent.length) {
      text += `${line.trimEnd()}\n`;
      line = indent;
    }
    line += next;
    if (n < numbers.length - 1) line += separator;
  });
  return `[${(text + line).slice(indent.length)}]`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
}

/** The elements that a summary shows. */
function edges(array: NdArray, edge: number): number[] {
  const found: number[] = [];
  const visit = (axis: number, at: number): void => {
    if (axis === array.rank) {
      found.push(array.data[at]!);
      return;
    }
    const count = array.shape[axis]!;
    const numbers = 2 * edge < count ? [...range(0, edge), ...range(count - edge, count)] : range(0, count);
    for (const k of numbers) visit(axis + 1, at + k * array.strides[axis]!);
  };
  visit(0, array.offset);
  return found;
}
