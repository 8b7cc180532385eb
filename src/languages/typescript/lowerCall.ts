import type * as t from '@babel/types';
import type { SourceId } from '../../engine/sources';
import { Builtin } from '../core/functions';
import type { Expression, Item } from '../core/ir';
import { getPrivate } from './classes';
import { construct } from './construct';
import { globals } from './intrinsics/globals';
import { iterateArguments } from './iteration';
import { lowerPrivateName } from './lowerClass';
import { lowerSuperCall } from './lowerConstructor';
import { lowerExpression } from './lowerExpression';
import type { Lowering } from './lowering';
import { lowerItems } from './lowerLiteral';
import { lowerSuperMember, lowerSuperMethodCall } from './lowerSuper';
import { getMember } from './members';
import { GlobalFunction } from './objects';
import { unwrap } from './syntax';

/** `object.key`; when optional, a missing object ends the chain. */
export function lowerMember(
  node: t.MemberExpression | t.OptionalMemberExpression,
  lowering: Lowering,
  optional: boolean,
): Expression {
  if (node.object.type === 'Super') {
    return lowerSuperMember(node as t.MemberExpression, lowerKey(node, lowering), lowering);
  }
  const source = lowering.source(node);
  if (node.property.type === 'PrivateName') {
    return {
      kind: 'member',
      object: lowerLink(node.object, lowering),
      key: lowerPrivateName(node.property, lowering),
      optional,
      get: getPrivate,
      source,
    };
  }
  const detached = builtInMethod(node, lowering);
  if (detached) return detached;
  return {
    kind: 'member',
    object:
      node.type === 'MemberExpression' ? lowerExpression(node.object, lowering) : lowerLink(node.object, lowering),
    key: lowerKey(node, lowering),
    optional,
    get: getMember,
    source,
  };
}

/** `Array.prototype.slice` and the like: a method of a built-in class, which is not reached in another way. */
function builtInMethod(node: t.MemberExpression | t.OptionalMemberExpression, lowering: Lowering): Expression | null {
  const { object, property } = node;
  if (object.type !== 'MemberExpression' || object.object.type !== 'Identifier' || node.computed) return null;
  if (object.property.type !== 'Identifier' || object.property.name !== 'prototype' || object.computed) return null;
  const { name } = object.object;
  if (lowering.scope.lookup(name, lowering.fn) || property.type !== 'Identifier') return null;
  const klass = globals.get(name);
  if (!(klass instanceof GlobalFunction) || klass.prototype === null) return null;
  const held = klass.prototype.fields[property.name];
  return held instanceof Builtin ? { kind: 'constant', value: held } : null;
}

function lowerKey(node: t.MemberExpression | t.OptionalMemberExpression, lowering: Lowering): Expression {
  if (!node.computed && node.property.type === 'Identifier') return { kind: 'constant', value: node.property.name };
  return lowerExpression(node.property, lowering);
}

/** The inner links of an optional chain belong to the chain that is under way. */
function lowerLink(node: t.Node, lowering: Lowering): Expression {
  if (!lowering.watchExpression.has(node)) {
    if (node.type === 'OptionalMemberExpression') return lowerMember(node, lowering, node.optional);
    if (node.type === 'OptionalCallExpression') return lowerCall(node, lowering, null);
  }
  return lowerExpression(node, lowering);
}

/** A call. */
export function lowerCall(
  node: t.CallExpression | t.OptionalCallExpression,
  lowering: Lowering,
  name: string | null,
): Expression {
  const { callee } = node;
  if (callee.type === 'Super') return lowerSuperCall(node as t.CallExpression, lowering);
  if (callee.type === 'MemberExpression' && callee.object.type === 'Super') {
    return lowerSuperMethodCall(node as t.CallExpression, callee, lowerKey(callee, lowering), lowering);
  }
  const source = lowering.source(node, name);
  const optional = node.type === 'OptionalCallExpression' && node.optional;
  const items = lowerItems(node.arguments, lowering, iterateArguments);
  return lowerCallWith(callee, items, source, lowering, node.type === 'OptionalCallExpression' ? { optional } : null);
}

/** Texts of callees, which are parts of each other in a chain of calls. */
const shown = new WeakMap<t.Node, string>();

/** A callee as V8's messages show it. */
function shownCallee(node: t.Node, lowering: Lowering): string {
  const known = shown.get(node);
  if (known !== undefined) return known;
  const text = writtenCallee(node, lowering);
  shown.set(node, text);
  return text;
}

function writtenCallee(node: t.Node, lowering: Lowering): string {
  const inner = unwrap(node as t.Expression);
  switch (inner.type) {
    case 'StringLiteral':
      return JSON.stringify(inner.value);
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const object = shownCallee(inner.object, lowering);
      return inner.computed
        ? `${object}[${lowering.text(inner.property)}]`
        : `${object}.${lowering.text(inner.property)}`;
    }
    case 'CallExpression':
      return `${shownCallee(inner.callee, lowering)}(...)`;
    default:
      return lowering.text(inner);
  }
}

/** What is walked, as V8's messages show it. */
export function shownIterable(node: t.Node, lowering: Lowering): string {
  const inner = unwrap(node as t.Expression);
  if (inner.type !== 'CallExpression') return shownCallee(inner, lowering);
  return `${shownCallee(inner.callee, lowering)} is not a function or its return value`;
}

/**
 * A call of what `node` names, as a method where it is one. `chain` is given where the call is a link of an optional chain;
 * where it is none, parentheses end the chain of the callee, as in `(a?.b)()`.
 */
export function lowerCallWith(
  node: t.Node,
  items: readonly Item[],
  source: SourceId,
  lowering: Lowering,
  chain: { readonly optional: boolean } | null = null,
): Expression {
  const optional = chain?.optional ?? false;
  const callee = unwrap(node as t.Expression);
  const calleeText = shownCallee(callee, lowering);
  const isMember = callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression';
  if (isMember && callee.object.type !== 'Super' && !lowering.watchExpression.has(callee)) {
    const isPrivate = callee.property.type === 'PrivateName';
    return {
      kind: 'callMember',
      object:
        callee.type === 'MemberExpression'
          ? lowerExpression(callee.object, lowering)
          : lowerLink(callee.object, lowering),
      key: isPrivate ? lowerPrivateName(callee.property as t.PrivateName, lowering) : lowerKey(callee, lowering),
      items,
      source,
      optionalObject: callee.type === 'OptionalMemberExpression' && callee.optional,
      optional,
      inChain: chain !== null,
      calleeText,
      get: isPrivate ? getPrivate : getMember,
    };
  }
  const target = chain === null ? lowerExpression(node, lowering) : lowerLink(node, lowering);
  return { kind: 'call', callee: target, items, source, optional, calleeText };
}

/** `new callee(...)`. */
export function lowerNew(node: t.NewExpression, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const calleeText = lowering.text(unwrap(node.callee as t.Expression));
  return {
    kind: 'native',
    source,
    operands: [lowerExpression(node.callee, lowering), ...lowerItems(node.arguments, lowering, iterateArguments)],
    apply: (rt, [callee, ...args]) => construct(rt, callee, args, source, callee, calleeText),
  };
}
