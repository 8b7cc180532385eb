import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from '../check';

/** A value of a program: tensors as `{ dtype, shape, values }`, NaN and the infinities as text. */
export type Shown = null | boolean | number | string | readonly Shown[] | { readonly [key: string]: Shown };

/** A program, and what TensorFlow.js 4.22.0 with its CPU backend gave, printed or threw for it. */
export interface Recorded {
  readonly family: string;
  readonly code: string;
  readonly printed?: string;
  readonly result?: Shown;
  readonly throws?: string;
}

export const recorded: readonly Recorded[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'recorded.json'), 'utf8'),
);

/** Writes a value as the records hold it. */
const PRELUDE = `import * as tf from '@tensorflow/tfjs';
function show(v: any): any {
  if (v === null || v === undefined) return null;
  if (Array.isArray(v)) return v.map(show);
  if (typeof v === 'number') return Number.isFinite(v) ? v : String(v);
  if (typeof v !== 'object') return v;
  if (v.dtype !== undefined) return { dtype: v.dtype, shape: v.shape, values: Array.from(v.dataSync(), (each) => show(each)) };
  const shown: any = {};
  for (const key of Object.keys(v)) shown[key] = show(v[key]);
  return shown;
}
`;

export interface Given {
  readonly printed: string;
  readonly result: Shown;
  readonly throws: string | null;
}

/** Runs a program here. What it gives is printed behind a mark of its own. */
export function run(code: string): Given {
  const source = `${PRELUDE}
const result = (() => { ${code} })();
console.log('\\u0001' + JSON.stringify(show(result)));
const end = 1; // @grad`;
  const [result] = inspect(source);
  const [printed = '', shown] = result!.stdout.split('\u0001');
  const failure = shown === undefined ? inspect(source.replace('const end = 1;', 'const end = result;'))[0]! : null;
  return {
    printed,
    result: shown === undefined ? null : JSON.parse(shown),
    throws: failure === null ? null : `${failure.error?.code}: ${failure.error?.message}`,
  };
}

/** Where two values differ, in words; null where they are equal up to rounding to single precision. */
export function difference(found: Shown, wanted: Shown, place = 'result'): string | null {
  if (typeof wanted === 'number' && typeof found === 'number') {
    const close = Math.abs(found - wanted) <= 1e-6 + 2e-5 * Math.abs(wanted);
    return close ? null : `${place}: ${found}, not ${wanted}`;
  }
  if (typeof wanted === 'object' && wanted !== null && typeof found === 'object' && found !== null) {
    const keys = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
    for (const key of keys) {
      const [p, q] = [(found as Record<string, Shown>)[key], (wanted as Record<string, Shown>)[key]];
      if (p === undefined || q === undefined) return `${place}.${key} is ${p === undefined ? 'missing' : 'too much'}`;
      const inner = difference(p, q, `${place}.${key}`);
      if (inner !== null) return inner;
    }
    return null;
  }
  return Object.is(found, wanted) ? null : `${place}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`;
}
