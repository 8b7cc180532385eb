import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forkOf } from '../../../src/graph/flow';
import { decodeNum } from '../../../src/graph/num';
import { burger, gateCalled, HandTrace } from './handTrace';

test('a value that is used once is no fork', () => {
  const { graph } = burger();
  expect(graph.gates.flatMap((gate) => forkOf(graph, gate))).toEqual([]);
});

test('x used by two gates accumulates both contributions', () => {
  const trace = new HandTrace();
  const x = trace.input('x', 3);
  const a = trace.op('mul', [x, trace.constant(4)], 'a');
  const b = trace.op('mul', [x, trace.constant(2)], 'b');
  const graph = trace.graph(trace.op('add', [a, b], 'y'));
  expect(forkOf(graph, gateCalled(graph, 'x'))).toEqual([
    { gate: `g${a}`, contribution: 4, isSeed: false },
    { gate: `g${b}`, contribution: 2, isSeed: false },
  ]);
});

test('x * x is a fork with two contributions from one gate', () => {
  const trace = new HandTrace();
  const x = trace.input('x', 3);
  const y = trace.op('mul', [x, x], 'y');
  const graph = trace.graph(y);
  expect(forkOf(graph, gateCalled(graph, 'x')).map(({ contribution }) => contribution)).toEqual([3, 3]);
});

test('the seed of an output that is used further counts', () => {
  const trace = new HandTrace();
  const x = trace.input('x', 3);
  const a = trace.op('exp', [x], 'a');
  const graph = trace.graph([a, trace.op('neg', [a], 'b')]);
  expect(forkOf(graph, gateCalled(graph, 'a'))).toEqual([
    { gate: `g${a}`, contribution: 1, isSeed: true },
    { gate: gateCalled(graph, 'b').id, contribution: -1, isSeed: false },
  ]);
});

test('constants accumulate nothing', () => {
  const trace = new HandTrace();
  const x = trace.input('x', 3);
  const two = trace.constant(2);
  const graph = trace.graph(trace.op('mul', [trace.op('mul', [x, two]), two]), { full: true });
  expect(forkOf(graph, graph.gates.find((gate) => gate.kind === 'constant')!)).toEqual([]);
});

test('what accumulates is the gradient, in any graph', () => {
  const step = fc.record({ op: fc.constantFrom('add', 'mul', 'sub', 'max'), a: fc.nat(), b: fc.nat() });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 3 }),
      fc.array(step, { minLength: 1, maxLength: 12 }),
      (values, steps) => {
        const trace = new HandTrace();
        const nodes = values.map((value, index) => trace.input(`x${index}`, value));
        for (const { op, a, b } of steps) {
          nodes.push(
            trace.op(op as 'add' | 'mul' | 'sub' | 'max', [nodes[a % nodes.length]!, nodes[b % nodes.length]!]),
          );
        }
        const graph = trace.graph(nodes.at(-1)!);
        for (const gate of graph.gates) {
          const terms = forkOf(graph, gate);
          if (terms.length === 0) continue;
          const sum = terms.reduce((total, term) => total + decodeNum(term.contribution), 0);
          const size = terms.reduce((total, term) => total + Math.abs(decodeNum(term.contribution)), 0);
          expect(Math.abs(sum - decodeNum(gate.grad))).toBeLessThanOrEqual(1e-12 * size);
        }
      },
    ),
  );
});
