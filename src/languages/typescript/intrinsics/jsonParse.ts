import type { Value } from '../../core/values';
import { isFunction, isObject, toText } from '../conversions';
import { deleteMember, getMember, ownKeys } from '../members';
import { defineField, isArray, PlainObject } from '../objects';
import type { Call } from './define';
import { defineOwn } from './descriptors';

/** A value with the text it was read from, and with its parts, for a reviver. */
interface Parsed {
  readonly value: Value;
  readonly text: string | null;
  readonly parts: ReadonlyMap<string, Parsed> | null;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;

/** Thrown inside the reader where the text is no JSON. */
class NoJson extends Error {}

/** Reads values of the user's from a text. `keep` says whether the parts are kept for a reviver. */
class Reader {
  #at = 0;

  constructor(
    private readonly call: Call,
    private readonly text: string,
    private readonly keep: boolean,
  ) {}

  all(): Parsed {
    const value = this.#value();
    this.#space();
    if (this.#at < this.text.length) throw new NoJson();
    return value;
  }

  #space(): void {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.text);
    this.#at = SPACE.lastIndex;
  }

  #value(): Parsed {
    const { rt } = this.call;
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    this.#space();
    const start = this.#at;
    const value = this.#start(this.text[start]);
    if (value instanceof PlainObject || isArray(value)) {
      return { value, text: null, parts: this.#parts };
    }
    return { value, text: this.keep ? this.text.slice(start, this.#at) : null, parts: null };
  }

  /** The parts of the list or object that was read last. */
  #parts: ReadonlyMap<string, Parsed> | null = null;

  #start(first: string | undefined): Value {
    switch (first) {
      case '{':
        return this.#object();
      case '[':
        return this.#list();
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #word(word: string, value: Value): Value {
    if (!this.text.startsWith(word, this.#at)) throw new NoJson();
    this.#at += word.length;
    return value;
  }

  #number(): number {
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.text);
    if (!found) throw new NoJson();
    this.#at = NUMBER.lastIndex;
    return Number(found[0]);
  }

  #string(): string {
    const { text } = this;
    const start = this.#at;
    let at = start + 1;
    let plain = true;
    for (let code = text.charCodeAt(at); code !== 34; code = text.charCodeAt(++at)) {
      if (!(code >= 32)) throw new NoJson();
      if (code !== 92) continue;
      plain = false;
      at++;
    }
    this.#at = at + 1;
    this.call.rt.budget.spend(this.call.rt, (at - start) >> 6);
    return plain ? text.slice(start + 1, at) : unescaped(text.slice(start, at + 1));
  }

  /** Reads what stands between brackets, separated by commas. */
  #items(end: string, item: () => void): void {
    const { rt, source } = this.call;
    rt.enterCall('JSON.parse', source);
    this.#at++;
    this.#space();
    if (this.text[this.#at] === end) this.#at++;
    else {
      for (;;) {
        item();
        this.#space();
        const next = this.text[this.#at++];
        if (next === end) break;
        if (next !== ',') throw new NoJson();
      }
    }
    rt.depth--;
  }

  #list(): Value[] {
    const { rt, source } = this.call;
    const list: Value[] = [];
    const parts = new Map<string, Parsed>();
    this.#items(']', () => {
      const item = this.#value();
      if (this.keep) parts.set(String(list.length), item);
      list.push(item.value);
      rt.checkGrowth(list.length, source);
    });
    this.#parts = parts;
    return list;
  }

  #object(): PlainObject {
    const { rt, source } = this.call;
    const object = new PlainObject();
    const parts = new Map<string, Parsed>();
    let count = 0;
    this.#items('}', () => {
      this.#space();
      if (this.text[this.#at] !== '"') throw new NoJson();
      const key = this.#string();
      this.#space();
      if (this.text[this.#at++] !== ':') throw new NoJson();
      if (key === '__proto__')
        throw rt.unsupported('`__proto__` is not supported; use `Object.create` or a class', source);
      const { value, ...rest } = this.#value();
      defineField(object, key, value);
      if (this.keep) parts.set(key, { value, ...rest });
      // A field takes several times the room of an element.
      rt.checkGrowth(++count * 4, source);
    });
    this.#parts = parts;
    return object;
  }
}

/** What a text between quotes stands for; the host reads nothing but that. */
function unescaped(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw new NoJson();
  }
}

/** V8's own words for what is wrong with a text. */
function messageFor(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return 'this text is not valid JSON';
}

/** `JSON.parse(text, reviver)`. */
export function parseJson(call: Call): Value {
  const { rt, args, source } = call;
  const text = toText(rt, args[0], source);
  const reviver = isFunction(args[1]) ? args[1] : null;
  const { depth } = rt;
  let parsed: Parsed;
  try {
    parsed = new Reader(call, text, reviver !== null).all();
  } catch (error) {
    if (!(error instanceof NoJson)) throw error;
    rt.depth = depth;
    throw rt.error('SyntaxError', messageFor(text), source);
  }
  if (reviver === null) return parsed.value;
  const root = new PlainObject();
  defineField(root, '', parsed.value);
  return revive(call, reviver, root, '', parsed);
}

/** Replaces a value by what the reviver makes of it, its parts first. */
function revive(call: Call, reviver: Value, holder: Value, key: string, parsed: Parsed | undefined): Value {
  const { rt, source } = call;
  rt.enterCall('JSON.parse', source);
  const value = getMember(rt, holder, key, source);
  // A reviver may have put something else there.
  const known = parsed && Object.is(parsed.value, value) ? parsed : undefined;
  if (isArray(value)) {
    const { length } = value;
    for (let k = 0; k < length; k++) replace(call, reviver, value, String(k), known);
  } else if (isObject(value)) {
    for (const name of ownKeys(value)) replace(call, reviver, value, name, known);
  }
  const context = new PlainObject();
  if (known && known.text !== null) defineField(context, 'source', known.text);
  const result = rt.call(reviver, holder, [key, value, context], source);
  rt.depth--;
  return result;
}

function replace(call: Call, reviver: Value, object: Value, key: string, parsed: Parsed | undefined): void {
  const value = revive(call, reviver, object, key, parsed?.parts?.get(key));
  if (value === undefined) deleteMember(call.rt, object, key, call.source);
  else defineOwn(call, object, key, { value, writable: true, enumerable: true, configurable: true });
}
