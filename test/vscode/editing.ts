/** What tests do in an editor, and what they read there. */
import * as vscode from 'vscode';
import { eventually, ok } from './harness';

/** Opens code as an untitled document in an editor. */
export async function open(content: string, language = 'typescript'): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  return await vscode.window.showTextDocument(document);
}

/** Closes the active editor without a question, and waits until it is gone: the next one must not be closed for it. */
export async function close(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await eventually('the editor to be closed', () => vscode.window.activeTextEditor?.document !== document);
}

/** Selects code where it first stands. */
export function select(editor: vscode.TextEditor, code: string): void {
  const { document } = editor;
  const start = document.getText().indexOf(code);
  ok(start >= 0, `"${code}" stands nowhere`);
  editor.selection = new vscode.Selection(document.positionAt(start), document.positionAt(start + code.length));
}

/** Our lenses of a document. */
export async function lensesOf(
  document: vscode.TextDocument,
): Promise<{ line: number; title: string; command: vscode.Command }[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  return lenses.flatMap(({ range, command }) =>
    command?.command.startsWith('gradlens.') ? [{ line: range.start.line, title: command.title, command }] : [],
  );
}

/** Waits until a lens of the document holds all of `parts`. */
export async function lensWith(document: vscode.TextDocument, ...parts: string[]) {
  let last = '';
  return await eventually(`a lens with ${parts.join(', ')}`, async () => {
    const lenses = await lensesOf(document);
    last = lenses.map(({ title }) => title).join(' | ');
    return lenses.find(({ title }) => parts.every((part) => title.includes(part)));
  }).catch((error: Error) => {
    throw new Error(`${error.message}; the lenses are: ${last}`);
  });
}

/** What hovers say at code, `into` characters behind its start. */
export async function hoverAt(document: vscode.TextDocument, code: string, into = 0): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(code) + into);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)))
    .join('\n');
}

/** Edits code where it first stands. */
export async function replace(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const { document } = editor;
  const start = document.getText().indexOf(from);
  ok(start >= 0, `"${from}" stands nowhere`);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
  ok(await editor.edit((edit) => edit.replace(range, to)), 'the edit was refused');
}

/** Our notes in a document. */
export const diagnosticsOf = (document: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'GradLens');
