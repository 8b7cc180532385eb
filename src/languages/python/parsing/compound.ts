import type { Argument, Case, Expr, Handler, Parameters, Stmt, WithItem } from './ast';
import { readArguments, readExpression, readExpressions, readNamed, readParameters, readTargets } from './expressions';
import { readPatterns } from './patterns';
import type { Reader } from './reader';
import { readLine, readStatement, readWithItem } from './statements';

/** A statement with a block of its own; null where none begins. */
export function readCompound(reader: Reader): Stmt | null {
  const { token } = reader;
  if (reader.is('@')) return readDecorated(reader);
  if (token.type === 'name' && token.text === 'match') return readMatch(reader);
  if (token.type !== 'keyword') return null;
  switch (token.text) {
    case 'if':
      return readIf(reader);
    case 'while':
      return readWhile(reader);
    case 'for':
      return readFor(reader, false);
    case 'try':
      return readTry(reader);
    case 'with':
      return readWith(reader, false);
    case 'def':
      return readFunction(reader, [], token.start, false);
    case 'class':
      return readClass(reader, [], token.start);
    case 'async': {
      const { start } = reader.takeToken();
      if (reader.is('def')) return readFunction(reader, [], start, true);
      if (reader.is('with')) return readWith(reader, true);
      if (reader.is('for')) return readFor(reader, true);
      throw reader.error();
    }
    default:
      return null;
  }
}

/** `:` and a block, or statements on the same line. `what` names the statement for the error where there is none. */
function readBlock(reader: Reader, what: string, at: number): Stmt[] {
  reader.expect(':', "expected ':'");
  if (!reader.isType('newline')) return readLine(reader);
  reader.takeToken();
  if (!reader.isType('indent')) {
    const { line } = reader.file.range(at, at).start;
    const message = `expected an indented block after ${what} on line ${line}`;
    throw Object.assign(reader.error(message), { type: 'IndentationError' });
  }
  reader.takeToken();
  const body: Stmt[] = [];
  while (!reader.isType('dedent')) body.push(...readStatement(reader));
  reader.takeToken();
  return body;
}

function endOf(body: readonly Stmt[], otherwise: number): number {
  return body.at(-1)?.end ?? otherwise;
}

function readIf(reader: Reader): Stmt {
  const { start, text } = reader.takeToken();
  const test = readNamed(reader);
  if (reader.is('='))
    throw reader.error("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", test.start, test.end);
  const yes = readBlock(reader, `'${text}' statement`, start);
  const no = reader.is('elif') ? [readIf(reader)] : readElse(reader);
  return { kind: 'if', test, yes, no, start, end: endOf(no, endOf(yes, test.end)) };
}

function readElse(reader: Reader): Stmt[] {
  const { start } = reader.token;
  return reader.take('else') ? readBlock(reader, "'else' statement", start) : [];
}

function readWhile(reader: Reader): Stmt {
  const { start } = reader.takeToken();
  const test = readNamed(reader);
  const body = readBlock(reader, "'while' statement", start);
  const otherwise = readElse(reader);
  return { kind: 'while', test, body, otherwise, start, end: endOf(otherwise, endOf(body, test.end)) };
}

function readFor(reader: Reader, isAsync: boolean): Stmt {
  const { start } = reader.takeToken();
  const target = readTargets(reader);
  reader.expect('in');
  const iterable = readExpressions(reader);
  const body = readBlock(reader, "'for' statement", start);
  const otherwise = readElse(reader);
  return {
    kind: 'for',
    target,
    iterable,
    body,
    otherwise,
    isAsync,
    start,
    end: endOf(otherwise, endOf(body, iterable.end)),
  };
}

function readTry(reader: Reader): Stmt {
  const { start } = reader.takeToken();
  const body = readBlock(reader, "'try' statement", start);
  const handlers: Handler[] = [];
  while (reader.is('except')) handlers.push(readHandler(reader));
  const otherwise = handlers.length > 0 ? readElse(reader) : [];
  const { start: at } = reader.token;
  const finalizer = reader.take('finally') ? readBlock(reader, "'finally' statement", at) : [];
  if (handlers.length === 0 && finalizer.length === 0) throw reader.error("expected 'except' or 'finally' block");
  const bare = handlers.findIndex(({ type }) => type === null);
  if (bare !== -1 && bare < handlers.length - 1) {
    throw reader.error("default 'except:' must be last", handlers[bare]!.start, handlers[bare]!.start + 6);
  }
  const end = endOf(finalizer, endOf(otherwise, handlers.at(-1)?.end ?? endOf(body, start)));
  return { kind: 'try', body, handlers, otherwise, finalizer, start, end };
}

function readHandler(reader: Reader): Handler {
  const { start } = reader.takeToken();
  if (reader.is('*')) throw reader.error('`except*` and groups of exceptions are not supported; use `except`');
  let type: Expr | null = null;
  let name: string | null = null;
  let nameStart = start;
  if (!reader.is(':')) {
    type = readExpression(reader);
    if (reader.is(','))
      throw reader.error('multiple exception types must be parenthesized', type.start, reader.token.end);
    if (reader.take('as')) {
      const token = reader.name();
      name = token.text;
      nameStart = token.start;
    }
  }
  const body = readBlock(reader, "'except' statement", start);
  return { type, name, nameStart, body, start, end: endOf(body, start) };
}

function readWith(reader: Reader, isAsync: boolean): Stmt {
  const { start } = reader.takeToken();
  const items = readParenthesisedItems(reader) ?? readItems(reader);
  const body = readBlock(reader, "'with' statement", start);
  return { kind: 'with', items, body, isAsync, start, end: endOf(body, start) };
}

function readItems(reader: Reader): WithItem[] {
  const items = [readWithItem(reader)];
  while (reader.take(',')) items.push(readWithItem(reader));
  return items;
}

/** `with (a as b, c as d):`; null where the parenthesis belongs to an expression. */
function readParenthesisedItems(reader: Reader): WithItem[] | null {
  const before = reader.at;
  if (!reader.take('(')) return null;
  const items: WithItem[] = [];
  try {
    while (!reader.is(')')) {
      items.push(readWithItem(reader));
      if (!reader.take(',')) break;
    }
    if (reader.take(')') && reader.is(':') && items.length > 0) return items;
  } catch {
    // Read as an expression, which says what is wrong.
  }
  reader.at = before;
  return null;
}

function readDecorated(reader: Reader): Stmt {
  const { start } = reader.token;
  const decorators: Expr[] = [];
  while (reader.take('@')) {
    decorators.push(readNamed(reader));
    if (!reader.isType('newline')) throw reader.error();
    reader.takeToken();
  }
  const isAsync = reader.take('async');
  if (reader.is('def')) return readFunction(reader, decorators, start, isAsync);
  if (reader.is('class')) return readClass(reader, decorators, start);
  throw reader.error();
}

function readFunction(reader: Reader, decorators: readonly Expr[], start: number, isAsync: boolean): Stmt {
  const { start: at } = reader.expect('def');
  const name = reader.name();
  skipTypeParameters(reader);
  reader.expect('(', "expected '('");
  const parameters: Parameters = readParameters(reader, ')', true);
  reader.expect(')');
  if (reader.take('->')) readExpressions(reader);
  const body = readBlock(reader, 'function definition', at);
  return {
    kind: 'function',
    name: name.text,
    nameStart: name.start,
    parameters,
    body,
    decorators,
    isAsync,
    start,
    end: endOf(body, name.end),
  };
}

/** `[T]` of a generic function or class: types count for nothing. */
function skipTypeParameters(reader: Reader): void {
  if (!reader.take('[')) return;
  for (let depth = 1; depth > 0 && !reader.isType('end'); ) {
    const { text, type } = reader.takeToken();
    if (type === 'op' && text === '[') depth++;
    if (type === 'op' && text === ']') depth--;
  }
}

function readClass(reader: Reader, decorators: readonly Expr[], start: number): Stmt {
  const { start: at } = reader.expect('class');
  const name = reader.name();
  skipTypeParameters(reader);
  const args: Argument[] = reader.is('(') ? readArguments(reader) : [];
  const body = readBlock(reader, 'class definition', at);
  return {
    kind: 'class',
    name: name.text,
    nameStart: name.start,
    args,
    body,
    decorators,
    start,
    end: endOf(body, name.end),
  };
}

/** `match` is a name like any other where no subject, colon and block follow it. */
function readMatch(reader: Reader): Stmt | null {
  const before = reader.at;
  const { start } = reader.takeToken();
  let subject: Expr;
  try {
    subject = readExpressions(reader);
    const isMatch =
      reader.is(':') &&
      reader.peek().type === 'newline' &&
      reader.peek(2).type === 'indent' &&
      reader.peek(3).text === 'case';
    if (!isMatch) {
      reader.at = before;
      return null;
    }
  } catch {
    reader.at = before;
    return null;
  }
  reader.at += 3;
  const cases: Case[] = [];
  while (!reader.isType('dedent')) cases.push(readCase(reader));
  reader.takeToken();
  return { kind: 'match', subject, cases, start, end: cases.at(-1)!.end };
}

function readCase(reader: Reader): Case {
  const { start, text, type } = reader.token;
  if (type !== 'name' || text !== 'case') throw reader.error();
  reader.takeToken();
  const pattern = readPatterns(reader);
  const guard = reader.take('if') ? readNamed(reader) : null;
  const body = readBlock(reader, "'case' statement", start);
  return { pattern, guard, body, start, end: endOf(body, pattern.end) };
}
