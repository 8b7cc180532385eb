import type { Runtime } from '../../../core/runtime';

/** How arrays are printed: what `np.set_printoptions` sets. */
export interface PrintOptions {
  readonly precision: number;
  readonly threshold: number;
  readonly edgeitems: number;
  readonly linewidth: number;
  readonly suppress: boolean;
  readonly nanstr: string;
  readonly infstr: string;
  readonly sign: '-' | '+' | ' ';
  readonly floatmode: 'maxprec' | 'fixed' | 'unique' | 'maxprec_equal';
}

export const defaultOptions: PrintOptions = {
  precision: 8,
  threshold: 1000,
  edgeitems: 3,
  linewidth: 75,
  suppress: false,
  nanstr: 'nan',
  infstr: 'inf',
  sign: '-',
  floatmode: 'maxprec',
};

/** By run: what one sets, the next does not see. */
const byRun = new WeakMap<object, PrintOptions>();

export function optionsOf(rt: Runtime): PrintOptions {
  return byRun.get(rt.inputs) ?? defaultOptions;
}

export function setOptions(rt: Runtime, options: PrintOptions): void {
  byRun.set(rt.inputs, options);
}
