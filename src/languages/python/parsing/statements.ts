import type { Expr, Stmt, WithItem } from './ast';
import { readCompound } from './compound';
import { readExpression, readExpressions, readTargets, readValue, readYield, startsExpression } from './expressions';
import { cannotAssign, type Reader } from './reader';

const AUGMENTED = /^(\+|-|\*|\/|\/\/|%|@|&|\||\^|>>|<<|\*\*)=$/;

/** All statements up to the end of the text. */
export function readModule(reader: Reader): Stmt[] {
  const body: Stmt[] = [];
  while (!reader.isType('end')) body.push(...readStatement(reader));
  return body;
}

/** One line of statements, or a compound one. */
export function readStatement(reader: Reader): Stmt[] {
  if (reader.isType('indent')) throw reader.error();
  const compound = readCompound(reader);
  if (compound) return [compound];
  return readLine(reader);
}

/** Simple statements between semicolons. */
export function readLine(reader: Reader): Stmt[] {
  const statements: Stmt[] = [];
  for (;;) {
    statements.push(readSimple(reader));
    if (!reader.take(';')) break;
    if (reader.isType('newline')) break;
  }
  if (!reader.isType('newline')) throw afterStatement(reader, statements.at(-1)!);
  reader.takeToken();
  return statements;
}

function afterStatement(reader: Reader, { kind, start, end, ...rest }: Stmt): Error {
  const value = (rest as { value?: Expr }).value;
  if (kind === 'expression' && value?.kind === 'name' && (value.id === 'print' || value.id === 'exec')) {
    return reader.error(`Missing parentheses in call to '${value.id}'. Did you mean ${value.id}(...)?`, start, end);
  }
  if (reader.is('=')) return reader.error("invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  if (reader.is('!')) return reader.error();
  return reader.error('invalid syntax');
}

function readSimple(reader: Reader): Stmt {
  const { token } = reader;
  const { start } = token;
  if (token.type === 'keyword') {
    switch (token.text) {
      case 'pass':
      case 'break':
      case 'continue':
        reader.takeToken();
        return { kind: token.text, start, end: token.end };
      case 'return': {
        reader.takeToken();
        const value = startsExpression(reader) ? readExpressions(reader) : null;
        return { kind: 'return', value, start, end: reader.lastEnd };
      }
      case 'raise':
        return readRaise(reader);
      case 'assert': {
        reader.takeToken();
        const test = readExpression(reader);
        const message = reader.take(',') ? readExpression(reader) : null;
        return { kind: 'assert', test, message, start, end: reader.lastEnd };
      }
      case 'del': {
        reader.takeToken();
        const value = readExpressions(reader);
        const wrong = cannotAssign(value);
        if (wrong) throw reader.error(`cannot delete ${wrong.what}`, wrong.node.start, wrong.node.end);
        const targets = value.kind === 'tuple' || value.kind === 'list' ? value.items : [value];
        return { kind: 'delete', targets, start, end: value.end };
      }
      case 'global':
      case 'nonlocal': {
        reader.takeToken();
        const names = [reader.name().text];
        while (reader.take(',')) names.push(reader.name().text);
        return { kind: token.text, names, start, end: reader.lastEnd };
      }
      case 'import':
        return readImport(reader);
      case 'from':
        return readImportFrom(reader);
    }
  }
  if (token.type === 'name' && token.text === 'type' && reader.peek().type === 'name' && reader.peek(2).text === '=') {
    reader.at += 3;
    const value = readExpression(reader);
    return { kind: 'pass', start, end: value.end };
  }
  return readAssignment(reader);
}

function readRaise(reader: Reader): Stmt {
  const { start } = reader.takeToken();
  const exception = startsExpression(reader) ? readExpression(reader) : null;
  const cause = exception && reader.take('from') ? readExpression(reader) : null;
  return { kind: 'raise', exception, cause, start, end: reader.lastEnd };
}

function readDotted(reader: Reader): string {
  let name = reader.name().text;
  while (reader.take('.')) name += `.${reader.name().text}`;
  return name;
}

function readImport(reader: Reader): Stmt {
  const { start } = reader.takeToken();
  const names = [];
  do {
    const from = reader.token.start;
    const name = readDotted(reader);
    const as = reader.take('as') ? reader.name().text : null;
    names.push({ name, as, start: from, end: reader.lastEnd });
  } while (reader.take(','));
  return { kind: 'import', names, start, end: reader.lastEnd };
}

function readImportFrom(reader: Reader): Stmt {
  const { start } = reader.takeToken();
  let level = 0;
  while (reader.is('.') || reader.is('...')) level += reader.takeToken().text.length;
  const module = reader.isType('name') ? readDotted(reader) : '';
  if (module === '' && level === 0) throw reader.error();
  reader.expect('import');
  if (reader.take('*')) return { kind: 'importFrom', module, level, names: '*', start, end: reader.lastEnd };
  const isList = reader.take('(');
  const names = [];
  do {
    if (isList && reader.is(')')) break;
    const token = reader.name();
    const as = reader.take('as') ? reader.name().text : null;
    names.push({ name: token.text, as, start: token.start, end: reader.lastEnd });
  } while (reader.take(','));
  if (isList) reader.expect(')');
  return { kind: 'importFrom', module, level, names, start, end: reader.lastEnd };
}

function readAssignment(reader: Reader): Stmt {
  const { start } = reader.token;
  const first = readValue(reader);
  if (reader.is(':') && (first.kind === 'name' || first.kind === 'attribute' || first.kind === 'subscript')) {
    reader.takeToken();
    const annotation = readExpression(reader);
    const value = reader.take('=') ? readValue(reader) : null;
    return { kind: 'annotated', target: first, annotation, value, start, end: reader.lastEnd };
  }
  if (reader.isType('op') && AUGMENTED.test(reader.token.text)) {
    const op = reader.takeToken().text.slice(0, -1);
    const wrong =
      first.kind === 'tuple' || first.kind === 'list' ? { what: first.kind, node: first } : cannotAssign(first);
    if (wrong)
      throw reader.error(`'${wrong.what}' is an illegal expression for augmented assignment`, start, first.end);
    const value = readValue(reader);
    return { kind: 'augmented', target: first, op, value, start, end: reader.lastEnd };
  }
  if (!reader.is('=')) return { kind: 'expression', value: first, start, end: reader.lastEnd };
  const targets: Expr[] = [];
  let value = first;
  while (reader.take('=')) {
    const wrong = cannotAssign(value);
    if (wrong) {
      const advice =
        targets.length === 0 && value.kind !== 'tuple' && value.kind !== 'constant'
          ? " here. Maybe you meant '==' instead of '='?"
          : '';
      throw reader.error(`cannot assign to ${wrong.what}${advice}`, wrong.node.start, wrong.node.end);
    }
    if (value.kind === 'starred')
      throw reader.error('starred assignment target must be in a list or tuple', start, value.end);
    targets.push(value);
    value = reader.is('yield') ? readYield(reader) : readExpressions(reader);
  }
  return { kind: 'assign', targets, value, start, end: reader.lastEnd };
}

/** `context as target` of a `with`. */
export function readWithItem(reader: Reader): WithItem {
  const context = readExpression(reader);
  if (!reader.take('as')) return { context, target: null };
  return { context, target: readWithTarget(reader) };
}

function readWithTarget(reader: Reader): Expr {
  const isBracketed = reader.is('(') || reader.is('[');
  const target = isBracketed ? readExpression(reader) : readTargetAtom(reader);
  const wrong = cannotAssign(target);
  if (wrong) throw reader.error(`cannot assign to ${wrong.what}`, wrong.node.start, wrong.node.end);
  return target;
}

function readTargetAtom(reader: Reader): Expr {
  const before = reader.at;
  // A comma belongs to the next item.
  const target = readExpression(reader);
  if (cannotAssign(target) === null) return target;
  reader.at = before;
  return readTargets(reader);
}
