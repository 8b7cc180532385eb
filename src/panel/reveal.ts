import * as vscode from 'vscode';
import { cellOf, openDocument } from '../editor/documents';
import { showCell } from '../editor/notebooks';
import { toEditorRange } from '../editor/ranges';
import type { Subject } from '../editor/subject';
import { sameRange } from '../editor/textShift';
import type { Range, SnippetResult } from '../protocol';
import { allGates } from '../text/picture';

/** Where code stands now that stood at `range` when `sent` was sent to a page: its gate has moved along with edits. */
export function presentRange(subject: Subject, sent: SnippetResult | null, range: Range): Range {
  const gate = sent && allGates(sent.graph).find((candidate) => candidate.range && sameRange(candidate.range, range));
  if (!gate || subject.result?.id !== sent?.id) return range;
  return (subject.result && allGates(subject.result.graph).find(({ id }) => id === gate.id)?.range) ?? range;
}

/** The imported file that a range stands in, where a gate that was sent stands there, too; else null. */
export function fileOf(sent: SnippetResult | null, { file }: Range): string | null {
  const isKnown = sent !== null && allGates(sent.graph).some(({ range }) => range?.file === file);
  return file !== undefined && isKnown ? file : null;
}

/** Whether some editor shows a document. */
export function isVisible(uri: string): boolean {
  return vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri);
}

/** Selects code in an editor, which is opened where none shows it; never in the column of the panel that asks. */
export async function revealCode(
  uri: string,
  range: Range,
  options: { readonly focus: boolean; readonly avoid: vscode.ViewColumn | undefined },
): Promise<void> {
  const selection = toEditorRange(range);
  const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
  if (visible && !options.focus) {
    visible.selection = new vscode.Selection(selection.start, selection.end);
    visible.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return;
  }
  const one = vscode.ViewColumn.One;
  const viewColumn = visible?.viewColumn ?? (options.avoid === one ? vscode.ViewColumn.Beside : one);
  const document = openDocument(uri);
  const cell = document && cellOf(document);
  if (cell) {
    await showCell(cell, { viewColumn, preserveFocus: !options.focus });
    const editor = vscode.window.visibleTextEditors.find((candidate) => candidate.document === document);
    if (editor) editor.selection = new vscode.Selection(selection.start, selection.end);
    return;
  }
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    viewColumn,
    preserveFocus: !options.focus,
    selection,
  });
}
