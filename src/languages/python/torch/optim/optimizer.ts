import type { SourceId } from '../../../../engine/sources';
import { zeros } from '../../../../engine/tensor/ndarray';
import type { Runtime } from '../../../core/runtime';
import { TensorValue, type Value } from '../../../core/values';
import { builtin, methods } from '../../builtins/define';
import { callValue } from '../../operators/call';
import { listOf } from '../../operators/iterate';
import { reprOf } from '../../text/repr';
import { Dict } from '../../values/dict';
import { Float, plainNumber } from '../../values/numbers';
import { InertObject, Method, Property, Tuple } from '../../values/objects';
import { BuiltInClass, classOf, objectClass } from '../../values/types';
import { clearGradient } from '../nn/module';
import { numberIn } from '../operands';
import { quietly, stateOf } from '../state';
import { TorchTensor } from '../tensor';
import { OptimizerInstance, parametersOf, placesOf } from './instance';
import type { Rule, Settings } from './rules';
import { loadState, stateDict, stateOfOne } from './states';

export const optimizerClass = new BuiltInClass('Optimizer', objectClass);
optimizerClass.qualname = 'torch.optim.optimizer.Optimizer';
optimizerClass.maker = (_rt, cls) => new OptimizerInstance(cls);

const self = (value: Value) => value as OptimizerInstance;

/** Stands for a setting that has no usual value: each group needs one of its own. */
export const REQUIRED = new InertObject('required parameter');

// --- groups -----------------------------------------------------------------------------------------------------------

function checkedParameters(rt: Runtime, value: Value, source: SourceId): TorchTensor[] {
  const list = value instanceof TorchTensor ? [value] : listOf(rt, value, source);
  return list.map((each) => {
    if (!(each instanceof TorchTensor))
      throw rt.error(
        'TypeError',
        `optimizer can only optimize Tensors, but one of the params is ${classOf(each).qualname}`,
        source,
      );
    if (!each.isLeaf) throw rt.error('ValueError', "can't optimize a non-leaf Tensor", source);
    return each;
  });
}

function addGroup(rt: Runtime, optimizer: OptimizerInstance, given: Dict, source: SourceId): void {
  const group = new Dict();
  const parameters = checkedParameters(rt, given.getText('params'), source);
  const known = new Set(optimizer.groups.flatMap((each) => parametersOf(each as Dict)));
  if (parameters.some((each) => known.has(each)))
    throw rt.error('ValueError', 'some parameters appear in more than one parameter group', source);
  group.setText('params', parameters);
  for (const { key, value } of given.entries.values()) if (key !== 'params') group.setText(String(key), value);
  for (const { key, value } of optimizer.defaults.entries.values()) {
    if (group.getText(String(key)) !== undefined) continue;
    if (value === REQUIRED)
      throw rt.error(
        'ValueError',
        `parameter group didn't specify a value of required optimization parameter ${String(key)}`,
        source,
      );
    group.setText(String(key), value);
  }
  optimizer.groups.push(group);
}

/** Takes parameters, or dicts of them with settings of their own. */
export function setUp(
  rt: Runtime,
  optimizer: OptimizerInstance,
  parameters: Value,
  defaults: Dict,
  source: SourceId,
): void {
  if (parameters instanceof TorchTensor)
    throw rt.error(
      'TypeError',
      'params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor',
      source,
    );
  optimizer.defaults = defaults;
  const list = listOf(rt, parameters, source);
  if (list.length === 0) throw rt.error('ValueError', 'optimizer got an empty parameter list', source);
  if (list[0] instanceof Dict) for (const group of list) addGroup(rt, optimizer, group as Dict, source);
  else {
    const group = new Dict();
    group.setText('params', list);
    addGroup(rt, optimizer, group, source);
  }
}

/** Settings of a group as host values. */
function settingsOf(rt: Runtime, group: Dict, source: SourceId): Settings {
  const found = (name: string) => group.getText(name);
  return {
    number: (name) => (found(name) === undefined ? 0 : numberIn(rt, found(name), 'step', name, source)),
    flag: (name) => found(name) === true,
    pair(name) {
      const [first, second] = listOf(rt, found(name), source).map((each) => numberIn(rt, each, 'step', name, source));
      return [first!, second!];
    },
  };
}

// --- steps ------------------------------------------------------------------------------------------------------------

/** One step of an algorithm of ours: every parameter with a gradient gets another value, and is a new leaf. */
export function takeStep(rt: Runtime, optimizer: OptimizerInstance, rule: Rule, source: SourceId): void {
  quietly(rt, () => {
    for (const group of optimizer.groups) {
      const settings = settingsOf(rt, group as Dict, source);
      for (const parameter of parametersOf(group as Dict))
        if (parameter.grad !== null) stepOne(rt, optimizer, rule, settings, parameter, source);
    }
  });
}

function stepOne(
  rt: Runtime,
  optimizer: OptimizerInstance,
  rule: Rule,
  settings: Settings,
  parameter: TorchTensor,
  source: SourceId,
): void {
  const { array } = parameter.peek();
  const names = rule.slots(settings);
  let kept = optimizer.kept.get(parameter);
  if (kept === undefined) optimizer.kept.set(parameter, (kept = { taken: 0, slots: new Map() }));
  kept.taken++;
  rt.budget.spend(rt, array.size / 10, source);
  const columns = names.map((name) => {
    let column = kept.slots.get(name);
    if (column === undefined) {
      rt.checkSize(array.size, source);
      kept.slots.set(name, (column = new Float64Array(array.size).fill(rule.initial?.(settings) ?? 0)));
    }
    return column;
  });
  const step = rule.step(settings, kept.taken, array.dtype === 'float32' ? Math.fround : (x) => x);
  const after = zeros(array.dtype, array.shape);
  const [values, gradients] = [array.values(), parameter.grad!.peek().array.values()];
  const slots: number[] = new Array(columns.length).fill(0);
  for (let k = 0; k < after.size; k++) {
    for (let s = 0; s < columns.length; s++) slots[s] = columns[s]![k]!;
    after.data[k] = step(Number(values[k]), Number(gradients[k]), slots);
    for (let s = 0; s < columns.length; s++) columns[s]![k] = slots[s]!;
  }
  // The value is written where it stands, so that views of it change, too.
  parameter.beginWrite();
  parameter.ref.storage.changedBy = source;
  parameter.ref.write(new TensorValue(after, null, parameter.ref.source), source);
  // The new leaf begins now: what waits for the step of this pass is told.
  if (parameter.isWanted) parameter.leaf();
}

/** Calls the closure of `step(closure)` with gradients on. */
export function callClosure(rt: Runtime, closure: Value, source: SourceId): Value {
  if (closure === undefined || closure === null) return null;
  const state = stateOf(rt);
  const before = state.gradEnabled;
  state.gradEnabled = true;
  try {
    return callValue(rt, closure, [], source);
  } finally {
    state.gradEnabled = before;
  }
}

/** `SGD ( Parameter Group 0 … )`. */
function shown(rt: Runtime, optimizer: OptimizerInstance, source: SourceId): string {
  const lines = optimizer.groups.flatMap((group, k) => {
    const keys = [...(group as Dict).entries.values()].filter(({ key }) => key !== 'params');
    keys.sort((a, b) => (String(a.key) < String(b.key) ? -1 : 1));
    const text = ({ key, value }: { key: Value; value: Value }) =>
      `    ${String(key)}: ${typeof value === 'string' ? value : reprOf(rt, value, source)}`;
    return [...(k > 0 ? [''] : []), `Parameter Group ${k}`, ...keys.map(text)];
  });
  return `${optimizer.cls.name} (\n${lines.join('\n')}\n)`;
}

const ruleOf = new Map<string, Rule>();

function ruleIn(optimizer: OptimizerInstance): Rule | null {
  for (const cls of optimizer.cls.mro) {
    const rule = cls.builtIn ? ruleOf.get(cls.name) : undefined;
    if (rule) return rule;
  }
  return null;
}

optimizerClass.define(
  '__init__',
  new Method(
    '__init__',
    0,
    builtin('Optimizer.__init__', 'self, params, defaults', (rt, [optimizer, parameters, defaults], source) => {
      setUp(rt, self(optimizer), parameters, defaults instanceof Dict ? defaults : new Dict(), source);
      return null;
    }).apply,
  ),
);
optimizerClass.define(
  '__repr__',
  new Method('__repr__', 0, (rt, _self, [optimizer], source) => shown(rt, self(optimizer), source)),
);
methods(optimizerClass, {
  '__deepcopy__(memo)': (rt, _args, source) => {
    throw rt.unsupported('copies of optimizers are not supported; make another one and load its state_dict', source);
  },
  'zero_grad(set_to_none=)': (_rt, [optimizer, toNone]) => {
    for (const parameter of placesOf(self(optimizer))) clearGradient(parameter, toNone !== false);
    return null;
  },
  'step(closure=)': (rt, [optimizer, closure], source) => {
    const loss = callClosure(rt, closure, source);
    const rule = ruleIn(self(optimizer));
    if (rule === null) throw rt.error('NotImplementedError', '', source);
    takeStep(rt, self(optimizer), rule, source);
    return loss;
  },
  'add_param_group(param_group)': (rt, [optimizer, group], source) => {
    if (!(group instanceof Dict)) throw rt.error('AssertionError', 'param group must be a dict', source);
    addGroup(rt, self(optimizer), group, source);
    return null;
  },
  'state_dict()': (rt, [optimizer], source) => stateDict(rt, self(optimizer), ruleIn(self(optimizer)), source),
  'load_state_dict(state_dict)': (rt, [optimizer, state], source) => {
    loadState(rt, self(optimizer), state, source);
    return null;
  },
});

const property = (get: (rt: Runtime, optimizer: OptimizerInstance, source: SourceId) => Value) =>
  new Property(
    builtin('get', 'self', (rt, [optimizer], source) => get(rt, self(optimizer), source)),
    null,
    null,
  );
optimizerClass.define(
  'param_groups',
  property((_rt, { groups }) => groups),
);
optimizerClass.define(
  'defaults',
  property((_rt, { defaults }) => defaults),
);
optimizerClass.define(
  'state',
  property((rt, optimizer, source) => {
    const rule = ruleIn(optimizer);
    // A class of the program's keeps what it wants under its parameters.
    if (rule === null) {
      optimizer.own.factory ??= builtin('dict', '', () => new Dict());
      return optimizer.own;
    }
    const dict = new Dict();
    for (const [parameter, kept] of optimizer.kept)
      dict.set(rt, parameter, stateOfOne(rt, rule, parameter, kept, source), source);
    return dict;
  }),
);

// --- classes ----------------------------------------------------------------------------------------------------------

/** A setting with its usual value, in the order of the parameters. */
export type Setting = readonly [name: string, usual: Value];

/** What is checked of a setting, and what PyTorch says of one that is wrong. */
export interface Check {
  readonly name: string;
  readonly text: string;
  readonly isWrong: (value: number) => boolean;
}

/** Defines an optimizer. `positional` settings may be given by place. */
export function optimizer(
  name: string,
  rule: Rule,
  positional: readonly Setting[],
  named: readonly Setting[],
  checks: readonly Check[],
): BuiltInClass {
  const cls = new BuiltInClass(name, optimizerClass);
  cls.qualname = `torch.optim.${name.toLowerCase()}.${name}`;
  ruleOf.set(name, rule);
  const all = [...positional, ...named];
  const given = (settings: readonly Setting[]) => settings.map(([own]) => `${own}=`).join(', ');
  const signature = `self, params, ${given(positional)}, *, ${given(named)}`;
  const init = builtin(`${name}.__init__`, signature, (rt, [target, parameters, ...values], source) => {
    const defaults = new Dict();
    all.forEach(([own, usual], k) => {
      defaults.setText(own, values[k] === undefined ? usual : values[k]);
    });
    for (const { name: own, text, isWrong } of checks) wrongSetting(rt, defaults.getText(own), text, isWrong, source);
    if (defaults.getText('nesterov') === true) {
      const { number } = settingsOf(rt, defaults, source);
      if (number('momentum') <= 0 || number('dampening') !== 0)
        throw rt.error('ValueError', 'Nesterov momentum requires a momentum and zero dampening', source);
    }
    if (defaults.getText('fused') === true) throw rt.unsupported('`fused=True` is for GPUs; leave it out', source);
    setUp(rt, self(target), parameters, defaults, source);
    return null;
  });
  cls.define('__init__', new Method('__init__', 0, init.apply));
  cls.maker = (rt, own, args, source) => {
    const made = new OptimizerInstance(own);
    if (own.lookup('__init__') === cls.dict.get('__init__')) init.apply(rt, undefined, [made, ...args], source);
    return made;
  };
  return cls;
}

function wrongSetting(
  rt: Runtime,
  value: Value,
  text: string,
  isWrong: (value: number) => boolean,
  source: SourceId,
): void {
  const items = value instanceof Tuple ? value.items : Array.isArray(value) ? value : [value];
  items.forEach((item, k) => {
    const number = plainNumber(item);
    const host = number instanceof Float ? number.value : Number(number);
    if (number === null || !isWrong(host)) return;
    const label = value instanceof Tuple ? text.replace('#', String(k)) : text;
    throw rt.error('ValueError', `${label}: ${reprOf(rt, item, source)}`, source);
  });
}
