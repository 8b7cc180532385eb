import type { Range, SourceFile } from '../engine/sources';
import { SnippetFailure } from './core/failure';

/** One `@grad` line: `@grad [name = expression, …] [wrt name, …]`. */
export interface Directive {
  readonly start: number;
  readonly end: number;
  readonly range: Range;
  readonly assignments: readonly Assignment[];
  /** Names that gradients are reported for; null for all inputs. */
  readonly wrt: readonly { readonly name: string; readonly range: Range }[] | null;
  /** What is wrong with the line; null when nothing is. */
  readonly error: SnippetFailure | null;
}

export interface Assignment {
  /** May be dotted. */
  readonly name: string;
  readonly code: string;
  /** Where the expression stands; null for one that does not stand in the file. */
  readonly range: Range | null;
}

const WORD = /(?<![\w@./-])@grad(?![\w-])/;
const WORDS = new RegExp(WORD, 'g');
const NAME = /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*/u;
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Whether a text may hold a directive at all: a cheap test before anything is parsed. */
export function mentionsDirective(text: string): boolean {
  return WORD.test(text);
}

/** The directives in a comment whose text, without its delimiters, is `text.slice(start, end)` of the file. */
export function parseDirectives(file: SourceFile, start: number, end: number): Directive[] {
  const directives: Directive[] = [];
  const comment = file.text.slice(start, end);
  for (const match of comment.matchAll(WORDS)) {
    const from = start + match.index;
    const lineEnd = file.text.indexOf('\n', from);
    const to = lineEnd === -1 || lineEnd > end ? end : lineEnd;
    directives.push(parseLine(file, from, from + file.text.slice(from, to).trimEnd().length));
  }
  return directives;
}

function parseLine(file: SourceFile, start: number, end: number): Directive {
  const assignments: Assignment[] = [];
  const wrt: { name: string; range: Range }[] = [];
  const reader = new LineReader(file, start + '@grad'.length, end);
  let error: SnippetFailure | null = null;
  let inWrt = false;
  try {
    reader.skipSpace();
    while (!reader.done) {
      const name = reader.name();
      if (!inWrt && name.text === 'wrt' && !reader.startsWith('=')) {
        inWrt = true;
        if (reader.done) throw reader.failure('write the names after `wrt`, such as `wrt w, v`');
        continue;
      }
      if ((inWrt ? wrt : assignments).some((known) => known.name === name.text)) {
        throw reader.failure(`\`${name.text}\` stands here twice`, name.range);
      }
      if (inWrt) {
        wrt.push({ name: name.text, range: name.range });
      } else {
        if (!reader.startsWith('=') || reader.startsWith('==')) {
          throw reader.failure(
            `after \`${name.text}\` a value is missing: write \`@grad ${name.text} = 3\`, or \`@grad wrt ${name.text}\``,
            name.range,
          );
        }
        reader.advance(1);
        const value = reader.expression();
        if (value.code === '') throw reader.failure(`write a value after \`${name.text} =\``, name.range);
        assignments.push({ name: name.text, code: value.code, range: value.range });
        if (reader.startsWith('wrt')) continue;
      }
      if (reader.done) break;
      reader.comma();
    }
  } catch (failure) {
    if (!(failure instanceof SnippetFailure)) throw failure;
    error = failure;
  }
  return { start, end, range: file.range(start, end), assignments, wrt: inWrt ? wrt : null, error };
}

/** Reads one line from left to right. */
class LineReader {
  constructor(
    private readonly file: SourceFile,
    private at: number,
    private readonly end: number,
  ) {}

  get done(): boolean {
    return this.at >= this.end;
  }

  startsWith(text: string): boolean {
    return this.file.text.startsWith(text, this.at) && this.at + text.length <= this.end;
  }

  advance(count: number): void {
    this.at += count;
    this.skipSpace();
  }

  skipSpace(): void {
    while (this.at < this.end && /\s/.test(this.file.text[this.at]!)) this.at++;
  }

  name(): { text: string; range: Range } {
    const match = NAME.exec(this.file.text.slice(this.at, this.end));
    if (match === null)
      throw this.failure('write `@grad`, `@grad w = 3, v = 2` or `@grad wrt w, v`; nothing else may follow');
    const start = this.at;
    this.advance(match[0].length);
    return { text: match[0], range: this.file.range(start, start + match[0].length) };
  }

  comma(): void {
    if (!this.startsWith(',')) throw this.failure('put a comma between names; nothing else may follow in the line');
    this.advance(1);
    if (this.done) throw this.failure('a name is missing after the comma');
  }

  /** Up to the next comma or `wrt` outside of brackets and strings. */
  expression(): { code: string; range: Range } {
    const { text } = this.file;
    const start = this.at;
    const open: string[] = [];
    let at = start;
    for (; at < this.end; at++) {
      const character = text[at]!;
      if (character === '"' || character === "'" || character === '`') {
        at = this.#stringEnd(at, character);
        continue;
      }
      const closer = CLOSERS[character];
      if (closer) open.push(closer);
      else if (character === open.at(-1)) open.pop();
      else if (open.length === 0) {
        if (character === ',') break;
        if (/^wrt(?![\w$])/.test(text.slice(at, at + 4)) && /\s/.test(text[at - 1] ?? '')) break;
      }
    }
    if (open.length > 0) {
      throw this.failure(
        `\`${open.at(-1)}\` is missing in \`${text.slice(start, this.end).trim()}\``,
        this.file.range(start, this.end),
      );
    }
    const code = text.slice(start, at).trimEnd();
    this.at = at;
    this.skipSpace();
    return { code, range: this.file.range(start, start + code.length) };
  }

  #stringEnd(start: number, quote: string): number {
    for (let at = start + 1; at < this.end; at++) {
      if (this.file.text[at] === '\\') at++;
      else if (this.file.text[at] === quote) return at;
    }
    throw this.failure('this string does not end', this.file.range(start, this.end));
  }

  failure(message: string, range?: Range): SnippetFailure {
    const place = range ?? this.file.range(Math.min(this.at, this.end - 1), this.end);
    return new SnippetFailure('DirectiveError', message, place);
  }
}
