import { SnippetFailure, Thrown } from './failure';
import type { Runtime } from './runtime';
import type { Value } from './values';

/** Failures that stand for an error of the user's language, which its programs can catch. */
const LANGUAGE_ERRORS: ReadonlySet<string> = new Set(['UnboundName', 'TypeMismatch', 'ShapeMismatch', 'UserThrow']);

/** What the user's program can catch, as its value; null for budgets, refusals and errors of ours, which end the run. */
export function catchable(rt: Runtime, error: unknown): { readonly value: Value } | null {
  if (error instanceof Thrown) return { value: error.value };
  if (!(error instanceof SnippetFailure) || error.type === null || !LANGUAGE_ERRORS.has(error.code)) return null;
  const prefix = `${error.type}: `;
  const message = error.own ?? error.message;
  return { value: rt.model.error(error.type, message.startsWith(prefix) ? message.slice(prefix.length) : message) };
}
