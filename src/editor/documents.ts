import * as vscode from 'vscode';
import type { DocumentLanguage, LanguageId } from '../protocol';
import { editorLanguages } from './contributions';

/** The languages whose documents get annotations, whatever they are kept in (files, untitled, a virtual workspace). */
export const documentSelector: vscode.DocumentSelector = Object.keys(editorLanguages).map((language) => ({ language }));

/** The front end that reads a document; null for a language that none does. */
export function languageOf(document: vscode.TextDocument): DocumentLanguage | null {
  return editorLanguages[document.languageId] ?? null;
}

/** How code of a result is coloured: in Markdown it is that of a fence. */
export function codeLanguageOf(document: vscode.TextDocument, read: LanguageId): string {
  return document.languageId === 'markdown' ? read : document.languageId;
}

/** `burger.ts:4`; in a notebook `notes.ipynb, cell 2:4`. */
export function placeOf(uri: string, line: number): string {
  const { path } = vscode.Uri.parse(uri);
  const document = openDocument(uri);
  const cell = document && cellOf(document);
  return `${path.slice(path.lastIndexOf('/') + 1)}${cell ? `, cell ${cell.index + 1}` : ''}:${line}`;
}

/** The open document with this address, without opening it. */
export function openDocument(uri: string): vscode.TextDocument | null {
  return (
    vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri && !document.isClosed) ?? null
  );
}

/** Scheme of the documents that are cells of a notebook. */
const cellScheme = 'vscode-notebook-cell';

/** Whether an address is that of a notebook's cell. */
export function isCell(uri: string): boolean {
  return uri.startsWith(`${cellScheme}:`);
}

/** The cell that a document is; null for any other document. */
export function cellOf(document: vscode.TextDocument): vscode.NotebookCell | null {
  if (document.uri.scheme !== cellScheme) return null;
  for (const notebook of vscode.workspace.notebookDocuments) {
    const cell = notebook.getCells().find((candidate) => candidate.document === document);
    if (cell) return cell;
  }
  return null;
}
