import { Builtin, Closure } from '../../../core/functions';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { callValue } from '../../operators/call';
import { ClassObject } from '../../values/classes';
import { Instance, Method } from '../../values/objects';
import { BuiltInClass, objectClass } from '../../values/types';
import { stateOf } from '../state';

/** A context in which gradients are recorded or not, which is a decorator, too. */
class GradMode extends Instance {
  readonly before: boolean[] = [];

  constructor(
    cls: ClassObject,
    readonly enables: boolean,
  ) {
    super(cls);
  }

  readonly enter = (rt: Runtime): Value => {
    const state = stateOf(rt);
    this.before.push(state.gradEnabled);
    state.contexts.push(state.gradEnabled);
    state.gradEnabled = this.enables;
    return this;
  };

  readonly exit = (rt: Runtime): Value => {
    const state = stateOf(rt);
    state.gradEnabled = this.before.pop() ?? true;
    state.contexts.pop();
    return false;
  };
}

/** A statement was given up half-way: gradients are recorded or not as before it. */
export function leaveModes(rt: Runtime): void {
  const state = stateOf(rt);
  state.gradEnabled = state.contexts[0] ?? state.gradEnabled;
  state.contexts.length = 0;
}

/** The function, run in the mode. */
function decorated(mode: GradMode, fn: Value): Value {
  return new Method(fn instanceof Closure ? fn.name : 'wrapped', 0, (rt, _self, args, source) => {
    mode.enter(rt);
    try {
      return callValue(rt, fn, args, source);
    } finally {
      mode.exit(rt);
    }
  });
}

function modeClass(name: string, enables: (args: readonly Value[]) => boolean, isImmediate = false): BuiltInClass {
  const cls = new BuiltInClass(name, objectClass);
  cls.maker = (rt, own, args) => {
    const [first] = args;
    if (first instanceof Closure || first instanceof ClassObject)
      return decorated(new GradMode(own, enables([])), first);
    const mode = new GradMode(own, enables(args));
    if (isImmediate) {
      // Called by itself it sets the mode, and as a context it puts back what was before.
      const state = stateOf(rt);
      mode.before.push(state.gradEnabled);
      state.gradEnabled = mode.enables;
      const enter = (run: Runtime) => {
        stateOf(run).contexts.push(mode.before.at(-1) ?? true);
        return mode;
      };
      return Object.assign(mode, { enter });
    }
    return mode;
  };
  cls.define('__call__', new Method('__call__', 0, (_rt, _self, [mode, fn]) => decorated(mode as GradMode, fn)));
  return cls;
}

export const modes: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['no_grad', modeClass('no_grad', () => false)],
  ['enable_grad', modeClass('enable_grad', () => true)],
  ['inference_mode', modeClass('inference_mode', ([mode]) => mode === false)],
  ['set_grad_enabled', modeClass('set_grad_enabled', ([mode]) => mode === true, true)],
  ['is_grad_enabled', new Builtin('is_grad_enabled', 0, (rt) => stateOf(rt).gradEnabled)],
]);
