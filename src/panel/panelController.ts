import * as vscode from 'vscode';
import type { KnownChecks } from '../editor/checks';
import { Command } from '../editor/contributions';
import { Disposable } from '../editor/disposable';
import { placeOf } from '../editor/documents';
import { gateAt } from '../editor/places';
import { fromEditorRange } from '../editor/ranges';
import type { ResultStore } from '../editor/results';
import type { Settings } from '../editor/settings';
import { checkTimes } from '../inspector/checkAll';
import type { InspectorClient } from '../inspector/client';
import type {
  AnswerMessage,
  CallMessage,
  CardRequest,
  CheckResponse,
  ExportKind,
  FromPage,
  PageMethods,
  PanelState,
  Params,
  PassRequest,
  PictureRequest,
  SnippetResult,
  ToPage,
} from '../protocol';
import type { Follower } from './follower';
import { asFromPage } from './fromPage';
import { freshNonce, panelHtml } from './panelHtml';
import { panelState, signatureOf } from './panelState';
import { fileOf, isVisible, presentRange, revealCode } from './reveal';
import { savePicture } from './takeAlong';

/** What every panel is built from. */
export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly store: ResultStore;
  readonly client: Pick<InspectorClient, 'card' | 'pass' | 'picture'>;
  readonly checks: KnownChecks;
  readonly settings: Settings;
}

export interface PanelPlace {
  readonly webview: vscode.Webview;
  /** The column of an editor tab, which code is not opened over; undefined for a view. */
  readonly column: () => vscode.ViewColumn | undefined;
  /** True where runs of a selection that is not known yet are shown, too. */
  readonly showsExplicitRuns: boolean;
}

/** One page: sends it what it shows, and does what it asks. Whatever it sends is checked first. */
export class PanelController extends Disposable {
  #isReady = false;
  #sent: SnippetResult | null = null;
  #signature = '';
  #gate: string | null = null;
  #isPosting = false;
  /** A pass that the page is to show as soon as it has the result. */
  #pass: number | null | undefined;
  readonly #id = `panel${++panels}`;

  constructor(
    private readonly parts: PanelParts,
    private readonly follower: Follower,
    private readonly place: PanelPlace,
  ) {
    super();
    const { webview } = place;
    const folder = vscode.Uri.joinPath(parts.extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    this._register(webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
    this._register(follower.onDidChange(() => this.#post()));
    if (place.showsExplicitRuns) this._register(parts.store.onDidChange(() => this.#post()));
    this._register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('gradlens')) this.#post();
      }),
    );
    this._register(vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#selectGate(textEditor)));
    webview.html = panelHtml({
      script: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'main.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'main.css')).toString(),
      cspSource: webview.cspSource,
      nonce: freshNonce(),
    });
  }

  /** Sends the state, once for all that changes in one turn, and only where the page would show it differently. */
  #post(): void {
    if (this.#isPosting || !this.#isReady) return;
    this.#isPosting = true;
    setTimeout(() => {
      this.#isPosting = false;
      if (!this.isDisposed) this.#postNow();
    });
  }

  #postNow(): void {
    const state = this.#state();
    const signature = signatureOf(state);
    if (signature === this.#signature || this.#isAwaited(state)) return;
    this.#signature = signature;
    this.#sent = state.result;
    this.#send({ type: 'state', state });
    this.#sendPass();
    const editor = vscode.window.activeTextEditor;
    if (editor) this.#selectGate(editor);
  }

  #state(): PanelState {
    const { store, settings } = this.parts;
    const { subject, pinned } = this.follower;
    const explicit = this.place.showsExplicitRuns ? store.explicitRun : null;
    const running = explicit && { since: explicit.since, stoppable: true };
    return panelState(subject, { pinned, running, settings: settings.panel });
  }

  /** Has the page show a pass in place of the result, once it shows the subject; null takes it back to the result. */
  showPass(pass: number | null | undefined): void {
    this.#pass = pass;
    this.#post();
    if (this.#sent !== null) setTimeout(() => this.#sendPass());
  }

  #sendPass(): void {
    const pass = this.#pass;
    if (pass === undefined || this.isDisposed || !this.#isReady || this.#sent === null) return;
    this.#pass = undefined;
    this.#send({ type: 'pass', pass });
  }

  /** Has the page take its graph along, as its menu would. */
  export(kind: ExportKind): void {
    this.#send({ type: 'export', kind });
  }

  /** True for a subject whose first result is on its way: what teaches beginners would only flash up. */
  #isAwaited(state: PanelState): boolean {
    const { subject } = this.follower;
    const hasNothing = subject !== null && state.kind === 'empty' && !state.running?.stoppable;
    return hasNothing && this.#signature === '' && this.parts.settings.live;
  }

  #selectGate({ document, selection }: vscode.TextEditor): void {
    const { subject } = this.follower;
    const uri = document.uri.toString();
    const isOwn = subject?.uri === uri;
    if (!subject || !this.#isReady || !(isOwn || this.parts.store.dependsOn(subject.uri, uri))) return;
    const at = fromEditorRange(selection);
    const gate = gateAt(subject, isOwn ? at : { ...at, file: uri });
    if (gate === this.#gate) return;
    this.#gate = gate;
    this.#send({ type: 'select', gate });
  }

  #send(message: ToPage): void {
    void this.place.webview.postMessage(message);
  }

  #receive(message: unknown): void {
    const checked = asFromPage(message);
    if (checked) this.#handle(checked).catch((error: unknown) => this.#failed(error));
  }

  #failed(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showInformationMessage(`GradLens: ${reason}`);
  }

  async #handle(message: FromPage): Promise<void> {
    const { store } = this.parts;
    const { subject } = this.follower;
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#signature = '';
        this.#gate = null;
        this.#postNow();
        return;
      case 'call':
        this.#send({ type: 'answer', answer: await this.#answer(message.call) });
        return;
      case 'pin':
        this.follower.pin(message.pinned);
        return;
      case 'stop':
        store.stop(subject);
        return;
      case 'command':
        await this.#command(message.command);
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return;
      default:
        if (subject) await this.#handleOf(subject, message);
    }
  }

  async #handleOf(
    subject: NonNullable<Follower['subject']>,
    message: Exclude<FromPage, { type: 'ready' | 'call' | 'pin' | 'stop' | 'command' | 'copy' }>,
  ): Promise<void> {
    const { store } = this.parts;
    switch (message.type) {
      case 'reveal': {
        const range = presentRange(subject, this.#sent, message.range);
        // Only files that a gate of this page stands in are opened.
        const uri = fileOf(this.#sent, range) ?? subject.uri;
        // A click on a gate does not put another file over the document; its card offers to open it.
        if (uri !== subject.uri && !message.focus && !isVisible(uri)) return;
        try {
          await revealCode(uri, range, { focus: message.focus, avoid: this.place.column() });
        } catch {
          throw new Error(`${placeOf(uri, range.start.line)} is no longer open, and it is not saved.`);
        }
        return;
      }
      case 'setInput':
        return await store.setInput(subject, message.name, message.code);
      case 'resetInputs':
        return await store.resetInputs(subject);
      case 'writeInputs':
        await vscode.commands.executeCommand(Command.writeInputs, subject.uri, subject.key);
        return;
      case 'occurrence':
        return await store.setOccurrence(subject, message.occurrence);
      case 'runLonger':
        return await store.runLonger(subject);
      case 'save':
        return await savePicture(message, subject.uri);
    }
  }

  async #command(command: Extract<FromPage, { type: 'command' }>['command']): Promise<void> {
    const { subject } = this.follower;
    const of = subject ? [subject.uri, subject.key] : [];
    switch (command) {
      case 'openExample':
        await vscode.commands.executeCommand(Command.openExample);
        return;
      case 'differentiateSelection':
        // What needs values for its parameters asks for them again, wherever the editor's selection is now.
        await vscode.commands.executeCommand(Command.differentiateSelection, ...(subject?.result?.ask ? of : []));
        return;
      case 'openInEditor':
        await vscode.commands.executeCommand(Command.openGraphInEditor, ...of);
        return;
      case 'openSettings':
        await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:gradlens.gradlens');
    }
  }

  async #answer({ call, method, params }: CallMessage<PageMethods>): Promise<AnswerMessage> {
    try {
      if (method === 'check') return { answer: call, ok: await this.#check(params as Params<PageMethods, 'check'>) };
      const { client } = this.parts;
      if (method === 'picture') return { answer: call, ok: await client.picture(params as PictureRequest) };
      if (method === 'pass') return { answer: call, ok: await client.pass(params as PassRequest) };
      return { answer: call, ok: await client.card(params as CardRequest) };
    } catch (error) {
      return { answer: call, err: { message: error instanceof Error ? error.message : String(error) } };
    }
  }

  /** Of the cards of a panel only the newest is checked; so it is with its inputs, one by one. */
  async #check({ result, of }: Params<PageMethods, 'check'>): Promise<CheckResponse | null> {
    const key = `${this.#id}:${'gate' in of ? 'card' : 'inputs'}`;
    return await this.parts.checks.ask({ result, of, ...checkTimes }, key);
  }
}

let panels = 0;
