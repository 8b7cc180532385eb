import { afterAll, beforeAll } from 'vitest';
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
