import { resolveUri } from '../core/uris';

/** What may stand behind a path without extension, in the order of preference. */
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.js', '.mjs', '.jsx', '.cts', '.cjs', '.json'];

/** The sources from which a compiled file may come, which imports name by what they are compiled to. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/**
 * The addresses of files that a specifier may mean in the file at `uri`, in the order in which they are tried: the file
 * itself, `x.ts` for `./x.js`, an extension added, an index file. Null for a package; empty where no file can be meant.
 * TypeScript prefers a source to what it is compiled to; JavaScript takes what it names.
 */
export function candidates(specifier: string, uri: string): readonly string[] | null {
  if (!/^\.{0,2}\/|^\.{1,2}$/.test(specifier)) return null;
  // A path from the root of a disk is nobody's neighbour.
  if (specifier.startsWith('/')) return [];
  const isFolder = /(^|\/)\.{0,2}$/.test(specifier);
  const paths = isFolder ? indexFiles(specifier) : filesOf(specifier, /\.[mc]?tsx?([?#]|$)/i.test(uri));
  return paths.flatMap((path) => resolveUri(uri, path) ?? []);
}

function filesOf(path: string, prefersSources: boolean): string[] {
  const [, stem = path, extension = ''] = /^(.*?)(\.[a-z]+)$/.exec(path) ?? [];
  if (!EXTENSIONS.includes(extension)) return [...EXTENSIONS.map((added) => path + added), ...indexFiles(path)];
  const sources = (SOURCES[extension] ?? []).map((source) => stem + source);
  return prefersSources ? [...sources, path] : [path, ...sources];
}

function indexFiles(folder: string): string[] {
  return EXTENSIONS.map((extension) => `${folder}/index${extension}`);
}
