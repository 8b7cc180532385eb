/** A stretch of code. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a number stands in the code of nested lists or objects, as the code spells it: `steps` lead to it. Null where the code
 * is no plain literal, such as one with comments or spread elements.
 */
export function leafPlace(code: string, steps: readonly (number | string)[]): Stretch | null {
  let place: Stretch | null = trimmed(code, { start: 0, end: code.length });
  for (const step of steps) {
    const items: readonly Stretch[] | null = place && itemsOf(code, place);
    if (items === null) return null;
    place = typeof step === 'number' ? (items[step] ?? null) : entryOf(code, items, step);
    place = place && trimmed(code, place);
  }
  return place !== null && place.end > place.start ? place : null;
}

/** The code with other code for one of its numbers; null where that number is not found. */
export function withLeaf(code: string, steps: readonly (number | string)[], leaf: string): string | null {
  const place = leafPlace(code, steps);
  return place && code.slice(0, place.start) + leaf + code.slice(place.end);
}

/** A number that was written with a point keeps one: in some languages `4` is of another type than `4.0`. */
export function keepingPoint(code: string, number: string): string {
  return /^[-+]?[\d_]*\.[\d_]*$/.test(code.trim()) && /^-?\d+$/.test(number) ? `${number}.0` : number;
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' };

/** The elements of a bracketed list that fills a stretch. */
function itemsOf(code: string, { start, end }: Stretch): Stretch[] | null {
  if (CLOSING[code[start]!] === undefined) return null;
  const items: Stretch[] = [];
  const open: string[] = [];
  let from = start + 1;
  for (let at = start; at < end; at++) {
    const sign = code[at]!;
    if (sign === '#' || code.startsWith('//', at) || code.startsWith('/*', at)) return null;
    if (sign === '"' || sign === "'" || sign === '`') {
      at = stringEnd(code, at);
      continue;
    }
    if (CLOSING[sign] !== undefined) open.push(CLOSING[sign]);
    else if (/[\])}]/.test(sign) && open.pop() !== sign) return null;
    const isLast = open.length === 0;
    if (isLast && at !== end - 1) return null;
    if (isLast || (sign === ',' && open.length === 1)) {
      items.push({ start: from, end: at });
      from = at + 1;
    }
  }
  const texts = items.map((item) => code.slice(item.start, item.end).trim());
  if (texts.at(-1) === '') items.pop();
  const isPlain = items.every((_, k) => texts[k] !== '' && !/^(\.\.\.|\*)/.test(texts[k]!));
  return open.length === 0 && isPlain ? items : null;
}

function stringEnd(code: string, at: number): number {
  let end = at + 1;
  while (end < code.length && code[end] !== code[at]) end += code[end] === '\\' ? 2 : 1;
  return end;
}

const KEY = /^\s*(?:"([^"\\]*)"|'([^'\\]*)'|([\p{L}_$][\p{L}\p{N}_$]*|\d+))\s*:/u;

function entryOf(code: string, items: readonly Stretch[], key: string): Stretch | null {
  for (const { start, end } of items) {
    const found = KEY.exec(code.slice(start, end));
    if (found && (found[1] ?? found[2] ?? found[3]) === key) return { start: start + found[0].length, end };
  }
  return null;
}

function trimmed(code: string, { start, end }: Stretch): Stretch {
  const text = code.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  return { start: from, end: Math.max(from, start + text.trimEnd().length) };
}
