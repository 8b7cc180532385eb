import type { Box, Size } from './panZoom';

const GAP = 12;
const EDGE = 8;

/** Boxes in pixels of the stage, by how much a card over them would hide. */
export interface Surroundings {
  /** The gate that the card explains. */
  readonly gate: Box;
  /** Gates that the card speaks of: the inputs, and for a fork the uses. */
  readonly about: readonly Box[];
  readonly others: readonly Box[];
}

/**
 * Where to put a card of a size, in pixels of the stage: beside the gate or beside all that the card speaks of, where it
 * hides the least. The gate itself is covered only when the stage has no room beside it.
 */
export function placeCard(card: Size, { gate, about, others }: Surroundings, stage: Size): { x: number; y: number } {
  let best = { x: EDGE, y: EDGE };
  let least = Number.POSITIVE_INFINITY;
  const hidden = (place: { x: number; y: number }, boxes: readonly Box[]): number =>
    boxes.reduce((sum, box) => sum + overlap({ ...place, ...card }, box), 0);
  for (const candidate of [...around(gate, card), ...around(union([gate, ...about]), card), ...corners(stage)]) {
    const place = {
      x: Math.max(EDGE, Math.min(candidate.x, stage.width - card.width - EDGE)),
      y: Math.max(EDGE, Math.min(candidate.y, stage.height - card.height - EDGE)),
    };
    const cost = 100 * hidden(place, [gate]) + 10 * hidden(place, about) + hidden(place, others);
    if (cost < least) {
      best = place;
      least = cost;
    }
  }
  return best;
}

function around(box: Box, card: Size): { x: number; y: number }[] {
  const middleX = box.x + (box.width - card.width) / 2;
  const middleY = box.y + (box.height - card.height) / 2;
  const right = box.x + box.width + GAP;
  const below = box.y + box.height + GAP;
  const left = box.x - card.width - GAP;
  const above = box.y - card.height - GAP;
  return [
    { x: middleX, y: below },
    { x: right, y: middleY },
    { x: right, y: below },
    { x: left, y: below },
    { x: middleX, y: above },
    { x: right, y: above },
    { x: left, y: above },
    { x: left, y: middleY },
  ];
}

/** For a gate in the middle of a small stage. */
function corners(stage: Size): { x: number; y: number }[] {
  return [0, stage.width].flatMap((x) => [0, stage.height].map((y) => ({ x, y })));
}

/** The smallest box around all. */
export function union(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** Area that two boxes share. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(width, 0) * Math.max(height, 0);
}
