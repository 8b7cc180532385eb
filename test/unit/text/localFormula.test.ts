import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/engine/ops/row';
import { type OpName, opNames, rows } from '../../../src/engine/ops/table';
import { decodeNum } from '../../../src/graph/num';
import { atom, factor, localFormula } from '../../../src/text/localFormula';
import { gateCalled, HandTrace } from '../graph/handTrace';
import { workOut } from './arithmetic';

function of(op: OpName, names: readonly (string | number)[], result: string | null = null): string[] {
  const trace = new HandTrace();
  const operands = names.map((name) => (typeof name === 'number' ? trace.constant(name) : trace.input(name, 2)));
  const graph = trace.graph(trace.op(op, operands, result));
  const gate = graph.gates.at(-1)!;
  return gate.operands.map((_operand, k) => localFormula(gate, k));
}

describe('in the names of the user', () => {
  test.each<[OpName, readonly (string | number)[], string | null, string[]]>([
    ['add', ['p', 'q'], null, ['1', '1']],
    ['mul', ['b', 'a'], null, ['a', 'b']],
    ['div', ['p', 'q'], 'r', ['1 / q', '−r / q']],
    ['div', ['p', 'q'], null, ['1 / q', '−(p ÷ q) / q']],
    ['tanh', ['y'], null, ['1 − tanh(y)²']],
    ['tanh', ['y'], 'a', ['1 − a²']],
    ['exp', ['x'], null, ['exp(x)']],
    ['pow', ['x', 2], null, ['2 · x', '(x²) · ln(x)']],
    ['pow', ['x', 3], 'c', ['3 · x²', 'c · ln(x)']],
    ['pow', ['x', 0.5], 'c', ['0.5 · x^(−0.5)', 'c · ln(x)']],
    ['pow', ['x', 2.3], 'c', ['2.3 · x^1.3', 'c · ln(x)']],
    ['pow', ['x', -2], 'c', ['(−2) · x⁻³', 'c · ln(x)']],
    ['pow', ['x', 'n'], 'c', ['n · x^(n − 1)', 'c · ln(x)']],
    ['hypot', ['p', 'q', 'r'], 'h', ['p / h', 'q / h', 'r / h']],
  ])('%s of %j', (op, names, result, formulas) => {
    expect(of(op, names, result)).toEqual(formulas);
  });

  test('of x = exp(x) does not call the result x', () => {
    expect(of('exp', ['x'], 'x')).toEqual(['exp(x)']);
    expect(of('div', ['x', 'n'], 'x')).toEqual(['1 / n', '−(x ÷ n) / n']);
  });

  test('of two values that go by one name has their numbers', () => {
    const trace = new HandTrace();
    const older = trace.input('x', 3);
    const newer = trace.op('neg', [older], 'x');
    const gate = trace.graph(trace.op('mul', [older, newer], 'y')).gates.at(-1)!;
    expect([localFormula(gate, 0), localFormula(gate, 1)]).toEqual(['−3', '3']);
  });

  test('of an operand or result whose text was cut has numbers', () => {
    const trace = new HandTrace();
    const long = trace.op('add', [trace.input('firstMomentEstimate', 3), trace.input('secondMomentEstimate', 4)]);
    const gate = trace.graph(trace.op('pow', [long, trace.op('neg', [trace.input('n', -2)])])).gates.at(-1)!;
    expect([localFormula(gate, 0), localFormula(gate, 1)]).toEqual(['(−n) · 7^((−n) − 1)', '49 · ln(7)']);
  });

  test('of an operand in parentheses has one pair of them', () => {
    const trace = new HandTrace();
    const gate = trace
      .graph(trace.op('abs', [trace.op('sub', [trace.input('h', 1), trace.input('b', 2)])]))
      .gates.at(-1)!;
    expect(localFormula(gate, 0)).toBe('sign(h − b)');
  });

  test('of long formulas has numbers', () => {
    const trace = new HandTrace();
    const sum = trace.op('add', [trace.constant(1), trace.op('exp', [trace.input('velocity', 0)])]);
    const gate = trace.graph(trace.op('div', [trace.constant(1), sum])).gates.at(-1)!;
    expect(localFormula(gate, 1)).toBe('−0.5 / 2');
  });

  test('of a leaf is empty', () => {
    const trace = new HandTrace();
    expect(localFormula(trace.graph(trace.input('x', 1)).gates[0]!, 0)).toBe('');
  });
});

// The picture leaves aliases out.
const drawn = opNames.filter((op) => op !== 'alias');

test.each(drawn.filter((op) => rows[op].flow !== 'routes'))('%s: the text is the derivative', (op) => {
  const row: Row = rows[op];
  const trace = new HandTrace();
  const values = new Map<string, number>();
  const operands = Array.from({ length: row.arity === 'n' ? 3 : row.arity }, (_item, k) => {
    const [low, high] = row.domain[Math.min(k, row.domain.length - 1)]!;
    const value = low + 0.37 * (high - low);
    values.set(`p${k}`, value);
    return trace.input(`p${k}`, value);
  });
  const graph = trace.graph(trace.op(op, operands, 'q'));
  const gate = gateCalled(graph, 'q');
  values.set('q', decodeNum(gate.value));
  gate.operands.forEach((operand, k) => {
    expect(workOut(localFormula(gate, k), values)).toBeCloseTo(decodeNum(operand.local!), 8);
  });
});

test.each([
  ['x', 'x'],
  ['W[0][1]', 'W[0][1]'],
  ['3.5', '3.5'],
  ['1.2e−7', '1.2e−7'],
  ['tanh(x + y)', 'tanh(x + y)'],
  ['f(x) + g(y)', '(f(x) + g(y))'],
  ['−3', '(−3)'],
  ['x²', '(x²)'],
  ['y − 10', '(y − 10)'],
])('%s as an atom', (text, expected) => {
  expect(atom(text)).toBe(expected);
});

test.each([
  ['2 · x', '2 · x'],
  ['x^(n − 1)', 'x^(n − 1)'],
  ['1.2e−7', '1.2e−7'],
  ['1 − y²', '(1 − y²)'],
  ['1 / b', '(1 / b)'],
  ['−sin(x)', '(−sin(x))'],
  ['cos(x + 1)', 'cos(x + 1)'],
])('%s as a factor', (text, expected) => {
  expect(factor(text)).toBe(expected);
});
