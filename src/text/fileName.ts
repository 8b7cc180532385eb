/** Longest name without its ending. */
const LENGTH = 60;
/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A name for a file from what the user named a result: letters, digits, `-` and `_`, everything else one `-`. It has no
 * dots and no separators, so it stays in its folder and gets no other ending than `extension`.
 */
export function safeFileName(name: string, extension: string): string {
  const safe = [...name.normalize('NFC').replace(/[^\p{L}\p{N}_-]+/gu, '-')].slice(0, LENGTH).join('');
  const trimmed = safe.replace(/^-+|-+$/g, '');
  const stem = trimmed === '' ? 'graph' : RESERVED.test(trimmed) ? `graph-${trimmed}` : trimmed;
  return `${stem}.${extension}`;
}
