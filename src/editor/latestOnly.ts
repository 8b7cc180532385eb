/**
 * Runs one task at a time for each key. What is asked for while one is going is done once afterwards, however often it
 * was asked for: that is how inputs are dragged without a queue.
 */
export class LatestOnly<Key> {
  readonly #going = new Map<Key, { again: (() => Promise<void>) | null; done: Promise<void> }>();

  /** Resolves when this task, or a later one with the same key that stands for it, is done. */
  run(key: Key, task: () => Promise<void>): Promise<void> {
    const going = this.#going.get(key);
    if (going) {
      going.again = task;
      return going.done;
    }
    const entry = { again: null as (() => Promise<void>) | null, done: Promise.resolve() };
    this.#going.set(key, entry);
    entry.done = this.#loop(key, entry, task);
    return entry.done;
  }

  async #loop(key: Key, entry: { again: (() => Promise<void>) | null }, first: () => Promise<void>): Promise<void> {
    try {
      for (let task: (() => Promise<void>) | null = first; task; ) {
        entry.again = null;
        await task();
        task = entry.again;
      }
    } finally {
      this.#going.delete(key);
    }
  }
}
