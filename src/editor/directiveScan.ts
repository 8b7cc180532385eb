import type { Position, Range } from '../engine/sources';
import { fencesOf, isInspected, type LanguageNames, namesOf, ownPassCalls } from '../inspector/languages';
import type { DocumentLanguage, LanguageId } from '../protocol';

/** A `@grad` seen in a comment, before anything was parsed. */
export interface SeenDirective {
  /** The word `@grad` itself; null for a module that is inspected for its own backward passes. */
  readonly directive: Range | null;
  /** 1-based line of the code it probably belongs to, where its lens stands until the parser has said better. */
  readonly anchorLine: number;
  /** Of a module its calls of backward passes. */
  readonly calls?: readonly Range[];
}

const directiveWord = /@grad(?![\w$-])/g;

/**
 * Finds directives by looking at lines alone: cheap enough for every first sight of a text. It may see one inside a
 * string that holds a comment's sign, or miss one in unusual block comments; the parser's answer replaces it a moment later.
 */
export function scanDirectives(text: string, language: DocumentLanguage, isCell = false): readonly SeenDirective[] {
  if (!isInspected(text, language, isCell)) return [];
  if (language !== 'markdown') return scanCode(text, language, 0, isCell);
  return fencesOf(text).flatMap(({ language: own, start, end }) => {
    const linesBefore = text.slice(0, start).split('\n').length - 1;
    return scanCode(text.slice(start, end), own, linesBefore, false);
  });
}

function scanCode(text: string, language: LanguageId, before: number, isCell: boolean): readonly SeenDirective[] {
  const seen = scanLines(text.split('\n'), namesOf(language), before);
  const found = seen.length === 0 ? ownPassCalls(text, language, isCell) : [];
  if (found.length === 0) return seen;
  const below = ({ line, column }: Position): Position => ({ line: line + before, column });
  const calls = found.map(({ start, end }): Range => ({ start: below(start), end: below(end) }));
  return [{ directive: null, anchorLine: before + 1, calls }];
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
