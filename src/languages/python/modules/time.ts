import type { Runtime } from '../../core/runtime';
import { functions } from '../builtins/define';
import { Float } from '../values/numbers';
import { ModuleObject } from '../values/objects';

/** How far the clock goes on with each look at it, in seconds: durations are never 0, since programs divide by them. */
const STEP = 0.001;

/** How often each run has looked at its clock. */
const looks = new WeakMap<object, number>();

function look(rt: Runtime): number {
  const count = (looks.get(rt.inputs) ?? 0) + 1;
  looks.set(rt.inputs, count);
  return count;
}

const seconds = (rt: Runtime) => new Float(look(rt) * STEP);
const nanoseconds = (rt: Runtime) => look(rt) * STEP * 1e9;

/** `time`: a clock that is the same in each run, for programs that tell how long they took. */
export const time = new ModuleObject(
  'time',
  functions({
    'time()': seconds,
    'perf_counter()': seconds,
    'monotonic()': seconds,
    'process_time()': seconds,
    'thread_time()': seconds,
    'time_ns()': nanoseconds,
    'perf_counter_ns()': nanoseconds,
    'monotonic_ns()': nanoseconds,
    'process_time_ns()': nanoseconds,
    'sleep(seconds, /)': () => null,
  }),
  (name) =>
    name.startsWith('__')
      ? null
      : `\`time.${name}\` is not reproducible and not supported; write the time as a constant`,
);
