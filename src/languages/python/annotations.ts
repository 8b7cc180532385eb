import { type Attached, annotatedSubjects, attachedTo, CLASS, METHOD, NOTHING } from '../core/attached';
import type { AnnotatedSubject } from '../core/frontEnd';
import { type Directive, parseDirectives } from '../directive';
import { allStatements, pathTo, statementSubject } from './focus';
import type { Syntax } from './parse';
import type { Stmt } from './parsing/ast';

const cache = new WeakMap<Syntax, readonly Attached<Stmt>[]>();

/** Each `@grad` of a file with what it belongs to, in file order. */
export function annotated(syntax: Syntax): AnnotatedSubject[] {
  return annotatedSubjects(attachedOf(syntax), (target) => statementSubject(syntax, [target], false));
}

/** The directives on one top-level statement. */
export function directivesOn(syntax: Syntax, statement: Stmt): Directive[] {
  return attachedOf(syntax)
    .filter(({ target }) => target === statement)
    .map(({ directive }) => directive);
}

function attachedOf(syntax: Syntax): readonly Attached<Stmt>[] {
  const known = cache.get(syntax);
  if (known) return known;
  const attached = syntax.hasDirectives ? attach(syntax) : [];
  cache.set(syntax, attached);
  return attached;
}

function attach(syntax: Syntax): Attached<Stmt>[] {
  const statements = allStatements(syntax.body);
  return syntax.comments.flatMap(({ start, end }) => {
    const directives = parseDirectives(syntax.file, start + 1, end);
    if (directives.length === 0) return [];
    const found = targetOf(syntax, statements, start, end);
    return attachedTo(directives, found);
  });
}

/** The statement on the comment's own line, else the next one below; or why there is none. */
function targetOf(syntax: Syntax, statements: readonly Stmt[], start: number, end: number): Stmt | string {
  const { file } = syntax;
  const { line } = file.position(start);
  const isAlone = /^\s*$/.test(file.text.slice(file.offset({ line, column: 1 }), start));
  if (!isAlone) {
    // Behind code: the last statement that ends on the line, else the head of one that begins there.
    const before = statements
      .filter((node) => node.end <= start && file.position(node.end).line === line)
      .sort((a, b) => b.end - a.end || b.start - a.start)[0];
    const head = statements.findLast(
      (node) => node.start < start && file.position(node.start).line === line && node.end > start,
    );
    const around = pathTo(syntax, start, end).findLast((node) => statements.includes(node as Stmt)) as Stmt | undefined;
    const found = before ?? head ?? around;
    return found ? usable(syntax, found) : NOTHING;
  }
  const around = pathTo(syntax, start, end).findLast((node) => statements.includes(node as Stmt)) as Stmt | undefined;
  if (around && !isBlock(around)) return usable(syntax, around);
  const next = statements.find((node) => node.start >= end && computes(node));
  return next ? usable(syntax, next) : NOTHING;
}

function isBlock({ kind }: Stmt): boolean {
  return /^(if|while|for|try|with|function|class|match)$/.test(kind);
}

/** Imports and the like compute nothing: a directive belongs to what follows them. */
function computes({ kind }: Stmt): boolean {
  return !/^(import|importFrom|pass|global|nonlocal)$/.test(kind);
}

function usable(syntax: Syntax, node: Stmt): Stmt | string {
  if (node.kind === 'class') return CLASS;
  if (node.kind !== 'function') return node;
  const path = pathTo(syntax, node.start, node.end);
  return path.some((outer) => outer !== node && 'kind' in outer && outer.kind === 'class') ? METHOD : node;
}
