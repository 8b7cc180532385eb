import { afterAll, beforeAll, expect } from 'vitest';
import { root } from '../support/cache.ts';
import { startServer, type VscodeServer } from '../support/vscodeServer.ts';
import { DrawnPanel } from './panel';
import { workbenchTest } from './workbenchTest';

let server: VscodeServer | undefined;
beforeAll(async () => {
  server = await startServer({
    install: root,
    workspaceTrust: true,
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
  });
});
afterAll(async () => {
  await server?.stop();
});

workbenchTest(
  'in Restricted Mode a selection is differentiated as in any other',
  () => ({ open: 'cs231n.ts', port: server!.port }),
  async (workbench) => {
    await workbench.page.getByRole('button', { name: 'Restricted Mode' }).first().waitFor();
    await workbench.select('(x + y) * z', 'const f = ');
    await workbench.run('GradLens: Differentiate Selection');
    await new DrawnPanel(workbench).untilShows('f', '−12');
  },
);

workbenchTest(
  'in Restricted Mode files of the folder are imported, and none outside of it',
  () => ({
    files: {
      'main.ts':
        "import { double } from './lib';\nimport { secret } from '../secret';\nconst x = 4;\nconst y = double(x); // @grad\nconst z = secret * x; // @grad\n",
      'lib.ts': 'export const double = (x: number) => 2 * x;\n',
      '../secret.ts': 'export const secret = 1234;\n',
    },
    open: 'main.ts',
    port: server!.port,
  }),
  async (workbench) => {
    await workbench.page.getByRole('button', { name: 'Restricted Mode' }).first().waitFor();
    await workbench.lens('y = 8');
    expect(await workbench.lens('`../secret` is not read')).not.toContain('1234');
  },
);
