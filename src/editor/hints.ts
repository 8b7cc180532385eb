import * as vscode from 'vscode';
import type { VariableResult } from '../protocol';
import { inlayHint } from '../text/lensTitle';
import { Setting } from './contributions';
import { Disposable } from './disposable';
import { toEditorPosition } from './ranges';
import type { ResultStore } from './results';
import type { Settings } from './settings';
import type { Subject } from './subject';

/** `= 6 ∂ 8` behind each variable of what the panel shows, else of the document's first annotated snippet. */
export class Hints extends Disposable implements vscode.InlayHintsProvider {
  readonly #change = this._register(new vscode.EventEmitter<void>());
  readonly onDidChangeInlayHints = this.#change.event;

  constructor(
    private readonly store: ResultStore,
    private readonly settings: Settings,
  ) {
    super();
    this._register(
      store.onDidChange(() => {
        if (settings.hints) this.#change.fire();
      }),
    );
    this._register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(Setting.annotations)) this.#change.fire();
      }),
    );
  }

  provideInlayHints(document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] {
    if (!this.settings.hints) return [];
    const results = this.store.see(document);
    const subject = results?.shown ?? results?.lastSelection ?? results?.annotated.find(({ result }) => result) ?? null;
    if (!subject?.result) return [];
    return subject.result.variables.flatMap((variable) => {
      const hint = hintOf(document, subject, variable);
      return hint && range.contains(hint.position) ? [hint] : [];
    });
  }
}

function hintOf(document: vscode.TextDocument, subject: Subject, variable: VariableResult): vscode.InlayHint | null {
  const { result } = subject;
  if (!result || !variable.range || variable.range.file !== undefined || variable.range.start.line > document.lineCount)
    return null;
  const behind = variable.initialiser?.end ?? null;
  const text = inlayHint(variable.value, variable.grad);
  const end = document.lineAt(variable.range.start.line - 1).range.end;
  const hint = behind
    ? new vscode.InlayHint(toEditorPosition(behind), text)
    : new vscode.InlayHint(end, `${variable.name} ${text}`);
  hint.paddingLeft = true;
  hint.tooltip = `Value of ${variable.name}, and the gradient of ${subject.title} in it (GradLens)`;
  return hint;
}
