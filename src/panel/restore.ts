import * as vscode from 'vscode';
import { selectionKey } from '../editor/documentResults';
import { fromEditorRange, toEditorRange } from '../editor/ranges';
import type { ResultStore } from '../editor/results';
import { Subject } from '../editor/subject';
import type { Range } from '../protocol';

const stateKey = 'gradlens.graphEditors';

/** What finds a subject again after a reload. A selection is known by its code, looked for where it stood first. */
interface Restorable {
  readonly uri: string;
  readonly key: string;
  readonly name: string;
  readonly selection: { readonly range: Range; readonly code: string } | null;
}

/** The identity of the subject that a page kept with its state; null when it kept none. */
export function subjectOfPage(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('subject' in state)) return null;
  return typeof state.subject === 'string' ? state.subject : null;
}

/** Remembers the snippets of editor tabs with the workspace. */
export class RestorableSubjects {
  constructor(
    private readonly state: vscode.Memento,
    private readonly store: ResultStore,
  ) {}

  async keep(subject: Subject): Promise<void> {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === subject.uri);
    const { uri, key, name, range } = subject;
    const code = document && range ? document.getText(toEditorRange(range)) : '';
    const selection = subject.kind === 'selection' && range ? { range, code } : null;
    const entry: Restorable = { uri, key, name, selection };
    if (JSON.stringify(this.#all[subject.identity]) === JSON.stringify(entry)) return;
    await this.state.update(stateKey, { ...this.#all, [subject.identity]: entry });
  }

  async drop(subject: Subject): Promise<void> {
    const { [subject.identity]: _, ...others } = this.#all;
    await this.state.update(stateKey, others);
  }

  /** The subject with this identity, its document opened and run; null where the document or the code is gone. */
  async find(identity: string): Promise<Subject | null> {
    const entry = this.#all[identity];
    if (!entry) return null;
    let document: vscode.TextDocument;
    try {
      document = await vscode.workspace.openTextDocument(vscode.Uri.parse(entry.uri, true));
    } catch {
      return null;
    }
    const results = this.store.see(document);
    if (!results) return null;
    if (!entry.selection) {
      await this.store.refresh(document);
      return results.find(entry.key);
    }
    const range = rangeOfCode(document, entry.selection.range, entry.selection.code);
    if (!range) return null;
    const subject = new Subject(entry.uri, 'selection', {
      key: entry.key || selectionKey(),
      name: entry.name,
      anchorLine: range.start.line,
    });
    subject.range = range;
    results.addSelection(subject);
    await this.store.run(subject);
    return subject;
  }

  get #all(): Readonly<Record<string, Restorable>> {
    const stored = this.state.get<unknown>(stateKey);
    return typeof stored === 'object' && stored !== null ? (stored as Record<string, Restorable>) : {};
  }
}

function rangeOfCode(document: vscode.TextDocument, range: Range, code: string): Range | null {
  if (document.getText(toEditorRange(range)) === code) return range;
  const offset = code === '' ? -1 : document.getText().indexOf(code);
  if (offset < 0) return null;
  return fromEditorRange(new vscode.Range(document.positionAt(offset), document.positionAt(offset + code.length)));
}
