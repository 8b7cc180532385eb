import type * as t from '@babel/types';
import type { Range, SourceId } from '../../engine/sources';
import { SnippetFailure } from '../core/failure';
import type { Expression, Statement } from '../core/ir';
import { FrameLayout, Scope, type Variable, type VariableKind } from '../core/scopes';
import type { Watch } from '../core/watch';
import { WatchedLowering } from '../core/watchedLowering';
import { childrenOf, isFunctionNode, type Located } from './syntax';

/** The source id of what stands nowhere. */
const NOWHERE: SourceId = 0;

/** A place that `break` and `continue` can go to. */
interface Label {
  readonly id: number;
  readonly names: readonly string[];
  readonly loop: boolean;
  readonly breakable: boolean;
  readonly fn: FrameLayout;
}

/** A constructor that has no `this` before it calls `super(…)`: it is a variable there. */
export interface DerivedConstructor {
  readonly fn: FrameLayout;
  readonly self: Variable;
  /** The constructor itself, and what `new` was used on, for a `super(…)` in an arrow function. */
  readonly callee: Variable;
  readonly target: Variable;
  readonly parameters: readonly t.Node[];
}

/** What the lowering of one file carries along: scopes, labels, watches. Syntax in, nothing decided twice. */
export class Lowering extends WatchedLowering {
  /** Watches by the node that they watch, and probes by the branch that they count. */
  readonly watchExpression = new Map<t.Node, Watch>();
  readonly watchStatement = new Map<t.Node, { watch: Watch; last: boolean }>();
  readonly probes = new Map<t.Node, Watch>();

  /** The constructor of a derived class that the code stands in, arrow functions included. */
  derived: DerivedConstructor | null = null;
  /** The function around the code that has `arguments`: the variable that keeps them for arrow functions, once one asks. */
  argumentsHolder: { readonly scope: Scope; variable: Variable | null } | null = null;
  /** Whether the code stands in an arrow function, which has the `this` and `arguments` of the code around it. */
  inArrow = false;

  readonly #labels: Label[] = [];
  #labelCount = 0;
  #pendingNames: string[] = [];

  /** The code that is lowered when it stands nowhere in the file: a value that the user typed elsewhere. */
  #aside: string | null = null;

  // --- places ----------------------------------------------------------------------------------------------------

  /** Registers an expression; `name` is the variable that takes its value. */
  source(node: t.Node, name: string | null = null): SourceId {
    if (this.#aside !== null) return NOWHERE;
    const { start, end } = node as Located;
    return this.sources.add(this.file, start, end, name);
  }

  range(node: t.Node): Range | null {
    if (this.#aside !== null) return null;
    const { start, end } = node as Located;
    return this.file.range(start, end);
  }

  text(node: t.Node): string {
    const { start, end } = node as Located;
    return (this.#aside ?? this.file.text).slice(start, end);
  }

  /** Lowers `code`, which stands nowhere in the file. */
  aside<T>(code: string, body: () => T): T {
    this.#aside = code;
    try {
      return body();
    } finally {
      this.#aside = null;
    }
  }

  unsupported(node: t.Node, message: string): SnippetFailure {
    return new SnippetFailure('Unsupported', message, this.range(node));
  }

  /** An expression that reports a refusal when it is reached. */
  refuse(node: t.Node, message: string): Expression {
    this.#noteSkipped(node);
    return { kind: 'raise', failure: this.unsupported(node, message) };
  }

  /** What refused code would have changed is not known: all that it mentions counts as changed. Definitions change nothing. */
  #noteSkipped(node: t.Node): void {
    if (isFunctionNode(node) || node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return;
    for (const open: t.Node[] = [node]; open.length > 0; ) {
      const next = open.pop()!;
      const variable = next.type === 'Identifier' ? this.lookup(next.name) : undefined;
      if (variable && variable.kind !== 'const' && variable.kind !== 'function') this.noteChange(variable);
      for (const child of childrenOf(next)) open.push(child);
    }
  }

  refuseStatement(node: t.Node, message: string): Statement {
    return { kind: 'expression', value: this.refuse(node, message) };
  }

  // --- names -----------------------------------------------------------------------------------------------------

  declare(identifier: t.Identifier, kind: VariableKind): Variable {
    return this.scope.own(identifier.name) ?? this.scope.declare(identifier.name, kind, this.range(identifier));
  }

  temporary(): Variable {
    return this.scope.declare(`%${this.fn.slotCount}`, 'temp', null);
  }

  /** Runs `body` in a scope of its own and gives the variables that it declared. */
  scoped<T>(body: () => T): { result: T; variables: Variable[] } {
    const outer = this.scope;
    this.scope = new Scope(outer, this.fn);
    const inner = this.scope;
    try {
      const result = body();
      return { result, variables: [...inner.variables].filter(({ kind }) => kind !== 'temp' && kind !== 'var') };
    } finally {
      this.scope = outer;
    }
  }

  /** Runs `body` as the inside of a function. */
  inFunction<T>(body: (scope: FrameLayout) => T): T {
    const { scope, fn, inArrow } = this;
    this.fn = new FrameLayout(fn);
    this.scope = new Scope(scope, this.fn);
    this.inArrow = true;
    try {
      return body(this.fn);
    } finally {
      this.inArrow = inArrow;
      this.fn = fn;
      this.scope = scope;
    }
  }

  /** The same for a function that has a `this` of its own. */
  inMethod<T>(body: (scope: FrameLayout) => T): T {
    const { derived, inArrow, argumentsHolder } = this;
    this.derived = null;
    try {
      return this.inFunction((scope) => {
        this.inArrow = false;
        this.argumentsHolder = { scope: this.scope, variable: null };
        return body(scope);
      });
    } finally {
      this.derived = derived;
      this.inArrow = inArrow;
      this.argumentsHolder = argumentsHolder;
    }
  }

  /** The `arguments` of the function around an arrow function; null where there is none. */
  argumentsVariable(): Variable | null {
    const holder = this.argumentsHolder;
    if (holder === null) return null;
    if (holder.variable === null) {
      holder.variable = holder.scope.declare('%arguments', 'param', null);
      holder.variable.declared = true;
    }
    return this.scope.lookup(holder.variable.name, this.fn) ?? null;
  }

  /** `this`, as the code at the node sees it. */
  selfExpression(node: t.Node): Expression {
    if (this.derived === null) return { kind: 'self' };
    const variable = this.scope.lookup(this.derived.self.name, this.fn);
    return { kind: 'read', variable: variable!, source: this.source(node) };
  }

  // --- labels ----------------------------------------------------------------------------------------------------

  /** Names that stand directly before the statement that is lowered next. */
  nameNext(name: string): void {
    this.#pendingNames.push(name);
  }

  get hasPendingNames(): boolean {
    return this.#pendingNames.length > 0;
  }

  withLabel<T>(kind: { loop: boolean; breakable: boolean }, body: (id: number) => T): T {
    const label: Label = { id: ++this.#labelCount, names: this.#pendingNames, fn: this.fn, ...kind };
    this.#pendingNames = [];
    this.#labels.push(label);
    try {
      return body(label.id);
    } finally {
      this.#labels.pop();
    }
  }

  findLabel(name: string | null, forContinue: boolean): number | null {
    const found = this.#labels.findLast((label) => {
      if (label.fn !== this.fn || (forContinue && !label.loop)) return false;
      return name === null ? label.breakable : label.names.includes(name);
    });
    return found?.id ?? null;
  }
}
