import type * as t from '@babel/types';
import type { SourceId } from '../../engine/sources';
import { SnippetFailure } from '../core/failure';
import { DONE, type Expression, type Target } from '../core/ir';
import type { Runtime } from '../core/runtime';
import type { Variable, VariableKind } from '../core/scopes';
import type { Value } from '../core/values';
import { getPrivate, setPrivate } from './classes';
import { isNullish, toKey } from './conversions';
import { iterate } from './iteration';
import { lowerPrivateName } from './lowerClass';
import { lowerExpression } from './lowerExpression';
import type { Lowering } from './lowering';
import { superTarget } from './lowerSuper';
import { getMember, ownKeys, ownSymbols, setMember } from './members';
import { defineField, PlainObject } from './objects';
import { unwrap } from './syntax';

/** How the names of a pattern get their values. */
export type Binding = 'declare' | 'assign' | 'parameter';

/**
 * Takes `value` apart into the names of a pattern: a sequence of assignments. Declared names must stand in the scope
 * already.
 */
export function lowerPattern(pattern: t.Node, value: Expression, binding: Binding, lowering: Lowering): Expression[] {
  const parts: Expression[] = [];
  const lower = () => lowerInto(parts, pattern, value, binding, lowering);
  if (pattern.type === 'ArrayPattern' || pattern.type === 'ObjectPattern') lowering.takingApart(lower);
  else lower();
  return parts;
}

/** The same, into one list: a pattern may be deep. */
function lowerInto(
  parts: Expression[],
  pattern: t.Node,
  value: Expression,
  binding: Binding,
  lowering: Lowering,
): void {
  switch (pattern.type) {
    case 'Identifier':
      parts.push(bindName(pattern, value, binding, lowering));
      return;
    case 'MemberExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      parts.push({
        kind: 'assign',
        target: lowerTarget(pattern, lowering),
        value: lowering.candidate(value, null),
        source: lowering.source(pattern),
      });
      return;
    case 'AssignmentPattern': {
      const name = pattern.left.type === 'Identifier' ? pattern.left.name : null;
      const fallback = lowerExpression(pattern.right, lowering, name);
      lowerInto(
        parts,
        pattern.left,
        { kind: 'either', left: value, right: fallback, take: (_rt, held) => held === undefined },
        binding,
        lowering,
      );
      return;
    }
    case 'ArrayPattern':
      lowerArrayPattern(parts, pattern, value, binding, lowering);
      return;
    case 'ObjectPattern':
      lowerObjectPattern(parts, pattern, value, binding, lowering);
      return;
    case 'TSParameterProperty':
      lowerInto(parts, pattern.parameter, value, binding, lowering);
      return;
    default:
      parts.push(lowering.refuse(pattern, `this pattern (${pattern.type}) is not supported`));
  }
}

function bindName(name: t.Identifier, value: Expression, binding: Binding, lowering: Lowering): Expression {
  const source = lowering.source(name, name.name);
  const held: Expression = binding === 'parameter' ? { kind: 'parameter', name: name.name, value, source } : value;
  return {
    kind: 'assign',
    target: nameTarget(name, binding !== 'assign', lowering),
    value: binding === 'parameter' ? held : lowering.candidate(held, name.name),
    source,
  };
}

function nameTarget(name: t.Identifier, initialise: boolean, lowering: Lowering): Target {
  const variable = lowering.lookup(name.name);
  if (variable === undefined) {
    return {
      kind: 'invalid',
      failure: lowering.unsupported(name, `\`${name.name}\` is not declared; write \`let ${name.name}\``),
    };
  }
  lowering.noteChange(variable);
  if (initialise) variable.declared = true;
  else if (!variable.declared) variable.early = true;
  if (!initialise && (variable.kind === 'const' || variable.kind === 'import')) {
    return {
      kind: 'invalid',
      failure: new SnippetFailure(
        'UserThrow',
        'TypeError: Assignment to constant variable.',
        lowering.range(name),
        'TypeError',
      ),
      variable,
    };
  }
  return { kind: 'variable', variable, initialise };
}

/** Where an assignment writes. */
export function lowerTarget(node: t.Node, lowering: Lowering): Target {
  const inner = unwrap(node as t.Expression);
  if (inner.type === 'Identifier') return nameTarget(inner, false, lowering);
  if (inner.type === 'MemberExpression') {
    if (inner.property.type === 'PrivateName') {
      const name = lowerPrivateName(inner.property, lowering);
      return {
        kind: 'member',
        object: lowerExpression(inner.object, lowering),
        key: name,
        get: getPrivate,
        set: setPrivate,
      };
    }
    const key: Expression =
      !inner.computed && inner.property.type === 'Identifier'
        ? { kind: 'constant', value: inner.property.name }
        : lowerExpression(inner.property, lowering);
    if (inner.object.type === 'Super') return superTarget(inner, key, lowering);
    return { kind: 'member', object: lowerExpression(inner.object, lowering), key, get: getMember, set: setMember };
  }
  return {
    kind: 'invalid',
    failure: lowering.unsupported(
      node,
      'assigning to this expression is not supported; assign to a variable or a property',
    ),
  };
}

/** Keeps a value in a variable of ours, so that it is computed once. */
export function hold(variable: Variable, value: Expression, source: SourceId): Expression {
  return { kind: 'assign', target: { kind: 'variable', variable, initialise: true }, value, source };
}

function lowerArrayPattern(
  parts: Expression[],
  pattern: t.ArrayPattern,
  value: Expression,
  binding: Binding,
  lowering: Lowering,
): void {
  const source = lowering.source(pattern);
  const rest = pattern.elements.findIndex((element) => element?.type === 'RestElement');
  const count = rest === -1 ? pattern.elements.length : rest;
  const held = lowering.temporary();
  const shown =
    value.kind === 'read' && value.variable.kind !== 'temp'
      ? value.variable.name
      : value.kind === 'constant'
        ? String(value.value)
        : null;
  const elements: Expression = {
    kind: 'native',
    source,
    operands: [value],
    apply: (rt, [iterable]) => takeElements(rt, iterable, count, rest !== -1, shown, source),
  };
  parts.push(hold(held, elements, source));
  const read: Expression = { kind: 'read', variable: held, source };
  pattern.elements.forEach((element, k) => {
    if (element === null) return;
    const inner = element.type === 'RestElement' ? element.argument : element;
    const item: Expression = {
      kind: 'native',
      source,
      operands: [read],
      apply: (_rt, [list]) => (list as Value[])[k],
    };
    lowerInto(parts, inner, item, binding, lowering);
  });
}

/** The first elements of an iterable, and where a rest element follows all others as one array. */
function takeElements(
  rt: Runtime,
  iterable: Value,
  count: number,
  rest: boolean,
  shown: string | null,
  source: number,
): Value[] {
  if (iterable === undefined && rt.bindsInspected) return rest ? [...new Array(count).fill(undefined), []] : [];
  const next = iterate(rt, iterable, source, shown);
  const elements: Value[] = [];
  while (elements.length < count) {
    const element = next();
    if (element === DONE) {
      if (!rest) return elements;
      while (elements.length < count) elements.push(undefined);
      elements.push([]);
      return elements;
    }
    elements.push(element);
  }
  if (!rest) {
    next.close?.();
    return elements;
  }
  const others: Value[] = [];
  for (let element = next(); element !== DONE; element = next()) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    others.push(element);
    rt.checkGrowth(others.length, source);
  }
  elements.push(others);
  return elements;
}

function lowerObjectPattern(
  parts: Expression[],
  pattern: t.ObjectPattern,
  value: Expression,
  binding: Binding,
  lowering: Lowering,
): void {
  const source = lowering.source(pattern);
  const held = lowering.temporary();
  const first = pattern.properties[0];
  const firstName = first?.type === 'ObjectProperty' && first.key.type === 'Identifier' ? first.key.name : null;
  const object: Expression = {
    kind: 'native',
    source,
    operands: [value],
    apply: (rt, [object]) => {
      if (!isNullish(object)) return object;
      if (rt.bindsInspected) return new PlainObject();
      const what = firstName ? `property '${firstName}' of '${object}'` : `'${object}'`;
      throw rt.error('TypeError', `Cannot destructure ${what} as it is ${object}.`, source);
    },
  };
  parts.push(hold(held, object, source));
  const read: Expression = { kind: 'read', variable: held, source };
  const taken: Expression[] = [];
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') {
      const others: Expression = {
        kind: 'native',
        source,
        operands: [read, ...taken],
        apply: (rt, operands) => withoutKeys(rt, operands, source),
      };
      lowerInto(parts, property.argument, others, binding, lowering);
      continue;
    }
    let key: Expression =
      !property.computed && property.key.type === 'Identifier'
        ? { kind: 'constant', value: property.key.name }
        : property.key.type === 'PrivateName'
          ? lowering.refuse(property.key, 'a private field is not supported in a pattern; read it as `object.#name`')
          : lowerExpression(property.key, lowering);
    if (key.kind !== 'constant') {
      const name = lowering.temporary();
      parts.push({
        kind: 'assign',
        target: { kind: 'variable', variable: name, initialise: true },
        value: key,
        source,
      });
      key = { kind: 'read', variable: name, source };
    }
    taken.push(key);
    const item: Expression = { kind: 'member', object: read, key, optional: false, get: getMember, source };
    lowerInto(parts, property.value, item, binding, lowering);
  }
}

function withoutKeys(rt: Runtime, [object, ...keys]: Value[], source: number): Value {
  const result = new PlainObject();
  const left = new Set(keys.map((key) => toKey(rt, key, source)));
  for (const name of [...ownKeys(object), ...ownSymbols(object)]) {
    if (!left.has(name)) defineField(result, name, getMember(rt, object, name, source));
  }
  return result;
}

/** Declares the names of a pattern in the current scope. */
export function declarePattern(names: readonly t.Identifier[], kind: VariableKind, lowering: Lowering): void {
  for (const name of names) lowering.declare(name, kind);
}
