import { describe, expect, test } from 'vitest';
import { differenceOf, type PythonProgram, pythonPrograms } from '../python/programs';

const programs = pythonPrograms('torch');
const features = new Map<string, PythonProgram[]>();
for (const program of programs) features.set(program.feature, [...(features.get(program.feature) ?? []), program]);

describe('programs print what PyTorch prints', () => {
  for (const [feature, own] of features) {
    test(feature, { timeout: 60_000 }, () => {
      const failing = own.flatMap((program) => {
        const why = differenceOf(program);
        return why === null ? [] : [`${program.name}: ${why}`];
      });
      expect(failing).toEqual([]);
    });
  }

  test('are many, of many features, and each prints something', () => {
    expect(programs.length).toBeGreaterThanOrEqual(80);
    expect(features.size).toBeGreaterThanOrEqual(5);
    for (const { feature, name, stdout, thrown } of programs)
      expect(thrown ?? stdout, `${feature}: ${name}`).not.toBe('');
  });
});
