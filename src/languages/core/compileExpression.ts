import type { SourceId } from '../../engine/sources';
import { compileStatement } from './compileStatement';
import { compileHold, compilePromotions, compileRead, compileScopeEntry, compileStore } from './compileVariable';
import { Builtin, Closure, ClosureCode } from './functions';
import type { Expression, FunctionIr, Item, MemberReader, Target } from './ir';
import { DONE } from './ir';
import type { Runtime } from './runtime';
import type { FrameLayout } from './scopes';
import { type Cell, FRAME, type Frame, UNINITIALISED, type Value } from './values';

export type Evaluate = (frame: Frame) => Value;

/** What the compiler carries along: the run that the closures work on, and the function they stand in. */
export interface CompileContext {
  readonly rt: Runtime;
  readonly scope: FrameLayout;
  readonly compileFunction: (ir: FunctionIr) => Evaluate;
}

/** Ends an optional chain whose object is missing; becomes undefined at the chain's end. */
const MISSING: unique symbol = Symbol('missing');

/** Turns an expression into a closure. All decisions that do not depend on values are taken here, once. */
export function compileExpression(expression: Expression, context: CompileContext): Evaluate {
  const { rt } = context;
  switch (expression.kind) {
    case 'constant': {
      const { value } = expression;
      return () => value;
    }
    case 'read':
      return compileRead(expression.variable, expression.source, context);
    case 'self':
      return (frame) => frame[FRAME.self];
    case 'callee':
      return (frame) => frame[FRAME.callee];
    case 'newTarget':
      return (frame) => frame[FRAME.target];
    case 'scope': {
      const enter = compileScopeEntry(expression.variables);
      const body = compileExpression(expression.body, context);
      if (enter === null) return body;
      return (frame) => {
        enter(frame);
        return body(frame);
      };
    }
    case 'do': {
      const enter = compileScopeEntry(expression.scope);
      const body = compileStatement(expression.body, context);
      const result = compileExpression(expression.result, context);
      return (frame) => {
        enter?.(frame);
        body(frame);
        return result(frame);
      };
    }
    case 'isSet': {
      const hold = compileHold(expression.variable, context.scope);
      return (frame) => hold(frame)?.read() !== UNINITIALISED;
    }
    case 'slot': {
      const { slot } = expression;
      return (frame) => frame[slot];
    }
    case 'yield': {
      const { source } = expression;
      return () => {
        throw rt.unsupported('`yield` is not supported at this place; give its value a variable of its own', source);
      };
    }
    case 'argument': {
      const { index, rest } = expression;
      if (rest) return (frame) => (frame[FRAME.arguments] as Value[]).slice(index);
      return (frame) => (frame[FRAME.arguments] as Value[])[index];
    }
    case 'assign':
      return compileAssign(expression.target, compileExpression(expression.value, context), expression.source, context);
    case 'update':
      return compileUpdate(expression, context);
    case 'unary': {
      const { apply, source } = expression;
      const operand = compileExpression(expression.operand, context);
      return (frame) => apply(rt, operand(frame), source);
    }
    case 'binary': {
      const { apply, source } = expression;
      const left = compileExpression(expression.left, context);
      const right = compileExpression(expression.right, context);
      return (frame) => {
        const a = left(frame);
        return apply(rt, a, right(frame), source);
      };
    }
    case 'native': {
      const { apply, source } = expression;
      const operands = compileItems(expression.operands, context);
      return (frame) => apply(rt, operands(frame), source);
    }
    case 'either': {
      const { take } = expression;
      const left = compileExpression(expression.left, context);
      const right = compileExpression(expression.right, context);
      return (frame) => {
        const value = left(frame);
        return take(rt, value) ? right(frame) : value;
      };
    }
    case 'conditional': {
      const { truthy } = expression.test;
      const test = compileExpression(expression.test.value, context);
      const yes = compileExpression(expression.yes, context);
      const no = compileExpression(expression.no, context);
      return (frame) => (truthy(rt, test(frame)) ? yes(frame) : no(frame));
    }
    case 'sequence': {
      const items = expression.items.map((item) => compileExpression(item, context));
      return (frame) => {
        let value: Value;
        for (const item of items) value = item(frame);
        return value;
      };
    }
    case 'call':
      return compileCall(expression, context);
    case 'callMember':
      return compileCallMember(expression, context);
    case 'member': {
      const { get, source, optional } = expression;
      const object = compileExpression(expression.object, context);
      if (expression.key.kind === 'constant' && !optional) {
        const key = expression.key.value;
        return (frame) => {
          const value = object(frame);
          return value === MISSING ? MISSING : get(rt, value, key, source);
        };
      }
      const key = compileExpression(expression.key, context);
      return (frame) => {
        const value = object(frame);
        if (value === MISSING || (optional && (value === undefined || value === null))) return MISSING;
        return get(rt, value, key(frame), source);
      };
    }
    case 'chain': {
      const body = compileExpression(expression.body, context);
      return (frame) => {
        const value = body(frame);
        return value === MISSING ? undefined : value;
      };
    }
    case 'closure':
      return compileClosure(expression.code, context);
    case 'raise': {
      const { failure } = expression;
      return () => {
        throw failure;
      };
    }
    case 'observe': {
      const { watch } = expression;
      const value = compileExpression(expression.value, context);
      const promote = compilePromotions(watch.mentioned, watch.source, context);
      return (frame) => {
        const demote = promote(frame);
        const result = value(frame);
        rt.observe(watch, result, null, frame);
        demote();
        return result;
      };
    }
    case 'candidate': {
      const { watch, name, part } = expression;
      const value = compileExpression(expression.value, context);
      return (frame) => {
        const result = value(frame);
        if (part === null) watch.candidate = { value: result, name };
        else watch.offerPart(rt, result, name, part === 'first');
        return result;
      };
    }
    case 'initial': {
      const { input } = expression;
      const value = compileExpression(expression.value, context);
      return (frame) => rt.inputs.initial(rt, input, () => value(frame));
    }
    case 'parameter': {
      const { name, source } = expression;
      const value = compileExpression(expression.value, context);
      return (frame) => rt.parameter(name, value, frame, source);
    }
  }
}

/** Arguments and elements, with what is spread among them walked. */
export function compileItems(items: readonly Item[], context: CompileContext): (frame: Frame) => Value[] {
  const { rt } = context;
  if (items.every((item): item is Expression => item.kind !== 'spread')) {
    const values = items.map((item) => compileExpression(item, context));
    const [first, second] = values;
    if (values.length === 0) return () => [];
    if (values.length === 1) return (frame) => [first!(frame)];
    if (values.length === 2) {
      return (frame) => {
        const a = first!(frame);
        return [a, second!(frame)];
      };
    }
    return (frame) => {
      const result: Value[] = new Array(values.length);
      for (let k = 0; k < values.length; k++) result[k] = values[k]!(frame);
      return result;
    };
  }
  const parts = items.map((item) =>
    item.kind === 'spread'
      ? { iterate: item.iterate, source: item.source, value: compileExpression(item.value, context) }
      : { iterate: null, source: 0, value: compileExpression(item, context) },
  );
  return (frame) => {
    const result: Value[] = [];
    for (const part of parts) {
      if (part.iterate === null) {
        result.push(part.value(frame));
        continue;
      }
      const next = part.iterate(rt, part.value(frame), part.source);
      for (let element = next(); element !== DONE; element = next()) {
        if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
        result.push(element);
        rt.checkGrowth(result.length, part.source);
      }
    }
    return result;
  };
}

function compileAssign(target: Target, value: Evaluate, source: SourceId, context: CompileContext): Evaluate {
  const { rt } = context;
  switch (target.kind) {
    case 'variable': {
      const store = compileStore(target.variable, target.initialise, source, context);
      return (frame) => {
        const result = value(frame);
        store(frame, result);
        return result;
      };
    }
    case 'member': {
      const { set } = target;
      const object = compileExpression(target.object, context);
      const key = compileExpression(target.key, context);
      return (frame) => {
        const holder = object(frame);
        const name = key(frame);
        const result = value(frame);
        set(rt, holder, name, result, source);
        return result;
      };
    }
    case 'invalid': {
      const { failure } = target;
      return (frame) => {
        value(frame);
        throw failure;
      };
    }
  }
}

function compileUpdate(expression: Expression & { kind: 'update' }, context: CompileContext): Evaluate {
  const { rt } = context;
  const { target, source, when } = expression;
  const givesNew = expression.yields === 'new';
  let old: Value;
  const placeholder: Expression = { kind: 'native', apply: () => old, operands: [], source };
  const combine = compileExpression(expression.combine(placeholder), context);
  // The old value is handed over by a variable of this closure: it is read before anything else can run.
  switch (target.kind) {
    case 'variable': {
      const read = compileRead(target.variable, source, context);
      const store = compileStore(target.variable, false, source, context);
      return (frame) => {
        const before = read(frame);
        if (when && !when(rt, before)) return before;
        old = before;
        const after = combine(frame);
        store(frame, after);
        return givesNew ? after : before;
      };
    }
    case 'member': {
      const object = compileExpression(target.object, context);
      const key = compileExpression(target.key, context);
      return (frame) => {
        const holder = object(frame);
        const name = key(frame);
        const before = target.get(rt, holder, name, source);
        if (when && !when(rt, before)) return before;
        old = before;
        const after = combine(frame);
        target.set(rt, holder, name, after, source);
        return givesNew ? after : before;
      };
    }
    case 'invalid': {
      const { failure, variable } = target;
      const read = variable ? compileRead(variable, source, context) : null;
      return (frame) => {
        const before = read?.(frame);
        if (read && when && !when(rt, before)) return before;
        old = before;
        if (read) combine(frame);
        throw failure;
      };
    }
  }
}

function compileCall(expression: Expression & { kind: 'call' }, context: CompileContext): Evaluate {
  const { rt } = context;
  const { source, optional, calleeText } = expression;
  const callee = compileExpression(expression.callee, context);
  const items = compileItems(expression.items, context);
  return (frame) => {
    const target = callee(frame);
    if (target === MISSING || (optional && (target === undefined || target === null))) return MISSING;
    const args = items(frame);
    return target instanceof Closure
      ? rt.enter(target, undefined, args, source)
      : rt.call(target, undefined, args, source, calleeText);
  };
}

function compileCallMember(expression: Expression & { kind: 'callMember' }, context: CompileContext): Evaluate {
  const { rt } = context;
  const { source, optional, optionalObject, inChain, calleeText } = expression;
  const get: MemberReader = expression.get;
  const object = compileExpression(expression.object, context);
  const key = compileExpression(expression.key, context);
  const items = compileItems(expression.items, context);
  return (frame) => {
    const self = object(frame);
    if (self === MISSING || (optionalObject && (self === undefined || self === null))) {
      return inChain ? MISSING : rt.call(undefined, undefined, items(frame), source, calleeText);
    }
    const target = get(rt, self, key(frame), source);
    if (optional && (target === undefined || target === null)) return MISSING;
    const args = items(frame);
    if (target instanceof Builtin) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      return target.apply(rt, self, args, source);
    }
    return rt.call(target, self, args, source, calleeText);
  };
}

function compileClosure(ir: FunctionIr, context: CompileContext): Evaluate {
  const code = new ClosureCode(ir, context.compileFunction);
  const { captures } = ir.scope;
  const { scope } = context;
  const lexical = ir.lexicalSelf;
  return (frame) => {
    const cells: Cell[] = new Array(captures.length);
    for (let k = 0; k < captures.length; k++) {
      const variable = captures[k]!;
      cells[k] =
        variable.owner === scope
          ? (frame[variable.slot] as Cell)
          : (frame[FRAME.captures] as Cell[])[scope.captureIndex(variable)]!;
    }
    return new Closure(
      code,
      cells,
      frame[FRAME.self],
      lexical ? (frame[FRAME.callee] as Closure | undefined)?.home : undefined,
    );
  };
}
