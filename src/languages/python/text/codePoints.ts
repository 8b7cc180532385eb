const WIDE = /[\ud800-\udfff]/;

/** Whether a text has characters that are two units of the host. */
export function hasWide(text: string): boolean {
  return WIDE.test(text);
}

/** The characters of a text as Python counts them. */
export function codePoints(text: string): string[] {
  return hasWide(text) ? Array.from(text) : text.split('');
}

/** `len(text)`. */
export function textLength(text: string): number {
  return hasWide(text) ? Array.from(text).length : text.length;
}
