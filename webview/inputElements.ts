import type { Data } from '../src/graph/model';
import type { InputResult } from '../src/protocol';
import { h, setAttribute, setText } from './dom';
import { InputRow } from './inputRow';
import { leafPlace, withLeaf } from './valueCode';

/** Numbers of one input that have rows of their own. */
const MOST = 64;

/** One number of an array or object: how the code reaches it, and where it stands. */
interface Leaf {
  /** Such as `[0][1]` or `.x`. */
  readonly path: string;
  readonly steps: readonly (number | string)[];
  readonly value: Data;
  readonly grad: Data;
}

/** The numbers of an array or an object, each to be dragged or typed by itself; closed until the reader opens it. */
export class InputElements {
  readonly element: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #list = h('div', { class: 'element-list', hidden: true });
  readonly #rows = new Map<string, InputRow>();
  #input: InputResult | null = null;
  #leaves: readonly Leaf[] = [];

  constructor(
    readonly name: string,
    readonly set: (code: string) => void,
  ) {
    this.#button = h('button', {
      class: 'link',
      type: 'button',
      'aria-expanded': 'false',
      onclick: () => this.#toggle(),
    });
    this.element = h('div', { class: 'input-elements', hidden: true }, this.#button, this.#list);
  }

  show(input: InputResult): void {
    this.#input = input;
    this.#leaves = isWhole(input.value, input.shape) ? leavesOf(input.value, input.grad).slice(0, MOST + 1) : [];
    // A typed array would become a plain one.
    const isPlain =
      typeof input.value === 'object' && !input.isMade && !input.isFixed && !/^\s*new\b/.test(input.valueCode);
    const offered = isPlain && this.#leaves.length > 0 && this.#leaves.length <= MOST;
    this.element.hidden = !offered;
    if (!offered) return;
    setText(this.#button, this.#list.hidden ? `One by one (${this.#leaves.length})` : 'Together');
    if (!this.#list.hidden) this.#showRows(input);
  }

  #toggle(): void {
    this.#list.hidden = !this.#list.hidden;
    setAttribute(this.#button, 'aria-expanded', String(!this.#list.hidden));
    if (this.#input !== null) this.show(this.#input);
  }

  #showRows({ used, overridden }: InputResult): void {
    const paths = new Set(this.#leaves.map(({ path }) => path));
    for (const [path, row] of this.#rows) {
      if (paths.has(path)) continue;
      row.element.remove();
      this.#rows.delete(path);
    }
    this.#leaves.forEach(({ path, steps, value, grad }, index) => {
      let row = this.#rows.get(path);
      if (row === undefined) {
        // The array's name stands above, and would push out what tells its numbers apart.
        row = new InputRow(this.name + path, (code) => this.#setLeaf(path, code), path);
        this.#rows.set(path, row);
      }
      row.show({ value, grad, shape: [], valueCode: this.#codeOf(steps, value), used, overridden });
      if (this.#list.children[index] !== row.element)
        this.#list.insertBefore(row.element, this.#list.children[index] ?? null);
    });
  }

  #setLeaf(path: string, code: string): void {
    const leaf = this.#leaves.find((candidate) => candidate.path === path);
    if (this.#input === null || !leaf) return;
    const { value, dtype, valueCode } = this.#input;
    const written = dtype === undefined ? withLeaf(valueCode, leaf.steps, code) : null;
    const data = written ?? codeOf(value, leaf.steps, code);
    this.set(dtype !== undefined ? withNumbers(valueCode, data) : data);
  }

  /** A number as its code spells it. */
  #codeOf(steps: readonly (number | string)[], value: Data): string {
    const { dtype, valueCode = '' } = this.#input ?? {};
    const place = dtype === undefined ? leafPlace(valueCode, steps) : null;
    return place ? valueCode.slice(place.start, place.end) : codeOf(value);
  }
}

/** The code that makes a tensor with other numbers in its first list. */
export function withNumbers(code: string, numbers: string): string {
  const start = code.indexOf('[');
  let depth = 0;
  for (let at = start; at >= 0 && at < code.length; at++) {
    if (code[at] === '[') depth++;
    else if (code[at] === ']' && --depth === 0) return code.slice(0, start) + numbers + code.slice(at + 1);
  }
  return numbers;
}

/** Only what is listed whole can be written whole. */
function isWhole(value: Data, shape: readonly number[] | null): boolean {
  if (!Array.isArray(value) || shape === null) return true;
  return value.length === shape[0] && value.every((item: Data) => isWhole(item, shape.slice(1)));
}

function leavesOf(value: Data, grad: Data, steps: readonly (number | string)[] = []): Leaf[] {
  if (value === null) return [];
  if (typeof value !== 'object') return [{ path: steps.map(stepText).join(''), steps, value, grad }];
  const keys = Array.isArray(value) ? value.map((_: Data, k: number) => k) : Object.keys(value);
  return keys.flatMap((key) => leavesOf(itemOf(value, key), itemOf(grad, key), [...steps, key]));
}

function itemOf(data: Data, key: number | string): Data {
  return typeof data === 'object' && data !== null ? ((data as Readonly<Record<string, Data>>)[key] ?? null) : null;
}

function stepText(step: number | string): string {
  if (typeof step === 'number') return `[${step}]`;
  return IDENTIFIER.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

const IDENTIFIER = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** The data as code; the number at `steps` as `code`. */
export function codeOf(data: Data, steps: readonly (number | string)[] | null = null, code = ''): string {
  if (steps?.length === 0) return code;
  if (data === null || typeof data !== 'object') return String(data);
  const inner = (key: number | string) => codeOf(itemOf(data, key), steps?.[0] === key ? steps.slice(1) : null, code);
  if (Array.isArray(data)) return `[${data.map((_: Data, k: number) => inner(k)).join(', ')}]`;
  const fields = Object.keys(data).map((key) => `${IDENTIFIER.test(key) ? key : JSON.stringify(key)}: ${inner(key)}`);
  return `{ ${fields.join(', ')} }`;
}
