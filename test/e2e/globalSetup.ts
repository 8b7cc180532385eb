import type { TestProject } from 'vitest/node';
import { launchServer } from '../support/browser.ts';
import { root } from '../support/cache.ts';
import { startServer } from '../support/vscodeServer.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Port of the VS Code server that all files share. */
    readonly serverPort: number;
    /** Where playwright-core connects to the browser that all files share. */
    readonly browserEndpoint: string;
  }
}

/** Starts the server and the browser before the first file, and ends both after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer({ install: root });
  const browser = await launchServer().catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  project.provide('serverPort', server.port);
  project.provide('browserEndpoint', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.stop();
  };
}
