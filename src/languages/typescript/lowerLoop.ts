import type * as t from '@babel/types';
import type { Expression, Statement } from '../core/ir';
import type { Variable } from '../core/scopes';
import { iterateKeys, iterateNamed } from './iteration';
import { shownIterable } from './lowerCall';
import { lowerCondition, lowerExpression } from './lowerExpression';
import { countProbe } from './lowerFunction';
import type { Lowering } from './lowering';
import { lowerPattern } from './lowerPattern';
import { declareLexical, lowerBranch, lowerDeclaration, lowerStatement } from './lowerStatement';
import { strictEquals } from './operators';

/** `for (;;)`. */
export function lowerFor(node: t.ForStatement, lowering: Lowering): Statement {
  return lowering.withLabel({ loop: true, breakable: true }, (label) => {
    const { result, variables } = lowering.scoped((): Statement => {
      const { init } = node;
      let before: Statement | null = null;
      if (init?.type === 'VariableDeclaration') {
        declareLexical([init], lowering);
        before = lowering.countingOnly(() => lowerDeclaration(init, lowering));
      } else if (init) {
        before = { kind: 'expression', value: lowering.countingOnly(() => lowerExpression(init, lowering)) };
      }
      const test = node.test ? lowerCondition(node.test, lowering) : null;
      const body = lowerBranch(node.body, lowering);
      const { update: step } = node;
      const update = step ? lowering.countingOnly(() => lowerExpression(step, lowering)) : null;
      const source = lowering.source(node);
      return { kind: 'loop', labels: [label], before, test, update, body, testAfter: false, fresh: [], source };
    });
    return { ...(result as Statement & { kind: 'loop' }), fresh: variables };
  });
}

/** `while` and `do … while`. */
export function lowerWhile(node: t.WhileStatement | t.DoWhileStatement, lowering: Lowering): Statement {
  return lowering.withLabel({ loop: true, breakable: true }, (label) => ({
    kind: 'loop',
    labels: [label],
    before: null,
    test: lowerCondition(node.test, lowering),
    update: null,
    body: lowerBranch(node.body, lowering),
    testAfter: node.type === 'DoWhileStatement',
    fresh: [],
    source: lowering.source(node),
  }));
}

/** `for … of` and `for … in`. */
export function lowerForEach(node: t.ForOfStatement | t.ForInStatement, lowering: Lowering): Statement {
  if (node.type === 'ForOfStatement' && node.await)
    return lowering.refuseStatement(node, '`for await` is not supported; use `for … of`');
  return lowering.withLabel({ loop: true, breakable: true }, (label) => {
    const source = lowering.source(node);
    const { result, variables } = lowering.scoped(() => {
      const element: Variable = lowering.temporary();
      const read: Expression = { kind: 'read', variable: element, source };
      const { left } = node;
      let parts: Expression[];
      // What is walked is computed where the names of the head exist already, without a value.
      if (left.type === 'VariableDeclaration') declareLexical([left], lowering);
      const iterable = lowerExpression(node.right, lowering);
      if (left.type === 'VariableDeclaration') {
        const { id } = left.declarations[0]!;
        parts = lowering.countingOnly(() => lowerPattern(id, read, 'declare', lowering));
      } else parts = lowering.countingOnly(() => lowerPattern(left, read, 'assign', lowering));
      const bind: Statement = { kind: 'expression', value: { kind: 'sequence', items: parts } };
      return { iterable, element, bind, body: lowerBranch(node.body, lowering) };
    });
    return {
      kind: 'each',
      labels: [label],
      iterate: node.type === 'ForOfStatement' ? iterateNamed(shownIterable(node.right, lowering)) : iterateKeys,
      fresh: variables,
      ...result,
      source,
    };
  });
}

/** `switch`, whose cases fall through. */
export function lowerSwitch(node: t.SwitchStatement, lowering: Lowering): Statement {
  const value = lowerExpression(node.discriminant, lowering);
  return lowering.withLabel({ loop: false, breakable: true }, (label) => {
    const { result, variables } = lowering.scoped(() => {
      const hoisted = declareLexical(
        node.cases.flatMap(({ consequent }) => consequent),
        lowering,
      );
      const cases = node.cases.map((part) => {
        const probe = lowering.probes.get(part);
        const body = part.consequent.map((statement) => lowerStatement(statement, lowering));
        return {
          test: part.test ? lowerExpression(part.test, lowering) : null,
          body: probe ? [countProbe(probe), ...body] : body,
        };
      });
      return { hoisted, cases };
    });
    // A case may be entered past the declarations of another.
    for (const variable of variables) if (variable.kind !== 'function') variable.early = true;
    return { kind: 'switch', label, value, scope: variables, ...result, equals: strictEquals };
  });
}

/** `label: statement`. */
export function lowerLabelled(node: t.LabeledStatement, lowering: Lowering): Statement {
  const { body } = node;
  lowering.nameNext(node.label.name);
  if (/^(For|While|DoWhile|Labeled)/.test(body.type)) return lowerStatement(body, lowering);
  return lowering.withLabel({ loop: false, breakable: false }, (label) => ({
    kind: 'labelled',
    label,
    body: lowerStatement(body, lowering),
  }));
}
