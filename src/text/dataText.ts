import { clip, oneLine } from '../graph/clip';
import type { Data, Num, Statistics } from '../graph/model';
import { decodeNum, encodeNum } from '../graph/num';
import { fullNumber, shortNumber } from './numberFormat';
import { rangeText } from './rangeText';

/** How many numbers a short text may list before it becomes a shape. */
const LISTED = 4;

/** Longest name of a field. */
const NAME_LENGTH = 32;

/** Nesting beyond this is not written out, so that no text grows or recurses with it. */
const MOST_AXES = 8;

/**
 * Values in a few characters, with 4 digits: `4`, `[1, 2]`, `{x 1, y 2}`; an array of more than four numbers is its
 * shape, `[2×3]`, or `[5 values]` where it is not rectangular.
 */
export function shortData(data: Data, shape: readonly number[] | null = null): string {
  return dataText(data, shape, shortNumber, LISTED);
}

/** Like {@link shortData} with every digit, and lists up to eight numbers. */
export function fullData(data: Data, shape: readonly number[] | null = null): string {
  return dataText(data, shape, fullNumber, 2 * LISTED);
}

/**
 * Like {@link fullData}; an array of more numbers says between which they lie: `[3×3: −0.5 … 0.6]`. `known` is what is known of
 * them where not all are here.
 */
export function rangedData(data: Data, shape: readonly number[] | null, known?: Omit<Statistics, 'mean'>): string {
  const text = fullData(data, shape);
  if (!/^\[\d+(×\d+)*\]$/.test(text) || !Array.isArray(data) || countNumbers(data, 2 * LISTED) <= 2 * LISTED)
    return text;
  const wanted = shape?.reduce((count, extent) => count * extent, 1);
  const numbers: Num[] = wanted === undefined || wanted > MOST_RANGED ? [] : numbersIn(data);
  const statistics = numbers.length > 0 && numbers.length === wanted ? extremes(numbers) : known;
  return statistics === undefined ? text : `${text.slice(0, -1)}: ${rangeText(statistics)}]`;
}

/** Arrays of more numbers are not looked at one by one. */
const MOST_RANGED = 100_000;

function numbersIn(data: readonly Data[]): Num[] {
  const numbers: Num[] = [];
  const waiting: Data[] = [data];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    if (item === null) continue;
    if (typeof item !== 'object') numbers.push(item as Num);
    else for (const inner of Object.values(item)) waiting.push(inner);
  }
  return numbers;
}

function extremes(numbers: readonly Num[]): Omit<Statistics, 'mean'> {
  const known = numbers.map(decodeNum).filter((number) => !Number.isNaN(number));
  const found = (number: number) => encodeNum(known.length === 0 ? Number.NaN : number);
  return {
    least: found(known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)),
    most: found(known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)),
    nan: numbers.length - known.length,
  };
}

function dataText(data: Data, shape: readonly number[] | null, number: (value: Num) => string, listed: number): string {
  if (data === null) return 'none';
  if (typeof data !== 'object') return number(data);
  const count = countNumbers(data, listed);
  if (Array.isArray(data)) {
    if (count <= listed) return `[${data.map((item: Data) => dataText(item, null, number, listed)).join(', ')}]`;
    const size = shape ?? shapeOf(data);
    return size === null || size.length > MOST_AXES ? `[${data.length} values]` : `[${size.join('×')}]`;
  }
  const entries = Object.entries(data as { readonly [name: string]: Data });
  if (count > listed) return `{${entries.length} fields}`;
  return `{${entries.map(([name, item]) => `${clip(oneLine(name), NAME_LENGTH)} ${dataText(item, null, number, listed)}`).join(', ')}}`;
}

/** How many numbers there are, or more than `enough` as soon as there are more or they are nested very deep. */
function countNumbers(data: Data, enough: number): number {
  const waiting: Data[] = [data];
  let count = 0;
  let visited = 0;
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const inner: readonly Data[] =
      item === null || typeof item !== 'object' ? [] : Array.isArray(item) ? item : Object.values(item);
    // An empty list has no number, but it takes its place in the text.
    if (inner.length === 0) count++;
    if (count + inner.length > enough || ++visited > MOST_AXES * enough) return enough + 1;
    waiting.push(...inner);
  }
  return count;
}

/** The lengths of a rectangular nested array, outermost first; null for any other. */
export function shapeOf(data: Data): readonly number[] | null {
  const shape: number[] = [];
  let level: readonly Data[] = [data];
  while (level.length > 0 && Array.isArray(level[0])) {
    const length: number = level[0].length;
    if (!level.every((item) => Array.isArray(item) && item.length === length)) return null;
    shape.push(length);
    level = level.flat(1) as Data[];
  }
  return level.every((item) => item === null || typeof item !== 'object') ? shape : null;
}
