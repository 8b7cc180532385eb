import type * as t from '@babel/types';
import type { SourceId } from '../../engine/sources';
import type { Expression, Item, Iterate } from '../core/ir';
import type { Runtime } from '../core/runtime';
import type { Value } from '../core/values';
import { defineMember, type MemberKind, nameByKey } from './classes';
import { toKey, toText } from './conversions';
import { makeRegExp } from './intrinsics/regexp';
import { iterateNamed } from './iteration';
import { lowerCallWith, shownIterable } from './lowerCall';
import { lowerExpression } from './lowerExpression';
import { lowerFunction } from './lowerFunction';
import type { Lowering } from './lowering';
import { getMember, ownKeys, ownSymbols } from './members';
import { defineField, defineHidden, makeExtra, PlainObject } from './objects';

/** Arguments and elements; `...x` walks an iterable. */
export function lowerItems(nodes: readonly t.Node[], lowering: Lowering, iterate: Iterate | null = null): Item[] {
  return nodes.map((node): Item => {
    if (node.type === 'SpreadElement') {
      return {
        kind: 'spread',
        value: lowerExpression(node.argument, lowering),
        iterate: iterate ?? iterateNamed(shownIterable(node.argument, lowering)),
        source: lowering.source(node),
      };
    }
    return lowerExpression(node, lowering);
  });
}

/** An array literal; holes stay holes. */
export function lowerArray(node: t.ArrayExpression, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const holes = node.elements.flatMap((element, k) => (element === null ? [k] : []));
  const elements = node.elements.map((element): t.Node => element ?? ({ type: 'NullLiteral' } as t.NullLiteral));
  const operands = lowerItems(elements, lowering);
  if (holes.length === 0) return { kind: 'native', operands, source, apply: (_rt, items) => items };
  return {
    kind: 'native',
    operands,
    source,
    apply: (_rt, items) => {
      for (const k of holes) delete items[k];
      return items;
    },
  };
}

/** One property of an object literal, in the order in which it is evaluated. */
type Entry =
  | {
      readonly kind: 'field' | MemberKind;
      readonly key: Expression;
      readonly value: Expression;
      readonly names: boolean;
    }
  | { readonly kind: 'spread'; readonly value: Expression };

/** An object literal. */
export function lowerObject(node: t.ObjectExpression, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const entries = node.properties.map((property): Entry => {
    if (property.type === 'SpreadElement')
      return { kind: 'spread', value: lowerExpression(property.argument, lowering) };
    const key = lowerPropertyKey(property, lowering);
    const keyName = key.kind === 'constant' ? String(key.value) : '';
    if (property.type === 'ObjectMethod') {
      const own = property.kind === 'method' ? keyName : `${property.kind} ${keyName}`;
      const value: Expression = { kind: 'closure', code: lowerFunction(property, lowering, own) };
      return { kind: property.kind, key, value, names: property.computed === true };
    }
    const value = lowerExpression(property.value, lowering, keyName || null);
    return { kind: 'field', key, value, names: property.computed && isAnonymous(property.value) };
  });
  // What is spread is copied, by way of getters, before the code after it runs: each spread ends a part of the literal.
  let made: Expression | null = null;
  for (let from = 0; made === null || from < entries.length; ) {
    const spread = entries.findIndex((entry, k) => k >= from && entry.kind === 'spread');
    const to = spread === -1 ? entries.length : spread + 1;
    made = lowerEntries(made, entries.slice(from, to), source);
    from = to;
  }
  return made;
}

/** Adds properties to the object that the part of the literal before them `made`; without one, to a new object. */
function lowerEntries(made: Expression | null, entries: readonly Entry[], source: SourceId): Expression {
  const operands = entries.flatMap((entry) => (entry.kind === 'spread' ? [entry.value] : [entry.key, entry.value]));
  return {
    kind: 'native',
    operands: made === null ? operands : [made, ...operands],
    source,
    apply: (rt, values) =>
      made === null
        ? addEntries(rt, new PlainObject(), entries, values, 0, source)
        : addEntries(rt, values[0] as PlainObject, entries, values, 1, source),
  };
}

/** Whether the code is a function or class that takes its name from where it stands. */
export function isAnonymous(node: t.Node): boolean {
  if (node.type === 'ArrowFunctionExpression') return true;
  return (node.type === 'FunctionExpression' || node.type === 'ClassExpression') && !node.id;
}

function lowerPropertyKey(property: t.ObjectProperty | t.ObjectMethod, lowering: Lowering): Expression {
  if (property.key.type === 'PrivateName')
    return lowering.refuse(property.key, 'a private field is not supported here; declare it in a class');
  if (!property.computed && property.key.type === 'Identifier') return { kind: 'constant', value: property.key.name };
  const key = lowerExpression(property.key, lowering);
  if (key.kind === 'constant') return key;
  // A key is converted before the code of its value runs.
  const source = lowering.source(property.key);
  return { kind: 'native', operands: [key], source, apply: (rt, [value]) => toKey(rt, value, source) };
}

/** Adds to an object what the `values` from `at` on are. */
function addEntries(
  rt: Runtime,
  result: PlainObject,
  entries: readonly Entry[],
  values: readonly Value[],
  at: number,
  source: SourceId,
): Value {
  for (const entry of entries) {
    if (entry.kind === 'spread') {
      const spread = values[at++];
      const keys = [...ownKeys(spread), ...ownSymbols(spread)];
      rt.budget.spend(rt, keys.length);
      for (const key of keys) {
        defineField(result, key, getMember(rt, spread, key, source));
      }
      continue;
    }
    const key = toKey(rt, values[at++], source);
    const value = values[at++];
    if (key === '__proto__')
      throw rt.unsupported('`__proto__` is not supported as a property; use `Object.create` or a class', source);
    if (entry.names) nameByKey(value, key, entry.kind);
    if (entry.kind === 'field') result.fields[key] = value;
    else defineMember(result, key, entry.kind, value, true);
  }
  return result;
}

/** A template string. */
export function lowerTemplate(node: t.TemplateLiteral, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const texts = node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw);
  return {
    kind: 'native',
    source,
    // Each part is made text before the code of the next one runs.
    operands: node.expressions.map((part) => ({
      kind: 'native',
      operands: [lowerExpression(part, lowering)],
      source,
      apply: (rt, [value]) => toText(rt, value, source),
    })),
    apply: (rt, operands) => {
      let result = texts[0]!;
      for (let k = 0; k < operands.length; k++) {
        result += (operands[k] as string) + texts[k + 1]!;
        rt.checkSize(result.length, source, 0);
      }
      return result;
    },
  };
}

/** A tagged template: the tag gets the texts, the same list each time, and the values. */
export function lowerTaggedTemplate(node: t.TaggedTemplateExpression, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const { quasis, expressions } = node.quasi;
  const cooked: Value[] = quasis.map(({ value }) => value.cooked ?? undefined);
  const raw: Value[] = quasis.map(({ value }) => value.raw);
  const extra = makeExtra(cooked);
  defineHidden(extra, 'raw', Object.freeze(raw));
  Object.freeze(extra.fields);
  Object.freeze(cooked);
  return lowerCallWith(
    node.tag,
    [{ kind: 'constant', value: cooked }, ...expressions.map((part) => lowerExpression(part, lowering))],
    source,
    lowering,
  );
}

/** A regular expression makes a new object each time it is evaluated. */
export function lowerRegExp(node: t.RegExpLiteral, lowering: Lowering): Expression {
  const source = lowering.source(node);
  return { kind: 'native', operands: [], source, apply: (rt) => makeRegExp(rt, node.pattern, node.flags, source) };
}
