import { describe, expect, test } from 'vitest';
import { gradients, likeNode, robust, robustPython } from './run';

/** The same in each run; `npm run fuzz` tries fresh ones, and many more programs. */
const seeds = [1, 2];

describe('random programs print what they print in Node', () => {
  test.each(seeds)(
    'seed %i',
    (seed) => {
      const difference = likeNode({ runs: 250, seed });
      expect(
        difference && `${difference.way}:\n${difference.program}\nNode: ${difference.node}\nhere: ${difference.here}`,
      ).toBe(null);
    },
    120_000,
  );
});

describe('broken sources end in time, with an answer of the catalogue', () => {
  test.each(seeds)(
    'seed %i',
    (seed) => {
      const complaint = robust({ runs: 400, seed });
      expect(complaint && `${complaint.why}\n${JSON.stringify(complaint.attempt)}`).toBe(null);
    },
    120_000,
  );
});

describe('broken and random programs of Python end in time, with an answer of the catalogue', () => {
  test.each(seeds)(
    'seed %i',
    (seed) => {
      const complaint = robustPython({ runs: 300, seed });
      expect(complaint && `${complaint.why}\n${JSON.stringify(complaint.attempt)}`).toBe(null);
    },
    120_000,
  );
});

describe('gradients of random smooth programs agree with finite differences', () => {
  test.each(seeds)(
    'seed %i',
    (seed) => {
      const found = gradients({ runs: 40, seed });
      expect(found && `${found.why}\n${found.program}`).toBe(null);
    },
    120_000,
  );
});
