import * as vscode from 'vscode';
import { graphEditorType } from '../editor/contributions';
import { Disposable } from '../editor/disposable';
import { placeOf } from '../editor/documents';
import type { Subject } from '../editor/subject';
import type { ExportKind } from '../protocol';
import { Follower } from './follower';
import { PanelController, type PanelParts } from './panelController';
import { type RestorableSubjects, subjectOfPage } from './restore';

/** Graphs as editor tabs, each pinned to its snippet. They survive a reload of the window. */
export class GraphEditors extends Disposable implements vscode.WebviewPanelSerializer {
  readonly #controllers = new Map<vscode.WebviewPanel, PanelController>();

  constructor(
    private readonly parts: PanelParts,
    private readonly restorable: RestorableSubjects,
  ) {
    super();
    this._register(vscode.window.registerWebviewPanelSerializer(graphEditorType, this));
  }

  /** Opens a tab beside the code; each call opens a further one. */
  open(subject: Subject): void {
    const panel = vscode.window.createWebviewPanel(
      graphEditorType,
      titleOf(subject),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableFindWidget: false },
    );
    this.#fill(panel, subject);
  }

  /** Called by VS Code after a reload, with what the page had kept. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const identity = subjectOfPage(state);
    this.#fill(panel, identity === null ? null : await this.restorable.find(identity));
  }

  /** Has the page of the active tab take its graph along; false where no tab is active. */
  export(kind: ExportKind): boolean {
    const active = [...this.#controllers].find(([{ active }]) => active);
    active?.[1].export(kind);
    return active !== undefined;
  }

  #fill(panel: vscode.WebviewPanel, subject: Subject | null): void {
    panel.iconPath = vscode.Uri.joinPath(this.parts.extensionUri, 'media', 'gradlens.svg');
    const follower = new Follower(this.parts.store, { subject, pinned: subject !== null });
    const controller = new PanelController(this.parts, follower, {
      webview: panel.webview,
      column: () => panel.viewColumn,
      showsExplicitRuns: false,
    });
    this.#controllers.set(panel, controller);
    const follow = () => {
      if (!follower.subject) return;
      panel.title = titleOf(follower.subject);
      void this.restorable.keep(follower.subject);
    };
    follow();
    const listening = follower.onDidChange(follow);
    panel.onDidDispose(() => {
      listening.dispose();
      controller.dispose();
      this.#controllers.delete(panel);
      if (follower.subject) void this.restorable.drop(follower.subject);
      follower.dispose();
    });
  }
}

function titleOf(subject: Subject): string {
  const name = subject.title || 'Graph';
  return `${name.length > 24 ? `${name.slice(0, 23)}…` : name} · ${placeOf(subject.uri, subject.anchorLine)}`;
}
