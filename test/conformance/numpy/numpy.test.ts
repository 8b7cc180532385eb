import { describe, expect, test } from 'vitest';
import { byFeature, expectOutput, testFeatures } from '../python/features';
import { pythonPrograms } from '../python/programs';

const programs = pythonPrograms('numpy');
const features = byFeature(programs);

describe('programs print what NumPy 1.24 prints', () => {
  testFeatures(features);

  test('are many, of many features, and each prints something', () => {
    expect(programs.length).toBeGreaterThanOrEqual(250);
    expect(features.size).toBeGreaterThanOrEqual(10);
    expectOutput(programs);
  });
});
