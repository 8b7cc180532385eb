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
  const message = isBudget ? error.message : `${error.message} (in ${fileName(range.file)}:${range.start.line})`;
  return error instanceof Thrown
    ? new Thrown(error.value, use(), error.type, message)
    : new SnippetFailure(error.code, message, use(), error.type);
}

function rangeOf(place: Place, sources: SourceTable): Range | null {
  return typeof place === 'number' ? sources.range(place) : place;
}

/** The name by which a file is told: `vec.ts`, or `vec/index.ts` where every folder has one. */
export function fileName(uri: string): string {
  const [path = ''] = uri.split(/[?#]/);
  const parts = path.split('/').filter((part) => part !== '');
  const name = parts.at(-1) ?? uri;
  return decoded(/^index\.\w+$/.test(name) && parts.length > 1 ? parts.slice(-2).join('/') : name);
}

/** The name without escapes, as far as it has valid ones. */
export function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
