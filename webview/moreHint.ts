import { h, setAttribute, setText } from './dom';
import type { Box, Size, View } from './panZoom';

/** So much of a gate at a border is enough to see it. */
const ENOUGH = 0.5;

const sides = ['top', 'right', 'bottom', 'left'] as const;
export type Side = (typeof sides)[number];

/** How many boxes of a picture are out of sight, and on which side most of them are; null where all are seen. */
export function outOfSight(
  boxes: Iterable<Box>,
  { x, y, scale }: View,
  stage: Size,
): { readonly count: number; readonly side: Side } | null {
  const counts: Record<Side, number> = { top: 0, right: 0, bottom: 0, left: 0 };
  let count = 0;
  for (const box of boxes) {
    const across = x + (box.x + ENOUGH * box.width) * scale;
    const down = y + (box.y + ENOUGH * box.height) * scale;
    const isOut = { top: down < 0, right: across > stage.width, bottom: down > stage.height, left: across < 0 };
    for (const side of sides) counts[side] += Number(isOut[side]);
    count += Number(sides.some((side) => isOut[side]));
  }
  if (count === 0) return null;
  const side = sides.reduce((most, one) => (counts[one] > counts[most] ? one : most));
  return { count, side };
}

/** Says at the border of a picture that there is more of it than is seen; a click shows all. */
export class MoreHint {
  readonly element: HTMLButtonElement;

  constructor(showAll: () => void) {
    this.element = h('button', { class: 'more-hint', type: 'button', hidden: true, onclick: showAll });
  }

  hide(): void {
    this.element.hidden = true;
  }

  show(boxes: Iterable<Box>, view: View, stage: Size): void {
    const out = stage.width === 0 ? null : outOfSight(boxes, view, stage);
    this.element.hidden = out === null;
    if (out === null) return;
    const text = `${out.count} more`;
    setText(this.element, text);
    setAttribute(this.element, 'data-side', out.side);
    setAttribute(
      this.element,
      'title',
      `${text} ${out.count === 1 ? 'gate is' : 'gates are'} out of sight: show all (0)`,
    );
  }
}
