import { type ParserPlugin, parse as parseBabel, parseExpression } from '@babel/parser';
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
  try {
    const { program, comments } = parseBabel(file.text, {
      sourceType: 'unambiguous',
      plugins: pluginsFor(file.uri),
      attachComment: false,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
    });
    return { file, program, comments: comments ?? [], hasDirectives: mentionsDirective(file.text) };
  } catch (error) {
    throw syntaxFailure(error, file, 0, null);
  }
}

/** Parses an expression of a directive; `at` is where it stands, for errors. */
export function parseCode(code: string, file: SourceFile, at: Range | null): t.Expression {
  try {
    return parseExpression(code, { sourceType: 'module', plugins: ['typescript'], attachComment: false });
  } catch (error) {
    throw syntaxFailure(error, file, at === null ? 0 : file.offset(at.start), at);
  }
}

function pluginsFor(uri: string): ParserPlugin[] {
  const path = uri.replace(/[?#].*$/, '').toLowerCase();
  const jsx = /\.(jsx|tsx|js|mjs|cjs)$/.test(path);
  return jsx ? ['typescript', 'jsx'] : ['typescript'];
}

function syntaxFailure(error: unknown, file: SourceFile, base: number, at: Range | null): Error {
  if (isStackOverflow(error)) {
    return new SnippetFailure('RecursionTooDeep', 'the code is nested too deeply to be read; split it into steps', at);
  }
  const { message, pos } = error as { message?: string; pos?: number };
  if (typeof message !== 'string' || typeof pos !== 'number') return error as Error;
  const text = message.replace(/\s*\(\d+:\d+\)$/, '');
  if (at !== null) return new SnippetFailure('SyntaxError', text, at, 'SyntaxError');
  const start = Math.min(base + pos, file.text.length);
  return new SnippetFailure(
    'SyntaxError',
    text,
    file.range(start, Math.min(start + 1, file.text.length)),
    'SyntaxError',
  );
}
