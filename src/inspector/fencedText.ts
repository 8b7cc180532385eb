import { SourceFile } from '../engine/sources';
import { frontEndOf } from '../languages';
import { SnippetFailure } from '../languages/core/failure';
import { type Fence, fencesOf, onlyFence } from '../languages/fences';
import { languageNames, languageTitles } from '../languages/names';
import type {
  FoundFile,
  InspectRequest,
  InspectResponse,
  Range,
  Snippet,
  SnippetResult,
  SnippetsRequest,
} from '../protocol';
import type { Inspection } from './inspector';
import { failedResult } from './result';

/** One fence as a text of its own, in which lines and columns are those of the document. */
interface FencedText {
  readonly fence: Fence;
  readonly text: string;
  /** What is annotated in it; null while it does not parse. */
  readonly snippets: readonly Snippet[] | null;
  /** Words that look like directives, for a fence that does not parse. */
  readonly words: readonly Range[];
}

export type FindSnippets = (request: SnippetsRequest) => readonly Snippet[] | null;

function fencedTexts(markdown: string, find: FindSnippets, annotatedOnly: boolean): FencedText[] {
  return fencesOf(markdown).flatMap((fence): FencedText[] => {
    const text = onlyFence(markdown, fence);
    if (annotatedOnly && !text.includes('@grad')) return [];
    const snippets = find({ language: fence.language, text, excerpt: true });
    return [{ fence, text, snippets, words: snippets === null ? directiveWords(text) : [] }];
  });
}

function directiveWords(text: string): Range[] {
  const file = new SourceFile('', text);
  return [...text.matchAll(/@grad(?![\w$-])/g)].map(({ index }) => file.range(index, index + '@grad'.length));
}

/** What is annotated in the fences of a Markdown text. A fence that does not parse has its directives all the same. */
export function fencedSnippets(markdown: string, find: FindSnippets): readonly Snippet[] {
  return fencedTexts(markdown, find, true).flatMap(({ snippets, words }) => snippets ?? words.map(unparsed));
}

function unparsed(directive: Range): Snippet {
  return { target: { name: '@grad', range: directive }, directive, scenario: 0 };
}

interface Part {
  readonly inspection: Inspection;
  /** Directives of a fence that does not parse: each gets the error. */
  readonly words: readonly Range[];
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
    this.#parts = requestsFor(request, find).map(({ request: part, words }) => ({ inspection: begin(part), words }));
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
    const responses = this.#parts.map(({ inspection, words }) => ({ response: inspection.finish(), words }));
    const sum = (stage: 'parse' | 'run' | 'build') =>
      responses.reduce((total, { response }) => total + response.timings[stage], 0);
    const results = responses.flatMap(({ response, words }) =>
      words.length === 0 ? response.results : words.map((word) => this.#unparsed(word, response.results[0]!)),
    );
    return {
      uri,
      version,
      results: focus.kind === 'variable' ? this.#variable(results) : results.length > 0 ? results : this.#nothing(),
      timings: { parse: sum('parse'), run: sum('run'), build: sum('build') },
      dependencies: [...new Set(responses.flatMap(({ response }) => response.dependencies ?? []))],
    };
  }

  #unparsed(directive: Range, { error, ...result }: SnippetResult): SnippetResult {
    return { ...result, id: this.nextId(), kind: 'statement', ...unparsed(directive), error };
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
): { readonly request: InspectRequest; readonly words: readonly Range[] }[] {
  const { focus, text: markdown, only } = request;
  const { only: _, ...whole } = request;
  const shared = { ...whole, excerpt: true };
  if (focus.kind === 'variable') {
    return fencedTexts(markdown, find, false).map(({ fence, text }) => ({
      request: { ...shared, language: fence.language, text },
      words: [],
    }));
  }
  if (focus.kind !== 'annotated') {
    const offset = new SourceFile('', markdown).offset(focus.range.start);
    const fence = fencesOf(markdown).find(({ start, end }) => start <= offset && offset <= end);
    if (!fence) return [];
    return [
      { request: { ...request, excerpt: true, language: fence.language, text: onlyFence(markdown, fence) }, words: [] },
    ];
  }
  let before = 0;
  return fencedTexts(markdown, find, true).flatMap(({ fence, text, snippets, words }) => {
    const count = snippets?.length ?? words.length;
    const index = only === undefined ? undefined : only - before;
    before += count;
    if (count === 0 || (index !== undefined && (index < 0 || index >= count))) return [];
    const part = { ...shared, language: fence.language, text, ...(index !== undefined && { only: index }) };
    const wanted = index === undefined || snippets !== null ? words : [words[index]!];
    return [{ request: part, words: wanted }];
  });
}
