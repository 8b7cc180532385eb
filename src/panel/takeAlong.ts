import * as vscode from 'vscode';
import type { FromPage, PictureFormat } from '../protocol';
import { safeFileName } from '../text/fileName';

type SaveMessage = Extract<FromPage, { type: 'save' }>;

const filterNames: Readonly<Record<PictureFormat, string>> = { svg: 'SVG', png: 'PNG' };

/** Asks where to save a picture and writes it there, beside the document that it is of unless the user goes elsewhere. */
export async function savePicture(message: SaveMessage, documentUri: string): Promise<void> {
  const { format, name } = message;
  const folder = folderOf(vscode.Uri.parse(documentUri));
  const chosen = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, safeFileName(name, format)) }),
    filters: { [filterNames[format]]: [format] },
    title: `Save Graph as ${filterNames[format]}`,
  });
  if (!chosen) return;
  await vscode.workspace.fs.writeFile(chosen, pictureBytes(message));
  const open = 'Open';
  const wish = await vscode.window.showInformationMessage(`GradLens: saved ${baseName(chosen)}.`, open);
  if (wish === open) await vscode.commands.executeCommand('vscode.open', chosen);
}

/** What stands in the file. */
export function pictureBytes({ format, data }: SaveMessage): Uint8Array {
  if (format === 'svg') return new TextEncoder().encode(data);
  return Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
}

/** Where the document stands, when files can be written there; else the first folder that is open. */
function folderOf(document: vscode.Uri): vscode.Uri | undefined {
  const isWritable = vscode.workspace.fs.isWritableFileSystem(document.scheme) === true;
  return isWritable ? vscode.Uri.joinPath(document, '..') : vscode.workspace.workspaceFolders?.[0]?.uri;
}

function baseName({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
