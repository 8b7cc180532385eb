import * as vscode from 'vscode';
import type { Fix } from '../protocol';
import { Command } from './contributions';
import { toEditorRange } from './ranges';
import type { ResultStore } from './results';

/** Differentiate Selection in the light bulb of a selection, and ways to mend what our notes tell. */
export class CodeActions implements vscode.CodeActionProvider {
  static readonly kind = vscode.CodeActionKind.Refactor.append('gradlens');
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [CodeActions.kind, vscode.CodeActionKind.QuickFix],
  };

  constructor(private readonly store: Pick<ResultStore, 'get'>) {}

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return [...this.#fixes(document, range, diagnostics), ...this.#refactorings(document, range)];
  }

  #fixes({ uri }: vscode.TextDocument, range: vscode.Range, shown: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
    const all = (this.store.get(uri.toString())?.subjects ?? []).flatMap(({ diagnostics }) => diagnostics);
    const actions = all.flatMap((diagnostic) => {
      if (diagnostic.range.file !== undefined || !toEditorRange(diagnostic.range).intersection(range)) return [];
      const own = shown.filter(({ message, source }) => source === 'GradLens' && message === diagnostic.message);
      return (diagnostic.fixes ?? []).map((fix) => quickFix(uri, fix, own));
    });
    return [...new Map(actions.map((action) => [action.title, action])).values()];
  }

  #refactorings(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    if (range.isEmpty || document.getText(range).trim() === '') return [];
    const action = new vscode.CodeAction('Differentiate Selection (GradLens)', CodeActions.kind);
    action.command = { command: Command.differentiateSelection, title: action.title };
    return [action];
  }
}

function quickFix(uri: vscode.Uri, { title, edits }: Fix, diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(`${title} (GradLens)`, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  for (const { range, text } of edits) {
    action.edit.replace(range.file === undefined ? uri : vscode.Uri.parse(range.file), toEditorRange(range), text);
  }
  action.diagnostics = diagnostics;
  return action;
}
