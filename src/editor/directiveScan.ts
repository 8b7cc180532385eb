import type { Range } from '../engine/sources';
import { fencesOf, type LanguageNames, namesOf } from '../inspector/languages';
import type { DocumentLanguage } from '../protocol';

/** A `@grad` seen in a comment, before anything was parsed. */
export interface SeenDirective {
  /** The word `@grad` itself. */
  readonly directive: Range;
  /** 1-based line of the code it probably belongs to, where its lens stands until the parser has said better. */
  readonly anchorLine: number;
}

const directiveWord = /@grad(?![\w$-])/g;

/**
 * Finds directives by looking at lines alone: cheap enough for every first sight of a text. It may see one inside a
 * string that holds a comment's sign, or miss one in unusual block comments; the parser's answer replaces it a moment later.
 */
export function scanDirectives(text: string, language: DocumentLanguage): readonly SeenDirective[] {
  if (!text.includes('@grad')) return [];
  if (language !== 'markdown') return scanLines(text.split('\n'), namesOf(language), 0);
  return fencesOf(text).flatMap(({ language: own, start, end }) => {
    const linesBefore = text.slice(0, start).split('\n').length - 1;
    return scanLines(text.slice(start, end).split('\n'), namesOf(own), linesBefore);
  });
}

function scanLines(
  lines: readonly string[],
  { commentOpening, commentLine }: LanguageNames,
  before: number,
): readonly SeenDirective[] {
  const seen: SeenDirective[] = [];
  for (const [index, line] of lines.entries()) {
    if (!line.includes('@grad')) continue;
    for (const match of line.matchAll(directiveWord)) {
      if (!commentOpening.test(line.slice(0, match.index))) continue;
      const position = { line: before + index + 1, column: match.index + 1 };
      const anchor = commentLine.test(line) ? nextCodeLine(lines, index, commentLine) : index + 1;
      seen.push({
        directive: { start: position, end: { line: position.line, column: position.column + match[0].length } },
        anchorLine: before + anchor,
      });
    }
  }
  return seen;
}

function nextCodeLine(lines: readonly string[], from: number, commentLine: RegExp): number {
  for (let index = from + 1; index < lines.length; index++) {
    const line = lines[index]!;
    if (line.trim() !== '' && !commentLine.test(line)) return index + 1;
  }
  return from + 1;
}
