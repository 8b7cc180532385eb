import * as vscode from 'vscode';
import { handTitle } from '../text/handText';
import { errorTitle, lensTitle, pendingTitle } from '../text/lensTitle';
import { Command } from './contributions';
import { Disposable } from './disposable';
import { passLenses } from './passLenses';
import type { ResultStore } from './results';
import type { Settings } from './settings';
import type { Subject } from './subject';

/** One line over the code, as text. */
interface Lens {
  readonly line: number;
  readonly title: string;
  readonly command: Command;
  readonly tooltip: string;
  readonly subject: Subject;
  /** The pass that the graph is shown at. */
  readonly pass?: number | null;
}

/**
 * Gradients over annotated snippets and the last differentiated selection. Answers at once from the store; while a
 * snippet is redone its line keeps its last title, and its place moves with the text.
 */
export class Lenses extends Disposable implements vscode.CodeLensProvider {
  readonly #change = this._register(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#change.event;
  /** The titles that the editor was given last, by document: only other ones make it ask again. */
  readonly #given = new Map<string, string>();

  constructor(
    private readonly store: ResultStore,
    private readonly settings: Settings,
  ) {
    super();
    this._register(store.onDidChange((uri) => this.#storeChanged(uri)));
    this._register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('gradlens')) this.#change.fire();
      }),
    );
    this._register(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#given.delete(uri.toString())));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    this.store.see(document);
    const uri = document.uri.toString();
    const lenses = this.#lenses(uri);
    this.#given.set(uri, titlesOf(lenses));
    return lenses.map(({ line, title, command, tooltip, subject, pass }) => {
      const at = new vscode.Position(Math.min(Math.max(line - 1, 0), document.lineCount - 1), 0);
      return new vscode.CodeLens(new vscode.Range(at, at), {
        title,
        tooltip,
        command,
        arguments: [subject.uri, subject.key, ...(pass === undefined ? [] : [pass])],
      });
    });
  }

  #storeChanged(uri: string): void {
    const given = this.#given.get(uri);
    if (given !== undefined && given !== titlesOf(this.#lenses(uri))) this.#change.fire();
  }

  #lenses(uri: string): readonly Lens[] {
    const results = this.store.get(uri);
    if (!results || !this.settings.lens) return [];
    const { annotated, lastSelection } = results;
    const subjects = lastSelection ? [...annotated, lastSelection] : annotated;
    return subjects.flatMap((subject) => {
      const isOneOfMany = subjects.some((other) => other !== subject && other.anchorLine === subject.anchorLine);
      return [...lensesOf(subject, isOneOfMany, this.settings.live), ...derivedLenses(subject)];
    });
  }
}

/** A title that shows the graph; where it stands alone, a second one says so. */
function lensesOf(subject: Subject, isOneOfMany: boolean, live: boolean): Lens[] {
  if (subject.calls !== null) return moduleLenses(subject, live);
  const base = {
    line: subject.anchorLine,
    command: Command.showGraph,
    tooltip: 'Show the computational graph',
    subject,
  };
  if (!subject.result && subject.error) return [{ ...base, title: `GradLens: ${errorTitle(subject.error)}` }];
  if (!subject.result) {
    return [{ ...base, title: live || subject.running ? pendingTitle : 'GradLens: differentiate' }];
  }
  const title = `${lensTitle(subject.result)}${changedInputs(subject)}`;
  const lens = { ...base, title: subject.error && subject.result.error === null ? `${title} · stale` : title };
  const { gates, omitted } = subject.result.graph;
  if (isOneOfMany || (gates.length === 0 && omitted === null)) return [lens];
  return [lens, { ...base, title: omitted === null ? 'Show graph' : 'Show table' }];
}

/** Over each call of a backward pass; behind it the graph at that pass. */
function moduleLenses(subject: Subject, live: boolean): Lens[] {
  const suffix = `${changedInputs(subject)}${subject.error && subject.result?.error === null ? ' · stale' : ''}`;
  return passLenses(subject, live).flatMap(({ line, title, pass, hasGraph }): Lens[] => {
    const base = {
      line,
      command: Command.showGraph,
      tooltip: 'Show the computational graph of this pass',
      subject,
      pass,
    };
    if (!hasGraph) return [{ ...base, title }];
    return [
      { ...base, title: `${title}${suffix}` },
      { ...base, title: 'Show graph' },
    ];
  });
}

/** Over each line that derives a gradient by hand: whether it is the one of the trace. */
function derivedLenses(subject: Subject): Lens[] {
  return (subject.result?.handGradients ?? []).flatMap((hand): Lens[] =>
    hand.range === null
      ? []
      : [
          {
            line: hand.range.start.line,
            title: handTitle(hand),
            command: Command.showGraph,
            tooltip: `Compared with the gradient of ${subject.title}`,
            subject,
          },
        ],
  );
}

/** Says that the numbers are not of the code's own values: ` · with w = 5`. */
function changedInputs({ set }: Subject): string {
  const changed = Object.entries(set).map(([name, code]) => `${name} = ${code}`);
  return changed.length === 0 ? '' : ` · with ${clip(changed.join(', ').replaceAll('$(', '\\$('))}`;
}

function clip(text: string): string {
  return text.length > 32 ? `${text.slice(0, 31)}…` : text;
}

function titlesOf(lenses: readonly Lens[]): string {
  return lenses.map(({ title }) => title).join('\n');
}
