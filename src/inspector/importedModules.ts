import type { FrontEnd, Subject } from '../languages/core/frontEnd';
import { type LinkedModules, Linker } from '../languages/core/link';
import type { LanguageId } from '../protocol';
import { type BuiltGraph, ImportGraph, type ReadFile, readModule } from './importGraph';

/** Characters of imported files whose syntax is kept, and documents whose lowered imports are. */
const KEPT_TEXT = 8_000_000;
const KEPT_DOCUMENTS = 4;

interface Kept {
  readonly linker: Linker;
  graph: BuiltGraph | null;
}

/**
 * What is known of imported files from one run to the next: a keystroke in the inspected document neither reads their
 * syntax nor lowers them again.
 */
export class ImportedModules {
  readonly #files = new Map<string, ReadFile>();
  readonly #documents = new Map<string, Kept>();
  #textLength = 0;

  /** Begins to look for what a document imports. */
  graph(frontEnd: FrontEnd, uri: string, syntax: unknown): ImportGraph {
    return new ImportGraph(frontEnd, uri, { syntax, interface: frontEnd.interfaceOf(syntax) }, (other, text) =>
      this.#read(frontEnd, other, text),
    );
  }

  /** Lowers a document with all that it imports. */
  link(frontEnd: FrontEnd, uri: string, graph: ImportGraph, subjects: readonly Subject[]): LinkedModules {
    const kept = this.#keptOf(frontEnd, uri);
    kept.graph = graph.build(kept.graph);
    return kept.linker.link(kept.graph.main, subjects);
  }

  #keptOf(frontEnd: FrontEnd, uri: string): Kept {
    const key = `${frontEnd.language} ${uri}`;
    const kept = this.#documents.get(key) ?? { linker: new Linker(frontEnd), graph: null };
    // The one used last stands last.
    this.#documents.delete(key);
    this.#documents.set(key, kept);
    for (const oldest of this.#documents.keys()) {
      if (this.#documents.size <= KEPT_DOCUMENTS) break;
      this.#documents.delete(oldest);
    }
    return kept;
  }

  #read(frontEnd: FrontEnd, uri: string, text: string): ReadFile {
    const key = keyOf(frontEnd.language, uri);
    const known = this.#files.get(key);
    this.#files.delete(key);
    const read = known?.text === text ? known : readModule(frontEnd, uri, text);
    this.#textLength += read.text.length - (known?.text.length ?? 0);
    this.#files.set(key, read);
    for (const [oldest, { text: old }] of this.#files) {
      if (this.#textLength <= KEPT_TEXT) break;
      this.#files.delete(oldest);
      this.#textLength -= old.length;
    }
    return read;
  }
}

function keyOf(language: LanguageId, uri: string): string {
  return `${language} ${uri}`;
}
