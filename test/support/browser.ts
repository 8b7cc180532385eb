/**
 * A browser for tests, screenshots and trying things out, from what the machine has or from npm alone:
 *
 *   const browser = await launch();                  // playwright-core's Browser, headless
 *   const page = await browser.newPage();
 *   …
 *   await browser.close();                           // also closed when this process ends
 *
 * A Chrome, Chromium or Edge of the machine is taken when there is one (`GRADLENS_BROWSER=/path/to/chrome` names it,
 * `GRADLENS_BROWSER=bundled` passes over it). Else Chromium is unpacked from @sparticuz/chromium (Linux on x64), with
 * the few libraries it wants and a font, for machines that have none.
 */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';
import { type Browser, type BrowserServer, chromium, type LaunchOptions } from 'playwright-core';
import { cached, root } from './cache.ts';

/** Starts a headless browser that neither needs a network nor asks anything. */
export async function launch(options: LaunchOptions = {}): Promise<Browser> {
  return await chromium.launch(await quiet(options));
}

/** The same browser for several processes, which each connect to its `wsEndpoint()`. */
export async function launchServer(options: LaunchOptions = {}): Promise<BrowserServer> {
  return await chromium.launchServer(await quiet(options));
}

async function quiet(options: LaunchOptions): Promise<LaunchOptions> {
  const { executable, env } = await findBrowser();
  return {
    executablePath: executable,
    headless: true,
    timeout: 60_000,
    ...options,
    env: { ...process.env, ...env, ...options.env } as Record<string, string>,
    args: [...flags, ...(options.args ?? [])],
  };
}

const flags = [
  // Needed as root and in containers; the pages are our own.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  // A closed network: no look-ups of its own that would fail over and over.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-pings',
  // The same glyph positions on every machine.
  '--font-render-hinting=none',
];

interface FoundBrowser {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

async function findBrowser(): Promise<FoundBrowser> {
  const wish = process.env.GRADLENS_BROWSER;
  if (wish && wish !== 'bundled') {
    if (!existsSync(wish)) throw new Error(`GRADLENS_BROWSER names ${wish}, which does not exist`);
    return { executable: wish, env: {} };
  }
  const own = wish === 'bundled' ? undefined : browsersOfTheMachine().find((file) => existsSync(file));
  if (own) return { executable: own, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No browser found: install Chrome, Chromium or Edge, or set GRADLENS_BROWSER to the path of one');
  }
  return await bundledChromium();
}

function browsersOfTheMachine(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    );
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? []);
    const files = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return folders.flatMap((folder) => files.map((file) => path.join(folder, file)));
  }
  const names = [
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge-stable',
    'microsoft-edge',
  ];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

async function bundledChromium(): Promise<FoundBrowser> {
  const source = path.join(root, 'node_modules', '@sparticuz', 'chromium');
  const { version } = JSON.parse(await readFile(path.join(source, 'package.json'), 'utf8')) as { version: string };
  const folder = await cached(`chromium-${version}`, async (unfinished) => {
    const packed = (name: string) => path.join(source, 'bin', name);
    await pipeline(
      createReadStream(packed('chromium.br')),
      createBrotliDecompress(),
      createWriteStream(path.join(unfinished, 'chromium'), { mode: 0o755 }),
    );
    // SwiftShader's libraries are looked for beside the executable.
    await untar(packed('swiftshader.tar.br'), unfinished);
    await untar(packed('fonts.tar.br'), path.join(unfinished, 'fonts'));
    await untar(packed('al2023.tar.br'), path.join(unfinished, 'system'));
  });
  await writeFile(path.join(folder, 'fonts', 'fonts.conf'), fontsConfig(folder));
  return {
    executable: path.join(folder, 'chromium'),
    env: {
      FONTCONFIG_FILE: path.join(folder, 'fonts', 'fonts.conf'),
      // Last on the path: the machine's own libraries win where it has them.
      LD_LIBRARY_PATH: [process.env.LD_LIBRARY_PATH, ...systemLibraries, path.join(folder, 'system', 'lib')]
        .filter(Boolean)
        .join(path.delimiter),
    },
  };
}

const systemLibraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64'].filter((folder) => existsSync(folder));

/** The machine's fonts where it has any, and the unpacked font for the workbench's own text. */
function fontsConfig(folder: string): string {
  const families = ['system-ui', 'sans-serif'].map(
    (family) => `<alias binding="strong"><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
  ${families.join('\n  ')}
</fontconfig>
`;
}

async function untar(archive: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unpacked = brotliDecompressSync(await readFile(archive));
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'inherit', 'inherit'] });
  // tar ends at the archive's end and does not read what pads it; whether it went well its exit code tells.
  tar.stdin.on('error', () => {});
  tar.stdin.end(unpacked);
  await new Promise<void>((resolve, reject) => {
    tar.once('error', reject);
    tar.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`tar could not unpack ${archive}`))));
  });
}
