const LIMIT = 1_000_000;

/** What the snippet prints, up to a limit. */
export class Output {
  readonly #parts: string[] = [];
  #length = 0;
  #cut = false;

  write(text: string): void {
    if (this.#cut) return;
    if (this.#length + text.length > LIMIT) {
      const last = `${text.slice(0, LIMIT - this.#length)}\n… (printing was cut at 1 MB)\n`;
      this.#parts.push(last);
      this.#length += last.length;
      this.#cut = true;
      return;
    }
    this.#parts.push(text);
    this.#length += text.length;
  }

  /** Characters so far. */
  get length(): number {
    return this.#length;
  }

  get text(): string {
    return this.#parts.join('');
  }
}
