import type { Range } from '../engine/sources';
import type { DocumentLanguage, LanguageId } from '../protocol';
import { fencesOf } from './fences';
import { namesOf } from './names';

/**
 * Where a text calls backward passes of its own, as far as its lines tell: cheap enough for every edit. A text with such
 * calls is inspected as a whole, without an annotation. `isCell` says of a notebook's cell, whose imports may stand above.
 */
export function ownPassCalls(text: string, language: LanguageId, isCell = false): readonly Range[] {
  const { ownPasses, commentOpening } = namesOf(language);
  if (!ownPasses?.call.test(text) || !(isCell || ownPasses.library.test(text))) return [];
  return text.split('\n').flatMap((code, index): Range[] => {
    const found = ownPasses.call.exec(code);
    if (!found || commentOpening.test(code.slice(0, found.index))) return [];
    const line = index + 1;
    const indent = code.length - code.trimStart().length;
    return [{ start: { line, column: indent + 1 }, end: { line, column: found.index + found[0].length + 1 } }];
  });
}

/** Whether something of a document is inspected without the user asking: it is annotated, or it has passes of its own. */
export function isInspected(text: string, language: DocumentLanguage, isCell = false): boolean {
  if (text.includes('@grad')) return true;
  if (language !== 'markdown') return ownPassCalls(text, language, isCell).length > 0;
  return fencesOf(text).some((fence) => ownPassCalls(text.slice(fence.start, fence.end), fence.language).length > 0);
}
