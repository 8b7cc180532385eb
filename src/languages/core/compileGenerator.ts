import { RegionKind } from '../../engine/regions';
import { catchable } from './catching';
import type { CompileContext } from './compileExpression';
import {
  BREAK,
  CONTINUE,
  type Completion,
  closeKeeping,
  closing,
  compileStatement,
  copyFresh,
  NORMAL,
  RETURN,
} from './compileStatement';
import { compileCatchEntry, placeOf } from './compileTry';
import { compilePromotions, compileScopeEntry } from './compileVariable';
import { compileYielding } from './compileYielding';
import { ReturnRequest, type Suspendable } from './coroutine';
import { type Cursor, DONE, type Expression, type Statement } from './ir';
import type { Runtime } from './runtime';
import type { Frame, Value } from './values';
import { yields } from './yields';

type Execute = (frame: Frame) => Suspendable<Completion>;
type Kind<K extends Statement['kind']> = Statement & { readonly kind: K };

/**
 * Statements of a generator, as bodies that can stop at a `yield` and go on. Whatever holds no `yield` runs as it does in
 * any function.
 */
export function compileSuspendable(statement: Statement, context: CompileContext): Execute {
  if (!yields(statement)) {
    const run = compileStatement(statement, context);
    // biome-ignore lint/correctness/useYield: a step that never stops
    return function* (frame) {
      return run(frame);
    };
  }
  const { rt } = context;
  switch (statement.kind) {
    case 'expression': {
      const value = compileYielding(statement.value, context);
      return function* (frame) {
        yield* value(frame);
        return NORMAL;
      };
    }
    case 'block': {
      const enter = compileScopeEntry(statement.scope);
      const body = compileList([...statement.hoisted, ...statement.body], context);
      return function* (frame) {
        enter?.(frame);
        return yield* body(frame);
      };
    }
    case 'if': {
      const test = compileYielding(statement.test.value, context);
      const { truthy } = statement.test;
      const yes = compileSuspendable(statement.yes, context);
      const no = statement.no ? compileSuspendable(statement.no, context) : null;
      return function* (frame) {
        if (truthy(rt, yield* test(frame))) return yield* yes(frame);
        return no === null ? NORMAL : yield* no(frame);
      };
    }
    case 'loop':
      return compileLoop(statement, context);
    case 'each':
      return compileEach(statement, context);
    case 'switch':
      return compileSwitch(statement, context);
    case 'try':
      return compileTry(statement, context);
    case 'labelled': {
      const { label } = statement;
      const body = compileSuspendable(statement.body, context);
      return function* (frame) {
        const completion = yield* body(frame);
        return completion === BREAK && rt.jump === label ? NORMAL : completion;
      };
    }
    case 'return': {
      const value = compileYielding(statement.value!, context);
      return function* (frame) {
        rt.returned = yield* value(frame);
        return RETURN;
      };
    }
    case 'throw': {
      const value = compileYielding(statement.value, context);
      const { source } = statement;
      return function* (frame) {
        throw rt.thrown(yield* value(frame), source);
      };
    }
    case 'observed': {
      const { watch } = statement;
      const body = compileSuspendable(statement.body, context);
      const promote = compilePromotions(watch.mentioned, watch.source, context);
      return function* (frame) {
        const demote = promote(frame);
        const completion = yield* body(frame);
        const { candidate } = watch;
        if (candidate) {
          const { returned } = rt;
          rt.observe(watch, candidate.value, candidate.name, frame);
          rt.returned = returned;
        }
        demote();
        return completion;
      };
    }
    case 'break':
    case 'continue':
    case 'nothing':
      throw new TypeError('internal: this statement cannot yield');
  }
}

/** A generator's body, from its first statement to what it returns. */
export function compileGeneratorBody(
  body: Statement,
  result: Expression | null,
  context: CompileContext,
): (frame: Frame) => Suspendable<Value> {
  const { rt } = context;
  const run = compileSuspendable(body, context);
  const value = result ? compileYielding(result, context) : null;
  return function* (frame) {
    const completion = yield* run(frame);
    if (completion !== RETURN) return value ? yield* value(frame) : undefined;
    const { returned } = rt;
    rt.returned = undefined;
    return returned;
  };
}

function compileList(statements: readonly Statement[], context: CompileContext): Execute {
  const steps = statements.map((statement) =>
    yields(statement)
      ? { run: null, suspend: compileSuspendable(statement, context) }
      : { run: compileStatement(statement, context), suspend: null },
  );
  return function* (frame) {
    for (const { run, suspend } of steps) {
      const completion: Completion = run ? run(frame) : yield* suspend!(frame);
      if (completion !== NORMAL) return completion;
    }
    return NORMAL;
  };
}

function compileLoop(statement: Kind<'loop'>, context: CompileContext): Execute {
  const { rt } = context;
  const { source, labels, testAfter } = statement;
  const enter = compileScopeEntry(statement.fresh);
  const before = statement.before ? compileSuspendable(statement.before, context) : null;
  const test = statement.test ? compileYielding(statement.test.value, context) : null;
  const truthy = statement.test?.truthy ?? (() => true);
  const update = statement.update ? compileYielding(statement.update, context) : null;
  const body = compileSuspendable(statement.body, context);
  const copy = copyFresh(statement.fresh);
  return function* (frame) {
    enter?.(frame);
    if (before) yield* before(frame);
    const { tape } = rt;
    const outer = tape.enterRegion(RegionKind.loop, source);
    const loop = tape.currentRegion;
    let result: Completion = NORMAL;
    for (let iteration = 0; ; iteration++) {
      tape.enterIteration(loop, iteration);
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      if (test && !(testAfter && iteration === 0) && !truthy(rt, yield* test(frame))) break;
      const completion = yield* body(frame);
      if (completion !== NORMAL) {
        const mine = completion !== RETURN && labels.includes(rt.jump);
        if (!mine || completion === BREAK) {
          result = mine ? NORMAL : completion;
          break;
        }
      }
      copy?.(frame);
      if (update) yield* update(frame);
    }
    tape.leaveRegion(outer);
    return result;
  };
}

function compileEach(statement: Kind<'each'>, context: CompileContext): Execute {
  const { rt } = context;
  const { source, labels, iterate } = statement;
  const enter = compileScopeEntry(statement.fresh);
  const iterable = compileYielding(statement.iterable, context);
  const bind = compileSuspendable(statement.bind, context);
  const body = compileSuspendable(statement.body, context);
  const { slot } = statement.element;
  const turn = function* (frame: Frame, element: Value): Suspendable<Completion> {
    enter?.(frame);
    frame[slot] = element;
    yield* bind(frame);
    return yield* body(frame);
  };
  return function* (frame) {
    enter?.(frame);
    const next = iterate(rt, yield* iterable(frame), source);
    const { close } = next;
    const { tape } = rt;
    const outer = tape.enterRegion(RegionKind.loop, source);
    const loop = tape.currentRegion;
    let result: Completion = NORMAL;
    for (let iteration = 0; ; iteration++) {
      tape.enterIteration(loop, iteration);
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      const element = next();
      if (element === DONE) break;
      const completion = yield* closingSuspended(rt, close, turn(frame, element));
      if (completion === NORMAL) continue;
      const mine = completion !== RETURN && labels.includes(rt.jump);
      if (mine && completion === CONTINUE) continue;
      result = mine ? NORMAL : completion;
      if (close) closeKeeping(rt, close);
      break;
    }
    tape.leaveRegion(outer);
    return result;
  };
}

/** A turn of an iteration that is closed when the turn throws or the generator is ended from outside. */
function* closingSuspended(
  rt: Runtime,
  close: Cursor['close'],
  turn: Suspendable<Completion>,
): Suspendable<Completion> {
  try {
    return yield* turn;
  } catch (error) {
    if (!close) throw error;
    if (error instanceof ReturnRequest) closeKeeping(rt, close);
    else
      closing(rt, close, () => {
        throw error;
      });
    throw error;
  }
}

function compileSwitch(statement: Kind<'switch'>, context: CompileContext): Execute {
  const { rt } = context;
  const { label, equals } = statement;
  const enter = compileScopeEntry(statement.scope);
  const value = compileYielding(statement.value, context);
  const hoisted = compileList(statement.hoisted, context);
  const cases = statement.cases.map(({ test, body }) => ({
    test: test ? compileYielding(test, context) : null,
    body: compileList(body, context),
  }));
  const fallback = cases.findIndex(({ test }) => test === null);
  return function* (frame) {
    const subject = yield* value(frame);
    enter?.(frame);
    yield* hoisted(frame);
    let start = -1;
    for (let k = 0; k < cases.length && start === -1; k++) {
      const { test } = cases[k]!;
      if (test !== null && equals(rt, subject, yield* test(frame))) start = k;
    }
    if (start === -1) start = fallback;
    if (start === -1) return NORMAL;
    for (let k = start; k < cases.length; k++) {
      const completion = yield* cases[k]!.body(frame);
      if (completion === NORMAL) continue;
      return completion === BREAK && rt.jump === label ? NORMAL : completion;
    }
    return NORMAL;
  };
}

/** As in any function, and `finally` also runs when the generator is ended from outside. */
function compileTry(statement: Kind<'try'>, context: CompileContext): Execute {
  const { rt } = context;
  const body = compileSuspendable(statement.body, context);
  const { handler } = statement;
  const enter = handler && compileCatchEntry(handler);
  const bind = handler && compileSuspendable(handler.bind, context);
  const handlerBody = handler && compileSuspendable(handler.body, context);
  const finalizer = statement.finalizer ? compileSuspendable(statement.finalizer, context) : null;
  const attempt: Execute = function* (frame) {
    if (!enter || !bind || !handlerBody) return yield* body(frame);
    const restore = placeOf(rt);
    try {
      return yield* body(frame);
    } catch (error) {
      const caught = catchable(rt, error);
      if (caught === null) throw error;
      restore();
      enter(frame, caught.value);
    }
    yield* bind(frame);
    return yield* handlerBody(frame);
  };
  if (finalizer === null) return attempt;
  return function* (frame) {
    const restore = placeOf(rt);
    let completion: Completion = NORMAL;
    let pending: unknown = null;
    try {
      completion = yield* attempt(frame);
    } catch (error) {
      if (!(error instanceof ReturnRequest) && catchable(rt, error) === null) throw error;
      restore();
      pending = error;
    }
    const { jump, returned } = rt;
    const last = yield* finalizer(frame);
    if (last !== NORMAL) return last;
    if (pending !== null) throw pending;
    rt.jump = jump;
    rt.returned = returned;
    return completion;
  };
}
