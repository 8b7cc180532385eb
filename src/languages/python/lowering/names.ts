import type { Expr, Node, Pattern, Stmt } from '../parsing/ast';

/** What the body of a function, class or module says about names. */
export interface Bindings {
  /** Names that it binds, with the offset and length of the first place. */
  readonly bound: ReadonlyMap<string, number>;
  /** How often each is bound; a loop's or function's name counts many times. */
  readonly counts: ReadonlyMap<string, number>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
  /** Names that `del` unbinds. */
  readonly deleted: ReadonlySet<string>;
  readonly yields: boolean;
}

/** The parts of a node that have places, in order. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if ('start' in value) children.push(value as Node);
    else for (const inner of Object.values(value)) visit(inner);
  };
  for (const value of Object.values(node)) visit(value);
  return children;
}

class Collector {
  readonly bound = new Map<string, number>();
  readonly counts = new Map<string, number>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  readonly deleted = new Set<string>();
  yields = false;

  bind(name: string, start: number, times = 1): void {
    if (!this.bound.has(name)) this.bound.set(name, start);
    this.counts.set(name, (this.counts.get(name) ?? 0) + times);
  }

  statements(body: readonly Stmt[]): void {
    for (const statement of body) this.statement(statement);
  }

  statement(node: Stmt): void {
    switch (node.kind) {
      case 'assign':
        for (const target of node.targets) this.target(target);
        break;
      case 'annotated':
        if (node.target.kind === 'name') this.bind(node.target.id, node.target.start, node.value ? 1 : 0);
        else this.target(node.target);
        if (node.value) this.expression(node.value);
        return;
      case 'augmented':
        this.target(node.target, 2);
        break;
      case 'for':
        this.target(node.target, 2);
        break;
      case 'delete':
        for (const target of node.targets) {
          if (target.kind === 'name') this.deleted.add(target.id);
          this.target(target, 2);
        }
        break;
      case 'with':
        for (const { target } of node.items) if (target) this.target(target, 2);
        break;
      case 'import':
        for (const { name, as, start } of node.names) this.bind(as ?? name.split('.')[0]!, start, 2);
        break;
      case 'importFrom':
        if (node.names !== '*') for (const { name, as, start } of node.names) this.bind(as ?? name, start, 2);
        break;
      case 'global':
        for (const name of node.names) this.globals.add(name);
        break;
      case 'nonlocal':
        for (const name of node.names) this.nonlocals.add(name);
        break;
      case 'function':
        this.bind(node.name, node.nameStart, 2);
        for (const decorator of node.decorators) this.expression(decorator);
        for (const { fallback } of node.parameters) if (fallback) this.expression(fallback);
        return;
      case 'class':
        this.bind(node.name, node.nameStart, 2);
        for (const decorator of node.decorators) this.expression(decorator);
        for (const { value } of node.args) this.expression(value);
        return;
      case 'try':
        for (const { name, nameStart } of node.handlers) if (name) this.bind(name, nameStart, 2);
        break;
      case 'match':
        for (const { pattern } of node.cases) this.pattern(pattern);
        break;
    }
    for (const child of childrenOf(node)) this.node(child);
  }

  node(node: Node): void {
    if (!('kind' in node)) {
      // Handlers, cases and aliases.
      for (const child of childrenOf(node)) this.node(child);
      return;
    }
    if (STATEMENTS.has(node.kind)) this.statement(node as Stmt);
    else if (!PATTERNS.has(node.kind)) this.expression(node as Expr);
  }

  expression(node: Expr): void {
    if (node.kind === 'lambda') {
      for (const { fallback } of node.parameters) if (fallback) this.expression(fallback);
      return;
    }
    if (node.kind === 'yield' || node.kind === 'yieldFrom') this.yields = true;
    if (node.kind === 'walrus') this.bind(node.target.id, node.target.start, 2);
    for (const child of childrenOf(node))
      if (!('kind' in child) || !PATTERNS.has(child.kind) || child.kind === 'star') this.node(child);
  }

  target(node: Expr, times = 1): void {
    if (node.kind === 'name') this.bind(node.id, node.start, times);
    else if (node.kind === 'tuple' || node.kind === 'list') for (const item of node.items) this.target(item, times);
    else if (node.kind === 'starred') this.target(node.value, 2);
  }

  pattern(node: Pattern): void {
    if ((node.kind === 'capture' || node.kind === 'starPattern' || node.kind === 'as') && node.name !== null)
      this.bind(node.name, node.start, 2);
    if (node.kind === 'mapping' && node.rest !== null) this.bind(node.rest, node.start, 2);
    for (const child of childrenOf(node))
      if ('kind' in child && PATTERNS.has(child.kind)) this.pattern(child as Pattern);
  }
}

const STATEMENTS: ReadonlySet<string> = new Set([
  'expression', 'assign', 'augmented', 'annotated', 'return', 'raise', 'assert', 'delete', 'pass', 'break', 'continue', 'global', 'nonlocal',
  'import', 'importFrom', 'if', 'while', 'for', 'try', 'with', 'function', 'class', 'match', 'refusedStatement',
]); // biome-ignore format: a table

const PATTERNS: ReadonlySet<string> = new Set([
  'value',
  'singleton',
  'capture',
  'starPattern',
  'classPattern',
  'sequence',
  'mapping',
  'or',
  'as',
]);

export function isStatement(node: Node): node is Stmt {
  return 'kind' in node && STATEMENTS.has(node.kind) && !('annotation' in node && 'fallback' in node);
}

export function bindingsOf(body: readonly Stmt[]): Bindings {
  const collector = new Collector();
  collector.statements(body);
  return collector;
}

export function bindingsOfExpression(body: Expr): Bindings {
  const collector = new Collector();
  collector.expression(body);
  return collector;
}

/** The names that an assignment's target binds. */
export function boundNames(target: Expr): { readonly name: string; readonly start: number }[] {
  switch (target.kind) {
    case 'name':
      return [{ name: target.id, start: target.start }];
    case 'tuple':
    case 'list':
      return target.items.flatMap(boundNames);
    case 'starred':
      return boundNames(target.value);
    default:
      return [];
  }
}
