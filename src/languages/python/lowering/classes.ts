import type { Expression, Statement } from '../../core/ir';
import { UNINITIALISED, type Value } from '../../core/values';
import { makeClass } from '../operators/classBuilding';
import type { ClassStmt, Stmt } from '../parsing/ast';
import { bindTarget } from './assignments';
import { lowerArguments } from './calls';
import { lowerExpression, mangled } from './expressions';
import { decorated, docOf } from './functions';
import { block, native, read, run, store } from './helpers';
import type { Lowering } from './lowering';
import { bindingsOf } from './names';
import { lowerBody } from './statements';

/** `class`: its body runs in names of its own, which become the class's attributes. */
export function lowerClass(node: ClassStmt, lowering: Lowering): Statement {
  const decorators = node.decorators.map((decorator) => lowerExpression(decorator, lowering));
  const source = lowering.source(node);
  const bases = native((_rt, operands) => operands, lowerArguments(node.args, lowering), source);
  const qualname = lowering.qualified(node.name);
  const doc = docOf(node.body);
  const annotations = annotationsOf(node.body, lowering);
  const outer = lowering.inClassBody ? lowering.outerScope : lowering.scope;
  const held = lowering.scoped(() => {
    const self = lowering.scope.declare('%class', 'let', null);
    const { cls, outerScope, qualname: outerName } = lowering;
    lowering.cls = { name: node.name, qualname, self };
    lowering.outerScope = lowering.scope;
    lowering.qualname = qualname;
    try {
      const inner = lowering.scoped(() => {
        lowering.inClassBody = true;
        const bindings = bindingsOf(node.body);
        for (const name of bindings.globals) {
          const variable = lowering.topScope.own(name);
          if (variable) lowering.scope.alias(name, variable);
        }
        for (const [name, start] of bindings.bound) {
          if (!bindings.globals.has(name) && !bindings.nonlocals.has(name))
            lowering.declare(mangled(name, lowering), start);
        }
        return lowerBody(node.body, lowering);
      });
      const names = inner.variables.map(({ name }) => name);
      const values = inner.variables.map(
        (variable): Expression => ({
          kind: 'conditional',
          test: { value: { kind: 'isSet', variable }, truthy: (_rt, set) => set === true },
          yes: read(variable),
          no: { kind: 'constant', value: UNINITIALISED },
        }),
      );
      const made = native(
        (rt, [args, ...attributes], at): Value =>
          makeClass(
            rt,
            { name: node.name, qualname, doc, annotations, args: args as Value[], names, values: attributes },
            at,
          ),
        [bases, ...values],
        source,
      );
      return { body: inner.result, scope: inner.variables, result: store(self, made) };
    } finally {
      lowering.cls = cls;
      lowering.outerScope = outerScope;
      lowering.qualname = outerName;
    }
  }, outer);
  const value: Expression = {
    kind: 'do',
    scope: [...held.variables, ...held.result.scope],
    body: block([held.result.body]),
    result: held.result.result,
  };
  const name = {
    kind: 'name' as const,
    id: mangled(node.name, lowering),
    start: node.nameStart,
    end: node.nameStart + node.name.length,
  };
  return run(bindTarget(name, decorated(value, decorators, source), lowering));
}

/** The annotated names of a body, for dataclasses and named tuples. */
function annotationsOf(body: readonly Stmt[], lowering: Lowering): { name: string; text: string }[] {
  return body.flatMap((statement) =>
    statement.kind === 'annotated' && statement.target.kind === 'name'
      ? [{ name: statement.target.id, text: lowering.text(statement.annotation) }]
      : [],
  );
}
