import type { ModuleCell } from '../../core/scopes';

/** A module of the workspace as a value: its names are live. */
export class ModuleNamespace {
  constructor(readonly exports: ReadonlyMap<string, ModuleCell>) {}
}
