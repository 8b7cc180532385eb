import type * as t from '@babel/types';
import type { Expression, FunctionIr, Statement } from '../core/ir';
import type { FrameLayout, Variable } from '../core/scopes';
import type { Value } from '../core/values';
import { argumentsObject } from './argumentsObject';
import { assignParameterProperties, checkNew } from './lowerConstructor';
import { lowerExpression } from './lowerExpression';
import type { Lowering } from './lowering';
import { lowerPattern } from './lowerPattern';
import { hoistVars, lowerBlockBody } from './lowerStatement';
import { boundNames, type FunctionNode } from './syntax';

/** Lowers a function. Async functions are refused when they are called. */
export function lowerFunction(
  node: FunctionNode,
  lowering: Lowering,
  name: string,
  role: FunctionIr['role'] = /Method$/.test(node.type) ? 'method' : 'function',
): FunctionIr {
  const own =
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' ? (node.id?.name ?? name) : name;
  const arrow = node.type === 'ArrowFunctionExpression';
  const inside = (scope: FrameLayout): FunctionIr => {
    const parameters = node.params.filter(
      (parameter) => !(parameter.type === 'Identifier' && parameter.name === 'this'),
    );
    const names = parameters.flatMap(boundNames);
    const isSimple = parameters.every(({ type }) => type === 'Identifier');
    const declared = names.map((identifier) => {
      const variable = lowering.declare(identifier, 'param');
      // A default may only read the parameters before it.
      variable.declared = isSimple;
      return variable;
    });
    // A parameter of that name hides the function's own.
    const hidden = node.type === 'FunctionExpression' && names.some(({ name: taken }) => taken === node.id?.name);
    const ownName = node.type === 'FunctionExpression' && node.id && !hidden ? ownNameOf(node.id, lowering) : null;
    const bind = parameters.flatMap((parameter, k) => lowerParameter(parameter, k, lowering));
    const first = parameters.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement');
    const body = lowerBody(node, own, role, parameters, lowering);
    return {
      name: own,
      scope,
      bind,
      simple: isSimple ? declared : null,
      ownName,
      parameterNames: names.map((identifier) => identifier.name),
      length: first === -1 ? parameters.length : first,
      lexicalSelf: arrow,
      role,
      generator: node.generator === true,
      source: lowering.source(node),
      ...body,
    };
  };
  return arrow ? lowering.inFunction(inside) : lowering.inMethod(inside);
}

function lowerBody(
  node: FunctionNode,
  name: string,
  role: FunctionIr['role'],
  parameters: readonly t.Node[],
  lowering: Lowering,
): { body: Statement; result: Expression | null } {
  if (node.async) {
    const body = lowering.refuseStatement(node, 'async functions are not supported; use a plain function');
    return { body, result: null };
  }
  const probe = lowering.probes.get(node);
  const counted: Statement[] = probe ? [countProbe(probe)] : [];
  const block = node.body;
  if (block.type !== 'BlockStatement') {
    const result = lowerExpression(block, lowering);
    const body: Statement =
      counted.length > 0 ? { kind: 'block', scope: [], hoisted: counted, body: [] } : { kind: 'nothing' };
    return { body, result };
  }
  if (role === 'class' || role === 'derivedClass') {
    counted.push({ kind: 'expression', value: checkNew(name, lowering.source(node)) });
  }
  hoistVars(block.body, lowering);
  let result: Expression | null = null;
  const { result: body, variables } = lowering.scoped(() => {
    if (role === 'derivedClass') {
      const callee = lowering.scope.declare('%callee', 'let', null);
      const target = lowering.scope.declare('%target', 'let', null);
      lowering.derived = { fn: lowering.fn, self: declareSelf(lowering), callee, target, parameters };
      counted.push(keep(callee, { kind: 'callee' }), keep(target, { kind: 'newTarget' }));
      result = lowering.selfExpression(node);
    } else if (role === 'class') {
      for (const value of assignParameterProperties(parameters, lowering)) counted.push({ kind: 'expression', value });
    }
    return lowerBlockBody(block, lowering);
  });
  const held = node.type === 'ArrowFunctionExpression' ? null : lowering.argumentsHolder?.variable;
  if (held) counted.push(keep(held, argumentsOf(node, lowering)));
  return {
    body: { kind: 'block', scope: variables, hoisted: [...counted, ...body.hoisted], body: body.body },
    result,
  };
}

function keep(variable: Variable, value: Expression): Statement {
  variable.declared = true;
  const target = { kind: 'variable', variable, initialise: true } as const;
  return { kind: 'expression', value: { kind: 'assign', target, value, source: 0 } };
}

/** `this` of a derived constructor, which is not there before `super(…)`. */
function declareSelf(lowering: Lowering): Variable {
  const variable = lowering.scope.declare('%this', 'let', null);
  variable.early = true;
  variable.declared = true;
  variable.whenUnset =
    "Must call super constructor in derived class before accessing 'this' or returning from derived constructor";
  return variable;
}

/** The `arguments` object of the call. */
export function argumentsOf(node: t.Node, lowering: Lowering): Expression {
  const source = lowering.source(node);
  return {
    kind: 'native',
    source,
    operands: [{ kind: 'argument', index: 0, rest: true, source }],
    apply: (_rt, [list]) => argumentsObject(list as Value[]),
  };
}

/** A statement that counts how often a branch is entered. */
export function countProbe(probe: { count: number }): Statement {
  return {
    kind: 'expression',
    value: { kind: 'native', operands: [], source: 0, apply: () => void probe.count++ },
  };
}

function ownNameOf(id: t.Identifier, lowering: Lowering): Variable {
  const variable = lowering.declare(id, 'const');
  variable.declared = true;
  return variable;
}

function lowerParameter(parameter: t.Node, index: number, lowering: Lowering): Statement[] {
  const source = lowering.source(parameter);
  const rest = parameter.type === 'RestElement';
  const pattern = rest ? parameter.argument : parameter;
  return lowerPattern(pattern, { kind: 'argument', index, rest, source }, 'parameter', lowering).map((value) => ({
    kind: 'expression',
    value,
  }));
}
