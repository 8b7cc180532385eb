import { Sweep } from './sweep';
import { Tape } from './tape';

/** Memory that spares may hold. */
const MOST_BYTES = 64 * 2 ** 20;
/** How many of each are kept. */
const MOST = 16;
const FEW_ROWS = 2 ** 14;

/**
 * Tapes and sweeps that nobody reads any more, for the next run: memory that has been used is there at once, while new
 * memory has to be fetched page by page from the system, and copied as a tape grows.
 */
export class Spares {
  readonly #tapes: Tape[] = [];
  readonly #sweeps: Sweep[] = [];

  constructor(private readonly most = MOST_BYTES) {}

  /** An empty tape. */
  tape(): Tape {
    return this.#tapes.pop() ?? new Tape();
  }

  /** A sweep for {@link backward} to use. */
  sweep(): Sweep {
    return this.#sweeps.pop() ?? new Sweep();
  }

  /** Takes a tape back. Whoever does this knows that nobody reads it any more. */
  releaseTape(tape: Tape): void {
    // Its tensors are let go; only columns are kept.
    tape.reset();
    if (this.#hasRoom(this.#tapes.length, tape.op.length, tape)) this.#tapes.push(tape);
  }

  /** Takes a sweep back, likewise. */
  releaseSweep(sweep: Sweep): void {
    sweep.reset();
    if (this.#hasRoom(this.#sweeps.length, sweep.capacity, sweep)) this.#sweeps.push(sweep);
  }

  /** What is small may stay in any case, so that nothing is added up for it. */
  #hasRoom(count: number, rows: number, spare: { readonly byteLength: number }): boolean {
    return count < MOST && (rows <= FEW_ROWS || spare.byteLength <= this.most - this.byteLength);
  }

  /** Bytes that are held. */
  get byteLength(): number {
    let bytes = 0;
    for (const tape of this.#tapes) bytes += tape.byteLength;
    for (const sweep of this.#sweeps) bytes += sweep.byteLength;
    return bytes;
  }
}
