import type { SourceId } from '../../../../engine/sources';
import type { NdArray } from '../../../../engine/tensor/ndarray';
import type { Runtime } from '../../../core/runtime';
import { tupleText } from '../../arrays/words';
import { formatValue } from '../../text/format';
import { Float, intOfFloat } from '../../values/numbers';
import { gradName } from '../autograd/names';
import { dtypeObjects } from '../dtypes';
import { stateOf } from '../state';
import type { TorchTensor } from '../tensor';
import { type NumberFormat, numberFormat } from './numbers';
import { optionsOf, type PrintOptions } from './options';

/** Puts the numbers of one array in lines and brackets. */
class Layout {
  constructor(
    private readonly array: NdArray,
    private readonly format: NumberFormat,
    private readonly options: PrintOptions,
    private readonly isShort: boolean,
  ) {}

  text(axis: number, at: number, indent: number): string {
    const { array, format } = this;
    const rank = array.rank - axis;
    if (rank === 0) return this.#number(at);
    const extent = array.shape[axis]!;
    const stride = array.strides[axis]!;
    const places = this.#places(extent);
    if (rank === 1) {
      const perLine = Math.max(1, Math.floor((this.options.linewidth - indent) / (format.width + 2)));
      const shown = places.map((k) => (k === null ? ' ...' : this.#number(at + k * stride)));
      const lines: string[] = [];
      for (let k = 0; k < shown.length; k += perLine) lines.push(shown.slice(k, k + perLine).join(', '));
      return `[${lines.join(`,\n${' '.repeat(indent + 1)}`)}]`;
    }
    const slices = places.map((k) => (k === null ? '...' : this.text(axis + 1, at + k * stride, indent + 1)));
    return `[${slices.join(`,${'\n'.repeat(rank - 1)}${' '.repeat(indent + 1)}`)}]`;
  }

  /** Which entries of an axis are shown; null stands for those that are left out. */
  #places(extent: number): (number | null)[] {
    const { edgeitems } = this.options;
    if (!this.isShort || extent <= 2 * edgeitems) return Array.from({ length: extent }, (_, k) => k);
    const edge = Array.from({ length: edgeitems }, (_, k) => k);
    return [...edge, null, ...edge.map((k) => extent - edgeitems + k)];
  }

  #number(at: number): string {
    return this.format.show(this.array.data[at]!).padStart(this.format.width);
  }
}

/** The numbers that are shown where not all of them are. */
function shownNumbers(array: NdArray, edge: number): number[] {
  const numbers: number[] = [];
  const visit = (axis: number, at: number): void => {
    if (axis === array.rank) {
      numbers.push(array.data[at]!);
      return;
    }
    const extent = array.shape[axis]!;
    for (let k = 0; k < extent; k++) {
      if (extent > 2 * edge && k >= edge && k < extent - edge) continue;
      visit(axis + 1, at + k * array.strides[axis]!);
    }
  };
  visit(0, array.offset);
  return numbers;
}

/** `repr(tensor)`, digit by digit as PyTorch has it. */
export function tensorRepr(rt: Runtime, tensor: TorchTensor): string {
  const { array } = tensor.peek();
  const options = optionsOf(rt);
  const start = tensor.isParameter ? 'Parameter containing:\n' : '';
  const state = stateOf(rt);
  const suffixes: string[] = [];
  const { dtype, shape, size } = array;
  let text = 'tensor([]';
  if (size === 0) {
    if (shape.length !== 1) suffixes.push(`size=${tupleText(shape)}`);
    if (dtype !== state.defaultDtype) suffixes.push(`dtype=${dtypeObjects[dtype].repr()}`);
  } else {
    if (dtype !== state.defaultDtype && dtype !== 'int64' && dtype !== 'bool')
      suffixes.push(`dtype=${dtypeObjects[dtype].repr()}`);
    const isShort = size > options.threshold;
    rt.budget.spend(rt, Math.min(size, options.threshold) * 4);
    const numbers = isShort ? shownNumbers(array, options.edgeitems) : array.values();
    const layout = new Layout(array, numberFormat(numbers, dtype, options), options, isShort);
    text = `tensor(${layout.text(0, array.offset, 'tensor('.length)}`;
  }
  const name = gradName(rt, tensor);
  if (name !== null) suffixes.push(`grad_fn=<${name}>`);
  else if (tensor.isWanted) suffixes.push('requires_grad=True');
  return `${start}${withSuffixes(text, suffixes, options.linewidth)}`;
}

function withSuffixes(text: string, suffixes: readonly string[], linewidth: number): string {
  const indent = 'tensor('.length;
  let all = text;
  // So PyTorch counts it.
  let last = text.length - text.lastIndexOf('\n') + 1;
  for (const suffix of suffixes) {
    if (last + suffix.length + 2 > linewidth) {
      all += `,\n${' '.repeat(indent)}${suffix}`;
      last = indent + suffix.length;
    } else {
      all += `, ${suffix}`;
      last += suffix.length + 2;
    }
  }
  return `${all})`;
}

/** What an f-string shows of a tensor: of one without axes its number. */
export function formatTensor(rt: Runtime, tensor: TorchTensor, text: string, source: SourceId): string {
  const { array } = tensor.peek();
  if (array.rank > 0) {
    if (text === '') return tensorRepr(rt, tensor);
    throw rt.error('TypeError', 'unsupported format string passed to Tensor.__format__', source);
  }
  return formatValue(rt, numberOf(array, 0), text, source);
}

/** One element as a number of Python's. */
export function numberOf(array: NdArray, element: number): Float | number | bigint | boolean {
  const number = array.flat(element);
  if (array.dtype === 'bool') return number !== 0;
  return array.dtype === 'float64' || array.dtype === 'float32' ? new Float(number) : intOfFloat(number);
}
