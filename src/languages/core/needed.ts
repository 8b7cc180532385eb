import type { TopStatement } from './module';
import type { Variable } from './scopes';

/**
 * The variables that statements may depend on: those that `roots` mention, those that statements mention which change one
 * of them, and so on.
 */
export function dependencies(statements: readonly TopStatement[], roots: Iterable<Variable>): ReadonlySet<Variable> {
  const found = new Set(roots);
  let size = -1;
  while (size !== found.size) {
    size = found.size;
    for (const { mentions, changes } of statements) {
      if (!changes.some((variable) => found.has(variable))) continue;
      for (const variable of mentions) found.add(variable);
    }
  }
  return found;
}
