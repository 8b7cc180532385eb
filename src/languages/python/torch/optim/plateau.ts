import type { SourceId } from '../../../../engine/sources';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { methods } from '../../builtins/define';
import { cos } from '../../numeric/functions';
import { listOf } from '../../operators/iterate';
import type { Dict } from '../../values/dict';
import { Float } from '../../values/numbers';
import { Tuple } from '../../values/objects';
import { clockOf, exponential, hostNumber, type SchedulerInstance, scheduler, schedulers, setRate } from './schedulers';

const groupsOf = (own: SchedulerInstance) => own.optimizer.groups as Dict[];

/** One value for all groups, or one for each. */
function forGroups(rt: Runtime, own: SchedulerInstance, value: Value, source: SourceId): Value[] {
  const isList = Array.isArray(value) || value instanceof Tuple;
  return groupsOf(own).map((_, k) => (isList ? listOf(rt, value, source)[k] : value));
}

// --- ReduceLROnPlateau ------------------------------------------------------------------------------------------------

const plateau = scheduler(
  'ReduceLROnPlateau',
  [
    ['mode', 'min'],
    ['factor', new Float(0.1)],
    ['patience', 10],
    ['threshold', new Float(1e-4)],
    ['threshold_mode', 'rel'],
    ['cooldown', 0],
    ['min_lr', 0],
    ['eps', new Float(1e-8)],
    ['verbose', false],
  ],
  null,
  (rt, own, source) => {
    const { value, number } = clockOf(withEpoch(own));
    if (number('factor') >= 1) throw rt.error('ValueError', 'Factor should be < 1.0.', source);
    if (value('mode') !== 'min' && value('mode') !== 'max')
      throw rt.error('ValueError', `mode ${String(value('mode'))} is unknown!`, source);
    if (value('threshold_mode') !== 'rel' && value('threshold_mode') !== 'abs')
      throw rt.error('ValueError', `threshold mode ${String(value('threshold_mode'))} is unknown!`, source);
    const worst = value('mode') === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    set(own, { best: new Float(worst), num_bad_epochs: 0, cooldown_counter: 0 });
  },
);

function withEpoch(own: SchedulerInstance): SchedulerInstance {
  own.fields.set('last_epoch', 0);
  return own;
}

function set(own: SchedulerInstance, fields: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(fields)) own.fields.set(name, value);
}

function isBetter(own: SchedulerInstance, now: number): boolean {
  const { number, value } = clockOf(own);
  const [best, threshold] = [number('best'), number('threshold')];
  const isRelative = value('threshold_mode') === 'rel';
  if (value('mode') === 'min') return now < (isRelative ? best * (1 - threshold) : best - threshold);
  return now > (isRelative ? best * (threshold + 1) : best + threshold);
}

function reduceRates(rt: Runtime, own: SchedulerInstance, epoch: number, source: SourceId): void {
  const { number, value } = clockOf(own);
  const least = forGroups(rt, own, value('min_lr'), source).map(hostNumber);
  groupsOf(own).forEach((group, k) => {
    const before = hostNumber(group.getText('lr'));
    const rate = Math.max(before * number('factor'), least[k]!);
    if (before - rate <= number('eps')) return;
    setRate(group, rate);
    if (value('verbose') === true)
      rt.output.write(
        `Epoch ${String(epoch).padStart(5, '0')}: reducing learning rate of group ${k} to ${exponential(rate)}.\n`,
      );
  });
}

methods(plateau, {
  'step(metrics, epoch=)': (rt, [target, metrics], source) => {
    const own = target as SchedulerInstance;
    const { number } = clockOf(own);
    const now = hostNumber(metrics);
    const epoch = number('last_epoch') + 1;
    let bad = number('num_bad_epochs') + 1;
    if (isBetter(own, now)) {
      set(own, { best: new Float(now) });
      bad = 0;
    }
    let cooldown = number('cooldown_counter');
    if (cooldown > 0) {
      cooldown--;
      bad = 0;
    }
    if (bad > number('patience')) {
      reduceRates(rt, own, epoch, source);
      cooldown = number('cooldown');
      bad = 0;
    }
    set(own, { last_epoch: epoch, num_bad_epochs: bad, cooldown_counter: cooldown });
    set(own, { _last_lr: groupsOf(own).map((group) => group.getText('lr')) });
    return null;
  },
});

// --- OneCycleLR -------------------------------------------------------------------------------------------------------

interface Phase {
  readonly end: number;
  readonly rates: readonly [string, string];
  readonly momenta: readonly [string, string];
}

/** Up, down, and where there are three phases further down. */
function phasesOf(total: number, start: number, isThree: boolean): Phase[] {
  const up: Phase = {
    end: start * total - 1,
    rates: ['initial_lr', 'max_lr'],
    momenta: ['max_momentum', 'base_momentum'],
  };
  if (!isThree)
    return [up, { end: total - 1, rates: ['max_lr', 'min_lr'], momenta: ['base_momentum', 'max_momentum'] }];
  return [
    up,
    { end: 2 * start * total - 2, rates: ['max_lr', 'initial_lr'], momenta: ['base_momentum', 'max_momentum'] },
    { end: total - 1, rates: ['initial_lr', 'min_lr'], momenta: ['max_momentum', 'max_momentum'] },
  ];
}

const isNone = (value: Value) => value === undefined || value === null;

const oneCycle = scheduler(
  'OneCycleLR',
  [
    ['max_lr', undefined],
    ['total_steps', null],
    ['epochs', null],
    ['steps_per_epoch', null],
    ['pct_start', new Float(0.3)],
    ['anneal_strategy', 'cos'],
    ['cycle_momentum', true],
    ['base_momentum', new Float(0.85)],
    ['max_momentum', new Float(0.95)],
    ['div_factor', new Float(25)],
    ['final_div_factor', new Float(1e4)],
    ['three_phase', false],
  ],
  ({ epoch, number, value, groups }, _rate, _base, k, rt, source) => {
    const total = number('total_steps');
    if (epoch > total)
      throw rt.error(
        'ValueError',
        `Tried to step ${epoch} times. The specified number of total steps is ${total}`,
        source,
      );
    const group = groups[k]!;
    const phases = phasesOf(total, number('pct_start'), value('three_phase') === true);
    const last = phases.length - 1;
    const which = phases.findIndex(({ end }, i) => epoch <= end || i === last);
    const { end, rates, momenta } = phases[which]!;
    const start = which === 0 ? 0 : phases[which - 1]!.end;
    const share = (epoch - start) / (end - start);
    const between = ([from, to]: readonly [string, string]) => {
      const [a, b] = [hostNumber(group.getText(from)), hostNumber(group.getText(to))];
      if (value('anneal_strategy') === 'linear') return (b - a) * share + a;
      return b + ((a - b) / 2) * (cos(Math.PI * share) + 1);
    };
    if (value('cycle_momentum') === true) setMomentum(group, new Float(between(momenta)));
    return between(rates);
  },
  (rt, own, source) => {
    own.fields.set('last_epoch', 0);
    const { number, value } = clockOf(own);
    if (isNone(value('total_steps')) && (isNone(value('epochs')) || isNone(value('steps_per_epoch'))))
      throw rt.error('ValueError', 'You must define either total_steps OR (epochs AND steps_per_epoch)', source);
    if (isNone(value('total_steps'))) set(own, { total_steps: number('epochs') * number('steps_per_epoch') });
    const most = forGroups(rt, own, value('max_lr'), source).map(hostNumber);
    const [high, low] = [value('max_momentum'), value('base_momentum')].map((each) => forGroups(rt, own, each, source));
    groupsOf(own).forEach((group, k) => {
      const initial = most[k]! / number('div_factor');
      group.setText('initial_lr', new Float(initial));
      group.setText('max_lr', new Float(most[k]!));
      group.setText('min_lr', new Float(initial / number('final_div_factor')));
      if (value('cycle_momentum') !== true) return;
      if (group.getText('momentum') === undefined && group.getText('betas') === undefined)
        throw rt.error('ValueError', 'optimizer must support momentum with `cycle_momentum` option enabled', source);
      setMomentum(group, high![k]);
      group.setText('max_momentum', high![k]);
      group.setText('base_momentum', low![k]);
    });
  },
);

/** The momentum of a group, or what Adam has for it. */
function setMomentum(group: Dict, value: Value): void {
  const betas = group.getText('betas');
  if (betas instanceof Tuple) group.setText('betas', new Tuple([value, ...betas.items.slice(1)]));
  else group.setText('momentum', value);
}

for (const cls of [plateau, oneCycle]) schedulers.set(cls.name, cls);
