import type * as t from '@babel/types';
import type { Expression, FunctionIr } from '../core/ir';
import type { Variable } from '../core/scopes';
import { callSuper, derivedResult, initialiseField, refusePlainCall } from './classes';
import { iterateArguments } from './iteration';
import type { ClassNode } from './lowerClass';
import { lowerExpression } from './lowerExpression';
import { lowerFunction } from './lowerFunction';
import type { Lowering } from './lowering';
import { lowerItems } from './lowerLiteral';
import { hold } from './lowerPattern';
import { boundNames } from './syntax';

/** TypeScript's parameter properties are fields that the constructor sets. */
export function parameterFields(node: ClassNode, lowering: Lowering): Expression[] {
  return parameterProperties(node).map((name) => {
    const source = lowering.source(name);
    return {
      kind: 'native',
      source,
      operands: [{ kind: 'self' }],
      apply: (rt, [object]) => {
        initialiseField(rt, object, name.name, undefined, source);
        return undefined;
      },
    };
  });
}

function explicitConstructor(node: ClassNode): t.ClassMethod | null {
  const found = node.body.body.find((member) => member.type === 'ClassMethod' && member.kind === 'constructor');
  return (found as t.ClassMethod | undefined) ?? null;
}

function parameterProperties(node: ClassNode): t.Identifier[] {
  return (
    explicitConstructor(node)?.params.flatMap((parameter) =>
      parameter.type === 'TSParameterProperty' ? boundNames(parameter) : [],
    ) ?? []
  );
}

/** The function that `new` runs for a class. */
export function constructorOf(node: ClassNode, name: string, lowering: Lowering): Expression {
  const derived = node.superClass !== null && node.superClass !== undefined;
  const explicit = explicitConstructor(node);
  const code = explicit
    ? lowerFunction(explicit, lowering, name, derived ? 'derivedClass' : 'class')
    : defaultConstructor(node, name, derived, lowering);
  // What a class prints as is its whole code.
  return { kind: 'closure', code: { ...code, source: lowering.source(node) } };
}

/** `constructor(...args) { super(...args); }`, or an empty one. */
function defaultConstructor(node: ClassNode, name: string, derived: boolean, lowering: Lowering): FunctionIr {
  const source = lowering.source(node);
  return lowering.inMethod((scope) => ({
    name,
    scope,
    bind: [],
    simple: [],
    ownName: null,
    parameterNames: [],
    length: 0,
    lexicalSelf: false,
    role: derived ? 'derivedClass' : 'class',
    generator: false,
    source,
    body: { kind: 'expression', value: checkNew(name, source) },
    result: derived
      ? {
          kind: 'native',
          source,
          operands: [{ kind: 'callee' }, { kind: 'newTarget' }, { kind: 'argument', index: 0, rest: true, source }],
          apply: (rt, [callee, target, args]) => callSuper(rt, callee, args as unknown[], target, source),
        }
      : { kind: 'constant', value: undefined },
  }));
}

/** Refuses a call of a class without `new`. */
export function checkNew(name: string, source: number): Expression {
  return {
    kind: 'native',
    source,
    operands: [{ kind: 'newTarget' }],
    apply: (rt, [target]) => {
      if (target === undefined) throw refusePlainCall(rt, name, source);
      return undefined;
    },
  };
}

/** Sets the parameter properties of a constructor, once `this` exists. */
export function assignParameterProperties(parameters: readonly t.Node[], lowering: Lowering): Expression[] {
  return parameters.flatMap((parameter) =>
    parameter.type === 'TSParameterProperty'
      ? boundNames(parameter).map((name): Expression => {
          const source = lowering.source(name);
          return {
            kind: 'native',
            source,
            operands: [lowering.selfExpression(name), lowerExpression(name, lowering)],
            apply: (rt, [object, value]) => {
              initialiseField(rt, object, name.name, value, source);
              return undefined;
            },
          };
        })
      : [],
  );
}

/** `super(...)` of a derived constructor. */
export function lowerSuperCall(node: t.CallExpression, lowering: Lowering): Expression {
  const { derived } = lowering;
  if (derived === null) {
    return lowering.refuse(node, '`super(…)` is only supported in the constructor of a class that extends another');
  }
  const source = lowering.source(node);
  const held = (variable: Variable): Expression => {
    lowering.scope.lookup(variable.name, lowering.fn);
    return { kind: 'read', variable, source };
  };
  const made: Expression = {
    kind: 'native',
    source,
    operands: [held(derived.callee), held(derived.target), ...lowerItems(node.arguments, lowering, iterateArguments)],
    apply: (rt, [callee, target, ...args]) => callSuper(rt, callee, args, target, source),
  };
  const self = held(derived.self);
  const once: Expression = {
    kind: 'native',
    source,
    operands: [made, { kind: 'isSet', variable: derived.self }],
    apply: (rt, [instance, isSet]) => {
      if (isSet === true) throw rt.error('ReferenceError', 'Super constructor may only be called once', source);
      return instance;
    },
  };
  return {
    kind: 'sequence',
    items: [hold(derived.self, once, source), ...assignParameterProperties(derived.parameters, lowering), self],
  };
}

/** What a statement `return value` in a derived constructor gives. */
export function lowerDerivedReturn(value: Expression | null, node: t.Node, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const thisValue = lowering.selfExpression(node);
  if (value === null) return thisValue;
  return {
    kind: 'either',
    left: {
      kind: 'native',
      source,
      operands: [value],
      apply: (rt, [result]) => derivedResult(rt, result, () => undefined, source),
    },
    right: thisValue,
    take: (_rt, result) => result === undefined,
  };
}
