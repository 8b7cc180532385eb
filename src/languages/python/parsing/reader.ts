import type { SourceFile } from '../../../engine/sources';
import type { SnippetFailure } from '../../core/failure';
import type { Expr } from './ast';
import { syntaxError, type Token, type TokenType } from './tokens';

/** Walks a list of tokens. */
export class Reader {
  at = 0;

  constructor(
    readonly file: SourceFile,
    readonly tokens: readonly Token[],
  ) {}

  get token(): Token {
    return this.tokens[this.at]!;
  }

  /** Where the last token that was taken ends. */
  get lastEnd(): number {
    return this.tokens[this.at - 1]?.end ?? this.token.start;
  }

  peek(ahead = 1): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)]!;
  }

  is(text: string): boolean {
    const { token } = this;
    return token.text === text && (token.type === 'op' || token.type === 'keyword');
  }

  isType(type: TokenType): boolean {
    return this.token.type === type;
  }

  /** Takes an operator or keyword if it is next. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  takeToken(): Token {
    return this.tokens[this.at++]!;
  }

  expect(text: string, message = 'invalid syntax'): Token {
    if (!this.is(text)) throw this.error(message);
    return this.takeToken();
  }

  name(message = 'invalid syntax'): Token {
    if (!this.isType('name')) throw this.error(message);
    return this.takeToken();
  }

  error(message = 'invalid syntax', start = this.token.start, end = this.token.end): SnippetFailure {
    const { token } = this;
    if (message === 'invalid syntax') {
      if (token.type === 'indent')
        return syntaxError(this.file, 'unexpected indent', start, end + 1, 'IndentationError');
      if (token.type === 'end') return syntaxError(this.file, 'unexpected EOF while parsing', start, end);
    }
    return syntaxError(this.file, message, start, Math.max(end, start + 1));
  }
}

/** What an expression is called where it cannot be assigned to; null where it can. */
export function cannotAssign(target: Expr): { readonly what: string; readonly node: Expr } | null {
  switch (target.kind) {
    case 'name':
    case 'attribute':
    case 'subscript':
      return null;
    case 'starred':
      return cannotAssign(target.value);
    case 'tuple':
    case 'list':
      return target.items.map(cannotAssign).find((found) => found !== null) ?? null;
    default:
      return { what: nameOf(target), node: target };
  }
}

function nameOf(target: Expr): string {
  switch (target.kind) {
    case 'number':
    case 'string':
    case 'refused':
      return 'literal';
    case 'constant':
      return target.value === null
        ? 'None'
        : target.value === 'ellipsis'
          ? 'ellipsis'
          : target.value
            ? 'True'
            : 'False';
    case 'fstring':
      return 'f-string expression';
    case 'call':
      return 'function call';
    case 'compare':
      return 'comparison';
    case 'dict':
      return 'dict literal';
    case 'set':
      return 'set display';
    case 'lambda':
      return 'lambda';
    case 'conditional':
      return 'conditional expression';
    case 'walrus':
      return 'named expression';
    case 'comprehension':
      return target.form === 'generator' ? 'generator expression' : `${target.form} comprehension`;
    case 'yield':
    case 'yieldFrom':
      return 'yield expression';
    case 'await':
      return 'await expression';
    default:
      return 'expression';
  }
}
