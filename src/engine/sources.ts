/** A place in a file. Lines and columns are 1-based, columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a file; `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
  /** The address of the file, where it is another one than the inspected document. */
  readonly file?: string;
}

/** Index of an expression in a {@link SourceTable}; 0 means "no source". */
export type SourceId = number;

/** A file's text with a line index, so that offsets become positions and back in O(log lines). */
export class SourceFile {
  readonly #lineStarts: number[] = [0];

  constructor(
    readonly uri: string,
    readonly text: string,
    /** True for a file that the inspected document imports: its ranges name it. */
    readonly imported = false,
  ) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#lineStarts.push(at + 1);
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#lineStarts[low]! + 1 };
  }

  range(start: number, end: number): Range {
    const range = { start: this.position(start), end: this.position(end) };
    return this.imported ? { ...range, file: this.uri } : range;
  }

  /** The offset of a position, clamped into the text. */
  offset(position: Position): number {
    const line = Math.min(Math.max(position.line, 1), this.#lineStarts.length);
    const start = this.#lineStarts[line - 1]!;
    const end = line < this.#lineStarts.length ? this.#lineStarts[line]! - 1 : this.text.length;
    return Math.min(start + Math.max(position.column - 1, 0), end);
  }
}

/**
 * The expressions that can make tape nodes. Every operation on the tape carries one of these ids, which is what lets the
 * graph, the CodeLens, the hover and the hints be views of one trace.
 */
export class SourceTable {
  readonly #files: (SourceFile | null)[];
  readonly #starts: number[];
  readonly #ends: number[];
  readonly #names: (string | null)[];
  /** The first id of its own. */
  readonly #first: number;

  /** A table of its own, or one that goes on where `base` ends. Nothing may be added to `base` afterwards. */
  constructor(private readonly base: SourceTable | null = null) {
    this.#first = base?.size ?? 0;
    // Id 0 stands for no source.
    const nowhere = base ? 0 : 1;
    this.#files = new Array(nowhere).fill(null);
    this.#starts = new Array(nowhere).fill(0);
    this.#ends = new Array(nowhere).fill(0);
    this.#names = new Array(nowhere).fill(null);
  }

  get size(): number {
    return this.#first + this.#starts.length;
  }

  /**
   * Registers an expression by its offsets in `file`. `name` is the variable that the code binds the expression's value
   * to (`u` for the initialiser of `const u = w * x`), or null.
   */
  add(file: SourceFile, start: number, end: number, name: string | null = null): SourceId {
    this.#files.push(file);
    this.#starts.push(start);
    this.#ends.push(end);
    this.#names.push(name);
    return this.size - 1;
  }

  file(id: SourceId): SourceFile | null {
    if (id < this.#first) return this.base!.file(id);
    return this.#files[id - this.#first] ?? null;
  }

  name(id: SourceId): string | null {
    if (id < this.#first) return this.base!.name(id);
    return this.#names[id - this.#first] ?? null;
  }

  code(id: SourceId): string {
    if (id < this.#first) return this.base!.code(id);
    const k = id - this.#first;
    return this.#files[k]?.text.slice(this.#starts[k], this.#ends[k]) ?? '';
  }

  range(id: SourceId): Range | null {
    if (id < this.#first) return this.base!.range(id);
    const k = id - this.#first;
    return this.#files[k]?.range(this.#starts[k]!, this.#ends[k]!) ?? null;
  }
}
