import * as vscode from 'vscode';
import { Disposable } from '../editor/disposable';
import { languageOf } from '../editor/documents';
import { fromEditorPosition } from '../editor/ranges';
import type { ResultStore } from '../editor/results';
import type { Subject } from '../editor/subject';

/**
 * Which subject a panel shows. It follows the active editor and the cursor from snippet to snippet, unless it is pinned.
 * What it shows is held, so that it stays when its document is closed.
 */
export class Follower extends Disposable {
  readonly #change = this._register(new vscode.EventEmitter<void>());
  /** Fires when another subject is shown, the pin changes, or something of the shown subject's document does. */
  readonly onDidChange = this.#change.event;
  readonly #lastOf = new Map<string, Subject>();
  #subject: Subject | null = null;
  #hold: vscode.Disposable | null = null;
  #pinned: boolean;

  constructor(
    private readonly store: ResultStore,
    options: { readonly subject: Subject | null; readonly pinned: boolean },
  ) {
    super();
    this.#pinned = options.pinned;
    this._register({ dispose: () => this.#hold?.dispose() });
    this._register(vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)));
    this._register(vscode.window.onDidChangeTextEditorSelection((event) => this.#cursorMoved(event)));
    this._register(store.onDidChange((uri) => this.#storeChanged(uri)));
    if (options.subject) this.show(options.subject);
    else this.#follow(vscode.window.activeTextEditor);
  }

  get subject(): Subject | null {
    return this.#subject;
  }

  get pinned(): boolean {
    return this.#pinned;
  }

  pin(pinned: boolean): void {
    this.#pinned = pinned;
    if (!pinned) this.#follow(vscode.window.activeTextEditor);
    this.#change.fire();
  }

  /** Shows a subject because the user asked for it, pinned or not. */
  show(subject: Subject | null): void {
    if (subject === this.#subject) return;
    const released = this.#hold;
    this.#subject = subject;
    this.#hold = subject && this.store.hold(subject);
    if (subject) this.#lastOf.set(subject.uri, subject);
    released?.dispose();
    this.#change.fire();
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    // Without an active text editor, such as while a tab of ours has the focus, what is shown stays.
    if (this.#pinned || !editor || !languageOf(editor.document) || this.#belongsToShown(editor)) return;
    this.show(this.#choose(editor));
  }

  /** True for an editor of a file that the shown subject's document imports, and that has nothing of its own to show. */
  #belongsToShown(editor: vscode.TextEditor): boolean {
    const shown = this.#subject;
    if (!shown || !this.store.dependsOn(shown.uri, editor.document.uri.toString())) return false;
    return this.#choose(editor) === null;
  }

  #cursorMoved({ textEditor, selections, kind }: vscode.TextEditorSelectionChangeEvent): void {
    // Selections that are set by a program, such as when a gate is revealed, are not followed.
    const byUser =
      kind === vscode.TextEditorSelectionChangeKind.Keyboard || kind === vscode.TextEditorSelectionChangeKind.Mouse;
    const first = selections[0];
    if (!byUser || !first || this.#pinned || textEditor !== vscode.window.activeTextEditor) return;
    const results = this.store.get(textEditor.document.uri.toString());
    const subject = results?.subjectAt(fromEditorPosition(first.active));
    if (subject) this.show(subject);
  }

  #storeChanged(uri: string): void {
    if (!this.store.get(uri)) this.#lastOf.delete(uri);
    const editor = vscode.window.activeTextEditor;
    const isActive = editor?.document.uri.toString() === uri;
    const isAskedFor = !this.#pinned && editor && isActive && !this.#isStanding(uri);
    if (isAskedFor && !this.#belongsToShown(editor)) this.show(this.#choose(editor));
    if (this.#subject?.uri === uri) this.#change.fire();
  }

  /** True while the shown subject is of this document and still part of it. */
  #isStanding(uri: string): boolean {
    const subject = this.#subject;
    return subject !== null && subject.uri === uri && this.#stands(subject);
  }

  #stands(subject: Subject): boolean {
    const results = this.store.get(subject.uri);
    if (!results?.subjects.includes(subject)) return false;
    return subject.kind === 'annotated' || subject.range !== null;
  }

  /** What was shown of the document last, else what stands at the cursor, else the first snippet. */
  #choose({ document, selection }: vscode.TextEditor): Subject | null {
    const uri = document.uri.toString();
    const results = this.store.get(uri);
    const last = this.#lastOf.get(uri);
    if (!results) return null;
    if (last && this.#stands(last)) return last;
    return (
      results.subjectAt(fromEditorPosition(selection.active)) ?? results.lastSelection ?? results.annotated[0] ?? null
    );
  }
}
