import type * as t from '@babel/types';
import type { ExportedName, ImportedName, ModuleInterface } from '../core/module';
import type { Syntax } from './parse';
import { boundNames, childrenOf, type Located } from './syntax';

/** What a file imports and exports, as its text says. Types are left out: they have no value. */
export function interfaceOf(syntax: Syntax): ModuleInterface {
  const { file, program } = syntax;
  const requests = new Set<string>();
  const imports = new Map<string, ImportedName>();
  const exports = new Map<string, ExportedName>();
  const stars: ModuleInterface['stars'][number][] = [];
  // TypeScript leaves out what an imported file imports for its types alone. The inspected file may need it in a comment.
  const used = file.imported && isTypeScript(file.uri) ? valueNames(program) : null;
  for (const node of program.body) {
    const at = node as Located;
    const range = file.range(at.start, at.end);
    switch (node.type) {
      case 'ImportDeclaration': {
        if (node.importKind === 'type') break;
        const specifier = node.source.value;
        const names = node.specifiers.flatMap((one): [local: string, name: string | null][] => {
          if (used && !used.has(one.local.name)) return [];
          if (one.type === 'ImportNamespaceSpecifier') return [[one.local.name, null]];
          if (one.type === 'ImportDefaultSpecifier') return [[one.local.name, 'default']];
          return one.importKind === 'type' ? [] : [[one.local.name, nameOf(one.imported)]];
        });
        if (node.specifiers.length > 0 && names.length === 0) break;
        requests.add(specifier);
        for (const [local, name] of names) imports.set(local, { specifier, name, range });
        break;
      }
      case 'ExportAllDeclaration':
        if (node.exportKind === 'type') break;
        requests.add(node.source.value);
        stars.push({ specifier: node.source.value, range });
        break;
      case 'ExportDefaultDeclaration':
        exports.set('default', defaultExport(node));
        break;
      case 'ExportNamedDeclaration':
        if (node.source && node.exportKind !== 'type') requests.add(node.source.value);
        for (const [name, exported] of namedExports(node, range)) {
          // A function stands beside its overloads, and a value beside a type of its name.
          if (exported.kind !== 'type' || !exports.has(name)) exports.set(name, exported);
        }
    }
  }
  return { requests: [...requests], imports, exports, stars };
}

function isTypeScript(uri: string): boolean {
  return /\.[mc]?tsx?$/i.test(uri.replace(/[?#].*$/, ''));
}

function defaultExport({ declaration }: t.ExportDefaultDeclaration): ExportedName {
  if (declaration.type === ('TSInterfaceDeclaration' as string)) return { kind: 'type' };
  const named =
    declaration.type === 'FunctionDeclaration' ||
    declaration.type === 'ClassDeclaration' ||
    declaration.type === 'TSDeclareFunction';
  return { kind: 'local', name: (named && declaration.id?.name) || 'default' };
}

function namedExports(node: t.ExportNamedDeclaration, range: ImportedName['range']): [string, ExportedName][] {
  const { declaration, source } = node;
  if (declaration) return declaredNames(declaration);
  return node.specifiers.map((one): [string, ExportedName] => {
    const name = nameOf(one.exported);
    if (one.type === 'ExportNamespaceSpecifier') {
      return [name, { kind: 'from', specifier: source!.value, name: null, range }];
    }
    const { local, exportKind } = one as t.ExportSpecifier;
    if (node.exportKind === 'type' || exportKind === 'type') return [name, { kind: 'type' }];
    return source
      ? [name, { kind: 'from', specifier: source.value, name: nameOf(local), range }]
      : [name, { kind: 'local', name: nameOf(local) }];
  });
}

function declaredNames(node: t.Declaration): [string, ExportedName][] {
  const local = (name: string): [string, ExportedName] => [name, { kind: 'local', name }];
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id }) => boundNames(id).map(({ name }) => local(name)));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return node.id ? [local(node.id.name)] : [];
    case 'TSModuleDeclaration':
      return node.id.type === 'Identifier' ? [local(node.id.name)] : [];
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [[node.id.name, { kind: 'type' }]];
    default:
      return [];
  }
}

/** An import or export may be named by a string. */
function nameOf(node: t.Node): string {
  return node.type === 'StringLiteral' ? node.value : (node as t.Identifier).name;
}

/** Names that stand where a value is meant, rather than in a type or an import. */
function valueNames(program: t.Program): ReadonlySet<string> {
  const names = new Set<string>();
  const open: t.Node[] = program.body.filter(({ type }) => type !== 'ImportDeclaration');
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') names.add(node.name);
    for (const child of childrenOf(node)) if (!isType(child)) open.push(child);
  }
  return names;
}

/** Whether a node belongs to types altogether. What only has a type beside its value does not. */
function isType({ type }: t.Node): boolean {
  if (!type.startsWith('TS')) return false;
  return !/^TS(As|Satisfies|NonNull|TypeAssertion|Instantiation|Enum|Module|Export|ImportEquals|Parameter(Property)?$)/.test(
    type,
  );
}
