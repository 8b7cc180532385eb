import type { Range, SourceFile, SourceTable } from '../../engine/sources';
import type { Expression, FunctionIr, InputDeclaration, Statement } from './ir';
import type { FrameLayout, ModuleCell, ModuleCells, Scope, Variable } from './scopes';
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
  /** True where it does nothing but import: it matters only to what reads its names. */
  readonly imports?: boolean;
}

/** A module after lowering: resolved, without syntax. */
export interface LoweredModule {
  readonly file: SourceFile;
  readonly sources: SourceTable;
  readonly scope: FrameLayout;
  readonly topScope: Scope;
  /** The module's own variables; names that it imports are none of them. */
  readonly topLevel: readonly Variable[];
  readonly hoisted: readonly Statement[];
  readonly statements: readonly TopStatement[];
  readonly inputs: readonly InputDeclaration[];
  /** What the reader should know of the module as a whole, such as imports that have no effect. */
  readonly notes?: readonly ModuleNote[];
  /** One for each subject that was to be watched, in the same order. */
  readonly watches: readonly (Watch | null)[];
  /** Branches and functions around the subjects, outermost first, to tell why one was never reached. */
  readonly probes: readonly (readonly Probe[])[];
}

export interface ModuleNote {
  readonly code: string;
  readonly message: string;
  readonly range: Range;
}

export interface Probe {
  readonly watch: Watch;
  /** Such as "the `else` branch in line 4 was not taken". */
  readonly explanation: string;
}

/** What a module takes from others and gives to them, as its text says. */
export interface ModuleInterface {
  /** Specifiers of the modules that are to run before it, each once, in order. */
  readonly requests: readonly string[];
  /** What its own names stand for that it imports, by local name. */
  readonly imports: ReadonlyMap<string, ImportedName>;
  readonly exports: ReadonlyMap<string, ExportedName>;
  /** Specifiers of the modules whose exports are its own, too. */
  readonly stars: readonly { readonly specifier: string; readonly range: Range }[];
}

/** A name of another module; `name` is null for the whole of it. */
export interface ImportedName {
  readonly specifier: string;
  readonly name: string | null;
  /** The statement that says so. */
  readonly range: Range;
}

/** What is exported: a variable of the module's own, something of another module, or nothing that has a value. */
export type ExportedName =
  | { readonly kind: 'local'; readonly name: string }
  | ({ readonly kind: 'from' } & ImportedName)
  | { readonly kind: 'type' };

/** What the lowering of a module is given of the program that it is part of. */
export interface ModuleLink {
  readonly sources: SourceTable;
  /** The storage of the module's own top-level names. */
  readonly cells: ModuleCells;
  /** The storage behind a name that the module imports. */
  imported(local: string): ModuleCell;
}

export type { Expression, FunctionIr };
