import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { root } from './cache.ts';

/**
 * Keeps in the file that `GRADLENS_UNFINISHED` names which test files are at work, each with the test it is at: what a run
 * that does not end was doing. The file is gone when nothing is.
 */
export default class UnfinishedReporter implements Reporter {
  readonly #file = process.env.GRADLENS_UNFINISHED;
  readonly #at = new Map<string, string>();
  /** What is told of a test may come after the end of its file. */
  readonly #ended = new Set<string>();

  onTestModuleQueued({ moduleId }: TestModule): void {
    this.#note(moduleId, 'before its first test');
  }

  onTestCaseReady(test: TestCase): void {
    this.#note(test.module.moduleId, test.fullName);
  }

  onTestModuleEnd({ moduleId }: TestModule): void {
    this.#ended.add(moduleId);
    this.#at.delete(moduleId);
    this.#write();
  }

  #note(file: string, test: string): void {
    if (!this.#ended.has(file)) this.#at.set(file, test);
    this.#write();
  }

  #write(): void {
    if (this.#file === undefined) return;
    if (this.#at.size === 0) rmSync(this.#file, { force: true });
    else
      writeFileSync(
        this.#file,
        [...this.#at].map(([file, test]) => `${path.relative(root, file)} > ${test}\n`).join(''),
      );
  }
}
