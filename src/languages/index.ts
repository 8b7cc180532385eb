import type { LanguageId } from '../protocol';
import type { FrontEnd } from './core/frontEnd';
import { python } from './python';
import { typescript } from './typescript';

/** The one table of languages. */
const frontEnds: Partial<Record<LanguageId, FrontEnd>> = {
  typescript: typescript as FrontEnd,
  python: python as FrontEnd,
};

/** The front end of a language, or null where there is none yet. */
export function frontEndOf(language: LanguageId): FrontEnd | null {
  return frontEnds[language] ?? null;
}
