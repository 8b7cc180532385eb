import { chromium } from 'playwright-core';
import { inject, test } from 'vitest';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './workbench';

/** Without a port, the server that all files share. */
type Options = Omit<WorkbenchOptions, 'port'> & { readonly port?: number };

/**
 * A test in a workbench of its own: a new workspace and a new browser context. When it fails, a picture of the window
 * and the browser's log are kept in test-results/e2e. Options that hooks of the file make come from a function.
 */
export function workbenchTest(
  name: string,
  options: Options | (() => Options),
  body: (workbench: Workbench) => Promise<void>,
): void {
  test(name, async () => {
    const browser = await chromium.connect(inject('browserEndpoint'), { timeout: 30_000 });
    try {
      const own = typeof options === 'function' ? options() : options;
      const workbench = await openWorkbench(browser, { port: inject('serverPort'), ...own });
      try {
        await body(workbench);
      } catch (error) {
        await workbench.keepEvidence(name);
        throw error;
      } finally {
        await workbench.close();
      }
    } finally {
      await browser.close();
    }
  });
}
