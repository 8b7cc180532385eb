import { Inspector } from '../../src/inspector/inspector';
import type { Budget, ErrorCode, Focus, Range, SnippetResult } from '../../src/protocol';
import { toJson } from '../../src/text/json';
import { Choices } from './choices';
import { mutated } from './mutate';
import { sources } from './sources';

const budget: Budget = { time: 400, operations: 200_000, callDepth: 2000, elements: 1_000_000 };
/** Milliseconds for all that is no run: parsing, sweeping, building. */
const GRACE = 3000;

/** The error catalogue; `Internal` is a bug of ours. */
const catalogue: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SyntaxError',
  'Unsupported',
  'UnboundName',
  'NotReached',
  'NotDifferentiable',
  'ShapeMismatch',
  'TypeMismatch',
  'StepLimit',
  'TimeLimit',
  'RecursionTooDeep',
  'TooLarge',
  'ImportNotFound',
  'DirectiveError',
  'UserThrow',
]);

export interface Attempt {
  readonly text: string;
  readonly focus: Focus;
}

/** A broken source, and what of it is asked for: its directives, a selection, or a place. */
export function attemptOf(numbers: readonly number[]): Attempt {
  const choices = new Choices(numbers);
  const all = sources();
  const text = mutated(choices.one(all), choices.one(all), choices);
  const lines = text.split('\n');
  const place = () => {
    const line = choices.below(lines.length);
    return { line: line + 1, column: 1 + choices.below(lines[line]!.length + 1) };
  };
  const [start, end] = [place(), place()];
  const kind = choices.one(['annotated', 'selection', 'at'] as const);
  const inOrder = start.line < end.line || (start.line === end.line && start.column <= end.column);
  const range: Range = inOrder ? { start, end } : { start: end, end: start };
  if (kind === 'annotated') return { text, focus: { kind } };
  return { text, focus: kind === 'at' ? { kind, range: { start, end: start } } : { kind, range } };
}

const inspector = new Inspector();

/** What is wrong with the answer to an attempt; null when nothing is. */
export function complaint({ text, focus }: Attempt): string | null {
  const started = performance.now();
  let results: readonly SnippetResult[];
  try {
    ({ results } = inspector.inspect({
      uri: 'file:///fuzz.ts',
      version: 1,
      language: 'typescript',
      text,
      focus,
      budget,
      picture: 'default',
    }));
  } catch (error) {
    return `it crashed: ${error instanceof Error ? error.stack : error}`;
  }
  const took = performance.now() - started;
  if (took > (results.length + 1) * budget.time + GRACE) return `it took ${took.toFixed(0)} ms`;
  for (const result of results) {
    const { error } = result;
    if (error && !catalogue.has(error.code)) return `${error.code}: ${error.message}`;
    if (error && /\bundefined\b is not valid|\[object Object\] is/.test(error.message))
      return `odd message: ${error.message}`;
    for (const range of [error?.range, result.target?.range, result.directive]) {
      if (range && !isInside(range, text)) return `a range outside of the text: ${JSON.stringify(range)}`;
    }
  }
  const json = JSON.stringify(toJson('typescript', results));
  return /:(?:NaN|-?Infinity)\b/.test(json) ? 'JSON with a number that is none' : null;
}

function isInside({ start, end }: Range, text: string): boolean {
  const lines = text.split('\n');
  const holds = ({ line, column }: Range['start']) =>
    line >= 1 && line <= lines.length && column >= 1 && column <= lines[line - 1]!.length + 1;
  return (
    holds(start) && holds(end) && (start.line < end.line || (start.line === end.line && start.column <= end.column))
  );
}
