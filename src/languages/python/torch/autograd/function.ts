import type { SourceId } from '../../../../engine/sources';
import { isFloat } from '../../../../engine/tensor/dtype';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { builtin } from '../../builtins/define';
import { callValue } from '../../operators/call';
import type { ClassObject } from '../../values/classes';
import { ClassMethod, Instance, Keywords, Method, StaticMethod, Tuple } from '../../values/objects';
import { BuiltInClass, objectClass } from '../../values/types';
import { op } from '../operands';
import { quietly, stateOf } from '../state';
import { made, savedOf, TorchTensor } from '../tensor';
import { FunctionCall } from './functionCall';
import { contextClass, FunctionContext } from './functionContext';

const HOME = 'torch.autograd.function';

const LEGACY =
  'Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function with static forward method. (Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)';

/** `torch.autograd.Function`: an operation whose forward and backward pass the program writes itself. */
export const functionClass = new BuiltInClass('Function', objectClass);
functionClass.qualname = `${HOME}.Function`;
functionClass.maker = (_rt, cls) => new Instance(cls);
functionClass.define(
  '__call__',
  new Method('__call__', 0, (rt, _self, _args, source) => {
    throw rt.error('RuntimeError', LEGACY, source);
  }),
);

/** A method of the program's own that takes no `self`; null where there is none. */
function staticMethod(rt: Runtime, cls: ClassObject, name: string, source: SourceId): Value {
  const found = cls.lookup(name);
  if (found === undefined || found === null) return null;
  if (found instanceof StaticMethod) return found.target;
  throw rt.error('RuntimeError', LEGACY, source);
}

/** `Square.apply(x)`: the forward pass, as one operation on the tape. */
function apply(rt: Runtime, [cls, ...args]: Value[], source: SourceId): Value {
  const owner = cls as ClassObject;
  if (args.at(-1) instanceof Keywords) throw rt.error('TypeError', 'apply() takes no keyword arguments', source);
  const forward = staticMethod(rt, owner, 'forward', source);
  if (forward === null)
    throw rt.error(
      'NotImplementedError',
      'You must implement the forward function for custom autograd.Function.',
      source,
    );
  const setUp = staticMethod(rt, owner, 'setup_context', source);
  const recorded = stateOf(rt).gradEnabled;
  const needs = args.map((each) => each instanceof TorchTensor && each.requiresGrad);
  const ctx = new FunctionContext(contextClass(owner), needs);
  const run = (context: FunctionContext, given: Value[]) =>
    quietly(rt, () => {
      if (setUp === null) return callValue(rt, forward, [context, ...given], source);
      const result = callValue(rt, forward, given.slice(), source);
      callValue(rt, setUp, [context, new Tuple(given), result], source);
      return result;
    });
  const result = run(ctx, args);
  if (!recorded || !needs.includes(true)) return result;
  const call = new FunctionCall(rt, owner, ctx, args, run, source);
  const values = result instanceof Tuple ? result.items : [result];
  const followed = values.filter(
    (each): each is TorchTensor =>
      each instanceof TorchTensor && isFloat(each.ref.dtype) && !ctx.withoutGradient.has(each),
  );
  if (followed.length === 0) return result;
  const outputs = record(rt, call, followed, source);
  // What was saved of the results is what the program goes on with.
  ctx.saved = ctx.saved.map((each) => outputs.get(each) ?? each);
  const given = values.map((each) => outputs.get(each) ?? each);
  return result instanceof Tuple ? new Tuple(given) : given[0];
}

/** Puts the call on the tape; gives the tensors with an origin, by those that the forward pass returned. */
function record(rt: Runtime, call: FunctionCall, results: readonly TorchTensor[], source: SourceId) {
  const { ctx } = call;
  const { name } = ctx.cls;
  call.results = results.map(({ ref }) => ref.peek().array);
  const value = op(rt, 'custom', call.operands(), call.params(), source);
  const outputs = new Map<Value, TorchTensor>();
  for (const [k, result] of results.entries()) {
    const part = results.length === 1 ? value : call.part(value, k, source);
    outputs.set(result, TorchTensor.of(rt, part));
    if (part !== value) made(rt, part, name, null, HOME);
  }
  const kept = ctx.saved.filter((each): each is TorchTensor => each instanceof TorchTensor);
  const saved = kept.map((each) => {
    const output = outputs.get(each);
    return savedOf(rt, output ?? each, output === undefined ? null : name);
  });
  made(rt, value, name, saved.length === 0 ? null : saved, HOME);
  return outputs;
}

functionClass.define(
  'apply',
  new ClassMethod(new Method('apply', 0, (rt, _self, args, source) => apply(rt, args, source))),
);
for (const name of ['jvp', 'vmap'])
  functionClass.define(
    name,
    new ClassMethod(
      builtin(name, 'cls, *args', (rt, _args, source) => {
        throw rt.unsupported(
          `\`${name}\` of a \`torch.autograd.Function\` is not supported; write \`backward\``,
          source,
        );
      }),
    ),
  );
