import * as vscode from 'vscode';
import { Color } from './contributions';
import { Disposable } from './disposable';
import { toEditorRange } from './ranges';
import type { ResultStore } from './results';

/** Marks the code that the last differentiated selection really took. */
export class Highlights extends Disposable {
  readonly #taken = this._register(
    vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor(Color.takenBackground),
      border: '1px solid',
      borderColor: new vscode.ThemeColor(Color.takenBorder),
      borderRadius: '2px',
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );

  constructor(private readonly store: ResultStore) {
    super();
    this._register(store.onDidChange((uri) => this.#update(uri)));
    this._register(
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) this.#update(document.uri.toString());
      }),
    );
  }

  #update(uri: string): void {
    const range = this.store.get(uri)?.lastSelection?.range ?? null;
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() === uri) {
        editor.setDecorations(this.#taken, range ? [toEditorRange(range)] : []);
      }
    }
  }
}
