import type { Window } from '../../../engine/tensor/convolution';
import type { Value } from '../../core/values';
import { isArray } from '../objects';
import type { TfCall } from './call';

/** A number for both axes, or one for each. */
export function perAxis(call: TfCall, k: number, label: string, otherwise: number, axes = 2): number[] {
  const given = call.has(k) ? call.list(k, label) : [otherwise];
  const list = given.length === 1 ? new Array<number>(axes).fill(given[0]!) : given;
  if (list.length === axes && list.every((each) => each >= 1)) return list;
  throw call.wrong(`${call.name}: \`${label}\` must be a number from 1 on, or ${axes} of them, but it is [${given}]`);
}

export interface Strides {
  readonly size: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
}

/**
 * The padding of an argument: 'valid' for none, 'same' for as much as makes an output of ⌈n / stride⌉, a number for all
 * sides, or pairs for each axis of the input.
 */
export function window(
  call: TfCall,
  given: Value,
  spatial: readonly number[],
  { size, stride, dilation }: Strides,
  channelsFirst = false,
): Window {
  const padding = spatial.map((extent, k): [number, number] => {
    if (given === 'valid') return [0, 0];
    if (given === 'same') {
      const out = Math.ceil(extent / stride[k]!);
      const total = Math.max(0, (out - 1) * stride[k]! + (size[k]! - 1) * dilation[k]! + 1 - extent);
      return [Math.floor(total / 2), Math.ceil(total / 2)];
    }
    if (typeof given === 'number') return [given, given];
    const pair = isArray(given) ? given[k + (channelsFirst ? 2 : 1)] : null;
    if (isArray(pair) && pair.every((each) => typeof each === 'number')) return [pair[0] as number, pair[1] as number];
    throw call.wrong(
      `${call.name}: \`pad\` must be 'same', 'valid', a number, or pairs of numbers for each axis, but it is ${String(given)}`,
    );
  });
  return { stride, dilation, padding };
}

/** Rounding of the output's extents, of which only down, which is the default, is known here. */
export function onlyDown(call: TfCall, k: number): void {
  const mode = call.args[k];
  if (mode === undefined || mode === null || mode === 'floor') return;
  throw call.rt.unsupported(
    `\`${call.name}\` rounds down here: \`dimRoundingMode\` '${String(mode)}' is not supported`,
    call.source,
  );
}

/** `NHWC` or `NCHW`, and the like. */
export function channelsOf(call: TfCall, k: number, known: readonly [string, string]): 'first' | 'last' {
  const format = call.text(k) ?? known[0];
  if (format === known[0]) return 'last';
  if (format === known[1]) return 'first';
  throw call.wrong(`${call.name}: \`dataFormat\` must be '${known[0]}' or '${known[1]}', but it is '${format}'`);
}
