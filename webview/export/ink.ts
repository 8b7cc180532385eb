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

/** A stretch of one colour: its ends, and where its layer stands, in parts of the whole. */
export interface Stretch extends Ink {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly height: number;
}

/**
 * The stretches of backgrounds that go from left to right in steps, each layer with the place and the height that it has;
 * none for other images, or for no image.
 */
export function stretchesOf(image: string, position: string, size: string): Stretch[] {
  const [positions, sizes] = [layersOf(position), layersOf(size)];
  return layersOf(image).flatMap((layer, k) => {
    const height = secondOf(sizes[k % sizes.length], 1);
    // What is left beside the layer is split above and below it.
    const top = (1 - height) * secondOf(positions[k % positions.length], 0);
    return steps(layer).map((step) => ({ ...step, top, height }));
  });
}

/** The second of two lengths as a part of the whole, where it is one. */
function secondOf(pair: string | undefined, otherwise: number): number {
  const text = pair?.split(' ')[1] ?? '';
  return text.endsWith('%') ? Number.parseFloat(text) / 100 : otherwise;
}

/** The items of a list between commas that stand in no parentheses. */
function layersOf(list: string): string[] {
  return list.match(/(?:[^,(]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+/g)?.map((item) => item.trim()) ?? [];
}

function steps(layer: string): Omit<Stretch, 'top' | 'height'>[] {
  if (!layer.startsWith('linear-gradient(90deg, ')) return [];
  const stops = [...layer.matchAll(/((?:rgba?|color)\([^)]*\))((?: [\d.]+%)+)/g)].flatMap(([, color = '', places]) =>
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
