import { describe, expect, test } from 'vitest';
import { byFeature, expectOutput, testFeatures } from '../python/features';
import { pythonPrograms } from '../python/programs';

const programs = pythonPrograms('torch');
const features = byFeature(programs);

describe('programs print what PyTorch prints', () => {
  testFeatures(features);

  test('are many, of many features, and each prints something', () => {
    expect(programs.length).toBeGreaterThanOrEqual(80);
    expect(features.size).toBeGreaterThanOrEqual(5);
    expectOutput(programs);
  });
});
