import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../support/cache.ts';
import { byFeature, expectOutput, testFeatures } from './features';
import { pythonPrograms, readRecorded } from './programs';

const programs = pythonPrograms();
const features = byFeature(programs);

describe('programs give what CPython gave', () => {
  const readme = readFileSync(path.join(root, 'src', 'README.md'), 'utf8');

  testFeatures(features);

  test('are many, of many features, and as many as src/README.md says', () => {
    expect(programs.length).toBeGreaterThanOrEqual(300);
    expect(features.size).toBeGreaterThanOrEqual(15);
    for (const [feature, own] of features) {
      expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
      expect(Object.keys(readRecorded(feature).programs)).toEqual(own.map(({ name }) => name));
    }
    const [first] = features.keys();
    expect(readme).toContain(
      `${programs.length} of ${programs.length} programs of ${features.size} features give what CPython ${readRecorded(first!).python} gave.`,
    );
  });

  test('each print or throw something', () => {
    expectOutput(programs);
  });
});
