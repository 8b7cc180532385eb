import * as vscode from 'vscode';
import { InspectorClient, type WorkerPort } from '../inspector/client';
import { GraphEditors } from '../panel/graphEditors';
import { GraphView } from '../panel/graphView';
import { RestorableSubjects } from '../panel/restore';
import type { ExportKind } from '../protocol';
import { KnownChecks } from './checks';
import { CodeActions } from './codeActions';
import { Commands } from './commands';
import { Diagnostics } from './diagnostics';
import { Disposable } from './disposable';
import { documentSelector } from './documents';
import { Highlights } from './highlights';
import { Hints } from './hints';
import { Hovers } from './hovers';
import { ImportedFiles } from './importedFiles';
import { Lenses } from './lenses';
import { LiveUpdates } from './liveUpdates';
import { ArgumentMemory } from './memory';
import { ResultStore } from './results';
import { Settings } from './settings';

/** The extension: builds every part and hands each what it needs. The worker starts with the first run. */
export class GradLens extends Disposable {
  constructor(context: vscode.ExtensionContext, startWorker: () => WorkerPort | Promise<WorkerPort>) {
    super();
    const { extensionUri, workspaceState } = context;
    const output = this._register(vscode.window.createOutputChannel('GradLens', { log: true }));
    const log = (line: string) => output.info(line);
    const files = this._register(new ImportedFiles());
    const client = this._register(new InspectorClient(startWorker, log, (candidates) => files.read(candidates)));
    const settings = new Settings();
    const memory = new ArgumentMemory(workspaceState);
    const store = this._register(new ResultStore(client, settings, memory, files, log));
    const checks = new KnownChecks(client);
    this.#registerViewsOfCode(store, settings, client, checks);
    const parts = { extensionUri, store, client, checks, settings };
    const view = this._register(new GraphView(parts));
    const tabs = this._register(new GraphEditors(parts, new RestorableSubjects(workspaceState, store)));
    const panels = {
      get subject() {
        return view.subject;
      },
      show: (subject: GraphView['subject'], pass?: number | null) => view.show(subject, pass),
      open: (subject: NonNullable<GraphView['subject']>) => tabs.open(subject),
      export: (kind: ExportKind) => tabs.export(kind) || view.export(kind),
    };
    this._register(new Commands({ extensionUri, store, settings, memory, panels, checks, log }));
    this._register(new LiveUpdates(store, settings, files)).refreshVisible();
  }

  #registerViewsOfCode(store: ResultStore, settings: Settings, client: InspectorClient, checks: KnownChecks): void {
    const { languages } = vscode;
    this._register(new Diagnostics(store));
    this._register(new Highlights(store));
    const lenses = this._register(new Lenses(store, settings));
    this._register(languages.registerCodeLensProvider(documentSelector, lenses));
    this._register(languages.registerHoverProvider(documentSelector, new Hovers(store, client, checks)));
    const hints = this._register(new Hints(store, settings));
    this._register(languages.registerInlayHintsProvider(documentSelector, hints));
    this._register(
      languages.registerCodeActionsProvider(documentSelector, new CodeActions(store), CodeActions.metadata),
    );
  }
}
