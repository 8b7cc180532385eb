import * as vscode from 'vscode';
import type { Range, SnippetError } from '../protocol';
import { Disposable } from './disposable';
import { toEditorRange } from './ranges';
import type { ResultStore } from './results';
import type { Subject } from './subject';

/** What is wrong with snippets, as quiet notes in the code. They go when it is mended. */
export class Diagnostics extends Disposable {
  readonly #collection = this._register(vscode.languages.createDiagnosticCollection('gradlens'));

  constructor(private readonly store: ResultStore) {
    super();
    this._register(store.onDidChange((uri) => this.#update(uri)));
  }

  #update(uri: string): void {
    const results = this.store.get(uri);
    const found = results ? results.subjects.flatMap(diagnosticsOf) : [];
    const distinct = new Map(found.map((item) => [`${item.message} ${JSON.stringify(item.range)}`, item]));
    this.#collection.set(vscode.Uri.parse(uri), [...distinct.values()]);
  }
}

function diagnosticsOf(subject: Subject): vscode.Diagnostic[] {
  const { error } = subject;
  const notes = [...unhealthy(subject), ...checked(subject)];
  // What does not parse is the business of the language's own checker; in another file (no type) it is news here.
  if (!error || (error.code === 'SyntaxError' && error.type !== null) || subject.result?.ask) return notes;
  const range = placeOf(error, subject);
  return range ? [note(error.message, error.code, range, vscode.DiagnosticSeverity.Information), ...notes] : notes;
}

/** What is unhealthy in the trace. What stands in an imported file is told where the snippet is. */
function unhealthy({ stale, result }: Subject): vscode.Diagnostic[] {
  const { Hint, Information } = vscode.DiagnosticSeverity;
  return (stale ? [] : (result?.diagnostics ?? [])).flatMap(({ code, severity, message, range }) => {
    const own = range.file === undefined ? range : result?.target?.range;
    return own ? [note(message, code, own, severity === 'info' ? Hint : Information)] : [];
  });
}

/** What checking the gradients found; it was asked for, so it is not as quiet. */
function checked({ stale, result, checked: found }: Subject): vscode.Diagnostic[] {
  const { Information, Warning } = vscode.DiagnosticSeverity;
  if (stale || !found || found.result !== result?.id) return [];
  return found.diagnostics.map(({ code, severity, message, range }) =>
    note(message, code, range, severity === 'warning' ? Warning : Information),
  );
}

function placeOf(error: SnippetError, subject: Subject): Range | null {
  return error.range ?? subject.directive ?? subject.range;
}

function note(message: string, code: string, range: Range, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toEditorRange(range), message, severity);
  diagnostic.source = 'GradLens';
  diagnostic.code = code;
  return diagnostic;
}
