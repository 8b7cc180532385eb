import type { Range } from '../../engine/sources';
import { Cell, FRAME, UNINITIALISED } from './values';

export type VariableKind = 'const' | 'let' | 'var' | 'function' | 'param' | 'temp';

/** A variable of the user's code, resolved once before the run. */
export class Variable {
  /** True when a function other than its own uses it: it then lives in a {@link Cell}. */
  captured = false;
  /** True when code may read it before its declaration has run: such reads are checked. */
  early = false;
  /** Set by the lowering once it has passed the declaration. */
  declared = false;
  /** What reading it too early says, where that is not the usual message. */
  whenUnset: string | null = null;
  /** Where its first value stands; null where it is declared without one. */
  initialiser: Range | null = null;
  /** For a variable of the module's top level: where it lives for the whole run. */
  readonly cell: ModuleCell | null;

  constructor(
    readonly name: string,
    readonly kind: VariableKind,
    readonly owner: FrameLayout,
    /** Index in the owner's frame. */
    readonly slot: number,
    /** The name in its declaration. */
    readonly range: Range | null,
    topLevel: boolean,
  ) {
    this.cell = topLevel ? new ModuleCell() : null;
  }
}

/** The storage of a top-level variable. `failure` is why it holds nothing, where a statement failed. */
export class ModuleCell extends Cell {
  failure: Error | null = null;

  constructor() {
    super(UNINITIALISED);
  }

  reset(): void {
    this.value = UNINITIALISED;
    this.failure = null;
  }
}

/** What one function of the user's code needs at run time: slots for its locals, and the variables it captures. */
export class FrameLayout {
  slotCount: number = FRAME.locals;
  readonly captures: Variable[] = [];
  /** Every variable declared anywhere inside the function, in order of declaration. */
  readonly variables: Variable[] = [];

  constructor(readonly parent: FrameLayout | null) {}

  /** Where the function keeps the cell of an outer function's variable; enclosing functions capture it too. */
  captureIndex(variable: Variable): number {
    const known = this.captures.indexOf(variable);
    if (known !== -1) return known;
    if (this.parent && this.parent !== variable.owner) this.parent.captureIndex(variable);
    return this.captures.push(variable) - 1;
  }
}

/** A block of names. A language pushes one for each of its scopes and declares what its own rules hoist into it. */
export class Scope {
  readonly #names = new Map<string, Variable>();

  constructor(
    readonly parent: Scope | null,
    readonly owner: FrameLayout,
    readonly topLevel = false,
  ) {}

  declare(name: string, kind: VariableKind, range: Range | null): Variable {
    const variable = new Variable(
      name,
      kind,
      this.owner,
      this.owner.slotCount++,
      range,
      this.topLevel && kind !== 'temp',
    );
    this.#names.set(name, variable);
    this.owner.variables.push(variable);
    return variable;
  }

  own(name: string): Variable | undefined {
    return this.#names.get(name);
  }

  get variables(): Iterable<Variable> {
    return this.#names.values();
  }

  /** Finds a name from inside `user`, and marks it captured when another function declares it. */
  lookup(name: string, user: FrameLayout): Variable | undefined {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const variable = scope.own(name);
      if (variable === undefined) continue;
      if (variable.owner !== user) {
        variable.captured = true;
        if (variable.cell === null) user.captureIndex(variable);
      }
      return variable;
    }
    return undefined;
  }
}
