import { describe, expect, test } from 'vitest';
import { summarised, toJson } from '../../../src/text/json';
import { burgerResult, failed, input, rangeAt, variable } from './results';

test('the burger factory is the contract', () => {
  const report = toJson('typescript', [burgerResult()]);
  const [result] = report.results;
  expect(Object.keys(report)).toEqual(['schema', 'language', 'results']);
  expect({ ...result, graph: null }).toEqual({
    target: { name: 'loss', range: rangeAt(4, 7) },
    scenario: 0,
    output: { name: 'loss', value: 4, shape: [] },
    inputs: { w: { value: 3, grad: 16, shape: [] }, v: { value: 2, grad: 24, shape: [] } },
    variables: {
      u: { value: 6, grad: 8, shape: [], kind: 'number' },
      y: { value: 12, grad: 4, shape: [], kind: 'number' },
    },
    passCount: 0,
    passes: [],
    gradCalls: [],
    handGrads: {},
    graph: null,
    diagnostics: [],
    stdout: '',
    error: null,
  });
  expect(result!.graph.nodes.find(({ name }) => name === 'u')).toEqual({
    id: 'g3',
    op: 'mul',
    name: 'u',
    code: 'w * x',
    value: 6,
    grad: 8,
    shape: [],
    flow: 'swaps',
    count: 1,
    range: { start: { line: 1, column: 1 }, end: { line: 1, column: 6 } },
  });
  expect(result!.graph.edges[0]).toEqual({ from: 'g0', to: 'g3', local: 2, contribution: 16 });
  expect(Object.keys(result!.graph)).toEqual(['nodes', 'edges']);
});

test('an error keeps its place; a file that does not parse has no target', () => {
  const [result] = toJson('typescript', [{ ...failed('UserThrow', 'no', 'TypeError'), target: null }]).results;
  expect(result).toMatchObject({
    target: null,
    output: null,
    inputs: {},
    error: { code: 'UserThrow', type: 'TypeError', message: 'no', range: rangeAt(3, 9) },
  });
});

test('a picture that was left out says why', () => {
  const graph = { ...burgerResult().graph, gates: [], edges: [], omitted: 'too many' };
  expect(toJson('typescript', [burgerResult({ graph })]).results[0]!.graph).toEqual({
    nodes: [],
    edges: [],
    omitted: 'too many',
  });
});

describe('values', () => {
  test('arrays and objects keep their form; -0 and NaN are written as JSON can hold them', () => {
    const data = { p: [-0, Number.NaN], q: { r: 'Infinity' as const } };
    const [result] = toJson('typescript', [burgerResult({ inputs: [input('o', data, null)] })]).results;
    expect(JSON.stringify(result!.inputs)).toBe(
      '{"o":{"value":{"p":[0,"NaN"],"q":{"r":"Infinity"}},"grad":null,"shape":null}}',
    );
  });

  test('a variable called __proto__ is a name as any other', () => {
    const [result] = toJson('typescript', [burgerResult({ variables: [variable('__proto__', 1, 2)] })]).results;
    expect(JSON.stringify(result!.variables)).toBe('{"__proto__":{"value":1,"grad":2,"shape":[],"kind":"number"}}');
  });
});

describe('arrays in the graph', () => {
  test('of a thousand numbers stand there', () => {
    const data = Array.from({ length: 1000 }, (_item, k) => k);
    expect(summarised(data, [1000])).toEqual(data);
  });

  test('of more are statistics', () => {
    const data = [...Array.from({ length: 1000 }, (_item, k) => k), 'NaN' as const];
    expect(summarised(data, [1001])).toEqual({ shape: [1001], min: 0, max: 999, mean: 499.5, nan: 1 });
  });

  test('of nothing but NaN have NaN statistics', () => {
    const data = Array.from({ length: 1001 }, () => 'NaN' as const);
    expect(summarised(data, null)).toEqual({ shape: [1001], min: 'NaN', max: 'NaN', mean: 'NaN', nan: 1001 });
  });
});
