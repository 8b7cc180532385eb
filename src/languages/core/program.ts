import type { Spares } from '../../engine/spares';
import { catchable } from './catching';
import type { CompileContext, Evaluate } from './compileExpression';
import { compileExpression } from './compileExpression';
import { compileFunctionBody, compileStatement, type Execute } from './compileStatement';
import { RunEnd, SnippetFailure, Thrown } from './failure';
import { Closure } from './functions';
import type { Expression } from './ir';
import type { LinkedModules } from './link';
import type { LoweredModule, TopStatement } from './module';
import { dependencies } from './needed';
import { seenFrom } from './outward';
import { Runtime } from './runtime';
import type { Variable } from './scopes';
import type { ValueModel } from './valueModel';
import { FRAME, type Frame, UNINITIALISED } from './values';
import type { Watch } from './watch';

interface CompiledStatement extends TopStatement {
  readonly run: Execute;
}

/** A top-level statement that failed and was skipped. */
export interface StatementFailure {
  readonly start: number;
  readonly end: number;
  readonly failure: unknown;
  /** The statement is an import, which only matters to what reads its names. */
  readonly isImport: boolean;
  /** What is watched and was evaluated by it, be it in functions. */
  readonly reached: readonly Watch[];
}

function isFunction({ cell }: Variable): boolean {
  return cell?.value instanceof Closure;
}

/** What a run is for: statements that begin or hold `subjects` (offsets), or a variable as it stands at the end. */
export interface Wanted {
  readonly subjects?: readonly number[];
  readonly variable?: Variable | undefined;
}

/** One module of a program, compiled, with the frame of its top level. */
class CompiledModule {
  readonly context: CompileContext;
  readonly statements: readonly CompiledStatement[];
  readonly #hoisted: readonly Execute[];
  frame: Frame = [];

  constructor(
    readonly module: LoweredModule,
    rt: Runtime,
  ) {
    const context: CompileContext = {
      rt,
      scope: module.scope,
      compileFunction: (ir) => compileFunctionBody(ir, context),
    };
    this.context = context;
    this.#hoisted = module.hoisted.map((statement) => compileStatement(statement, context));
    this.statements = module.statements.map((top) => ({ ...top, run: compileStatement(top.statement, context) }));
  }

  /** Makes a fresh frame; hoisted functions exist afterwards. */
  begin(): void {
    const frame: Frame = new Array(this.module.scope.slotCount);
    frame[FRAME.self] = undefined;
    frame[FRAME.captures] = [];
    frame[FRAME.arguments] = [];
    this.frame = frame;
    for (const run of this.#hoisted) run(frame);
  }
}

/** A module with all that it imports, compiled once, to be run many times. */
export class Program {
  readonly rt: Runtime;
  /** The inspected module. */
  readonly module: LoweredModule;
  readonly #main: CompiledModule;
  readonly #others: readonly CompiledModule[];
  readonly #linked: LinkedModules;
  #importsRan = false;

  constructor(linked: LinkedModules, model: ValueModel, spares?: Spares) {
    const { main, others } = linked;
    this.#linked = linked;
    this.module = main;
    this.rt = new Runtime(main.sources, model, spares);
    this.rt.topLevel = main.topLevel;
    this.#main = new CompiledModule(main, this.rt);
    this.#others = others.map((module) => new CompiledModule(module, this.rt));
  }

  /** Compiles an expression that stands in the module's scope, such as a directive's argument. */
  compile(expression: Expression): () => unknown {
    const evaluate: Evaluate = compileExpression(expression, this.#main.context);
    return () => evaluate(this.#main.frame);
  }

  /** Prepares a fresh trace; hoisted functions exist afterwards. */
  begin(): void {
    this.rt.begin();
    for (const watch of this.module.watches) watch?.reset();
    for (const probes of this.module.probes) for (const { watch } of probes) watch.reset();
    for (const { topLevel } of this.#linked.others) for (const { cell } of topLevel) cell?.reset();
    for (const { cell, value = UNINITIALISED, failure = null } of this.#linked.fixed) {
      cell.value = value;
      cell.failure = failure;
    }
    this.#importsRan = false;
    // All functions exist before anything runs: modules that import each other may call them.
    for (const other of this.#others) other.begin();
    this.#main.begin();
  }

  /**
   * Runs the imported modules, where they did not run yet, and then the top-level statements that start before `end`, in
   * order. One that fails is skipped and what it may have changed is poisoned: only reading that reports the failure. A
   * statement that nothing wanted depends on may take a quarter of the budget. Returns the failures of the inspected
   * module. With `stopsAtThrow` an error of the user's program ends the run, as it does for the language, and each
   * statement may take what is left of the budget.
   */
  runUntil(end: number, wanted: Wanted, stopsAtThrow = false): StatementFailure[] {
    if (!this.#importsRan) {
      this.#importsRan = true;
      for (const other of this.#others) this.#run(other, Number.POSITIVE_INFINITY, () => false);
    }
    const isNeeded = stopsAtThrow ? () => true : this.#neededFor(wanted);
    const failures = this.#run(this.#main, end, isNeeded, stopsAtThrow);
    this.rt.budget.allowAll();
    return failures;
  }

  /** Whether what is wanted depends on a statement, as far as that can be told when it is about to run. */
  #neededFor({ subjects = [], variable }: Wanted): (top: TopStatement) => boolean {
    const { statements } = this.#main;
    const own = statements.filter(({ start, end }) => subjects.some((subject) => start <= subject && subject < end));
    const roots = own.flatMap(({ mentions }) => mentions);
    const relevant = dependencies(statements, variable === undefined ? roots : [...roots, variable]);
    return (top) =>
      own.some(({ start }) => start === top.start) ||
      top.changes.some((each) => relevant.has(each)) ||
      // A function that both call may change what either reads.
      top.mentions.some((each) => relevant.has(each) && (isFunction(each) || this.#mayHaveChanged(each)));
  }

  #run(
    { module, statements, frame }: CompiledModule,
    end: number,
    isNeeded: (top: TopStatement) => boolean,
    stopsAtThrow = false,
  ): StatementFailure[] {
    const failures: StatementFailure[] = [];
    for (const top of statements) {
      if (top.start >= end) break;
      if (isNeeded(top)) this.rt.budget.allowAll();
      else this.rt.budget.allowQuarter(this.rt.tape.length);
      const passes = this.rt.passes.passes.length;
      const { watches } = this.module;
      const counts = watches.map((watch) => watch?.count);
      const failure = this.rt.guarded(
        () => {
          top.run(frame);
          return null;
        },
        (error: unknown) => {
          if (error instanceof RunEnd) throw error;
          return error;
        },
        (error) => (module === this.module ? this.outward(error, top.start, top.end) : error),
      );
      if (failure !== null) {
        this.rt.model.abandon?.(this.rt);
        const reached = watches.filter((watch, k): watch is Watch => watch !== null && watch.count !== counts[k]);
        failures.push({ start: top.start, end: top.end, failure, isImport: top.imports === true, reached });
        // Nothing runs after an error of the program's own: what its variables hold then is what there is.
        if (stopsAtThrow && (failure instanceof Thrown || catchable(this.rt, failure) !== null)) break;
        this.#poison(top, failure);
        this.rt.passes.spoil(passes, failure);
      }
    }
    return failures;
  }

  /**
   * An error as the inspected module sees it: one that arose in an imported file is told with that file's name and line,
   * at the call of this module that led there, else at the stretch of code.
   */
  outward(error: unknown, start: number, end: number): unknown {
    const { rt, module } = this;
    return seenFrom(error, module.sources, () => rt.callIn(module.file) ?? module.file.range(start, end));
  }

  /** Runs statements after `end` that only define functions and literals, which code above may use when it is called. */
  runPureAfter(end: number): void {
    for (const top of this.#main.statements) {
      if (top.start < end || !top.pure) continue;
      this.rt.guarded(
        () => {
          top.run(this.#main.frame);
        },
        (error) => this.#poison(top, error),
      );
    }
  }

  #poison(top: TopStatement, failure: unknown): void {
    const error = failure instanceof Error ? failure : new SnippetFailure('Internal', String(failure), null);
    for (const variable of top.mentions) {
      if (!variable.cell) continue;
      const keeps = !top.changes.includes(variable) && !this.#mayHaveChanged(variable);
      if (keeps) continue;
      variable.cell.value = UNINITIALISED;
      variable.cell.failure ??= error;
    }
  }

  /** A number or a string of a constant cannot have been changed by a statement that only mentions it; an array can. */
  #mayHaveChanged(variable: Variable): boolean {
    const value = variable.cell?.value;
    if (value === UNINITIALISED || variable.kind === 'function') return false;
    if (variable.kind !== 'const' && variable.kind !== 'import' && variable.captured) return true;
    return this.rt.model.mutable(value);
  }
}
