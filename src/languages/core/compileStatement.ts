import { RegionKind } from '../../engine/regions';
import { catchable } from './catching';
import { type CompileContext, compileExpression, type Evaluate } from './compileExpression';
import { compileGeneratorBody } from './compileGenerator';
import { compileTry, placeOf } from './compileTry';
import { compilePromotions, compileScopeEntry } from './compileVariable';
import { Coroutine } from './coroutine';
import { type Cursor, DONE, type FunctionIr, type Statement } from './ir';
import type { Runtime } from './runtime';
import type { Variable } from './scopes';
import { Cell, FRAME, type Frame, UNINITIALISED, type Value } from './values';

/** How a statement ended. Where a jump goes and what is returned stand in the run. */
export type Completion = 0 | 1 | 2 | 3;
export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;

export type Execute = (frame: Frame) => Completion;

const nothing: Execute = () => NORMAL;

/** Turns a statement into a closure. */
export function compileStatement(statement: Statement, context: CompileContext): Execute {
  const { rt } = context;
  switch (statement.kind) {
    case 'nothing':
      return nothing;
    case 'expression': {
      const value = compileExpression(statement.value, context);
      return (frame) => {
        value(frame);
        return NORMAL;
      };
    }
    case 'block': {
      const enter = compileScopeEntry(statement.scope);
      const body = compileBody([...statement.hoisted, ...statement.body], context);
      if (enter === null) return body;
      return (frame) => {
        enter(frame);
        return body(frame);
      };
    }
    case 'if': {
      const { truthy } = statement.test;
      const test = compileExpression(statement.test.value, context);
      const yes = compileStatement(statement.yes, context);
      const no = statement.no ? compileStatement(statement.no, context) : nothing;
      return (frame) => (truthy(rt, test(frame)) ? yes(frame) : no(frame));
    }
    case 'loop':
      return compileLoop(statement, context);
    case 'each':
      return compileEach(statement, context);
    case 'switch':
      return compileSwitch(statement, context);
    case 'labelled': {
      const { label } = statement;
      const body = compileStatement(statement.body, context);
      return (frame) => {
        const completion = body(frame);
        return completion === BREAK && rt.jump === label ? NORMAL : completion;
      };
    }
    case 'break':
    case 'continue': {
      const { label } = statement;
      const completion = statement.kind === 'break' ? BREAK : CONTINUE;
      return () => {
        rt.jump = label;
        return completion;
      };
    }
    case 'return': {
      const value: Evaluate = statement.value ? compileExpression(statement.value, context) : () => undefined;
      return (frame) => {
        rt.returned = value(frame);
        return RETURN;
      };
    }
    case 'throw': {
      const { source } = statement;
      const value = compileExpression(statement.value, context);
      return (frame) => {
        throw rt.thrown(value(frame), source);
      };
    }
    case 'try':
      return compileTry(statement, context);
    case 'observed': {
      const { watch } = statement;
      const body = compileStatement(statement.body, context);
      const promote = compilePromotions(watch.mentioned, watch.source, context);
      return (frame) => {
        const demote = promote(frame);
        const completion = body(frame);
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
  }
}

function compileBody(statements: readonly Statement[], context: CompileContext): Execute {
  const body = statements
    .filter((statement) => statement.kind !== 'nothing')
    .map((statement) => compileStatement(statement, context));
  const [first, second, third] = body;
  switch (body.length) {
    case 0:
      return nothing;
    case 1:
      return first!;
    case 2:
      return (frame) => first!(frame) || second!(frame);
    case 3:
      return (frame) => first!(frame) || second!(frame) || third!(frame);
    default:
      return (frame) => {
        for (let k = 0; k < body.length; k++) {
          const completion = body[k]!(frame);
          if (completion !== NORMAL) return completion;
        }
        return NORMAL;
      };
  }
}

function compileLoop(statement: Statement & { kind: 'loop' }, context: CompileContext): Execute {
  const { rt } = context;
  const { source, labels, testAfter } = statement;
  const enter = compileScopeEntry(statement.fresh);
  const before = statement.before ? compileStatement(statement.before, context) : nothing;
  const test = statement.test ? compileExpression(statement.test.value, context) : null;
  const truthy = statement.test?.truthy ?? (() => true);
  const update = statement.update ? compileExpression(statement.update, context) : null;
  const body = compileStatement(statement.body, context);
  const copy = copyFresh(statement.fresh);
  return (frame) => {
    enter?.(frame);
    before(frame);
    const { tape } = rt;
    const outer = tape.enterRegion(RegionKind.loop, source);
    const loop = tape.currentRegion;
    let result: Completion = NORMAL;
    for (let iteration = 0; ; iteration++) {
      tape.enterIteration(loop, iteration);
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      if (test && !(testAfter && iteration === 0) && !truthy(rt, test(frame))) break;
      const completion = body(frame);
      if (completion !== NORMAL) {
        const mine = completion !== RETURN && labels.includes(rt.jump);
        if (!mine || completion === BREAK) {
          result = mine ? NORMAL : completion;
          break;
        }
      }
      copy?.(frame);
      if (update) update(frame);
    }
    tape.leaveRegion(outer);
    return result;
  };
}

/** Gives the next iteration its own copy of the loop's variables; null where no function holds on to them. */
export function copyFresh(fresh: readonly Variable[]): ((frame: Frame) => void) | null {
  const copied = fresh.filter(({ captured }) => captured).map(({ slot }) => slot);
  if (copied.length === 0) return null;
  return (frame) => {
    for (const slot of copied) frame[slot] = new Cell((frame[slot] as Cell).value);
  };
}

function compileEach(statement: Statement & { kind: 'each' }, context: CompileContext): Execute {
  const { rt } = context;
  const { source, labels, iterate } = statement;
  const enter = compileScopeEntry(statement.fresh);
  const iterable = compileExpression(statement.iterable, context);
  const bind = compileStatement(statement.bind, context);
  const body = compileStatement(statement.body, context);
  const { slot } = statement.element;
  const turn = (frame: Frame, element: Value): Completion => {
    enter?.(frame);
    frame[slot] = element;
    bind(frame);
    return body(frame);
  };
  return (frame) => {
    enter?.(frame);
    const next = iterate(rt, iterable(frame), source);
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
      const completion = close ? closing(rt, close, () => turn(frame, element)) : turn(frame, element);
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

/** Ends an iteration that a jump leaves: closing may run code of the user's, after which the jump goes on. */
export function closeKeeping(rt: Runtime, close: () => void): void {
  const { jump, returned } = rt;
  close();
  rt.jump = jump;
  rt.returned = returned;
}

/** Runs a turn of an iteration that is to be closed when the turn throws. What closing throws then is of no interest. */
export function closing<T>(rt: Runtime, close: NonNullable<Cursor['close']>, turn: () => T): T {
  try {
    return turn();
  } catch (error) {
    if (catchable(rt, error) !== null) {
      const restore = placeOf(rt);
      try {
        close();
      } catch (second) {
        if (catchable(rt, second) === null) throw second;
        restore();
      }
    }
    throw error;
  }
}

function compileSwitch(statement: Statement & { kind: 'switch' }, context: CompileContext): Execute {
  const { rt } = context;
  const { label, equals } = statement;
  const enter = compileScopeEntry(statement.scope);
  const value = compileExpression(statement.value, context);
  const hoisted = compileBody(statement.hoisted, context);
  const cases = statement.cases.map(({ test, body }) => ({
    test: test ? compileExpression(test, context) : null,
    body: compileBody(body, context),
  }));
  const fallback = cases.findIndex(({ test }) => test === null);
  return (frame) => {
    const subject = value(frame);
    enter?.(frame);
    hoisted(frame);
    let start = cases.findIndex(({ test }) => test !== null && equals(rt, subject, test(frame)));
    if (start === -1) start = fallback;
    if (start === -1) return NORMAL;
    for (let k = start; k < cases.length; k++) {
      const completion = cases[k]!.body(frame);
      if (completion === NORMAL) continue;
      return completion === BREAK && rt.jump === label ? NORMAL : completion;
    }
    return NORMAL;
  };
}

/** Variables that a function gives their place when it is called. */
const FUNCTION_WIDE: ReadonlySet<string> = new Set(['param', 'var', 'temp']);

/** The run of a function's body in its frame: parameters first, then statements up to a return. */
export function compileFunctionBody(ir: FunctionIr, outer: CompileContext): Evaluate {
  const context: CompileContext = { ...outer, scope: ir.scope };
  const { rt } = context;
  const { simple, ownName, arrange } = ir;
  const cells = ir.scope.variables
    .filter((variable) => variable.captured && (FUNCTION_WIDE.has(variable.kind) || variable === ownName))
    .map(({ slot, kind, early }) => ({ slot, unset: kind === 'param' && early }));
  const unset = ir.scope.variables
    .filter(({ captured, kind, early }) => kind === 'param' && early && !captured)
    .map(({ slot }) => slot);
  const bind = compileBody(ir.bind, context);
  const finish = ir.generator ? compileSuspended(ir, context) : compileFinish(ir, context);
  return (frame) => {
    for (const cell of cells) frame[cell.slot] = new Cell(cell.unset ? UNINITIALISED : undefined);
    for (const slot of unset) frame[slot] = UNINITIALISED;
    if (ownName) {
      if (ownName.captured) (frame[ownName.slot] as Cell).value = frame[FRAME.callee];
      else frame[ownName.slot] = frame[FRAME.callee];
    }
    if (simple && !rt.bindsInspected) {
      const given = frame[FRAME.arguments] as Value[];
      const args = arrange ? arrange(rt, frame[FRAME.callee], given) : given;
      for (let k = 0; k < simple.length; k++) {
        const parameter = simple[k]!;
        const value = args[k];
        if (parameter.captured) (frame[parameter.slot] as Cell).value = value;
        else frame[parameter.slot] = value;
      }
    } else bind(frame);
    return finish(frame);
  };
}

/** A generator's call only makes the generator: its body waits to be resumed. */
function compileSuspended(ir: FunctionIr, context: CompileContext): Evaluate {
  const { rt } = context;
  const body = compileGeneratorBody(ir.body, ir.result, context);
  return (frame) => rt.model.generator(new Coroutine(rt, () => body(frame), ir.source), frame[FRAME.callee]);
}

function compileFinish(ir: FunctionIr, context: CompileContext): Evaluate {
  const { rt } = context;
  const body = compileStatement(ir.body, context);
  const result = ir.result ? compileExpression(ir.result, context) : null;
  if (result && ir.body.kind === 'nothing') return result;
  return (frame) => {
    if (body(frame) !== RETURN) return result ? result(frame) : undefined;
    const { returned } = rt;
    rt.returned = undefined;
    return returned;
  };
}
