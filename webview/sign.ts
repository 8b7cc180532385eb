import type { Edge, Num } from '../src/graph/model';

/** What a number's colour and an edge's style tell: `odd` is NaN or infinite. */
export type Sign = 'positive' | 'negative' | 'zero' | 'odd';

export function signOf(value: Num): Sign {
  const number = Number(value);
  if (!Number.isFinite(number)) return 'odd';
  return number === 0 ? 'zero' : number > 0 ? 'positive' : 'negative';
}

/** The class that colours a gradient by its sign. */
export function signClass(value: Num | null): string {
  return value === null ? 'sign-none' : `sign-${signOf(value)}`;
}

const THINNEST = 1;
const THICKEST = 3.5;

/** Width of an edge in pixels: it grows with the log of the contribution, from 0.01 (thinnest) to 1000 (thickest). */
export function edgeWidth(contribution: Num | null): number {
  if (contribution === null) return THINNEST;
  const size = Math.abs(Number(contribution));
  if (Number.isNaN(size)) return THINNEST;
  const share = Math.min(Math.max((Math.log10(size) + 2) / 5, 0), 1);
  return Math.round((THINNEST + (THICKEST - THINNEST) * share) * 100) / 100;
}

/** What an edge's width and colour tell: its contribution; of several the largest, where all have one sign, else its size. */
export function sizeOf({ contribution, spread, tensor }: Pick<Edge, 'contribution' | 'spread' | 'tensor'>): Num | null {
  const range = spread ?? tensor?.contribution ?? undefined;
  if (range === undefined) return contribution;
  const [least, most] = [Number(range.least), Number(range.most)];
  if (Number.isNaN(least) || least >= 0) return range.most;
  return most <= 0 ? range.least : null;
}
