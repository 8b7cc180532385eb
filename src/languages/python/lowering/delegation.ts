import { type Delegate, DONE } from '../../core/ir';
import { findAttribute, getAttribute } from '../operators/attributes';
import { callValue } from '../operators/call';
import { iterate } from '../operators/iterate';
import { GeneratorObject, Instance } from '../values/objects';

/** `yield from`: values, errors and ends go to the generator that is walked. */
export const iterateGenerator: Delegate = (rt, iterable, source) => {
  if (iterable instanceof GeneratorObject) {
    return (mode, value) => {
      const step = iterable.coroutine.resume(mode, value);
      return step.done ? { done: true, value: step.value ?? null } : step;
    };
  }
  const next = iterate(rt, iterable, source);
  return (mode, value) => {
    if (mode === 'throw') {
      if (iterable instanceof Instance && findAttribute(rt, iterable, 'throw', source) !== undefined) {
        return { done: false, value: callValue(rt, getAttribute(rt, iterable, 'throw', source), [value], source) };
      }
      throw rt.thrown(value, source);
    }
    if (mode === 'return') return { done: true, value };
    const item = next();
    return item === DONE ? { done: true, value: null } : { done: false, value: item };
  };
};
