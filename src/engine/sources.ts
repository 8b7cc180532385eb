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
  /** The number of the notebook's cell that `file` is, from 1. */
  readonly cell?: number;
}

/** A cell of a notebook, which runs with those above it as one text. */
export interface Cell {
  readonly uri: string;
  /** Its number in the notebook, from 1. */
  readonly number: number;
  readonly text: string;
}

export interface SourceOptions {
  /** True for a file that the inspected document imports: its ranges name it. */
  readonly imported?: boolean;
  /** True for a piece of a document, such as a fence or a cell, which may be indented as a whole and hold a notebook's own lines. */
  readonly excerpt?: boolean;
  /** The cells above a notebook's cell, and what stands between two of them: the text is all of theirs, then its own. */
  readonly above?: { readonly cells: readonly Cell[]; readonly between: string };
}

/** Index of an expression in a {@link SourceTable}; 0 means "no source". */
export type SourceId = number;

/**
 * A file's text with a line index, so that offsets become positions and back in O(log lines). Of a notebook's cell it holds
 * the cells above, too: offsets and positions are of the whole text, ranges of the cell that they stand in.
 */
export class SourceFile {
  readonly text: string;
  readonly imported: boolean;
  readonly excerpt: boolean;
  readonly #lineStarts: number[] = [0];
  readonly #cells: readonly (Cell & { readonly start: number; readonly end: number; readonly line: number })[];
  /** Where its own text begins, behind the cells above. */
  readonly #own: number;
  /** Lines before its own first one. */
  readonly #linesAbove: number;

  constructor(
    readonly uri: string,
    text: string,
    { imported = false, excerpt = false, above }: SourceOptions = {},
  ) {
    this.imported = imported;
    this.excerpt = excerpt;
    let start = 0;
    const placed = (above?.cells ?? []).map((cell) => {
      const end = start + cell.text.length;
      const known = { ...cell, start, end };
      start = end + above!.between.length;
      return known;
    });
    this.text = [...placed.map((cell) => cell.text + above!.between), text].join('');
    for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1))
      this.#lineStarts.push(at + 1);
    this.#cells = placed.map((cell) => ({ ...cell, line: this.position(cell.start).line - 1 }));
    this.#own = start;
    this.#linesAbove = this.position(start).line - 1;
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
    if (this.imported) return { ...range, file: this.uri };
    if (this.#cells.length === 0) return range;
    const cell = start < this.#own ? this.#cells.findLast((candidate) => candidate.start <= start)! : null;
    const last = cell === null ? range.end : this.position(Math.max(start, Math.min(end, cell.end)));
    const lines = cell?.line ?? this.#linesAbove;
    const moved = { start: lineUp(range.start, lines), end: lineUp(last, lines) };
    return cell === null ? moved : { ...moved, file: cell.uri, cell: cell.number };
  }

  /** The offset of a position, clamped into the text. */
  offset(position: Position): number {
    const line = Math.min(Math.max(position.line, 1), this.#lineStarts.length);
    const start = this.#lineStarts[line - 1]!;
    const end = line < this.#lineStarts.length ? this.#lineStarts[line]! - 1 : this.text.length;
    return Math.min(start + Math.max(position.column - 1, 0), end);
  }

  /** Where a range begins that {@link range} gave, or that the document's editor knows. */
  startOf({ start, file }: Range): number {
    return this.offsetIn(file, start);
  }

  /** The offset of a position of the document, or of the cell with this address. */
  offsetIn(file: string | undefined, { line, column }: Position): number {
    const cell = file === undefined ? undefined : this.#cells.find(({ uri }) => uri === file);
    const before = cell === undefined ? this.#linesAbove : cell.line;
    return this.offset({ line: Math.max(line, 1) + before, column });
  }

  /** The first line of its own text. */
  get ownStart(): Range {
    const end = this.text.indexOf('\n', this.#own);
    return this.range(this.#own, end === -1 ? this.text.length : end);
  }

  /** Where its own code begins, as an empty range. */
  get beginning(): Range {
    const rest = this.text.slice(this.#own).search(/\S/);
    const start = this.#own + Math.max(rest, 0);
    return this.range(start, start);
  }

  /** Where the cell ends, or the text, that an offset stands in. */
  cellEnd(offset: number): number {
    return this.#cells.find(({ end }) => offset <= end)?.end ?? this.text.length;
  }

  /** Whether a cell, or the text, begins at an offset. */
  isCellStart(offset: number): boolean {
    return offset === this.#own || this.#cells.some(({ start }) => start === offset);
  }

  /** True for an offset in a cell above. */
  isAbove(offset: number): boolean {
    return offset < this.#own;
  }

  /** How a message calls the line of an offset: `line 3`, or `line 3 of cell 2` for one of a cell above. */
  lineName(offset: number): string {
    const { start, cell } = this.range(offset, offset);
    return `line ${start.line}${cell === undefined ? '' : ` of cell ${cell}`}`;
  }
}

function lineUp({ line, column }: Position, lines: number): Position {
  return { line: line - lines, column };
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

  /** The line of the file's whole text that an expression begins in; 0 for none. */
  line(id: SourceId): number {
    if (id < this.#first) return this.base!.line(id);
    const k = id - this.#first;
    return this.#files[k]?.position(this.#starts[k]!).line ?? 0;
  }

  range(id: SourceId): Range | null {
    if (id < this.#first) return this.base!.range(id);
    const k = id - this.#first;
    return this.#files[k]?.range(this.#starts[k]!, this.#ends[k]!) ?? null;
  }
}
