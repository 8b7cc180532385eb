import { power } from '../../../../engine/math/power';

/**
 * How optimizers change one number: `slots` are numbers kept beside it, which the step changes. Each operation is rounded as
 * PyTorch's, which multiplies and adds at once where it can; products of single precision are exact here, so one rounding
 * of their sum is the same.
 */
export type Step = (value: number, gradient: number, slots: number[]) => number;

/** Settings of a group, by PyTorch's names. */
export interface Settings {
  number(name: string): number;
  flag(name: string): boolean;
  pair(name: string): readonly [number, number];
}

/** One algorithm. */
export interface Rule {
  /** Names of what is kept for each parameter, in `state`'s order. */
  readonly slots: (settings: Settings) => readonly string[];
  /** What slots begin with. */
  readonly initial?: (settings: Settings) => number;
  /** Whether `state` says how many steps were taken. */
  readonly counts: boolean;
  /** The step number `t`, counted from 1, with `r` to round. */
  readonly step: (settings: Settings, t: number, r: (x: number) => number) => Step;
}

/** The gradient with what weight decay adds, or with its sign turned round. */
function decayed(settings: Settings, r: (x: number) => number): (value: number, gradient: number) => number {
  const decay = r(settings.number('weight_decay'));
  const sign = settings.flag('maximize') ? -1 : 1;
  return decay === 0 ? (_value, gradient) => sign * gradient : (value, gradient) => r(sign * gradient + decay * value);
}

const sgd: Rule = {
  slots: (settings) => (settings.number('momentum') === 0 ? [] : ['momentum_buffer']),
  counts: false,
  step(settings, t, r) {
    const along = decayed(settings, r);
    const rate = r(-settings.number('lr'));
    const momentum = r(settings.number('momentum'));
    const rest = r(1 - settings.number('dampening'));
    const isNesterov = settings.flag('nesterov');
    if (momentum === 0) return (value, gradient) => r(value + rate * along(value, gradient));
    return (value, gradient, slots) => {
      const own = along(value, gradient);
      slots[0] = t === 1 ? own : r(r(slots[0]! * momentum) + rest * own);
      return r(value + rate * (isNesterov ? r(own + momentum * slots[0]) : slots[0]));
    };
  },
};

/** Adam; `isApart` takes the decay of weights off the weights themselves. */
function adam(isApart: boolean): Rule {
  return {
    slots: (settings) => ['exp_avg', 'exp_avg_sq', ...(settings.flag('amsgrad') ? ['max_exp_avg_sq'] : [])],
    counts: true,
    step(settings, t, r) {
      const [first, second] = settings.pair('betas');
      const [b1, b2, rest1, rest2] = [r(first), r(second), r(1 - first), r(1 - second)];
      const rate = settings.number('lr');
      const size = r(-(rate / (1 - power(first, t))));
      const correction = r(Math.sqrt(1 - power(second, t)));
      const eps = r(settings.number('eps'));
      const shrink = isApart ? r(1 - rate * settings.number('weight_decay')) : 1;
      const sign = settings.flag('maximize') ? -1 : 1;
      const along = isApart ? (_value: number, gradient: number) => sign * gradient : decayed(settings, r);
      const keepsMost = settings.flag('amsgrad');
      return (before, gradient, slots) => {
        const value = isApart ? r(before * shrink) : before;
        const own = along(value, gradient);
        slots[0] = r(r(slots[0]! * b1) + rest1 * own);
        slots[1] = r(r(slots[1]! * b2) + r(rest2 * own) * own);
        if (keepsMost) slots[2] = Math.max(slots[2]!, slots[1]);
        const spread = r(r(r(Math.sqrt(slots[keepsMost ? 2 : 1]!)) / correction) + eps);
        return r(value + r(r(size * slots[0]) / spread));
      };
    },
  };
}

const rmsprop: Rule = {
  slots: (settings) => [
    'square_avg',
    ...(settings.number('momentum') > 0 ? ['momentum_buffer'] : []),
    ...(settings.flag('centered') ? ['grad_avg'] : []),
  ],
  counts: true,
  step(settings, _t, r) {
    const along = decayed(settings, r);
    const alpha = r(settings.number('alpha'));
    const rest = r(1 - settings.number('alpha'));
    const eps = r(settings.number('eps'));
    const rate = r(-settings.number('lr'));
    const momentum = r(settings.number('momentum'));
    const mean = settings.flag('centered') ? (momentum > 0 ? 2 : 1) : -1;
    return (value, gradient, slots) => {
      const own = along(value, gradient);
      slots[0] = r(r(slots[0]! * alpha) + r(rest * own) * own);
      let square = slots[0];
      if (mean >= 0) {
        slots[mean] = r(r(slots[mean]! * alpha) + rest * own);
        square = r(slots[0] - slots[mean]! * slots[mean]!);
      }
      const spread = r(r(Math.sqrt(square)) + eps);
      if (momentum === 0) return r(value + r(r(rate * own) / spread));
      slots[1] = r(r(slots[1]! * momentum) + r(own / spread));
      return r(value + rate * slots[1]);
    };
  },
};

const adagrad: Rule = {
  slots: () => ['sum'],
  initial: (settings) => settings.number('initial_accumulator_value'),
  counts: true,
  step(settings, t, r) {
    const along = decayed(settings, r);
    const rate = r(-(settings.number('lr') / (1 + (t - 1) * settings.number('lr_decay'))));
    const eps = r(settings.number('eps'));
    return (value, gradient, slots) => {
      const own = along(value, gradient);
      slots[0] = r(slots[0]! + own * own);
      return r(value + r(r(rate * own) / r(r(Math.sqrt(slots[0])) + eps)));
    };
  },
};

const adadelta: Rule = {
  slots: () => ['square_avg', 'acc_delta'],
  counts: true,
  step(settings, _t, r) {
    const along = decayed(settings, r);
    const rho = r(settings.number('rho'));
    const rest = r(1 - settings.number('rho'));
    const eps = r(settings.number('eps'));
    const rate = r(-settings.number('lr'));
    return (value, gradient, slots) => {
      const own = along(value, gradient);
      slots[0] = r(r(slots[0]! * rho) + r(rest * own) * own);
      const spread = r(Math.sqrt(r(slots[0] + eps)));
      const delta = r(r(r(Math.sqrt(r(slots[1]! + eps))) / spread) * own);
      slots[1] = r(r(slots[1]! * rho) + r(rest * delta) * delta);
      return r(value + rate * delta);
    };
  },
};

const adamax: Rule = {
  slots: () => ['exp_avg', 'exp_inf'],
  counts: true,
  step(settings, t, r) {
    const along = decayed(settings, r);
    const [first, second] = settings.pair('betas');
    const [b1, b2, rest] = [r(first), r(second), r(1 - first)];
    const eps = r(settings.number('eps'));
    const rate = r(-(settings.number('lr') / (1 - power(first, t))));
    return (value, gradient, slots) => {
      const own = along(value, gradient);
      slots[0] = r(r(slots[0]! * b1) + rest * own);
      slots[1] = Math.max(r(slots[1]! * b2), r(Math.abs(own) + eps));
      return r(value + r(r(rate * slots[0]) / slots[1]));
    };
  },
};

/** Algorithms by the names of their classes. */
export const rules = {
  SGD: sgd,
  Adam: adam(false),
  AdamW: adam(true),
  RMSprop: rmsprop,
  Adagrad: adagrad,
  Adadelta: adadelta,
  Adamax: adamax,
} as const;
