import type { SourceId } from '../../../engine/sources';
import type { Statement } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { truthy } from '../operators/truth';
import type { Expr, Stmt } from '../parsing/ast';
import { raised } from '../values/exceptions';
import { bindTarget, lowerAnnotated, lowerAssign, lowerAugmented, lowerDelete } from './assignments';
import { lowerClass } from './classes';
import { eachStatement } from './displays';
import { lowerRaise, lowerTry } from './exceptions';
import { lowerExpression } from './expressions';
import { lowerFunction } from './functions';
import { block, NONE, NOTHING, native, read, run } from './helpers';
import { lowerImport, lowerImportFrom } from './imports';
import type { Lowering } from './lowering';
import { boundNames } from './names';
import { lowerMatch } from './patterns';
import { lowerWith } from './with';

export function lowerBody(body: readonly Stmt[], lowering: Lowering): Statement {
  return block(body.map((statement) => lowerStatement(statement, lowering)));
}

/** Lowers a statement, with the watch that is on it. */
export function lowerStatement(node: Stmt, lowering: Lowering): Statement {
  const watched = lowering.watchStatement.get(node);
  const probe = lowering.probes.get(node);
  let statement: Statement;
  if (watched) {
    const body = lowering.watching(watched.watch, node, true, () => lowerWatched(node, lowering));
    statement = watched.last ? { kind: 'observed', watch: watched.watch, body } : body;
  } else statement = lowerPlain(node, lowering);
  return probe && node.kind !== 'function'
    ? block([run({ kind: 'observe', watch: probe, value: NONE }), statement])
    : statement;
}

/** What a watched expression statement computes is what it is differentiated for. */
function lowerWatched(node: Stmt, lowering: Lowering): Statement {
  if (node.kind !== 'expression') return lowerPlain(node, lowering);
  return run(lowering.candidate(lowerExpression(node.value, lowering), null));
}

function lowerPlain(node: Stmt, lowering: Lowering): Statement {
  switch (node.kind) {
    case 'expression':
      // Docstrings compute nothing.
      return node.value.kind === 'string' ? NOTHING : run(lowerExpression(node.value, lowering));
    case 'assign':
      return lowerAssign(node, lowering);
    case 'augmented':
      return lowerAugmented(node, lowering);
    case 'annotated':
      return lowerAnnotated(node, lowering);
    case 'return': {
      if (lowering.fn === lowering.moduleFn || lowering.inClassBody)
        throw lowering.syntaxError(node, "'return' outside function");
      const value = node.value ? lowering.candidate(lowerExpression(node.value, lowering), null) : NONE;
      return { kind: 'return', value };
    }
    case 'raise':
      return lowerRaise(node, lowering);
    case 'assert':
      return lowerAssert(node, lowering);
    case 'delete':
      return lowerDelete(node, lowering);
    case 'pass':
    case 'global':
    case 'nonlocal':
      return NOTHING;
    case 'break':
    case 'continue': {
      const { loop } = lowering;
      if (loop === null) {
        throw lowering.syntaxError(
          node,
          node.kind === 'break' ? "'break' outside loop" : "'continue' not properly in loop",
        );
      }
      return { kind: node.kind, label: node.kind === 'break' ? loop.end : loop.turn };
    }
    case 'import':
      return lowerImport(node, lowering);
    case 'importFrom':
      return lowerImportFrom(node, lowering);
    case 'if':
      return {
        kind: 'if',
        test: { value: lowerExpression(node.test, lowering), truthy },
        yes: probed(node.yes, lowering),
        no: node.no.length > 0 ? probed(node.no, lowering) : null,
      };
    case 'while':
      return lowerWhile(node, lowering);
    case 'for':
      return lowerFor(node, lowering);
    case 'try':
      return lowerTry(node, lowering);
    case 'with':
      return lowerWith(node, lowering);
    case 'function':
      return lowerFunction(node, lowering);
    case 'class':
      return lowerClass(node, lowering);
    case 'match':
      return lowerMatch(node, lowering);
    case 'refusedStatement':
      return lowering.refuseStatement(node, node.message);
  }
}

function probed(body: readonly Stmt[], lowering: Lowering): Statement {
  return lowerBody(body, lowering);
}

function lowerWhile(node: Extract<Stmt, { kind: 'while' }>, lowering: Lowering): Statement {
  const source = lowering.source(node);
  return lowering.inLoop(({ end, turn }) => {
    const test = lowerExpression(node.test, lowering);
    const body = lowerBody(node.body, lowering);
    const loop: Statement = {
      kind: 'loop',
      labels: node.otherwise.length > 0 ? [turn] : [turn, end],
      before: null,
      test: { value: test, truthy },
      update: null,
      body,
      testAfter: false,
      fresh: [],
      source,
    };
    return withElse(loop, node.otherwise, end, lowering);
  });
}

/** The `else` of a loop runs where no `break` left the loop. */
function withElse(loop: Statement, otherwise: readonly Stmt[], end: number, lowering: Lowering): Statement {
  if (otherwise.length === 0) return loop;
  const body = lowering.outsideLoop(() => lowerBody(otherwise, lowering));
  return { kind: 'labelled', label: end, body: block([loop, body]) };
}

function lowerFor(node: Extract<Stmt, { kind: 'for' }>, lowering: Lowering): Statement {
  if (node.isAsync)
    return lowering.refuseStatement(node, 'async code is not supported; write `for` instead of `async for`');
  const iterable = lowerExpression(node.iterable, lowering);
  const source = lowering.source(node);
  for (const { name } of boundNames(node.target)) {
    const variable = lowering.lookup(name);
    if (variable) variable.isLoop = true;
  }
  return lowering.inLoop(({ end, turn }) => {
    const element = lowering.temporary();
    const bind = run(lowering.countingOnly(() => bindTarget(node.target, read(element), lowering)));
    const body = lowerBody(node.body, lowering);
    const labels = node.otherwise.length > 0 ? [turn] : [turn, end];
    return withElse(
      eachStatement(iterable, element, bind, body, source, labels, isOwned(node.iterable)),
      node.otherwise,
      end,
      lowering,
    );
  });
}

function isOwned({ kind }: Expr): boolean {
  return kind === 'call' || kind === 'comprehension';
}

function lowerAssert(node: Extract<Stmt, { kind: 'assert' }>, lowering: Lowering): Statement {
  const source = lowering.source(node);
  const message: Expr | null = node.message;
  const operands = message ? [lowerExpression(message, lowering)] : [];
  const fail = native(
    (rt: Runtime, args: Value[], at: SourceId): Value => {
      throw raised(rt, 'AssertionError', args, at);
    },
    operands,
    source,
  );
  return { kind: 'if', test: { value: lowerExpression(node.test, lowering), truthy }, yes: NOTHING, no: run(fail) };
}
