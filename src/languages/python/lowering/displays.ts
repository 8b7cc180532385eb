import type { SourceId } from '../../../engine/sources';
import type { Expression, Item, Iterate, Statement } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Variable } from '../../core/scopes';
import type { Value } from '../../core/values';
import { iterate } from '../operators/iterate';
import { truthy } from '../operators/truth';
import type { Clause, Comprehension, Expr, FormatPart } from '../parsing/ast';
import { formatValue } from '../text/format';
import { reprOf, textOf } from '../text/repr';
import { Dict } from '../values/dict';
import { GeneratorObject, Tuple } from '../values/objects';
import { SetValue } from '../values/sets';
import { typeName } from '../values/types';
import { bindTarget } from './assignments';
import { lowerExpression } from './expressions';
import { lowerGenerator } from './functions';
import { block, constant, native, read, run, spread, store } from './helpers';
import type { Lowering } from './lowering';
import { boundNames } from './names';

type Display = Extract<Expr, { kind: 'tuple' | 'list' | 'set' | 'dict' }>;

/** Elements, with those of `*iterable` among them. */
export function lowerItems(items: readonly Expr[], lowering: Lowering): Item[] {
  return items.map((item) =>
    item.kind === 'starred'
      ? spread(lowerExpression(item.value, lowering), lowering.source(item.value))
      : lowerExpression(item, lowering),
  );
}

export function lowerDisplay(node: Display, lowering: Lowering): Expression {
  const source = lowering.source(node);
  switch (node.kind) {
    case 'tuple': {
      const items = lowerItems(node.items, lowering);
      // A tuple of constants is one itself.
      if (items.every((item) => item.kind === 'constant')) return constant(new Tuple(items.map((item) => item.value)));
      return native((_rt, operands) => new Tuple(operands), items, source);
    }
    case 'list':
      return native((_rt, operands) => operands, lowerItems(node.items, lowering), source);
    case 'set': {
      // Three constants or more are one constant set, which is copied.
      const items = lowerItems(node.items, lowering);
      const merged = items.length > 2 && items.every(({ kind }) => kind === 'constant');
      return native(
        (rt, operands, at) => {
          const set = new SetValue(false);
          set.merged = merged;
          for (const value of operands) set.add(rt, value, at);
          return set;
        },
        items,
        source,
      );
    }
    case 'dict': {
      const operands = node.entries.flatMap(({ key, value }) => [
        key === null ? constant(undefined) : lowerExpression(key, lowering),
        lowerExpression(value, lowering),
      ]);
      return native(dictOf, operands, source);
    }
  }
}

function dictOf(rt: Runtime, operands: Value[], source: SourceId): Value {
  const dict = new Dict();
  for (let k = 0; k < operands.length; k += 2) {
    const key = operands[k];
    const value = operands[k + 1];
    if (key !== undefined) dict.set(rt, key, value, source);
    else if (value instanceof Dict) dict.take(value);
    else throw rt.error('TypeError', `'${typeName(value)}' object is not a mapping`, source);
  }
  return dict;
}

export function lowerComprehension(node: Comprehension, lowering: Lowering, name: string | null): Expression {
  if (node.form === 'generator') return lowerGenerator(node, lowering);
  const source = lowering.source(node);
  const first = lowerExpression(node.clauses[0]!.iterable, lowering);
  const parent = lowering.inClassBody ? lowering.outerScope : lowering.scope;
  const result = lowering.temporary();
  const { result: body, variables } = lowering.scoped(() => {
    lowering.inClassBody = false;
    return lowerClauses(node, first, lowering, () => {
      const element = lowerExpression(node.element, lowering, name);
      const value = node.value ? [lowerExpression(node.value, lowering)] : [];
      return run(native(ADD[node.form as 'list'], [read(result), element, ...value], source));
    });
  }, parent);
  const empty = native(EMPTY[node.form as 'list'], [], source);
  return { kind: 'do', scope: variables, body: block([run(store(result, empty)), body]), result: read(result) };
}

const EMPTY = {
  list: (): Value => [],
  set: (): Value => new SetValue(false),
  dict: (): Value => new Dict(),
};

const ADD = {
  list: (rt: Runtime, [list, value]: Value[], source: SourceId): Value => {
    (list as Value[]).push(value);
    rt.checkGrowth((list as Value[]).length, source);
    return null;
  },
  set: (rt: Runtime, [set, value]: Value[], source: SourceId): Value => {
    (set as SetValue).add(rt, value, source);
    return null;
  },
  dict: (rt: Runtime, [dict, key, value]: Value[], source: SourceId): Value => {
    (dict as Dict).set(rt, key, value, source);
    return null;
  },
};

/** The loops of a comprehension around `innermost`. The first iterable is lowered outside, where it belongs. */
export function lowerClauses(
  node: { readonly clauses: readonly Clause[] },
  first: Expression,
  lowering: Lowering,
  innermost: () => Statement,
): Statement {
  for (const { target } of node.clauses)
    for (const { name, start } of boundNames(target)) lowering.declare(name, start);
  const lower = (k: number): Statement => {
    const clause = node.clauses[k];
    if (clause === undefined) return innermost();
    const iterable = k === 0 ? first : lowerExpression(clause.iterable, lowering);
    const element = lowering.temporary();
    const bind = run(lowering.countingOnly(() => bindTarget(clause.target, read(element), lowering)));
    const conditions = clause.conditions.map((condition) => lowerExpression(condition, lowering));
    let body = lower(k + 1);
    for (const value of conditions.reverse()) body = { kind: 'if', test: { value, truthy }, yes: body, no: null };
    return eachStatement(iterable, element, bind, body, lowering.source(clause.iterable), []);
  };
  return lower(0);
}

export function eachStatement(
  iterable: Expression,
  element: Variable,
  bind: Statement,
  body: Statement,
  source: SourceId,
  labels: readonly number[],
  /** Whether nobody else can hold what is walked: a generator is then closed when the loop is left. */
  owned = false,
): Statement {
  return {
    kind: 'each',
    labels,
    iterable,
    iterate: owned ? iterateOwned : (rt, value, at) => iterate(rt, value, at),
    fresh: [],
    element,
    bind,
    body,
    source,
  };
}

/** Walks a generator that is closed when the walk ends early, as CPython lets go of it then. */
const iterateOwned: Iterate = (rt, value, source) => {
  const next = iterate(rt, value, source);
  if (!(value instanceof GeneratorObject)) return next;
  return Object.assign(() => next(), {
    close: () => {
      value.coroutine.resume('return', null);
    },
  });
};

/** A formatted string. */
export function lowerFormat(node: Extract<Expr, { kind: 'fstring' }>, lowering: Lowering): Expression {
  return lowerParts(node.parts, lowering, lowering.source(node));
}

function lowerParts(parts: readonly FormatPart[], lowering: Lowering, source: SourceId): Expression {
  const operands = parts.flatMap((part): Expression[] => {
    if (typeof part === 'string') return [constant(part)];
    const value = lowerExpression(part.value, lowering);
    const field = lowerField(part, value, lowering);
    return part.text === null ? [field] : [constant(part.text), field];
  });
  return native(
    (rt, texts, at) => {
      const text = (texts as string[]).join('');
      rt.checkSize(text.length, at, text.length > 1000 ? text.length : 0);
      return text;
    },
    operands,
    source,
  );
}

function lowerField(part: Exclude<FormatPart, string>, value: Expression, lowering: Lowering): Expression {
  const source = lowering.source(part.value);
  const { conversion, spec } = part;
  const convert = (rt: Runtime, held: Value, at: SourceId): Value => {
    if (conversion === null) return held;
    return conversion === 's' ? textOf(rt, held, at) : reprOf(rt, held, at);
  };
  if (spec === null) {
    const asRepr = part.text !== null && conversion === null;
    return native(
      (rt, [held], at) => (asRepr ? reprOf(rt, held, at) : formatValue(rt, convert(rt, held, at), '', at)),
      [value],
      source,
    );
  }
  if (spec.every((piece) => typeof piece === 'string')) {
    const text = spec.join('');
    return native((rt, [held], at) => formatValue(rt, convert(rt, held, at), text, at), [value], source);
  }
  return native(
    (rt, [held, text], at) => formatValue(rt, convert(rt, held, at), text as string, at),
    [value, lowerParts(spec, lowering, source)],
    source,
  );
}
