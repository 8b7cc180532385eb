import * as vscode from 'vscode';
import type { Range, SnippetError } from '../protocol';
import { Disposable } from './disposable';
import { toEditorRange } from './ranges';
import type { ResultStore } from './results';
import type { Subject } from './subject';

/** A note with the document that it stands in. */
interface Note {
  readonly uri: string;
  readonly diagnostic: vscode.Diagnostic;
}

/** What is wrong with snippets, as quiet notes in the code. They go when it is mended. */
export class Diagnostics extends Disposable {
  readonly #collection = this._register(vscode.languages.createDiagnosticCollection('gradlens'));
  /** What the results of each document say; in a notebook it may stand in cells above. */
  readonly #notes = new Map<string, readonly Note[]>();

  constructor(private readonly store: ResultStore) {
    super();
    this._register(store.onDidChange((uri) => this.#update(uri)));
  }

  #update(uri: string): void {
    const before = this.#notes.get(uri) ?? [];
    const results = this.store.get(uri);
    const now = results ? results.subjects.flatMap(notesOf) : [];
    if (results) this.#notes.set(uri, now);
    else this.#notes.delete(uri);
    for (const place of new Set([uri, ...before.map((note) => note.uri), ...now.map((note) => note.uri)])) {
      const here = [...this.#notes.values()].flat().filter((note) => note.uri === place);
      const distinct = new Map(
        here.map(({ diagnostic }) => [`${diagnostic.message} ${JSON.stringify(diagnostic.range)}`, diagnostic]),
      );
      this.#collection.set(vscode.Uri.parse(place), [...distinct.values()]);
    }
  }
}

function notesOf(subject: Subject): Note[] {
  const { error } = subject;
  const notes = [...unhealthy(subject), ...checked(subject)];
  // What does not parse is the business of the language's own checker; in another file (no type) it is news here.
  if (!error || (error.code === 'SyntaxError' && error.type !== null) || subject.result?.ask) return notes;
  const range = placeOf(error, subject);
  if (!range) return notes;
  return [note(subject, error.message, error.code, range, vscode.DiagnosticSeverity.Information), ...notes];
}

/** What is unhealthy in the trace. What stands in an imported file is told where the snippet is. */
function unhealthy(subject: Subject): Note[] {
  const { result } = subject;
  const { Hint, Information } = vscode.DiagnosticSeverity;
  return subject.diagnostics.flatMap(({ code, severity, message, range }) => {
    const own = range.file === undefined || range.cell !== undefined ? range : result?.target?.range;
    return own ? [note(subject, message, code, own, severity === 'info' ? Hint : Information)] : [];
  });
}

/** What checking the gradients found; it was asked for, so it is not as quiet. */
function checked(subject: Subject): Note[] {
  const { stale, result, checked: found } = subject;
  const { Information, Warning } = vscode.DiagnosticSeverity;
  if (stale || !found || found.result !== result?.id) return [];
  return found.diagnostics.map(({ code, severity, message, range }) =>
    note(subject, message, code, range, severity === 'warning' ? Warning : Information),
  );
}

function placeOf(error: SnippetError, subject: Subject): Range | null {
  return error.range ?? subject.directive ?? subject.range;
}

function note(
  { uri }: Subject,
  message: string,
  code: string,
  range: Range,
  severity: vscode.DiagnosticSeverity,
): Note {
  const diagnostic = new vscode.Diagnostic(toEditorRange(range), message, severity);
  diagnostic.source = 'GradLens';
  diagnostic.code = code;
  return { uri: range.file ?? uri, diagnostic };
}
