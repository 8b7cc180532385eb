/** The values used last, by key; those that were not used for longest go when there are too many. */
export class Recent<V> {
  readonly #values = new Map<string, V>();

  /** `weight` of all values together stays within `most`, but for a single one that is heavier. */
  constructor(
    readonly count: number,
    readonly most: number,
    readonly weight: (value: V) => number,
  ) {}

  get(key: string): V | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    // A Map keeps the order in which keys came.
    this.#values.delete(key);
    this.#values.set(key, value);
    let sum = [...this.#values.values()].reduce((total, one) => total + this.weight(one), 0);
    for (const [oldest, one] of this.#values) {
      if (this.#values.size === 1 || (this.#values.size <= this.count && sum <= this.most)) return;
      this.#values.delete(oldest);
      sum -= this.weight(one);
    }
  }

  delete(key: string): void {
    this.#values.delete(key);
  }
}
