import { describe, expect, test } from 'vitest';
import { likeNode, robust } from './run';

/** Seeds that are always tried, and a fresh one, which stands in the name of its test. */
const seeds = [1, 2026, Math.floor(Math.random() * 2 ** 31)];

describe('random programs print what they print in Node', () => {
  test.each(seeds)(
    'seed %i',
    (seed) => {
      const difference = likeNode({ runs: 400, seed });
      expect(
        difference && `${difference.way}:\n${difference.program}\nNode: ${difference.node}\nhere: ${difference.here}`,
      ).toBe(null);
    },
    60_000,
  );
});

describe('broken sources end in time, with an answer of the catalogue', () => {
  test.each(seeds)(
    'seed %i',
    (seed) => {
      const complaint = robust({ runs: 500, seed });
      expect(complaint && `${complaint.why}\n${JSON.stringify(complaint.attempt)}`).toBe(null);
    },
    60_000,
  );
});
