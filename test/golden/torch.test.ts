import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonResult } from '../../src/text/json';
import { root } from '../support/cache.ts';
import type { Numbers } from './cases';
import { isClose } from './compare';
import { inspectSource } from './runCli';

/** A gradient of null is that of a leaf without one; elsewhere 0 is as good. */
type Gradient = Numbers | null;

interface TorchCase {
  readonly name: string;
  readonly source: string;
  readonly random: boolean;
  readonly rtol: number;
  readonly atol: number;
  readonly stdout: string | null;
  readonly stdoutSameInFloat64?: boolean;
  readonly stableStdoutLines?: readonly (readonly [line: number, text: string])[];
  readonly passCount: number;
  readonly passes: readonly {
    readonly index: number;
    readonly output: Numbers;
    readonly outputName: string | null;
    readonly outputGradient?: Numbers;
    readonly grads: Readonly<Record<string, Gradient>>;
    readonly nodeGrads?: Readonly<Record<string, Numbers>>;
  }[];
  readonly final?: Readonly<Record<string, { readonly value: Numbers; readonly grad: Gradient }>>;
  readonly values?: Readonly<Record<string, { readonly value: Numbers }>>;
  readonly gradCalls?: readonly {
    readonly outputNames: readonly (string | null)[];
    readonly inputNames: readonly (string | null)[];
    readonly grads: readonly Numbers[];
  }[];
  readonly error?: { readonly type: string; readonly message: string; readonly line: number };
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(path.join(root, 'test', 'golden', 'cases', 'python', `${name}.json`), 'utf8')) as T;
}

/** Prints doubles in full of which the last digit is that of a power, which JavaScript rounds otherwise. */
const LAST_DIGIT = 'elementwise-functions-float64';

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;

/** What is printed: exactly, or its words exactly and its numbers nearly. */
function isSameText(actual: string, wanted: string, tolerance: number | null): boolean {
  if (tolerance === null) return actual === wanted;
  const words = (text: string) => text.replace(NUMBER, '#').replace(/\s+/g, ' ').trim();
  const [a, b] = [actual.match(NUMBER) ?? [], wanted.match(NUMBER) ?? []];
  return (
    words(actual) === words(wanted) &&
    a.length === b.length &&
    b.every((text, k) => isClose(Number(a[k]), Number(text), tolerance, tolerance))
  );
}

/** How a result differs from what PyTorch gave, as lines to read. */
function differencesOf(own: TorchCase, result: JsonResult): string[] {
  const { rtol, atol } = own;
  const found: string[] = [];
  const compare = (what: string, given: unknown, wanted: Gradient, orZero = false) => {
    const isNone = given === null || given === undefined;
    const same =
      wanted === null ? isNone || (orZero && isClose(given, 0, 0, 0)) : !isNone && isClose(given, wanted, rtol, atol);
    if (!same) found.push(`${what} is ${JSON.stringify(given)}, not ${JSON.stringify(wanted)}`);
  };
  if (result.passCount !== own.passCount) found.push(`${result.passCount} passes, not ${own.passCount}`);
  for (const [k, pass] of own.passes.entries()) {
    const given = result.passes[k];
    const what = `pass ${pass.index}`;
    if (given?.index !== pass.index) {
      found.push(`${what} is missing`);
      continue;
    }
    compare(`${what}: output`, given.output.value, pass.output);
    if (given.output.name !== pass.outputName) found.push(`${what}: output is called ${given.output.name}`);
    if (pass.outputGradient !== undefined) compare(`${what}: start`, given.outputGradient, pass.outputGradient);
    for (const [name, grad] of Object.entries(pass.grads)) compare(`${what}: grad of ${name}`, given.grads[name], grad);
    const more = Object.keys(given.grads).filter((name) => !(name in pass.grads));
    if (more.length > 0) found.push(`${what}: grads of ${more.join(', ')} are too many`);
    for (const [name, grad] of Object.entries(pass.nodeGrads ?? {}))
      compare(`${what}: gradient of ${name}`, given.nodeGrads[name], grad);
  }
  const leaves = new Set(own.passes.flatMap(({ grads }) => Object.keys(grads)));
  for (const [name, { value, grad }] of Object.entries(own.final ?? {})) {
    const given = result.inputs[name] ?? result.variables[name];
    compare(`${name} at the end`, given?.value, value);
    compare(`grad of ${name} at the end`, given?.grad, grad, !leaves.has(name));
  }
  for (const [name, { value }] of Object.entries(own.values ?? {}))
    compare(`${name} at the end`, (result.variables[name] ?? result.inputs[name])?.value, value);
  for (const [k, call] of (own.gradCalls ?? []).entries()) {
    const given = result.gradCalls[k];
    for (const [i, grad] of call.grads.entries()) compare(`call ${k}: gradient ${i}`, given?.grads[i], grad);
    const names = [given?.outputNames, given?.inputNames];
    if (JSON.stringify(names) !== JSON.stringify([call.outputNames, call.inputNames]))
      found.push(`call ${k}: names are ${JSON.stringify(names)}`);
  }
  if (own.stdout !== null) {
    const tolerance = own.stdoutSameInFloat64 === false ? Math.max(rtol, 1e-4) : own.name === LAST_DIGIT ? 1e-14 : null;
    if (!isSameText(result.stdout, own.stdout, tolerance)) found.push(`printed ${JSON.stringify(result.stdout)}`);
  }
  const lines = result.stdout.split('\n');
  for (const [line, text] of own.stableStdoutLines ?? [])
    if (lines[line] !== text) found.push(`line ${line} is ${lines[line]}`);
  return found;
}

describe('PyTorch programs with what PyTorch computes for them, through the command line', () => {
  for (const group of ['torch-seeds', 'autograd', 'nn', 'training']) {
    for (const own of read<readonly TorchCase[]>(group)) {
      test.concurrent(`${group}: ${own.name}`, { timeout: 60_000 }, async ({ expect }) => {
        const { report } = await inspectSource(own.source, [], 'case.py');
        expect(report.results).toHaveLength(1);
        const result = report.results[0]!;
        if (own.error) {
          expect(result.error).toMatchObject({ code: 'UserThrow', type: own.error.type });
          expect(result.error!.message).toContain(own.error.message);
          expect(result.error!.range?.start.line).toBe(own.error.line);
        } else expect(result.error).toBeNull();
        expect(differencesOf(own, result)).toEqual([]);
      });
    }
  }
});

interface Draw {
  readonly seed: number;
  readonly code: string;
  readonly value: Numbers;
}

describe('random numbers', () => {
  test('are those of PyTorch for the same seed', async () => {
    const draws = read<readonly Draw[]>('torch-random');
    expect(draws.length).toBeGreaterThan(50);
    const lines = draws.map(({ seed, code }, k) => `torch.manual_seed(${seed})\nv${k} = ${code}`);
    const { report } = await inspectSource(`import torch\n${lines.join('\n')}\n`, [], 'case.py');
    const { variables, error } = report.results[0]!;
    expect(error).toBeNull();
    const wrong = draws.filter(({ value }, k) => !isClose(variables[`v${k}`]?.value, value, 1e-6, 1e-6));
    expect(wrong.map(({ seed, code }) => `${code} with seed ${seed}`)).toEqual([]);
  });
});
