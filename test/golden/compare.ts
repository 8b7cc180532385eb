import type { JsonResult } from '../../src/text/json';
import type { Expected, ExpectedResult, Numbers } from './cases';

/** What has to be close to what: NaN meets NaN, infinities are equal, arrays have the same shape. */
export function isClose(actual: unknown, expected: Numbers, rtol: number, atol: number): boolean {
  if (typeof expected === 'object') {
    if (!Array.isArray(actual) || actual.length !== expected.length) return false;
    return expected.every((item, k) => isClose(actual[k], item, rtol, atol));
  }
  if (typeof actual !== 'number' && typeof actual !== 'string') return false;
  const wanted = Number(expected);
  const given = Number(actual);
  if (Number.isNaN(wanted)) return Number.isNaN(given);
  if (!Number.isFinite(wanted)) return given === wanted;
  return Math.abs(given - wanted) <= atol + rtol * Math.abs(wanted);
}

/** How a result differs from what the reference says, as lines to read; empty when it does not. */
export function differences(
  expected: ExpectedResult,
  actual: JsonResult | undefined,
  { rtol, atol }: { readonly rtol: number; readonly atol: number },
): string[] {
  if (!actual) return ['no result'];
  if (actual.error) return [`${actual.error.code}: ${actual.error.message}`];
  const found: string[] = [];
  const output = actual.output;
  if (!output || !isClose(output.value, expected.output.value, rtol, atol)) {
    found.push(`output is ${JSON.stringify(output?.value)}, not ${JSON.stringify(expected.output.value)}`);
  }
  if (output && output.name !== expected.output.name) {
    found.push(`output is called ${output.name}, not ${expected.output.name}`);
  }
  const names = Object.keys(expected.inputs).sort().join(', ');
  const given = Object.keys(actual.inputs).sort().join(', ');
  if (names !== given) found.push(`inputs are ${given}, not ${names}`);
  const compare = (kind: string, wanted: Readonly<Record<string, Expected>>, from: JsonResult['inputs']) => {
    for (const [name, { value, grad }] of Object.entries(wanted)) {
      const entry = from[name];
      if (!entry) found.push(`${kind} ${name} is missing`);
      else {
        if (!isClose(entry.value, value, rtol, atol))
          found.push(`${kind} ${name} has value ${JSON.stringify(entry.value)}, not ${JSON.stringify(value)}`);
        if (!isClose(entry.grad, grad, rtol, atol))
          found.push(`${kind} ${name} has gradient ${JSON.stringify(entry.grad)}, not ${JSON.stringify(grad)}`);
      }
    }
  };
  compare('input', expected.inputs, actual.inputs);
  compare('variable', expected.intermediates, actual.variables);
  return found;
}
