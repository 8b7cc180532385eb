import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OpName } from '../../../src/engine/ops/table';
import type { Graph } from '../../../src/graph/model';
import { decodeNum } from '../../../src/graph/num';
import { isMany } from '../../../src/graph/sweepPlan';
import { type BackwardStep, backwardSteps, lineText } from '../../../src/text/backwardSteps';
import { parseNumber, shortNumber } from '../../../src/text/numberFormat';
import { programs } from '../graph/folding/programs';
import { tracedOne } from '../graph/folding/traced';
import { burger, gateCalled, HandTrace } from '../graph/handTrace';
import { workOut } from './arithmetic';

/** What a step says, without its notes. */
function said({ title, flowTitle, upstream, lines, sums }: BackwardStep): string[] {
  const head = [title, flowTitle, upstream].filter((text) => text !== '').join(' | ');
  return [head, ...lines.map(lineText), ...sums.map(({ text }) => text)];
}

function stepOf(graph: Graph, title: string): BackwardStep {
  return backwardSteps(graph).steps.find((step) => step.title === title)!;
}

/** out = u·u − u·k + max(u, k) of u = 2·x: two forks. */
function forks(): Graph {
  const trace = new HandTrace();
  const [x, k] = [trace.input('x', 3), trace.input('k', 7)];
  const u = trace.op('mul', [x, trace.constant(2)], 'u');
  const difference = trace.op('sub', [trace.op('mul', [u, u]), trace.op('mul', [u, k])]);
  return trace.graph(trace.op('add', [difference, trace.op('max', [u, k])], 'out'));
}

describe('the steps', () => {
  test('begin with the output and go backward, a gate each', () => {
    expect(backwardSteps(burger().graph).steps.map(said)).toEqual([
      ['Start at loss', '∂loss = 1'],
      ['loss = (y − 10)² | pow scales | ∂loss = 1', '∂(y − 10) += 2·(y − 10) · ∂loss = 4 · 1 = 4'],
      ['y − 10 | sub distributes | ∂(y − 10) = 4', '∂y += 1 · ∂(y − 10) = 1 · 4 = 4'],
      ['y = v × u | mul swaps | ∂y = 4', '∂v += u · ∂y = 6 · 4 = 24', '∂u += v · ∂y = 2 · 4 = 8'],
      ['u = w × x | mul swaps | ∂u = 8', '∂w += x · ∂u = 2 · 8 = 16', '∂x += w · ∂u = 3 · 8 = 24'],
    ]);
  });

  test('add to the sums at forks, and say what is still to come', () => {
    const sums = backwardSteps(forks()).steps.flatMap((step) => step.sums.map(({ text }) => text));
    expect(sums).toEqual([
      'u: 0 so far, 3 more to come',
      'k: 1 so far, 1 more to come',
      'u: 0 − 7 = −7 so far, 2 more to come',
      'k: 1 − 6 = −5',
      'u: −7 + 6 + 6 = 5',
    ]);
  });

  test('put negative factors in parentheses', () => {
    expect(said(stepOf(forks(), 'u × k'))[1]).toBe('∂u += k · ∂(u × k) = 7 · (−1) = −7');
    expect(said(stepOf(forks(), 'u × u − u × k'))[2]).toBe('∂(u × k) += (−1) · ∂(u × u − u × k) = (−1) · 1 = −1');
  });

  test('are told in words to a screen reader', () => {
    const { steps } = backwardSteps(burger().graph);
    expect(steps[0]!.spoken).toBe(
      'loss gets 1. A small change h of loss changes loss by h, so the sweep starts from 1.',
    );
    expect(steps[3]!.spoken).toBe('y = v × u, mul swaps. upstream 4. v gets u, 6 times 4: 24. u gets v, 2 times 4: 8.');
    expect(stepOf(forks(), 'u × k').spoken).toMatch(/u gets k, 7 times −1: −7\. .* k: 1 − 6 = −5\.$/);
  });

  test('leave constants out, and say so', () => {
    const { steps } = backwardSteps(burger().graph);
    expect(steps[2]!.notes).toEqual(['The constant 10 gets nothing.']);
    const trace = new HandTrace();
    const sum = trace.op('add', [trace.constant(1), trace.constant(2)]);
    const graph = trace.graph(trace.op('mul', [sum, trace.input('x', 0)], 'y'));
    expect(backwardSteps(graph).steps.at(-1)!.notes).toEqual(['Only constants go in, so nothing flows back.']);
  });

  test('are there where nothing but 0 arrives', () => {
    const trace = new HandTrace();
    const dead = trace.op('mul', [trace.input('w', 5), trace.input('v', 4)], 'dead');
    const graph = trace.graph(trace.op('mul', [dead, trace.constant(0)], 'y'));
    expect(said(stepOf(graph, 'dead = w × v'))).toEqual([
      'dead = w × v | mul swaps | ∂dead = 0',
      '∂w += v · ∂dead = 4 · 0 = 0',
      '∂v += w · ∂dead = 5 · 0 = 0',
    ]);
  });

  test('keep NaN and infinities', () => {
    const trace = new HandTrace();
    const root = trace.op('sqrt', [trace.input('x', 0)], 'root');
    const graph = trace.graph(trace.op('mul', [root, trace.constant(0)], 'y'));
    expect(lineText(stepOf(graph, 'root = sqrt(x)').lines[0]!)).toMatch(/= ∞ · 0 = NaN$/);
  });

  test('start at every output, and add its seed to what arrives there', () => {
    const trace = new HandTrace();
    const u = trace.op('neg', [trace.input('x', 2)], 'u');
    const graph = trace.graph([u, trace.op('mul', [u, trace.constant(3)], 'y')]);
    const { steps } = backwardSteps(graph);
    expect(said(steps[0]!)).toEqual(['Start at 2 outputs', '∂u = 1', '∂y = 1', 'u: 1 so far, 1 more to come']);
    expect(steps[1]!.sums.map(({ text }) => text)).toEqual(['u: 1 + 3 = 4']);
  });

  test('are one where the output is an input', () => {
    const trace = new HandTrace();
    const { steps } = backwardSteps(trace.graph(trace.input('x', 2)));
    expect(steps.map(said)).toEqual([['Start at x', '∂x = 1']]);
  });

  test('are none without an output', () => {
    const { graph } = burger();
    expect(backwardSteps({ ...graph, outputs: [] }).steps).toEqual([]);
  });
});

describe('how far the sweep is', () => {
  test('a gate waits, then has a part of its sum, then all of it', () => {
    const graph = forks();
    const { plan, steps } = backwardSteps(graph);
    const u = gateCalled(graph, 'u');
    expect(steps.map((_, at) => plan.progress(u, at))).toEqual([
      ...Array.from({ length: 2 }, () => ({ state: 'waiting', sum: null })),
      { state: 'partial', sum: 0 },
      { state: 'partial', sum: 0 },
      { state: 'partial', sum: -7 },
      { state: 'complete', sum: 5 },
      { state: 'complete', sum: 5 },
    ]);
  });

  test('the structure stays while only numbers change', () => {
    const graph = (x: number) => tracedOne(`const x = ${x};\nconst y = x * x + x; // @grad`).picture();
    expect(backwardSteps(graph(2)).structure).toBe(backwardSteps(graph(-7)).structure);
    expect(backwardSteps(burger().graph).structure).not.toBe(backwardSteps(graph(2)).structure);
  });
});

describe('folds', () => {
  test('are one step that says what it stands for, with what flows back between two numbers', () => {
    const graph = tracedOne(programs.newton!).picture();
    const { steps } = backwardSteps(graph);
    expect(steps).toHaveLength(graph.gates.filter(({ kind }) => kind === 'gate').length + 1);
    const sum = steps.find(({ title }) => title === 'r + a / r')!;
    expect(lineText(sum.lines.at(-1)!)).toMatch(/^∂\(a \/ r\) \+= 30 numbers from \S+ to 0\.5$/);
    expect(sum.notes[0]).toMatch(/^add distributes, 30 times: values from /);
    expect(sum.notes).toContain('What `r` gets goes on to the turn of the loop before.');
    expect(sum.lines[0]!.target).toBe('∂r (input)');
  });

  test('of a call have no product that is not so', () => {
    const code =
      'const x = 2;\nfunction f(a: number) { const b = a * 2; return b ** 2; }\nconst z = f(x);\nconst y = z + f(3 * x); // @grad';
    const graph = tracedOne(code).picture({ level: 'calls' });
    expect(said(stepOf(graph, 'z = f(x)')).slice(0, 2)).toEqual(['z = f(x) | ∂z = 1', '∂x += 16']);
  });

  test('tell the gradient that comes from later turns', () => {
    const traced = tracedOne(programs.newton!);
    const [loop] = traced.picture().folding!.loops;
    const graph = traced.picture({ at: { [loop!.key]: 17 } });
    expect(
      graph.edges.some(({ from, carried }) => carried && !isMany(graph.gates.find(({ id }) => id === from)!)),
    ).toBe(false);
    checkSweep(graph);
  });

  test.each(Object.keys(programs))(
    '%s: all that is drawn is complete in the end, and adds up',
    (name) => {
      const traced = tracedOne(programs[name]!);
      const pictures = [traced.picture(), traced.picture({ level: 'calls' }), traced.picture({}, 20)];
      for (const { key, steps } of traced.picture().folding?.loops ?? []) {
        pictures.push(traced.picture({ at: { [key]: Math.ceil(steps / 2) } }));
      }
      for (const graph of pictures) checkSweep(graph);
    },
    60_000,
  );
});

/** The laws of a sweep over any picture: sums add up to the gradients, and every gate waits for all of its users. */
function checkSweep(graph: Graph): void {
  const { plan, steps } = backwardSteps(graph);
  const drawn = new Set(graph.gates.map(({ id }) => id));
  const last = steps.length - 1;
  for (const step of steps) for (const line of step.lines) expect(drawn.has(line.gate)).toBe(true);
  for (const gate of graph.gates) {
    if (gate.kind === 'constant') continue;
    expect(plan.progress(gate, last).state).toBe('complete');
    const arrivals = plan.arrivals(gate.id);
    const own = plan.stepOf.get(gate.id);
    if (own !== undefined) for (const { step } of arrivals) expect(step).toBeLessThanOrEqual(own);
    for (const { step, fromLater } of arrivals) if (step === own) expect(fromLater).toBe(true);
    if (isMany(gate) || arrivals.some(({ contribution }) => contribution === null)) continue;
    const terms = arrivals.map(({ contribution }) => decodeNum(contribution!));
    const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
    const sum = terms.reduce((total, term) => total + term, 0);
    if (Number.isFinite(size)) expect(Math.abs(sum - decodeNum(gate.grad))).toBeLessThanOrEqual(1e-12 * size);
  }
}

const binary: readonly OpName[] = ['add', 'sub', 'mul', 'div', 'max', 'min'];
const unary: readonly OpName[] = ['neg', 'tanh', 'sin', 'exp', 'abs', 'floor'];

/** A run of named gates, each of one or two values before it. */
const run = fc.record({
  inputs: fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 4 }),
  gates: fc.array(
    fc.record({ op: fc.constantFrom(...binary, ...unary), a: fc.nat(), b: fc.nat(), constant: fc.nat({ max: 9 }) }),
    { minLength: 1, maxLength: 14 },
  ),
});

describe('the arithmetic of every line', () => {
  test('holds, and after the last step the sums are the gradients', () => {
    fc.assert(
      fc.property(run, ({ inputs, gates }) => {
        const trace = new HandTrace();
        const nodes = inputs.map((value, k) => trace.input(`p${k}`, value / 10));
        for (const [k, { op, a, b, constant }] of gates.entries()) {
          const one = nodes[a % nodes.length]!;
          const other = constant === 0 ? trace.constant(1.5) : nodes[b % nodes.length]!;
          nodes.push(trace.op(op, binary.includes(op) ? [one, other] : [one], `q${k}`));
        }
        const graph = trace.graph(nodes.at(-1)!);
        checkSweep(graph);
        checkLines(graph);
      }),
      { numRuns: 400 },
    );
  });
});

/** Reads every line and sum again, adds the contributions up itself and compares with the graph's gradients. */
function checkLines(graph: Graph): void {
  const { plan, steps } = backwardSteps(graph);
  const byName = new Map(graph.gates.map((gate) => [gate.name!, gate]));
  const values = new Map(graph.gates.map((gate) => [gate.name!, decodeNum(gate.value)]));
  const totals = new Map<string, { sum: number; size: number }>();
  const add = (name: string, number: number) => {
    const { sum, size } = totals.get(name) ?? { sum: 0, size: 0 };
    totals.set(name, { sum: sum + number, size: size + Math.abs(number) });
  };
  for (const [at, step] of steps.entries()) {
    const gate = graph.gates.find(({ id }) => id === step.gate);
    const live = gate?.operands.filter((operand) => operand.gate !== null) ?? [];
    for (const [k, line] of step.lines.entries()) {
      const text = lineText(line);
      if (gate === undefined) {
        expect(text).toBe(`∂${graph.gates.at(-1)!.name} = 1`);
        add(line.target.slice(1), 1);
        continue;
      }
      const [, target, names, numbers = names, result] = /^∂(\w+) \+= (.+?)(?: = (.+?))? = (\S+)$/.exec(text)!;
      const operand = live[k]!;
      expect(target).toBe(operand.label);
      expect(result).toBe(shortNumber(operand.contribution!));
      const [local, upstream] = numbers!.split(' · ').map((part) => parseNumber(part.replace(/[()]/g, '')));
      expect(local).toBe(parseNumber(shortNumber(operand.local!)));
      expect(upstream).toBe(parseNumber(shortNumber(gate.grad)));
      const exact = decodeNum(operand.contribution!);
      const named = workOut(
        names!.replace(`∂${gate.name}`, 'upstream'),
        new Map([...values, ['upstream', decodeNum(gate.grad)]]),
      );
      // What a line routes, and slopes of one number, are written with 4 digits.
      near(named, exact, 1e-3);
      add(target!, exact);
    }
    for (const sum of step.sums) {
      const [, name, terms, total, more] = /^(\w+): (?:(.*) = )?(\S+?)(?: so far, (\d+) more to come)?$/.exec(
        sum.text,
      )!;
      const size = totals.get(name!)!.size;
      near(parseNumber(total!), totals.get(name!)!.sum, 5.1e-4, 1e-3 * size);
      if (terms !== undefined && !terms.includes('…'))
        near(workOut(terms, values), totals.get(name!)!.sum, 0, 2e-3 * size);
      expect(Number(more ?? 0)).toBe(sum.left);
      const { state, sum: known } = plan.progress(byName.get(name!)!, at);
      expect(state).toBe(sum.left === 0 ? 'complete' : 'partial');
      near(decodeNum(known!), totals.get(name!)!.sum, 0, 1e-9 * size);
    }
  }
  for (const gate of graph.gates) {
    const { sum, size } = totals.get(gate.name!) ?? { sum: 0, size: 0 };
    near(decodeNum(gate.grad), sum, 0, 1e-9 * size);
  }
}

function near(actual: number, expected: number, share: number, size = 0): void {
  if (!Number.isFinite(expected) || !Number.isFinite(size)) {
    if (Number.isNaN(expected)) expect(actual).toBeNaN();
    // A zero that is written has no sign, so what is divided by it has none that could be compared.
    else if (!Number.isFinite(expected)) expect(Math.abs(actual)).toBe(Number.POSITIVE_INFINITY);
    return;
  }
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(share * Math.abs(expected) + size);
}
