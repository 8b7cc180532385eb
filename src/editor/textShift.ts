import type { Position, Range } from '../engine/sources';
import type { Graph } from '../graph/model';
import type { SnippetResult } from '../protocol';

/** One replacement in a text: `range` is of the text before it, `text` stands there afterwards. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
}

/** Negative, 0 or positive as `a` stands before, at or after `b`. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

/** True when `outer` covers `inner`, in the same file; ends may coincide. */
export function containsRange(outer: Range, inner: Range): boolean {
  const isAround = comparePositions(outer.start, inner.start) <= 0 && comparePositions(inner.end, outer.end) <= 0;
  return isAround && outer.file === inner.file;
}

export function sameRange(a: Range, b: Range): boolean {
  return a.file === b.file && comparePositions(a.start, b.start) === 0 && comparePositions(a.end, b.end) === 0;
}

/** Which of `items` has the smallest range that covers `range`; the later one when equal. Null where none does. */
export function smallestCovering<T>(items: Iterable<T>, rangeOf: (item: T) => Range | null, range: Range): T | null {
  let best: T | null = null;
  let bestRange: Range | null = null;
  for (const item of items) {
    const candidate = rangeOf(item);
    if (!candidate || !containsRange(candidate, range)) continue;
    if (bestRange && !containsRange(bestRange, candidate)) continue;
    best = item;
    bestRange = candidate;
  }
  return best;
}

function endOf(change: TextChange): Position {
  const lines = change.text.split('\n');
  const last = lines[lines.length - 1]!.length;
  const { start } = change.range;
  return lines.length === 1
    ? { line: start.line, column: start.column + last }
    : { line: start.line + lines.length - 1, column: last + 1 };
}

function movePast(position: Position, change: TextChange): Position {
  const { end } = change.range;
  const newEnd = endOf(change);
  return position.line === end.line
    ? { line: newEnd.line, column: newEnd.column + position.column - end.column }
    : { line: position.line + newEnd.line - end.line, column: position.column };
}

/**
 * Where `range` stands after `change`. What is typed at its very start or end stays outside; what replaces a part of it
 * belongs to it. Null when nothing of it is left.
 */
export function shiftRange(range: Range, change: TextChange): Range | null {
  const { start: from, end: to } = change.range;
  const startToFrom = comparePositions(range.start, from);
  const endToTo = comparePositions(range.end, to);
  if (comparePositions(range.end, from) <= 0) return range;
  if (comparePositions(to, range.start) <= 0) {
    return { start: movePast(range.start, change), end: movePast(range.end, change) };
  }
  if (startToFrom >= 0 && endToTo <= 0) return null;
  const inside = startToFrom <= 0 && endToTo >= 0;
  const start = inside || startToFrom < 0 ? range.start : endOf(change);
  const end = endToTo >= 0 ? movePast(range.end, change) : from;
  return comparePositions(start, end) < 0 ? { start, end } : null;
}

/**
 * Where `range` stands after all `changes` of one edit, which the editor lists from the end of the text to its start. A
 * range of another file stays where it is.
 */
export function shiftRangeAll(range: Range, changes: readonly TextChange[]): Range | null {
  if (range.file !== undefined) return range;
  let shifted: Range | null = range;
  for (const change of changes) shifted = shifted && shiftRange(shifted, change);
  return shifted;
}

/** The result with its ranges where they stand after `changes`; those that were swallowed become null. */
export function shiftResult(result: SnippetResult, changes: readonly TextChange[]): SnippetResult {
  const shift = (range: Range | null): Range | null => range && shiftRangeAll(range, changes);
  const targetRange = result.target && shiftRangeAll(result.target.range, changes);
  return {
    ...result,
    target: result.target && { ...result.target, range: targetRange ?? result.target.range },
    directive: shift(result.directive),
    inputs: result.inputs.map((input) => ({ ...input, valueRange: shift(input.valueRange) })),
    variables: result.variables.map((variable) => ({ ...variable, range: shift(variable.range) })),
    graph: shiftGraph(result.graph, shift),
    error: result.error && { ...result.error, range: shift(result.error.range) },
    ...(result.passes && {
      passes: {
        ...result.passes,
        calls: result.passes.calls.flatMap((call) => {
          const range = shift(call.range);
          return call.range !== null && range === null ? [] : [{ ...call, range }];
        }),
      },
    }),
    ...(result.handGradients && {
      handGradients: result.handGradients.map((hand) => ({ ...hand, range: shift(hand.range) })),
    }),
    diagnostics: result.diagnostics.flatMap((diagnostic) => {
      const range = shiftRangeAll(diagnostic.range, changes);
      return range ? [{ ...diagnostic, range }] : [];
    }),
  };
}

function shiftGraph(graph: Graph, shift: (range: Range | null) => Range | null): Graph {
  const shifted = (gates: Graph['gates']) => gates.map((gate) => ({ ...gate, range: shift(gate.range) }));
  return {
    ...graph,
    gates: shifted(graph.gates),
    ...(graph.primitives && { primitives: shifted(graph.primitives) }),
  };
}
