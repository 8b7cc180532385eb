/**
 * How an optimizer changes one number: `slots` are numbers that it keeps beside it, `t` counts the steps from 1. Each
 * operation is rounded to single precision, as that of the library.
 */
export interface Rule {
  /** What each slot begins with. */
  readonly slots: readonly number[];
  step(value: number, gradient: number, slots: number[], t: number): number;
}

const f = Math.fround;

/** The library's epsilon for single precision. */
const EPSILON = 1e-7;

export function sgd(rate: number): Rule {
  return { slots: [], step: (value, gradient) => f(value + f(f(-rate) * gradient)) };
}

export function momentum(rate: number, factor: number, isNesterov: boolean): Rule {
  return {
    slots: [0],
    step(value, gradient, slots) {
      const sum = f(f(f(factor) * slots[0]!) + gradient);
      slots[0] = sum;
      const along = isNesterov ? f(gradient + f(sum * f(factor))) : sum;
      return f(f(f(-rate) * along) + value);
    },
  };
}

export function adagrad(rate: number, initial: number): Rule {
  return {
    slots: [initial],
    step(value, gradient, slots) {
      slots[0] = f(slots[0]! + f(gradient * gradient));
      return f(f(f(gradient / f(Math.sqrt(f(slots[0] + f(EPSILON))))) * f(-rate)) + value);
    },
  };
}

export function adadelta(rate: number, rho: number, epsilon = EPSILON): Rule {
  const rest = f(1 - rho);
  return {
    slots: [0, 0],
    step(value, gradient, slots) {
      const squares = f(f(slots[0]! * f(rho)) + f(f(gradient * gradient) * rest));
      const update = f(f(f(Math.sqrt(f(slots[1]! + f(epsilon)))) / f(Math.sqrt(f(slots[0]! + f(epsilon))))) * gradient);
      slots[0] = squares;
      slots[1] = f(f(slots[1]! * f(rho)) + f(f(update * update) * rest));
      return f(f(update * f(-rate)) + value);
    },
  };
}

export function rmsprop(rate: number, decay: number, factor: number, epsilon: number, isCentered: boolean): Rule {
  const rest = f(1 - decay);
  return {
    slots: [0, 0, 0],
    step(value, gradient, slots) {
      const squares = f(f(slots[0]! * f(decay)) + f(f(gradient * gradient) * rest));
      slots[0] = squares;
      let spread = f(squares + f(epsilon));
      if (isCentered) {
        const mean = f(f(slots[2]! * f(decay)) + f(gradient * rest));
        slots[2] = mean;
        spread = f(squares - f(f(mean * mean) + f(epsilon)));
      }
      const step = f(f(slots[1]! * f(factor)) + f(f(gradient * f(rate)) / f(Math.sqrt(spread))));
      slots[1] = step;
      return f(value - step);
    },
  };
}

export function adam(rate: number, beta1: number, beta2: number, epsilon = EPSILON): Rule {
  return {
    slots: [0, 0],
    step(value, gradient, slots, t) {
      const first = f(f(slots[0]! * f(beta1)) + f(gradient * f(1 - beta1)));
      const second = f(f(slots[1]! * f(beta2)) + f(f(gradient * gradient) * f(1 - beta2)));
      slots[0] = first;
      slots[1] = second;
      const unbiased = f(first / f(1 - power(beta1, t)));
      const spread = f(second / f(1 - power(beta2, t)));
      return f(f(f(unbiased / f(f(Math.sqrt(spread)) + f(epsilon))) * f(-rate)) + value);
    },
  };
}

export function adamax(rate: number, beta1: number, beta2: number, epsilon = EPSILON, decay = 0): Rule {
  return {
    slots: [0, 0],
    step(value, gradient, slots, t) {
      const first = f(f(slots[0]! * f(beta1)) + f(gradient * f(1 - beta1)));
      const largest = Math.max(f(slots[1]! * f(beta2)), Math.abs(gradient));
      slots[0] = first;
      slots[1] = largest;
      const own = f(f(-rate) / f(f((t - 1) * f(decay)) + 1));
      return f(f(f(own / f(1 - power(beta1, t))) * f(first / f(largest + f(epsilon)))) + value);
    },
  };
}

/** A power as the library has it: multiplied step by step in single precision. */
const powers = new Map<number, number[]>();
function power(beta: number, t: number): number {
  let known = powers.get(beta);
  if (known === undefined) powers.set(beta, (known = [1]));
  while (known.length <= t && known.length < 100_000) known.push(f(known.at(-1)! * f(beta)));
  return known[t] ?? 0;
}
