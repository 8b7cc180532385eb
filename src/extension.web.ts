import * as vscode from 'vscode';
import { GradLens } from './editor/gradLens';
import { startWebWorker } from './inspector/webWorker';

/** Entry in the browser, where the worker is a Web Worker made from the bundle's text. */
export function activate(context: vscode.ExtensionContext): void {
  const worker = vscode.Uri.joinPath(context.extensionUri, 'dist', 'web', 'worker.js');
  const start = async () => startWebWorker(new TextDecoder().decode(await vscode.workspace.fs.readFile(worker)));
  context.subscriptions.push(new GradLens(context, start));
}
