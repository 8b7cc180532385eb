import type { TopStatement } from './module';
import type { Variable } from './scopes';

/**
 * The variables that statements may depend on: those that `roots` mention, those that statements mention which change one
 * of them, and so on. Takes time in proportion to the code.
 */
export function dependencies(statements: readonly TopStatement[], roots: Iterable<Variable>): ReadonlySet<Variable> {
  const changing = new Map<Variable, TopStatement[]>();
  for (const top of statements) {
    for (const variable of top.changes) {
      const known = changing.get(variable);
      if (known) known.push(top);
      else changing.set(variable, [top]);
    }
  }
  const found = new Set(roots);
  // What is added while a set is walked is walked, too.
  for (const variable of found) {
    for (const { mentions } of changing.get(variable) ?? []) for (const each of mentions) found.add(each);
    changing.delete(variable);
  }
  return found;
}
