import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { measureSlope } from '../../src/engine/gradcheck';
import type { JsonReport } from '../../src/text/json';
import { root } from '../support/cache.ts';
import { runCli } from './runCli';

type Numbers = number | readonly number[];
type Exported = (...args: readonly Numbers[]) => number;

/** Files that use published packages as they are, by the relative path of their source. */
const files = globSync('packages/*.js', { cwd: import.meta.dirname }).sort();

const near = (a: number, b: number, tolerance: number) => Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));

/** The slope of the function in one of the numbers of its arguments, as Node computes it. */
function slope(run: Exported, args: readonly Numbers[], at: number, element: number | null): number {
  const held = args[at]!;
  const start = typeof held === 'number' ? held : held[element!]!;
  return measureSlope((moved) => {
    const changed = typeof held === 'number' ? moved : held.with(element!, moved);
    return run(...args.with(at, changed));
  }, start).value;
}

describe.each(files)('%s: code that was never meant for this', (file) => {
  test('values are those of Node, gradients those of central differences', async () => {
    const native = (await import(path.join(import.meta.dirname, file))) as Readonly<Record<string, Exported>>;
    const { stdout } = await runCli(['inspect', path.join(root, 'test/golden', file), '--json']);
    const { results } = JSON.parse(stdout) as JsonReport;
    expect(results.length).toBe(Object.keys(native).length);
    for (const { target, output, inputs, error } of results) {
      const name = target!.name;
      expect(error, name).toBeNull();
      const run = native[name]!;
      const args = Object.values(inputs).map(({ value }) => value as Numbers);
      const value = run(...args);
      expect(near(output!.value as number, value, 1e-12), `${name}: ${output!.value} is Node's ${value}`).toBe(true);
      Object.entries(inputs).forEach(([input, { grad }], at) => {
        const gradients = typeof grad === 'number' ? [grad] : (grad as readonly number[]);
        gradients.forEach((gradient, element) => {
          const measured = slope(run, args, at, typeof args[at] === 'number' ? null : element);
          const told = `${name}: ∂/∂${input}[${element}] is ${gradient}, differences say ${measured}`;
          expect(near(gradient, measured, 1e-6), told).toBe(true);
        });
      });
    }
  });
});
