import type * as t from '@babel/types';
import { type Attached, annotatedSubjects, attachedTo, CLASS, METHOD, NOTHING } from '../core/attached';
import type { AnnotatedSubject } from '../core/frontEnd';
import { type Directive, parseDirectives } from '../directive';
import { allStatements, statementSubject } from './focus';
import type { Syntax } from './parse';
import { declaredFunction, exported, isStatement, type Located, pathTo } from './syntax';

const cache = new WeakMap<Syntax, readonly Attached<Located>[]>();

/** Each `@grad` of a file with what it belongs to, in file order. */
export function annotated(syntax: Syntax): AnnotatedSubject[] {
  return annotatedSubjects(attachedOf(syntax), (target) => statementSubject(syntax, [target], false));
}

/** The directives on one top-level statement. */
export function directivesOn(syntax: Syntax, statement: t.Statement): Directive[] {
  return attachedOf(syntax)
    .filter(({ target }) => target === statement || target === exported(statement))
    .map(({ directive }) => directive);
}

function attachedOf(syntax: Syntax): readonly Attached<Located>[] {
  const known = cache.get(syntax);
  if (known) return known;
  const attached = syntax.hasDirectives ? attach(syntax) : [];
  cache.set(syntax, attached);
  return attached;
}

function attach(syntax: Syntax): Attached<Located>[] {
  const { file, program, comments } = syntax;
  const statements = allStatements(program);
  return comments.flatMap((comment) => {
    const { start, end } = comment as { start: number; end: number };
    const closing = comment.type === 'CommentBlock' ? 2 : 0;
    const directives = parseDirectives(file, start + 2, end - closing);
    if (directives.length === 0) return [];
    const found = targetOf(syntax, statements, start, end);
    return attachedTo(directives, found);
  });
}

/** The statement on the comment's own line, else the next one below; or why there is none. */
function targetOf(syntax: Syntax, statements: readonly Located[], start: number, end: number): Located | string {
  const { file, program } = syntax;
  const line = file.position(start).line;
  const before = statements
    .filter(
      (node) =>
        computes(node) && node.end <= start && file.position(node.end).line === line && sameBlock(syntax, node, start),
    )
    .sort((a, b) => b.end - a.end || a.start - b.start)[0];
  if (before) return exported(before as t.Statement).type === 'ClassDeclaration' ? CLASS : before;
  const path = pathTo(program, start, end);
  const holder = path.findLast((node) => file.position(node.start).line === line && isAnnotatable(node));
  if (holder && !file.text.slice(file.offset({ line, column: 1 }), start).match(/^\s*$/)) return holder;
  if (path.at(-1)?.type === 'ClassBody') return METHOD;
  if (path.at(-1)?.type === 'ObjectExpression') return METHOD;
  // Inside a statement of several lines.
  const around = path.findLast(isStatement);
  if (around && /^(Variable|Expression|Return|Throw)/.test(around.type)) return around;
  const block = path.findLast((node) =>
    /^(Program|BlockStatement|SwitchCase|StaticBlock|TSModuleBlock)$/.test(node.type),
  );
  const list = (block?.type === 'SwitchCase' ? block.consequent : (block as t.BlockStatement | undefined)?.body) as
    | Located[]
    | undefined;
  const next = list?.find((node) => node.start >= end && computes(node));
  if (next && exported(next as t.Statement).type === 'ClassDeclaration') return CLASS;
  return next ?? NOTHING;
}

/** Types and imports compute nothing: a directive belongs to what follows them. */
function computes({ type }: Located): boolean {
  return !/^(TSInterface|TSTypeAlias|TSDeclareFunction|Import|ExportAll|EmptyStatement)/.test(type);
}

function isAnnotatable(node: Located): boolean {
  return (
    node.type === 'FunctionDeclaration' ||
    (/Statement$|Declaration$/.test(node.type) && declaredFunction(node as t.Statement) !== null)
  );
}

/** A statement before a comment on one line counts only where no other one, still open, stands between. */
function sameBlock(syntax: Syntax, node: Located, commentStart: number): boolean {
  return !/\S/.test(
    syntax.file.text
      .slice(node.end, commentStart)
      .replace(/[;,})\]\s]/g, '')
      .replace(/\/\*[\s\S]*?\*\//g, ''),
  );
}
