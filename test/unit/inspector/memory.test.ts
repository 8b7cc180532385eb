import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** Bytes that array buffers and heap hold, with all garbage collected. */
function used(): number {
  // Array buffers that one collection finds are freed by the next.
  for (let k = 0; k < 3; k++) gc();
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return arrayBuffers + heapUsed;
}

function inspected(text: string): Inspector {
  const inspector = new Inspector();
  const [result] = inspector.inspect({
    uri: 'file:///memory.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget: { ...explicitBudget, time: 60_000 },
    picture: 'default',
  }).results;
  expect(result?.error).toBeNull();
  return inspector;
}

const loops: [string, number, (turns: number) => string][] = [
  ['two operations a turn', 2, (turns) => `for (let i = 0; i < ${turns}; i++) {\n  y = y * w + b;\n}`],
  ['one operation a turn', 1, (turns) => `for (let i = 0; i < ${turns}; i++) y *= w;`],
  [
    'three operations and a call a turn',
    3,
    (turns) => `const step = (x: number) => Math.sin(x * w) + b;\nfor (let i = 0; i < ${turns}; i++) y = step(y);`,
  ],
];

test.each(loops)(
  'a million operations, %s, take at most 64 bytes each, all included',
  (_name, operations, loop) => {
    const program = (turns: number) =>
      `const w = 0.999;\nconst b = 0.001;\nlet y = 0.5;\n${loop(turns)}\nconst out = y; // @grad\n`;
    // What is loaded and compiled once for all programs does not count.
    inspected(program(1000));
    const before = used();
    const held = [inspected(program(Math.ceil(1e6 / operations)))];
    const bytes = used() - before;
    expect(held).toHaveLength(1);
    expect(bytes / 1e6).toBeGreaterThan(30);
    expect(bytes / 1e6).toBeLessThanOrEqual(64);
  },
  30_000,
);
