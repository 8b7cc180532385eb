import type { Expr, FormatPart } from './ast';
import { readExpressions, readYield } from './expressions';
import { Reader } from './reader';
import { syntaxError, Tokenizer } from './tokens';

interface Literal {
  readonly prefix: string;
  /** Offsets of what stands between the quotes. */
  readonly from: number;
  readonly to: number;
}

/** One or more string literals in a row. */
export function readStrings(reader: Reader): Expr {
  const { file } = reader;
  const { start } = reader.token;
  const parts: FormatPart[] = [];
  let isFormat = false;
  let isBytes = false;
  while (reader.isType('string')) {
    const token = reader.takeToken();
    const literal = literalOf(token.text, token.start);
    isBytes ||= /b/i.test(literal.prefix);
    const raw = /r/i.test(literal.prefix);
    if (/f/i.test(literal.prefix)) {
      isFormat = true;
      parts.push(...fieldsOf(reader, literal.from, literal.to, raw, false));
    } else {
      const text = file.text.slice(literal.from, literal.to).replace(/\r\n?/g, '\n');
      parts.push(raw ? text : unescaped(text, (at) => syntaxError(file, at, token.start, token.end)));
    }
  }
  const end = reader.lastEnd;
  if (isBytes)
    return { kind: 'refused', message: 'bytes are not supported; use a string or a list of numbers', start, end };
  if (!isFormat) return { kind: 'string', value: parts.join(''), start, end };
  return { kind: 'fstring', parts, start, end };
}

function literalOf(text: string, start: number): Literal {
  const prefix = /^[a-zA-Z]*/.exec(text)![0];
  const quote =
    text.startsWith(text[prefix.length]!.repeat(3), prefix.length) && text.length >= prefix.length + 6 ? 3 : 1;
  return { prefix, from: start + prefix.length + quote, to: start + text.length - quote };
}

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '',
}; // biome-ignore format: a table

function unescaped(text: string, fail: (message: string) => Error): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:([0-7]{1,3})|x([\da-fA-F]{0,2})|u([\da-fA-F]{0,4})|U([\da-fA-F]{0,8})|N\{([^}]*)\}|([\s\S]))/g,
    (all, octal?: string, hex?: string, short?: string, long?: string, name?: string, simple?: string) => {
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      const digits = hex ?? short ?? long;
      if (digits !== undefined) {
        const wanted = hex !== undefined ? 2 : short !== undefined ? 4 : 8;
        const code = Number.parseInt(digits, 16);
        if (digits.length < wanted || code > 0x10ffff) {
          throw fail(`(unicode error) 'unicodeescape' codec can't decode bytes: truncated \\${all[1]} escape`);
        }
        return String.fromCodePoint(code);
      }
      if (name !== undefined) throw fail('characters by name (`\\N{…}`) are not supported; write the character itself');
      return SIMPLE[simple!] ?? all;
    },
  );
}

/** The text and the fields of a formatted string, or of the format behind a field's colon. */
function fieldsOf(reader: Reader, from: number, to: number, raw: boolean, inSpec: boolean): FormatPart[] {
  const { file } = reader;
  const { text } = file;
  const parts: FormatPart[] = [];
  const fail = (message: string, at: number) => syntaxError(file, `f-string: ${message}`, at, at + 1);
  let piece = '';
  const flush = () => {
    if (piece !== '') parts.push(raw ? piece : unescaped(piece, (message) => syntaxError(file, message, from, to)));
    piece = '';
  };
  for (let at = from; at < to; at++) {
    const sign = text[at]!;
    if (sign === '\\' && !raw && text[at + 1] === 'N' && text[at + 2] === '{') {
      throw syntaxError(
        file,
        'characters by name (`\\N{…}`) are not supported; write the character itself',
        at,
        at + 2,
      );
    }
    if ((sign === '{' || sign === '}') && text[at + 1] === sign && at + 1 < to && !inSpec) {
      piece += sign;
      at++;
    } else if (sign === '}') throw fail("single '}' is not allowed", at);
    else if (sign === '{') {
      flush();
      const end = fieldEnd(text, at + 1, to);
      if (end === -1) throw fail("expecting '}'", at);
      parts.push(...fieldOf(reader, at + 1, end, raw));
      at = end;
    } else if (sign === '\r') {
      piece += '\n';
      if (text[at + 1] === '\n') at++;
    } else piece += sign;
  }
  flush();
  return parts;
}

/** Where the brace stands that closes a field. */
function fieldEnd(text: string, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const sign = text[at]!;
    if (sign === '"' || sign === "'") {
      const close = closingQuote(text, at, to);
      if (close === -1) continue;
      at = close;
    } else if ('([{'.includes(sign)) depth++;
    else if (sign === '}' && depth === 0) return at;
    else if (')]}'.includes(sign)) depth--;
  }
  return -1;
}

function closingQuote(text: string, at: number, to: number): number {
  for (let k = at + 1; k < to; k++) {
    if (text[k] === '\\') k++;
    else if (text[k] === text[at]) return k;
    else if (text[k] === '\n') return -1;
  }
  return -1;
}

/** Where the expression of a field ends: before `=`, `!r` or `:` outside of brackets. */
function expressionEnd(text: string, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const sign = text[at]!;
    if (sign === '"' || sign === "'") {
      const close = closingQuote(text, at, to);
      if (close !== -1) at = close;
    } else if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth--;
    else if (depth > 0) continue;
    else if (sign === ':') return at;
    else if (sign === '!' && text[at + 1] !== '=') return at;
    else if (
      sign === '=' &&
      text[at + 1] !== '=' &&
      !'=!<>'.includes(text[at - 1]!) &&
      /^=\s*([!:}]|$)/.test(text.slice(at, to + 1))
    )
      return at;
  }
  return to;
}

function fieldOf(reader: Reader, from: number, to: number, raw: boolean): FormatPart[] {
  const { file } = reader;
  const { text } = file;
  const fail = (message: string, at: number) => syntaxError(file, `f-string: ${message}`, at, at + 1);
  const end = expressionEnd(text, from, to);
  const code = text.slice(from, end);
  if (/^\s*$/.test(code)) throw fail('empty expression not allowed', from);
  const inner = new Reader(file, new Tokenizer(file, from, end, true).tokens);
  const value = inner.is('yield') ? readYield(inner) : readExpressions(inner);
  if (!inner.isType('end')) throw fail('invalid syntax', inner.token.start);
  let at = end;
  let shown: string | null = null;
  if (text[at] === '=' && at < to) {
    at++;
    while (at < to && /\s/.test(text[at]!)) at++;
    shown = text.slice(from, at);
  }
  let conversion: 's' | 'r' | 'a' | null = null;
  if (text[at] === '!' && at < to) {
    const sign = text[at + 1]!;
    if (sign !== 's' && sign !== 'r' && sign !== 'a') {
      throw fail("invalid conversion character: expected 's', 'r', or 'a'", at + 1);
    }
    conversion = sign;
    at += 2;
  }
  let spec: FormatPart[] | null = null;
  if (text[at] === ':' && at < to) spec = fieldsOf(reader, at + 1, to, raw, true);
  else if (at < to) throw fail("expecting '}'", at);
  return [{ value, conversion, spec, text: shown }];
}
