import type { Value } from '../../../core/values';
import { builtin } from '../../builtins/define';
import type { ClassObject } from '../../values/classes';
import { Instance, Method, Property, Tuple } from '../../values/objects';
import { BuiltInClass, objectClass } from '../../values/types';
import { TorchTensor } from '../tensor';

/** `ctx`: what the forward pass of a function of the program's hands on to its backward pass, attributes included. */
export class FunctionContext extends Instance {
  saved: readonly Value[] = [];
  readonly withoutGradient = new Set<Value>();
  /** Whether a result that nothing flows back to gets zeros rather than None. */
  fillsZeros = true;

  constructor(
    cls: ClassObject,
    readonly needs: readonly boolean[],
  ) {
    super(cls);
  }

  override bare(): FunctionContext {
    return new FunctionContext(this.cls, this.needs);
  }
}

const self = (value: Value) => value as FunctionContext;

const base = new BuiltInClass('FunctionCtx', objectClass);

function read(name: string, get: (ctx: FunctionContext) => Value): void {
  base.define(
    name,
    new Property(
      builtin(name, 'self', (_rt, [ctx]) => get(self(ctx))),
      null,
      null,
    ),
  );
}

read('saved_tensors', (ctx) => new Tuple(ctx.saved));
read('saved_variables', (ctx) => new Tuple(ctx.saved));
read('needs_input_grad', (ctx) => new Tuple(ctx.needs));

base.define(
  'save_for_backward',
  new Method('save_for_backward', 0, (rt, _self, [ctx, ...tensors], source) => {
    for (const each of tensors) {
      if (each instanceof TorchTensor || each === null) continue;
      throw rt.error('TypeError', 'save_for_backward can only save variables', source);
    }
    self(ctx).saved = tensors;
    return null;
  }),
);
base.define(
  'mark_non_differentiable',
  new Method('mark_non_differentiable', 0, (_rt, _self, [ctx, ...tensors]) => {
    for (const each of tensors) self(ctx).withoutGradient.add(each);
    return null;
  }),
);
base.define(
  'set_materialize_grads',
  new Method('set_materialize_grads', 0, (_rt, _self, [ctx, value]) => {
    self(ctx).fillsZeros = value !== false;
    return null;
  }),
);
for (const name of ['mark_dirty', 'save_for_forward'])
  base.define(
    name,
    new Method(name, 0, (rt, _self, _args, source) => {
      throw rt.unsupported(`\`ctx.${name}\` is not supported; give a new tensor instead of changing the input`, source);
    }),
  );

const classes = new WeakMap<ClassObject, BuiltInClass>();

/** The class of the contexts of a function of the program's, which its `grad_fn` is called by. */
export function contextClass(owner: ClassObject): BuiltInClass {
  let cls = classes.get(owner);
  if (cls === undefined) {
    cls = new BuiltInClass(`${owner.name}Backward`, base);
    classes.set(owner, cls);
  }
  return cls;
}
