import * as vscode from 'vscode';
import { Command } from './contributions';

/** Differentiate Selection in the light bulb of a selection. */
export class CodeActions implements vscode.CodeActionProvider {
  static readonly kind = vscode.CodeActionKind.Refactor.append('gradlens');
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [CodeActions.kind] };

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    if (range.isEmpty || document.getText(range).trim() === '') return [];
    const action = new vscode.CodeAction('Differentiate Selection (GradLens)', CodeActions.kind);
    action.command = { command: Command.differentiateSelection, title: action.title };
    return [action];
  }
}
