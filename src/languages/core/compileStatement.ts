import { RegionKind } from '../../engine/regions';
import { type CompileContext, compileExpression, type Evaluate } from './compileExpression';
import { compilePromotions } from './compileVariable';
import { Thrown } from './failure';
import { DONE, type FunctionIr, type Statement } from './ir';
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
      const { source, describe } = statement;
      const value = compileExpression(statement.value, context);
      return (frame) => {
        const thrown = value(frame);
        const { type, message } = describe(rt, thrown);
        throw new Thrown(thrown, source, type, message);
      };
    }
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

/** Gives the block's variables their place: a fresh cell where a function captures them. Null when nothing is to do. */
export function compileScopeEntry(variables: readonly Variable[]): ((frame: Frame) => void) | null {
  const captured = variables.filter((variable) => variable.captured && !variable.cell).map(({ slot }) => slot);
  const checked = variables
    .filter((variable) => variable.early && !variable.captured && !variable.cell)
    .map(({ slot }) => slot);
  if (captured.length === 0 && checked.length === 0) return null;
  return (frame) => {
    for (const slot of captured) frame[slot] = new Cell(UNINITIALISED);
    for (const slot of checked) frame[slot] = UNINITIALISED;
  };
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
  const copied = statement.fresh.filter((variable) => variable.captured).map(({ slot }) => slot);
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
      for (const slot of copied) frame[slot] = new Cell((frame[slot] as Cell).value);
      if (update) update(frame);
    }
    tape.leaveRegion(outer);
    return result;
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
  return (frame) => {
    enter?.(frame);
    const next = iterate(rt, iterable(frame), source);
    const { tape } = rt;
    const outer = tape.enterRegion(RegionKind.loop, source);
    const loop = tape.currentRegion;
    let result: Completion = NORMAL;
    for (let iteration = 0; ; iteration++) {
      tape.enterIteration(loop, iteration);
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      const element = next();
      if (element === DONE) break;
      enter?.(frame);
      frame[slot] = element;
      bind(frame);
      const completion = body(frame);
      if (completion === NORMAL) continue;
      const mine = completion !== RETURN && labels.includes(rt.jump);
      if (mine && completion === CONTINUE) continue;
      result = mine ? NORMAL : completion;
      break;
    }
    tape.leaveRegion(outer);
    return result;
  };
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

/** The run of a function's body in its frame: parameters first, then statements up to a return. */
export function compileFunctionBody(ir: FunctionIr, outer: CompileContext): Evaluate {
  const context: CompileContext = { ...outer, scope: ir.scope };
  const { rt } = context;
  const cells = ir.scope.variables
    .filter(
      (variable) =>
        variable.captured && (variable.kind === 'param' || variable.kind === 'var' || variable.kind === 'temp'),
    )
    .map(({ slot }) => slot);
  const { simple, ownName } = ir;
  const bind = compileBody(ir.bind, context);
  const body = compileStatement(ir.body, context);
  const result = ir.result ? compileExpression(ir.result, context) : null;
  const finish = (frame: Frame) => {
    if (result) return result(frame);
    if (body(frame) !== RETURN) return undefined;
    const { returned } = rt;
    rt.returned = undefined;
    return returned;
  };
  return (frame) => {
    for (const slot of cells) frame[slot] = new Cell(undefined);
    if (ownName) {
      if (ownName.captured) (frame[ownName.slot] as Cell).value = frame[FRAME.callee];
      else frame[ownName.slot] = frame[FRAME.callee];
    }
    if (simple && !rt.bindsInspected) {
      const args = frame[FRAME.arguments] as Value[];
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
