import type { Range } from '../../../src/engine/sources';
import type { Data, Graph } from '../../../src/graph/model';
import type { InputResult, SnippetError, SnippetResult, VariableResult } from '../../../src/protocol';
import { shapeOf } from '../../../src/text/dataText';
import { burger } from '../graph/handTrace';

export function rangeAt(line: number, column = 1, length = 4): Range {
  return { start: { line, column }, end: { line, column: column + length } };
}

export function input(name: string, value: Data, grad: Data, used = true): InputResult {
  return { name, value, grad, shape: shapeOf(value), valueRange: null, valueCode: '', overridden: false, used };
}

export function variable(
  name: string,
  value: Data,
  grad: Data,
  kind: VariableResult['kind'] = 'number',
): VariableResult {
  return { name, value, grad, shape: shapeOf(value), kind, range: null, gate: null };
}

export const noGraph: Graph = { gates: [], edges: [], outputs: [], total: 0, omitted: null };

/** The burger factory's result, with parts of it replaced. */
export function burgerResult(changes: Partial<SnippetResult> = {}): SnippetResult {
  return {
    id: 'r1',
    language: 'typescript',
    kind: 'statement',
    target: { name: 'loss', range: rangeAt(4, 7) },
    directive: rangeAt(4, 30),
    scenario: 0,
    output: { name: 'loss', value: 4, shape: [], seededWithOnes: false },
    inputs: [input('w', 3, 16), input('v', 2, 24)],
    variables: [variable('u', 6, 8), variable('y', 12, 4)],
    graph: burger().graph,
    occurrences: { count: 1, shown: 1 },
    diagnostics: [],
    stdout: '',
    error: null,
    ask: null,
    ...changes,
  };
}

export function failed(code: SnippetError['code'], message: string, type: string | null = null): SnippetResult {
  return burgerResult({
    output: null,
    inputs: [],
    variables: [],
    graph: noGraph,
    error: { code, type, message, range: rangeAt(3, 9) },
  });
}

/** Names that try to leave the place they are written to. */
export const hostileNames = [
  'end',
  'a"]; click g1 call alert()',
  '`code` **bold** [link](command:evil)',
  '<img src=x onerror=alert(1)>',
  '#quot; #35; &lt;',
  'line\nbreak\r\n%% comment',
  'style x fill:#f00;',
  '| pipe \\| and $(zap)',
  '--> subgraph g9',
  '```\nfence',
  '\u001b[31mred\u0007',
] as const;
