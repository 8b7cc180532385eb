import { parse as parseBabel, parseExpression } from '@babel/parser';
import type * as t from '@babel/types';
import type { Range, SourceFile } from '../../engine/sources';
import { isStackOverflow, SnippetFailure } from '../core/failure';
import { mentionsDirective } from '../directive';

/** A parsed file. Comments are kept apart, since directives stand in them. */
export interface Syntax {
  readonly file: SourceFile;
  readonly program: t.Program;
  readonly comments: readonly t.Comment[];
  readonly hasDirectives: boolean;
}

/** Parses a TypeScript or JavaScript file; JSX where the file's name says so. Throws `SyntaxError` with its range. */
export function parse(file: SourceFile): Syntax {
  if (/\.json$/i.test(withoutQuery(file.uri))) return parseJson(file);
  const jsx = namesJsx(file.uri);
  try {
    return parseWith(file, jsx);
  } catch (error) {
    // A fence in Markdown, or a text without a name, may hold JSX all the same.
    if (jsx || !/<[\w>]/.test(file.text) || isStackOverflow(error)) throw syntaxFailure(error, file);
    try {
      return parseWith(file, true);
    } catch {
      throw syntaxFailure(error, file);
    }
  }
}

function parseWith(file: SourceFile, jsx: boolean): Syntax {
  const { program, comments } = parseBabel(file.text, {
    sourceType: 'unambiguous',
    // Decorators are read so that they can be refused by name.
    plugins: [...(jsx ? (['jsx'] as const) : []), 'typescript', 'decorators', 'decoratorAutoAccessors'],
    attachComment: false,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
  });
  return { file, program, comments: comments ?? [], hasDirectives: mentionsDirective(file.text) };
}

/** A JSON file is a module whose default export is what it holds. */
function parseJson(file: SourceFile): Syntax {
  let declaration: t.Expression;
  try {
    JSON.parse(file.text);
    declaration = parseExpression(file.text, { attachComment: false });
  } catch (error) {
    if (isStackOverflow(error)) throw tooDeep(null);
    const { message } = error as Error;
    throw new SnippetFailure('SyntaxError', message, file.range(0, 0), 'SyntaxError');
  }
  const place = { start: 0, end: file.text.length };
  const program = {
    type: 'Program',
    body: [{ type: 'ExportDefaultDeclaration', declaration, ...place }],
    directives: [],
    sourceType: 'module',
    ...place,
  } as unknown as t.Program;
  return { file, program, comments: [], hasDirectives: false };
}

/** Parses an expression of a directive, which stands at `at`; null for one that the user typed elsewhere. */
export function parseCode(code: string, file: SourceFile, at: Range | null): t.Expression {
  const place = at && {
    startIndex: file.startOf(at),
    startLine: file.position(file.startOf(at)).line,
    startColumn: at.start.column - 1,
  };
  try {
    return parseExpression(code, { sourceType: 'module', plugins: ['typescript'], attachComment: false, ...place });
  } catch (error) {
    if (isStackOverflow(error)) throw tooDeep(at);
    throw new SnippetFailure(
      at === null ? 'SyntaxError' : 'DirectiveError',
      `\`${code}\` is not an expression: write values such as \`3\` or \`[1, 2]\`, separated by commas`,
      at,
    );
  }
}

function withoutQuery(uri: string): string {
  return uri.replace(/[?#].*$/, '');
}

function namesJsx(uri: string): boolean {
  return /\.(jsx|tsx|js|mjs|cjs)$/.test(withoutQuery(uri).toLowerCase());
}

function tooDeep(at: Range | null): SnippetFailure {
  return new SnippetFailure('RecursionTooDeep', 'the code is nested too deeply to be read; split it into steps', at);
}

function syntaxFailure(error: unknown, file: SourceFile): Error {
  if (isStackOverflow(error)) return tooDeep(null);
  const { message, pos } = error as { message?: string; pos?: number };
  if (typeof message !== 'string' || typeof pos !== 'number') {
    // The parser itself can stumble over text that is far from being code.
    return new SnippetFailure('SyntaxError', 'this text cannot be read as code', file.range(0, 0), 'SyntaxError');
  }
  // Some messages speak of the parser's own options.
  const text = /parser plugin/.test(message) ? 'this syntax is not known here' : message.replace(/\s*\(\d+:\d+\)$/, '');
  const start = Math.min(pos, file.text.length);
  return new SnippetFailure(
    'SyntaxError',
    text,
    file.range(start, Math.min(start + 1, file.text.length)),
    'SyntaxError',
  );
}
