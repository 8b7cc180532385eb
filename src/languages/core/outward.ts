import { placeName } from '../../engine/fileName';
import type { Range, SourceId, SourceTable } from '../../engine/sources';
import { type Place, SnippetFailure, Thrown } from './failure';

/**
 * An error as the inspected file sees it. One that has its place in an imported file gets the place of `use` instead, and
 * its message says where it arose; budgets say so themselves. Others are what they are.
 */
export function seenFrom(error: unknown, sources: SourceTable, use: () => SourceId | Range): unknown {
  if (!(error instanceof SnippetFailure || error instanceof Thrown)) return error;
  const range = rangeOf(error.place, sources);
  if (range?.file === undefined) return error;
  const isBudget = error instanceof SnippetFailure && (error.code === 'TimeLimit' || error.code === 'StepLimit');
  const message = isBudget ? error.message : `${error.message} (in ${placeName(range)})`;
  return error instanceof Thrown
    ? new Thrown(error.value, use(), error.type, message)
    : new SnippetFailure(error.code, message, use(), error.type);
}

function rangeOf(place: Place, sources: SourceTable): Range | null {
  return typeof place === 'number' ? sources.range(place) : place;
}
