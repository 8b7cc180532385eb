/** What the editor and the command line may know of languages: their names, and where Markdown holds code of them. */
export { fencesOf } from '../languages/fences';
export { type LanguageNames, languageNames, languageOfFile, languageTitles, namesOf } from '../languages/names';
export { isInspected, ownPassCalls } from '../languages/ownPasses';
