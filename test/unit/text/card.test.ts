import { describe, expect, test } from 'vitest';
import { FULL_LIMIT } from '../../../src/graph/build';
import { cardOf } from '../../../src/text/card';
import { burger, gateCalled, HandTrace } from '../graph/handTrace';

describe('the burger factory', () => {
  const { graph } = burger();

  test('a gate', () => {
    const u = gateCalled(graph, 'u');
    expect(cardOf(graph, u.id)).toEqual({
      gate: u.id,
      title: 'u',
      value: 6,
      grad: 8,
      code: 'w * x',
      range: u.range,
      op: 'mul',
      flow: 'swaps',
      flowTitle: 'mul swaps',
      sentence: 'mul swaps: `w` gets x·8 = 16, `x` gets w·8 = 24',
      rows: [
        {
          gate: 'g0',
          label: 'w',
          value: 3,
          local: 2,
          localFormula: 'x',
          upstream: 8,
          contribution: 16,
          constant: false,
        },
        {
          gate: 'g2',
          label: 'x',
          value: 2,
          local: 3,
          localFormula: 'w',
          upstream: 8,
          contribution: 24,
          constant: false,
        },
      ],
      fork: [],
      convention: null,
    });
  });

  test('a folded constant has a row without contribution', () => {
    const card = cardOf(graph, gateCalled(graph, 'y − 10').id)!;
    expect(card.title).toBe('y − 10');
    expect(card.rows[1]).toEqual({
      gate: null,
      label: '10',
      value: 10,
      local: null,
      localFormula: '',
      upstream: 4,
      contribution: null,
      constant: true,
    });
  });

  test('an input', () => {
    expect(cardOf(graph, gateCalled(graph, 'w').id)).toMatchObject({
      title: 'w',
      flowTitle: '',
      flow: null,
      rows: [],
      op: 'input',
    });
  });

  test('survives structured clone and JSON', () => {
    const card = cardOf(graph, gateCalled(graph, 'loss').id);
    expect(JSON.parse(JSON.stringify(card))).toEqual(card);
    expect(structuredClone(card)).toEqual(card);
  });

  test('the constants of the full picture are marked', () => {
    const { trace, loss } = burger();
    const full = trace.graph(loss, { full: true, limit: FULL_LIMIT });
    const card = cardOf(full, `g${loss}`)!;
    expect(card.rows.map((row) => [row.gate === null, row.constant])).toEqual([
      [false, false],
      [false, true],
    ]);
    expect(cardOf(full, card.rows[1]!.gate!)!.sentence).toMatch(/^constant: /);
  });

  test('a gate that is not there', () => {
    expect(cardOf(graph, 'g999')).toBeNull();
  });
});

test('each row is local × upstream = contribution, and a fork sums to the gradient', () => {
  const trace = new HandTrace();
  const x = trace.input('x', 3);
  const p = trace.op('mul', [x, trace.constant(4)], 'p');
  const graph = trace.graph(trace.op('add', [p, trace.op('mul', [x, x], null)], 'y'));
  const card = cardOf(graph, gateCalled(graph, 'x').id)!;
  expect(card.grad).toBe(10);
  expect(card.fork).toEqual([
    { gate: `g${p}`, label: 'p', contribution: 4 },
    { gate: gateCalled(graph, 'x × x').id, label: 'x × x', contribution: 3 },
    { gate: gateCalled(graph, 'x × x').id, label: 'x × x', contribution: 3 },
  ]);
});

test('an output that is used further lists its own seed', () => {
  const trace = new HandTrace();
  const a = trace.op('exp', [trace.input('x', 0)], 'a');
  const graph = trace.graph([a, trace.op('neg', [a], 'b')]);
  expect(cardOf(graph, `g${a}`)!.fork.map(({ label, contribution }) => [label, contribution])).toEqual([
    ['the output itself', 1],
    ['b', -1],
  ]);
});

test('a constant exponent of a negative base shows no NaN', () => {
  const trace = new HandTrace();
  const graph = trace.graph(trace.op('pow', [trace.input('x', -2), trace.constant(3)], 'y'));
  const card = cardOf(graph, gateCalled(graph, 'y').id)!;
  expect(JSON.stringify(card)).not.toContain('NaN');
  expect(card.rows[0]).toMatchObject({ local: 12, contribution: 12, localFormula: '3 · x²' });
});

test('a constant that takes a share of a tie keeps its slope', () => {
  const trace = new HandTrace();
  const graph = trace.graph(trace.op('max', [trace.constant(0), trace.input('x', 0)], 'y'));
  expect(
    cardOf(graph, gateCalled(graph, 'y').id)!.rows.map(({ local, contribution }) => [local, contribution]),
  ).toEqual([
    [0.5, null],
    [0.5, 0.5],
  ]);
});

test('a convention that decided a number is named', () => {
  const trace = new HandTrace();
  const graph = trace.graph(trace.op('abs', [trace.input('x', 0)], 'y'));
  expect(cardOf(graph, gateCalled(graph, 'y').id)!.convention).toContain('corner at 0');
});
