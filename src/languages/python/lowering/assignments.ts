import type { SourceId } from '../../../engine/sources';
import { DONE, type Expression, type Statement, type Target } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { deleteAttribute, getAttribute, setAttribute } from '../operators/attributes';
import { iterate } from '../operators/iterate';
import { deleteItem, getItem, setItem } from '../operators/subscript';
import { inPlace } from '../operators/table';
import type { Expr, Stmt } from '../parsing/ast';
import { InertObject, Tuple } from '../values/objects';
import { typeName } from '../values/types';
import { lowerExpression, mangled } from './expressions';
import { block, constant, NOTHING, native, read, run, sequence, store, unset } from './helpers';
import { inputOf } from './inputs';
import type { Lowering } from './lowering';

/** Binds a value to a target. `value` is evaluated once. */
export function bindTarget(target: Expr, value: Expression, lowering: Lowering): Expression {
  switch (target.kind) {
    case 'name': {
      const variable = lowering.lookup(target.id)!;
      lowering.noteChange(variable);
      return store(variable, lowering.candidate(value, target.id), lowering.source(target, target.id));
    }
    case 'attribute': {
      const name = mangled(target.name, lowering);
      noteRoot(target.object, lowering);
      return native(
        (rt, [held, object], source) => {
          setAttribute(rt, object, name, held, source);
          return held;
        },
        [lowering.candidate(value, lowering.text(target)), lowerExpression(target.object, lowering)],
        lowering.source(target),
      );
    }
    case 'subscript':
      noteRoot(target.object, lowering);
      return native(
        (rt, [held, object, key], source) => {
          setItem(rt, object, key, held, source);
          return held;
        },
        [
          lowering.candidate(value, lowering.text(target)),
          lowerExpression(target.object, lowering),
          lowerExpression(target.index, lowering),
        ],
        lowering.source(target),
      );
    case 'tuple':
    case 'list':
      return unpack(target, value, lowering);
    default:
      throw lowering.syntaxError(target, 'cannot assign to expression');
  }
}

type Display = Extract<Expr, { readonly items: readonly Expr[] }>;

/** What is changed through a name counts as a change of it. */
function noteRoot(node: Expr, lowering: Lowering): void {
  let root = node;
  while (root.kind === 'attribute' || root.kind === 'subscript') root = root.object;
  if (root.kind !== 'name') return;
  const variable = lowering.lookup(root.id);
  if (variable) lowering.noteChange(variable);
}

function unpack(target: Display, value: Expression, lowering: Lowering): Expression {
  const { items } = target;
  const star = items.findIndex(({ kind }) => kind === 'starred');
  if (items.filter(({ kind }) => kind === 'starred').length > 1) {
    throw lowering.syntaxError(target, 'multiple starred expressions in assignment');
  }
  const parts = lowering.temporary();
  const source = lowering.source(target);
  const count = items.length;
  const taken = native((rt, [iterable], at) => unpacked(rt, iterable, count, star, at), [value], source);
  const targets = lowering.takingApart(() =>
    items.map((item, k) =>
      bindTarget(
        item.kind === 'starred' ? item.value : item,
        native((_rt, [list]) => (list as Value[])[k], [read(parts)], 0),
        lowering,
      ),
    ),
  );
  return sequence(store(parts, taken), ...targets);
}

/** The parts of a value for so many targets; the one at `star` takes what is left over, as a list. */
function unpacked(rt: Runtime, value: Value, count: number, star: number, source: SourceId): Value[] {
  if (star === -1 && value instanceof Tuple && value.items.length === count) return value.items as Value[];
  // `fig, ax = plt.subplots()`: there is as much of nothing as is asked for.
  if (value instanceof InertObject) return new Array<Value>(count).fill(value);
  const next = iterate(rt, value, source, `cannot unpack non-iterable ${typeName(value)} object`);
  const items: Value[] = [];
  const most = star === -1 ? count : Number.POSITIVE_INFINITY;
  for (let item = next(); item !== DONE; item = next()) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (items.length === most) throw rt.error('ValueError', `too many values to unpack (expected ${count})`, source);
    items.push(item);
    rt.checkGrowth(items.length, source);
  }
  const least = star === -1 ? count : count - 1;
  if (items.length < least) {
    const wanted = star === -1 ? `expected ${count}` : `expected at least ${least}`;
    throw rt.error('ValueError', `not enough values to unpack (${wanted}, got ${items.length})`, source);
  }
  if (star === -1) return items;
  const after = count - star - 1;
  return [...items.slice(0, star), items.slice(star, items.length - after), ...items.slice(items.length - after)];
}

type Assign = Extract<Stmt, { kind: 'assign' }>;

export function lowerAssign(node: Assign, lowering: Lowering): Statement {
  const [target] = node.targets as [Expr];
  if (node.targets.length === 1) return run(assignOne(target, node.value, lowering));
  const shared = lowering.temporary();
  const value = lowerExpression(node.value, lowering, target.kind === 'name' ? target.id : null);
  // Targets share one list: the first one's input is what all of them hold.
  const isShared = node.value.kind !== 'number' && node.value.kind !== 'unary';
  const held = isShared ? initial(target, node.value, value, lowering) : value;
  return block([
    run(store(shared, held)),
    ...node.targets.map((each) =>
      run(bindTarget(each, isShared ? read(shared) : initial(each, node.value, read(shared), lowering), lowering)),
    ),
  ]);
}

export function assignOne(target: Expr, value: Expr, lowering: Lowering): Expression {
  const isPairwise =
    target.kind === 'tuple' &&
    value.kind === 'tuple' &&
    target.items.length === value.items.length &&
    [...target.items, ...value.items].every(({ kind }) => kind !== 'starred');
  if (isPairwise) {
    // Values first, then targets, without a tuple in between.
    const held = value.items.map(() => lowering.temporary());
    const values = value.items.map((item, k) => {
      const name = target.items[k]!;
      return store(held[k]!, lowerExpression(item, lowering, name.kind === 'name' ? name.id : null));
    });
    const targets = lowering.takingApart(() =>
      target.items.map((item, k) =>
        bindTarget(item, initial(item, value.items[k]!, read(held[k]!), lowering), lowering),
      ),
    );
    return sequence(...values, ...targets);
  }
  const lowered = lowerExpression(value, lowering, target.kind === 'name' ? target.id : null);
  return bindTarget(target, initial(target, value, lowered, lowering), lowering);
}

/** The value of a variable that may be an input. */
function initial(target: Expr, node: Expr, value: Expression, lowering: Lowering): Expression {
  const input = target.kind === 'name' ? inputOf(target, node, lowering) : null;
  return input ? { kind: 'initial', input, value } : value;
}

export function lowerAugmented(node: Extract<Stmt, { kind: 'augmented' }>, lowering: Lowering): Statement {
  const { target } = node;
  const name = target.kind === 'name' ? target.id : lowering.text(target);
  const value = lowerExpression(node.value, lowering);
  const source = lowering.source(node, target.kind === 'name' ? target.id : null);
  const apply = inPlace(node.op);
  const wrap = lowering.candidateWrapper(name);
  const combine = (old: Expression): Expression => wrap({ kind: 'binary', apply, left: old, right: value, source });
  if (target.kind === 'name') {
    const variable = lowering.lookup(target.id)!;
    lowering.noteChange(variable);
    const held = { kind: 'variable', variable, initialise: variable.kind !== 'param' } as const;
    return run({ kind: 'update', target: held, combine, yields: 'new', when: null, source });
  }
  if (target.kind !== 'attribute' && target.kind !== 'subscript')
    throw lowering.syntaxError(target, 'illegal expression for augmented assignment');
  noteRoot(target.object, lowering);
  const object = lowerExpression(target.object, lowering);
  const member: Target =
    target.kind === 'attribute'
      ? {
          kind: 'member',
          object,
          key: constant(mangled(target.name, lowering)),
          get: (rt, held, key, at) => getAttribute(rt, held, key as string, at),
          set: (rt, held, key, next, at) => setAttribute(rt, held, key as string, next, at),
        }
      : { kind: 'member', object, key: lowerExpression(target.index, lowering), get: getItem, set: setItem };
  return run({ kind: 'update', target: member, combine, yields: 'new', when: null, source });
}

export function lowerAnnotated(node: Extract<Stmt, { kind: 'annotated' }>, lowering: Lowering): Statement {
  return node.value ? run(assignOne(node.target, node.value, lowering)) : NOTHING;
}

export function lowerDelete(node: Extract<Stmt, { kind: 'delete' }>, lowering: Lowering): Statement {
  return block(node.targets.map((target) => run(deleted(target, lowering))));
}

function deleted(target: Expr, lowering: Lowering): Expression {
  const source = lowering.source(target);
  switch (target.kind) {
    case 'name': {
      const variable = lowering.lookup(target.id)!;
      lowering.noteChange(variable);
      return sequence(read(variable, source), unset(variable));
    }
    case 'attribute': {
      const name = mangled(target.name, lowering);
      noteRoot(target.object, lowering);
      return native(
        (rt, [object], at) => {
          deleteAttribute(rt, object, name, at);
          return null;
        },
        [lowerExpression(target.object, lowering)],
        source,
      );
    }
    case 'subscript':
      noteRoot(target.object, lowering);
      return native(
        (rt, [object, key], at) => {
          deleteItem(rt, object, key, at);
          return null;
        },
        [lowerExpression(target.object, lowering), lowerExpression(target.index, lowering)],
        source,
      );
    case 'tuple':
    case 'list':
      return sequence(...target.items.map((item) => deleted(item, lowering)));
    default:
      throw lowering.syntaxError(target, 'cannot delete expression');
  }
}
