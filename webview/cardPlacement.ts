import type { Box, Size } from './panZoom';

const GAP = 12;
const EDGE = 8;

/**
 * Where to put a card of a size beside the gate it explains: right, left, below or above, inside the stage, covering
 * neither the gate nor its neighbours where that can be had. `explained` comes first and weighs most. Boxes and the
 * answer are in pixels of the stage.
 */
export function placeCard(
  card: Size,
  explained: Box,
  neighbours: readonly Box[],
  stage: Size,
): { x: number; y: number } {
  const middleX = explained.x + (explained.width - card.width) / 2;
  const middleY = explained.y + (explained.height - card.height) / 2;
  const right = explained.x + explained.width + GAP;
  const below = explained.y + explained.height + GAP;
  const left = explained.x - card.width - GAP;
  const above = explained.y - card.height - GAP;
  const candidates = [
    { x: middleX, y: below },
    { x: right, y: middleY },
    { x: right, y: below },
    { x: left, y: below },
    { x: middleX, y: above },
    { x: right, y: above },
    { x: left, y: above },
    { x: left, y: middleY },
    // The corners of the stage, for a gate in the middle of a small one.
    { x: stage.width, y: stage.height },
    { x: stage.width, y: 0 },
    { x: 0, y: stage.height },
    { x: 0, y: 0 },
  ];
  let best = { x: EDGE, y: EDGE };
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const place = {
      x: Math.max(EDGE, Math.min(candidate.x, stage.width - card.width - EDGE)),
      y: Math.max(EDGE, Math.min(candidate.y, stage.height - card.height - EDGE)),
    };
    const box = { ...place, ...card };
    const covered = 100 * overlap(box, explained) + neighbours.reduce((sum, other) => sum + overlap(box, other), 0);
    if (covered < least) {
      best = place;
      least = covered;
    }
  }
  return best;
}

/** Area that two boxes share. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(width, 0) * Math.max(height, 0);
}
