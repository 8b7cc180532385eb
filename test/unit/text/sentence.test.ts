import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/engine/ops/row';
import { type OpName, opNames, rows } from '../../../src/engine/ops/table';
import type { Graph } from '../../../src/graph/model';
import { decodeNum } from '../../../src/graph/num';
import { parseNumber } from '../../../src/text/numberFormat';
import { sentence } from '../../../src/text/sentence';
import { burger, gateCalled, HandTrace } from '../graph/handTrace';
import { workOut } from './arithmetic';

type Leaf = number | string | readonly [string, number];

/** The sentence of one gate: names are inputs of the given values, numbers constants; `upstream` arrives at the gate. */
function check(op: OpName, leaves: readonly Leaf[], upstream = 1): string {
  const trace = new HandTrace();
  const nodes = new Map<string, number>();
  const operands = leaves.map((leaf) => {
    if (typeof leaf === 'number') return trace.constant(leaf);
    const [name, value] = typeof leaf === 'string' ? [leaf, 0] : leaf;
    if (!nodes.has(name)) nodes.set(name, trace.input(name, value));
    return nodes.get(name)!;
  });
  const gate = trace.op(op, operands, 'q');
  const graph = trace.graph(trace.op('mul', [gate, trace.constant(upstream)], 'out'));
  return sentence(graph, gateCalled(graph, 'q'));
}

describe('one gate', () => {
  test.each<[string, OpName, readonly Leaf[], number]>([
    [
      'mul swaps: `w` gets x·8 = 16, `x` gets w·8 = 24',
      'mul',
      [
        ['w', 3],
        ['x', 2],
      ],
      8,
    ],
    [
      'mul swaps: `w` gets x·(−8) = −16, `x` gets w·(−8) = −24',
      'mul',
      [
        ['w', 3],
        ['x', 2],
      ],
      -8,
    ],
    ['mul swaps: the constant 2 gets nothing, `x` gets 2·8 = 16', 'mul', [2, ['x', 3]], 8],
    [
      'mul swaps: `x` is used twice and gets x·8 + x·8 = 48',
      'mul',
      [
        ['x', 3],
        ['x', 3],
      ],
      8,
    ],
    [
      'add distributes: both inputs get −4',
      'add',
      [
        ['x', 3],
        ['y', 3],
      ],
      -4,
    ],
    ['add distributes: `x` gets −4, the constant 10 gets nothing', 'add', [['x', 3], 10], -4],
    [
      'add distributes: `x` is used twice and gets 3 + 3 = 6',
      'add',
      [
        ['x', 3],
        ['x', 3],
      ],
      3,
    ],
    [
      'sub distributes: `x` gets 4, `y` gets −4',
      'sub',
      [
        ['x', 3],
        ['y', 3],
      ],
      4,
    ],
    [
      'sub distributes: `x` is used twice and gets 4 + (−4) = 0',
      'sub',
      [
        ['x', 3],
        ['x', 3],
      ],
      4,
    ],
    [
      'div swaps: `x` gets (1 / y)·8 = 4, `y` gets (−q / y)·8 = −6',
      'div',
      [
        ['x', 3],
        ['y', 2],
      ],
      8,
    ],
    [
      'max routes: all 2 goes to `b`, the larger',
      'max',
      [
        ['a', 1],
        ['b', 2],
      ],
      2,
    ],
    ['max routes: all 2 goes to `b`, the largest', 'max', [['a', 1], ['b', 2], 0], 2],
    [
      'min routes: all 2 goes to `a`, the smaller',
      'min',
      [
        ['a', 1],
        ['b', 2],
      ],
      2,
    ],
    ['max routes: nothing flows back to `a`, since the constant 0 is the larger', 'max', [0, ['a', -1]], 2],
    [
      'max routes: `a` and `b` tie and each get 2/2 = 1',
      'max',
      [
        ['a', 1],
        ['b', 1],
      ],
      2,
    ],
    [
      'max routes: `a`, `b` and `c` tie and each get 2/3 = 0.6667',
      'max',
      [
        ['a', 1],
        ['b', 1],
        ['c', 1],
      ],
      2,
    ],
    [
      'max routes: `a` and `c` tie and each get 2/2 = 1; nothing flows back to `b`',
      'max',
      [
        ['a', 1],
        ['b', 0],
        ['c', 1],
      ],
      2,
    ],
    ['max routes: the constant 0 and `x` tie, `x` gets 2/2 = 1', 'max', [0, ['x', 0]], 2],
    [
      'max routes: `x` is used twice and gets 0.5·2 + 0.5·2 = 2',
      'max',
      [
        ['x', 1],
        ['x', 1],
      ],
      2,
    ],
    ['tanh scales: `z` gets (1 − q²)·8 = 8', 'tanh', [['z', 0]], 8],
    ['exp scales: `z` gets q·8 = 8', 'exp', [['z', 0]], 8],
    ['neg scales: `z` gets (−1)·8 = −8', 'neg', [['z', 5]], 8],
    ['pow scales: `z` gets 2·z·8 = 48, the constant 2 gets nothing', 'pow', [['z', 3], 2], 8],
    ['pow scales: `z` gets 3·z²·8 = 216, the constant 3 gets nothing', 'pow', [['z', 3], 3], 8],
    ['pow scales: `z` gets (−1)·z⁻²·8 = −2, the constant −1 gets nothing', 'pow', [['z', 2], -1], 8],
    ['floor blocks: nothing flows back to `x`', 'floor', [['x', 1.5]], 8],
  ])('%s', (text, op, leaves, upstream) => {
    expect(check(op, leaves, upstream)).toBe(text);
  });

  test('NaN that comes through a slope of 0 is not called nothing', () => {
    expect(check('floor', [['x', 1.5]], Number.POSITIVE_INFINITY)).toBe('floor blocks: `x` gets 0·∞ = NaN');
  });

  test('many operands are counted', () => {
    const live = Array.from({ length: 20 }, (_item, k): Leaf => [`x${k}`, 1]);
    const constants = Array.from({ length: 1000 }, () => 0);
    const text = check('hypot', [...live, ...constants]);
    expect(text).toMatch(/^hypot scales: `x0` gets \(x0 \/ q\)·1 = 0.2236, /);
    expect(text).toMatch(/, 14 other inputs get their share in the same way, 1000 constants get nothing$/);
    expect(check('max', [...live, ...constants])).toMatch(
      /^max routes: `x0`, .* and 16 others tie and each get 1\/20 = 0.05$/,
    );
  });

  test('only constants', () => {
    expect(check('add', [1, 2])).toBe('add distributes: only constants go in, so nothing flows back');
  });

  test('an operand without a name is called by its formula', () => {
    const { graph } = burger();
    expect(sentence(graph, gateCalled(graph, 'loss'))).toBe(
      'pow scales: `y − 10` gets 2·(y − 10)·1 = 4, the constant 2 gets nothing',
    );
  });

  test('a backtick in a name cannot end the name', () => {
    expect(check('neg', [['o["`"]', 1]])).toContain('`o["\'"]`');
  });
});

describe('leaves', () => {
  test('an input tells what a small change does', () => {
    const { graph } = burger();
    expect(sentence(graph, gateCalled(graph, 'w'))).toBe(
      'input: when `w` grows by a small h, `loss` changes by about 16·h',
    );
  });

  test.each([
    ['floor', 1.5, 'input: a small change of `x` does not change `y`'],
    ['sqrt', 0, 'input: the gradient of `y` is ∞ here'],
  ] as const)('an input of %s', (op, value, text) => {
    const trace = new HandTrace();
    const graph = trace.graph(trace.op(op, [trace.input('x', value)], 'y'));
    expect(sentence(graph, graph.gates[0]!)).toBe(text);
  });

  test('an input that is the output', () => {
    const trace = new HandTrace();
    const graph = trace.graph(trace.input('x', 1));
    expect(sentence(graph, graph.gates[0]!)).toBe('input: `x` is the output itself');
  });
});

/** Three digits are written in full, so that sentences do not round what goes in. */
const threeDigits = (low: number, high: number) =>
  fc.double({ min: low, max: high, noNaN: true }).map((value) => Number(value.toPrecision(3)));

const sampleOf = (op: OpName) => {
  const row: Row = rows[op];
  const count = row.arity === 'n' ? fc.integer({ min: 1, max: 5 }) : fc.constant(row.arity);
  return count.chain((length) =>
    fc.record({
      op: fc.constant(op),
      upstream: fc.oneof(threeDigits(-100, -0.01), threeDigits(0.01, 100)),
      operands: fc.tuple(
        ...Array.from({ length }, (_item, k) => {
          const [low, high] = row.domain[Math.min(k, row.domain.length - 1)]!;
          return fc.record({
            value: threeDigits(low, high),
            how: fc.constantFrom('input', 'input', 'constant', 'unnamed', 'first'),
          });
        }),
      ),
    }),
  );
};

describe('the arithmetic of every sentence', () => {
  // The picture leaves aliases out.
  test.each(opNames.filter((op) => op !== 'alias'))('%s', (op) => {
    fc.assert(
      fc.property(sampleOf(op), ({ upstream, operands }) => {
        const trace = new HandTrace();
        const values = new Map<string, number>();
        const nodes: number[] = [];
        operands.forEach(({ value, how }, k) => {
          const name = `p${k}`;
          if (how === 'first' && k > 0) nodes.push(nodes[0]!);
          else if (how === 'constant') nodes.push(trace.constant(value));
          else {
            values.set(name, value);
            const input = trace.input(name, value);
            nodes.push(how === 'unnamed' ? trace.op('neg', [trace.op('neg', [input])]) : input);
          }
        });
        const node = trace.op(op, nodes, 'q');
        values.set('q', trace.tape.value[node]!);
        const graph = trace.graph(trace.op('mul', [node, trace.constant(upstream)]));
        checkArithmetic(graph, sentence(graph, gateCalled(graph, 'q')), values);
      }),
      { numRuns: 60 },
    );
  });
});

/** Reads the sentence of the gate `q` again and compares every number in it with the graph's. */
function checkArithmetic(graph: Graph, text: string, values: ReadonlyMap<string, number>): void {
  const gate = gateCalled(graph, 'q');
  const upstream = decodeNum(gate.grad);
  const live = new Map<string, number>();
  for (const operand of gate.operands) {
    if (operand.gate === null) continue;
    const label = `\`${operand.label}\``;
    live.set(label, (live.get(label) ?? 0) + decodeNum(operand.contribution!));
  }
  expect(text.startsWith(`${gate.op} ${gate.flow}: `)).toBe(true);
  const said = text.slice(`${gate.op} ${gate.flow}: `.length);
  const mentioned = new Set(said.match(/`[^`]*`/g) ?? []);
  if (live.size === 0) {
    expect(said).toBe('only constants go in, so nothing flows back');
    return;
  }
  const all = /^(?:both|all (\d+)) inputs get (\S+)$/.exec(said);
  if (all !== null) {
    expect(Number(all[1] ?? 2)).toBe(gate.operands.length);
    for (const contribution of live.values()) near(parseNumber(all[2]!), contribution);
    return;
  }
  const winner = /^all (\S+) goes to (`[^`]*`)(?:, (the \w+))?$/.exec(said);
  if (winner !== null) {
    near(parseNumber(winner[1]!), upstream);
    near(live.get(winner[2]!)!, upstream);
    const operands = gate.operands.map((operand) => decodeNum(operand.value));
    const extreme = gate.op === 'min' ? Math.min(...operands) : Math.max(...operands);
    expect(gate.operands.find((operand) => `\`${operand.label}\`` === winner[2])!.value).toBe(extreme);
    const kind = gate.op === 'min' ? 'small' : 'larg';
    if (operands.length > 1) expect(winner[3]).toBe(`the ${kind}${operands.length > 2 ? 'est' : 'er'}`);
    expect([...live].filter(([label]) => label !== winner[2]).every(([, contribution]) => contribution === 0)).toBe(
      true,
    );
    return;
  }
  if (said.startsWith('nothing flows back to ')) {
    expect([...mentioned].sort()).toEqual([...live.keys()].sort());
    expect([...live.values()].every((contribution) => contribution === 0)).toBe(true);
    return;
  }
  const tie = /^(.*) tie(?: and each get|, (.*) (?:gets|each get)) (\S+)\/(\d+) = (\S+?)(?:; nothing .*)?$/.exec(said);
  if (tie !== null) {
    near(parseNumber(tie[3]!) / Number(tie[4]), parseNumber(tie[5]!));
    const names: string[] = (tie[2] ?? tie[1]!).match(/`[^`]*`/g) ?? [];
    expect(names.length).toBeGreaterThan(0);
    for (const [label, contribution] of live) near(contribution, names.includes(label) ? parseNumber(tie[5]!) : 0);
    return;
  }
  expect([...mentioned].sort()).toEqual([...live.keys()].sort());
  const clauses = [
    ...said.matchAll(/(`[^`]*`)(?: is used (twice|\d+ times) and)? gets ([^`]*?)(?=, `|, the constant|$)/g),
  ];
  expect(clauses).toHaveLength(live.size);
  for (const [, label, used, gets] of clauses) {
    const sides = gets!.split(' = ');
    const total = parseNumber(sides.at(-1)!);
    near(total, live.get(label!)!);
    // Terms may cancel: rounding counts by the size of what arrives.
    if (sides.length > 1) near(workOut(sides[0]!, values), total, used === undefined ? 0 : 10 * Math.abs(upstream));
  }
}

/** Equal to the four digits that are written. */
function near(actual: number, expected: number, scale = 0): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else if (!Number.isFinite(expected)) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(6e-4 * Math.max(Math.abs(expected), scale) + 1e-9);
}
