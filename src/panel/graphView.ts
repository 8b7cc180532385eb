import * as vscode from 'vscode';
import { ContextKey, View } from '../editor/contributions';
import { Disposable } from '../editor/disposable';
import type { Subject } from '../editor/subject';
import type { ExportKind } from '../protocol';
import { Follower } from './follower';
import { PanelController, type PanelParts } from './panelController';

/** The graph as a view of its own container. It follows the active editor unless the user pins it. */
export class GraphView extends Disposable implements vscode.WebviewViewProvider {
  readonly #follower: Follower;
  #view: vscode.WebviewView | null = null;
  #controller: PanelController | null = null;
  /** The pass that was asked for last, for a page that is about to be made. */
  #pass: number | null | undefined;

  constructor(private readonly parts: PanelParts) {
    super();
    this.#follower = this._register(new Follower(parts.store, { subject: null, pinned: false }));
    this._register(this.#follower.onDidChange(() => this.#subjectChanged()));
    this._register(parts.store.onDidChange(() => this.#setContexts()));
    this._register(vscode.window.registerWebviewViewProvider(View.graph, this));
  }

  /** What the view shows, or would show when it is opened. */
  get subject(): Subject | null {
    return this.#follower.subject;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    const controller = new PanelController(this.parts, this.#follower, {
      webview: view.webview,
      column: () => undefined,
      showsExplicitRuns: true,
    });
    this.#controller = controller;
    controller.showPass(this.#pass);
    view.onDidDispose(() => {
      controller.dispose();
      this.#controller = null;
      this.#view = null;
    });
  }

  /** Shows a subject and brings the view up, at one of its passes if that is given; the keyboard stays where it is. */
  async show(subject: Subject | null, pass?: number | null): Promise<void> {
    if (subject) this.#follower.show(subject);
    this.#pass = pass;
    this.#controller?.showPass(pass);
    if (this.#view) this.#view.show(true);
    else await vscode.commands.executeCommand(`${View.graph}.focus`, { preserveFocus: true });
  }

  /** Has the page take its graph along; false where it cannot be seen. */
  export(kind: ExportKind): boolean {
    if (!this.#view?.visible || !this.subject?.result) return false;
    this.#controller?.export(kind);
    return true;
  }

  #subjectChanged(): void {
    const { subject } = this.#follower;
    if (subject) {
      const results = this.parts.store.get(subject.uri);
      if (results && results.shown !== subject) {
        results.shown = subject;
        this.parts.store.touch(subject.uri);
      }
    }
    this.#setContexts();
  }

  readonly #contexts = new Map<ContextKey, boolean>();

  #setContexts(): void {
    const { subject } = this.#follower;
    const { explicitRun } = this.parts.store;
    this.#setContext(ContextKey.hasResult, subject?.result != null);
    this.#setContext(ContextKey.inputsChanged, subject?.hasChangedInputs ?? false);
    this.#setContext(ContextKey.running, explicitRun !== null || subject?.running?.stoppable === true);
  }

  #setContext(key: ContextKey, value: boolean): void {
    if ((this.#contexts.get(key) ?? false) === value) return;
    this.#contexts.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
