import type { Range } from '../../engine/sources';
import type { ExportedName, ImportedName, ModuleInterface } from '../core/module';
import { resolveUri } from '../core/uris';
import { bindingsOf, childrenOf } from './lowering/names';
import { isLibrary } from './modules/all';
import type { Syntax } from './parse';
import type { Node, Stmt } from './parsing/ast';

/** A name that a file takes from another one, under the name of the hidden variable that holds it here. */
export interface FileImport extends ImportedName {
  readonly local: string;
}

/** The file that `from ..a.b import c` names: dots, then the path. Null for a library's module. */
export function specifierOf(module: string, level: number): string | null {
  if (level === 0 && isLibrary(module)) return null;
  return '.'.repeat(level) + module;
}

/** How the storage behind an imported name is known in the importing module. */
export function hiddenName(specifier: string, name: string | null): string {
  return `%${specifier}:${name ?? ''}`;
}

/** What one import statement takes from files; null where all of it comes from libraries. */
export function importsOf(
  node: Stmt,
  range: (node: { readonly start: number; readonly end: number }) => Range,
): FileImport[] {
  const make = (
    specifier: string,
    name: string | null,
    at: { readonly start: number; readonly end: number },
  ): FileImport => ({
    specifier,
    name,
    range: range(at),
    local: hiddenName(specifier, name),
  });
  if (node.kind === 'import') {
    return node.names.flatMap((alias) => {
      const specifier = specifierOf(alias.name, 0);
      // `import a.b` binds `a`, which is no file.
      return specifier === null || (alias.as === null && alias.name.includes('.'))
        ? []
        : [make(specifier, null, alias)];
    });
  }
  if (node.kind !== 'importFrom' || node.names === '*' || node.module === '__future__') return [];
  const specifier = specifierOf(node.module, node.level);
  if (specifier === null) return [];
  // `from . import a` names files beside this one.
  return node.names.map((alias) =>
    node.module === '' ? make(specifier + alias.name, null, alias) : make(specifier, alias.name, alias),
  );
}

/** What a file imports of the workspace and gives to others: all that its top level binds. */
export function interfaceOf({ file, body }: Syntax): ModuleInterface {
  const imports = new Map<string, ImportedName>();
  const requests = new Set<string>();
  for (const open: Node[] = [...body].reverse(); open.length > 0; ) {
    const node = open.pop()!;
    if ('kind' in node && (node.kind === 'import' || node.kind === 'importFrom')) {
      for (const found of importsOf(node, ({ start, end }) => file.range(start, end))) {
        imports.set(found.local, found);
        requests.add(found.specifier);
      }
    } else open.push(...childrenOf(node).reverse());
  }
  const exports = new Map<string, ExportedName>();
  for (const name of bindingsOf(body).bound.keys()) exports.set(name, { kind: 'local', name });
  return { requests: [...requests], imports, exports, stars: [] };
}

/** The addresses of files that a module's name may mean. */
export function candidates(specifier: string, uri: string): readonly string[] | null {
  const [, dots = '', path = ''] = /^(\.*)(.*)$/.exec(specifier)!;
  const up = dots.length > 1 ? '../'.repeat(dots.length - 1) : './';
  const base = up + path.replaceAll('.', '/');
  return [`${base}.py`, `${base}/__init__.py`].flatMap((candidate) => resolveUri(uri, candidate) ?? []);
}
