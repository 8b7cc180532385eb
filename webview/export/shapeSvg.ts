import { svg } from '../dom';
import { inkOf } from './ink';
import { numberText } from './xml';

/** The attributes that make the geometry of each shape. */
const shapes: Readonly<Record<string, readonly string[]>> = {
  rect: ['x', 'y', 'width', 'height', 'rx', 'ry'],
  path: ['d'],
  circle: ['cx', 'cy', 'r'],
  ellipse: ['cx', 'cy', 'rx', 'ry'],
  line: ['x1', 'y1', 'x2', 'y2'],
  polyline: ['points'],
  polygon: ['points'],
};

/** True for an element that {@link drawShape} draws. */
export function isShape(element: Element): element is SVGGeometryElement {
  return element.localName in shapes;
}

/** Draws a shape of the page as plain SVG, with the colours that it has there, and its arrowhead as a shape of its own. */
export function drawShape(shape: SVGGeometryElement, into: SVGElement): void {
  const style = getComputedStyle(shape);
  const geometry: Record<string, string | null> = { transform: shape.getAttribute('transform') };
  for (const name of shapes[shape.localName]!) geometry[name] = shape.getAttribute(name);
  const tag = shape.localName as 'rect';
  const sheet = sheetBelow(style);
  if (sheet !== null) {
    const place = `translate(${sheet.x} ${sheet.y})`;
    into.append(svg(tag, { ...geometry, ...inked(style), fill: sheet.color, stroke: sheet.color, transform: place }));
  }
  into.append(svg(tag, { ...geometry, ...inked(style) }));
  const head = style.markerEnd.match(/#([\w-]+)/)?.[1];
  if (head !== undefined) drawArrowhead(shape, head, style, into);
}

/** A shape's colours and lines, as attributes. */
function inked(style: CSSStyleDeclaration): Record<string, string | null> {
  const [fill, stroke] = [inkOf(style.fill), inkOf(style.stroke)];
  const attributes: Record<string, string | null> = {
    fill: fill?.color ?? 'none',
    'fill-opacity': partial((fill?.opacity ?? 1) * Number(style.fillOpacity)),
    opacity: opacityOf(style),
  };
  if (stroke === null) return attributes;
  const dashes = style.strokeDasharray;
  return {
    ...attributes,
    stroke: stroke.color,
    'stroke-opacity': partial(stroke.opacity * Number(style.strokeOpacity)),
    'stroke-width': numberText(Number.parseFloat(style.strokeWidth)),
    'stroke-dasharray': dashes === 'none' ? null : dashes.replaceAll('px', '').replaceAll(',', ''),
    'stroke-linecap': style.strokeLinecap === 'butt' ? null : style.strokeLinecap,
    'stroke-linejoin': style.strokeLinejoin === 'miter' ? null : style.strokeLinejoin,
  };
}

/** The shadow without blur that shows several gates in one; few viewers know filters. */
function sheetBelow({ filter }: CSSStyleDeclaration): { color: string; x: number; y: number } | null {
  const [, color = '', x, y] = /drop-shadow\((.*?\)) (-?[\d.]+)px (-?[\d.]+)px/.exec(filter) ?? [];
  const ink = inkOf(color);
  return ink === null ? null : { color: ink.color, x: Number(x), y: Number(y) };
}

/** Arrowheads become shapes of their own, since few viewers give a marker the colour of its line. */
function drawArrowhead(edge: SVGGeometryElement, id: string, style: CSSStyleDeclaration, into: SVGElement): void {
  const marker = edge.ownerSVGElement?.querySelector<SVGMarkerElement>(`marker[id="${id}"]`);
  const length = edge.getTotalLength();
  const ink = inkOf(style.stroke);
  if (!marker || length === 0 || ink === null) return;
  const end = edge.getPointAtLength(length);
  const before = edge.getPointAtLength(Math.max(0, length - 0.5));
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  const scale = marker.markerWidth.baseVal.value / marker.viewBox.baseVal.width;
  const tip = `${-marker.refX.baseVal.value} ${-marker.refY.baseVal.value}`;
  const turned = `rotate(${numberText(angle)}) scale(${numberText(scale)}) translate(${tip})`;
  into.append(
    svg('path', {
      d: marker.firstElementChild?.getAttribute('d'),
      transform: `translate(${numberText(end.x)} ${numberText(end.y)}) ${turned}`,
      fill: ink.color,
      'fill-opacity': partial(ink.opacity),
      opacity: opacityOf(style),
    }),
  );
}

/** An element's own opacity as an attribute; null where it is opaque. */
export function opacityOf({ opacity }: CSSStyleDeclaration): string | null {
  return partial(Number(opacity));
}

/** An opacity as an attribute; null for what is opaque. */
function partial(opacity: number): string | null {
  return opacity < 1 ? numberText(opacity) : null;
}
