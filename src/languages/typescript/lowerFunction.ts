import type * as t from '@babel/types';
import type { FunctionIr, Statement } from '../core/ir';
import type { Variable } from '../core/scopes';
import { lowerExpression } from './lowerExpression';
import type { Lowering } from './lowering';
import { lowerPattern } from './lowerPattern';
import { hoistVars, lowerBlockBody } from './lowerStatement';
import { boundNames, type FunctionNode } from './syntax';

/** Lowers a function. Async functions and generators are refused when they are called. */
export function lowerFunction(node: FunctionNode, lowering: Lowering, name: string): FunctionIr {
  const own =
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' ? (node.id?.name ?? name) : name;
  return lowering.inFunction((scope): FunctionIr => {
    const parameters = node.params.filter(
      (parameter) => !(parameter.type === 'Identifier' && parameter.name === 'this'),
    );
    const names = parameters.flatMap(boundNames);
    const declared = names.map((identifier) => {
      const variable = lowering.declare(identifier, 'param');
      variable.declared = true;
      return variable;
    });
    const ownName = node.type === 'FunctionExpression' && node.id ? ownNameOf(node.id, lowering) : null;
    const bind = parameters.flatMap((parameter, k) => lowerParameter(parameter, k, lowering));
    const simple = parameters.every(({ type }) => type === 'Identifier') ? declared : null;
    const base = {
      name: own,
      scope,
      bind,
      simple,
      ownName,
      parameterNames: names.map((identifier) => identifier.name),
      length: parameters.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement'),
      lexicalSelf: node.type === 'ArrowFunctionExpression',
      source: lowering.source(node),
    };
    const length = base.length === -1 ? parameters.length : base.length;
    if (node.async || node.generator) {
      const what = node.async ? 'async functions are' : 'generators are';
      return {
        ...base,
        length,
        body: lowering.refuseStatement(node, `${what} not supported; use a plain function`),
        result: null,
      };
    }
    const probe = lowering.probes.get(node);
    const counted: Statement[] = probe ? [countProbe(probe)] : [];
    if (node.body.type !== 'BlockStatement') {
      const result = lowerExpression(node.body, lowering);
      return { ...base, length, body: { kind: 'block', scope: [], hoisted: counted, body: [] }, result };
    }
    hoistVars(node.body.body, lowering);
    const { result: body, variables } = lowering.scoped(() => lowerBlockBody(node.body as t.BlockStatement, lowering));
    return {
      ...base,
      length,
      body: { kind: 'block', scope: variables, hoisted: [...counted, ...body.hoisted], body: body.body },
      result: null,
    };
  });
}

/** A statement that counts how often a branch is entered. */
export function countProbe(probe: { count: number }): Statement {
  return {
    kind: 'expression',
    value: { kind: 'native', operands: [], source: 0, apply: () => void probe.count++ },
  };
}

function ownNameOf(id: t.Identifier, lowering: Lowering): Variable {
  const variable = lowering.declare(id, 'param');
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
