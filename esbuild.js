/**
 * Builds everything that runs into dist/.
 *
 *   node esbuild.js                one build with source maps
 *   node esbuild.js --watch        builds again on every change
 *   node esbuild.js --production   minified, without source maps; what goes into the VSIX
 *
 * An entry whose file does not exist is left out with a note, so that a part of the tree can be built alone.
 */
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const esbuild = require('esbuild');
const { mermaidPlugins } = require('./esbuild.mermaid.js');

const root = __dirname;
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** VS Code 1.100 runs extensions on Node 20 and its pages on Chromium 132. */
const nodeTarget = 'node20';
const browserTarget = 'chrome132';

/**
 * `import * as vscode` of an external module becomes a copy of all its names, in each file that imports it: hundreds of
 * getters, dozens of times, whenever the extension is activated. This makes it one module that names what is used.
 */
const vscodeByName = {
  name: 'vscode-by-name',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'vscode-by-name'
        ? { path: 'vscode', external: true }
        : { path: 'vscode', namespace: 'vscode-by-name', sideEffects: false },
    );
    build.onLoad({ filter: /.*/, namespace: 'vscode-by-name' }, () => ({
      contents: `const vscode = require('vscode');\nexport const { ${usedOfVscode().join(', ')} } = vscode;\n`,
      loader: 'js',
    }));
  },
};

/** What the sources mention of VS Code. Names of types are undefined in the bundle, as they are for everybody. */
function usedOfVscode() {
  const names = new Set();
  for (const file of fs.readdirSync(path.join(root, 'src'), { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const text = fs.readFileSync(path.join(root, 'src', file), 'utf8');
    for (const [, name] of text.matchAll(/\bvscode\.([A-Za-z]+)/g)) names.add(name);
    for (const [, list] of text.matchAll(/\{ ([\w, ]+) \} = vscode\b/g))
      for (const name of list.split(', ')) names.add(name);
  }
  return [...names].sort();
}

/** Every bundle by name; `entries` maps names in `outdir` to source files. */
const bundles = [
  {
    name: 'extension host, desktop and remote',
    entries: { extension: 'src/extension.ts' },
    outdir: 'dist',
    options: { platform: 'node', format: 'cjs', target: nodeTarget, plugins: [vscodeByName] },
  },
  {
    name: 'worker, desktop and remote',
    entries: { worker: 'src/inspector/worker.ts' },
    outdir: 'dist',
    options: { platform: 'node', format: 'cjs', target: nodeTarget },
  },
  {
    name: 'command line',
    entries: { cli: 'src/cli.ts' },
    outdir: 'dist',
    options: { platform: 'node', format: 'cjs', target: nodeTarget, banner: { js: '#!/usr/bin/env node' } },
    executable: 'dist/cli.js',
  },
  {
    name: 'extension host, browser',
    entries: { extension: 'src/extension.web.ts' },
    outdir: 'dist/web',
    options: { platform: 'browser', format: 'cjs', target: browserTarget, plugins: [vscodeByName] },
  },
  {
    // Started from a Blob of its text, which cannot be an ES module that imports anything.
    name: 'worker, browser',
    entries: { worker: 'src/inspector/worker.web.ts' },
    outdir: 'dist/web',
    options: { platform: 'browser', format: 'iife', target: browserTarget },
  },
  {
    name: 'page of the panel',
    entries: { main: 'webview/main.ts' },
    outdir: 'dist/webview',
    options: {
      platform: 'browser',
      format: 'esm',
      splitting: true,
      target: browserTarget,
      chunkNames: 'chunks/[name]-[hash]',
      loader: { '.svg': 'dataurl' },
      plugins: mermaidPlugins(),
    },
  },
];

/** esbuild's options for one bundle; null when none of its entries exists. */
function optionsOf(bundle) {
  const entries = Object.entries(bundle.entries);
  const there = entries.filter(([, file]) => fs.existsSync(path.join(root, file)));
  for (const [, file] of entries) {
    if (!there.some(([, f]) => f === file)) console.log(`${bundle.name}: ${file} does not exist, left out`);
  }
  if (there.length === 0) return null;
  return {
    absWorkingDir: root,
    entryPoints: there.map(([out, file]) => ({ in: path.join(root, file), out })),
    outdir: path.join(root, bundle.outdir),
    bundle: true,
    metafile: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
    ...bundle.options,
    plugins: [...(bundle.options.plugins ?? []), afterBuild(bundle)],
  };
}

/** After each build: makes the command line executable, removes chunks of earlier builds, prints sizes. */
function afterBuild(bundle) {
  return {
    name: 'after-build',
    setup(build) {
      build.onEnd((result) => {
        if (result.errors.length > 0 || !result.metafile) return;
        if (production)
          for (const file of Object.keys(result.metafile.outputs))
            fs.rmSync(path.join(root, `${file}.map`), { force: true });
        if (bundle.executable) fs.chmodSync(path.join(root, bundle.executable), 0o755);
        if (bundle.options.splitting) removeStaleChunks(bundle, result.metafile);
        printSizes(bundle, result.metafile);
      });
    },
  };
}

function removeStaleChunks(bundle, metafile) {
  const folder = path.join(root, bundle.outdir, 'chunks');
  if (!fs.existsSync(folder)) return;
  const fresh = new Set(Object.keys(metafile.outputs).map((file) => path.join(root, file)));
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (!fresh.has(file)) fs.rmSync(file);
  }
}

function printSizes(bundle, metafile) {
  const size = (file) => {
    const text = fs.readFileSync(path.join(root, file));
    return [text.length, zlib.gzipSync(text).length];
  };
  const kilobytes = ([raw, zipped]) => `${(raw / 1000).toFixed(1)} kB (${(zipped / 1000).toFixed(1)} kB gzipped)`;
  const code = Object.keys(metafile.outputs).filter((file) => !file.endsWith('.map'));
  for (const file of code.filter((f) => metafile.outputs[f].entryPoint && !f.includes('/chunks/'))) {
    console.log(`${file}: ${kilobytes(size(file))}`);
  }
  const chunks = code.filter((file) => file.includes('/chunks/')).map(size);
  if (chunks.length > 0) {
    const sum = chunks.reduce(([raw, zipped], [r, z]) => [raw + r, zipped + z], [0, 0]);
    console.log(`${bundle.outdir}/chunks: ${chunks.length} files, ${kilobytes(sum)}`);
  }
}

async function main() {
  const all = bundles.map(optionsOf).filter((options) => options !== null);
  if (watch) {
    console.log('building');
    const contexts = await Promise.all(all.map((options) => esbuild.context(options)));
    // A first build that fails is mended by the next change.
    await Promise.allSettled(contexts.map((context) => context.rebuild()));
    console.log('watching');
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  const outcomes = await Promise.allSettled(all.map((options) => esbuild.build(options)));
  if (outcomes.some((outcome) => outcome.status === 'rejected')) process.exitCode = 1;
}

module.exports = { vscodeByName };

if (require.main === module) main();
