import { untracked, type Value } from '../../core/values';
import { isFunction, isNullish, isObject } from '../conversions';
import { iterate } from '../iteration';
import { getMember, hasOwn, ownKeys } from '../members';
import { isArray } from '../objects';
import { listFrom, walk } from './array';
import { CollectionIterator, MapObject, SetObject } from './collections';
import type { Call } from './define';
import { inspectValue } from './inspectValue';
import { textWidth } from './textWidth';

const INDEX = '(index)';
const ITERATION = '(iteration index)';
const VALUES = 'Values';

/** What `console.table` prints, as Node draws it; null for what is no table. */
export function tableText(call: Call): string | null {
  const { rt, args, source } = call;
  const data = untracked(args[0]);
  if (!isObject(data) || isFunction(data)) return null;
  if (data instanceof MapObject || data instanceof SetObject || data instanceof CollectionIterator) {
    return collectionTable(call, data);
  }
  const names = isNullish(args[1]) ? null : listFrom(call, args[1]).map(String);
  const index = ownKeys(data);
  rt.checkSize(index.length, source);
  const columns = new Map<string, string[]>();
  const values: string[] = [];
  index.forEach((key, row) => {
    const item = getMember(rt, data, key, source);
    if (!isObject(item) && !isFunction(item)) {
      values[row] = cell(call, item);
      return;
    }
    for (const name of names ?? ownKeys(item)) {
      const column = columns.get(name) ?? [];
      columns.set(name, column);
      rt.checkSize(columns.size * index.length, source, 0);
      column[row] = hasOwn(item, name) ? cell(call, getMember(rt, item, name, source)) : '';
    }
  });
  const ordered = inOrder([...columns.keys()]);
  const head = [INDEX, ...ordered];
  const body = [index, ...ordered.map((name) => columns.get(name)!)];
  if (values.length > 0) {
    head.push(VALUES);
    body.push(values);
  }
  return draw(head, body);
}

/** Names as an object has them: indices come first, counted up. */
function inOrder(names: readonly string[]): string[] {
  return Object.keys(Object.fromEntries(names.map((name) => [name, true])));
}

function collectionTable(call: Call, data: MapObject | SetObject | CollectionIterator): string {
  const items =
    data instanceof CollectionIterator
      ? walk(call, iterate(call.rt, data, call.source))
      : walk(
          call,
          data.table.cursor(({ key, value }) => (data instanceof MapObject ? [key, value] : key)),
        );
  const counted = items.map((_item, k) => cell(call, k));
  const pairs = data instanceof MapObject || (data instanceof CollectionIterator && data.pairs);
  if (!pairs) return draw([ITERATION, VALUES], [counted, items.map((item) => cell(call, item))]);
  const columns = [0, 1].map((k) => items.map((item) => cell(call, isArray(item) ? item[k] : undefined)));
  return draw([ITERATION, 'Key', VALUES], [counted, ...columns]);
}

function cell(call: Call, value: Value): string {
  const many = isObject(value) && !isArray(value) && !isFunction(value) && ownKeys(value).length > 2;
  return inspectValue(call, value, {
    depth: many ? -1 : 0,
    maxArrayLength: 3,
    breakLength: Number.POSITIVE_INFINITY,
  });
}

function draw(head: readonly string[], columns: readonly (readonly string[])[]): string {
  const count = columns.reduce((most, { length }) => Math.max(most, length), 0);
  const rows = Array.from({ length: count }, (_, row) => columns.map((column) => column[row] ?? ''));
  const widths = head.map((title, k) =>
    rows.reduce((most, row) => Math.max(most, textWidth(row[k]!)), textWidth(title)),
  );
  const line = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
  const written = (row: readonly string[]) =>
    `│ ${row.map((text, k) => text + ' '.repeat(widths[k]! - textWidth(text))).join(' │ ')} │`;
  return [line('┌', '┬', '┐'), written(head), line('├', '┼', '┤'), ...rows.map(written), line('└', '┴', '┘')].join(
    '\n',
  );
}
