import type { LanguageId } from '../protocol';
import { languageNames } from './names';

/** A block of fenced code in Markdown. */
export interface Fence {
  readonly language: LanguageId;
  /** Offsets of the code between the fences. */
  readonly start: number;
  readonly end: number;
}

/** The first word behind an opening fence, and the front end that reads such code. */
const languages: ReadonlyMap<string, LanguageId> = new Map(
  languageNames.flatMap(({ id, fences }) => fences.map((word): [string, LanguageId] => [word, id])),
);

/** Opens or closes a block: up to three spaces (or a list's or quote's marks), then three or more ` or ~. */
const OPENING = /^((?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*)(`{3,}|~{3,})[ \t]*([^\n]*?)[ \t]*$/;

/**
 * The fenced code of a Markdown text that a front end reads, in order. Fences are those of CommonMark (0.31, section
 * 4.5), in lists and quotations too: a block ends with a fence of the same sign that is at least as long, or with the
 * text. The info string may hold attributes (`ts {1,3}`, `{.ts}`, `ts title="a"`).
 */
export function fencesOf(text: string): Fence[] {
  const fences: Fence[] = [];
  let open: {
    readonly sign: string;
    readonly length: number;
    readonly language: LanguageId | null;
    readonly start: number;
  } | null = null;
  let at = 0;
  for (const line of text.split('\n')) {
    const next = at + line.length + 1;
    const found = OPENING.exec(line.replace(/\r$/, ''));
    if (open === null) {
      // A fence of backticks has none in its info string: that would be inline code.
      if (found && !(found[2]!.startsWith('`') && found[3]!.includes('`'))) {
        open = {
          sign: found[2]![0]!,
          length: found[2]!.length,
          language: languageOf(found[3]!),
          start: Math.min(next, text.length),
        };
      }
    } else if (found && found[3] === '' && found[2]!.startsWith(open.sign) && found[2]!.length >= open.length) {
      if (open.language !== null) fences.push({ language: open.language, start: open.start, end: at });
      open = null;
    }
    at = next;
  }
  if (open?.language) fences.push({ language: open.language, start: open.start, end: text.length });
  return fences.filter(({ start, end }) => end > start);
}

function languageOf(info: string): LanguageId | null {
  const word = /^\{?[.\s]*([\w+-]+)/.exec(info)?.[1]?.toLowerCase();
  return (word !== undefined && languages.get(word)) || null;
}

/** The text with all but one stretch blanked, so that lines and columns stay; marks of quotations in front are blanked, too. */
export function onlyFence(text: string, { start, end }: Fence): string {
  const blank = (part: string) => part.replace(/[^\n\r]/g, ' ');
  const code = text.slice(start, end);
  const quoted = /^[ \t]*>/.test(code) ? code.replace(/^[ \t]*(?:>[ \t]?)+/gm, blank) : code;
  return blank(text.slice(0, start)) + quoted + blank(text.slice(end));
}
