import type * as t from '@babel/types';
import type { Expression, Target } from '../core/ir';
import { getSuperMember, setSuperMember, superReference } from './classes';
import { iterateArguments } from './iteration';
import type { Lowering } from './lowering';
import { lowerItems } from './lowerLiteral';

function superOperand(node: t.Node, lowering: Lowering): Expression {
  const source = lowering.source(node);
  return {
    kind: 'native',
    source,
    operands: [{ kind: 'callee' }, lowering.selfExpression(node)],
    apply: (rt, [callee, object]) => superReference(rt, callee, object, source),
  };
}

/** `super.x` and `super[x]`. */
export function lowerSuperMember(node: t.MemberExpression, key: Expression, lowering: Lowering): Expression {
  return {
    kind: 'member',
    object: superOperand(node, lowering),
    key,
    optional: false,
    get: getSuperMember,
    source: lowering.source(node),
  };
}

export function superTarget(node: t.MemberExpression, key: Expression, lowering: Lowering): Target {
  return { kind: 'member', object: superOperand(node, lowering), key, get: getSuperMember, set: setSuperMember };
}

/** `super.method(...)`: found above, called on `this`. */
export function lowerSuperMethodCall(
  node: t.CallExpression,
  callee: t.MemberExpression,
  key: Expression,
  lowering: Lowering,
): Expression {
  const source = lowering.source(node);
  const text = `(intermediate value).${callee.property.type === 'Identifier' ? callee.property.name : lowering.text(callee.property)}`;
  return {
    kind: 'native',
    source,
    operands: [
      lowering.selfExpression(node),
      lowerSuperMember(callee, key, lowering),
      ...lowerItems(node.arguments, lowering, iterateArguments),
    ],
    apply: (rt, [object, fn, ...args]) => rt.call(fn, object, args, source, text),
  };
}
