/**
 * The whole test run: types and lint, the build, unit and golden tests, tests in real extension hosts, and tests that
 * drive the real workbench. Every step runs even when an earlier one failed, unless it needs the build. The last line
 * is `N passed, N failed`, summed over all steps; the exit code is 1 when anything failed.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../test/support/cache.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Which tests failed, so that the end of a long log tells it. */
  readonly failures?: readonly string[];
}

/** What is read of the report that vitest writes. */
interface VitestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

interface Step {
  readonly name: string;
  /** Arguments for Node. */
  readonly command: readonly string[];
  /** A step of tests leaves its count in a file; another one is itself one that passes or fails. */
  readonly count?: 'vitest' | 'vscode';
  readonly needsBuild?: boolean;
  /** Minutes after which the step is ended and counts as failed. */
  readonly minutes: number;
}

const bin = (name: string, file: string) => path.join(root, 'node_modules', name, file);
const types = (project: string) => [bin('typescript', 'bin/tsc'), '-p', project];
const vitest = (...projects: string[]) => [
  bin('vitest', 'vitest.mjs'),
  'run',
  ...projects.flatMap((project) => ['--project', project]),
  '--reporter=default',
  '--reporter=json',
  `--reporter=${path.join(root, 'test/support/unfinishedReporter.ts')}`,
];

const steps: readonly Step[] = [
  { name: 'types of src', command: types('.'), minutes: 3 },
  { name: 'types of webview', command: types('webview'), minutes: 3 },
  { name: 'types of test and scripts', command: types('test'), minutes: 3 },
  {
    name: 'lint and format',
    command: [bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings'],
    minutes: 3,
  },
  { name: 'build', command: ['esbuild.js'], minutes: 3 },
  { name: 'unit tests', command: vitest('unit'), count: 'vitest', minutes: 15 },
  { name: 'golden tests', command: vitest('golden'), count: 'vitest', needsBuild: true, minutes: 15 },
  { name: "tests of the panel's page", command: vitest('page'), count: 'vitest', minutes: 15 },
  { name: 'extension host tests', command: ['test/vscode/run.ts'], count: 'vscode', needsBuild: true, minutes: 12 },
  { name: 'end-to-end tests', command: vitest('e2e'), count: 'vitest', needsBuild: true, minutes: 20 },
];

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gradlens-results-'));
  const summary: string[] = [];
  const failures: string[] = [];
  let passed = 0;
  let failed = 0;
  let built = true;
  for (const [index, step] of steps.entries()) {
    console.log(`\n=== ${step.name}`);
    const begin = Date.now();
    const results = path.join(folder, `${index}.json`);
    const count: Count = step.needsBuild && !built ? { passed: 0, failed: 1 } : await run(step, results);
    if (step.name === 'build') built = count.failed === 0;
    passed += count.passed;
    failed += count.failed;
    failures.push(...(count.failures ?? []));
    const seconds = ((Date.now() - begin) / 1000).toFixed(1);
    summary.push(
      `${count.failed === 0 ? 'ok  ' : 'FAIL'} ${step.name}: ${count.passed} passed, ${count.failed} failed, ${seconds} s`,
    );
  }
  await rm(folder, { recursive: true, force: true });
  console.log(`\n${summary.join('\n')}\n`);
  for (const failure of failures) console.log(`FAIL ${failure}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

async function run(step: Step, results: string): Promise<Count> {
  const file = step.count === 'vitest' ? [`--outputFile.json=${results}`] : [];
  const unfinished = `${results}.unfinished`;
  let isLate = false;
  const child = spawn(process.execPath, [...step.command, ...file], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, GRADLENS_RESULTS: results, GRADLENS_UNFINISHED: unfinished },
  });
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  }, step.minutes * 60_000);
  const ok = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
  clearTimeout(timer);
  if (isLate) return { passed: 0, failed: 1, failures: [await lateness(step, unfinished)] };
  if (!step.count) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const count = await readCount(results, step.count);
  // What fails outside a test (a file that does not load, a server that does not start) is one failure more.
  return ok || count.failed > 0 ? count : { ...count, failed: 1 };
}

/** What a step was doing when its time was over. */
async function lateness({ name, minutes }: Step, unfinished: string): Promise<string> {
  const at = await readFile(unfinished, 'utf8').catch(() => 'nothing that is known');
  return `${name} took longer than ${minutes} minutes and was ended at ${at.trim().split('\n').join(', ')}`;
}

async function readCount(file: string, kind: 'vitest' | 'vscode'): Promise<Count> {
  try {
    const text = await readFile(file, 'utf8');
    if (kind === 'vscode') return JSON.parse(text) as Count;
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(text) as VitestResults;
    const failures = testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map((test) => {
          const message = test.failureMessages[0]?.split('\n')[0]?.slice(0, 300) ?? '';
          return `${path.relative(root, name)} > ${test.fullName}: ${message}`;
        }),
    );
    return { passed: numPassedTests, failed: numFailedTests, failures };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

await main();
