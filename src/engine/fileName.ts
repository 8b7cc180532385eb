import type { Range } from './sources';

/** How a range of another file is told: `vec.ts:3`, or `cell 2, line 3` in a notebook. */
export function placeName({ file, cell, start }: Range): string {
  if (cell !== undefined) return `cell ${cell}, line ${start.line}`;
  return file === undefined ? `line ${start.line}` : `${fileName(file)}:${start.line}`;
}

/** The name by which a file is told: `vec.ts`, or `vec/index.ts` where every folder has one. */
export function fileName(uri: string): string {
  const [path = ''] = uri.split(/[?#]/);
  const parts = path.split('/').filter((part) => part !== '');
  const name = parts.at(-1) ?? uri;
  return decoded(/^index\.\w+$/.test(name) && parts.length > 1 ? parts.slice(-2).join('/') : name);
}

/** The name without escapes, as far as it has valid ones. */
export function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
