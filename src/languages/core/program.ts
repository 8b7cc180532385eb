import type { CompileContext, Evaluate } from './compileExpression';
import { compileExpression } from './compileExpression';
import { compileFunctionBody, compileStatement, type Execute } from './compileStatement';
import { RunEnd, SnippetFailure } from './failure';
import type { Expression } from './ir';
import type { LoweredModule, TopStatement } from './module';
import { Runtime } from './runtime';
import type { Variable } from './scopes';
import type { ValueModel } from './valueModel';
import { FRAME, type Frame, UNINITIALISED } from './values';

interface CompiledStatement extends TopStatement {
  readonly run: Execute;
}

/** A top-level statement that failed and was skipped. */
export interface StatementFailure {
  readonly start: number;
  readonly end: number;
  readonly failure: unknown;
}

/** A module compiled once, to be run many times. */
export class Program {
  readonly rt: Runtime;
  readonly #context: CompileContext;
  readonly #hoisted: readonly Execute[];
  readonly #statements: readonly CompiledStatement[];
  #frame: Frame = [];

  constructor(
    readonly module: LoweredModule,
    model: ValueModel,
  ) {
    this.rt = new Runtime(module.sources, model);
    this.rt.topLevel = module.topLevel;
    const context: CompileContext = {
      rt: this.rt,
      scope: module.scope,
      compileFunction: (ir) => compileFunctionBody(ir, context),
    };
    this.#context = context;
    this.#hoisted = module.hoisted.map((statement) => compileStatement(statement, context));
    this.#statements = module.statements.map((top) => ({ ...top, run: compileStatement(top.statement, context) }));
  }

  /** Compiles an expression that stands in the module's scope, such as a directive's argument. */
  compile(expression: Expression): () => unknown {
    const evaluate: Evaluate = compileExpression(expression, this.#context);
    return () => evaluate(this.#frame);
  }

  /** Prepares a fresh trace; hoisted functions exist afterwards. */
  begin(): void {
    this.rt.begin();
    for (const watch of this.module.watches) watch?.reset();
    for (const probes of this.module.probes) for (const { watch } of probes) watch.reset();
    const frame: Frame = new Array(this.module.scope.slotCount);
    frame[FRAME.self] = undefined;
    frame[FRAME.captures] = [];
    frame[FRAME.arguments] = [];
    this.#frame = frame;
    for (const run of this.#hoisted) run(frame);
  }

  /**
   * Runs the top-level statements that start before `end`, in order. One that fails is skipped and what it may have
   * changed is poisoned: only reading that reports the failure. A statement that holds none of the `subjects` (offsets)
   * may take a quarter of the budget. Returns the failures.
   */
  runUntil(end: number, subjects: readonly number[]): StatementFailure[] {
    const failures: StatementFailure[] = [];
    for (const top of this.#statements) {
      if (top.start >= end) break;
      if (subjects.some((subject) => top.start <= subject && subject < top.end)) this.rt.budget.allowAll();
      else this.rt.budget.allowQuarter(this.rt.tape.length);
      const failure = this.rt.guarded(
        () => {
          top.run(this.#frame);
          return null;
        },
        (error: unknown) => {
          if (error instanceof RunEnd) throw error;
          return error;
        },
      );
      if (failure !== null) {
        failures.push({ start: top.start, end: top.end, failure });
        this.#poison(top, failure);
      }
    }
    this.rt.budget.allowAll();
    return failures;
  }

  /** Runs statements after `end` that only define functions and literals, which code above may use when it is called. */
  runPureAfter(end: number): void {
    for (const top of this.#statements) {
      if (top.start < end || !top.pure) continue;
      this.rt.guarded(
        () => {
          top.run(this.#frame);
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
    if (variable.kind !== 'const' && variable.captured) return true;
    return this.rt.model.mutable(value);
  }
}
