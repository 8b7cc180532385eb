import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backward } from '../../../../src/engine/backward';
import { CONSTANT, INPUT } from '../../../../src/engine/ops/table';
import type { NodeId } from '../../../../src/engine/tape';
import { type Recognised, recognise } from '../../../../src/graph/composites/recognise';
import { compositeRows } from '../../../../src/graph/composites/rows';
import type { HandTrace } from '../handTrace';
import { type Form, forms, geluOf, nearMisses, sigmoidOf, Writer, writers } from './forms';

function found(trace: HandTrace, ...outputs: readonly NodeId[]): Recognised[] {
  const sweep = backward(
    trace.tape,
    outputs.map((node) => ({ node, gradient: 1 })),
  );
  return recognise(trace.tape, sweep, outputs);
}

const names = (list: readonly Recognised[]) => list.map(({ name }) => name);

/** Puts a form among other calculations; returns its own operations, and the output of the whole. */
function placed(
  writer: Writer,
  form: Form,
): { members: NodeId[]; leaving: NodeId[]; inputs: NodeId[]; output: NodeId } {
  const { tape } = writer.trace;
  // Some inputs are values that were computed.
  const inputs = Array.from({ length: form.arity }, () => {
    const x = writer.input();
    return writer.heads ? x : writer.filler(x, writer.input());
  });
  const start = tape.length;
  const written = form.write(writer, inputs);
  const leaving = typeof written === 'number' ? [written] : [...written];
  const members: NodeId[] = [];
  for (let node = start; node < tape.length; node++) {
    if (tape.op[node] !== CONSTANT && tape.op[node] !== INPUT) members.push(node);
  }
  let output = writer.input();
  for (const value of leaving) output = writer.filler(output, value);
  if (writer.heads) output = writer.filler(output, inputs[0]!);
  return { members, leaving: leaving.sort((a, b) => a - b), inputs, output };
}

describe('what is written by hand', () => {
  test.each(forms.map((form, index) => [index, form.name, form] as const))('form %i: %s', (_index, name, form) => {
    fc.assert(
      fc.property(writers, (writer) => {
        const { members, leaving, inputs, output } = placed(writer, form);
        const list = found(writer.trace, output);
        expect(names(list)).toEqual([name]);
        expect(list[0]!.members).toEqual(members);
        expect(list[0]!.outputs).toEqual(leaving);
        expect([...list[0]!.inputs].sort()).toEqual([...inputs].sort());
      }),
      { numRuns: 60 },
    );
  });

  test('every composite of the table is written in some way', () => {
    expect(new Set(forms.map(({ name }) => name))).toEqual(new Set(Object.keys(compositeRows)));
    expect(new Set(nearMisses.map(({ name }) => name))).toEqual(new Set(Object.keys(compositeRows)));
  });
});

describe('near misses', () => {
  test.each(nearMisses.map((form, index) => [index, form.name, form] as const))(
    'form %i: no %s',
    (_index, name, form) => {
      fc.assert(
        fc.property(writers, (writer) => {
          expect(names(found(writer.trace, placed(writer, form).output))).not.toContain(name);
        }),
        { numRuns: 60 },
      );
    },
  );

  test('a value inside that is used outside', () => {
    fc.assert(
      fc.property(writers, fc.nat(), fc.nat(), (writer, which, inner) => {
        const form = forms[which % forms.length]!;
        const { members, leaving, output } = placed(writer, form);
        const hidden = members.filter((member) => !leaving.includes(member));
        fc.pre(hidden.length > 0);
        const escaping = hidden[inner % hidden.length]!;
        const list = found(writer.trace, writer.filler(output, escaping));
        // What is left may hold a smaller composite that ends in the value, such as the sigmoid in a SiLU.
        for (const { members: inside, outputs } of list) {
          expect(inside).not.toEqual(members);
          if (inside.includes(escaping)) expect(outputs).toContain(escaping);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a value inside that is differentiated itself', () => {
    const writer = new Writer(() => 0.9);
    const x = writer.input(0.3);
    const e = writer.exp(writer.neg(x));
    const y = writer.div(writer.constant(1), writer.add(writer.constant(1), e));
    expect(names(found(writer.trace, y))).toEqual(['sigmoid']);
    expect(found(writer.trace, y, e)).toEqual([]);
  });
});

describe('several in one expression', () => {
  test('are all found, and none overlaps another', () => {
    fc.assert(
      fc.property(writers, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (writer, picks) => {
        const chosen = picks.map((pick) => forms[pick % forms.length]!);
        let output = writer.input();
        const expected: NodeId[][] = [];
        for (const form of chosen) {
          const part = placed(writer, form);
          expected.push(part.members);
          output = writer.filler(output, part.output);
        }
        const list = found(writer.trace, output);
        expect(names(list).sort()).toEqual(chosen.map(({ name }) => name).sort());
        expect(list.map(({ members }) => members)).toEqual(expected);
        const all = list.flatMap(({ members }) => members);
        expect(new Set(all).size).toBe(all.length);
      }),
      { numRuns: 150 },
    );
  });

  test('each one the input of the next', () => {
    const writer = new Writer(() => 0.6);
    const x = writer.input(0.4);
    const y = geluOf(writer, sigmoidOf(writer, sigmoidOf(writer, x)));
    expect(names(found(writer.trace, y))).toEqual(['sigmoid', 'sigmoid', 'gelu']);
  });
});

describe('where two overlap, the larger stands', () => {
  const writer = () => new Writer(() => 0.9);

  test('softmax in a cross-entropy: one value of it is used', () => {
    const w = writer();
    const xs = [w.input(1), w.input(2), w.input(3)];
    const terms = xs.map((x) => w.exp(x));
    const p = w.div(terms[1]!, w.sum(terms));
    const loss = w.trace.op('neg', [w.trace.op('log', [p])]);
    expect(found(w.trace, loss)).toMatchObject([{ name: 'softmax', outputs: [p], inputs: xs }]);
  });

  test('the norm of a vector holds the product with itself', () => {
    const w = writer();
    const [x, y] = [w.input(3), w.input(4)];
    const sum = w.add(w.mul(x, x), w.mul(y, y));
    expect(names(found(w.trace, sum))).toEqual(['dot']);
    expect(names(found(w.trace, w.trace.op('sqrt', [sum])))).toEqual(['norm']);
  });

  test('the bias stays beside the dot product, and the products of a larger sum are one', () => {
    const w = writer();
    const [a, b, c, d, bias] = [w.input(1), w.input(2), w.input(3), w.input(4), w.input(5)];
    const dot = w.trace.op('add', [w.mul(a, b), w.mul(c, d)]);
    expect(found(w.trace, w.trace.op('add', [dot, bias]))).toMatchObject([{ name: 'dot', outputs: [dot] }]);
  });

  test('a maximum that is used outside leaves the softmax of the differences', () => {
    const w = writer();
    const xs = [w.input(1), w.input(2)];
    const max = w.max(...xs);
    const differences = xs.map((x) => w.sub(x, max));
    const terms = differences.map((x) => w.exp(x));
    const p = w.div(terms[0]!, w.sum(terms));
    expect(found(w.trace, w.filler(p, max))).toMatchObject([{ name: 'softmax', outputs: [p], inputs: differences }]);
    expect(found(w.trace, p)).toMatchObject([{ name: 'softmax', inputs: xs }]);
  });

  test('terms of a polynomial are no vectors', () => {
    const w = writer();
    const [a, b, x] = [w.input(1), w.input(2), w.input(3)];
    const y = w.add(w.mul(w.mul(a, x), x), w.mul(b, x));
    expect(found(w.trace, y)).toEqual([]);
  });
});

describe('long traces', () => {
  const w = () => new Writer(() => 0.9);

  /** Traces of many operations that would be slow if sums were read again from each of their terms. */
  const long: Readonly<Record<string, (writer: Writer, size: number) => NodeId>> = {
    'sigmoids in a row': (writer, size) => {
      let x = writer.input(0.5);
      for (let k = 0; k < size / 4; k++) x = sigmoidOf(writer, x);
      return x;
    },
    'one softmax': (writer, size) => {
      const x = writer.input(0.001);
      const terms = Array.from({ length: size / 4 }, (_, k) => writer.exp(writer.mul(x, writer.constant(k))));
      const total = terms.reduce((sum, term) => writer.add(sum, term));
      return terms.map((term) => writer.div(term, total)).reduce((all, p) => writer.trace.op('atan2', [all, p]));
    },
    'one dot product': (writer, size) => {
      const x = writer.input(0.001);
      let sum = writer.constant(0);
      for (let k = 0; k < size / 2; k++) sum = writer.add(sum, writer.mul(x, writer.constant(k)));
      return sum;
    },
    'running sums that are all used': (writer, size) => {
      const x = writer.input(0.001);
      let sum = writer.mul(x, x);
      let all = sum;
      for (let k = 0; k < size / 3; k++) {
        sum = writer.add(sum, writer.mul(x, writer.constant(k)));
        all = writer.trace.op('atan2', [all, sum]);
      }
      return all;
    },
    'doublings under a tanh': (writer, size) => {
      let x = writer.input(1e-300);
      for (let k = 0; k < size / 3; k++)
        x = writer.add(writer.trace.op('tanh', [writer.add(x, x)]), writer.constant(1));
      return x;
    },
    'roots that share a sum': (writer, size) => {
      const x = writer.input(0.001);
      let sum = writer.mul(x, x);
      for (let k = 0; k < size / 4; k++) sum = writer.add(sum, writer.mul(x, x));
      let all = x;
      for (let k = 0; k < size / 4; k++) all = writer.trace.op('atan2', [all, writer.trace.op('sqrt', [sum])]);
      return all;
    },
    'sums of exponentials that share a maximum': (writer, size) => {
      const xs = Array.from({ length: size / 4 }, (_, k) => writer.input(k / size));
      const max = writer.max(...xs);
      const difference = xs.map((x) => writer.sub(x, max));
      let all = xs[0]!;
      for (let k = 0; k + 1 < size / 8; k++) {
        const terms = [writer.exp(difference[k]!), writer.exp(difference[k + 1]!)];
        const log = writer.trace.op('log', [writer.sum(terms)]);
        all = writer.trace.op('atan2', [all, writer.add(max, log)]);
      }
      return all;
    },
    'maxima in a row': (writer, size) => {
      let x = writer.input(0.1);
      for (let k = 0; k < size / 2; k++) x = writer.max(x, writer.trace.op('sin', [x]));
      return x;
    },
  };

  test.each(Object.entries(long))('%s', (_name, write) => {
    // A fraction of a second; a search of which the steps grow with the square of the length does not end in time.
    const writer = w();
    expect(Array.isArray(found(writer.trace, write(writer, 100_000)))).toBe(true);
  });

  test('ten thousand operations hold 2500 sigmoids', () => {
    const writer = w();
    const output = long['sigmoids in a row']!(writer, 10_000);
    expect(found(writer.trace, output)).toHaveLength(2500);
  });
});
