import type { Subject } from '../../core/frontEnd';
import type { Statement } from '../../core/ir';
import type { LoweredModule, ModuleLink, Probe, TopStatement } from '../../core/module';
import { Watch } from '../../core/watch';
import { branchesAround } from '../branches';
import { interfaceOf } from '../files';
import type { SubjectHandle } from '../focus';
import type { Syntax } from '../parse';
import type { Stmt } from '../parsing/ast';
import { block, constant, run, store } from './helpers';
import { starNames } from './imports';
import { literalKind } from './inputs';
import { Lowering } from './lowering';
import { bindingsOf, childrenOf } from './names';
import { lowerStatement } from './statements';

/** Lowers a whole module, with watches on the subjects. */
export function lowerModule(
  syntax: Syntax,
  subjects: readonly Subject[],
  link: ModuleLink,
): LoweredModule & { readonly lowering: Lowering } {
  const { file, body } = syntax;
  const bindings = bindingsOf(body);
  const lowering = new Lowering(file, link.sources, link.cells, bindings);
  const probes = subjects.map((subject) => placeProbes(subject, syntax, lowering));
  const watches = subjects.map((subject) => placeWatch(subject, lowering));
  for (const [name, start] of bindings.bound) lowering.declare(name, start);
  declareGlobals(body, lowering);
  for (const [local, { range }] of interfaceOf(syntax).imports) {
    lowering.topScope.declareImport(local, range, link.imported(local)).declared = true;
  }
  const special = lowering.declare('__name__', 0);
  const hoisted: Statement[] = [run(store(special, constant(file.imported ? moduleName(file.uri) : '__main__')))];
  const statements = body.map((node) => lowerTop(node, lowering));
  for (const { start, end } of syntax.magics) {
    const [line = ''] = file.text.slice(start, end).split('\n', 1);
    const message = `\`${line.trim()}\` does nothing here: it is for the notebook`;
    lowering.notes.push({ code: 'inert-magic', message, range: file.range(start, start + line.trimEnd().length) });
  }
  return {
    file,
    sources: lowering.sources,
    scope: lowering.moduleFn,
    topScope: lowering.topScope,
    topLevel: [...lowering.topScope.variables].filter(
      ({ kind, name }) => kind !== 'temp' && kind !== 'import' && name !== '__name__',
    ),
    hoisted,
    statements,
    inputs: lowering.inputs,
    notes: lowering.notes,
    watches,
    probes,
    lowering,
  };
}

function moduleName(uri: string): string {
  return uri.split('/').at(-1)!.replace(/\.py$/, '');
}

/** Names that functions bind for the module, and those of `from module import *`. */
function declareGlobals(body: readonly Stmt[], lowering: Lowering): void {
  for (const open: unknown[] = [...body]; open.length > 0; ) {
    const node = open.pop() as Stmt;
    if (node.kind === 'global') for (const name of node.names) lowering.declare(name, node.start);
    if (node.kind === 'importFrom') for (const name of starNames(node)) lowering.declare(name, node.start);
    open.push(...childrenOf(node));
  }
}

function placeWatch(subject: Subject, lowering: Lowering): Watch | null {
  if (subject.kind === 'function') return null;
  const { nodes } = subject.handle as SubjectHandle;
  const watch = new Watch(null, [], lowering.sources.add(lowering.file, subject.start, subject.end));
  if (subject.promotes) lowering.promoting.add(watch);
  if (subject.kind === 'expression') lowering.watchExpression.set(nodes[0]!, watch);
  else
    for (const [k, node] of nodes.entries()) lowering.watchStatement.set(node, { watch, last: k === nodes.length - 1 });
  return watch;
}

function placeProbes(subject: Subject, syntax: Syntax, lowering: Lowering): Probe[] {
  return branchesAround(syntax, subject.start, subject.end).map(({ node, explanation }) => {
    const watch = lowering.probes.get(node) ?? new Watch(null, [], 0);
    lowering.probes.set(node, watch);
    return { watch, explanation };
  });
}

function lowerTop(node: Stmt, lowering: Lowering): TopStatement {
  lowering.mentions = new Set();
  lowering.changes = new Set();
  const statement = lowerStatement(node, lowering);
  const { start, end } = node;
  return {
    statement: block([statement]),
    start,
    end,
    mentions: [...lowering.mentions],
    changes: [...lowering.changes],
    pure: isPure(node),
    imports: node.kind === 'import' || node.kind === 'importFrom',
  };
}

/** Whether a statement only defines functions, classes or literals, or imports. */
function isPure(node: Stmt): boolean {
  switch (node.kind) {
    case 'import':
    case 'importFrom':
      return true;
    case 'function':
      return (
        node.decorators.length === 0 &&
        node.parameters.every(({ fallback }) => fallback === null || literalKind(fallback) !== 'computed')
      );
    case 'class':
      return node.decorators.length === 0 && node.body.every(isPure);
    case 'assign':
      return (
        node.targets.every(({ kind }) => kind === 'name') &&
        (node.value.kind === 'lambda' || literalKind(node.value) !== 'computed')
      );
    case 'expression':
      return node.value.kind === 'string';
    case 'pass':
      return true;
    default:
      return false;
  }
}
