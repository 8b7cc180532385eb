import { expect } from 'vitest';
import type { Data } from '../../../src/protocol';
import { check, inspect } from './check';

/**
 * Runs a program that computes `out` from `a = 1.4`, `b = -0.8` and `v = [0.4, 2, -1.1]`, and compares its gradients with
 * central differences of its own values.
 */
export function checkSlopes(code: string): void {
  const text = `const a = 1.4, b = -0.8;\nconst v = [0.4, 2, -1.1];\n${code}\nout; // @grad\n`;
  const result = check(text, {});
  const valueWith = (set: Record<string, string>) => {
    const other = inspect(text, { set })[0]!;
    expect(other.error).toBeNull();
    return other.output!.value as number;
  };
  const step = 1e-5;
  const measured = (write: (delta: number) => Record<string, string>) =>
    (valueWith(write(step)) - valueWith(write(-step))) / (2 * step);
  const gradients = Object.fromEntries(result.inputs.map((input) => [input.name, input.grad]));
  expect(Object.keys(gradients).slice(0, 3)).toEqual(['a', 'b', 'v']);
  const slopes = {
    a: measured((delta) => ({ a: String(1.4 + delta) })),
    b: measured((delta) => ({ b: String(-0.8 + delta) })),
    v: [0, 1, 2].map((k) =>
      measured((delta) => ({ v: `[${[0.4, 2, -1.1].map((x, i) => (i === k ? x + delta : x)).join(', ')}]` })),
    ),
  };
  const compare = (actual: Data | undefined, slope: number, what: string) => {
    expect(typeof actual, what).toBe('number');
    expect(Math.abs((actual as number) - slope), `${what}: ${actual}, measured ${slope}`).toBeLessThan(
      1e-6 * Math.max(1, Math.abs(slope)),
    );
  };
  compare(gradients.a, slopes.a, 'a');
  compare(gradients.b, slopes.b, 'b');
  slopes.v.forEach((slope, k) => {
    compare((gradients.v as Data[])[k], slope, `v[${k}]`);
  });
}
