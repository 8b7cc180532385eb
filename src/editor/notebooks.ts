import * as vscode from 'vscode';
import type { LanguageId, NotebookPlace } from '../protocol';
import { cellOf, languageOf } from './documents';

/** What runs before a cell: the cells of its language above it. Undefined for what is no cell. */
export function notebookPlace(document: vscode.TextDocument, language: LanguageId): NotebookPlace | undefined {
  const own = cellOf(document);
  if (!own) return undefined;
  const cells = own.notebook
    .getCells()
    .filter((cell) => cell.index < own.index && languageOf(cell.document) === language)
    .map(({ document: above, index }) => ({ uri: above.uri.toString(), number: index + 1, text: above.getText() }));
  return { uri: own.notebook.uri.toString(), cells };
}

/** Documents of the cells that notebook editors show at present. */
export function visibleCells(): vscode.TextDocument[] {
  return vscode.window.visibleNotebookEditors.flatMap(({ notebook, visibleRanges }) =>
    visibleRanges.flatMap((range) => notebook.getCells(range)).map(({ document }) => document),
  );
}

/** Brings a cell up in its notebook's editor. */
export async function showCell(
  cell: vscode.NotebookCell,
  options: { readonly viewColumn: vscode.ViewColumn; readonly preserveFocus: boolean },
): Promise<void> {
  const range = new vscode.NotebookRange(cell.index, cell.index + 1);
  const editor = await vscode.window.showNotebookDocument(cell.notebook, { ...options, selections: [range] });
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
  // The keyboard is with the list of cells until one of them is edited.
  if (!options.preserveFocus) await vscode.commands.executeCommand('notebook.cell.edit');
}
