import { readFileSync } from 'node:fs';
import { parse } from '@babel/parser';

export interface Import {
  /** As written: `./tape`, `vscode`, `node:path`. */
  readonly specifier: string;
  readonly line: number;
  /** True for `import type` and `export type`, which leave nothing in the bundle. */
  readonly typeOnly: boolean;
}

export interface ForbiddenUse {
  /** Such as `eval(…)`. */
  readonly what: string;
  readonly line: number;
}

interface SyntaxNode {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number } };
  readonly [field: string]: unknown;
}

/** What a TypeScript file imports, statically and dynamically, and where it would execute text as code. */
export function readImports(file: string): { imports: Import[]; forbidden: ForbiddenUse[] } {
  return readImportsOf(readFileSync(file, 'utf8'));
}

/** As {@link readImports}, for a text. */
export function readImportsOf(text: string): { imports: Import[]; forbidden: ForbiddenUse[] } {
  const imports: Import[] = [];
  const forbidden: ForbiddenUse[] = [];
  const program = parse(text, { sourceType: 'module', plugins: ['typescript'] }).program;
  walk(program as unknown as SyntaxNode, (node) => {
    const line = node.loc?.start.line ?? 0;
    const source = importedFrom(node);
    if (source !== null) {
      const kind = (node.importKind ?? node.exportKind) === 'type';
      const specifiers = (node.specifiers ?? []) as { importKind?: string; exportKind?: string }[];
      const allTypes = specifiers.length > 0 && specifiers.every((s) => (s.importKind ?? s.exportKind) === 'type');
      imports.push({ specifier: source, line, typeOnly: kind || allTypes || node.type === 'TSImportType' });
    }
    const what = executesText(node);
    if (what) forbidden.push({ what, line });
  });
  return { imports, forbidden };
}

function importedFrom(node: SyntaxNode): string | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literal(node.source ?? node.argument);
    case 'CallExpression': {
      const callee = node.callee as SyntaxNode;
      const imports = callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require');
      return imports ? literal((node.arguments as SyntaxNode[])[0]) : null;
    }
    default:
      return null;
  }
}

/** The string of a literal node, also when a type wraps it; null for anything else. */
function literal(node: unknown): string | null {
  const { type, value, literal: inner } = (node ?? {}) as { type?: string; value?: unknown; literal?: unknown };
  if (type === 'TSLiteralType') return literal(inner);
  return type === 'StringLiteral' && typeof value === 'string' ? value : null;
}

function executesText(node: SyntaxNode): string | null {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const callee = node.callee as SyntaxNode;
    const name = callee.type === 'Identifier' ? callee.name : memberOfGlobal(callee);
    if (name === 'eval') return 'eval(…)';
    if (name === 'Function') return 'Function(…)';
    const first = (node.arguments as SyntaxNode[])[0]?.type;
    const timer = name === 'setTimeout' || name === 'setInterval';
    if (timer && (first === 'StringLiteral' || first === 'TemplateLiteral')) return `${name} with a text`;
  }
  // `new Worker(code, { eval: true })`
  if (node.type === 'ObjectProperty') {
    const key = node.key as { name?: string; value?: unknown };
    const value = node.value as SyntaxNode;
    if ((key.name ?? key.value) === 'eval' && value.type === 'BooleanLiteral' && value.value === true)
      return 'eval: true';
  }
  return null;
}

/** `eval` of `globalThis.eval`; null for members of anything else. */
function memberOfGlobal(node: SyntaxNode): unknown {
  if (node.type !== 'MemberExpression') return null;
  const { type, name } = node.object as { type: string; name?: string };
  const isGlobal = type === 'Identifier' && ['globalThis', 'self', 'window', 'global'].includes(name ?? '');
  const property = node.property as { name?: string; value?: unknown };
  return isGlobal ? (property.name ?? property.value) : null;
}

function walk(root: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  const pending: SyntaxNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    visit(node);
    for (const [field, value] of Object.entries(node)) {
      if (field === 'loc' || field === 'errors' || field.endsWith('omments')) continue;
      for (const child of Array.isArray(value) ? value : [value]) {
        if (child && typeof (child as SyntaxNode).type === 'string') pending.push(child as SyntaxNode);
      }
    }
  }
}
