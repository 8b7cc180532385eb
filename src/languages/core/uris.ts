/**
 * The address that a relative path means in the file at `base`, whose scheme, authority and folder it shares; null where
 * the path leads above the root, or the file stands in no folder (an unsaved document). Plain file names are addresses
 * without scheme: `src/a.ts` and `./b.ts` give `src/b.ts`.
 */
export function resolveUri(base: string, path: string): string | null {
  const [, origin = '', rest = ''] = /^([a-z][a-z\d+.-]+:(?:\/\/[^/?#]*)?)?([^?#]*)/i.exec(base)!;
  const isOpaque = origin !== '' && !rest.startsWith('/');
  if (isOpaque) return null;
  const parts = rest.split('/').slice(0, -1);
  const isAbsolute = rest.startsWith('/');
  const encode = origin === '' ? (part: string) => part : encoded;
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const last = parts.at(-1);
    if (part !== '..') parts.push(encode(part));
    else if (isAbsolute && parts.length <= 1) return null;
    else if (last === undefined || last === '..') parts.push('..');
    else parts.pop();
  }
  return origin + parts.join('/');
}

/** A part of a path as VS Code writes it, so that equal addresses are equal texts. */
function encoded(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
