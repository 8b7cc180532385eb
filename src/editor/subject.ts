import type { Position, Range } from '../engine/sources';
import type { Diagnostic, Snippet, SnippetError, SnippetResult } from '../protocol';
import { resultName } from '../text/resultName';
import { containsRange, shiftRangeAll, shiftResult, type TextChange } from './textShift';

export type SubjectKind = 'annotated' | 'selection';

let lastId = 0;

/**
 * Something of a document that is inspected, and the last that is known about it. It outlives runs and edits: its
 * ranges move with the text, and its result stays up, marked stale, until a newer one arrives.
 */
export class Subject {
  /** Unique while the extension runs, also where keys change. */
  readonly id = ++lastId;
  /** Finds an annotated snippet again after an edit or a reload: its name and scenario. */
  key: string;
  name: string;
  /** 1-based line that its lens stands over. */
  anchorLine: number;
  /** The code really taken; null until a run or the parser has said it. */
  range: Range | null = null;
  directive: Range | null = null;
  /** Of a whole module the calls of its own backward passes; null for every other subject. */
  calls: readonly Range[] | null = null;
  scenario = 0;
  /** Number among the document's annotated snippets, in file order. */
  index = 0;
  result: SnippetResult | null = null;
  /** True while {@link result} is of an older text, or of other inputs, than the present ones. */
  stale = false;
  /** Why the last run has no result that is current. */
  error: SnippetError | null = null;
  /** What that run has to say of its error, where an older result stands in its place. */
  explained: readonly Diagnostic[] = [];
  running: { readonly since: number; readonly stoppable: boolean } | null = null;
  /** Inputs that the user gave other values than the code's: name -> expression. */
  set: Readonly<Record<string, string>> = {};
  /** Which evaluation is wanted; undefined is the last one. */
  occurrence: number | undefined;
  /** What the time and operations budgets are multiplied by, once the user wished a longer run of this text. */
  longer = 1;
  /** What checking all its gradients found, of the result with this id. */
  checked: { readonly result: string; readonly diagnostics: readonly Diagnostic[] } | null = null;
  /** How many panels keep it although it is no longer the document's last selection. */
  holds = 0;

  constructor(
    readonly uri: string,
    readonly kind: SubjectKind,
    seed: { readonly key: string; readonly name: string; readonly anchorLine: number },
  ) {
    this.key = seed.key;
    this.name = seed.name;
    this.anchorLine = seed.anchorLine;
  }

  /** Tells it from every other subject, in this session and, while its key stays, in later ones. */
  get identity(): string {
    return `${this.uri}#${this.key}`;
  }

  /** What it is called where a reader sees it; {@link name} is what its runs are told apart by. */
  get title(): string {
    return (this.result && resultName(this.result)) || this.name;
  }

  get hasChangedInputs(): boolean {
    return Object.keys(this.set).length > 0;
  }

  /** Takes over where the parser found it. */
  place(snippet: Pick<Snippet, 'target' | 'directive' | 'scenario' | 'calls'>): void {
    this.name = snippet.target.name;
    this.range = snippet.target.range;
    this.anchorLine = snippet.target.range.start.line;
    this.directive = snippet.directive;
    this.calls = snippet.calls ?? null;
    this.scenario = snippet.scenario;
  }

  /**
   * Takes over what a run gave. A failed run leaves the last good result standing, unless the user asked for this very
   * run, or there is none: then its partial trace is shown.
   */
  settle(result: SnippetResult, asked: boolean): void {
    this.error = result.error;
    this.explained = [];
    const keepsLast = result.error !== null && this.result !== null && this.result.error === null;
    if (keepsLast && !(asked && result.graph.gates.length > 0)) {
      this.stale = true;
      this.explained = result.diagnostics;
      return;
    }
    this.result = result;
    this.stale = false;
    if (result.target) {
      this.name = result.target.name;
      this.range = result.target.range;
      this.anchorLine = result.target.range.start.line;
    } else if (result.directive) {
      this.anchorLine = result.directive.start.line;
    }
    if (result.directive) this.directive = result.directive;
    this.scenario = result.scenario;
  }

  /** Fails without a result, such as for a text that does not parse or a document that is gone. */
  fail(error: SnippetError): void {
    this.explained = [];
    this.error = error;
    this.stale = this.result !== null;
  }

  /** What is to be told of its code as it stands. */
  get diagnostics(): readonly Diagnostic[] {
    return this.stale ? this.explained : (this.result?.diagnostics ?? []);
  }

  /** Moves along with an edit. Returns false when nothing of its code is left. */
  shift(changes: readonly TextChange[]): boolean {
    const hadRange = this.range !== null;
    this.range = this.range && shiftRangeAll(this.range, changes);
    this.directive = this.directive && shiftRangeAll(this.directive, changes);
    this.calls = this.calls?.flatMap((call) => shiftRangeAll(call, changes) ?? []) ?? null;
    if (this.range) this.anchorLine = this.range.start.line;
    else this.anchorLine = shiftLine(this.anchorLine, changes);
    if (this.result) {
      this.result = shiftResult(this.result, changes);
      this.stale = true;
    }
    this.error = this.error && {
      ...this.error,
      range: this.error.range && shiftRangeAll(this.error.range, changes),
    };
    // Their fixes are of the text as it was.
    this.explained = [];
    this.longer = 1;
    return !hadRange || this.range !== null;
  }

  /** True when the position stands in its code or its directive. */
  covers(position: Position): boolean {
    const at: Range = { start: position, end: position };
    return (
      (this.range !== null && containsRange(this.range, at)) ||
      (this.directive !== null && containsRange(this.directive, at))
    );
  }
}

function shiftLine(line: number, changes: readonly TextChange[]): number {
  const start = { line, column: 1 };
  const shifted = shiftRangeAll({ start, end: { line, column: Number.MAX_SAFE_INTEGER } }, changes);
  return shifted ? shifted.start.line : line;
}
