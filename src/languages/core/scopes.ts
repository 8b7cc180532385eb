import type { Range } from '../../engine/sources';
import { Cell, FRAME, UNINITIALISED } from './values';

/** `import` is a name of another module, which cannot be assigned to. */
export type VariableKind = 'const' | 'let' | 'var' | 'function' | 'param' | 'temp' | 'import';

/** A variable of the user's code, resolved once before the run. */
export class Variable {
  /** True when a function other than its own uses it: it then lives in a {@link Cell}. */
  captured = false;
  /** True when code may read it before its declaration has run: such reads are checked. */
  early = false;
  /** Set by the lowering once it has passed the declaration. */
  declared = false;
  /** Set for variables that a loop binds to one element after the other: they name a value only where nothing else does. */
  isLoop = false;
  /** What reading it too early says, where that is not the usual message. */
  whenUnset: string | null = null;
  /** The type of the error that says so. */
  whenUnsetType = 'ReferenceError';
  /** The same from inside another function, where that is told in other words: type and message. */
  whenUnsetInside: readonly [type: string, message: string] | null = null;
  /** Where its first value stands; null where it is declared without one. */
  initialiser: Range | null = null;

  constructor(
    readonly name: string,
    readonly kind: VariableKind,
    readonly owner: FrameLayout,
    /** Index in the owner's frame. */
    readonly slot: number,
    /** The name in its declaration. */
    readonly range: Range | null,
    /** For a variable of the module's top level: where it lives for the whole run. */
    readonly cell: ModuleCell | null,
  ) {}
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

/** The storage of a module's top-level names, which other modules may refer to before this one is lowered. */
export class ModuleCells {
  readonly #cells = new Map<string, ModuleCell>();

  of(name: string): ModuleCell {
    let cell = this.#cells.get(name);
    if (cell === undefined) {
      cell = new ModuleCell();
      this.#cells.set(name, cell);
    }
    return cell;
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
    /** The storage of a module's top level; null for inner scopes. */
    readonly cells: ModuleCells | null = null,
  ) {}

  declare(name: string, kind: VariableKind, range: Range | null): Variable {
    const cell = this.cells !== null && kind !== 'temp' ? this.cells.of(name) : null;
    return this.#add(name, kind, range, cell);
  }

  /** Declares a name that stands for another module's variable: it has that one's storage. */
  declareImport(name: string, range: Range | null, cell: ModuleCell): Variable {
    return this.#add(name, 'import', range, cell);
  }

  /** Makes a name of this scope stand for a variable of another one. */
  alias(name: string, variable: Variable): void {
    this.#names.set(name, variable);
  }

  #add(name: string, kind: VariableKind, range: Range | null, cell: ModuleCell | null): Variable {
    const variable = new Variable(name, kind, this.owner, this.owner.slotCount++, range, cell);
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
