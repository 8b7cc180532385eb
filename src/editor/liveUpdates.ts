import * as vscode from 'vscode';
import { Setting } from './contributions';
import { Disposable } from './disposable';
import { languageOf, openDocument } from './documents';
import type { ImportedFiles } from './importedFiles';
import { visibleCells } from './notebooks';
import type { ResultStore } from './results';
import type { Settings } from './settings';

/** How long typing has to pause before snippets run again, in milliseconds. */
const typingPause = 200;

/** Runs documents that are visible, or held by a panel, when they are opened and after edits, their own
 * and those of files that they import, where `live` is on. */
export class LiveUpdates extends Disposable {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly store: ResultStore,
    private readonly settings: Settings,
    files: Pick<ImportedFiles, 'onDidChange'>,
  ) {
    super();
    const { window, workspace } = vscode;
    this._register(window.onDidChangeVisibleTextEditors(() => this.refreshVisible()));
    this._register(window.onDidChangeVisibleNotebookEditors(() => this.refreshVisible()));
    this._register(window.onDidChangeNotebookEditorVisibleRanges(() => this.refreshVisible()));
    this._register(workspace.onDidChangeNotebookDocument((event) => this.#cellsChanged(event)));
    this._register(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && languageOf(document)) this.#schedule(document);
      }),
    );
    this._register(
      files.onDidChange((file) => {
        for (const uri of store.dependents(file)) {
          const document = openDocument(uri);
          if (document) this.#schedule(document);
        }
      }),
    );
    this._register(vscode.workspace.onDidCloseTextDocument((document) => this.#cancel(document.uri.toString())));
    this._register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('gradlens.budget') && !event.affectsConfiguration(Setting.live)) return;
        this.store.outdate();
        this.refreshVisible();
      }),
    );
    this._register({ dispose: () => [...this.#timers.values()].forEach(clearTimeout) });
  }

  /** Runs what is visible and was not inspected in its present version. */
  refreshVisible(): void {
    if (!this.settings.live) return;
    for (const document of visibleDocuments()) {
      const results = this.store.see(document);
      if (results && results.inspectedVersion !== document.version) void this.store.refresh(document);
    }
  }

  /** Cells were put in, moved or deleted: what stands below them runs with other cells above. */
  #cellsChanged({ notebook, contentChanges }: vscode.NotebookDocumentChangeEvent): void {
    const first = Math.min(...contentChanges.map(({ range }) => range.start));
    for (const { document, index } of notebook.getCells()) {
      if (index < first || !this.store.get(document.uri.toString())) continue;
      this.store.outdateDocument(document.uri.toString());
      this.#schedule(document);
    }
    if (contentChanges.length > 0) this.refreshVisible();
  }

  #schedule(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    this.#cancel(uri);
    const refresh = () => {
      this.#timers.delete(uri);
      if (this.settings.live && !document.isClosed && this.#isWanted(document)) void this.store.refresh(document);
    };
    this.#timers.set(uri, setTimeout(refresh, typingPause));
  }

  #cancel(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
  }

  #isWanted(document: vscode.TextDocument): boolean {
    if (visibleDocuments().has(document)) return true;
    return this.store.get(document.uri.toString())?.subjects.some((subject) => subject.holds > 0) ?? false;
  }
}

/** What editors show, the cells of notebooks included. */
function visibleDocuments(): ReadonlySet<vscode.TextDocument> {
  return new Set([...vscode.window.visibleTextEditors.map(({ document }) => document), ...visibleCells()]);
}
