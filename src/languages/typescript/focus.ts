import type * as t from '@babel/types';
import type { EnclosingFunction, Parameter, Subject } from '../core/frontEnd';
import { directivesOn } from './annotations';
import type { Syntax } from './parse';
import {
  boundNames,
  childrenOf,
  declaredFunction,
  exported,
  type FunctionNode,
  isFunctionNode,
  isStatement,
  type Located,
  pathTo,
  unwrap,
} from './syntax';

/** What a subject keeps for the lowering: the expression, or the statements in order. */
export interface SubjectHandle {
  readonly nodes: readonly Located[];
}

/** The smallest syntax that covers a selection. */
export function covering(syntax: Syntax, selectionStart: number, selectionEnd: number): Subject | null {
  const { text } = syntax.file;
  let start = selectionStart;
  let end = selectionEnd;
  while (start < end && /[\s;]/.test(text[start]!)) start++;
  while (end > start && /[\s;]/.test(text[end - 1]!)) end--;
  if (start === end) return statementAt(syntax, selectionStart);
  [start, end] = withoutParentheses(syntax, start, end);
  const path = pathTo(syntax.program, start, end);
  for (let k = path.length - 1; k >= 0; k--) {
    const node = path[k]!;
    const parent = path[k - 1];
    const statements = statementList(node);
    if (statements) return severalStatements(syntax, statements, start, end);
    if (isStatement(node) && !(parent && isHead(node, parent))) return statementSubject(syntax, [node], true);
    if (parent && isValue(node, parent, path[k - 2])) return expressionSubject(syntax, node as Located & t.Expression);
  }
  return null;
}

/** The innermost statement at an offset; on a blank line the next one below. */
export function statementAt(syntax: Syntax, offset: number): Subject | null {
  const { file, program } = syntax;
  const path = pathTo(program, offset, offset);
  for (let k = path.length - 1; k >= 0; k--) {
    const node = path[k]!;
    if (node.type === 'BlockStatement' || !isStatement(node)) continue;
    const inner = exported(node);
    if (declaredFunction(node) || inner !== node) {
      return statementSubject(syntax, [node], true);
    }
    return statementSubject(syntax, [node], true);
  }
  // A cursor at the end of a line stands behind its statement.
  const line = file.position(offset).line;
  const onLine = allStatements(program).filter((node) => {
    return file.position(node.start).line <= line && file.position(node.end).line === line && node.end <= offset;
  });
  const nearest = onLine.sort((a, b) => b.end - a.end || a.start - b.start)[0];
  return nearest ? statementSubject(syntax, [nearest], true) : null;
}

/** A statement as a subject; one that declares a function is a function subject. */
export function statementSubject(syntax: Syntax, nodes: readonly Located[], promotes: boolean): Subject {
  const first = nodes[0]!;
  const last = nodes.at(-1)!;
  const topLevel = syntax.program.body.includes(first as t.Statement);
  const declared = nodes.length === 1 && topLevel ? declaredFunction(first as t.Statement) : null;
  const base = { start: first.start, end: last.end, promotes, handle: { nodes } satisfies SubjectHandle };
  if (declared) {
    return {
      ...base,
      kind: 'function',
      label: declared.name,
      functionName: declared.name,
      inside: null,
      deferred: false,
    };
  }
  const label = statementLabel(exported(last as t.Statement)) ?? clip(syntax.file.text.slice(base.start, base.end));
  return {
    ...base,
    kind: 'statements',
    label,
    functionName: null,
    deferred: isInFunction(syntax, base.start, base.end),
    inside: enclosingFunction(syntax, base.start, base.end),
  };
}

function expressionSubject(syntax: Syntax, node: Located & t.Expression): Subject {
  const { start, end } = node;
  return {
    kind: 'expression',
    start,
    end,
    label: clip(syntax.file.text.slice(start, end)),
    functionName: null,
    deferred: isInFunction(syntax, start, end),
    inside: enclosingFunction(syntax, start, end),
    promotes: true,
    handle: { nodes: [node] } satisfies SubjectHandle,
  };
}

function severalStatements(
  syntax: Syntax,
  statements: readonly t.Statement[],
  start: number,
  end: number,
): Subject | null {
  const nodes = (statements as readonly Located[]).filter((node) => node.start < end && node.end > start);
  return nodes.length > 0 ? statementSubject(syntax, nodes, true) : null;
}

/** The statements of a block, or null for other nodes. */
function statementList(node: Located): readonly t.Statement[] | null {
  if (node.type === 'Program' || node.type === 'BlockStatement' || node.type === 'StaticBlock') return node.body;
  if (node.type === 'TSModuleBlock') return node.body;
  return node.type === 'SwitchCase' ? node.consequent : null;
}

/** What a selection of a parenthesised expression holds inside its parentheses, which belong to no syntax of their own. */
function withoutParentheses(syntax: Syntax, start: number, end: number): [start: number, end: number] {
  const { text } = syntax.file;
  if (text[start] !== '(' || text[end - 1] !== ')') return [start, end];
  let from = start + 1;
  let to = end - 1;
  while (from < to && /\s/.test(text[from]!)) from++;
  while (to > from && /\s/.test(text[to - 1]!)) to--;
  [from, to] = withoutParentheses(syntax, from, to);
  const node = pathTo(syntax.program, from, to).find((candidate) => candidate.start === from && candidate.end === to);
  return node?.extra?.parenthesized ? [from, to] : [start, end];
}

/** The declaration in the head of a loop is part of the loop. */
function isHead(node: Located, parent: Located): boolean {
  return node.type === 'VariableDeclaration' && /^For/.test(parent.type);
}

function isInFunction(syntax: Syntax, start: number, end: number): boolean {
  return pathTo(syntax.program, start, end).some(
    (node) => isDeferred(node) && !(node.start === start && node.end === end),
  );
}

/** Whether code inside the node runs later, when something is called or made. */
function isDeferred(node: Located): boolean {
  if (node.type === 'ClassProperty' || node.type === 'ClassPrivateProperty') return !node.static;
  return isFunctionNode(node);
}

/** Whether a node stands where a value is computed, rather than a name, a key or a type. */
function isValue(node: Located, parent: Located, grandparent: Located | undefined): boolean {
  if (/^(TS|JSX)/.test(node.type) && !/^TS(As|Satisfies|NonNull|TypeAssertion|Instantiation)/.test(node.type))
    return false;
  if (
    !/Expression$|Literal$|^Identifier$|^TSAsExpression$/.test(node.type) ||
    node.type === ('TemplateElement' as string)
  )
    return false;
  if (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') return false;
  switch (parent.type) {
    case 'VariableDeclarator':
      return node === parent.init;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return node === parent.object || parent.computed;
    case 'ObjectProperty':
      return (
        node === parent.value &&
        parent.value.type !== 'AssignmentPattern' &&
        !isInPattern(parent) &&
        grandparent?.type !== 'ObjectPattern'
      );
    case 'AssignmentExpression':
      return node === parent.right;
    case 'AssignmentPattern':
      return node === parent.right;
    case 'UpdateExpression':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ObjectMethod':
    case 'RestElement':
    case 'ArrayPattern':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ImportSpecifier':
    case 'ExportSpecifier':
    case 'ClassDeclaration':
    case 'ClassExpression':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
    case 'CatchClause':
    case 'TaggedTemplateExpression':
      return false;
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      return node === parent.value;
    case 'TSEnumMember':
      return node === parent.initializer;
    case 'ArrowFunctionExpression':
      return node === parent.body;
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      // What is called is a function.
      return node !== parent.callee;
    default:
      return !/^TS(?!As|Satisfies|NonNull|TypeAssertion|Instantiation)/.test(parent.type);
  }
}

function isInPattern(property: Located): boolean {
  return (property as Located & { shorthand?: boolean }).shorthand === true;
}

/** The top-level function that a stretch of code stands in. */
export function enclosingFunction(syntax: Syntax, start: number, end: number): EnclosingFunction | null {
  for (const statement of syntax.program.body) {
    const declared = declaredFunction(statement);
    if (!declared) continue;
    const node = declared.node as FunctionNode & Located;
    const inside = node.start <= start && end <= node.end && !(start === node.start && end === node.end);
    if (inside) return functionInfo(syntax, statement, declared);
  }
  return null;
}

/** What is known of a top-level function: its parameters and the directives on it. */
export function functionInfo(
  syntax: Syntax,
  statement: t.Statement,
  { name, node }: { name: string; node: FunctionNode },
): EnclosingFunction {
  const { start, end } = statement as Located;
  const parameters = node.params.flatMap((parameter): Parameter[] =>
    boundNames(parameter)
      .filter((identifier) => identifier.name !== 'this')
      .map((identifier) => ({
        name: identifier.name,
        hasDefault:
          parameter.type === 'AssignmentPattern' || parameter.type === 'RestElement' || identifier.optional === true,
        range: syntax.file.range(identifier.start!, identifier.start! + identifier.name.length),
      })),
  );
  return { name, start, end, parameters, directives: directivesOn(syntax, statement) };
}

/** What a statement is called: the variable that it sets last. */
export function statementLabel(node: t.Statement): string | null {
  if (node.type === 'VariableDeclaration') {
    const names = boundNames(node.declarations.at(-1)!.id);
    return names.length === 1 ? names[0]!.name : null;
  }
  if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression') {
    const target = unwrap(node.expression.left as t.Expression);
    return target.type === 'Identifier' ? target.name : null;
  }
  return null;
}

/** Every statement of a tree, at any depth. */
export function allStatements(root: t.Node): Located[] {
  const found: Located[] = [];
  const open: t.Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const child of childrenOf(node)) {
      if (isStatement(child) && child.type !== 'BlockStatement') found.push(child);
      open.push(child);
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

function clip(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
