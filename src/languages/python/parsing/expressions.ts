import type { Argument, Clause, Comparison, Expr, Name, Parameter, Parameters } from './ast';
import { cannotAssign, type Reader } from './reader';
import { readStrings } from './strings';

/** Binary operators by how tightly they bind; comparisons and the logical ones have rules of their own. */
const BINDING: Readonly<Record<string, number>> = {
  '|': 1, '^': 2, '&': 3, '<<': 4, '>>': 4, '+': 5, '-': 5, '*': 6, '/': 6, '//': 6, '%': 6, '@': 6,
}; // biome-ignore format: a table

const COMPARISONS: ReadonlySet<string> = new Set(['<', '>', '==', '>=', '<=', '!=', 'in', 'is', 'not']);

/** An expression list: one expression, or a tuple without parentheses. */
export function readExpressions(reader: Reader, starred = true): Expr {
  const { start } = reader.token;
  const first = starred && reader.is('*') ? readStarred(reader) : readNamed(reader);
  if (!reader.is(',')) {
    if (first.kind === 'starred') throw reader.error("can't use starred expression here", first.start, first.end);
    return first;
  }
  const items = [first];
  while (reader.take(',')) {
    if (!startsExpression(reader)) break;
    items.push(reader.is('*') ? readStarred(reader) : readNamed(reader));
  }
  return { kind: 'tuple', items, start, end: reader.lastEnd };
}

/** The right side of an assignment, or what `return` and the like give. */
export function readValue(reader: Reader): Expr {
  return reader.is('yield') ? readYield(reader) : readExpressions(reader);
}

export function startsExpression(reader: Reader): boolean {
  const { type, text } = reader.token;
  if (type === 'name' || type === 'number' || type === 'string') return true;
  if (type === 'op') return '([{-+~*'.includes(text) || text === '...';
  return type === 'keyword' && /^(None|True|False|not|lambda|await|yield)$/.test(text);
}

function readStarred(reader: Reader): Expr {
  const { start } = reader.expect('*');
  const value = readBinary(reader, 1);
  return { kind: 'starred', value, start, end: value.end };
}

/** An expression that may be named: `n := …`. */
export function readNamed(reader: Reader): Expr {
  if (reader.isType('name') && reader.peek().text === ':=' && reader.peek().type === 'op') {
    const token = reader.takeToken();
    reader.takeToken();
    const value = readExpression(reader);
    const target: Name = { kind: 'name', id: token.text, start: token.start, end: token.end };
    return { kind: 'walrus', target, value, start: token.start, end: reader.lastEnd };
  }
  return readExpression(reader);
}

export function readExpression(reader: Reader): Expr {
  if (reader.is('lambda')) return readLambda(reader);
  const { start } = reader.token;
  const yes = readOr(reader);
  if (!reader.take('if')) return yes;
  const test = readOr(reader);
  if (!reader.take('else')) throw reader.error("expected 'else' after 'if' expression", yes.start, test.end);
  const no = readExpression(reader);
  return { kind: 'conditional', test, yes, no, start, end: reader.lastEnd };
}

function readLambda(reader: Reader): Expr {
  const { start } = reader.expect('lambda');
  const parameters = readParameters(reader, ':', false);
  reader.expect(':', "expected ':'");
  const body = readExpression(reader);
  return { kind: 'lambda', parameters, body, start, end: reader.lastEnd };
}

export function readYield(reader: Reader): Expr {
  const { start } = reader.expect('yield');
  if (reader.take('from')) {
    const value = readExpression(reader);
    return { kind: 'yieldFrom', value, start, end: value.end };
  }
  const value = startsExpression(reader) ? readExpressions(reader) : null;
  return { kind: 'yield', value, start, end: reader.lastEnd };
}

function readOr(reader: Reader): Expr {
  const { start } = reader.token;
  let left = readAnd(reader);
  while (reader.take('or')) {
    const right = readAnd(reader);
    left = { kind: 'logical', op: 'or', left, right, start, end: reader.lastEnd };
  }
  return left;
}

function readAnd(reader: Reader): Expr {
  const { start } = reader.token;
  let left = readNot(reader);
  while (reader.take('and')) {
    const right = readNot(reader);
    left = { kind: 'logical', op: 'and', left, right, start, end: reader.lastEnd };
  }
  return left;
}

function readNot(reader: Reader): Expr {
  if (!reader.is('not')) return readComparison(reader);
  const { start } = reader.takeToken();
  const operand = readNot(reader);
  return { kind: 'unary', op: 'not', operand, start, end: reader.lastEnd };
}

function readComparison(reader: Reader): Expr {
  const { start } = reader.token;
  const first = readBinary(reader, 1);
  const rest: Comparison[] = [];
  while (COMPARISONS.has(reader.token.text) && (reader.isType('op') || reader.isType('keyword'))) {
    let op = reader.takeToken().text;
    if (op === 'not') {
      reader.expect('in');
      op = 'not in';
    } else if (op === 'is' && reader.take('not')) op = 'is not';
    rest.push({ op, right: readBinary(reader, 1) });
  }
  return rest.length === 0 ? first : { kind: 'compare', first, rest, start, end: reader.lastEnd };
}

export function readBinary(reader: Reader, least: number): Expr {
  const { start } = reader.token;
  let left = readUnary(reader);
  for (;;) {
    const { text, type } = reader.token;
    const binding = type === 'op' ? BINDING[text] : undefined;
    if (binding === undefined || binding < least) return left;
    reader.takeToken();
    const right = readBinary(reader, binding + 1);
    left = { kind: 'binary', op: text, left, right, start, end: reader.lastEnd };
  }
}

function readUnary(reader: Reader): Expr {
  const { token } = reader;
  if (token.type === 'op' && (token.text === '-' || token.text === '+' || token.text === '~')) {
    reader.takeToken();
    const operand = readUnary(reader);
    return { kind: 'unary', op: token.text, operand, start: token.start, end: reader.lastEnd };
  }
  const base = readPostfix(reader);
  if (!reader.take('**')) return base;
  const exponent = readUnary(reader);
  return { kind: 'binary', op: '**', left: base, right: exponent, start: token.start, end: reader.lastEnd };
}

function readPostfix(reader: Reader): Expr {
  const { start } = reader.token;
  if (reader.take('await')) {
    const value = readPostfix(reader);
    return { kind: 'await', value, start, end: value.end };
  }
  let value = readAtom(reader);
  for (;;) {
    if (reader.take('.')) {
      const name = reader.name();
      value = { kind: 'attribute', object: value, name: name.text, start, end: name.end };
    } else if (reader.is('(')) {
      const args = readArguments(reader);
      value = { kind: 'call', callee: value, args, start, end: reader.lastEnd };
    } else if (reader.take('[')) {
      const index = readIndex(reader);
      reader.expect(']');
      value = { kind: 'subscript', object: value, index, start, end: reader.lastEnd };
    } else return value;
  }
}

function readIndex(reader: Reader): Expr {
  const first = readIndexItem(reader);
  if (!reader.is(',')) {
    return first.kind === 'starred' ? { kind: 'tuple', items: [first], start: first.start, end: first.end } : first;
  }
  const items = [first];
  while (reader.take(',')) {
    if (reader.is(']')) break;
    items.push(readIndexItem(reader));
  }
  return { kind: 'tuple', items, start: first.start, end: reader.lastEnd };
}

function readIndexItem(reader: Reader): Expr {
  const { start } = reader.token;
  if (reader.is('*')) return readStarred(reader);
  const ends = () => reader.is(':') || reader.is(',') || reader.is(']');
  const lower = ends() ? null : readNamed(reader);
  if (!reader.take(':')) {
    if (lower === null) throw reader.error();
    return lower;
  }
  const upper = ends() ? null : readExpression(reader);
  const step = reader.take(':') && !ends() ? readExpression(reader) : null;
  return { kind: 'slice', lower, upper, step, start, end: reader.lastEnd };
}

/** `(…)` of a call or a class. */
export function readArguments(reader: Reader): Argument[] {
  reader.expect('(');
  const args: Argument[] = [];
  while (!reader.take(')')) {
    args.push(readArgument(reader, args));
    if (!reader.is(')')) reader.expect(',', 'invalid syntax. Perhaps you forgot a comma?');
  }
  return args;
}

function readArgument(reader: Reader, before: readonly Argument[]): Argument {
  const { start } = reader.token;
  const make = (kind: Argument['kind'], value: Expr, name: string | null = null): Argument => ({
    kind,
    name,
    value,
    start,
    end: reader.lastEnd,
  });
  if (reader.take('*')) return make('star', readExpression(reader));
  if (reader.take('**')) return make('doubleStar', readExpression(reader));
  if (reader.isType('name') && reader.peek().text === '=' && reader.peek().type === 'op') {
    const name = reader.takeToken().text;
    reader.takeToken();
    if (before.some((arg) => arg.name === name)) throw reader.error(`keyword argument repeated: ${name}`, start);
    return make('keyword', readExpression(reader), name);
  }
  const value = readNamed(reader);
  if (reader.is('for') || reader.is('async')) {
    const clauses = readClauses(reader);
    const generator: Expr = {
      kind: 'comprehension',
      form: 'generator',
      element: value,
      value: null,
      clauses,
      start: value.start,
      end: reader.lastEnd,
    };
    return make('positional', generator);
  }
  if (reader.is('=')) {
    throw reader.error('expression cannot contain assignment, perhaps you meant "=="?', value.start, value.end);
  }
  if (before.some(({ kind }) => kind === 'keyword')) {
    throw reader.error('positional argument follows keyword argument', value.start, value.end);
  }
  if (before.some(({ kind }) => kind === 'doubleStar')) {
    throw reader.error('positional argument follows keyword argument unpacking', value.start, value.end);
  }
  return make('positional', value);
}

function readAtom(reader: Reader): Expr {
  const { token } = reader;
  const { start, end, text } = token;
  switch (token.type) {
    case 'name':
      reader.takeToken();
      return { kind: 'name', id: text.normalize('NFKC'), start, end };
    case 'number':
      reader.takeToken();
      return readNumber(text, start, end);
    case 'string':
      return readStrings(reader);
    case 'keyword':
      if (text === 'None' || text === 'True' || text === 'False') {
        reader.takeToken();
        return { kind: 'constant', value: text === 'None' ? null : text === 'True', start, end };
      }
      break;
    case 'op':
      if (text === '(') return readParenthesised(reader);
      if (text === '[') return readList(reader);
      if (text === '{') return readBraces(reader);
      if (text === '...') {
        reader.takeToken();
        return { kind: 'constant', value: 'ellipsis', start, end };
      }
  }
  throw reader.error();
}

function readNumber(text: string, start: number, end: number): Expr {
  const digits = text.replaceAll('_', '');
  if (/^0[xob]/i.test(digits))
    return { kind: 'number', value: exact(BigInt(digits.toLowerCase())), float: false, start, end };
  if (/j$/i.test(digits)) {
    return { kind: 'refused', message: 'complex numbers are not supported; use two floats', start, end };
  }
  if (/[.eE]/.test(digits)) return { kind: 'number', value: Number(digits), float: true, start, end };
  const number = Number(digits);
  return {
    kind: 'number',
    value: Number.isSafeInteger(number) ? number : exact(BigInt(digits)),
    float: false,
    start,
    end,
  };
}

function exact(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

function readParenthesised(reader: Reader): Expr {
  const { start } = reader.expect('(');
  if (reader.take(')')) return { kind: 'tuple', items: [], start, end: reader.lastEnd };
  if (reader.is('yield')) {
    const value = readYield(reader);
    reader.expect(')');
    return { ...value, start, end: reader.lastEnd };
  }
  const first = reader.is('*') ? readStarred(reader) : readNamed(reader);
  if (reader.is('for') || reader.is('async')) {
    const clauses = readClauses(reader);
    reader.expect(')');
    return {
      kind: 'comprehension',
      form: 'generator',
      element: first,
      value: null,
      clauses,
      start,
      end: reader.lastEnd,
    };
  }
  if (!reader.is(',')) {
    reader.expect(')', hint(reader));
    if (first.kind === 'starred') throw reader.error('cannot use starred expression here', first.start, first.end);
    return first;
  }
  const items = readItems(reader, first, ')');
  return { kind: 'tuple', items, start, end: reader.lastEnd };
}

function readItems(reader: Reader, first: Expr, close: string): Expr[] {
  const items = [first];
  while (reader.take(',')) {
    if (reader.is(close)) break;
    items.push(reader.is('*') ? readStarred(reader) : readNamed(reader));
  }
  reader.expect(close, hint(reader));
  return items;
}

/** What to say of a token that cannot stand between two elements. */
function hint(reader: Reader): string {
  if (reader.is('=')) return "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
  return startsExpression(reader) ? 'invalid syntax. Perhaps you forgot a comma?' : 'invalid syntax';
}

function readList(reader: Reader): Expr {
  const { start } = reader.expect('[');
  if (reader.take(']')) return { kind: 'list', items: [], start, end: reader.lastEnd };
  const first = reader.is('*') ? readStarred(reader) : readNamed(reader);
  if (reader.is('for') || reader.is('async')) {
    const clauses = readClauses(reader);
    reader.expect(']');
    return { kind: 'comprehension', form: 'list', element: first, value: null, clauses, start, end: reader.lastEnd };
  }
  const items = readItems(reader, first, ']');
  return { kind: 'list', items, start, end: reader.lastEnd };
}

function readBraces(reader: Reader): Expr {
  const { start } = reader.expect('{');
  if (reader.take('}')) return { kind: 'dict', entries: [], start, end: reader.lastEnd };
  if (!reader.is('**')) {
    const first = reader.is('*') ? readStarred(reader) : readNamed(reader);
    if (!reader.is(':')) {
      if (reader.is('for') || reader.is('async')) {
        const clauses = readClauses(reader);
        reader.expect('}');
        return { kind: 'comprehension', form: 'set', element: first, value: null, clauses, start, end: reader.lastEnd };
      }
      const items = readItems(reader, first, '}');
      return { kind: 'set', items, start, end: reader.lastEnd };
    }
    reader.takeToken();
    const value = readExpression(reader);
    if (reader.is('for') || reader.is('async')) {
      const clauses = readClauses(reader);
      reader.expect('}');
      return { kind: 'comprehension', form: 'dict', element: first, value, clauses, start, end: reader.lastEnd };
    }
    return readEntries(reader, start, [{ key: first, value }]);
  }
  return readEntries(reader, start, [readEntry(reader)]);
}

function readEntry(reader: Reader): { key: Expr | null; value: Expr } {
  if (reader.take('**')) return { key: null, value: readBinary(reader, 1) };
  const key = readExpression(reader);
  reader.expect(':', "':' expected after dictionary key");
  return { key, value: readExpression(reader) };
}

function readEntries(reader: Reader, start: number, entries: { key: Expr | null; value: Expr }[]): Expr {
  while (reader.take(',')) {
    if (reader.is('}')) break;
    entries.push(readEntry(reader));
  }
  reader.expect('}', hint(reader));
  return { kind: 'dict', entries, start, end: reader.lastEnd };
}

/** `for … in … if …` of a comprehension. */
function readClauses(reader: Reader): Clause[] {
  const clauses: Clause[] = [];
  while (reader.is('for') || reader.is('async')) {
    if (reader.is('async')) throw reader.error('asynchronous comprehensions are not supported');
    reader.takeToken();
    const target = readTargets(reader);
    reader.expect('in');
    const iterable = readOr(reader);
    const conditions: Expr[] = [];
    while (reader.take('if')) conditions.push(reader.is('lambda') ? readLambda(reader) : readCondition(reader));
    clauses.push({ target, iterable, conditions });
  }
  return clauses;
}

function readCondition(reader: Reader): Expr {
  if (reader.isType('name') && reader.peek().text === ':=') return readNamed(reader);
  return readOr(reader);
}

/** The targets of a `for`: names, attributes, subscripts and lists of such. */
export function readTargets(reader: Reader): Expr {
  const first = reader.is('*') ? readStarred(reader) : readBinary(reader, 1);
  let target = first;
  if (reader.is(',')) {
    const items = [first];
    while (reader.take(',')) {
      if (reader.is('in') || reader.is('=') || !startsExpression(reader)) break;
      items.push(reader.is('*') ? readStarred(reader) : readBinary(reader, 1));
    }
    target = { kind: 'tuple', items, start: first.start, end: reader.lastEnd };
  }
  const wrong = cannotAssign(target);
  if (wrong) throw reader.error(`cannot assign to ${wrong.what}`, wrong.node.start, wrong.node.end);
  return target;
}

/** Parameters up to `close`, which is not taken. */
export function readParameters(reader: Reader, close: string, annotated: boolean): Parameters {
  let parameters: Parameter[] = [];
  let afterStar = false;
  let bareStar = false;
  while (!reader.is(close)) {
    const { start } = reader.token;
    if (reader.take('/')) {
      if (afterStar || parameters.length === 0) throw reader.error('/ must be ahead of *', start);
      parameters = parameters.map((parameter) => ({ ...parameter, kind: 'positionalOnly' }));
    } else if (reader.take('**')) {
      parameters.push(readParameter(reader, 'doubleStar', annotated));
    } else if (reader.take('*')) {
      if (afterStar) throw reader.error('* argument may appear only once', start);
      afterStar = true;
      if (reader.is(',')) bareStar = true;
      else if (reader.is(close)) throw reader.error('named arguments must follow bare *', start);
      else parameters.push(readParameter(reader, 'star', annotated));
    } else {
      const parameter = readParameter(reader, afterStar ? 'keywordOnly' : 'positional', annotated);
      const needsDefault =
        !afterStar && parameter.fallback === null && parameters.some(({ fallback }) => fallback !== null);
      if (needsDefault) throw reader.error('non-default argument follows default argument', start, parameter.end);
      if (parameters.some(({ name }) => name === parameter.name)) {
        throw reader.error(`duplicate argument '${parameter.name}' in function definition`, start, parameter.end);
      }
      parameters.push(parameter);
    }
    if (!reader.is(close)) reader.expect(',');
  }
  if (bareStar && !parameters.some(({ kind }) => kind === 'keywordOnly'))
    throw reader.error('named arguments must follow bare *');
  return parameters;
}

function readParameter(reader: Reader, kind: Parameter['kind'], annotated: boolean): Parameter {
  const name = reader.name();
  const annotation =
    annotated && reader.take(':') ? (reader.is('*') ? readStarred(reader) : readExpression(reader)) : null;
  const fallback = kind !== 'star' && kind !== 'doubleStar' && reader.take('=') ? readExpression(reader) : null;
  return { name: name.text, kind, fallback, annotation, start: name.start, end: name.end };
}
