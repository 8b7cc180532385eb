import type { Box } from './panZoom';

/** Size of a figure in pixels of the picture, at 10 pixels a letter's height; no figure or sign is wider. */
const CHARACTER = 6;
const BESIDE = 4;
const HEIGHT = 13;
/** Shares of an edge's length where a figure may stand, the best first. */
const shares = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];

/**
 * Where a figure of an edge can stand without lying on any of `taken`: on the edge, else at the gate that it comes from;
 * null where there is no room.
 */
export function figurePlace(
  text: string,
  path: Pick<SVGPathElement, 'getTotalLength' | 'getPointAtLength'>,
  input: Box,
  taken: readonly Box[],
): Box | null {
  const width = text.length * CHARACTER + BESIDE;
  const around = (x: number, y: number): Box => ({ x: x - width / 2, y: y - HEIGHT / 2, width, height: HEIGHT });
  const isFree = (box: Box) => !taken.some((other) => overlap(box, other));
  const length = path.getTotalLength();
  for (const share of shares) {
    const { x, y } = path.getPointAtLength(share * length);
    const box = around(x, y);
    if (isFree(box)) return box;
  }
  const [left, middle, right] = [width / 2, input.width / 2, input.width - width / 2].map((x) => input.x + x);
  const [above, below] = [input.y - HEIGHT / 2 - 1, input.y + input.height + HEIGHT / 2 + 1];
  for (const x of [right!, middle!, left!]) {
    for (const y of [below, above]) {
      const box = around(x, y);
      if (isFree(box)) return box;
    }
  }
  return null;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
