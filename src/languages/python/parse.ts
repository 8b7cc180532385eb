import type { Range, SourceFile } from '../../engine/sources';
import { isStackOverflow, SnippetFailure } from '../core/failure';
import { mentionsDirective } from '../directive';
import type { Expr, Stmt } from './parsing/ast';
import { readExpressions } from './parsing/expressions';
import { Reader } from './parsing/reader';
import { readModule } from './parsing/statements';
import { type Comment, Tokenizer } from './parsing/tokens';

/** A parsed file. Comments are kept apart, since directives stand in them. */
export interface Syntax {
  readonly file: SourceFile;
  readonly body: readonly Stmt[];
  readonly comments: readonly Comment[];
  /** Lines that speak to a notebook rather than to Python. */
  readonly magics: readonly Comment[];
  readonly hasDirectives: boolean;
}

/** Parses a Python file. Throws `SyntaxError` with its range. */
export function parse(file: SourceFile): Syntax {
  try {
    const { tokens, comments, magics } = new Tokenizer(file, 0, file.text.length, false);
    const body = readModule(new Reader(file, tokens));
    return { file, body, comments, magics, hasDirectives: mentionsDirective(file.text) };
  } catch (error) {
    throw isStackOverflow(error) ? tooDeep(null) : error;
  }
}

/** Parses an expression of a directive, which stands at `at`; for one that the user typed elsewhere `file` is its text. */
export function parseCode(code: string, file: SourceFile, at: Range | null): Expr {
  const start = at === null ? 0 : file.startOf(at);
  try {
    const reader = new Reader(file, new Tokenizer(file, start, start + code.length, true).tokens);
    const value = readExpressions(reader);
    if (!reader.isType('end')) throw reader.error();
    return value;
  } catch (error) {
    if (isStackOverflow(error)) throw tooDeep(at);
    throw new SnippetFailure(
      at === null ? 'SyntaxError' : 'DirectiveError',
      `\`${code}\` is not an expression: write values such as \`3\` or \`[1, 2]\`, separated by commas`,
      at,
    );
  }
}

function tooDeep(at: Range | null): SnippetFailure {
  return new SnippetFailure('RecursionTooDeep', 'the code is nested too deeply to be read; split it into steps', at);
}
