import { power } from '../../../../engine/math/power';
import type { SourceId } from '../../../../engine/sources';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { builtin, methods } from '../../builtins/define';
import { cos } from '../../numeric/functions';
import { callValue } from '../../operators/call';
import { listOf } from '../../operators/iterate';
import { reprOf } from '../../text/repr';
import { Dict } from '../../values/dict';
import { Float, isInt, plainNumber } from '../../values/numbers';
import { Instance, Method, ModuleObject, Tuple } from '../../values/objects';
import { BuiltInClass, objectClass, typeName } from '../../values/types';
import { TorchTensor } from '../tensor';
import { OptimizerInstance } from './instance';

/** A scheduler: attributes are its settings, as the program sees them. */
export class SchedulerInstance extends Instance {
  optimizer!: OptimizerInstance;

  override bare(): SchedulerInstance {
    const copy = new SchedulerInstance(this.cls);
    copy.optimizer = this.optimizer;
    return copy;
  }
}

export const schedulerClass = new BuiltInClass('_LRScheduler', objectClass);
schedulerClass.qualname = 'torch.optim.lr_scheduler._LRScheduler';
schedulerClass.maker = (_rt, cls) => new SchedulerInstance(cls);

const self = (value: Value) => value as SchedulerInstance;

/** What a scheduler reads of itself, as host numbers. */
export interface Clock {
  readonly epoch: number;
  readonly number: (name: string) => number;
  readonly value: (name: string) => Value;
  readonly groups: readonly Dict[];
}

/** The next rate of a group: `rate` is what it has, `base` what it began with, `k` its place. */
export type Next = (clock: Clock, rate: number, base: number, k: number, rt: Runtime, source: SourceId) => number;

/** The host number of a value that is one. */
export function hostNumber(value: Value): number {
  if (value instanceof TorchTensor) return value.peek().array.item();
  const number = plainNumber(value);
  return number instanceof Float ? number.value : Number(number);
}

export function clockOf(scheduler: SchedulerInstance): Clock {
  const value = (name: string) => scheduler.fields.get(name);
  const groups = groupsOf(scheduler);
  return { epoch: hostNumber(value('last_epoch')), number: (name) => hostNumber(value(name)), value, groups };
}

const groupsOf = (scheduler: SchedulerInstance) => scheduler.optimizer.groups as Dict[];
const rateOf = (group: Dict) => hostNumber(group.getText('lr'));

function keepRates(scheduler: SchedulerInstance): void {
  scheduler.fields.set(
    '_last_lr',
    groupsOf(scheduler).map((group) => group.getText('lr')),
  );
}

/** Sets the rate of a group, an equal one as the value that it is. */
export function setRate(group: Dict, rate: number): void {
  if (rateOf(group) !== rate || !isInt(group.getText('lr'))) group.setText('lr', new Float(rate));
}

const nexts = new Map<string, Next>();

function nextOf(scheduler: SchedulerInstance): Next | null {
  for (const cls of scheduler.cls.mro) {
    const next = cls.builtIn ? nexts.get(cls.name) : undefined;
    if (next) return next;
  }
  return null;
}

/** The rates of all groups for the epoch that it is. */
function rates(rt: Runtime, scheduler: SchedulerInstance, source: SourceId): number[] {
  const next = nextOf(scheduler);
  const own = scheduler.cls.lookup('get_lr');
  if (next === null || (own !== undefined && own !== schedulerClass.dict.get('get_lr')))
    return listOf(rt, callValue(rt, own, [scheduler], source), source).map(hostNumber);
  const clock = clockOf(scheduler);
  const bases = listOf(rt, scheduler.fields.get('base_lrs'), source).map(hostNumber);
  return groupsOf(scheduler).map((group, k) => next(clock, rateOf(group), bases[k]!, k, rt, source));
}

function advance(rt: Runtime, scheduler: SchedulerInstance, source: SourceId, to: number | null = null): void {
  const epoch = to ?? hostNumber(scheduler.fields.get('last_epoch')) + 1;
  scheduler.fields.set('last_epoch', epoch);
  const values = rates(rt, scheduler, source);
  groupsOf(scheduler).forEach((group, k) => {
    setRate(group, values[k]!);
    if (scheduler.fields.get('verbose') === true)
      rt.output.write(`Adjusting learning rate of group ${k} to ${exponential(values[k]!)}.\n`);
  });
  keepRates(scheduler);
}

/** A number as `{:.4e}` writes it. */
export function exponential(value: number): string {
  return value.toExponential(4).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** Begins with the optimizer's rates. */
export function attach(rt: Runtime, scheduler: SchedulerInstance, optimizer: Value, source: SourceId): void {
  if (!(optimizer instanceof OptimizerInstance))
    throw rt.error('TypeError', `${typeName(optimizer)} is not an Optimizer`, source);
  scheduler.optimizer = optimizer;
  scheduler.fields.set('optimizer', optimizer);
}

function begin(rt: Runtime, scheduler: SchedulerInstance, optimizer: Value, verbose: Value, source: SourceId): void {
  attach(rt, scheduler, optimizer, source);
  for (const group of groupsOf(scheduler))
    if (group.getText('initial_lr') === undefined) group.setText('initial_lr', group.getText('lr'));
  scheduler.fields.set(
    'base_lrs',
    groupsOf(scheduler).map((group) => group.getText('initial_lr')),
  );
  scheduler.fields.set('last_epoch', -1);
  scheduler.fields.set('verbose', verbose === true);
  advance(rt, scheduler, source);
}

schedulerClass.define(
  '__init__',
  new Method(
    '__init__',
    0,
    builtin('__init__', 'self, optimizer, last_epoch=, verbose=', (rt, [scheduler, optimizer, , verbose], source) => {
      begin(rt, self(scheduler), optimizer, verbose, source);
      return null;
    }).apply,
  ),
);
methods(schedulerClass, {
  'step(epoch=)': (rt, [scheduler, epoch], source) => {
    advance(rt, self(scheduler), source, epoch === undefined || epoch === null ? null : hostNumber(epoch));
    return null;
  },
  'get_last_lr()': (_rt, [scheduler]) => self(scheduler).fields.get('_last_lr'),
  'get_lr()': (rt, [scheduler], source) => rates(rt, self(scheduler), source).map((rate) => new Float(rate)),
  'state_dict()': (_rt, [scheduler]) => {
    const dict = new Dict();
    for (const [name, value] of self(scheduler).fields) if (name !== 'optimizer') dict.setText(name, value);
    return dict;
  },
  'load_state_dict(state_dict)': (rt, [scheduler, state], source) => {
    if (!(state instanceof Dict))
      throw rt.error('TypeError', `expected a dict, got ${reprOf(rt, state, source)}`, source);
    for (const { key, value } of state.entries.values()) self(scheduler).fields.set(String(key), value);
    return null;
  },
});

/** Defines a scheduler by its settings and by the rate that follows. */
export function scheduler(
  name: string,
  settings: readonly (readonly [name: string, usual: Value])[],
  next: Next | null,
  prepare: ((rt: Runtime, scheduler: SchedulerInstance, source: SourceId) => void) | null = null,
): BuiltInClass {
  const cls = new BuiltInClass(name, schedulerClass);
  cls.qualname = `torch.optim.lr_scheduler.${name}`;
  if (next) nexts.set(name, next);
  const names = settings.map(([own, usual]) => (usual === undefined ? own : `${own}=`)).join(', ');
  const signature = `self, optimizer, ${names}, last_epoch=, verbose=`;
  const init = builtin(`${name}.__init__`, signature, (rt, args, source) => {
    const [target, optimizer] = args;
    const own = self(target);
    settings.forEach(([each, usual], k) => {
      own.fields.set(each, args[k + 2] === undefined ? usual : args[k + 2]);
    });
    const last = args[settings.length + 2];
    if (last !== undefined && last !== null && last !== -1)
      throw rt.unsupported('going on from `last_epoch` is not supported; start the scheduler anew', source);
    attach(rt, own, optimizer, source);
    prepare?.(rt, own, source);
    if (next) begin(rt, own, optimizer, args[settings.length + 3], source);
    return null;
  });
  cls.define('__init__', new Method('__init__', 0, init.apply));
  cls.maker = (rt, own, args, source) => {
    const made = new SchedulerInstance(own);
    if (own.lookup('__init__') === cls.dict.get('__init__')) init.apply(rt, undefined, [made, ...args], source);
    return made;
  };
  return cls;
}

/** What a function of the program's, or one for each group, gives for an epoch. */
const fromFunction: (name: string) => (...args: Parameters<Next>) => number =
  (name) =>
  ({ epoch, value }, _rate, _base, k, rt, source) => {
    const given = value(name);
    const fn = given instanceof Tuple ? given.items[k] : Array.isArray(given) ? given[k] : given;
    return hostNumber(callValue(rt, fn, [epoch], source));
  };

const classes = [
  scheduler('StepLR', [['step_size', undefined], ['gamma', new Float(0.1)]], ({ epoch, number }, rate) =>
    epoch === 0 || epoch % number('step_size') !== 0 ? rate : rate * number('gamma'),
  ),
  scheduler('MultiStepLR', [['milestones', undefined], ['gamma', new Float(0.1)]], ({ epoch, number, value }, rate, _base, _k, rt, source) => {
    const times = listOf(rt, value('milestones'), source).filter((each) => hostNumber(each) === epoch).length;
    return times === 0 ? rate : rate * power(number('gamma'), times);
  }),
  scheduler('ConstantLR', [['factor', new Float(1 / 3)], ['total_iters', 5]], ({ epoch, number }, rate) => {
    if (epoch === 0) return rate * number('factor');
    return epoch === number('total_iters') ? rate * (1 / number('factor')) : rate;
  }),
  scheduler(
    'LinearLR',
    [['start_factor', new Float(1 / 3)], ['end_factor', new Float(1)], ['total_iters', 5]],
    ({ epoch, number }, rate) => {
      const [from, to, count] = [number('start_factor'), number('end_factor'), number('total_iters')];
      if (epoch === 0) return rate * from;
      return epoch > count ? rate : rate * (1 + (to - from) / (count * from + (epoch - 1) * (to - from)));
    },
  ),
  scheduler('ExponentialLR', [['gamma', undefined]], ({ epoch, number }, rate) =>
    epoch === 0 ? rate : rate * number('gamma'),
  ),
  scheduler('PolynomialLR', [['total_iters', 5], ['power', new Float(1)]], ({ epoch, number }, rate) => {
    const count = number('total_iters');
    if (epoch === 0 || epoch > count) return rate;
    return rate * power((1 - epoch / count) / (1 - (epoch - 1) / count), number('power'));
  }),
  scheduler('CosineAnnealingLR', [['T_max', undefined], ['eta_min', 0]], ({ epoch, number }, rate, base) => {
    const [span, least] = [number('T_max'), number('eta_min')];
    if (epoch === 0) return rate;
    if ((epoch - 1 - span) % (2 * span) === 0)
      return rate + ((base - least) * (1 - cos(Math.PI / span))) / 2;
    const now = 1 + cos((Math.PI * epoch) / span);
    const before = 1 + cos((Math.PI * (epoch - 1)) / span);
    return (now / before) * (rate - least) + least;
  }),
  scheduler('LambdaLR', [['lr_lambda', undefined]], (clock, rate, base, ...rest) => base * fromFunction('lr_lambda')(clock, rate, base, ...rest)),
  scheduler('MultiplicativeLR', [['lr_lambda', undefined]], (clock, rate, base, ...rest) =>
    clock.epoch > 0 ? rate * fromFunction('lr_lambda')(clock, rate, base, ...rest) : rate,
  ),
  scheduler(
    'CosineAnnealingWarmRestarts',
    [['T_0', undefined], ['T_mult', 1], ['eta_min', 0]],
    ({ epoch, number }, _rate, base) => {
      let [at, span] = [epoch, number('T_0')];
      while (at >= span) {
        at -= span;
        span *= number('T_mult');
      }
      return number('eta_min') + ((base - number('eta_min')) * (1 + cos((Math.PI * at) / span))) / 2;
    },
  ),
]; // biome-ignore format: a table

export const schedulers = new Map<string, Value>([
  ['_LRScheduler', schedulerClass],
  ['LRScheduler', schedulerClass],
  ...classes.map((cls) => [cls.name, cls] as const),
]);

/** `torch.optim.lr_scheduler`. */
export const schedulerModule = new ModuleObject(
  'torch.optim.lr_scheduler',
  schedulers,
  (name) => `\`torch.optim.lr_scheduler.${name}\` is not supported; set \`lr\` in the optimizer's param_groups`,
);
