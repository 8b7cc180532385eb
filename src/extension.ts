import * as vscode from 'vscode';
import { GradLens } from './editor/gradLens';
import { startNodeWorker } from './inspector/nodeWorker';

/** Entry on the desktop and on remote machines, where the worker is a thread of Node. */
export function activate(context: vscode.ExtensionContext): void {
  const worker = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.js').fsPath;
  context.subscriptions.push(new GradLens(context, () => startNodeWorker(worker)));
}
