import type { Edge } from '../src/graph/model';
import type { Direction } from './mermaidDrawing';
import type { Box } from './panZoom';

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

const ways: Readonly<Record<Arrow, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export function isArrow(key: string): key is Arrow {
  return Object.hasOwn(ways, key);
}

/**
 * The gate an arrow key moves to: along an edge where one leads that way (with the computation down in a tall picture
 * and right in a wide one), to the nearest such gate; across the flow to the nearest gate on that side. Null at a border.
 */
export function gateInDirection(
  from: string,
  arrow: Arrow,
  boxes: ReadonlyMap<string, Box>,
  edges: readonly Edge[],
  direction: Direction,
): string | null {
  const here = boxes.get(from);
  if (here === undefined) return null;
  const [dx, dy] = ways[arrow];
  const along = direction === 'TB' ? dy : dx;
  const linked =
    along > 0
      ? edges.filter((edge) => edge.from === from).map((edge) => edge.to)
      : edges.filter((edge) => edge.to === from).map((edge) => edge.from);
  const candidates = along === 0 ? [...boxes.keys()] : linked;
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const id of candidates) {
    const there = boxes.get(id);
    if (there === undefined || id === from) continue;
    const right = middle(there).x - middle(here).x;
    const down = middle(there).y - middle(here).y;
    const ahead = right * dx + down * dy;
    const aside = Math.abs(right * dy) + Math.abs(down * dx);
    // Across the flow a gate must lie on that side; along an edge any linked gate will do.
    if (along === 0 && ahead <= aside * 0.5) continue;
    const distance = along === 0 ? ahead + 2 * aside : aside + Math.abs(ahead) * 0.1;
    if (distance < least) {
      nearest = id;
      least = distance;
    }
  }
  return nearest;
}

function middle(box: Box): { x: number; y: number } {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
