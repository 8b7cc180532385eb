import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests are found by glob: a new file needs no entry anywhere. */
export default defineConfig({
  test: {
    // As many as there are processors: the process that hands files out has little to do itself.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/{unit,conformance,fuzz}/**/*.test.ts'],
          setupFiles: ['test/support/fixedSeed.ts'],
          // What does not end is a failure; what is slow on a busy machine is none.
          testTimeout: 30_000,
        },
      },
      {
        // Runs dist/cli.js as a user would, one file after another: runs are stopped by the clock, and each has one of its own.
        test: {
          name: 'golden',
          environment: 'node',
          include: ['test/golden/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
      {
        // The panel's page alone, in a real browser with a host of its own.
        test: {
          name: 'page',
          environment: 'node',
          include: ['test/page/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        // One VS Code server and one browser for all files, one file after another: each drives a workbench of its own.
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/globalSetup.ts'],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
