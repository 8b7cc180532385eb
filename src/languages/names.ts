import type { DocumentLanguage, LanguageId } from '../protocol';
import { names as python } from './python/names';
import { names as typescript } from './typescript/names';

/** What a language is called by those who do not read it: the editor, Markdown, the command line. */
export interface LanguageNames {
  readonly id: LanguageId;
  /** As it stands in a sentence for the user. */
  readonly title: string;
  /** Languages of the editor that are read as this one. */
  readonly editorLanguages: readonly string[];
  /** How names of its files end. */
  readonly fileEnding: RegExp;
  /** First words behind the opening fence of a code block in Markdown. */
  readonly fences: readonly string[];
  /** Finds where a comment may begin in a line, and whether the line is nothing but one. */
  readonly commentOpening: RegExp;
  readonly commentLine: RegExp;
  /** What a comment to the end of a line begins with. */
  readonly comment: string;
  /** How its texts call backward passes of a library, which they mention then: such a text needs no annotation. */
  readonly ownPasses?: { readonly call: RegExp; readonly library: RegExp };
}

/** Every language, by its names alone: nothing here knows a parser. */
export const languageNames: readonly LanguageNames[] = [typescript, python];

/** `TypeScript, JavaScript and Python`. */
export const languageTitles = listed(languageNames.map(({ title }) => title));

/** The names of one language. */
export function namesOf(language: LanguageId): LanguageNames {
  return languageNames.find(({ id }) => id === language)!;
}

/** The language that a file is written in, by its name; null where none reads it. */
export function languageOfFile(file: string): DocumentLanguage | null {
  if (/\.(md|markdown)$/i.test(file)) return 'markdown';
  return languageNames.find(({ fileEnding }) => fileEnding.test(file))?.id ?? null;
}

/** `a, b and c`. */
function listed(words: readonly string[]): string {
  const all = words.flatMap((word) => word.split(', '));
  return [all.slice(0, -1).join(', '), all.at(-1)].filter((part) => part !== '').join(' and ');
}
