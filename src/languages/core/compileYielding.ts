import { type CompileContext, compileExpression, type Evaluate } from './compileExpression';
import { compilePromotions } from './compileVariable';
import { ReturnRequest, type Suspendable } from './coroutine';
import type { Expression, Item, Target } from './ir';
import type { Frame, Value } from './values';
import { yields } from './yields';

export type EvaluateSuspendable = (frame: Frame) => Suspendable<Value>;
type Kind<K extends Expression['kind']> = Expression & { readonly kind: K };

/**
 * Expressions of a generator. One that holds no `yield` runs as it does in any function. In others the operands are
 * evaluated one after the other into slots of the frame, stopping at each `yield`; then the operation runs on the slots.
 */
export function compileYielding(expression: Expression, context: CompileContext): EvaluateSuspendable {
  if (!yields(expression)) {
    const run = compileExpression(expression, context);
    // biome-ignore lint/correctness/useYield: a step that never stops
    return function* (frame) {
      return run(frame);
    };
  }
  const { rt } = context;
  switch (expression.kind) {
    case 'yield':
      return compileYield(expression, context);
    case 'conditional': {
      const { truthy } = expression.test;
      const test = compileYielding(expression.test.value, context);
      const yes = compileYielding(expression.yes, context);
      const no = compileYielding(expression.no, context);
      return function* (frame) {
        return truthy(rt, yield* test(frame)) ? yield* yes(frame) : yield* no(frame);
      };
    }
    case 'either': {
      const { take } = expression;
      const left = compileYielding(expression.left, context);
      const right = compileYielding(expression.right, context);
      return function* (frame) {
        const value = yield* left(frame);
        return take(rt, value) ? yield* right(frame) : value;
      };
    }
    case 'sequence': {
      const items = expression.items.map((item) => compileYielding(item, context));
      return function* (frame) {
        let value: Value;
        for (const item of items) value = yield* item(frame);
        return value;
      };
    }
    case 'update':
      return compileUpdate(expression, context);
    case 'observe': {
      const { watch } = expression;
      const value = compileYielding(expression.value, context);
      const promote = compilePromotions(watch.mentioned, watch.source, context);
      return function* (frame) {
        const demote = promote(frame);
        const result = yield* value(frame);
        rt.observe(watch, result, null, frame);
        demote();
        return result;
      };
    }
    default:
      return compileSpilled(expression, context);
  }
}

function compileYield(expression: Kind<'yield'>, context: CompileContext): EvaluateSuspendable {
  const { rt } = context;
  const { source, delegate } = expression;
  const value = compileYielding(expression.value, context);
  if (delegate === null) {
    return function* (frame) {
      const { mode, value: sent } = yield yield* value(frame);
      if (mode === 'throw') throw rt.thrown(sent, source);
      if (mode === 'return') throw new ReturnRequest(sent);
      return sent;
    };
  }
  return function* (frame) {
    const resume = delegate(rt, yield* value(frame), source);
    let step = resume('next', undefined);
    for (;;) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      if (step.done) return step.value;
      const { mode, value: sent } = yield step.value;
      step = resume(mode, sent);
      if (step.done && mode === 'return') throw new ReturnRequest(step.value);
    }
  };
}

/** `x += yield`: the target is read first, then the other side evaluated. */
function compileUpdate(expression: Kind<'update'>, context: CompileContext): EvaluateSuspendable {
  const { rt } = context;
  const { when, yields: given } = expression;
  const spill = new Spill(context);
  const target = spill.target(expression.target);
  const oldSlot = spill.slot();
  const newSlot = spill.slot();
  const read = compileExpression(readOf(target, expression.source), context);
  const combined = compileYielding(expression.combine({ kind: 'slot', slot: oldSlot }), context);
  const write = compileExpression(
    { kind: 'assign', target, value: { kind: 'slot', slot: newSlot }, source: expression.source },
    context,
  );
  return function* (frame) {
    yield* spill.run(frame);
    const old = read(frame);
    if (when && !when(rt, old)) return old;
    frame[oldSlot] = old;
    frame[newSlot] = yield* combined(frame);
    write(frame);
    return given === 'new' ? frame[newSlot] : old;
  };
}

function readOf(target: Target, source: number): Expression {
  switch (target.kind) {
    case 'variable':
      return { kind: 'read', variable: target.variable, source };
    case 'member':
      return { kind: 'member', object: target.object, key: target.key, optional: false, get: target.get, source };
    case 'invalid':
      return { kind: 'raise', failure: target.failure };
  }
}

/** Operands that are evaluated into slots, one after the other. */
class Spill {
  readonly #steps: { readonly slot: number; readonly evaluate: EvaluateSuspendable }[] = [];

  constructor(private readonly context: CompileContext) {}

  slot(): number {
    return this.context.scope.slotCount++;
  }

  expression(operand: Expression): Expression {
    if (operand.kind === 'constant') return operand;
    const slot = this.slot();
    this.#steps.push({ slot, evaluate: compileYielding(operand, this.context) });
    return { kind: 'slot', slot };
  }

  item(item: Item): Item {
    return item.kind === 'spread' ? { ...item, value: this.expression(item.value) } : this.expression(item);
  }

  target(target: Target): Target {
    if (target.kind !== 'member') return target;
    return { ...target, object: this.expression(target.object), key: this.expression(target.key) };
  }

  *run(frame: Frame): Suspendable<void> {
    for (const { slot, evaluate } of this.#steps) frame[slot] = yield* evaluate(frame);
  }
}

function compileSpilled(expression: Expression, context: CompileContext): EvaluateSuspendable {
  const spill = new Spill(context);
  const spilled = spillOperands(expression, spill);
  const run: Evaluate = compileExpression(spilled, context);
  return function* (frame) {
    yield* spill.run(frame);
    return run(frame);
  };
}

function spillOperands(expression: Expression, spill: Spill): Expression {
  switch (expression.kind) {
    case 'unary':
      return { ...expression, operand: spill.expression(expression.operand) };
    case 'binary':
      return { ...expression, left: spill.expression(expression.left), right: spill.expression(expression.right) };
    case 'native':
      return { ...expression, operands: expression.operands.map((operand) => spill.item(operand)) };
    case 'assign': {
      const target = spill.target(expression.target);
      return { ...expression, target, value: spill.expression(expression.value) };
    }
    case 'call': {
      const callee = spill.expression(expression.callee);
      return { ...expression, callee, items: expression.items.map((item) => spill.item(item)) };
    }
    case 'callMember': {
      const object = spill.expression(expression.object);
      const key = spill.expression(expression.key);
      return { ...expression, object, key, items: expression.items.map((item) => spill.item(item)) };
    }
    case 'member': {
      const object = spill.expression(expression.object);
      return { ...expression, object, key: spill.expression(expression.key) };
    }
    case 'candidate':
    case 'initial':
    case 'parameter':
      return { ...expression, value: spill.expression(expression.value) };
    default:
      // A `yield` inside an optional chain or a class says at run time that it is not supported there.
      return expression;
  }
}
