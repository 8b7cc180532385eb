import { Tracked, untracked, type Value } from '../../core/values';
import { isFunction, isObject, toInteger, toText } from '../conversions';
import { constructorName, getMember, ownKeys, prototypeOf } from '../members';
import { defineField, isArray, PlainObject } from '../objects';
import type { Call } from './define';

/** An array or object that is being written, and the key that it stands under. */
interface Level {
  readonly value: Value;
  readonly key: string | number;
}

/** Writes a value of the user's as JSON text. */
class Writer {
  readonly #parts: string[] = [];
  readonly #levels: Level[] = [];
  readonly #open = new Set<Value>();
  #length = 0;

  constructor(
    private readonly call: Call,
    private readonly replacer: Value,
    private readonly names: readonly string[] | null,
    private readonly gap: string,
  ) {}

  /** The text; undefined for what JSON leaves out. */
  all(value: Value): string | undefined {
    const holder = new PlainObject();
    defineField(holder, '', value);
    if (!this.#write(holder, '', value, '')) return undefined;
    const { rt, source } = this.call;
    rt.checkSize(this.#length, source);
    return this.#parts.join('');
  }

  #add(text: string): void {
    const { rt, source } = this.call;
    this.#length += text.length;
    rt.checkSize(this.#length, source, text.length);
    this.#parts.push(text);
  }

  /** Writes the value under a key, after `before`; false where it is left out, and nothing is written. */
  #write(holder: Value, key: string | number, held: Value, indent: string, before = ''): boolean {
    const { rt, source } = this.call;
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    let value = held;
    if (isObject(value) || typeof value === 'bigint') {
      const toJson = getMember(rt, value, 'toJSON', source);
      if (isFunction(toJson)) value = rt.call(toJson, value, [String(key)], source);
    }
    if (this.replacer !== null) value = rt.call(this.replacer, holder, [String(key), value], source);
    if (value instanceof Tracked) rt.cuts.note(value.node, 'text', source);
    const plain = untracked(value);
    switch (typeof plain) {
      case 'undefined':
      case 'symbol':
        return false;
      case 'string':
        rt.checkSize(plain.length, source, 0);
        this.#add(before + JSON.stringify(plain));
        return true;
      case 'number':
        this.#add(before + (Number.isFinite(plain) ? String(plain) : 'null'));
        return true;
      case 'boolean':
        this.#add(`${before}${plain}`);
        return true;
      case 'bigint':
        throw rt.error('TypeError', 'Do not know how to serialize a BigInt', source);
    }
    if (plain === null) {
      this.#add(`${before}null`);
      return true;
    }
    if (isFunction(plain)) return false;
    this.#add(before);
    this.#enter(plain, key);
    if (isArray(plain)) this.#list(plain, indent);
    else this.#object(plain, indent);
    this.#open.delete(plain);
    this.#levels.pop();
    rt.depth--;
    return true;
  }

  #enter(value: Value, key: string | number): void {
    const { rt, source } = this.call;
    if (this.#open.has(value)) throw rt.error('TypeError', circleMessage(this.#levels, value, key), source);
    rt.enterCall('JSON.stringify', source);
    this.#open.add(value);
    this.#levels.push({ value, key });
  }

  #list(list: Value[], indent: string): void {
    const inner = indent + this.gap;
    const separator = this.gap === '' ? ',' : `,\n${inner}`;
    this.#add('[');
    const { length } = list;
    for (let k = 0; k < length; k++) {
      const before = k > 0 ? separator : this.gap === '' ? '' : `\n${inner}`;
      const item = k in list ? list[k] : getMember(this.call.rt, list, k, this.call.source);
      if (!this.#write(list, k, item, inner, before)) this.#add(`${before}null`);
    }
    this.#add(length > 0 && this.gap !== '' ? `\n${indent}]` : ']');
  }

  #object(object: Value, indent: string): void {
    const { rt, source } = this.call;
    const inner = indent + this.gap;
    this.#add('{');
    let first = true;
    for (const key of this.names ?? ownKeys(object)) {
      const lead = this.gap === '' ? (first ? '' : ',') : `${first ? '' : ','}\n${inner}`;
      const before = `${lead}${JSON.stringify(key)}:${this.gap === '' ? '' : ' '}`;
      if (this.#write(object, key, getMember(rt, object, key, source), inner, before)) first = false;
    }
    this.#add(!first && this.gap !== '' ? `\n${indent}}` : '}');
  }
}

/** The class of a value as V8 names it in a circle. */
function classOf(value: Value): string {
  const proto = prototypeOf(value);
  return (proto && constructorName(proto)) ?? 'Object';
}

function keyText(key: string | number): string {
  if (typeof key === 'number') return `index ${key}`;
  return key === '' ? '<anonymous>' : `property '${key}'`;
}

/** V8's account of a circle: where it starts, its first two steps and its last one, and what closes it. */
function circleMessage(levels: readonly Level[], start: Value, key: string | number): string {
  const first = levels.findIndex(({ value }) => value === start);
  const steps = levels
    .slice(first + 1)
    .map((level) => `\n    |     ${keyText(level.key)} -> object with constructor '${classOf(level.value)}'`);
  const shown = steps.length > 3 ? [...steps.slice(0, 2), '\n    |     ...', steps.at(-1)!] : steps;
  return `Converting circular structure to JSON\n    --> starting at object with constructor '${classOf(start)}'${shown.join('')}\n    --- ${keyText(key)} closes the circle`;
}

/** The names that a replacer that is a list lets through. */
function namesOf({ rt, source }: Call, list: readonly Value[]): string[] {
  const names = list
    .map((item) => untracked(item))
    .filter((item) => typeof item === 'string' || typeof item === 'number')
    .map((item) => toText(rt, item, source));
  return [...new Set(names)];
}

/** `JSON.stringify(value, replacer, space)`. Numbers become text, which has no gradient. */
export function jsonText(call: Call): string | undefined {
  const [value, replacer, space] = call.args;
  const width = untracked(space);
  const gap =
    typeof width === 'number'
      ? ' '.repeat(Math.min(10, Math.max(0, toInteger(call.rt, space, call.source))))
      : typeof width === 'string'
        ? width.slice(0, 10)
        : '';
  const names = isArray(replacer) ? namesOf(call, replacer) : null;
  return new Writer(call, isFunction(replacer) ? replacer : null, names, gap).all(value);
}
