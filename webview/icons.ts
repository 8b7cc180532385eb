import type { Flow } from '../src/engine/ops/flow';
import { svg } from './dom';

/** Strokes on a grid of 16 by 16, drawn with the colour of the text around them. */
const strokes = {
  // One line that splits in three: every input gets the same.
  distributes: ['M2 8h4', 'M6 8C9 8 8 3 14 3', 'M6 8h8', 'M6 8c3 0 2 5 8 5'],
  // A switch: one way is taken, the other is not.
  routes: ['M2 8h4l5-4.5h3', 'M11.5 1 14 3.5 11.5 6', 'M9 10.5l2 2h3'],
  // Two arrows that pass each other.
  swaps: ['M2 5h11', 'M10.5 2.5 13 5l-2.5 2.5', 'M14 11H3', 'M5.5 8.5 3 11l2.5 2.5'],
  // A curve through which the one gradient goes.
  scales: ['M2 13C8 13 8 3 14 3'],
  // Nothing gets through.
  blocks: ['M2 8h6', 'M11 3v10', 'M14 3v10'],
  fork: ['M2 4h4c3 0 3 4 6 4', 'M2 12h4c3 0 3-4 6-4', 'M12 8h3'],
  // Sheets that lie on each other: several gates drawn as one.
  fold: ['M5 5h9v9H5z', 'M2 11V2h9'],
  // Lines of code, some of them set in.
  levels: ['M2 3.5h12', 'M5 8h9', 'M8 12.5h6', 'M2 8h.01', 'M5 12.5h.01'],
  // Round and round.
  loop: ['M13.5 8a5.5 5.5 0 1 1-2-4.2', 'M13.5 2v3.2h-3.2'],
  fit: ['M2 6V2h4', 'M10 2h4v4', 'M14 10v4h-4', 'M6 14H2v-4'],
  zoomIn: ['M8 3v10', 'M3 8h10'],
  zoomOut: ['M3 8h10'],
  pin: ['M6 2h4', 'M7 2v4l-2.5 3h7L9 6V2', 'M8 9v5'],
  table: ['M2 3h12v10H2z', 'M2 6.5h12', 'M6.5 3v10'],
  graph: ['M2 4h4', 'M2 12h4', 'M6 2.5h0v3h0z', 'M6 4c4 0 2 4 5 4', 'M6 12c4 0 2-4 5-4', 'M11 8h3'],
  openInEditor: ['M6 3H3v10h10v-3', 'M9 3h4v4', 'M13 3 7.5 8.5'],
  // Out of the page.
  export: ['M8 10V2', 'M5 5l3-3 3 3', 'M3 9v4.5h10V9'],
  copy: ['M6 6h8v8H6z', 'M3.5 10H2V2h8v1.5'],
  save: ['M8 2v8', 'M5 7l3 3 3-3', 'M3 10v3.5h10V10'],
  more: ['M3.5 8h.01', 'M8 8h.01', 'M12.5 8h.01'],
  stop: ['M4 4h8v8H4z'],
  longer: ['M3 3.5v9L9 8z', 'M12.5 3.5v9'],
  close: ['M4 4l8 8', 'M12 4l-8 8'],
  reveal: ['M6 5 3 8l3 3', 'M10 5l3 3-3 3'],
  reset: ['M3 8a5 5 0 1 0 1.6-3.7', 'M3 2v3h3'],
  write: ['M3 13l.8-3L11 2.8 13.2 5 6 12.2z'],
  // Back through the graph, one by one.
  steps: ['M13.5 3v10', 'M10.5 3.5 5 8l5.5 4.5z', 'M2 8h.01'],
  first: ['M4 3v10', 'M12 3 7 8l5 5'],
  last: ['M12 3v10', 'M4 3l5 5-5 5'],
  play: ['M5 3v10l8-5z'],
  pause: ['M5.5 3.5v9', 'M10.5 3.5v9'],
  previous: ['M10 3 5 8l5 5'],
  next: ['M6 3l5 5-5 5'],
  settings: ['M2 5h7', 'M12 5h2', 'M10.5 3.2v3.6', 'M2 11h2', 'M7 11h7', 'M5.5 9.2v3.6'],
  agrees: ['M3 8.5 6.5 12 13 4.5'],
  // Two straight pieces that meet in a corner.
  kink: ['M2 12 8 5l6 7'],
  differs: ['M3.5 6h9', 'M3.5 10h9', 'M10.5 3 5.5 13'],
  unchecked: ['M4 8h.01', 'M8 8h.01', 'M12 8h.01'],
  warning: ['M8 2.5 14.5 13.5h-13z', 'M8 6.5v3.5', 'M8 12h.01'],
} as const;

export type IconName = keyof typeof strokes;

/** An icon, hidden from screen readers: the word beside it or the button's label says the same. */
export function icon(name: IconName): SVGSVGElement {
  return svg(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
    ...strokes[name].map((d) => svg('path', { d })),
  );
}

/** The icon of a flow pattern, in its colour. */
export function flowIcon(flow: Flow): SVGSVGElement {
  const element = icon(flow);
  element.classList.add(`flow-${flow}`);
  return element;
}
