import { grown } from './growth';
import type { RegionId } from './regions';
import type { NodeId } from './tape';

const PAGE = 1024;

/**
 * Which variable held which value: one row for each time that a variable took a value which its own expression does not
 * name already ({@link SourceTable.name}), such as the result of a call.
 */
export class Bindings {
  readonly #names: string[] = [];
  readonly #nameIds = new Map<string, number>();
  #name = new Int32Array(0);
  #node = new Int32Array(0);
  #region = new Int32Array(0);
  #length = 0;
  #first: Map<NodeId, string> | null = null;

  get length(): number {
    return this.#length;
  }

  add(name: string, node: NodeId, region: RegionId): void {
    let id = this.#nameIds.get(name);
    if (id === undefined) {
      id = this.#names.push(name) - 1;
      this.#nameIds.set(name, id);
    }
    if (this.#length === this.#name.length) {
      const capacity = this.#length + Math.max(PAGE, this.#length >> 1);
      this.#name = grown(this.#name, capacity);
      this.#node = grown(this.#node, capacity);
      this.#region = grown(this.#region, capacity);
    }
    this.#name[this.#length] = id;
    this.#node[this.#length] = node;
    this.#region[this.#length] = region;
    this.#length++;
    this.#first = null;
  }

  /** The first variable that held the node's value, or null. */
  nameOf(node: NodeId): string | null {
    if (this.#first === null) {
      this.#first = new Map();
      for (let row = this.#length - 1; row >= 0; row--)
        this.#first.set(this.#node[row]!, this.#names[this.#name[row]!]!);
    }
    return this.#first.get(node) ?? null;
  }
}
