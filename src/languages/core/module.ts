import type { SourceFile, SourceTable } from '../../engine/sources';
import type { Expression, FunctionIr, InputDeclaration, Statement } from './ir';
import type { FrameLayout, Scope, Variable } from './scopes';
import type { Watch } from './watch';

/** A statement of the module's top level. */
export interface TopStatement {
  readonly statement: Statement;
  readonly start: number;
  readonly end: number;
  /** Top-level variables that the statement mentions anywhere inside. */
  readonly mentions: readonly Variable[];
  /** Those of them that it declares or assigns itself. */
  readonly changes: readonly Variable[];
  /** True when running it can have no effect but to define functions or literals: it may run early. */
  readonly pure: boolean;
}

/** A module after lowering: resolved, without syntax. */
export interface LoweredModule {
  readonly file: SourceFile;
  readonly sources: SourceTable;
  readonly scope: FrameLayout;
  readonly topScope: Scope;
  readonly topLevel: readonly Variable[];
  readonly hoisted: readonly Statement[];
  readonly statements: readonly TopStatement[];
  readonly inputs: readonly InputDeclaration[];
  /** One for each subject that was to be watched, in the same order. */
  readonly watches: readonly (Watch | null)[];
  /** Branches and functions around the subjects, outermost first, to tell why one was never reached. */
  readonly probes: readonly (readonly Probe[])[];
}

export interface Probe {
  readonly watch: Watch;
  /** Such as "the `else` branch in line 4 was not taken". */
  readonly explanation: string;
}

export type { Expression, FunctionIr };
