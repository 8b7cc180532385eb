import { catchable } from './catching';
import type { CompileContext } from './compileExpression';
import { type Completion, compileStatement, type Execute, NORMAL } from './compileStatement';
import { compileScopeEntry } from './compileVariable';
import type { Statement } from './ir';
import type { Runtime } from './runtime';
import { Cell, type Frame, type Value } from './values';

type Try = Statement & { readonly kind: 'try' };

/** Where the run was when a protected block began: calls and regions are put in order again when it throws. */
export function placeOf(rt: Runtime): () => void {
  const { depth } = rt;
  const region = rt.tape.currentRegion;
  return () => {
    rt.depth = depth;
    rt.tape.currentRegion = region;
  };
}

/** Prepares a handler's frame: its variables, and what was caught. */
export function compileCatchEntry(handler: NonNullable<Try['handler']>): (frame: Frame, value: Value) => void {
  const enter = compileScopeEntry(handler.scope);
  const { caught } = handler;
  return (frame, value) => {
    enter?.(frame);
    frame[caught.slot] = caught.captured ? new Cell(value) : value;
  };
}

/** `try`, `catch` and `finally`. Budgets and refusals pass through: they end the run. */
export function compileTry(statement: Try, context: CompileContext): Execute {
  const { rt } = context;
  const body = compileStatement(statement.body, context);
  const handle = statement.handler ? compileHandler(statement.handler, context) : null;
  const finalizer = statement.finalizer ? compileStatement(statement.finalizer, context) : null;
  const attempt = (frame: Frame): Completion => {
    if (handle === null) return body(frame);
    const restore = placeOf(rt);
    try {
      return body(frame);
    } catch (error) {
      const caught = catchable(rt, error);
      if (caught === null) throw error;
      restore();
      return handle(frame, caught.value);
    }
  };
  if (finalizer === null) return attempt;
  return (frame) => {
    const restore = placeOf(rt);
    let completion: Completion = NORMAL;
    let pending: unknown = null;
    try {
      completion = attempt(frame);
    } catch (error) {
      if (catchable(rt, error) === null) throw error;
      restore();
      pending = error;
    }
    const { jump, returned } = rt;
    const last = finalizer(frame);
    if (last !== NORMAL) return last;
    if (pending !== null) throw pending;
    rt.jump = jump;
    rt.returned = returned;
    return completion;
  };
}

function compileHandler(
  handler: NonNullable<Try['handler']>,
  context: CompileContext,
): (frame: Frame, value: Value) => Completion {
  const enter = compileCatchEntry(handler);
  const bind = compileStatement(handler.bind, context);
  const body = compileStatement(handler.body, context);
  return (frame, value) => {
    enter(frame, value);
    bind(frame);
    return body(frame);
  };
}
