import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { table } from './report';

/** What is loaded when, by the files of dist/. */
const bundles: readonly { readonly name: string; readonly files: string }[] = [
  { name: 'extension, desktop', files: 'extension.js' },
  { name: 'worker, desktop', files: 'worker.js' },
  { name: 'extension, browser', files: 'web/extension.js' },
  { name: 'worker, browser', files: 'web/worker.js' },
  { name: 'page, first script', files: 'webview/main.js' },
  { name: 'page, styles', files: 'webview/main.css' },
  { name: 'page, all parts of Mermaid', files: 'webview/chunks/*.js' },
  { name: 'command line', files: 'cli.js' },
];

/**
 * Sizes of the bundles as they stand in dist/, of a production build when that was the last.
 *
 * @returns a Markdown section
 */
export function benchBundles(root: string): string {
  const rows = bundles.map(({ name, files }) => {
    const found = globSync(files, { cwd: path.join(root, 'dist') }).map((file) =>
      readFileSync(path.join(root, 'dist', file)),
    );
    if (found.length === 0) return [name, 'not built', '', ''];
    const bytes = found.reduce((sum, file) => sum + file.length, 0);
    const zipped = found.reduce((sum, file) => sum + gzipSync(file).length, 0);
    return [name, String(found.length), (bytes / 1000).toFixed(1), (zipped / 1000).toFixed(1)];
  });
  const minified = !existsSync(path.join(root, 'dist', 'cli.js.map'));
  const kind = minified ? 'minified' : 'with source maps, not minified';
  return `### Bundles (${kind})\n\n${table(['bundle', 'files', 'kB', 'kB gzipped'], rows)}`;
}
