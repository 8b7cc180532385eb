import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';

/** Makes an instance of `cls`, as `__new__` of a built-in class does. */
export type Make = (rt: Runtime, cls: ClassObject, args: Value[], source: SourceId) => Value;

/** Counts changes of classes: what was looked up before is looked up again. */
let epoch = 0;

/** A class, built in or of the user's. */
export class ClassObject {
  readonly dict = new Map<string, Value>();
  readonly mro: readonly ClassObject[];
  /** Names that the body annotates, in order, with the text of the annotation. */
  annotations: readonly { readonly name: string; readonly text: string }[] = [];
  /** Methods that a class has to define before it can have instances. */
  abstracts: readonly string[] = [];
  doc: Value = null;
  /** What features such as dataclasses and enums keep with a class. */
  extra: unknown = null;
  readonly #found = new Map<string, Value>();
  #epoch = -1;

  constructor(
    readonly name: string,
    readonly bases: readonly ClassObject[],
    readonly make: Make,
    readonly builtIn: boolean,
    public qualname = name,
    mro: readonly ClassObject[] | null = null,
  ) {
    this.mro = [this, ...(mro ?? bases[0]?.mro ?? [])];
  }

  /** The attribute that the class or one that it inherits from defines; undefined where none does. */
  lookup(name: string): Value {
    if (this.#epoch !== epoch) {
      this.#found.clear();
      this.#epoch = epoch;
    }
    const known = this.#found.get(name);
    if (known !== undefined || this.#found.has(name)) return known;
    let value: Value;
    for (const cls of this.mro) {
      value = cls.dict.get(name);
      if (value !== undefined) break;
    }
    this.#found.set(name, value);
    return value;
  }

  /** The same without the class itself, from `cls` on in the order of inheritance. */
  lookupAfter(cls: ClassObject, name: string): Value {
    for (const candidate of this.mro.slice(this.mro.indexOf(cls) + 1)) {
      const value = candidate.dict.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  define(name: string, value: Value): void {
    this.dict.set(name, value);
    epoch++;
  }

  remove(name: string): boolean {
    epoch++;
    return this.dict.delete(name);
  }

  inherits(cls: ClassObject): boolean {
    return this === cls || this.mro.includes(cls);
  }
}

/** The order in which classes are looked through (C3); null where there is none. */
export function linearise(bases: readonly ClassObject[]): ClassObject[] | null {
  const lists = [...bases.map(({ mro }) => [...mro]), [...bases]].filter((list) => list.length > 0);
  const result: ClassObject[] = [];
  while (lists.some((list) => list.length > 0)) {
    const next = lists
      .map((list) => list[0])
      .find((head) => head !== undefined && !lists.some((list) => list.indexOf(head, 1) > 0));
    if (next === undefined) return null;
    result.push(next);
    for (const list of lists) if (list[0] === next) list.shift();
  }
  return result;
}
