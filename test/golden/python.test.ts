import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/cache.ts';
import type { Numbers } from './cases';
import { isClose } from './compare';
import { inspectSource } from './runCli';

/** A gradient that no path leads to may be null in the reference, also inside a list; 0 is as good. */
type Gradient = Numbers | null | readonly Gradient[];

interface PythonCase {
  readonly name: string;
  readonly group: string;
  readonly source: string;
  readonly rtol: number;
  readonly atol: number;
  readonly stdout: string;
  readonly results: readonly {
    readonly output: { readonly name: string; readonly value: Numbers };
    readonly inputs: Readonly<Record<string, { readonly value: Numbers; readonly grad: Gradient }>>;
  }[];
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(path.join(root, 'test', 'golden', 'cases', 'python', `${name}.json`), 'utf8')) as T;
}

function numbersOf(gradient: Gradient): Numbers {
  if (gradient === null) return 0;
  return Array.isArray(gradient) ? gradient.map(numbersOf) : (gradient as Numbers);
}

const cases = ['plain', 'seeds'].flatMap((name) => read<PythonCase[]>(name));

describe('Python with the gradients of PyTorch for the same computation, through the command line', () => {
  test('there are cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(12);
  });

  for (const { name, group, source, results, rtol, atol, stdout } of cases) {
    test.concurrent(`${group}: ${name}`, async ({ expect }) => {
      const { code, report } = await inspectSource(source, [], 'case.py');
      expect(report.language).toBe('python');
      expect(report.results.map(({ error }) => error)).toEqual(results.map(() => null));
      expect(report.results[0]!.stdout).toBe(stdout);
      results.forEach(({ output, inputs }, k) => {
        const result = report.results[k]!;
        expect(result.output?.name).toBe(output.name);
        expect(isClose(result.output?.value, output.value, rtol, atol), `output of result ${k}`).toBe(true);
        for (const [input, { value, grad }] of Object.entries(inputs)) {
          const given = result.inputs[input];
          expect(isClose(given?.value, value, rtol, atol), `value of ${input}`).toBe(true);
          expect(
            isClose(given?.grad, numbersOf(grad), rtol, atol),
            `gradient of ${input}: ${JSON.stringify(given)}`,
          ).toBe(true);
        }
      });
      expect(code).toBe(0);
    });
  }
});

interface ManualCase {
  readonly name: string;
  readonly source: string;
  readonly stdout: string;
  readonly rtol: number;
  readonly atol: number;
  readonly output: string;
  readonly upstream?: string | null;
  readonly outputValue: Numbers;
  readonly twinGrads: Readonly<Record<string, Numbers>>;
  readonly handGrads: Readonly<Record<string, { readonly variable: string; readonly matches: boolean }>>;
}

describe('backward passes that are written by hand in plain Python and NumPy', () => {
  const manual = ['manual', 'numpy'].flatMap((file) => read<ManualCase[]>(file));
  for (const { name, source, stdout, rtol, atol, output, upstream, outputValue, twinGrads, handGrads } of manual) {
    test.concurrent(name, async ({ expect }) => {
      const start = upstream ? ['--upstream', upstream] : [];
      const { report } = await inspectSource(source, ['--of', output, ...start], 'case.py');
      const result = report.results[0]!;
      expect(result.error).toBe(null);
      expect(result.stdout).toBe(stdout);
      expect(isClose(result.output?.value, outputValue, rtol, atol)).toBe(true);
      for (const [input, grad] of Object.entries(twinGrads))
        expect(isClose(result.inputs[input]?.grad, grad, rtol, atol), input).toBe(true);
      const found = Object.entries(result.handGrads).map(([input, { variable, matches }]) => [
        input,
        variable,
        matches,
      ]);
      expect(found.sort()).toEqual(
        Object.entries(handGrads)
          .map(([input, { variable, matches }]) => [input, variable, matches])
          .sort(),
      );
    });
  }
});

describe("draws of `random` are CPython's own", () => {
  const draws = read<{ seed: number; code: string; value: readonly number[] }[]>('random-numbers');
  const seeds = [...new Set(draws.map(({ seed }) => seed))];
  for (const seed of seeds) {
    test.concurrent(`seed ${seed}`, async ({ expect }) => {
      const own = draws.filter((draw) => draw.seed === seed);
      const source = ['import random', ...own.map(({ code }) => `random.seed(${seed})\nprint(${code})`)].join('\n');
      const { report } = await inspectSource(source, [], 'case.py');
      expect(report.results[0]!.error).toBe(null);
      const printed = report.results[0]!.stdout.trim()
        .split('\n')
        .map((line) => JSON.parse(line) as number[]);
      expect(printed).toEqual(own.map(({ value }) => value));
    });
  }
});

describe("draws of `numpy.random` are NumPy's own", () => {
  const draws = read<{ seed: number; code: string; value: Numbers }[]>('numpy-random');
  const seeds = [...new Set(draws.map(({ seed }) => seed))];
  for (const seed of seeds) {
    test.concurrent(`seed ${seed}`, async ({ expect }) => {
      const own = draws.filter((draw) => draw.seed === seed);
      const lines = own.map(({ code }) => `np.random.seed(seed)\nprint((${code}).tolist())`);
      const { report } = await inspectSource(
        ['import numpy as np', `seed = ${seed}`, ...lines].join('\n'),
        [],
        'case.py',
      );
      expect(report.results[0]!.error).toBe(null);
      const printed = report.results[0]!.stdout.trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Numbers);
      expect(printed).toEqual(own.map(({ value }) => value));
    });
  }
});
