import type { Position, Range } from '../engine/sources';
import type { Snippet, SnippetResult } from '../protocol';
import type { SeenDirective } from './directiveScan';
import { Subject } from './subject';
import { sameRange, smallestCovering, type TextChange } from './textShift';

let selections = 0;

/** A key that no other selection has, in later sessions too. */
export function selectionKey(): string {
  return `selection:${Date.now().toString(36)}:${++selections}`;
}

/** What is known about one document: its annotated snippets in file order, and its differentiated selections. */
export class DocumentResults {
  annotated: readonly Subject[] = [];
  /** The last one is the document's last differentiated selection; earlier ones are held by a panel. */
  selections: readonly Subject[] = [];
  /** The subject that a panel shows; hovers prefer it where several cover the same code. */
  shown: Subject | null = null;
  /** Version of the text that was inspected last; -1 before any run. */
  inspectedVersion = -1;
  /** Addresses of files that the last run imported or looked for. */
  dependencies: ReadonlySet<string> = new Set();
  /** What the document held when it was closed, while a panel still shows something of it; null while it is open. */
  closedText: string | null = null;

  constructor(readonly uri: string) {}

  get subjects(): readonly Subject[] {
    return [...this.annotated, ...this.selections];
  }

  /** The last differentiated selection, while its code stands. */
  get lastSelection(): Subject | null {
    const last = this.selections.at(-1);
    return last?.range ? last : null;
  }

  /** First sight of the directives, before anything was parsed: lines for the lenses, to be filled in. */
  see(seen: readonly SeenDirective[]): void {
    this.annotated = seen.map(({ directive, anchorLine, calls }, index) => {
      const subject = new Subject(this.uri, 'annotated', { key: `seen:${index}`, name: '', anchorLine });
      subject.directive = directive;
      subject.calls = calls ?? null;
      subject.index = index;
      return subject;
    });
  }

  /** What the parser says is annotated; subjects that were there before keep what is known about them. */
  setSnippets(snippets: readonly Snippet[]): void {
    this.#match(snippets.map((snippet) => ({ name: snippet.target.name, scenario: snippet.scenario })));
    for (const [index, snippet] of snippets.entries()) this.annotated[index]?.place(snippet);
  }

  /**
   * What a run of all annotated snippets gave, in file order. A text that does not parse is one result without a target:
   * everything known stays up, stale. Subjects with inputs of their own are left to runs of their own.
   */
  settleAnnotated(results: readonly SnippetResult[], asked: boolean): void {
    const unparsed = results.find((result) => result.target === null && result.directive === null);
    if (unparsed?.error) {
      for (const subject of this.annotated) subject.fail(unparsed.error);
      return;
    }
    this.#match(results.map(({ target, scenario }) => ({ name: target?.name ?? '', scenario })));
    for (const [index, result] of results.entries()) {
      const subject = this.annotated[index];
      if (subject && !subject.hasChangedInputs) subject.settle(result, asked);
    }
  }

  /** The subject that a result of a selection, or of a single annotated snippet, belongs to; made if there is none. */
  subjectOf(result: SnippetResult): Subject {
    const { directive, scenario } = result;
    if (directive) {
      const known = this.annotated.find(
        (subject) => subject.scenario === scenario && subject.directive?.start.line === directive.start.line,
      );
      if (known) return known;
    }
    const range = result.target?.range ?? directive;
    const same = range && this.selections.find((subject) => subject.range && sameRange(subject.range, range));
    if (same) {
      this.selections = [...this.selections.filter((subject) => subject !== same && subject.holds > 0), same];
      return same;
    }
    const subject = new Subject(this.uri, 'selection', {
      key: selectionKey(),
      name: result.target?.name ?? '',
      anchorLine: range?.start.line ?? 1,
    });
    this.addSelection(subject);
    return subject;
  }

  /** Makes `subject` the last differentiated selection. */
  addSelection(subject: Subject): void {
    this.selections = [...this.selections.filter((other) => other.holds > 0), subject];
  }

  /** Lets go of selections that were edited away or replaced and that no panel holds. Returns true when any went. */
  dropSelection(subject: Subject): boolean {
    const before = this.selections.length;
    this.selections = this.selections.filter((other) => other !== subject);
    return this.selections.length < before;
  }

  /** Moves everything along with an edit. */
  edit(changes: readonly TextChange[]): void {
    for (const subject of this.annotated) subject.shift(changes);
    this.selections = this.selections.filter((subject) => subject.shift(changes) || subject.holds > 0);
  }

  /** The text is the same, but a file that it imports is not: everything known stays up, stale. */
  outdate(): void {
    this.inspectedVersion = -1;
    for (const subject of this.subjects) subject.stale = subject.result !== null;
  }

  /** The subject with the smallest code around a position; one whose directive is there when no code is, else a whole module. */
  subjectAt(position: Position): Subject | null {
    const at: Range = { start: position, end: position };
    return (
      smallestCovering(this.subjects, (subject) => subject.range, at) ??
      this.subjects.find((subject) => subject.covers(position)) ??
      this.subjects.find((subject) => subject.calls !== null) ??
      null
    );
  }

  find(key: string): Subject | null {
    return this.subjects.find((subject) => subject.key === key) ?? null;
  }

  /** Makes `annotated` a list for these names and scenarios, reusing the subjects that are known by them. */
  #match(found: readonly { readonly name: string; readonly scenario: number }[]): void {
    const counts = new Map<string, number>();
    const keys = found.map(({ name, scenario }) => {
      const base = `${name}#${scenario}`;
      const count = counts.get(base) ?? 0;
      counts.set(base, count + 1);
      return count === 0 ? base : `${base}#${count}`;
    });
    const known = new Map(this.annotated.map((subject) => [subject.key, subject]));
    // One that is only seen yet, or that got another name, is still the same one at the same place.
    const isSameCount = this.annotated.length === keys.length;
    this.annotated = keys.map((key, index) => {
      const inPlace = this.annotated[index];
      const renamed = isSameCount && inPlace && !keys.includes(inPlace.key) ? inPlace : undefined;
      const subject = known.get(key) ?? renamed ?? new Subject(this.uri, 'annotated', { key, name: '', anchorLine: 1 });
      subject.key = key;
      subject.index = index;
      return subject;
    });
  }
}
