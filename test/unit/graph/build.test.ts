import { describe, expect, test } from 'vitest';
import { backward } from '../../../src/engine/backward';
import { buildGraph, FULL_LIMIT, PICTURE_LIMIT } from '../../../src/graph/build';
import type { Graph } from '../../../src/graph/model';
import { burger, gateCalled, HandTrace } from './handTrace';

/** One line a gate: `u = w × x: 6 ∂ 8`. */
function printed(graph: Graph): string[] {
  return graph.gates.map(({ name, formula, value, grad }) => {
    const what = [name, formula].filter((part) => part !== null && part !== '').join(' = ');
    return `${what}: ${value} ∂ ${grad}`;
  });
}

describe('the burger factory', () => {
  const { graph } = burger();

  test('has gates in the order of the run, constants folded in', () => {
    expect(printed(graph)).toEqual([
      'w: 3 ∂ 16',
      'v: 2 ∂ 24',
      'x: 2 ∂ 24',
      'u = w × x: 6 ∂ 8',
      'y = v × u: 12 ∂ 4',
      'y − 10: 2 ∂ 4',
      'loss = (y − 10)²: 4 ∂ 1',
    ]);
  });

  test('has an edge for each use, with its contribution', () => {
    const name = (id: string) => graph.gates.find((gate) => gate.id === id)!.name;
    expect(
      graph.edges.map((edge) => [name(edge.from), name(edge.to), edge.operand, edge.local, edge.contribution]),
    ).toEqual([
      ['w', 'u', 0, 2, 16],
      ['x', 'u', 1, 3, 24],
      ['v', 'y', 0, 6, 24],
      ['u', 'y', 1, 2, 8],
      ['y', null, 0, 1, 4],
      [null, 'loss', 0, 4, 4],
    ]);
  });

  test('keeps the folded constant as an operand without a gate', () => {
    expect(gateCalled(graph, 'y − 10').operands[1]).toEqual({
      gate: null,
      label: '10',
      value: 10,
      local: null,
      contribution: null,
    });
  });

  test('marks its output and the seed', () => {
    expect(graph.outputs).toEqual([gateCalled(graph, 'loss').id]);
    expect(graph.gates.filter((gate) => gate.isOutput).map((gate) => [gate.name, gate.seed])).toEqual([['loss', 1]]);
    expect(gateCalled(graph, 'y')).not.toHaveProperty('seed');
  });

  test('has its code and place', () => {
    expect(gateCalled(graph, 'u')).toMatchObject({
      code: 'w * x',
      range: { start: { line: 1, column: 1 }, end: { line: 1, column: 6 } },
      op: 'mul',
      flow: 'swaps',
      kind: 'gate',
      count: 1,
      shape: [],
    });
  });

  test('in full has the constants as gates without gradient', () => {
    const { trace, loss } = burger();
    const unused = trace.input('unused', 7);
    const full = trace.graph(loss, { full: true, limit: FULL_LIMIT });
    expect(printed(full)).toContain(': 10 ∂ 0');
    expect(full.gates.find((gate) => gate.code === '10')).toMatchObject({
      kind: 'constant',
      op: 'constant',
      name: null,
    });
    const ten = full.gates.find((gate) => gate.code === '10')!;
    expect(full.edges.find((edge) => edge.from === ten.id)).toMatchObject({ local: null, contribution: null });
    expect(full.gates.at(-1)).toMatchObject({ id: `g${unused}`, name: 'unused', grad: 0, kind: 'input' });
    expect(full.total).toBe(10);
  });
});

describe('what is shown', () => {
  test('inputs that nothing reaches are left out', () => {
    const trace = new HandTrace();
    const x = trace.input('x', 2);
    trace.input('idle', 5);
    trace.op('mul', [x, trace.input('z', 1)], 'dead end');
    expect(printed(trace.graph(trace.op('exp', [x], 'y')))).toEqual([
      'x: 2 ∂ 7.38905609893065',
      'y = exp(x): 7.38905609893065 ∂ 1',
    ]);
  });

  test('a gate that is reached with gradient 0 stays', () => {
    const trace = new HandTrace();
    const x = trace.input('x', 2.5);
    expect(printed(trace.graph(trace.op('floor', [x], 'y')))).toEqual(['x: 2.5 ∂ 0', 'y = floor(x): 2 ∂ 1']);
  });

  test('an input may be the output, and so may a constant', () => {
    const trace = new HandTrace();
    const x = trace.input('x', 2);
    expect(printed(trace.graph(x))).toEqual(['x: 2 ∂ 1']);
    const constant = trace.constant(5);
    expect(trace.graph(constant).gates).toMatchObject([{ kind: 'constant', value: 5, isOutput: true, grad: 0 }]);
  });

  test('several outputs, one of them used by the other', () => {
    const trace = new HandTrace();
    const x = trace.input('x', 3);
    const a = trace.op('mul', [x, trace.constant(2)], 'a');
    const b = trace.op('mul', [a, a], 'b');
    const graph = trace.graph([a, b]);
    expect(graph.outputs).toEqual([`g${a}`, `g${b}`]);
    expect(printed(graph)).toEqual(['x: 3 ∂ 26', 'a = x × 2: 6 ∂ 13', 'b = a × a: 36 ∂ 1']);
  });

  test('non-finite numbers cross as strings', () => {
    const trace = new HandTrace();
    const x = trace.input('x', 0);
    const graph = trace.graph(trace.op('log', [x], 'y'));
    expect(printed(graph)).toEqual(['x: 0 ∂ Infinity', 'y = log(x): -Infinity ∂ 1']);
    expect(graph.gates[1]!.convention).toContain('at 0');
  });

  test('a constant keeps its variable, unless the code does not name one', () => {
    const trace = new HandTrace();
    const x = trace.input('x', 3);
    const rate = trace.op('mul', [trace.constant(0.1, 'rate'), x], 'step', 'rate * x');
    const pi = trace.op('mul', [trace.constant(Math.PI, 'Math.PI'), rate]);
    const entry = trace.op('add', [pi, trace.constant(1.25, 'data[i]')]);
    expect(printed(trace.graph(entry)).slice(1)).toEqual([
      expect.stringMatching(/^step = rate × x:/),
      expect.stringMatching(/^Math.PI × step:/),
      expect.stringMatching(/^Math.PI × step \+ 1.25:/),
    ]);
  });

  test('a constant that carries the source of its operation does not take its name', () => {
    const trace = new HandTrace();
    const i = trace.input('i', 3);
    const source = trace.source('i++', 'i');
    const one = trace.tape.constant(1, source);
    const next = trace.op('add', [i, one]);
    trace.tape.source[next] = source;
    expect(printed(trace.graph(next))).toEqual(['i: 3 ∂ 1', 'i = i + 1: 4 ∂ 1']);
  });

  test('the constant of the full picture shows its number, not the code that uses it', () => {
    const trace = new HandTrace();
    const x = trace.input('x', 3);
    const ten = trace.tape.constant(-10, trace.source('x - 10', 'y'));
    const graph = trace.graph(trace.op('add', [x, ten]), { full: true });
    expect(graph.gates[1]).toMatchObject({ kind: 'constant', code: '−10', name: null, value: -10 });
  });

  test('a name given after the fact wins', () => {
    const trace = new HandTrace();
    const x = trace.input('x', 3);
    const y = trace.op('exp', [x]);
    trace.rename(y, 'W[0][1]');
    expect(gateCalled(trace.graph(trace.op('neg', [y])), '−W[0][1]').value).toBeCloseTo(-Math.exp(3));
  });

  test('code is one clipped line', () => {
    const trace = new HandTrace();
    const x = trace.input('x', 3);
    const y = trace.op('exp', [x], null, `Math.exp(\n    x // ${'very '.repeat(40)}\n)`);
    const { code } = trace.graph(y).gates[1]!;
    expect(code).toMatch(/^Math\.exp\( x \/\/ very very.*…$/);
    expect(code.length).toBe(80);
  });
});

describe('limits', () => {
  function chain(length: number): { trace: HandTrace; last: number } {
    const trace = new HandTrace();
    const x = trace.input('x', 1);
    const half = trace.constant(0.5);
    let last = x;
    const source = trace.source('y * 0.5');
    const op = trace.tape.op[trace.op('mul', [x, half])]!;
    for (let k = 0; k < length; k++) last = trace.tape.record2(op, last, half, 1, source);
    return { trace, last };
  }

  test('up to the limit there is a picture', () => {
    const { trace, last } = chain(PICTURE_LIMIT - 1);
    expect(trace.graph(last)).toMatchObject({ total: PICTURE_LIMIT, omitted: null });
    expect(trace.graph(last).gates).toHaveLength(PICTURE_LIMIT);
  });

  test('above it gates of one expression are one', () => {
    const { trace, last } = chain(PICTURE_LIMIT);
    const graph = trace.graph(last);
    expect(graph).toMatchObject({ total: PICTURE_LIMIT + 1, omitted: null });
    expect(graph.gates.map(({ op, count }) => [op, count])).toEqual([
      ['input', 1],
      ['mul', 60],
    ]);
  });

  test('above it the full picture is a message', () => {
    const { trace, last } = chain(PICTURE_LIMIT);
    expect(trace.graph(last, { full: true, limit: PICTURE_LIMIT })).toEqual({
      gates: [],
      edges: [],
      outputs: [`g${last}`],
      total: 62,
      omitted: 'This result has 62 gates; the picture shows up to 60. The table has every named value.',
    });
  });

  test('a million gates are folded without recursion', () => {
    const { trace, last } = chain(1_000_000);
    const sweep = backward(trace.tape, [{ node: last, gradient: 1 }]);
    const graph = buildGraph(trace, sweep, { outputs: [last], inputs: trace.inputs, limit: PICTURE_LIMIT });
    expect(graph.gates.map(({ count }) => count)).toEqual([1, 1_000_000]);
  });

  test('ten thousand gates are built in full', () => {
    const { trace, last } = chain(9_990);
    const graph = trace.graph(last, { full: true, limit: FULL_LIMIT });
    expect(graph.gates).toHaveLength(9_992);
    expect(graph.edges).toHaveLength(2 * 9_990);
  });
});
