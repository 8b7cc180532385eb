import { closing } from '../../core/compileStatement';
import { type Cursor, DONE, type Step } from '../../core/ir';
import { Tracked, untracked, type Value } from '../../core/values';
import { isFunction, isNullish, isObject, toNumber, truthy } from '../conversions';
import { cursorOf, IteratorObject, iteratorPrototype } from '../iteration';
import { getMember } from '../members';
import { builtInObject, install, PlainObject } from '../objects';
import { builtin, builtins, type Call, eachItem } from './define';
import { functionArgument, incompatible, receiverText } from './receiver';

const helperPrototype = builtInObject(iteratorPrototype);
const wrapPrototype = builtInObject(iteratorPrototype);

/** The receiver as something to walk. */
function receiver(call: Call, name: string): Cursor {
  const { rt, self, source } = call;
  if (!isObject(self) && !isFunction(self)) {
    throw rt.error('TypeError', `Iterator.prototype.${name} called on non-object`, source);
  }
  return cursorOf(rt, self, source);
}

function checkReceiver({ rt, self, source }: Call, name: string): void {
  if (isObject(self) || isFunction(self)) return;
  throw rt.error('TypeError', `Iterator.prototype.${name} called on non-object`, source);
}

/** An iterator that gives what `next` makes of another, which ends with it. */
function helper({ rt, source }: Call, close: (() => void) | undefined, next: () => Value): IteratorObject {
  let state: 'ready' | 'running' | 'done' = 'ready';
  return new IteratorObject((mode): Step => {
    if (state === 'running') throw rt.error('TypeError', 'Generator is already running', source);
    if (state === 'done') return { done: true, value: undefined };
    state = 'running';
    let open = false;
    try {
      if (mode !== 'next') {
        close?.();
        return { done: true, value: undefined };
      }
      const value = next();
      open = value !== DONE;
      return open ? { done: false, value } : { done: true, value: undefined };
    } finally {
      state = open ? 'ready' : 'done';
    }
  }, helperPrototype);
}

/** Runs a step of a helper; what it throws closes the iterator below. */
function guarded<T>({ rt }: Call, { close }: Cursor, turn: () => T): T {
  return close ? closing(rt, close, turn) : turn();
}

/** The limit of `take` and `drop`. */
function limitOf(call: Call): number {
  const { rt, args, source } = call;
  if (args[0] instanceof Tracked) rt.cuts.note(args[0].node, 'index', source);
  const number = toNumber(rt, args[0], source);
  if (Number.isNaN(number) || Math.trunc(number) < 0) {
    throw rt.error('RangeError', `${receiverText(call, untracked(args[0]))} must be positive`, source);
  }
  return Math.trunc(number);
}

/** What `flatMap` walks for one element: text is not taken apart. */
function innerCursor({ rt, source }: Call, value: Value): Cursor {
  if (!isObject(value) && !isFunction(value)) {
    throw rt.error('TypeError', 'Iterator.prototype.flatMap called on non-object', source);
  }
  const method = getMember(rt, value, Symbol.iterator, source);
  if (isNullish(method)) return cursorOf(rt, value, source);
  const iterator = rt.call(method, value, [], source);
  if (!isObject(iterator)) {
    throw rt.error(
      'TypeError',
      `${receiverText({ rt, self: value, args: [], source }, iterator)} is not an object`,
      source,
    );
  }
  return cursorOf(rt, iterator, source);
}

function burn({ rt }: Call): void {
  if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
}

/** Walks the receiver with a callback until it says to stop. */
function search(call: Call, name: string, turn: (item: Value, result: () => Value) => boolean): void {
  checkReceiver(call, name);
  const visit = functionArgument(call, call.args[0]);
  const { rt, source } = call;
  eachItem(call, receiver(call, name), (item, k) => turn(item, () => rt.call(visit, undefined, [item, k], source)));
}

/** The methods that every iterator has; values keep their origin. */
export const iteratorHelpers = builtins(
  {
    reduce(call) {
      const { rt, args, source } = call;
      checkReceiver(call, 'reduce');
      const combine = functionArgument(call, args[0]);
      const next = receiver(call, 'reduce');
      let started = args.length > 1;
      let result = args[1];
      eachItem(call, next, (item, k) => {
        result = started ? rt.call(combine, undefined, [result, item, k], source) : item;
        started = true;
      });
      if (!started) throw rt.error('TypeError', 'Reduce of a done iterator with no initial value', source);
      return result;
    },
    toArray(call) {
      const next = receiver(call, 'toArray');
      const items: Value[] = [];
      for (let item = next(); item !== DONE; item = next()) {
        burn(call);
        items.push(item);
        call.rt.checkGrowth(items.length, call.source);
      }
      return items;
    },
    forEach(call) {
      search(call, 'forEach', (_item, result) => {
        result();
        return false;
      });
      return undefined;
    },
    some(call) {
      let found = false;
      search(call, 'some', (_item, result) => {
        found = truthy(call.rt, result());
        return found;
      });
      return found;
    },
    every(call) {
      let all = true;
      search(call, 'every', (_item, result) => {
        all = truthy(call.rt, result());
        return !all;
      });
      return all;
    },
    find(call) {
      let found: Value;
      search(call, 'find', (item, result) => {
        if (!truthy(call.rt, result())) return false;
        found = item;
        return true;
      });
      return found;
    },
    filter(call) {
      checkReceiver(call, 'filter');
      const keep = functionArgument(call, call.args[0]);
      const next = receiver(call, 'filter');
      let index = 0;
      return helper(call, next.close, () => {
        for (let item = next(); item !== DONE; item = next()) {
          burn(call);
          const element = item;
          const k = index++;
          const kept = guarded(call, next, () =>
            truthy(call.rt, call.rt.call(keep, undefined, [element, k], call.source)),
          );
          if (kept) return element;
        }
        return DONE;
      });
    },
    map(call) {
      checkReceiver(call, 'map');
      const convert = functionArgument(call, call.args[0]);
      const next = receiver(call, 'map');
      let index = 0;
      return helper(call, next.close, () => {
        const item = next();
        if (item === DONE) return DONE;
        const k = index++;
        return guarded(call, next, () => call.rt.call(convert, undefined, [item, k], call.source));
      });
    },
    take(call) {
      checkReceiver(call, 'take');
      let left = limitOf(call);
      const next = receiver(call, 'take');
      return helper(call, next.close, () => {
        if (left > 0) {
          left--;
          return next();
        }
        next.close?.();
        return DONE;
      });
    },
    drop(call) {
      checkReceiver(call, 'drop');
      let left = limitOf(call);
      const next = receiver(call, 'drop');
      return helper(call, next.close, () => {
        for (; left > 0; left--) {
          burn(call);
          if (next() === DONE) return DONE;
        }
        return next();
      });
    },
    flatMap(call) {
      checkReceiver(call, 'flatMap');
      const convert = functionArgument(call, call.args[0]);
      const next = receiver(call, 'flatMap');
      let index = 0;
      let inner: Cursor | null = null;
      const close = () => {
        inner?.close?.();
        next.close?.();
      };
      return helper(call, close, () => {
        for (;;) {
          burn(call);
          if (inner !== null) {
            const under = inner;
            const item = guarded(call, next, () => under());
            if (item !== DONE) return item;
            inner = null;
          }
          const outer = next();
          if (outer === DONE) return DONE;
          const k = index++;
          inner = guarded(call, next, () =>
            innerCursor(call, call.rt.call(convert, undefined, [outer, k], call.source)),
          );
        }
      });
    },
  },
  { toArray: 0 },
);

/** `{ value, done }`. */
export function stepObject({ value, done }: Step): PlainObject {
  const result = new PlainObject();
  result.fields.value = value;
  result.fields.done = done;
  return result;
}

/** What `Iterator.from` makes of an iterator that is none of `Iterator`. `step` gives its own result objects. */
class WrappedIterator extends IteratorObject {
  constructor(
    next: Cursor,
    readonly step: () => Value,
  ) {
    super((mode): Step => {
      if (mode === 'return') {
        next.close?.();
        return { done: true, value: undefined };
      }
      const value = next();
      return value === DONE ? { done: true, value: undefined } : { done: false, value };
    }, wrapPrototype);
  }
}

for (const [family, shown] of [
  [helperPrototype, 'Iterator Helper'],
  [wrapPrototype, '%WrapForValidIteratorPrototype%'],
] as const) {
  install(
    family,
    (['next', 'return'] as const).map((mode) => [
      mode,
      builtin(
        mode,
        (call) => {
          const { self } = call;
          if (self instanceof WrappedIterator && mode === 'next' && self.family === family) return self.step();
          if (self instanceof IteratorObject && self.family === family) return stepObject(self.resume(mode, undefined));
          throw incompatible(call, `${shown}.prototype.${mode}`);
        },
        0,
      ),
    ]),
  );
}
install(helperPrototype, [[Symbol.toStringTag, 'Iterator Helper']]);

/** An iterator that only hands on to another one, which lacks the helpers. */
export function wrapIterator({ rt, source }: Call, iterator: Value): IteratorObject {
  const next = getMember(rt, iterator, 'next', source);
  return new WrappedIterator(cursorOf(rt, iterator, source), () => rt.call(next, iterator, [], source));
}
