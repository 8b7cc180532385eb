import * as vscode from 'vscode';
import type { InspectorClient } from '../inspector/client';
import { isInspected } from '../inspector/languages';
import type { DocumentLanguage, Focus, InspectRequest, InspectResponse, SnippetError } from '../protocol';
import { scanDirectives } from './directiveScan';
import { Disposable } from './disposable';
import { DocumentResults } from './documentResults';
import { isCell, languageOf, openDocument } from './documents';
import type { ImportedFiles } from './importedFiles';
import { LatestOnly } from './latestOnly';
import type { ArgumentMemory } from './memory';
import { notebookPlace } from './notebooks';
import { fromEditorRange } from './ranges';
import type { Settings } from './settings';
import type { Subject } from './subject';
import type { TextChange } from './textShift';

const closedError: SnippetError = {
  code: 'NotReached',
  type: null,
  message: 'The document is no longer open, and it cannot be opened again.',
  range: null,
};

/** An explicit run that is going, before it is known what it is of. */
export interface ExplicitRun {
  readonly uri: string;
  readonly since: number;
}

/**
 * The one place that holds results: for each document what was inspected last, and of which text. Results
 * move along with edits, and answers that come too late are dropped. Views read it and listen.
 */
export class ResultStore extends Disposable {
  readonly #documents = new Map<string, DocumentResults>();
  /** The documents that results are of. */
  readonly #seen = new Map<string, vscode.TextDocument>();
  readonly #runs = new LatestOnly<number>();
  readonly #change = this._register(new vscode.EventEmitter<string>());
  /** Fires with the document's address whenever something of it may be shown differently. */
  readonly onDidChange = this.#change.event;
  #explicit: ExplicitRun | null = null;

  constructor(
    private readonly client: Pick<InspectorClient, 'snippets' | 'inspect' | 'stop'>,
    private readonly settings: Settings,
    private readonly memory: ArgumentMemory,
    private readonly files: Pick<ImportedFiles, 'setDependencies' | 'onDidChange'>,
    private readonly log: (line: string) => void,
  ) {
    super();
    this._register(files.onDidChange((uri) => this.#importChanged(uri)));
    this._register(vscode.workspace.onDidChangeTextDocument((event) => this.#edited(event)));
    this._register(vscode.workspace.onDidCloseTextDocument((document) => this.#closed(document)));
  }

  /** The explicit run that is going; null when there is none. */
  get explicitRun(): ExplicitRun | null {
    return this.#explicit;
  }

  /** What is known about a document; null where nothing was ever looked at. */
  get(uri: string): DocumentResults | null {
    return this.#documents.get(uri) ?? null;
  }

  /** Like {@link get}; a document seen for the first time is scanned for directives. Null for languages without front end. */
  see(document: vscode.TextDocument): DocumentResults | null {
    const language = languageOf(document);
    if (!language) return null;
    const uri = document.uri.toString();
    const known = this.#documents.get(uri);
    if (document.isClosed) return known ?? null;
    // The address of an untitled document is given to the next one, perhaps before the first is told to be closed.
    const last = this.#seen.get(uri);
    if (known && last && last !== document) known.closedText ??= last.getText();
    this.#seen.set(uri, document);
    // What was closed and comes back with another text, such as a new untitled document, begins anew.
    if (known && (known.closedText === null || known.closedText === document.getText())) {
      known.closedText = null;
      return known;
    }
    const results = new DocumentResults(uri);
    results.see(scanDirectives(document.getText(), language, isCell(uri)));
    this.#documents.set(uri, results);
    return results;
  }

  /** Forgets which texts were inspected, such as after a change of the budgets. */
  outdate(): void {
    for (const results of this.#documents.values()) results.inspectedVersion = -1;
  }

  /** What a document runs with is another than before, such as the cells of its notebook: all that is known is stale. */
  outdateDocument(uri: string): void {
    const results = this.#documents.get(uri);
    if (!results) return;
    results.outdate();
    this.#fire(uri);
  }

  /** Finds and runs everything of a document that is known or annotated. Resolves when all of it has settled. */
  async refresh(document: vscode.TextDocument, explicit = false): Promise<void> {
    const results = this.see(document);
    const language = languageOf(document);
    if (!results || !language) return;
    results.inspectedVersion = document.version;
    const isWanted = isInspected(document.getText(), language, isCell(results.uri));
    if (!isWanted && results.annotated.length > 0) {
      results.annotated = [];
      this.#fire(results.uri);
    }
    if (isWanted) await this.#refreshAnnotated(document, results, language, explicit);
    await Promise.all(
      results.subjects
        .filter((subject) => subject.kind === 'selection' || subject.hasChangedInputs)
        .map((subject) => this.run(subject)),
    );
  }

  async #refreshAnnotated(
    document: vscode.TextDocument,
    results: DocumentResults,
    language: DocumentLanguage,
    explicit: boolean,
  ): Promise<void> {
    if (!(await this.#findSnippets(document, results, language))) return;
    if (results.annotated.length === 0) return;
    const response = await this.#inspect(document, language, annotatedFocus, results.uri, {}, explicit);
    if (!response || !this.#isCurrent(results, response)) return;
    results.settleAnnotated(response.results, explicit);
    this.#fire(results.uri);
  }

  /** Asks the parser what is annotated. Returns false when the text has changed meanwhile. */
  async #findSnippets(
    document: vscode.TextDocument,
    results: DocumentResults,
    language: DocumentLanguage,
  ): Promise<boolean> {
    const { version } = document;
    const snippets = await this.#quietly(this.client.snippets(language, document.getText(), isCell(results.uri)));
    if (document.isClosed || document.version !== version) return false;
    if (snippets) {
      results.setSnippets(snippets);
      this.#fire(results.uri);
    }
    return true;
  }

  /**
   * Runs one subject again. While it is running, further calls are done once, afterwards. A subject of a document that
   * was closed opens it again, unseen.
   */
  run(subject: Subject, explicit = false): Promise<void> {
    return this.#runs.run(subject.id, () => this.#runNow(subject, explicit));
  }

  async #runNow(subject: Subject, explicit: boolean): Promise<void> {
    const document = openDocument(subject.uri) ?? (await reopen(subject.uri));
    const language = document && languageOf(document);
    if (!document || !language) {
      subject.fail(closedError);
      this.#fire(subject.uri);
      return;
    }
    const focus = focusOf(subject);
    if (!focus) return;
    subject.running = { since: Date.now(), stoppable: explicit };
    this.#fire(subject.uri);
    const asked = explicit || subject.longer > 1;
    const key = runKey(subject);
    const response = await this.#inspect(document, language, focus, key, requestOf(subject), asked, subject.longer);
    subject.running = null;
    const results = this.#documents.get(subject.uri);
    const isCurrent = results && response && this.#isCurrent(results, response);
    const result = isCurrent ? response.results[0] : null;
    if (result) subject.settle(result, explicit);
    this.#fire(subject.uri);
  }

  /**
   * Inspects because the user asked: what is selected, or with an empty selection what is at the cursor. The results
   * become subjects of the document by {@link adopt}. `args` are answers of the user that are not remembered yet. Null when
   * the run was overtaken.
   */
  async inspect(
    document: vscode.TextDocument,
    selection: vscode.Range,
    args: Readonly<Record<string, string>> = {},
  ): Promise<InspectResponse | null> {
    const results = this.see(document);
    const language = languageOf(document);
    if (!results || !language) return null;
    const range = fromEditorRange(selection);
    const run = { uri: results.uri, since: Date.now() };
    this.#explicit = run;
    this.#fire(results.uri);
    try {
      if (isInspected(document.getText(), language, isCell(results.uri)))
        await this.#findSnippets(document, results, language);
      const focus: Focus = { kind: selection.isEmpty ? 'at' : 'selection', range };
      const known = { ...this.memory.of(results.uri), ...args };
      return await this.#inspect(document, language, focus, explicitKey, { args: known }, true);
    } finally {
      if (this.#explicit === run) this.#explicit = null;
      this.#fire(results.uri);
    }
  }

  /** Takes the results of {@link inspect} over, and returns what they are of. Empty when the text has changed meanwhile. */
  adopt(response: InspectResponse): readonly Subject[] {
    const results = this.#documents.get(response.uri);
    if (!results || !this.#isCurrent(results, response)) return [];
    const subjects = response.results.map((result) => {
      const subject = results.subjectOf(result);
      subject.set = {};
      subject.occurrence = undefined;
      subject.settle(result, true);
      return subject;
    });
    this.#fire(response.uri);
    return subjects;
  }

  /** Gives an input another value than the code's and runs; an empty `code` takes the code's value again. */
  async setInput(subject: Subject, name: string, code: string): Promise<void> {
    const { [name]: _, ...others } = subject.set;
    subject.set = code.trim() === '' ? others : { ...others, [name]: code };
    await this.#changedInputs(subject);
  }

  /** Takes the code's values again and runs. */
  async resetInputs(subject: Subject): Promise<void> {
    subject.set = {};
    await this.#changedInputs(subject);
  }

  /** The code now holds the changed values: nothing is run, since the edit does. */
  forgetInputs(subject: Subject, names: readonly string[]): void {
    subject.set = Object.fromEntries(Object.entries(subject.set).filter(([name]) => !names.includes(name)));
    this.#fire(subject.uri);
  }

  async #changedInputs(subject: Subject): Promise<void> {
    subject.stale = subject.result !== null;
    subject.longer = 1;
    this.#fire(subject.uri);
    await this.run(subject);
  }

  async setOccurrence(subject: Subject, occurrence: number): Promise<void> {
    subject.occurrence = occurrence;
    await this.run(subject);
  }

  /** Runs with ten times the time and operations of the last run, until the text changes. */
  async runLonger(subject: Subject): Promise<void> {
    subject.longer *= 10;
    await this.run(subject, true);
  }

  /** Ends the explicit run that is going, if there is one, and that of `subject`. */
  stop(subject: Subject | null): void {
    if (this.#explicit) this.client.stop(explicitKey);
    if (subject?.running) this.client.stop(runKey(subject));
  }

  /** Keeps a subject for a panel, also when another selection is differentiated or the document is closed. */
  hold(subject: Subject): vscode.Disposable {
    subject.holds++;
    return new vscode.Disposable(() => {
      subject.holds--;
      const results = this.#documents.get(subject.uri);
      if (subject.holds > 0 || !results) return;
      if (subject.kind === 'selection' && results.lastSelection !== subject) results.dropSelection(subject);
      if (!openDocument(subject.uri)) this.#forget(results);
      this.#fire(subject.uri);
    });
  }

  /** Tells views that something about a document changed which only the caller knows. */
  touch(uri: string): void {
    this.#fire(uri);
  }

  async #inspect(
    document: vscode.TextDocument,
    language: DocumentLanguage,
    focus: Focus,
    key: string,
    more: Partial<InspectRequest>,
    explicit: boolean,
    longer = 1,
  ): Promise<InspectResponse | null> {
    const uri = document.uri.toString();
    const request: InspectRequest = {
      uri,
      version: document.version,
      language,
      text: document.getText(),
      ...placeInNotebook(document, language),
      focus,
      args: this.memory.of(uri),
      budget: this.settings.budget(explicit, longer),
      picture: 'default',
      ...more,
    };
    const response = await this.#quietly(this.client.inspect(request, key));
    if (response) this.#noteDependencies(response);
    return response;
  }

  /** Whether a document imports a file, or looked for it in vain. */
  dependsOn(uri: string, file: string): boolean {
    return this.#documents.get(uri)?.dependencies.has(file) ?? false;
  }

  /** Documents that import a file, or looked for it in vain. */
  dependents(file: string): readonly string[] {
    return [...this.#documents.keys()].filter((uri) => this.dependsOn(uri, file));
  }

  #noteDependencies({ uri, dependencies }: InspectResponse): void {
    const results = this.#documents.get(uri);
    if (!results || !dependencies) return;
    results.dependencies = new Set(dependencies);
    this.files.setDependencies(uri, dependencies);
  }

  #importChanged(file: string): void {
    for (const uri of this.dependents(file)) this.outdateDocument(uri);
  }

  /** A bug of ours in the worker is a line in our own log, and no answer. */
  async #quietly<T>(answer: Promise<T | null>): Promise<T | null> {
    try {
      return await answer;
    } catch (error) {
      this.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return null;
    }
  }

  #isCurrent(results: DocumentResults, response: InspectResponse): boolean {
    const document = openDocument(results.uri);
    return !this.isDisposed && document !== null && document.version === response.version;
  }

  #edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const results = this.#documents.get(document.uri.toString());
    if (contentChanges.length === 0 || !results) return;
    results.edit(
      contentChanges.map((change): TextChange => ({ range: fromEditorRange(change.range), text: change.text })),
    );
    this.#fire(results.uri);
  }

  #closed(document: vscode.TextDocument): void {
    const results = this.#documents.get(document.uri.toString());
    const isReplaced = this.#seen.get(document.uri.toString()) !== document;
    if (!results || isReplaced) return;
    results.inspectedVersion = -1;
    results.closedText = document.getText();
    if (!results.subjects.some((subject) => subject.holds > 0)) this.#forget(results);
  }

  #forget(results: DocumentResults): void {
    this.#documents.delete(results.uri);
    this.#seen.delete(results.uri);
    this.files.setDependencies(results.uri, []);
    this.#fire(results.uri);
  }

  #fire(uri: string): void {
    if (!this.isDisposed) this.#change.fire(uri);
  }
}

/** Key of the run that the user asked for last; there is one at a time. */
const explicitKey = 'explicit';

/** What runs by itself: it is asked for only where the text has an annotation, or passes of its own. */
const annotatedFocus: Focus = { kind: 'annotated', orModule: true };

function runKey(subject: Subject): string {
  return `${subject.uri}#${subject.id}`;
}

function placeInNotebook(document: vscode.TextDocument, language: DocumentLanguage): Pick<InspectRequest, 'notebook'> {
  const notebook = language === 'markdown' ? undefined : notebookPlace(document, language);
  return notebook ? { notebook } : {};
}

function focusOf(subject: Subject): Focus | null {
  if (subject.kind === 'annotated') return annotatedFocus;
  return subject.range ? { kind: 'selection', range: subject.range } : null;
}

function requestOf(subject: Subject): Partial<InspectRequest> {
  return {
    set: subject.set,
    ...(subject.kind === 'annotated' ? { only: subject.index } : {}),
    ...(subject.occurrence === undefined ? {} : { occurrence: subject.occurrence }),
  };
}

async function reopen(uri: string): Promise<vscode.TextDocument | null> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  } catch {
    return null;
  }
}
