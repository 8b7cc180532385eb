import { SourceFile } from '../engine/sources';
import { frontEndOf } from '../languages';
import { SnippetFailure } from '../languages/core/failure';
import { type Fence, fencesOf, onlyFence } from '../languages/fences';
import { languageNames, languageTitles } from '../languages/names';
import { isInspected } from '../languages/ownPasses';
import type {
  FoundFile,
  InspectRequest,
  InspectResponse,
  LanguageId,
  Range,
  Snippet,
  SnippetResult,
  SnippetsRequest,
} from '../protocol';
import type { Inspection } from './inspector';
import { failedResult } from './result';
import { moduleSnippets } from './subjects';

/** One fence as a text of its own, in which lines and columns are those of the document. */
interface FencedText {
  readonly fence: Fence;
  readonly text: string;
  /** What is annotated in it; null while it does not parse. */
  readonly snippets: readonly Snippet[] | null;
  /** What stands for its snippets while it does not parse: words that look like directives, or the module as a whole. */
  readonly unread: readonly Snippet[];
}

export type FindSnippets = (request: SnippetsRequest) => readonly Snippet[] | null;

function fencedTexts(markdown: string, find: FindSnippets, annotatedOnly: boolean): FencedText[] {
  return fencesOf(markdown).flatMap((fence): FencedText[] => {
    const text = onlyFence(markdown, fence);
    if (annotatedOnly && !isInspected(text, fence.language)) return [];
    const snippets = find({ language: fence.language, text, excerpt: true });
    return [{ fence, text, snippets, unread: snippets === null ? unreadSnippets(text, fence.language) : [] }];
  });
}

function unreadSnippets(text: string, language: LanguageId): readonly Snippet[] {
  const file = new SourceFile('', text);
  const words = directiveWords(text, file);
  return words.length > 0 ? words.map(unparsed) : moduleSnippets(file, language, true);
}

function directiveWords(text: string, file: SourceFile): Range[] {
  return [...text.matchAll(/@grad(?![\w$-])/g)].map(({ index }) => file.range(index, index + '@grad'.length));
}

/** What is annotated in the fences of a Markdown text. A fence that does not parse has its directives all the same. */
export function fencedSnippets(markdown: string, find: FindSnippets): readonly Snippet[] {
  return fencedTexts(markdown, find, true).flatMap(({ snippets, unread }) => snippets ?? unread);
}

function unparsed(directive: Range): Snippet {
  return { target: { name: '@grad', range: directive }, directive, scenario: 0 };
}

interface Part {
  readonly inspection: Inspection;
  /** What a fence that does not parse stands for: each gets the error. */
  readonly unread: readonly Snippet[];
}

/**
 * Inspects the fences of a Markdown text, each a module of its own: all annotated ones, the one that a selection stands
 * in, or those that may have a variable.
 */
export class FencedInspection implements Inspection {
  readonly #parts: readonly Part[];
  readonly #request: InspectRequest;

  constructor(
    request: InspectRequest,
    find: FindSnippets,
    begin: (request: InspectRequest) => Inspection,
    private readonly nextId: () => string,
  ) {
    this.#request = request;
    this.#parts = requestsFor(request, find).map(({ request: part, unread }) => ({ inspection: begin(part), unread }));
  }

  get wanted(): readonly (readonly string[])[] {
    return this.#parts.flatMap(({ inspection }) => inspection.wanted);
  }

  answer(found: readonly (FoundFile | null)[]): void {
    let from = 0;
    for (const { inspection } of this.#parts) {
      const count = inspection.wanted.length;
      if (count > 0) inspection.answer(found.slice(from, from + count));
      from += count;
    }
  }

  finish(): InspectResponse {
    const { uri, version, focus } = this.#request;
    const responses = this.#parts.map(({ inspection, unread }) => ({ response: inspection.finish(), unread }));
    const sum = (stage: 'parse' | 'run' | 'build') =>
      responses.reduce((total, { response }) => total + response.timings[stage], 0);
    const results = responses.flatMap(({ response, unread }) =>
      unread.length === 0 ? response.results : unread.map((each) => this.#unparsed(each, response.results[0]!)),
    );
    // What a fence has replaced is no unknown name.
    const [first, ...others] = responses.map(({ response }) => response.unset ?? []);
    const unset = first?.filter((name) => others.every((names) => names.includes(name))) ?? [];
    return {
      uri,
      version,
      ...(unset.length > 0 && { unset }),
      results: focus.kind === 'variable' ? this.#variable(results) : results.length > 0 ? results : this.#nothing(),
      timings: { parse: sum('parse'), run: sum('run'), build: sum('build') },
      dependencies: [...new Set(responses.flatMap(({ response }) => response.dependencies ?? []))],
    };
  }

  #unparsed({ target, directive, scenario }: Snippet, { error, ...result }: SnippetResult): SnippetResult {
    const kind = directive === null ? 'file' : 'statement';
    return { ...result, id: this.nextId(), kind, target, directive, scenario, error };
  }

  /** The variable as the last fence has it that knows it. */
  #variable(results: readonly SnippetResult[]): readonly SnippetResult[] {
    const known =
      results.findLast(({ output }) => output !== null) ??
      results.findLast(({ error }) => error?.code !== 'UnboundName') ??
      results.at(-1);
    return known ? [known] : this.#nothing();
  }

  /** There is no code where it was asked for. */
  #nothing(): readonly SnippetResult[] {
    const { focus } = this.#request;
    if (focus.kind === 'annotated') return [];
    const range = 'range' in focus ? { start: focus.range.start, end: focus.range.start } : null;
    const signs = languageNames.map(({ fences }) => `\`\`\`${fences[0]}`).join(' or ');
    const message = `there is no code here; put the cursor into a fence of ${languageTitles} (${signs})`;
    const error = new SnippetFailure('NotDifferentiable', message, range);
    return [failedResult(this.nextId(), frontEndOf(languageNames[0]!.id)!, 'selection', null, null, error)];
  }
}

function requestsFor(
  request: InspectRequest,
  find: FindSnippets,
): { readonly request: InspectRequest; readonly unread: readonly Snippet[] }[] {
  const { focus, text: markdown, only } = request;
  const { only: _, ...whole } = request;
  const shared = { ...whole, excerpt: true };
  if (focus.kind === 'variable') {
    return fencedTexts(markdown, find, false).map(({ fence, text }) => ({
      request: { ...shared, language: fence.language, text },
      unread: [],
    }));
  }
  if (focus.kind !== 'annotated') {
    const offset = new SourceFile('', markdown).offset(focus.range.start);
    const fence = fencesOf(markdown).find(({ start, end }) => start <= offset && offset <= end);
    if (!fence) return [];
    return [
      {
        request: { ...request, excerpt: true, language: fence.language, text: onlyFence(markdown, fence) },
        unread: [],
      },
    ];
  }
  let before = 0;
  return fencedTexts(markdown, find, true).flatMap(({ fence, text, snippets, unread }) => {
    const count = snippets?.length ?? unread.length;
    const index = only === undefined ? undefined : only - before;
    before += count;
    if (count === 0 || (index !== undefined && (index < 0 || index >= count))) return [];
    const part = { ...shared, language: fence.language, text, ...(index !== undefined && { only: index }) };
    const wanted = index === undefined || snippets !== null ? unread : [unread[index]!];
    return [{ request: part, unread: wanted }];
  });
}
