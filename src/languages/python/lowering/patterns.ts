import type { SourceId } from '../../../engine/sources';
import type { Expression, Statement } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Variable } from '../../core/scopes';
import type { Value } from '../../core/values';
import { findAttribute } from '../operators/attributes';
import { compareOperators } from '../operators/compare';
import { truthy } from '../operators/truth';
import type { Pattern, Stmt } from '../parsing/ast';
import { ClassObject } from '../values/classes';
import { Dict } from '../values/dict';
import { RangeValue, Tuple } from '../values/objects';
import { boolClass, classOf, types } from '../values/types';
import { lowerExpression } from './expressions';
import { block, native, read, run, sequence, store, TRUE } from './helpers';
import type { Lowering } from './lowering';
import { lowerBody } from './statements';

type Match = Extract<Stmt, { kind: 'match' }>;

export function lowerMatch(node: Match, lowering: Lowering): Statement {
  const subject = lowering.temporary();
  const value = lowerExpression(node.subject, lowering);
  let chain: Statement | null = null;
  for (const { pattern, guard, body } of [...node.cases].reverse()) {
    let test = lowerPattern(pattern, subject, lowering);
    if (guard) test = both(test, lowerExpression(guard, lowering));
    chain = { kind: 'if', test: { value: test, truthy }, yes: lowerBody(body, lowering), no: chain };
  }
  return block([run(store(subject, value)), ...(chain ? [chain] : [])]);
}

function both(first: Expression, second: Expression): Expression {
  if (first === TRUE) return second;
  return { kind: 'either', left: first, right: second, take: truthy };
}

/** An expression that tells whether a value fits, and binds names on the way. */
function lowerPattern(node: Pattern, subject: Variable, lowering: Lowering): Expression {
  const source = lowering.source(node);
  switch (node.kind) {
    case 'value':
      return {
        kind: 'binary',
        apply: compareOperators['==']!,
        left: read(subject),
        right: lowerExpression(node.value, lowering),
        source,
      };
    case 'singleton': {
      const { value } = node;
      return native((_rt, [held]) => held === value, [read(subject)], source);
    }
    case 'capture':
      return node.name === null ? TRUE : bindName(node.name, subject, lowering);
    case 'as':
      return both(lowerPattern(node.pattern, subject, lowering), bindName(node.name, subject, lowering));
    case 'or':
      return node.choices
        .map((choice) => lowerPattern(choice, subject, lowering))
        .reduce((left, right) => ({ kind: 'either', left, right, take: (rt, value) => !truthy(rt, value) }));
    case 'sequence':
      return lowerSequence(node, subject, lowering);
    case 'mapping':
      return lowerMapping(node, subject, lowering);
    case 'classPattern':
      return lowerClassPattern(node, subject, lowering);
    case 'starPattern':
      throw lowering.syntaxError(node, 'invalid syntax');
  }
}

function bindName(name: string, subject: Variable, lowering: Lowering): Expression {
  const variable = lowering.lookup(name)!;
  lowering.noteChange(variable);
  return sequence(store(variable, read(subject)), TRUE);
}

/** Matches parts that a native test has put into a list; it gives null where the value does not fit. */
function withParts(test: Expression, patterns: readonly Pattern[], lowering: Lowering): Expression {
  const parts = lowering.temporary();
  let result: Expression = native((_rt, [list]) => list !== null, [store(parts, test)], 0);
  patterns.forEach((pattern, k) => {
    const part = lowering.temporary();
    const taken = store(
      part,
      native((_rt, [list]) => (list as Value[])[k], [read(parts)], 0),
    );
    const inner =
      pattern.kind === 'starPattern'
        ? pattern.name === null
          ? TRUE
          : bindName(pattern.name, part, lowering)
        : lowerPattern(pattern, part, lowering);
    result = both(result, sequence(taken, inner));
  });
  return result;
}

function lowerSequence(
  node: Extract<Pattern, { kind: 'sequence' }>,
  subject: Variable,
  lowering: Lowering,
): Expression {
  const { items } = node;
  const star = items.findIndex(({ kind }) => kind === 'starPattern');
  const count = items.length;
  const test = native((_rt, [value]) => sequenceParts(value, count, star), [read(subject)], lowering.source(node));
  return withParts(test, items, lowering);
}

function sequenceParts(value: Value, count: number, star: number): Value {
  const items = Array.isArray(value)
    ? value
    : value instanceof Tuple
      ? value.items
      : value instanceof RangeValue
        ? rangeItems(value)
        : null;
  if (items === null) return null;
  if (star === -1) return items.length === count ? items : null;
  if (items.length < count - 1) return null;
  const after = count - star - 1;
  return [...items.slice(0, star), items.slice(star, items.length - after), ...items.slice(items.length - after)];
}

function rangeItems({ start, step, length }: RangeValue): Value[] {
  return Array.from({ length: Math.min(length, 10_000) }, (_, k) => start + k * step);
}

function lowerMapping(node: Extract<Pattern, { kind: 'mapping' }>, subject: Variable, lowering: Lowering): Expression {
  const keys = node.entries.map(({ key }) => lowerExpression(key, lowering));
  const wantsRest = node.rest !== null;
  const test = native(
    (rt, [value, ...wanted], at) => mappingParts(rt, value, wanted, wantsRest, at),
    [read(subject), ...keys],
    lowering.source(node),
  );
  const patterns: Pattern[] = node.entries.map(({ value }) => value);
  if (node.rest !== null) patterns.push({ kind: 'capture', name: node.rest, start: node.start, end: node.end });
  return withParts(test, patterns, lowering);
}

function mappingParts(rt: Runtime, value: Value, keys: readonly Value[], wantsRest: boolean, source: SourceId): Value {
  if (!(value instanceof Dict)) return null;
  const parts: Value[] = [];
  for (const key of keys) {
    const part = value.get(rt, key, source);
    if (part === undefined) return null;
    parts.push(part);
  }
  if (wantsRest) {
    const rest = value.copy(null);
    for (const key of keys) rest.delete(rt, key, source);
    parts.push(rest);
  }
  return parts;
}

/** Classes of which one positional pattern stands for the value itself. */
const WHOLE: ReadonlySet<ClassObject> = new Set([
  boolClass, types.int, types.float, types.str, types.list, types.tuple, types.dict, types.set, types.frozenset,
]); // biome-ignore format: a table

function lowerClassPattern(
  node: Extract<Pattern, { kind: 'classPattern' }>,
  subject: Variable,
  lowering: Lowering,
): Expression {
  const count = node.items.length;
  const names = node.fields.map(({ name }) => name);
  const test = native(
    (rt, [value, cls], at) => classParts(rt, value, cls, count, names, at),
    [read(subject), lowerExpression(node.type, lowering)],
    lowering.source(node),
  );
  return withParts(test, [...node.items, ...node.fields.map(({ value }) => value)], lowering);
}

function classParts(
  rt: Runtime,
  value: Value,
  cls: Value,
  count: number,
  names: readonly string[],
  source: SourceId,
): Value {
  if (!(cls instanceof ClassObject)) throw rt.error('TypeError', 'called match pattern must be a class', source);
  if (!classOf(value).inherits(cls)) return null;
  const parts: Value[] = [];
  if (count > 0) {
    if (WHOLE.has(cls)) {
      if (count > 1)
        throw rt.error('TypeError', `${cls.name}() accepts 1 positional sub-pattern (${count} given)`, source);
      parts.push(value);
    } else {
      const args = cls.lookup('__match_args__');
      const known = args instanceof Tuple ? args.items : [];
      if (count > known.length) {
        const s = known.length === 1 ? '' : 's';
        throw rt.error(
          'TypeError',
          `${cls.name}() accepts ${known.length} positional sub-pattern${s} (${count} given)`,
          source,
        );
      }
      for (const name of known.slice(0, count)) {
        const part = findAttribute(rt, value, name as string, source);
        if (part === undefined) return null;
        parts.push(part);
      }
    }
  }
  for (const name of names) {
    const part = findAttribute(rt, value, name, source);
    if (part === undefined) return null;
    parts.push(part);
  }
  return parts;
}
