import type { Edge } from '../graph/model';
import { shortNumber, spreadText } from './numberFormat';
import { shapeText } from './tensorShape';

/** What flows back over an edge in short: a number, between which numbers several lie, or the shape of a tensor. */
export function edgeFigure({ contribution, spread, tensor }: Pick<Edge, 'contribution' | 'spread' | 'tensor'>): string {
  if (contribution !== null) return shortNumber(contribution);
  if (spread !== undefined) return spreadText(spread);
  return tensor === undefined ? '' : shapeText(tensor.shape);
}

/** The figure that the picture writes on an edge: spreads are too long for it. */
export function drawnFigure({ contribution, tensor }: Pick<Edge, 'contribution' | 'spread' | 'tensor'>): string {
  return edgeFigure({ contribution, ...(tensor && { tensor }) });
}
