import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';

/**
 * Makes the workbench of a server run the extension under development in the web-worker extension host, the kind of
 * vscode.dev. The server's own page does not offer that, so its configuration is changed on the way to the browser, and
 * the extension's files are served from the workbench's origin, which is all that its content policy allows.
 *
 * @param extension absolute path of the extension's folder
 * @param tests absolute path, inside that folder, of the module whose `run()` is called; none opens the workbench only
 * @returns what to pass to `page.goto` for a server's address
 */
export async function routeWebHost(
  context: BrowserContext,
  port: number,
  extension: string,
  tests?: string,
): Promise<(url: string) => string> {
  const origin = `http://localhost:${port}`;
  const uri = (file: string) => ({ scheme: 'http', authority: `localhost:${port}`, path: `/devext${file}` });
  const below = (file: string) => `/${path.relative(extension, file).split(path.sep).join('/')}`;
  const developmentOptions = {
    // Needed for the tests' report; it keeps messages from being shown.
    enableSmokeTestDriver: tests !== undefined,
    extensions: [uri('')],
    ...(tests ? { extensionTestsPath: uri(below(tests)) } : {}),
  };
  // A page that comes by way of a route has no address, so the browser takes its own server for one of a foreign net.
  // Older browsers neither know the permission nor need it.
  await context.grantPermissions(['local-network-access'], { origin }).catch(() => {});
  await context.route(
    (url) => url.origin === origin && url.pathname === '/',
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: withOptions(await response.text(), { developmentOptions }) });
    },
  );
  await context.route(`${origin}/devext/**`, async (route) => {
    const file = path.join(
      extension,
      decodeURIComponent(new URL(route.request().url()).pathname.slice('/devext/'.length)),
    );
    const inside = !path.relative(extension, file).startsWith('..');
    const body = inside ? await readFile(file).catch(() => null) : null;
    if (body === null) await route.fulfill({ status: 404, body: 'not found' });
    else await route.fulfill({ body, contentType: contentTypes[path.extname(file)] ?? 'application/octet-stream' });
  });
  return (url) => url.replace('127.0.0.1', 'localhost');
}

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.md': 'text/markdown',
};

/** The workbench's page with more options in the JSON that its configuration element holds. */
function withOptions(html: string, more: object): string {
  const element = /(<meta id="vscode-workbench-web-configuration" data-settings=")([^"]*)(")/;
  if (!element.test(html)) throw new Error('The workbench page has no configuration element: has the server changed?');
  return html.replace(element, (_, before: string, json: string, after: string) => {
    const options = JSON.parse(json.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as object;
    const text = JSON.stringify({ ...options, ...more });
    return before + text.replaceAll('&', '&amp;').replaceAll('"', '&quot;') + after;
  });
}
