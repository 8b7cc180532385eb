import * as vscode from 'vscode';
import { languageTitles } from '../inspector/languages';
import type { ExportKind, InspectResponse, ParameterAsk } from '../protocol';
import { askArguments } from './askArguments';
import { checkGradients } from './checkGradients';
import type { KnownChecks } from './checks';
import { Command } from './contributions';
import { Disposable } from './disposable';
import { languageOf } from './documents';
import type { ArgumentMemory } from './memory';
import { openExample } from './openExample';
import { fromEditorPosition, toEditorRange } from './ranges';
import type { ResultStore } from './results';
import type { Settings } from './settings';
import type { Subject } from './subject';
import { writeInputs } from './writeInputs';

/** Milliseconds that a run may take before the view is shown without a result. */
const SHOW_AFTER = 300;

/** `TypeScript, JavaScript or Python`. */
const anyLanguage = languageTitles.replace(/ and (?=[^ ]+$)/, ' or ');

/** What commands need of the panels. */
export interface Panels {
  /** What the graph view shows. */
  readonly subject: Subject | null;
  /** Shows a subject in the graph view, which is brought up; the keyboard stays where it is. `pass` is shown in place of the result. */
  show(subject: Subject | null, pass?: number | null): Promise<void>;
  /** Opens an editor tab of its own. */
  open(subject: Subject): void;
  /** Takes the graph of the active tab along, else that of the view; false where neither is to be seen. */
  export(kind: ExportKind): boolean;
}

export interface CommandParts {
  readonly extensionUri: vscode.Uri;
  readonly store: ResultStore;
  readonly settings: Settings;
  readonly memory: ArgumentMemory;
  readonly panels: Panels;
  readonly checks: KnownChecks;
  readonly log: (line: string) => void;
}

/** An answer that the user reads, rather than a failure. */
class Refusal extends Error {}

/** Every command of the extension. Those about a subject take its document and key, else the one at the cursor. */
export class Commands extends Disposable {
  constructor(private readonly parts: CommandParts) {
    super();
    const { store, settings, extensionUri } = parts;
    const handlers: Readonly<Record<Command, (uri?: unknown, key?: unknown, more?: unknown) => unknown>> = {
      [Command.differentiateSelection]: (uri, key) => this.#differentiate(uri, key),
      [Command.showGraph]: (uri, key, pass) => this.#showGraph(uri, key, pass),
      [Command.openGraphInEditor]: (uri, key) => parts.panels.open(this.#needed(uri, key)),
      [Command.openExample]: (file) => openExample(extensionUri, file),
      [Command.stop]: () => store.stop(parts.panels.subject),
      [Command.writeInputs]: (uri, key) => this.#writeInputs(uri, key),
      [Command.resetInputs]: (uri, key) => store.resetInputs(this.#needed(uri, key, parts.panels.subject)),
      [Command.checkGradients]: () => this.#checkGradients(),
      [Command.copyMermaid]: () => this.#export('mermaid'),
      [Command.copyMarkdown]: () => this.#export('markdown'),
      [Command.saveSvg]: () => this.#export('svg'),
      [Command.savePng]: () => this.#export('png'),
      [Command.toggleAnnotations]: () => settings.setAnnotations(settings.annotations === 'off' ? 'lens' : 'off'),
    };
    for (const [command, handler] of Object.entries(handlers)) {
      this._register(
        vscode.commands.registerCommand(command, (uri?: unknown, key?: unknown, more?: unknown) =>
          this.#guarded(() => handler(uri, key, more)),
        ),
      );
    }
  }

  async #guarded(run: () => unknown): Promise<void> {
    try {
      await run();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof Refusal) void vscode.window.showInformationMessage(`GradLens: ${message}`);
      else {
        this.parts.log(error instanceof Error ? (error.stack ?? message) : message);
        void vscode.window.showErrorMessage(`GradLens: ${message}`);
      }
    }
  }

  async #differentiate(uri: unknown, key: unknown): Promise<void> {
    const { store, panels } = this.parts;
    const { document, selection } = this.#selected(this.#given(uri, key));
    // A run that is not done at once shows its progress, and the button that stops it.
    const slow = setTimeout(() => void panels.show(null), SHOW_AFTER);
    const response = await this.#inspectAsking(document, selection).finally(() => clearTimeout(slow));
    if (!response) return;
    const first = response.results[0];
    if (first?.error && !first.target) throw new Refusal(withLine(first.error.message, first.error.range?.start.line));
    const subjects = store.adopt(response);
    const cursor = fromEditorPosition(selection.start);
    const subject = subjects.find((candidate) => candidate.directive?.start.line === cursor.line) ?? subjects[0];
    if (subject) await panels.show(subject);
    else vscode.window.setStatusBarMessage('GradLens: the text changed while it ran. Try again.', 5000);
  }

  /** What is to be differentiated: the code of a subject, or what is selected in the active editor. */
  #selected(subject: Subject | null): { document: vscode.TextDocument; selection: vscode.Range } {
    const known = subject && vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === subject.uri);
    if (known && subject.range) return { document: known, selection: toEditorRange(subject.range) };
    const editor = vscode.window.activeTextEditor;
    if (!editor) throw new Refusal(`open code in ${anyLanguage} and select an expression in it first.`);
    const { document, selection } = editor;
    if (!languageOf(document)) {
      throw new Refusal(
        `only ${languageTitles} and their fences in Markdown are read, and this document is ${document.languageId}.`,
      );
    }
    return { document, selection };
  }

  /** Runs, and asks for the parameters of the function around the code as long as they are missing or wrong. */
  async #inspectAsking(document: vscode.TextDocument, selection: vscode.Range): Promise<InspectResponse | null> {
    const { store, memory } = this.parts;
    const uri = document.uri.toString();
    let asked: ParameterAsk | null = null;
    let answer = '';
    for (;;) {
      const response = await store.inspect(document, selection, asked ? { [asked.key]: answer } : {});
      const result = response?.results.find(({ directive }) => directive === null);
      const ask: ParameterAsk | null = result?.ask ?? null;
      const isWrong = asked !== null && result?.error?.code === 'DirectiveError';
      if (!ask && !isWrong) {
        if (asked && response) await memory.remember(uri, asked.key, answer);
        return response;
      }
      const wanted: ParameterAsk | null = ask ?? asked;
      const text: string | undefined = wanted
        ? await askArguments(wanted, answer, isWrong ? (result?.error?.message ?? null) : null)
        : undefined;
      if (!wanted || text === undefined) return response;
      asked = wanted;
      answer = text;
    }
  }

  async #checkGradients(): Promise<void> {
    const { document } = this.#selected(null);
    if (!document.getText().includes('@grad')) {
      throw new Refusal(
        'nothing is marked with @grad in this document. Write a comment with `@grad` behind a statement first.',
      );
    }
    const { store, checks } = this.parts;
    await checkGradients(document, store, checks);
  }

  #export(kind: ExportKind): void {
    if (!this.parts.panels.export(kind)) throw new Refusal('show the graph first, so that there is one to take along.');
  }

  async #showGraph(uri: unknown, key: unknown, pass: unknown): Promise<void> {
    const { panels, store } = this.parts;
    const subject = this.#given(uri, key) ?? this.#atCursor() ?? panels.subject;
    const isPass = pass === null || (typeof pass === 'number' && Number.isInteger(pass) && pass >= 0);
    await panels.show(subject, isPass ? pass : undefined);
    if (subject && !subject.result) await store.run(subject, true);
  }

  async #writeInputs(uri: unknown, key: unknown): Promise<void> {
    const { store, panels } = this.parts;
    const problem = await writeInputs(store, this.parts.memory, this.#needed(uri, key, panels.subject));
    if (problem) throw new Refusal(problem);
  }

  /** The subject that a command is called with; null for none, such as from the palette. */
  #given(uri: unknown, key: unknown): Subject | null {
    if (typeof uri !== 'string' || typeof key !== 'string') return null;
    return this.parts.store.get(uri)?.find(key) ?? null;
  }

  #atCursor(): Subject | null {
    const editor = vscode.window.activeTextEditor;
    const results = editor && this.parts.store.get(editor.document.uri.toString());
    return results?.subjectAt(fromEditorPosition(editor!.selection.active)) ?? null;
  }

  #needed(uri: unknown, key: unknown, preferred: Subject | null = null): Subject {
    const subject = this.#given(uri, key) ?? preferred ?? this.#atCursor() ?? this.parts.panels.subject;
    if (!subject) throw new Refusal('nothing is differentiated yet. Select an expression and differentiate it first.');
    return subject;
  }
}

function withLine(message: string, line: number | undefined): string {
  return line === undefined ? message : `line ${line}: ${message}`;
}
