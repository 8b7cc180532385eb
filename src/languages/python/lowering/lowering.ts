import type { Range, SourceFile, SourceId, SourceTable } from '../../../engine/sources';
import { SnippetFailure } from '../../core/failure';
import type { Expression, Statement } from '../../core/ir';
import type { ModuleNote } from '../../core/module';
import { FrameLayout, type ModuleCells, Scope, Variable } from '../../core/scopes';
import type { Watch } from '../../core/watch';
import { WatchedLowering } from '../../core/watchedLowering';
import type { Expr, Node } from '../parsing/ast';
import { syntaxError } from '../parsing/tokens';
import { type Bindings, childrenOf } from './names';

/** The source id of what stands nowhere. */
const NOWHERE: SourceId = 0;

interface Label {
  /** Where `break` leads, and where `continue` does. */
  readonly end: number;
  readonly turn: number;
  readonly fn: FrameLayout;
}

/** The class whose body or methods are lowered. */
export interface ClassContext {
  readonly name: string;
  readonly qualname: string;
  /** Holds the class once it exists: what `super()` and `__class__` mean. */
  readonly self: Variable;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** What the lowering of one file carries along. */
export class Lowering extends WatchedLowering {
  /** The scope that functions inside see: classes are left out. */
  outerScope: Scope;
  readonly notes: ModuleNote[] = [];
  readonly watchExpression = new Map<Node, Watch>();
  readonly watchStatement = new Map<Node, { watch: Watch; last: boolean }>();
  readonly probes = new Map<Node, Watch>();

  /** The class around, and the first parameter of the method. */
  cls: ClassContext | null = null;
  /** Whether the code is the class's own body. */
  inClassBody = false;
  firstParameter: Variable | null = null;
  qualname = '';

  readonly #labels: Label[] = [];
  #labelCount = 0;
  #aside: SourceFile | null = null;

  constructor(
    file: SourceFile,
    sources: SourceTable,
    cells: ModuleCells,
    readonly bindings: Bindings,
  ) {
    super(file, sources, cells);
    this.outerScope = this.topScope;
  }

  // --- places ----------------------------------------------------------------------------------------------------

  source(node: Place, name: string | null = null): SourceId {
    return this.#aside === null ? this.sources.add(this.file, node.start, node.end, name) : NOWHERE;
  }

  range(node: Place): Range | null {
    return this.#aside === null ? this.file.range(node.start, node.end) : null;
  }

  text(node: Place): string {
    return (this.#aside ?? this.file).text.slice(node.start, node.end);
  }

  /** Lowers code that stands nowhere in the file. */
  aside<T>(file: SourceFile, body: () => T): T {
    this.#aside = file;
    try {
      return body();
    } finally {
      this.#aside = null;
    }
  }

  unsupported(node: Place, message: string): SnippetFailure {
    return new SnippetFailure('Unsupported', message, this.range(node));
  }

  /** An expression that reports a refusal when it is reached. */
  refuse(node: Node, message: string): Expression {
    for (const open: Node[] = [node]; open.length > 0; ) {
      const next = open.pop()!;
      if ('kind' in next && next.kind === 'name') {
        const variable = this.lookup((next as Extract<Expr, { kind: 'name' }>).id);
        if (variable) this.noteChange(variable);
      }
      open.push(...childrenOf(next));
    }
    return { kind: 'raise', failure: this.unsupported(node, message) };
  }

  refuseStatement(node: Node, message: string): Statement {
    return { kind: 'expression', value: this.refuse(node, message) };
  }

  syntaxError(node: Place, message: string): SnippetFailure {
    return syntaxError(this.#aside ?? this.file, message, node.start, node.end);
  }

  // --- names -----------------------------------------------------------------------------------------------------

  /** Declares a variable of the scope. */
  declare(name: string, start: number, kind: 'let' | 'param' = 'let'): Variable {
    const known = this.scope.own(name);
    if (known) return known;
    const range = this.#aside === null ? this.file.range(start, start + name.length) : null;
    const variable = this.scope.declare(name, kind, range);
    variable.early = kind === 'let';
    variable.declared = true;
    const isModule = this.scope === this.topScope;
    const isClass = this.inClassBody;
    variable.whenUnset =
      isModule || isClass
        ? `name '${name}' is not defined`
        : `cannot access local variable '${name}' where it is not associated with a value`;
    variable.whenUnsetInside = [
      'NameError',
      `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
    ];
    variable.whenUnsetType = isModule || isClass ? 'NameError' : 'UnboundLocalError';
    return variable;
  }

  temporary(): Variable {
    const variable = new Variable(`%${this.fn.slotCount}`, 'temp', this.fn, this.fn.slotCount++, null, null);
    return variable;
  }

  /** Runs `body` in a scope of names of its own in the same function and gives its variables. */
  scoped<T>(body: () => T, parent = this.scope): { readonly result: T; readonly variables: Variable[] } {
    const { scope, inClassBody } = this;
    const inner = new Scope(parent, this.fn);
    this.scope = inner;
    try {
      return { result: body(), variables: [...inner.variables].filter(({ owner }) => owner === this.fn) };
    } finally {
      this.scope = scope;
      this.inClassBody = inClassBody;
    }
  }

  /** Runs `body` as the inside of a function. */
  inFunction<T>(qualname: string, body: (layout: FrameLayout) => T): T {
    const { scope, fn, outerScope, inClassBody, firstParameter, qualname: outerName } = this;
    const parent = inClassBody ? outerScope : scope;
    this.fn = new FrameLayout(fn);
    this.scope = new Scope(parent, this.fn);
    this.outerScope = this.scope;
    this.inClassBody = false;
    this.firstParameter = null;
    this.qualname = qualname;
    try {
      return body(this.fn);
    } finally {
      this.scope = scope;
      this.fn = fn;
      this.outerScope = outerScope;
      this.inClassBody = inClassBody;
      this.firstParameter = firstParameter;
      this.qualname = outerName;
    }
  }

  /** The name of something that is defined here, with what it is defined in. */
  qualified(name: string): string {
    if (this.qualname === '') return name;
    return this.inClassBody ? `${this.qualname}.${name}` : `${this.qualname}.<locals>.${name}`;
  }

  // --- labels ----------------------------------------------------------------------------------------------------

  inLoop<T>(body: (label: { end: number; turn: number }) => T): T {
    const label: Label = { end: ++this.#labelCount, turn: ++this.#labelCount, fn: this.fn };
    this.#labels.push(label);
    try {
      return body(label);
    } finally {
      this.#labels.pop();
    }
  }

  /** Runs `body` as code to which the innermost loop does not belong: the `else` of it. */
  outsideLoop<T>(body: () => T): T {
    const label = this.#labels.pop();
    try {
      return body();
    } finally {
      if (label) this.#labels.push(label);
    }
  }

  get loop(): Label | null {
    const label = this.#labels.at(-1);
    return label?.fn === this.fn ? label : null;
  }
}
