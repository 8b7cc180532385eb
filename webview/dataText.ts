import type { Data, Statistics } from '../src/graph/model';
import { fullNumber, shortNumber, spreadText } from '../src/text/numberFormat';
import { signClass } from './sign';

/** Longest text of an array that is shown in a row; the whole of it stands in the title. */
const LENGTH = 36;

/** What is known of all numbers of an array. */
type Known = Omit<Statistics, 'mean'>;

/**
 * A value in short form: `4`, `[1, 2, −0.5]`, `{a: 1}`, `[1, 2, … 98 more]`, `[14×8: −0.3 … 0.5]`. `known` is what is known of
 * the numbers where not all are here.
 */
export function shortData(data: Data, shape: readonly number[] | null = null, known?: Known): string {
  const text = write(data, shortNumber);
  // Of a large array only the first numbers are here; its shape tells how long it is.
  const count = shape?.[0] ?? (Array.isArray(data) ? data.length : 0);
  const isWhole = !Array.isArray(data) || data.length === count;
  if ((isWhole && text.length <= LENGTH) || !Array.isArray(data))
    return text.length <= LENGTH ? text : `${text.slice(0, LENGTH - 1)}…`;
  const parts = data.map((item) => write(item, shortNumber));
  let shown = 0;
  for (let length = 0; shown < parts.length; shown += 1) {
    length += parts[shown]!.length + 2;
    if (length > LENGTH - 10) break;
  }
  if (shown > 0) return `[${parts.slice(0, shown).join(', ')}, … ${count - shown} more]`;
  const size = shape === null || shape.length < 2 ? `${count} ${count === 1 ? 'row' : 'rows'}` : shape.join('×');
  const numbers = numbersIn(data);
  // What is not here cannot be told from what is.
  const isAll = shape === null ? isWhole : numbers.length === shape.reduce((product, length) => product * length, 1);
  const extremes = isAll && numbers.length > 0 ? extremesOf(numbers) : known;
  return extremes === undefined ? `[… ${size}]` : `[${size}: ${rangeText(extremes)}]`;
}

function numbersIn(data: Data): number[] {
  if (typeof data === 'number' || typeof data === 'string') return [Number(data)];
  if (data === null) return [];
  return (Array.isArray(data) ? data : Object.values(data)).flatMap(numbersIn);
}

function extremesOf(numbers: readonly number[]): Known {
  const known = numbers.filter((number) => !Number.isNaN(number));
  return {
    least: known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    most: known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    nan: numbers.length - known.length,
  };
}

/** `−0.4 … 1.2`; or how many are no numbers, which have no place between the others. */
function rangeText({ nan, ...spread }: Known): string {
  return nan > 0 ? `${nan} NaN` : spreadText(spread);
}

/** A value with every digit, for titles; at most 2000 characters. */
export function fullData(data: Data): string {
  const text = write(data, fullNumber);
  return text.length <= 2000 ? text : `${text.slice(0, 1999)}…`;
}

/** Colours a scalar gradient by its sign; arrays have none. */
export function dataSign(data: Data): string {
  return typeof data === 'number' || typeof data === 'string' ? signClass(data) : 'sign-none';
}

function write(data: Data, number: typeof shortNumber): string {
  if (data === null) return 'none';
  if (typeof data === 'number' || typeof data === 'string') return number(data);
  if (Array.isArray(data)) return `[${data.map((item: Data) => write(item, number)).join(', ')}]`;
  return `{${Object.entries(data)
    .map(([name, value]) => `${name}: ${write(value, number)}`)
    .join(', ')}}`;
}
