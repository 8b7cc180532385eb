import type * as t from '@babel/types';

/** A node that has its offsets; the parser sets them on every node. */
export type Located = t.Node & { start: number; end: number };

const SKIPPED = new Set([
  'loc',
  'start',
  'end',
  'range',
  'extra',
  'leadingComments',
  'innerComments',
  'trailingComments',
  'errors',
  'comments',
  'tokens',
]);

/** The direct children of a node, in no particular order. */
export function childrenOf(node: t.Node): Located[] {
  const children: Located[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (SKIPPED.has(key)) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is Located {
  return typeof value === 'object' && value !== null && 'type' in value && typeof (value as Located).start === 'number';
}

/** The nodes that hold the stretch, outermost first. */
export function pathTo(root: t.Node, start: number, end: number): Located[] {
  const path: Located[] = [];
  let node: Located | undefined = root as Located;
  while (node) {
    path.push(node);
    // The smallest child counts: a shorthand property has its key and its value at the same place.
    node = childrenOf(node)
      .filter((child) => child.start <= start && child.end >= end)
      .at(-1);
  }
  return path;
}

/** The expression without what TypeScript or parentheses put around it. */
export function unwrap(node: t.Expression): t.Expression {
  let inner = node;
  while (
    inner.type === 'TSAsExpression' ||
    inner.type === 'TSSatisfiesExpression' ||
    inner.type === 'TSNonNullExpression' ||
    inner.type === 'TSTypeAssertion' ||
    inner.type === 'TSInstantiationExpression' ||
    inner.type === 'ParenthesizedExpression'
  ) {
    inner = inner.expression;
  }
  return inner;
}

export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

export function isFunctionNode(node: t.Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'ObjectMethod' ||
    node.type === 'ClassMethod' ||
    node.type === 'ClassPrivateMethod'
  );
}

export function isStatement(node: t.Node): node is t.Statement {
  return /Statement$|Declaration$/.test(node.type) && node.type !== 'TSParameterProperty';
}

/** The declaration inside an `export`, else the statement itself. */
export function exported(node: t.Statement): t.Statement {
  if (node.type === 'ExportNamedDeclaration' && node.declaration) return node.declaration;
  if (
    node.type === 'ExportDefaultDeclaration' &&
    (node.declaration.type === 'FunctionDeclaration' || node.declaration.type === 'ClassDeclaration')
  )
    return node.declaration;
  return node;
}

/** The function that a top-level statement declares, with its name: a declaration, or a `const` that holds one. */
export function declaredFunction(statement: t.Statement): { name: string; node: FunctionNode } | null {
  const inner = exported(statement);
  if (inner.type === 'FunctionDeclaration') return { name: inner.id?.name ?? 'default', node: inner };
  if (inner.type === 'ExportDefaultDeclaration') {
    const value = inner.declaration;
    if (value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression')
      return { name: 'default', node: value };
    return null;
  }
  if (inner.type !== 'VariableDeclaration' || inner.declarations.length !== 1) return null;
  const { id, init } = inner.declarations[0]!;
  if (id.type !== 'Identifier' || !init) return null;
  const value = unwrap(init);
  if (value.type !== 'ArrowFunctionExpression' && value.type !== 'FunctionExpression') return null;
  return { name: id.name, node: value };
}

/** Names that a pattern binds, with their nodes. */
export function boundNames(pattern: t.Node): t.Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? boundNames(element) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        property.type === 'RestElement' ? boundNames(property.argument) : boundNames(property.value),
      );
    case 'TSParameterProperty':
      return boundNames(pattern.parameter);
    default:
      return [];
  }
}
