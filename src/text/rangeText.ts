import type { Statistics } from '../graph/model';
import { shortNumber } from './numberFormat';

/** `−0.4 … 1.2`, or the number that all are; NaN where one is. */
export function rangeText({ least, most, nan }: Statistics): string {
  if (nan > 0) return 'NaN';
  const [from, to] = [shortNumber(least), shortNumber(most)];
  return from === to ? from : `${from} … ${to}`;
}
