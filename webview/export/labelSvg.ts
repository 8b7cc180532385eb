import { h, svg } from '../dom';
import { type Ink, inkOf, stretchesOf } from './ink';
import { drawShape, isShape } from './shapeSvg';
import { numberText, xmlText } from './xml';

/**
 * Readies the labels of a copied drawing to be measured: what their boxes cut off is taken out, and behind each text comes
 * a mark of no size that stands on its baseline. One layout then serves all labels.
 */
export function preparedText(copy: HTMLElement): void {
  const texts = textsIn(copy);
  for (const text of texts.filter(({ parentElement }) => isCut(parentElement!))) shorten(text);
  for (const text of texts) text.after(h('i', { class: 'baseline' }));
}

function textsIn(root: Element): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (text.data.trim() !== '' && text.parentElement instanceof HTMLElement) texts.push(text);
  }
  return texts;
}

function isCut(element: HTMLElement): boolean {
  return element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).textOverflow === 'ellipsis';
}

function shorten(text: Text): void {
  const element = text.parentElement!;
  const characters = [...text.data];
  characters.length = Math.floor((characters.length * element.clientWidth) / element.scrollWidth);
  do text.data = `${characters.join('').trimEnd()}…`;
  while (isCut(element) && characters.pop() !== undefined);
}

/** Draws the HTML in a foreignObject: texts where they stand, icons, and the colour behind a figure. */
export function drawLabel(holder: SVGForeignObjectElement, into: SVGElement): void {
  const parent = holder.parentElement as Element as SVGGraphicsElement;
  const toLocal = parent.getScreenCTM()!.inverse();
  const place = ({ x, y }: { readonly x: number; readonly y: number }) => new DOMPoint(x, y).matrixTransform(toLocal);
  const draw = (element: Element, target: SVGElement): void => {
    const style = getComputedStyle(element);
    if (style.display === 'none') return;
    if (element instanceof SVGSVGElement) {
      drawIcon(element, place(element.getBoundingClientRect()), target);
      return;
    }
    const opacity = Number(style.opacity);
    const group = opacity < 1 ? svg('g', { opacity: numberText(opacity) }) : target;
    const box = element.getBoundingClientRect();
    const { x, y } = place(box);
    drawBackground(new DOMRect(x, y, box.width, box.height), style, group);
    for (const child of element.childNodes) {
      if (child instanceof Element) draw(child, group);
      else if (child instanceof Text && child.nextSibling instanceof HTMLElement) drawText(child, style, place, group);
    }
    if (group !== target && group.childElementCount > 0) target.append(group);
  };
  for (const child of holder.children) draw(child, into);
}

/** The colour or the strip of colours behind a text. */
function drawBackground(box: DOMRect, style: CSSStyleDeclaration, into: SVGElement): void {
  if (box.width === 0) return;
  const rectangle = (at: DOMRect, { color, opacity }: Ink, more: Readonly<Record<string, string>>) =>
    svg('rect', {
      x: numberText(at.x),
      y: numberText(at.y),
      width: numberText(at.width),
      height: numberText(at.height),
      fill: color,
      'fill-opacity': opacity < 1 ? numberText(opacity) : null,
      ...more,
    });
  const plain = inkOf(style.backgroundColor);
  const radius = Math.min(Number.parseFloat(style.borderRadius) || 0, box.height / 2);
  if (plain !== null) into.append(rectangle(box, plain, radius === 0 ? {} : { rx: numberText(radius) }));
  const { backgroundImage, backgroundPosition, backgroundSize } = style;
  for (const stretch of stretchesOf(backgroundImage, backgroundPosition, backgroundSize)) {
    const { from, to, top, height } = stretch;
    const part = new DOMRect(
      box.x + from * box.width,
      box.y + top * box.height,
      (to - from) * box.width,
      height * box.height,
    );
    // Without lines between neighbours.
    into.append(rectangle(part, stretch, { 'shape-rendering': 'crispEdges' }));
  }
}

type Place = (point: { readonly x: number; readonly y: number }) => DOMPoint;

function drawText(text: Text, style: CSSStyleDeclaration, place: Place, into: SVGElement): void {
  const baseline = text.nextSibling as HTMLElement;
  if (!baseline.classList.contains('baseline')) return;
  const range = document.createRange();
  range.selectNodeContents(text);
  const box = range.getBoundingClientRect();
  const ink = inkOf(style.color);
  if (box.width === 0 || ink === null) return;
  const { x, y } = place({ x: box.left, y: baseline.getBoundingClientRect().bottom });
  into.append(
    svg(
      'text',
      {
        x: numberText(x),
        y: numberText(y),
        // Keeps the text in its gate where another font takes the place of the page's.
        textLength: numberText(box.width),
        lengthAdjust: 'spacingAndGlyphs',
        fill: ink.color,
        'fill-opacity': ink.opacity === 1 ? null : numberText(ink.opacity),
        'font-size': numberText(Number.parseFloat(style.fontSize)),
        'font-weight': style.fontWeight === '400' ? null : style.fontWeight,
      },
      xmlText(text.data),
    ),
  );
}

/** An icon of the page: strokes on a grid of its own. */
function drawIcon(icon: SVGSVGElement, { x, y }: DOMPoint, into: SVGElement): void {
  const scale = icon.getBoundingClientRect().width / icon.viewBox.baseVal.width;
  const group = svg('g', { transform: `translate(${numberText(x)} ${numberText(y)}) scale(${numberText(scale)})` });
  for (const child of icon.children) if (isShape(child)) drawShape(child, group);
  into.append(group);
}
