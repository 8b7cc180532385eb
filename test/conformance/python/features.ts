import { expect, test } from 'vitest';
import { differenceOf, type PythonProgram } from './programs';

/** The programs of a suite by feature, in order. */
export function byFeature(programs: readonly PythonProgram[]): ReadonlyMap<string, readonly PythonProgram[]> {
  const features = new Map<string, PythonProgram[]>();
  for (const program of programs) features.set(program.feature, [...(features.get(program.feature) ?? []), program]);
  return features;
}

/** A test for each feature: its programs give what was recorded of them. */
export function testFeatures(features: ReadonlyMap<string, readonly PythonProgram[]>): void {
  for (const [feature, own] of features) {
    test(feature, { timeout: 60_000 }, () => {
      const failing = own.flatMap((program) => {
        const why = differenceOf(program);
        return why === null ? [] : [`${program.name}: ${why}`];
      });
      expect(failing).toEqual([]);
    });
  }
}

/** Programs that print nothing would show nothing. */
export function expectOutput(programs: readonly PythonProgram[]): void {
  for (const { feature, name, stdout, thrown } of programs)
    expect(thrown ?? stdout, `${feature}: ${name}`).not.toBe('');
}
