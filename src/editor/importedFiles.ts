import * as vscode from 'vscode';
import type { FoundFile } from '../protocol';
import { Disposable } from './disposable';
import { isCell, openDocument } from './documents';

/** Bytes of one imported file. */
const LARGEST_FILE = 4_000_000;
/** How long the text of a file is good for that no change was told of, in milliseconds: not every file system tells. */
const FRESH = 2000;
/** Folders that are watched; imports from more are looked at again when a run asks for them. */
const MOST_FOLDERS = 200;

/** Stands among watched folders for what happens to folders as a whole. */
const WHOLE_FOLDERS = '';

interface Kept {
  readonly since: number;
  /** Null where there is no file. */
  readonly found: Promise<FoundFile | null>;
}

/**
 * Reads the files that documents import: what an editor holds, saved or not, else what the file system has. Tells when one
 * changes that some document depends on, whoever changed it. Nothing that is read is ever executed.
 */
export class ImportedFiles extends Disposable {
  readonly #kept = new Map<string, Kept>();
  /** What each document depends on, by its address. */
  readonly #dependencies = new Map<string, readonly string[]>();
  /** The files among them that are somewhere inside of a folder, by its address. */
  readonly #within = new Map<string, string[]>();
  readonly #watched = new Map<string, vscode.Disposable>();
  readonly #change = this._register(new vscode.EventEmitter<string>());
  /** Fires with the address of a file that may have another text now, or have come to be, or be gone. */
  readonly onDidChange = this.#change.event;

  constructor() {
    super();
    this._register(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#changed(document.uri);
      }),
    );
    this._register(vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#kept.delete(uri.toString())));
    // What was not saved is gone with the editor.
    this._register(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#changed(uri)));
    this._register(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#kept.clear();
        for (const uri of new Set([...this.#dependencies.values()].flat())) this.#change.fire(uri);
      }),
    );
    this._register({ dispose: () => vscode.Disposable.from(...this.#watched.values()).dispose() });
  }

  /** The first file there is of several addresses; null where there is none. */
  async read(candidates: readonly string[]): Promise<FoundFile | null> {
    for (const candidate of candidates) {
      const found = await this.#readOne(vscode.Uri.parse(candidate, true));
      if (found) return found;
    }
    return null;
  }

  #readOne(uri: vscode.Uri): Promise<FoundFile | null> {
    const key = uri.toString();
    const open = openDocument(key);
    // What is saved is read from the disk: a document stays open for a while after its file was changed or deleted.
    if (open?.isDirty) return Promise.resolve(isAllowed(uri) ? { uri: key, text: open.getText() } : refused(key));
    const now = Date.now();
    const known = this.#kept.get(key);
    if (known && now - known.since < FRESH) return known.found;
    const found = readFile(uri, key);
    this.#kept.set(key, { since: now, found });
    return found;
  }

  /** Takes down what the last run of a document depended on; nothing more is told of what no document depends on. */
  setDependencies(document: string, dependencies: readonly string[]): void {
    const known = this.#dependencies.get(document) ?? [];
    const isSame = known.length === dependencies.length && dependencies.every((uri, k) => uri === known[k]);
    if (isSame) return;
    if (dependencies.length === 0) this.#dependencies.delete(document);
    else this.#dependencies.set(document, dependencies);
    this.#watchFolders();
  }

  #watchFolders(): void {
    this.#within.clear();
    const folders = new Set<string>();
    for (const uri of new Set([...this.#dependencies.values()].flat())) {
      // A cell of a notebook changes in its editor alone.
      if (isCell(uri)) continue;
      const folder = uri.slice(0, uri.lastIndexOf('/'));
      if (folders.size < MOST_FOLDERS) folders.add(folder);
      for (let outer = folder; /[^/:]$/.test(outer); outer = outer.slice(0, outer.lastIndexOf('/'))) {
        const within = this.#within.get(outer);
        if (within) within.push(uri);
        else this.#within.set(outer, [uri]);
      }
    }
    if (folders.size > 0) folders.add(WHOLE_FOLDERS);
    for (const [folder, watcher] of this.#watched) {
      if (folders.has(folder)) continue;
      watcher.dispose();
      this.#watched.delete(folder);
    }
    for (const folder of folders) if (!this.#watched.has(folder)) this.#watched.set(folder, this.#watch(folder));
  }

  #watch(folder: string): vscode.Disposable {
    if (folder === WHOLE_FOLDERS) return this.#watchWholeFolders();
    const pattern = new vscode.RelativePattern(vscode.Uri.parse(folder, true), '*');
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const changed = (uri: vscode.Uri) => this.#changed(uri);
    watcher.onDidCreate(changed);
    watcher.onDidChange(changed);
    watcher.onDidDelete(changed);
    return watcher;
  }

  /** A folder that is deleted, moved or renamed tells nothing of the files inside. */
  #watchWholeFolders(): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher('**', false, true, false);
    const changed = (folder: vscode.Uri) => {
      for (const uri of this.#within.get(folder.toString()) ?? []) this.#changed(vscode.Uri.parse(uri, true));
    };
    watcher.onDidCreate(changed);
    watcher.onDidDelete(changed);
    return watcher;
  }

  #changed(uri: vscode.Uri): void {
    const key = uri.toString();
    this.#kept.delete(key);
    this.#change.fire(key);
  }
}

async function readFile(uri: vscode.Uri, key: string): Promise<FoundFile | null> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return null;
    if (!isAllowed(uri)) return refused(key);
    if (size > LARGEST_FILE) {
      return { uri: key, text: null, reason: `it is larger than ${LARGEST_FILE / 1_000_000} MB` };
    }
  } catch {
    return null;
  }
  try {
    return { uri: key, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    return { uri: key, text: null, reason: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Whether a file may be read. Where the workspace is not trusted, a document reaches only files of an open folder, or
 * without one those beside and below an open document, so that opening a file does not make others of the machine be read.
 */
function isAllowed(uri: vscode.Uri): boolean {
  const { workspace } = vscode;
  if (workspace.isTrusted) return true;
  if (workspace.workspaceFolders?.length) return workspace.getWorkspaceFolder(uri) !== undefined;
  return workspace.textDocuments.some((document) => {
    const folder = document.uri.with({ path: document.uri.path.replace(/[^/]*$/, ''), query: '', fragment: '' });
    return uri.toString().startsWith(folder.toString());
  });
}

function refused(uri: string): FoundFile {
  return { uri, text: null, reason: 'it lies outside of the open folder, which you have not said that you trust' };
}
