import type { Range, SourceId } from '../../engine/sources';
import { Thrown } from './failure';

/** A change of the text: `text` in place of what stands at `range`. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/** A way to mend a mistake, as a menu offers it. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** What a run says of the program beside its values: a known mistake, with the numbers of this run. */
export interface Advice {
  readonly code: string;
  readonly message: string;
  readonly source: SourceId;
  readonly fixes: readonly Fix[];
}

/** What a language has to say of a run. A place is told once, however often it is reached. */
export class AdviceLog {
  readonly #told = new Map<string, Advice>();
  /** What is told of errors, if they are not caught. */
  readonly #explained = new WeakMap<object, Advice>();

  has(code: string, source: SourceId): boolean {
    return this.#told.has(`${code} ${source}`);
  }

  add(advice: Advice): void {
    const key = `${advice.code} ${advice.source}`;
    if (!this.#told.has(key)) this.#told.set(key, advice);
  }

  /** The error with what is to be told if it ends the program. */
  explain(error: Error, advice: Advice | null): Error {
    const key = keyOf(error);
    if (key !== null && advice !== null) this.#explained.set(key, advice);
    return error;
  }

  /** All that is to be told of a run that ended with `error`, or with none. */
  all(error: unknown): Advice[] {
    const key = keyOf(error);
    const explained = key === null ? undefined : this.#explained.get(key);
    return [...(explained ? [explained] : []), ...this.#told.values()];
  }
}

/** An error may be told anew on its way out; the value that was thrown stays. */
function keyOf(error: unknown): object | null {
  const key = error instanceof Thrown ? error.value : error;
  return typeof key === 'object' && key !== null ? key : null;
}
