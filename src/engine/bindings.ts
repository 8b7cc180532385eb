import { grown, roomFor } from './growth';
import type { NodeId } from './tape';

const FIRST_ROWS = 32;

/**
 * Which variable held which value: one row for each time that a variable took a value which its own expression does not
 * name already ({@link SourceTable.name}), such as the result of a call.
 */
export class Bindings {
  readonly #names: string[] = [];
  readonly #nameIds = new Map<string, number>();
  /** For each row two entries: the name's id and the node. */
  #rows = new Int32Array(0);
  #length = 0;
  /** The newest node of all rows. */
  #last: NodeId = -1;
  /** For each node one more than the id of the first variable that held its value, or 0. */
  #first: Int32Array | null = null;

  get length(): number {
    return this.#length;
  }

  add(name: string, node: NodeId): void {
    let id = this.#nameIds.get(name);
    if (id === undefined) {
      id = this.#names.push(name) - 1;
      this.#nameIds.set(name, id);
    }
    const at = 2 * this.#length;
    if (at === this.#rows.length) this.#rows = grown(this.#rows, 2 * roomFor(Math.max(this.#length, FIRST_ROWS)));
    this.#rows[at] = id;
    this.#rows[at + 1] = node;
    this.#length++;
    if (node > this.#last) this.#last = node;
    this.#first = null;
  }

  /** The first variable that held the node's value, or null. */
  nameOf(node: NodeId): string | null {
    if (node > this.#last) return null;
    this.#first ??= this.#firstNames();
    const id = this.#first[node]!;
    return id === 0 ? null : this.#names[id - 1]!;
  }

  #firstNames(): Int32Array {
    const first = new Int32Array(this.#last + 1);
    for (let row = this.#length - 1; row >= 0; row--) first[this.#rows[2 * row + 1]!] = this.#rows[2 * row]! + 1;
    return first;
  }
}
