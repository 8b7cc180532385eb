import type { Data, HeatMap, Num, TensorNumbers } from '../src/graph/model';
import { fullNumber, shortNumber } from '../src/text/numberFormat';
import { rangeText } from '../src/text/rangeText';
import { h } from './dom';
import { heatColour } from './heat';

/** Cells of the small matrix in a gate. */
const SMALL_ROWS = 5;
const SMALL_COLUMNS = 9;

/** The largest magnitude of a tensor's numbers, which has the strongest colour. */
export function largestOf({ statistics: { least, most } }: TensorNumbers): number {
  const sizes = [least, most].map((number) => Math.abs(Number(number))).filter(Number.isFinite);
  return Math.max(0, ...sizes);
}

/** A tensor as a background of a few cells, row under row, for a gate. */
export function heatBackground(numbers: TensorNumbers): string {
  const { rows, columns, cells } = reduced(numbers.heat);
  const largest = largestOf(numbers);
  const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;
  const layers = Array.from({ length: rows }, (_, i) => {
    const stops = Array.from({ length: columns }, (_cell, j) => {
      const colour = heatColour(cells[i * columns + j]!, largest);
      return `${colour} ${percent(j / columns)} ${percent((j + 1) / columns)}`;
    });
    const place = rows === 1 ? '0' : percent(i / (rows - 1));
    return `linear-gradient(90deg, ${stops.join(', ')}) 0 ${place} / 100% ${percent(1 / rows)} no-repeat`;
  });
  return layers.join(', ');
}

/** The same matrix with no more cells than a gate has room for. */
function reduced({ rows, columns, cells }: HeatMap): { rows: number; columns: number; cells: Num[] } {
  const down = Math.max(1, Math.ceil(rows / SMALL_ROWS));
  const across = Math.max(1, Math.ceil(columns / SMALL_COLUMNS));
  const [height, width] = [Math.ceil(rows / down), Math.ceil(columns / across)];
  const found: Num[] = Array.from({ length: height * width }, () => 0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = Math.floor(i / down) * width + Math.floor(j / across);
      const cell = cells[i * columns + j]!;
      if (Number.isNaN(Number(cell)) || Math.abs(Number(cell)) > Math.abs(Number(found[at]))) found[at] = cell;
    }
  }
  return { rows: height, columns: width, cells: found };
}

/**
 * A tensor as a matrix of cells; the pointer on a cell tells the element's place and number, and a click follows it.
 * `shape` gives the places.
 */
export function heatMatrix(
  label: string,
  numbers: TensorNumbers,
  shape: readonly number[],
  follow: (element: number) => void,
): HTMLElement {
  const { heat, data } = numbers;
  const largest = largestOf(numbers);
  const across = shape.at(-1) ?? 1;
  const flat = data === undefined ? null : flatten(data);
  const isWhole = heat.block[0] === 1 && heat.block[1] === 1;
  const grid = h('div', {
    class: `heat-grid${heat.rows * heat.columns <= SHOWN && isWhole ? ' has-numbers' : ''}`,
    role: 'group',
    'aria-label': `${label}: ${rangeText(numbers.statistics)}`,
    onkeydown: (event: KeyboardEvent) => moveBetween(grid, heat.columns, event),
  });
  grid.style.gridTemplateColumns = `repeat(${heat.columns}, minmax(0, 1fr))`;
  heat.cells.forEach((value, cell) => {
    const row = Math.floor(cell / heat.columns) * heat.block[0];
    const column = (cell % heat.columns) * heat.block[1];
    const element = row * across + column;
    const place = `[${placeOf(element, shape).join(', ')}]`;
    const exact = flat?.[element] ?? value;
    const title = isWhole ? `${place} = ${fullNumber(exact)}` : `around ${place}: ${shortNumber(value)}`;
    const isShown = heat.rows * heat.columns <= SHOWN && isWhole;
    const text = isShown ? cellText(exact, heat.columns) : '';
    const item = isWhole
      ? h(
          'button',
          {
            class: 'heat-cell',
            type: 'button',
            title: `${title}: follow it`,
            'aria-label': title,
            tabindex: cell === 0 ? 0 : -1,
            onclick: () => follow(element),
          },
          text,
        )
      : h('span', { class: 'heat-cell', title }, text);
    item.style.setProperty('--cell', heatColour(value, largest, 'var(--ground)'));
    grid.append(item);
  });
  return grid;
}

/** The arrow keys go from cell to cell. */
function moveBetween(grid: HTMLElement, columns: number, event: KeyboardEvent): void {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  const cells = [...grid.children] as HTMLElement[];
  const at = cells.indexOf(event.target as HTMLElement);
  if (step === undefined || at === -1) return;
  event.preventDefault();
  event.stopPropagation();
  const next = cells[at + step];
  if (next === undefined) return;
  cells[at]!.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

/** The number with as many digits as fit into the column. */
function cellText(value: Num, columns: number): string {
  const room = Math.floor(CHARACTERS / columns);
  for (let digits = 4; digits > 1; digits--) {
    const text = shortNumber(value, digits);
    if (text.length <= room) return text;
  }
  return shortNumber(value, 1);
}

/** How many characters of a cell's size stand side by side in the narrowest matrix. */
const CHARACTERS = 22;

/** Up to so many cells show their numbers. */
const SHOWN = 24;

/** The scale of the colours: the largest magnitude at either end, 0 between. */
export function heatLegend(numbers: TensorNumbers): HTMLElement {
  const largest = largestOf(numbers);
  const bar = h('span', { class: 'heat heat-scale', 'aria-hidden': 'true' });
  const steps = [-1, -0.5, -0.2, -0.05, 0, 0.05, 0.2, 0.5, 1].map((share) => heatColour(share, 1));
  bar.style.background = `linear-gradient(90deg, ${steps.join(', ')})`;
  return h('span', { class: 'heat-legend' }, shortNumber(-largest), bar, shortNumber(largest));
}

/** The index of an element, one number for each axis. */
export function placeOf(element: number, shape: readonly number[]): number[] {
  const place: number[] = [];
  let rest = element;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    place.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return place;
}

function flatten(data: Data): Num[] {
  if (data === null) return [];
  if (typeof data !== 'object') return [data];
  return (Array.isArray(data) ? data : Object.values(data)).flatMap(flatten);
}
