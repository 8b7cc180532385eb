import { describe, expect, test } from 'vitest';
import { perceptron } from './programs';
import { tracedOne } from './traced';

/** Long traces, whose composites are looked for among merged gates. */

const long = (body: string, turns = 4000) => `let x = 0.5;
let y = 0;
for (let i = 0; i < ${turns}; i++) {
${body}
}
const out = y + x; // @grad`;

const opsOf = (text: string) => {
  const { result, picture } = tracedOne(text);
  expect(result.graph.total).toBeGreaterThan(10_000);
  return picture().gates.map(({ op, count }) => `${op} ${count}`);
};

describe('a composite in a loop of many turns', () => {
  test('is one stack', () => {
    expect(opsOf(long('  y += 1 / (1 + Math.exp(-x)); x = x * 0.999;'))).toContain('sigmoid 16000');
  });

  test('opens into the stacks of its primitives', () => {
    const { picture } = tracedOne(long('  y += 1 / (1 + Math.exp(-x)); x = x * 0.999;'));
    const whole = picture();
    const sigmoid = whole.gates.find(({ op }) => op === 'sigmoid')!;
    expect(sigmoid.fold).toMatchObject({ kind: 'stack', count: 4000, canOpen: true });
    const opened = picture({ open: [sigmoid.fold!.key] });
    expect(opened.gates).toHaveLength(whole.gates.length + 3);
    expect(opened.gates.map(({ op }) => op)).not.toContain('sigmoid');
  });

  test('is none where a constant changes from turn to turn', () => {
    expect(opsOf(long('  y += 1 / ((i === 7 ? 2 : 1) + Math.exp(-x)); x = x * 0.999;')).join()).not.toContain(
      'sigmoid',
    );
  });

  test('is none where a value inside is used outside', () => {
    expect(opsOf(long('  const e = Math.exp(-x); y += 1 / (1 + e) + e; x = x * 0.999;')).join()).not.toContain(
      'sigmoid',
    );
  });

  test('is none where a value inside goes to the next turn', () => {
    const text = long('  const e = Math.exp(-x); y += 1 / (1 + e); x = e * 0.001 + 0.2;');
    expect(opsOf(text).join()).not.toContain('sigmoid');
  });
});

test('a network over many samples is a picture of a dozen gates', () => {
  const { result, picture } = tracedOne(perceptron(100));
  expect(result.graph.total).toBe(69505);
  const { gates, folding } = picture();
  expect(gates.length).toBeLessThan(20);
  expect(gates.map(({ op }) => op)).toEqual(expect.arrayContaining(['sigmoid', 'relu']));
  expect(folding!.loops.map(({ steps }) => steps)).toContain(100);
});
