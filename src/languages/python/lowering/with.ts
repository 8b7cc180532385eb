import type { SourceId } from '../../../engine/sources';
import type { Expression, Statement } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { findAttribute } from '../operators/attributes';
import { callValue } from '../operators/call';
import { truthy } from '../operators/truth';
import type { Stmt, WithItem } from '../parsing/ast';
import { InertObject } from '../values/objects';
import { classOf, typeName } from '../values/types';
import { bindTarget } from './assignments';
import { passOn } from './exceptions';
import { lowerExpression } from './expressions';
import { block, constant, native, read, run, store } from './helpers';
import type { Lowering } from './lowering';
import { lowerBody } from './statements';

type With = Extract<Stmt, { kind: 'with' }>;

export function lowerWith(node: With, lowering: Lowering): Statement {
  if (node.isAsync)
    return lowering.refuseStatement(node, 'async code is not supported; write `with` instead of `async with`');
  return lowerItem(node.items, 0, node, lowering);
}

/**
 * One manager around what is inside: its `__exit__` is told of what was thrown, and may swallow it; it runs, too, when the
 * body ends in any other way.
 */
function lowerItem(items: readonly WithItem[], k: number, node: With, lowering: Lowering): Statement {
  const item = items[k];
  if (item === undefined) return lowerBody(node.body, lowering);
  const source = lowering.source(item.context);
  const manager = lowering.temporary();
  const calm = lowering.temporary();
  const caught = lowering.temporary();
  const entered = native(
    (rt, [value], at) => enter(rt, value, at),
    [store(manager, lowerExpression(item.context, lowering))],
    source,
  );
  const bind = item.target ? bindTarget(item.target, entered, lowering) : entered;
  const isCalm = (value: Value) => value === true;
  const failed: Expression = native(
    (rt, [held, exception], at) => {
      if (!truthy(rt, exit(rt, held, exception, at))) passOn(rt, exception, at);
      return null;
    },
    [read(manager), read(caught)],
    source,
  );
  const inner: Statement = {
    kind: 'try',
    body: lowerItem(items, k + 1, node, lowering),
    handler: {
      caught,
      scope: [],
      bind: run(store(calm, constant(false))),
      body: run(failed),
    },
    finalizer: null,
  };
  const leave = native((rt, [held], at) => exit(rt, held, null, at), [read(manager)], source);
  return block([
    run(store(calm, constant(true))),
    run(bind),
    {
      kind: 'try',
      body: inner,
      handler: null,
      finalizer: {
        kind: 'if',
        test: { value: read(calm), truthy: (_rt, value) => isCalm(value) },
        yes: run(leave),
        no: null,
      },
    },
  ]);
}

/** What managers that are not written in Python do. */
export interface NativeManager {
  readonly enter: (rt: Runtime, source: SourceId) => Value;
  readonly exit: (rt: Runtime, exception: Value, source: SourceId) => Value;
}

function isNative(value: Value): value is NativeManager {
  return (
    typeof value === 'object' &&
    value !== null &&
    'enter' in value &&
    'exit' in value &&
    typeof value.enter === 'function'
  );
}

function enter(rt: Runtime, manager: Value, source: SourceId): Value {
  if (isNative(manager)) return manager.enter(rt, source);
  if (manager instanceof InertObject) return manager;
  const method = findAttribute(rt, manager, '__enter__', source);
  if (method === undefined || findAttribute(rt, manager, '__exit__', source) === undefined) {
    throw rt.error('TypeError', `'${typeName(manager)}' object does not support the context manager protocol`, source);
  }
  return callValue(rt, method, [], source);
}

function exit(rt: Runtime, manager: Value, exception: Value, source: SourceId): Value {
  if (isNative(manager)) return manager.exit(rt, exception, source);
  if (manager instanceof InertObject) return null;
  const method = findAttribute(rt, manager, '__exit__', source);
  const type = exception === null ? null : classOf(exception);
  return callValue(rt, method, [type, exception, null], source);
}
