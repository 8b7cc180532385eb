import type { EnclosingFunction, Parameter, Subject } from '../core/frontEnd';
import { directivesOn } from './annotations';
import { boundNames, childrenOf, isStatement } from './lowering/names';
import type { Syntax } from './parse';
import type { Expr, Node, Parameters, Stmt } from './parsing/ast';

/** What a subject keeps for the lowering: the expression, or the statements in order. */
export interface SubjectHandle {
  readonly nodes: readonly Node[];
}

/** The nodes around a stretch of code, outermost first. */
export function pathTo(syntax: Syntax, start: number, end: number): Node[] {
  const path: Node[] = [];
  const holds = (node: Node) => node.start <= start && end <= node.end;
  for (let next: Node | undefined = syntax.body.find(holds); next; ) {
    path.push(next);
    next = childrenOf(next).find(holds);
  }
  return path;
}

const EXPRESSIONS: ReadonlySet<string> = new Set([
  'name', 'number', 'fstring', 'tuple', 'list', 'set', 'dict', 'unary', 'binary', 'logical', 'compare', 'call', 'attribute', 'subscript',
  'conditional', 'comprehension', 'walrus', 'string', 'constant',
]); // biome-ignore format: a table

/** The smallest syntax that covers a selection. */
export function covering(syntax: Syntax, selectionStart: number, selectionEnd: number): Subject | null {
  const { text } = syntax.file;
  let start = selectionStart;
  let end = selectionEnd;
  while (start < end && /[\s;]/.test(text[start]!)) start++;
  while (end > start && /[\s;]/.test(text[end - 1]!)) end--;
  if (start === end) return statementAt(syntax, selectionStart);
  [start, end] = withoutParentheses(syntax, start, end);
  const path = pathTo(syntax, start, end);
  for (let k = path.length - 1; k >= 0; k--) {
    const node = path[k]!;
    const parent = path[k - 1];
    const several = severalStatements(syntax, node, start, end);
    if (several) return several;
    if (isStatement(node)) return statementSubject(syntax, [node], true);
    if (parent && isValue(node, parent)) return expressionSubject(syntax, node as Expr);
  }
  const top = syntax.body.filter((node) => node.start < end && node.end > start);
  return top.length > 0 ? statementSubject(syntax, top, true) : null;
}

/** A selection of `(a + b)` is one of `a + b`: parentheses belong to no syntax of their own. */
function withoutParentheses(syntax: Syntax, start: number, end: number): [start: number, end: number] {
  const { text } = syntax.file;
  if (text[start] !== '(' || text[end - 1] !== ')') return [start, end];
  let from = start + 1;
  let to = end - 1;
  while (from < to && /\s/.test(text[from]!)) from++;
  while (to > from && /\s/.test(text[to - 1]!)) to--;
  const isNode = (a: number, b: number) => pathTo(syntax, a, b).some((node) => node.start === a && node.end === b);
  return !isNode(start, end) && isNode(from, to) ? [from, to] : [start, end];
}

/** Statements of a block of the node that the selection reaches over. */
function severalStatements(syntax: Syntax, node: Node, start: number, end: number): Subject | null {
  const inner = childrenOf(node)
    .filter(isStatement)
    .filter((child) => child.start < end && child.end > start);
  const covers = inner.length > 1 && inner[0]!.start <= start && inner.at(-1)!.end >= end;
  return covers ? statementSubject(syntax, inner, true) : null;
}

/** The innermost statement at an offset; where there is none, the one whose last line it is. */
export function statementAt(syntax: Syntax, offset: number): Subject | null {
  const { file } = syntax;
  const inner = pathTo(syntax, offset, offset).findLast(isStatement);
  const { line } = file.position(offset);
  const nearest = allStatements(syntax.body)
    .filter(
      (node) => file.position(node.start).line <= line && file.position(node.end).line === line && node.end <= offset,
    )
    .sort((a, b) => b.end - a.end || b.start - a.start)[0];
  const isBody = inner && file.position(inner.start).line < line && nearest;
  const found = isBody ? nearest : (inner ?? nearest);
  return found ? statementSubject(syntax, [found], true) : null;
}

/** Every statement of a body, at any depth. */
export function allStatements(body: readonly Stmt[]): Stmt[] {
  const found: Stmt[] = [];
  const open: Node[] = [...body];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isStatement(node)) found.push(node);
    open.push(...childrenOf(node));
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** A function that a statement defines: `def`, or a lambda under a name. */
interface Declared {
  readonly name: string;
  readonly parameters: Parameters;
}

export function declaredFunction(node: Stmt): Declared | null {
  if (node.kind === 'function') return node;
  const [target] = node.kind === 'assign' ? node.targets : [];
  if (node.kind !== 'assign' || node.targets.length !== 1 || target?.kind !== 'name' || node.value.kind !== 'lambda')
    return null;
  return { name: target.id, parameters: node.value.parameters };
}

/** Statements as a subject; one that defines a function is a function subject. */
export function statementSubject(syntax: Syntax, nodes: readonly Stmt[], promotes: boolean): Subject {
  const first = nodes[0]!;
  const last = nodes.at(-1)!;
  const declared = nodes.length === 1 && syntax.body.includes(first) ? declaredFunction(first) : null;
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
  return {
    ...base,
    kind: 'statements',
    label: statementLabel(last) ?? clip(syntax.file.text.slice(base.start, base.end)),
    functionName: null,
    deferred: isInFunction(syntax, base.start, base.end),
    inside: enclosingFunction(syntax, base.start, base.end),
  };
}

function expressionSubject(syntax: Syntax, node: Expr): Subject {
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

/** Whether a node stands where a value is computed, rather than a target, a name or an annotation. */
function isValue(node: Node, parent: Node): boolean {
  if (!('kind' in node) || !EXPRESSIONS.has(node.kind) || !('kind' in parent)) return false;
  switch (parent.kind) {
    case 'assign':
    case 'augmented':
    case 'annotated':
      return (parent as { value: unknown }).value === node;
    case 'for':
      return (parent as { iterable: unknown }).iterable === node;
    case 'delete':
    case 'import':
    case 'importFrom':
      return false;
    case 'call':
      return (parent as { callee: unknown }).callee !== node;
    case 'walrus':
      return (parent as { target: unknown }).target !== node;
    default:
      return true;
  }
}

function isInFunction(syntax: Syntax, start: number, end: number): boolean {
  return pathTo(syntax, start, end).some(
    (node) =>
      'kind' in node &&
      (node.kind === 'function' || node.kind === 'lambda') &&
      !(node.start === start && node.end === end),
  );
}

/** The top-level function that a stretch of code stands in. */
export function enclosingFunction(syntax: Syntax, start: number, end: number): EnclosingFunction | null {
  for (const node of syntax.body) {
    const declared = declaredFunction(node);
    const holds = node.start <= start && end <= node.end && !(start === node.start && end === node.end);
    if (declared && holds) return functionInfo(syntax, node, declared);
  }
  return null;
}

export function functionInfo(syntax: Syntax, node: Stmt, declared: Declared): EnclosingFunction {
  const parameters = declared.parameters.map(
    ({ name, kind, fallback, start, end }): Parameter => ({
      name,
      hasDefault: fallback !== null || kind === 'star' || kind === 'doubleStar',
      range: syntax.file.range(start, end),
    }),
  );
  return { name: declared.name, start: node.start, end: node.end, parameters, directives: directivesOn(syntax, node) };
}

/** What a statement is called: the variable that it sets last. */
function statementLabel(node: Stmt): string | null {
  if (node.kind === 'assign') {
    const names = boundNames(node.targets.at(-1)!);
    return names.length === 1 ? names[0]!.name : null;
  }
  if ((node.kind === 'augmented' || node.kind === 'annotated') && node.target.kind === 'name') return node.target.id;
  return null;
}

function clip(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
