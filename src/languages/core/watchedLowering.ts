import type { SourceFile, SourceTable } from '../../engine/sources';
import type { Expression, InputDeclaration } from './ir';
import { FrameLayout, type ModuleCells, Scope, type Variable } from './scopes';
import { Watch } from './watch';

/** Where a piece of syntax stands. */
interface Place {
  readonly start: number;
  readonly end: number;
}

interface ActiveWatch {
  readonly watch: Watch;
  readonly fn: FrameLayout;
  readonly start: number;
  readonly end: number;
  /** Whether assignments in it are candidates for the output. */
  readonly collects: boolean;
  /** Whether it wants the names it mentions tracked. */
  readonly promotes: boolean;
  readonly mentioned: Set<Variable>;
}

/** What the lowering of a file carries along in every language: scopes, what statements mention, and watches. */
export abstract class WatchedLowering {
  scope: Scope;
  fn: FrameLayout;
  readonly moduleFn = new FrameLayout(null);
  readonly topScope: Scope;
  readonly inputs: InputDeclaration[] = [];
  readonly promoting = new Set<Watch>();

  /** Top-level variables that the statement under way mentions, and those it changes. */
  mentions = new Set<Variable>();
  changes = new Set<Variable>();

  readonly #active: ActiveWatch[] = [];
  #counting = false;
  /** Which target of a value that is taken apart comes next; null outside of patterns. */
  #part: 'first' | 'next' | null = null;

  constructor(
    readonly file: SourceFile,
    readonly sources: SourceTable,
    cells: ModuleCells,
  ) {
    this.fn = this.moduleFn;
    this.topScope = new Scope(null, this.moduleFn, cells);
    this.scope = this.topScope;
  }

  /** Finds a variable and notes that it is mentioned. */
  lookup(name: string): Variable | undefined {
    const variable = this.scope.lookup(name, this.fn);
    if (variable === undefined) return undefined;
    if (variable.cell) this.mentions.add(variable);
    for (const active of this.#active) {
      if (active.promotes && !this.#declaredIn(active, variable)) active.mentioned.add(variable);
    }
    return variable;
  }

  #declaredIn({ start, end }: ActiveWatch, { range }: Variable): boolean {
    if (range === null) return false;
    const offset = this.file.startOf(range);
    return start <= offset && offset < end;
  }

  noteChange(variable: Variable): void {
    if (variable.cell && this.fn === this.moduleFn) this.changes.add(variable);
  }

  newWatch(node: Place, end = node.end): Watch {
    return new Watch(this.fn === this.moduleFn ? null : this.fn, [], this.sources.add(this.file, node.start, end));
  }

  /** Lowers what `watch` watches; collects the names it mentions. */
  watching<T>(watch: Watch, { start, end }: Place, collects: boolean, body: () => T): T {
    const { fn } = this;
    const active: ActiveWatch = {
      watch,
      fn,
      start,
      end,
      collects,
      promotes: this.promoting.has(watch),
      mentioned: new Set(),
    };
    watch.scope = fn === this.moduleFn ? null : fn;
    this.#active.push(active);
    try {
      return body();
    } finally {
      this.#active.pop();
      watch.mentioned = [...new Set([...watch.mentioned, ...active.mentioned])];
    }
  }

  /** Lowers the head of a loop: what it assigns are counters, not what watched statements compute. */
  countingOnly<T>(body: () => T): T {
    const before = this.#counting;
    this.#counting = true;
    try {
      return body();
    } finally {
      this.#counting = before;
    }
  }

  /** Lowers the targets that one value is taken apart into. */
  takingApart<T>(body: () => T): T {
    const before = this.#part;
    this.#part ??= 'first';
    try {
      return body();
    } finally {
      this.#part = before === null ? null : this.#part;
    }
  }

  /** Wraps a value that is assigned or returned in watched statements of this function. */
  candidate(value: Expression, name: string | null): Expression {
    return this.candidateWrapper(name)(value);
  }

  /** The same for a value that is put together later, when nothing is watched any more. */
  candidateWrapper(name: string | null): (value: Expression) => Expression {
    const active = this.#active.findLast((entry) => entry.collects);
    if (!active || active.fn !== this.fn || this.#counting) return (value) => value;
    const { watch } = active;
    const part = this.#part;
    if (part !== null) this.#part = 'next';
    return (value) => ({ kind: 'candidate', watch, name, value, part });
  }
}
