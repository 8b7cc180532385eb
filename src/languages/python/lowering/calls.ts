import type { SourceId } from '../../../engine/sources';
import type { Expression, Item } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { callMethod } from '../operators/attributes';
import type { Argument, Expr } from '../parsing/ast';
import { ClassObject } from '../values/classes';
import { Dict } from '../values/dict';
import { Keywords, SuperObject } from '../values/objects';
import { classOf, typeName } from '../values/types';
import { lowerExpression, mangled } from './expressions';
import { native, read, spread } from './helpers';
import type { Lowering } from './lowering';

type Call = Extract<Expr, { kind: 'call' }>;

export function lowerCall(node: Call, lowering: Lowering, name: string | null): Expression {
  const { callee } = node;
  const source = lowering.source(node, name);
  const isSuper =
    callee.kind === 'name' &&
    callee.id === 'super' &&
    node.args.length === 0 &&
    !lowering.scope.lookup('super', lowering.fn);
  if (isSuper) return lowerSuper(node, lowering);
  if (callee.kind === 'attribute') {
    const method = mangled(callee.name, lowering);
    const object = lowerExpression(callee.object, lowering);
    const items = lowerArguments(node.args, lowering);
    return native((rt, operands, at) => callMethod(rt, method, operands, at), [object, ...items], source);
  }
  return {
    kind: 'call',
    callee: lowerExpression(callee, lowering),
    items: lowerArguments(node.args, lowering),
    source,
    optional: false,
    calleeText: lowering.text(callee),
  };
}

/** The arguments of a call: those by position, then one value that holds those by name. */
export function lowerArguments(args: readonly Argument[], lowering: Lowering): Item[] {
  const items: Item[] = [];
  const named: (string | null)[] = [];
  const values: Expression[] = [];
  for (const arg of args) {
    const value = lowerExpression(arg.value, lowering);
    if (arg.kind === 'positional') items.push(value);
    else if (arg.kind === 'star') items.push(starred(value, lowering.source(arg)));
    else {
      named.push(arg.name);
      values.push(value);
    }
  }
  if (named.length > 0) {
    const [first] = args;
    const isPlain = named.every((name) => name !== null);
    const source = lowering.source({ start: first!.start, end: args.at(-1)!.end });
    items.push(
      native(
        isPlain
          ? (_rt, operands) => new Keywords(named as string[], operands)
          : (rt, operands, at) => keywordsOf(rt, named, operands, at),
        values,
        source,
      ),
    );
  }
  return items;
}

function starred(value: Expression, source: SourceId): Item {
  return spread(value, source);
}

/** Names and values, with those of `**mapping` among them. */
function keywordsOf(
  rt: Runtime,
  named: readonly (string | null)[],
  operands: readonly Value[],
  source: SourceId,
): Value {
  const names: string[] = [];
  const values: Value[] = [];
  const add = (name: string, value: Value) => {
    if (names.includes(name))
      throw rt.error('TypeError', `function got multiple values for keyword argument '${name}'`, source);
    names.push(name);
    values.push(value);
  };
  named.forEach((name, k) => {
    const value = operands[k];
    if (name !== null) {
      add(name, value);
      return;
    }
    if (!(value instanceof Dict)) {
      throw rt.error('TypeError', `argument after ** must be a mapping, not ${typeName(value)}`, source);
    }
    for (const { key, value: held } of value.entries.values()) {
      if (typeof key !== 'string') throw rt.error('TypeError', 'keywords must be strings', source);
      add(key, held);
    }
  });
  return names.length === 0 ? NO_KEYWORDS : new Keywords(names, values);
}

const NO_KEYWORDS = new Keywords([], []);

/** `super()` in a method: the class around and the first argument. */
function lowerSuper(node: Call, lowering: Lowering): Expression {
  const cls = lowering.cls ? lowering.scope.lookup('%class', lowering.fn) : undefined;
  const self = lowering.firstParameter && lowering.scope.lookup(lowering.firstParameter.name, lowering.fn);
  const source = lowering.source(node);
  if (!cls || !self) {
    return native(
      (rt, _operands, at) => {
        throw rt.error('RuntimeError', 'super(): no arguments', at);
      },
      [],
      source,
    );
  }
  return native(
    (rt, [from, object], at) => makeSuper(rt, from, object, at),
    [read(cls, source), read(self, source)],
    source,
  );
}

export function makeSuper(rt: Runtime, from: Value, object: Value, source: SourceId): Value {
  if (!(from instanceof ClassObject)) throw rt.error('TypeError', 'super() argument 1 must be a type', source);
  const start = object instanceof ClassObject ? object : classOf(object);
  if (!start.inherits(from)) {
    throw rt.error('TypeError', 'super(type, obj): obj must be an instance or subtype of type', source);
  }
  return new SuperObject(from, object, start);
}
