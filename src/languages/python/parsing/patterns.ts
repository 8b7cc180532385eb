import type { Expr, Pattern } from './ast';
import { readBinary } from './expressions';
import type { Reader } from './reader';

/** The pattern of a `case`: several without brackets are a sequence. */
export function readPatterns(reader: Reader): Pattern {
  const first = readItem(reader);
  if (!reader.is(',')) {
    return first.kind === 'starPattern'
      ? { kind: 'sequence', items: [first], start: first.start, end: first.end }
      : first;
  }
  const items = [first];
  while (reader.take(',')) {
    if (reader.is(':') || reader.is('if')) break;
    items.push(readItem(reader));
  }
  return { kind: 'sequence', items, start: first.start, end: reader.lastEnd };
}

function readItem(reader: Reader): Pattern {
  if (!reader.is('*')) return readPattern(reader);
  const { start } = reader.takeToken();
  const { text, end } = reader.name();
  return { kind: 'starPattern', name: text === '_' ? null : text, start, end };
}

function readPattern(reader: Reader): Pattern {
  const first = readClosed(reader);
  let pattern = first;
  if (reader.is('|')) {
    const choices = [first];
    while (reader.take('|')) choices.push(readClosed(reader));
    pattern = { kind: 'or', choices, start: first.start, end: reader.lastEnd };
  }
  if (!reader.take('as')) return pattern;
  const { text, end } = reader.name('invalid pattern target');
  return { kind: 'as', pattern, name: text, start: first.start, end };
}

function readClosed(reader: Reader): Pattern {
  const { token } = reader;
  const { start, end, text } = token;
  if (token.type === 'number' || token.type === 'string' || reader.is('-')) {
    const value = readBinary(reader, 5);
    return { kind: 'value', value, start, end: value.end };
  }
  if (token.type === 'keyword' && (text === 'None' || text === 'True' || text === 'False')) {
    reader.takeToken();
    return { kind: 'singleton', value: text === 'None' ? null : text === 'True', start, end };
  }
  if (reader.take('(')) {
    const items = readItems(reader, ')');
    const isGroup = items.patterns.length === 1 && !items.comma && items.patterns[0]!.kind !== 'starPattern';
    if (isGroup) return items.patterns[0]!;
    return { kind: 'sequence', items: items.patterns, start, end: reader.lastEnd };
  }
  if (reader.take('[')) return { kind: 'sequence', items: readItems(reader, ']').patterns, start, end: reader.lastEnd };
  if (reader.is('{')) return readMapping(reader);
  if (token.type === 'name') return readNamed(reader);
  throw reader.error();
}

function readItems(reader: Reader, close: string): { patterns: Pattern[]; comma: boolean } {
  const patterns: Pattern[] = [];
  let comma = false;
  while (!reader.take(close)) {
    patterns.push(readItem(reader));
    if (reader.is(close)) continue;
    reader.expect(',');
    comma = true;
  }
  return { patterns, comma };
}

function readMapping(reader: Reader): Pattern {
  const { start } = reader.expect('{');
  const entries: { key: Expr; value: Pattern }[] = [];
  let rest: string | null = null;
  while (!reader.take('}')) {
    if (reader.take('**')) rest = reader.name().text;
    else {
      const key = readBinary(reader, 5);
      reader.expect(':');
      entries.push({ key, value: readPattern(reader) });
    }
    if (!reader.is('}')) reader.expect(',');
  }
  return { kind: 'mapping', entries, rest, start, end: reader.lastEnd };
}

/** A name that is captured, a dotted name that is compared with, or a class with patterns for its attributes. */
function readNamed(reader: Reader): Pattern {
  const first = reader.takeToken();
  const { start } = first;
  let value: Expr = { kind: 'name', id: first.text, start, end: first.end };
  while (reader.take('.')) {
    const name = reader.name();
    value = { kind: 'attribute', object: value, name: name.text, start, end: name.end };
  }
  if (!reader.take('(')) {
    if (value.kind === 'attribute') return { kind: 'value', value, start, end: value.end };
    return { kind: 'capture', name: first.text === '_' ? null : first.text, start, end: first.end };
  }
  const items: Pattern[] = [];
  const fields: { name: string; value: Pattern }[] = [];
  while (!reader.take(')')) {
    if (reader.isType('name') && reader.peek().text === '=') {
      const name = reader.takeToken().text;
      reader.takeToken();
      fields.push({ name, value: readPattern(reader) });
    } else {
      if (fields.length > 0) throw reader.error('positional patterns follow keyword patterns');
      items.push(readPattern(reader));
    }
    if (!reader.is(')')) reader.expect(',');
  }
  return { kind: 'classPattern', type: value, items, fields, start, end: reader.lastEnd };
}
