import fc from 'fast-check';

/**
 * A stream of choices that a generator consumes. Where the stream has ended every choice is the first, and the simplest
 * thing stands first everywhere: a shorter stream of smaller numbers is a simpler program, so that failures shrink.
 */
export class Choices {
  #at = 0;

  constructor(private readonly numbers: readonly number[]) {}

  get ended(): boolean {
    return this.#at >= this.numbers.length;
  }

  /** A number from 0 to `count` - 1. */
  below(count: number): number {
    const number = this.numbers[this.#at++] ?? 0;
    return number % count;
  }

  one<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** True in `part` of `whole` cases, false when the stream has ended. */
  chance(part: number, whole: number): boolean {
    return this.below(whole) >= whole - part;
  }

  many<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

/** Streams of up to `most` choices. */
export function choices(most: number): fc.Arbitrary<number[]> {
  return fc.array(fc.nat(0xffff), { maxLength: most, size: 'max' });
}
