import type { SourceFile } from '../../../engine/sources';
import { SnippetFailure } from '../../core/failure';

export type TokenType = 'name' | 'keyword' | 'number' | 'string' | 'op' | 'newline' | 'indent' | 'dedent' | 'end';

export interface Token {
  readonly type: TokenType;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Comment {
  readonly start: number;
  readonly end: number;
}

const KEYWORDS: ReadonlySet<string> = new Set([
  'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif',
  'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or',
  'pass', 'raise', 'return', 'try', 'while', 'with', 'yield',
]); // biome-ignore format: a table

const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|!=|->|:=|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|@=|==|<=|>=|<<|>>|\*\*|\/\/|[-+*/%@&|^~<>()[\]{},:.;=]/y;
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy;
const NUMBER =
  /0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*|\d(?:_?\d)*)(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?/y;
const PREFIX = /(?:[rR][fFbB]?|[fFbB][rR]?|[uU])?(?="|')/y;
/** Magics of whole cells that run the rest of the cell. */
const TIMING = /^%%(?:time|timeit|capture|prun|mprun|memit)\b/;
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

export function syntaxError(
  file: SourceFile,
  message: string,
  start: number,
  end: number,
  type = 'SyntaxError',
): SnippetFailure {
  const from = Math.min(start, file.text.length);
  return new SnippetFailure(
    'SyntaxError',
    message,
    file.range(from, Math.max(from, Math.min(end, file.text.length))),
    type,
  );
}

/** Splits Python text into tokens; indentation becomes tokens of its own. */
export class Tokenizer {
  readonly tokens: Token[] = [];
  readonly comments: Comment[] = [];
  /** Lines that speak to a notebook rather than to Python. */
  readonly magics: Comment[] = [];
  readonly #brackets: { readonly sign: string; readonly at: number }[] = [];
  readonly #indents: number[] = [0];
  #at: number;
  #lineStart = true;

  /** `inside` says that the stretch is a part of an expression, in which line ends do not count. */
  constructor(
    private readonly file: SourceFile,
    start: number,
    private readonly end: number,
    private readonly inside: boolean,
  ) {
    this.#at = start;
    this.#lineStart = !inside;
    while (this.#next());
    if (!inside) this.#finish();
    this.#push('end', this.end, this.end);
  }

  #push(type: TokenType, start: number, end: number): void {
    this.tokens.push({ type, text: this.file.text.slice(start, end), start, end });
  }

  #fail(message: string, start: number, end = start + 1, type = 'SyntaxError'): never {
    throw syntaxError(this.file, message, start, end, type);
  }

  #finish(): void {
    const open = this.#brackets.at(-1);
    if (open) this.#fail(`'${open.sign}' was never closed`, open.at);
    const last = this.tokens.at(-1);
    if (last && last.type !== 'newline') this.#push('newline', this.end, this.end);
    while (this.#indents.length > 1) {
      this.#indents.pop();
      this.#push('dedent', this.end, this.end);
    }
  }

  #next(): boolean {
    const { text } = this.file;
    const isFirst = this.#lineStart && this.#brackets.length === 0;
    if (this.#lineStart) this.#indentation();
    while (this.#at < this.end && (text[this.#at] === ' ' || text[this.#at] === '\t' || text[this.#at] === '\f'))
      this.#at++;
    const at = this.#at;
    if (at >= this.end) return false;
    const sign = text[at]!;
    if (isFirst && !this.inside && this.file.excerpt && this.#magic(at)) return true;
    if (sign === '\n' || sign === '\r') {
      this.#at += sign === '\r' && text[at + 1] === '\n' ? 2 : 1;
      if (this.#brackets.length > 0 || this.inside) return true;
      const last = this.tokens.at(-1);
      if (last && last.type !== 'newline' && last.type !== 'indent' && last.type !== 'dedent')
        this.#push('newline', at, at + 1);
      this.#lineStart = true;
      return true;
    }
    if (sign === '#') {
      const line = text.slice(at, this.end).search(/[\r\n]/);
      this.#at = line === -1 ? this.end : at + line;
      this.comments.push({ start: at, end: this.#at });
      return true;
    }
    if (sign === '\\') {
      const match = /\\(\r\n|\r|\n)/y;
      match.lastIndex = at;
      const found = match.exec(text);
      if (!found) this.#fail('unexpected character after line continuation character', at);
      this.#at += found![0].length;
      return true;
    }
    this.#token(at);
    return true;
  }

  /** A line such as `%matplotlib inline`, `!pip install` or `np.dot?` does nothing. False for any other line. */
  #magic(at: number): boolean {
    const line = /^(?:.*\\\r?\n)*.*/.exec(this.file.text.slice(at, this.end))![0];
    if (!/^(?:[%!?]|[\w.]+\?{1,2}\s*$)/.test(line)) return false;
    const isCell = /^%%/.test(line) && !TIMING.test(line) && this.#isFirstOfCell(at);
    const end = isCell ? Math.min(this.file.cellEnd(at), this.end) : at + line.trimEnd().length;
    this.magics.push({ start: at, end });
    this.tokens.push({ type: 'keyword', text: 'pass', start: at, end });
    this.#at = end;
    return true;
  }

  #isFirstOfCell(at: number): boolean {
    const before = this.file.text.slice(0, at).search(/\s*$/);
    for (let start = at; start >= before; start--) if (this.file.isCellStart(start)) return true;
    return false;
  }

  #token(at: number): void {
    const { text } = this.file;
    const prefix = this.#match(PREFIX, at);
    if (prefix !== null && /["']/.test(text[at + prefix.length] ?? '')) {
      const end = stringEnd(this.file, at, prefix, this.end);
      this.#push('string', at, end);
      this.#at = end;
      return;
    }
    const sign = text[at]!;
    if (/\d/.test(sign) || (sign === '.' && /\d/.test(text[at + 1] ?? ''))) {
      const number = this.#match(NUMBER, at)!;
      const end = at + number.length;
      if (/[\p{L}_]/u.test(text[end] ?? '') && !/^(and|else|for|if|in|is|or|not)\b/.test(text.slice(end, end + 5))) {
        this.#fail('invalid decimal literal', end - 1, end);
      }
      if (/^0\d*[1-9]/.test(number) && /^[\d_]+$/.test(number)) {
        this.#fail(
          'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
          at,
          end,
        );
      }
      this.#push('number', at, end);
      this.#at = end;
      return;
    }
    const name = this.#match(NAME, at);
    if (name !== null) {
      this.#push(KEYWORDS.has(name) ? 'keyword' : 'name', at, at + name.length);
      this.#at = at + name.length;
      return;
    }
    const op = this.#match(OPERATOR, at);
    if (op === null) {
      const code = sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
      if (sign === '!' || sign === '?' || sign === '$' || sign === '`') this.#fail('invalid syntax', at);
      this.#fail(`invalid character '${sign}' (U+${code})`, at);
    }
    if (op === '(' || op === '[' || op === '{') this.#brackets.push({ sign: op, at });
    else if (PAIRS[op]) {
      const open = this.#brackets.pop();
      if (!open) this.#fail(`unmatched '${op}'`, at);
      if (open!.sign !== PAIRS[op]) {
        this.#fail(`closing parenthesis '${op}' does not match opening parenthesis '${open!.sign}'`, at);
      }
    }
    this.#push('op', at, at + op.length);
    this.#at = at + op.length;
  }

  #match(pattern: RegExp, at: number): string | null {
    pattern.lastIndex = at;
    const found = pattern.exec(this.file.text);
    return found && at + found[0].length <= this.end ? found[0] : null;
  }

  /** Compares the indentation of a line that holds code with those around it. */
  #indentation(): void {
    const { text } = this.file;
    this.#lineStart = false;
    let at = this.#at;
    let column = 0;
    for (; at < this.end; at++) {
      if (text[at] === ' ') column++;
      else if (text[at] === '\t') column = (column >> 3) * 8 + 8;
      else if (text[at] === '\f') column = 0;
      else break;
    }
    const sign = text[at];
    if (at >= this.end || sign === '#' || sign === '\n' || sign === '\r') return;
    const indents = this.#indents;
    // An excerpt may be indented as a whole.
    if (this.file.excerpt && this.tokens.length === 0) indents[0] = column;
    if (column > indents.at(-1)!) {
      indents.push(column);
      this.#push('indent', at, at);
      return;
    }
    while (column < indents.at(-1)!) {
      indents.pop();
      this.#push('dedent', at, at);
    }
    if (column !== indents.at(-1)) {
      this.#fail('unindent does not match any outer indentation level', at, at + 1, 'IndentationError');
    }
  }
}

/** Where the string literal at `at` ends. The fields of a formatted string may hold strings of their own. */
function stringEnd(file: SourceFile, at: number, prefix: string, end: number): number {
  const { text } = file;
  const from = at + prefix.length;
  const quote = text.startsWith(text[from]!.repeat(3), from) ? text[from]!.repeat(3) : text[from]!;
  const isFormat = /f/i.test(prefix);
  let depth = 0;
  for (let k = from + quote.length; k < end; k++) {
    const sign = text[k]!;
    if (sign === '\\' && depth === 0) {
      k++;
      continue;
    }
    if (text.startsWith(quote, k) && (depth === 0 || !closesField(text, k + quote.length, end, quote)))
      return k + quote.length;
    if (quote.length === 1 && (sign === '\n' || sign === '\r') && depth === 0) break;
    if (!isFormat) continue;
    if (sign === '{' && depth === 0 && text[k + 1] === '{') k++;
    else if (sign === '{') depth++;
    else if (sign === '}' && depth > 0) depth--;
    else if (depth > 0 && (sign === '"' || sign === "'")) k = stringEnd(file, k, '', end) - 1;
  }
  const { line } = file.range(at, at).start;
  const message = quote.length === 3 ? 'unterminated triple-quoted string literal' : 'unterminated string literal';
  throw syntaxError(
    file,
    `${isFormat ? message.replace('string', 'f-string') : message} (detected at line ${line})`,
    at,
    at + 1,
  );
}

/** Whether a quote inside a field opens a string of the field's own: the field is closed further on in the line. */
function closesField(text: string, at: number, end: number, quote: string): boolean {
  const close = text.indexOf('}', at);
  const next = text.indexOf(quote, at);
  return close !== -1 && close < end && next !== -1 && next < close;
}
