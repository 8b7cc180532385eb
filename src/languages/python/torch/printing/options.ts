import type { Runtime } from '../../../core/runtime';

/** How tensors are printed: what `torch.set_printoptions` sets. */
export interface PrintOptions {
  readonly precision: number;
  readonly threshold: number;
  readonly edgeitems: number;
  readonly linewidth: number;
  /** Null where the numbers decide. */
  readonly sciMode: boolean | null;
}

export const defaultOptions: PrintOptions = {
  precision: 4,
  threshold: 1000,
  edgeitems: 3,
  linewidth: 80,
  sciMode: null,
};

/** The sets of options that have a name. */
export const profiles: Readonly<Record<string, PrintOptions>> = {
  default: defaultOptions,
  short: { ...defaultOptions, precision: 2, edgeitems: 2 },
  full: { ...defaultOptions, threshold: Number.POSITIVE_INFINITY },
};

const byRun = new WeakMap<object, PrintOptions>();

/** The options of this run: what one sets, the next does not see. */
export function optionsOf(rt: Runtime): PrintOptions {
  return byRun.get(rt.inputs) ?? defaultOptions;
}

export function setOptions(rt: Runtime, options: PrintOptions): void {
  byRun.set(rt.inputs, options);
}
