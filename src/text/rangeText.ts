import type { Statistics } from '../graph/model';
import { shortNumber } from './numberFormat';

/** `−0.4 … 1.2`, or the number that all are; `NaN among −0.4 … 1.2` where some are NaN. */
export function rangeText({ least, most, nan }: Omit<Statistics, 'mean'>): string {
  if (least === 'NaN') return 'NaN';
  const [from, to] = [shortNumber(least), shortNumber(most)];
  const range = from === to ? from : `${from} … ${to}`;
  return nan > 0 ? `NaN among ${range}` : range;
}

/** The same where there is little room: `NaN, −0.4 … 1.2`, with two digits beside NaN. */
export function tightRange(numbers: Omit<Statistics, 'mean'>): string {
  const { least, most, nan } = numbers;
  if (nan === 0 || least === 'NaN') return rangeText(numbers);
  const [from, to] = [shortNumber(least, 2), shortNumber(most, 2)];
  return `NaN, ${from === to ? from : `${from} … ${to}`}`;
}
