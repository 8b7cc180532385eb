import { describe, expect, test } from 'vitest';
import { FULL_LIMIT } from '../../../src/graph/build';
import type { Graph } from '../../../src/graph/model';
import { callName, labelOf } from '../../../src/text/label';
import { sumText } from '../../../src/text/numberFormat';
import { burger, gateCalled, HandTrace } from '../graph/handTrace';

/** A label's two lines as a person reads them. */
function lines(graph: Graph, gate: string): [string, string] {
  const label = labelOf(graph, gateCalled(graph, gate));
  return [[label.flow, label.name, label.formula].filter((part) => part).join(' '), `${label.value} ${label.grad}`];
}

describe('two lines', () => {
  const { graph } = burger();

  test.each([
    ['w', 'w', '3 ∂ 16'],
    ['u', 'swaps u w × x', '6 ∂ 8'],
    ['y − 10', 'distributes − y − 10', '2 ∂ 4'],
    ['loss', 'scales loss (y − 10)²', '4 ∂ 1'],
  ])('%s', (gate, first, second) => {
    expect(lines(graph, gate)).toEqual([first, second]);
  });

  test('a call without a name has its function in bold', () => {
    const trace = new HandTrace();
    const made = trace.graph(trace.op('tanh', [trace.input('u', 0.3)]));
    expect(lines(made, 'tanh(u)')).toEqual(['scales tanh (u)', '0.2913 ∂ 1']);
  });

  test('a sign without a name stands before its operand', () => {
    const trace = new HandTrace();
    expect(lines(trace.graph(trace.op('neg', [trace.input('u', 0.3)])), '−u')).toEqual(['scales − u', '−0.3 ∂ 1']);
  });

  test('a constant has no gradient', () => {
    const { trace, loss } = burger();
    const full = trace.graph(loss, { full: true, limit: FULL_LIMIT });
    expect(labelOf(full, full.gates.find(({ code }) => code === '10')!)).toMatchObject({
      name: '10',
      value: '10',
      grad: '',
    });
  });
});

describe('forks', () => {
  function used(...factors: number[]): Graph {
    const trace = new HandTrace();
    const x = trace.input('x', 1);
    const terms = factors.map((factor) => trace.op('mul', [x, trace.constant(factor)]));
    return trace.graph(terms.reduce((sum, term) => trace.op('add', [sum, term])));
  }

  test.each([
    [[4], '1 ∂ 4', false],
    [[4, 2], '1 ∂ 4 + 2 = 6', true],
    [[4, -1, 2], '1 ∂ 4 − 1 + 2 = 5', true],
    [[-4, -1], '1 ∂ −4 − 1 = −5', true],
    [[1, 2, 3, 4], '1 ∂ 1 + 2 + … = 10', true],
    [[0.5121, -0.03576, 1.583], '1 ∂ 0.5121 − 0.03576 + … = 2.059', true],
    [[0.0005121, -0.0003576], '1 ∂ 0.0005121 − 0.0003576 = 0.0001545', true],
    [[0.0005121, -0.0003576, 1], '1 ∂ 0.0005121 + … = 1', true],
  ])('%j', (factors, second, isFork) => {
    const graph = used(...factors);
    expect(lines(graph, 'x')[1]).toBe(second);
    expect(labelOf(graph, gateCalled(graph, 'x')).isFork).toBe(isFork);
  });
});

test.each([
  [2, 1],
  [-2, -1],
  [0, 0],
  [Number.NaN, 0],
])('the sign of a gradient of %d', (factor, sign) => {
  const trace = new HandTrace();
  const graph = trace.graph(trace.op('mul', [trace.input('x', 1), trace.constant(factor)]));
  expect(labelOf(graph, gateCalled(graph, 'x')).sign).toBe(sign);
});

test('a sum', () => {
  expect(sumText(['1', '−2', '∞', '−∞'])).toBe('1 − 2 + ∞ − ∞');
});

test('a gate is called by its name, its formula, or its code', () => {
  const { graph } = burger();
  expect(graph.gates.map(callName)).toEqual(['w', 'v', 'x', 'u', 'y', 'y − 10', 'loss']);
});
