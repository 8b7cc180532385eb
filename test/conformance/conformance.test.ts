import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/cache.ts';
import { runInNode } from './node';
import { byFeature, conformancePrograms, readRecordings } from './programs';
import { type FeatureRate, rateOf, rateRow, rateTable, tableIn } from './rates';

const programs = conformancePrograms();
const features = byFeature(programs);
const table = tableIn(readFileSync(path.join(root, 'src', 'README.md'), 'utf8'));

describe('programs give what Node gave, as the table of src/README.md says', () => {
  const rates: FeatureRate[] = [];
  for (const [feature, own] of features) {
    test(feature, { timeout: 60_000 }, () => {
      const rate = rateOf(feature, own);
      rates.push(rate);
      const row = table.split('\n').find((line) => line.startsWith(`| ${feature} |`));
      // On a mismatch: npm run conformance writes the table anew, and says how the programs differ.
      const reasons = rate.failing.map(({ program, why }) => `${program.name}: ${why}`).join('\n');
      expect(rateRow(rate), reasons).toBe(row);
    });
  }
  test('all of them', () => {
    expect(rateTable(rates, readRecordings(rates[0]!.feature).node)).toBe(table);
  });
});

describe('the programs', () => {
  test('are many, of many features, and have names of their own', () => {
    expect(programs.length).toBeGreaterThanOrEqual(400);
    expect(features.size).toBeGreaterThanOrEqual(35);
    for (const own of features.values()) expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
  });
  test('each print or throw something', () => {
    for (const [feature, own] of features) {
      const recorded = readRecordings(feature).programs;
      expect([...recorded.keys()]).toEqual(own.map(({ name }) => name));
      for (const [name, { stdout, thrown }] of recorded) expect(thrown ?? stdout, `${feature}: ${name}`).not.toBe('');
    }
  });
  test('are recorded as Node gives them', () => {
    const { node, runs } = runInNode(programs.map(({ code }) => code));
    for (const [feature, own] of features) {
      const recorded = readRecordings(feature);
      // Another Node may say an error in other words.
      if (recorded.node !== node) continue;
      for (const program of own) {
        expect(runs[programs.indexOf(program)], `${feature}: ${program.name}`).toEqual(
          recorded.programs.get(program.name),
        );
      }
    }
    expect(runs).toHaveLength(programs.length);
  });
});
