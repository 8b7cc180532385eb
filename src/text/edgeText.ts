import type { Edge } from '../graph/model';
import { shortNumber, spreadText } from './numberFormat';
import { tightRange } from './rangeText';
import { shapeText } from './tensorShape';

type Flowing = Pick<Edge, 'contribution' | 'spread' | 'tensor'>;

/** What flows back over an edge in short: a number, or between which numbers several, or those of a tensor, lie. */
export function edgeFigure({ contribution, spread, tensor }: Flowing): string {
  if (contribution !== null) return shortNumber(contribution);
  if (spread !== undefined) return spreadText(spread);
  return tensor === undefined || tensor.contribution === null ? '' : tightRange(tensor.contribution);
}

/** The figure that the picture writes on an edge: spreads are too long for it, and a tensor has its shape there. */
export function drawnFigure({ contribution, tensor }: Flowing): string {
  if (contribution !== null) return shortNumber(contribution);
  return tensor === undefined ? '' : shapeText(tensor.shape);
}
