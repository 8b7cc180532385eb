import type { SourceId } from '../../../engine/sources';
import type { Expression, Item, Statement } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Variable } from '../../core/scopes';
import { UNINITIALISED, type Value } from '../../core/values';
import { iterate } from '../operators/iterate';

export const NONE: Expression = { kind: 'constant', value: null };
export const TRUE: Expression = { kind: 'constant', value: true };
export const NOTHING: Statement = { kind: 'nothing' };

export type Apply = (rt: Runtime, operands: Value[], source: SourceId) => Value;

export function constant(value: Value): Expression {
  return { kind: 'constant', value };
}

export function native(apply: Apply, operands: readonly Item[], source: SourceId): Expression {
  return { kind: 'native', apply, operands, source };
}

export function read(variable: Variable, source: SourceId = 0): Expression {
  return { kind: 'read', variable, source };
}

export function store(variable: Variable, value: Expression, source: SourceId = 0): Expression {
  return {
    kind: 'assign',
    target: { kind: 'variable', variable, initialise: variable.kind !== 'param' },
    value,
    source,
  };
}

export function run(value: Expression): Statement {
  return { kind: 'expression', value };
}

export function block(body: readonly Statement[], scope: readonly Variable[] = []): Statement {
  return { kind: 'block', scope, hoisted: [], body };
}

export function sequence(...items: Expression[]): Expression {
  return items.length === 1 ? items[0]! : { kind: 'sequence', items };
}

export function spread(value: Expression, source: SourceId): Item {
  return { kind: 'spread', value, iterate: (rt, iterable) => iterate(rt, iterable, source), source };
}

/** Unbinds a variable. */
export function unset(variable: Variable): Expression {
  return {
    kind: 'assign',
    target: { kind: 'variable', variable, initialise: true },
    value: { kind: 'constant', value: UNINITIALISED },
    source: 0,
  };
}
