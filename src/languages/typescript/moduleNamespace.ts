import { SnippetFailure } from '../core/failure';
import type { ModuleCell } from '../core/scopes';
import { UNINITIALISED, type Value } from '../core/values';
import { PlainObject } from './objects';

/** What `import * as m` stands for: the exports of a module by name, as they are at the time; never changed through it. */
export class ModuleNamespace extends PlainObject {
  constructor(exports: ReadonlyMap<string, ModuleCell>) {
    super(null);
    for (const [name, cell] of exports) {
      Object.defineProperty(this.fields, name, { enumerable: true, get: () => read(name, cell) });
    }
    Object.preventExtensions(this.fields);
  }
}

/** The value of an export; throws where it has none yet. */
function read(name: string, cell: ModuleCell): Value {
  const { value, failure } = cell;
  if (value !== UNINITIALISED) return value;
  throw (
    failure ??
    new SnippetFailure(
      'UnboundName',
      `Cannot access '${name}' before initialization; its file has not run yet`,
      null,
      'ReferenceError',
    )
  );
}
