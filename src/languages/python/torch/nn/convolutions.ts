import type { SourceId } from '../../../../engine/sources';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { reprOf } from '../../text/repr';
import { Tuple } from '../../values/objects';
import { callFunctional, forAxes } from '../functional/members';
import { wholes } from '../operands';
import type { ModuleInstance } from './instance';
import { fanBound, field, isNone, keep, layer, size, tuple, uniformParameter } from './layer';

const numbers = (value: Value) => (value as Tuple).items as readonly number[];

function convolution(count: number, isTransposed: boolean): void {
  const name = `Conv${isTransposed ? 'Transpose' : ''}${count}d`;
  const settings = isTransposed
    ? 'stride=, padding=, output_padding=, groups=, bias=, dilation=, padding_mode='
    : 'stride=, padding=, dilation=, groups=, bias=, padding_mode=';
  layer(name, {
    home: 'conv',
    init: `in_channels, out_channels, kernel_size, ${settings}, device=, dtype=`,
    make(rt, module, args, source) {
      const [inChannels, outChannels, kernel, stride, padding] = args;
      const [outputPadding, groups, bias, dilation, mode, , dtype] = isTransposed
        ? args.slice(5)
        : [undefined, args[6], args[7], args[5], args[8], args[9], args[10]];
      const axes = (value: Value, otherwise: number, label: string) =>
        tuple(forAxes(rt, value, count, otherwise, name, label, source));
      const [from, to] = [
        size(rt, inChannels, name, 'in_channels', source),
        size(rt, outChannels, name, 'out_channels', source),
      ];
      const split = isNone(groups) ? 1 : size(rt, groups, name, 'groups', source);
      if (from % split !== 0) throw rt.error('ValueError', 'in_channels must be divisible by groups', source);
      if (to % split !== 0) throw rt.error('ValueError', 'out_channels must be divisible by groups', source);
      keep(module, {
        in_channels: from,
        out_channels: to,
        kernel_size: axes(kernel, 1, 'kernel_size'),
        stride: axes(stride, 1, 'stride'),
        padding: typeof padding === 'string' ? padding : axes(padding, 0, 'padding'),
        dilation: axes(dilation, 1, 'dilation'),
        transposed: isTransposed,
        output_padding: axes(outputPadding, 0, 'output_padding'),
        groups: split,
        padding_mode: mode ?? 'zeros',
      });
      const window = numbers(field(module, 'kernel_size'));
      const shape = isTransposed ? [from, to / split, ...window] : [to, from / split, ...window];
      const fan = shape.slice(1).reduce((product, extent) => product * extent, 1);
      const bound = fanBound(fan);
      keep(module, { weight: uniformParameter(rt, shape, bound.weight, dtype, source) });
      keep(module, { bias: bias === false ? null : uniformParameter(rt, [to], bound.bias, dtype, source) });
    },
    forward: (rt, module, [input], source) =>
      isTransposed ? turned(rt, module, input, count, source) : straight(rt, module, input, count, source),
    show: (rt, module, source) => shown(rt, module, count, source),
  });
}

const own = (module: ModuleInstance, ...names: readonly string[]) => names.map((name) => field(module, name));

function straight(rt: Runtime, module: ModuleInstance, input: Value, count: number, source: SourceId): Value {
  const mode = field(module, 'padding_mode');
  let [x, padding] = [input, field(module, 'padding')];
  if (mode !== 'zeros' && padding instanceof Tuple) {
    const widths = [...numbers(padding)].reverse().flatMap((width) => [width, width]);
    x = callFunctional(rt, 'pad', [input, tuple(widths), mode], source);
    padding = tuple(new Array(count).fill(0));
  }
  return callFunctional(
    rt,
    `conv${count}d`,
    [x, ...own(module, 'weight', 'bias', 'stride'), padding, ...own(module, 'dilation', 'groups')],
    source,
  );
}

function turned(rt: Runtime, module: ModuleInstance, input: Value, count: number, source: SourceId): Value {
  const names = ['weight', 'bias', 'stride', 'padding', 'output_padding', 'groups', 'dilation'];
  return callFunctional(rt, `conv_transpose${count}d`, [input, ...own(module, ...names)], source);
}

/** Settings that differ from the usual ones are named. */
function shown(rt: Runtime, module: ModuleInstance, count: number, source: SourceId): string {
  const text = (name: string) => reprOf(rt, field(module, name), source);
  const differs = (name: string, usual: number) => {
    const value = field(module, name);
    return typeof value === 'string' || wholes(rt, value, name, name, source).some((each) => each !== usual);
  };
  const parts = [`${text('in_channels')}, ${text('out_channels')}`];
  parts.push(`kernel_size=${text('kernel_size')}`, `stride=${text('stride')}`);
  const padding = field(module, 'padding');
  // Text stands without quotation marks.
  if (differs('padding', 0)) parts.push(`padding=${typeof padding === 'string' ? padding : text('padding')}`);
  if (differs('dilation', 1)) parts.push(`dilation=${text('dilation')}`);
  if (differs('output_padding', 0)) parts.push(`output_padding=${text('output_padding')}`);
  if (field(module, 'groups') !== 1) parts.push(`groups=${text('groups')}`);
  if (field(module, 'bias') === null) parts.push('bias=False');
  if (field(module, 'padding_mode') !== 'zeros') parts.push(`padding_mode=${String(field(module, 'padding_mode'))}`);
  void count;
  return parts.join(', ');
}

for (const count of [1, 2, 3]) convolution(count, false);
for (const count of [1, 2]) convolution(count, true);
