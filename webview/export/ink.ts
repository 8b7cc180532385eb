/** A colour as every viewer of SVG understands it. */
export interface Ink {
  readonly color: string;
  readonly opacity: number;
}

/**
 * What the browser computed for a colour, `rgb(…)` or `color(srgb …)`, the form in which mixed colours come; null for
 * one that is not seen.
 */
export function inkOf(computed: string): Ink | null {
  const [, space, list = ''] = /^(rgba?|color)\((.*)\)$/.exec(computed) ?? [];
  const parts = list.replace(/^srgb /, '').split(/[\s,/]+/);
  if (space === undefined || parts.length < 3) return null;
  const largest = space === 'color' ? 1 : 255;
  const channels = parts.slice(0, 3).map((part) => amount(part, largest));
  const opacity = parts[3] === undefined ? 1 : amount(parts[3], 1);
  if (opacity === 0 || channels.some(Number.isNaN)) return null;
  const hex = channels.map((channel) =>
    Math.round(channel * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  return { color: `#${hex.join('')}`, opacity };
}

/** A stretch of one colour, its ends in parts of the whole. */
export interface Stretch extends Ink {
  readonly from: number;
  readonly to: number;
}

/** The stretches of a background that goes from left to right in steps; none for another image, or for no image. */
export function stretchesOf(computed: string): Stretch[] {
  if (!computed.startsWith('linear-gradient(90deg, ')) return [];
  const stops = [...computed.matchAll(/((?:rgba?|color)\([^)]*\))((?: [\d.]+%)+)/g)].flatMap(([, color = '', places]) =>
    places!
      .trim()
      .split(' ')
      .map((place) => ({ color, place: Number.parseFloat(place) / 100 })),
  );
  return stops.flatMap(({ color, place }, index) => {
    const next = stops[index + 1];
    const ink = inkOf(color);
    const isStretch = next?.color === color && next.place > place;
    return ink !== null && isStretch ? [{ ...ink, from: place, to: next.place }] : [];
  });
}

/** A part of the whole, from 0 to 1. */
function amount(text: string, largest: number): number {
  const part = text.endsWith('%') ? Number.parseFloat(text) / 100 : text === 'none' ? 0 : Number(text) / largest;
  return Math.min(1, Math.max(0, part));
}
