/**
 * The test runner inside VS Code's extension host. It is the same in the Node host and in the web-worker host, so it
 * uses nothing of Node. Files `*.test.ts` beside it call {@link test}; all of them are bundled with {@link run} as the
 * module that VS Code starts.
 */

export interface TestOutcome {
  readonly name: string;
  readonly milliseconds: number;
  /** What went wrong; null when the test passed. */
  readonly error: string | null;
}

/** Marks the lines of the host's log that are meant for the process outside, which reads one outcome from each. */
export const outcomeMark = 'gradlens-test-outcome ';
/** Marks the last line: how many tests there were. */
export const endMark = 'gradlens-test-end ';

const testTimeout = 30_000;

const tests: { readonly name: string; readonly body: () => Promise<void> | void }[] = [];

/** Registers a test; tests run one after another in the order of their files' names. */
export function test(name: string, body: () => Promise<void> | void): void {
  tests.push({ name, body });
}

/** Runs every test and reports each. Called by VS Code; rejects when a test failed, which makes VS Code exit with 1. */
export async function run(): Promise<void> {
  let failed = 0;
  for (const { name, body } of tests) {
    const begin = Date.now();
    let error: string | null = null;
    try {
      await withTimeout(body);
    } catch (thrown) {
      error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      failed++;
    }
    const outcome: TestOutcome = { name, milliseconds: Date.now() - begin, error };
    console.log(outcomeMark + JSON.stringify(outcome));
  }
  console.log(endMark + tests.length);
  if (failed > 0) throw new Error(`${failed} of ${tests.length} tests failed`);
}

async function withTimeout(body: () => Promise<void> | void): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${testTimeout / 1000} s`)), testTimeout);
  });
  try {
    await Promise.race([Promise.resolve().then(body), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Fails unless both are the same plain data. */
export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`${what}: got ${a}, expected ${e}`);
}

/** Fails with `message` unless the condition holds. */
export function ok(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/**
 * Asks again and again until the answer is neither undefined, null nor false.
 *
 * @returns that answer; fails with `what` in the message when it takes longer than `milliseconds`
 */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | null | false | PromiseLike<T | undefined | null | false>,
  milliseconds = 10_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited ${milliseconds} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
