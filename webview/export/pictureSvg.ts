import { h, svg } from '../dom';
import { inkOf } from './ink';
import { drawLabel, preparedText } from './labelSvg';
import { drawShape, isShape, opacityOf } from './shapeSvg';
import { numberText, xmlText } from './xml';

export interface PictureFile {
  /** A whole SVG document. */
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** Pixels of the page's colour around the drawing. */
const MARGIN = 12;

/**
 * The drawing as an SVG file of its own: whole, unzoomed, without what is pointed at or selected, with the theme's colours
 * as plain ones and labels as text where the page shows them. There is nothing in it that viewers beside browsers lack:
 * no HTML, no style sheet, no colours that are yet to be mixed.
 */
export function pictureSvg(canvas: HTMLElement, title: string): PictureFile {
  const copy = canvas.cloneNode(true) as HTMLElement;
  const stage = h('div', { class: 'drawing is-copy', 'aria-hidden': 'true' }, copy);
  for (const lit of copy.querySelectorAll('.lit-edges')) lit.remove();
  for (const element of copy.querySelectorAll(passing.map((name) => `.${name}`).join())) {
    element.classList.remove(...passing);
  }
  document.body.append(stage);
  try {
    preparedText(copy);
    return fileOf(copy.querySelector('svg')!, title);
  } finally {
    stage.remove();
  }
}

/** What pointer, keyboard and cards do to the drawing. */
const passing = ['is-lit', 'is-under', 'is-selected', 'is-marked'];

function fileOf(picture: SVGSVGElement, title: string): PictureFile {
  const { x, y, width, height } = picture.viewBox.baseVal;
  const box = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  const page = inkOf(getComputedStyle(document.body).backgroundColor);
  const { fontFamily, fontSize } = getComputedStyle(picture);
  const root = svg(
    'svg',
    {
      viewBox: [box.x, box.y, box.width, box.height].map(numberText).join(' '),
      width: numberText(box.width),
      height: numberText(box.height),
      role: 'img',
      'font-family': withGeneric(fontFamily),
      'font-size': numberText(Number.parseFloat(fontSize)),
      style: 'font-variant-numeric: tabular-nums',
    },
    svg('title', {}, xmlText(title)),
    svg('rect', { ...rounded(box), fill: page?.color ?? '#ffffff' }),
  );
  root.setAttributeNS('http://www.w3.org/XML/1998/namespace', 'xml:space', 'preserve');
  for (const child of picture.children) drawElement(child, root);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
  return { text, width: box.width, height: box.height };
}

function drawElement(element: Element, into: SVGElement): void {
  const style = getComputedStyle(element);
  if (style.display === 'none') return;
  if (element.localName === 'g') {
    const group = svg('g', { transform: element.getAttribute('transform'), opacity: opacityOf(style) });
    for (const child of element.children) drawElement(child, group);
    if (group.childElementCount > 0) into.append(group);
  } else if (element instanceof SVGForeignObjectElement) drawLabel(element, into);
  else if (isShape(element)) drawShape(element, into);
}

function rounded(box: Readonly<Record<'x' | 'y' | 'width' | 'height', number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(box).map(([name, value]) => [name, numberText(value)]));
}

/** Fonts that may be missing elsewhere fall back to a kind that is not. */
function withGeneric(family: string): string {
  return /\b(sans-serif|serif|monospace)\s*$/.test(family) ? family : `${family}, sans-serif`;
}
