import type { SourceId } from '../../../engine/sources';
import type { Expression, Statement } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Variable } from '../../core/scopes';
import type { Value } from '../../core/values';
import { callValue } from '../operators/call';
import type { Handler, Stmt } from '../parsing/ast';
import { ClassObject } from '../values/classes';
import { baseException } from '../values/exceptions';
import { ExceptionObject, Tuple } from '../values/objects';
import { bindTarget } from './assignments';
import { lowerExpression } from './expressions';
import { block, native, read, run, sequence, store, unset } from './helpers';
import type { Lowering } from './lowering';
import { lowerBody } from './statements';

type Raise = Extract<Stmt, { kind: 'raise' }>;
type Try = Extract<Stmt, { kind: 'try' }>;

/** Exceptions that are being handled, innermost last: what a bare `raise` raises again. */
const handled = new WeakMap<object, ExceptionObject[]>();

function handledBy(rt: Runtime): ExceptionObject[] {
  // Each run has a log of inputs of its own.
  let stack = handled.get(rt.inputs);
  if (stack === undefined) {
    stack = [];
    handled.set(rt.inputs, stack);
  }
  return stack;
}

export function lowerRaise(node: Raise, lowering: Lowering): Statement {
  const source = lowering.source(node);
  if (node.exception === null) return run(native(reraise, [], source));
  const operands = [lowerExpression(node.exception, lowering)];
  if (node.cause) operands.push(lowerExpression(node.cause, lowering));
  return run(native(raise, operands, source));
}

function reraise(rt: Runtime, _operands: Value[], source: SourceId): never {
  const current = handledBy(rt).at(-1);
  if (current === undefined) throw rt.error('RuntimeError', 'No active exception to reraise', source);
  throw rt.thrown(current, source);
}

function raise(rt: Runtime, operands: Value[], source: SourceId): never {
  const exception = made(rt, operands[0], source);
  if (exception === null) throw rt.error('TypeError', 'exceptions must derive from BaseException', source);
  const current = handledBy(rt).at(-1);
  if (current && current !== exception && exception.context === null) exception.context = current;
  if (operands.length > 1) {
    const cause = operands[1] === null ? null : made(rt, operands[1], source);
    if (cause === null && operands[1] !== null) {
      throw rt.error('TypeError', 'exception causes must derive from BaseException', source);
    }
    exception.cause = cause;
    exception.suppressContext = true;
  }
  exception.place = null;
  throw rt.thrown(exception, source);
}

function made(rt: Runtime, value: Value, source: SourceId): ExceptionObject | null {
  const exception =
    value instanceof ClassObject && value.inherits(baseException) ? callValue(rt, value, [], source) : value;
  return exception instanceof ExceptionObject ? exception : null;
}

/** Whether an `except` clause with these types catches an exception. */
export function catches(rt: Runtime, exception: Value, types: Value, source: SourceId): boolean {
  if (types instanceof Tuple) return types.items.some((type) => catches(rt, exception, type, source));
  if (!(types instanceof ClassObject) || !types.inherits(baseException)) {
    throw rt.error('TypeError', 'catching classes that do not inherit from BaseException is not allowed', source);
  }
  return exception instanceof ExceptionObject && exception.cls.inherits(types);
}

export function lowerTry(node: Try, lowering: Lowering): Statement {
  const body = lowerBody(node.body, lowering);
  const finalizer = node.finalizer.length > 0 ? lowerBody(node.finalizer, lowering) : null;
  if (node.handlers.length === 0) return { kind: 'try', body, handler: null, finalizer };
  const caught = lowering.temporary();
  const wentWell = node.otherwise.length > 0 ? lowering.temporary() : null;
  const mark = (flag: Variable | null, value: boolean): Statement[] =>
    flag ? [run(store(flag, { kind: 'constant', value }))] : [];
  const protectedBody = block([...mark(wentWell, false), body, ...mark(wentWell, true)]);
  const guarded: Statement = {
    kind: 'try',
    body: protectedBody,
    handler: { caught, scope: [], bind: { kind: 'nothing' }, body: lowerHandlers(node.handlers, caught, lowering) },
    finalizer: null,
  };
  const whole =
    wentWell === null
      ? guarded
      : block([
          guarded,
          {
            kind: 'if',
            test: { value: read(wentWell), truthy: (_rt, value) => value === true },
            yes: lowerBody(node.otherwise, lowering),
            no: null,
          },
        ]);
  return finalizer === null ? whole : { kind: 'try', body: whole, handler: null, finalizer };
}

function lowerHandlers(handlers: readonly Handler[], caught: Variable, lowering: Lowering): Statement {
  const [first, ...others] = handlers;
  if (first === undefined) return run(native((rt, [value], at) => passOn(rt, value, at), [read(caught)], 0));
  const source = lowering.source(first.type ?? first);
  const body = lowerHandler(first, caught, lowering);
  if (first.type === null) return body;
  const test: Expression = native(
    (rt, [exception, types], at) => catches(rt, exception, types, at),
    [read(caught), lowerExpression(first.type, lowering)],
    source,
  );
  return {
    kind: 'if',
    test: { value: test, truthy: (_rt, value) => value === true },
    yes: body,
    no: lowerHandlers(others, caught, lowering),
  };
}

/** What no clause catches goes on as it was thrown. */
export function passOn(rt: Runtime, value: Value, source: SourceId): never {
  throw rt.thrown(value, source);
}

/** A clause's body: the exception is the one that is handled, and its name is gone afterwards. */
function lowerHandler(handler: Handler, caught: Variable, lowering: Lowering): Statement {
  const enter = native(
    (rt, [exception]) => {
      handledBy(rt).push(exception as ExceptionObject);
      return null;
    },
    [read(caught)],
    0,
  );
  const leave = native(
    (rt) => {
      handledBy(rt).pop();
      return null;
    },
    [],
    0,
  );
  const bind: Expression[] = [];
  const unbind: Expression[] = [];
  if (handler.name !== null) {
    const target = {
      kind: 'name' as const,
      id: handler.name,
      start: handler.nameStart,
      end: handler.nameStart + handler.name.length,
    };
    bind.push(bindTarget(target, read(caught), lowering));
    unbind.push(unset(lowering.lookup(handler.name)!));
  }
  return {
    kind: 'try',
    body: block([run(sequence(enter, ...bind)), lowerBody(handler.body, lowering)]),
    handler: null,
    finalizer: run(sequence(leave, ...unbind)),
  };
}
