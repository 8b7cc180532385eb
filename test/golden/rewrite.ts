import { parse } from '@babel/parser';
import type * as t from '@babel/types';

type Node = t.Node & { start: number; end: number };

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Rewrite {
  readonly source: string;
  /** New names by old ones. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * The same program with other names and, where asked, other numbers: everything declared at the top level and every
 * parameter of a top-level function is renamed wherever its name stands, directives included, and numbers that are
 * inputs are moved by a few percent. `numbers`: `all`, or `fractions` to leave integers alone, which may be sizes or counts.
 */
export function rewrite(source: string, numbers: 'all' | 'fractions' | 'none'): Rewrite {
  const { program, comments } = parse(source, { sourceType: 'module', plugins: ['typescript'] });
  const names = new Map<string, string>();
  for (const statement of program.body) {
    for (const name of declaredBy(statement)) names.set(name, `ñ_${name}$`);
  }
  const edits: Edit[] = [];
  visit(program as unknown as Node, [], (node, parents) => {
    if (node.type === 'Identifier' && names.has(node.name)) {
      const edit = renaming(node, parents.at(-1)!, names.get(node.name)!);
      if (edit) edits.push(edit);
    }
    if (node.type === 'NumericLiteral' && isInput(parents)) edits.push(...moved(node, numbers, edits.length));
  });
  for (const { start, end } of (comments ?? []) as unknown as readonly Node[]) {
    const text = source.slice(start, end);
    for (const line of text.matchAll(/@grad(?![\w-])[^\n]*/g)) {
      edits.push(...directiveEdits(line[0], start + line.index, names, numbers));
    }
  }
  return { source: applied(source, edits), names };
}

function applied(source: string, edits: readonly Edit[]): string {
  let result = source;
  for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + text + result.slice(end);
  }
  return result;
}

/** Names that a top-level statement declares, with the parameters of a function. */
function declaredBy(statement: t.Statement): string[] {
  const node = statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement;
  if (node.type === 'FunctionDeclaration' && node.id) return [node.id.name, ...node.params.flatMap(bound)];
  if (node.type !== 'VariableDeclaration') return [];
  return node.declarations.flatMap(({ id, init }) => [
    ...bound(id),
    ...(init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression'
      ? init.params.flatMap(bound)
      : []),
  ]);
}

function bound(pattern: t.Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return bound(pattern.left);
    case 'RestElement':
      return bound(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? bound(element) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        bound(property.type === 'RestElement' ? property : property.value),
      );
    default:
      return [];
  }
}

/** An identifier is renamed unless it is a key or a label; in a shorthand property the key stays beside it. */
function renaming(node: Node & t.Identifier, parent: Node, to: string): Edit | null {
  const end = node.start + node.name.length;
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.property === node && !parent.computed ? null : { start: node.start, end, text: to };
    case 'ObjectProperty':
      // The value of a shorthand is visited too: it alone is renamed, with the key before it.
      if (parent.key === node && !parent.computed) return null;
      return { start: node.start, end, text: parent.shorthand ? `${node.name}: ${to}` : to };
    case 'AssignmentPattern': {
      const shorthand = parent.left === node && shorthandDefaults.has(parent);
      return { start: node.start, end, text: shorthand ? `${node.name}: ${to}` : to };
    }
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassProperty':
      return parent.key === node ? null : { start: node.start, end, text: to };
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'TSPropertySignature':
    case 'TSMethodSignature':
      return null;
    default:
      return { start: node.start, end, text: to };
  }
}

const shorthandDefaults = new WeakSet<object>();

function visit(node: Node, parents: readonly Node[], enter: (node: Node, parents: readonly Node[]) => void): void {
  if (node.type === 'ObjectProperty' && node.shorthand && node.value.type === 'AssignmentPattern') {
    shorthandDefaults.add(node.value);
  }
  enter(node, parents);
  const inside = [...parents, node];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'loc' || key === 'extra' || /omments$/.test(key)) continue;
    if (node.type === 'ObjectProperty' && node.shorthand && key === 'key') continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item && typeof item.type === 'string' && typeof item.start === 'number') visit(item, inside, enter);
    }
  }
}

/** Whether a number is the value of a top-level variable, alone or in nested arrays. */
function isInput(parents: readonly Node[]): boolean {
  let k = parents.length - 1;
  while (parents[k]?.type === 'ArrayExpression' || parents[k]?.type === 'UnaryExpression') k--;
  if (parents[k]?.type !== 'VariableDeclarator' || parents[k - 1]?.type !== 'VariableDeclaration') return false;
  const above = parents[k - 2]?.type;
  return above === 'Program' || above === 'ExportNamedDeclaration';
}

function moved(node: Node & t.NumericLiteral, numbers: 'all' | 'fractions' | 'none', index: number): Edit[] {
  if (numbers === 'none' || (numbers === 'fractions' && Number.isInteger(node.value))) return [];
  return [{ start: node.start, end: node.end, text: String(other(node.value, index)) }];
}

/** A few percent away (farther from 0, where many functions have their kinks), by another amount for each number, so that ties and kinks are left. */
function other(value: number, index: number): number {
  const away = value === 0 ? 0.23 : value;
  return Number((away * (1 + 0.011 + 0.0037 * (index % 7))).toPrecision(9));
}

function directiveEdits(
  line: string,
  start: number,
  names: ReadonlyMap<string, string>,
  numbers: 'all' | 'fractions' | 'none',
): Edit[] {
  const edits: Edit[] = [];
  for (const match of line.matchAll(/(?<![\w$.@])[A-Za-z_$][\w$]*(?!\s*:)/g)) {
    const to = names.get(match[0]);
    if (to) edits.push({ start: start + match.index, end: start + match.index + match[0].length, text: to });
  }
  if (numbers === 'none') return edits;
  for (const match of line.matchAll(/(?<![\w$.])(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w$.])/gi)) {
    const value = Number(match[0]);
    if (numbers === 'fractions' && Number.isInteger(value)) continue;
    const text = String(other(value, edits.length));
    edits.push({ start: start + match.index, end: start + match.index + match[0].length, text });
  }
  return edits;
}
