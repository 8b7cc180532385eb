import type { SourceId } from '../../../../engine/sources';
import { filled } from '../../../../engine/tensor/ndarray';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { reprOf } from '../../text/repr';
import { Tuple } from '../../values/objects';
import { newTensor } from '../creation';
import { mismatch } from '../elementwise';
import { callFunctional, callTorch } from '../functional/members';
import { numberIn, tensorArgument } from '../operands';
import type { TorchTensor } from '../tensor';
import { sizesText } from '../words';
import type { ModuleInstance } from './instance';
import { field, isNone, keep, layer, size, uniformParameter } from './layer';

type Call = (name: string, ...args: Value[]) => TorchTensor;

/** What one kind of network does at each step. */
interface Cell {
  readonly gates: number;
  /** The next states of the states, the first of which is what is given out. */
  readonly step: (
    call: Call,
    inputs: TorchTensor,
    hidden: TorchTensor,
    states: readonly TorchTensor[],
  ) => TorchTensor[];
  readonly states: number;
}

const chunks = (call: Call, value: TorchTensor, count: number) =>
  (call('chunk', value, count, 1) as unknown as Tuple).items as TorchTensor[];

const simple = (nonlinearity: string): Cell => ({
  gates: 1,
  states: 1,
  step: (call, inputs, hidden) => [call(nonlinearity, call('add', inputs, hidden))],
});

const lstm: Cell = {
  gates: 4,
  states: 2,
  step(call, inputs, hidden, [, cell]) {
    const [input, forget, candidate, output] = chunks(call, call('add', inputs, hidden), 4);
    const kept = call('mul', call('sigmoid', forget), cell);
    const next = call('add', kept, call('mul', call('sigmoid', input), call('tanh', candidate)));
    return [call('mul', call('sigmoid', output), call('tanh', next)), next];
  },
};

const gru: Cell = {
  gates: 3,
  states: 1,
  step(call, inputs, hidden, [before]) {
    const [ri, zi, ni] = chunks(call, inputs, 3);
    const [rh, zh, nh] = chunks(call, hidden, 3);
    const reset = call('sigmoid', call('add', ri, rh));
    const update = call('sigmoid', call('add', zi, zh));
    const candidate = call('tanh', call('add', ni, call('mul', reset, nh)));
    return [call('add', call('mul', call('sub', before, candidate), update), candidate)];
  },
};

const cellOf = (kind: string, module: ModuleInstance): Cell =>
  kind === 'LSTM' ? lstm : kind === 'GRU' ? gru : simple(String(field(module, 'nonlinearity')));

/** The parameters of one layer, in the order of their random numbers. */
function drawLayer(
  rt: Runtime,
  module: ModuleInstance,
  suffix: string,
  from: number,
  hidden: number,
  gates: number,
  hasBias: boolean,
  dtype: Value,
  source: SourceId,
): void {
  const bound = hidden > 0 ? 1 / Math.sqrt(hidden) : 0;
  const rows = gates * hidden;
  keep(module, { [`weight_ih${suffix}`]: uniformParameter(rt, [rows, from], bound, dtype, source) });
  keep(module, { [`weight_hh${suffix}`]: uniformParameter(rt, [rows, hidden], bound, dtype, source) });
  for (const name of ['bias_ih', 'bias_hh'])
    if (hasBias) keep(module, { [`${name}${suffix}`]: uniformParameter(rt, [rows], bound, dtype, source) });
}

/** One step of one layer. */
function stepped(
  rt: Runtime,
  module: ModuleInstance,
  cell: Cell,
  suffix: string,
  x: TorchTensor,
  states: readonly TorchTensor[],
  source: SourceId,
): TorchTensor[] {
  const call: Call = (name, ...args) => callTorch(rt, name, args, source);
  const linear = (kind: string, value: TorchTensor) =>
    callFunctional(
      rt,
      'linear',
      [value, field(module, `weight_${kind}${suffix}`), field(module, `bias_${kind}${suffix}`) ?? null],
      source,
    );
  return cell.step(call, linear('ih', x), linear('hh', states[0]!), states);
}

function zeroState(rt: Runtime, like: TorchTensor, shape: readonly number[], source: SourceId): TorchTensor {
  return newTensor(rt, filled(like.ref.dtype, shape, 0), false, source);
}

/** The states that a call gives: one, or a tuple of two. */
function statesIn(rt: Runtime, value: Value, count: number, name: string, source: SourceId): TorchTensor[] | null {
  if (isNone(value)) return null;
  const items = count === 1 ? [value] : value instanceof Tuple ? value.items : Array.isArray(value) ? value : [value];
  return items.map((item, k) => tensorArgument(rt, item, name, k, source));
}

const KINDS = ['RNN', 'LSTM', 'GRU'] as const;

for (const kind of KINDS) {
  const gates = { RNN: 1, LSTM: 4, GRU: 3 }[kind];
  const count = kind === 'LSTM' ? 2 : 1;
  layer(`${kind}Cell`, {
    home: 'rnn',
    init: `input_size, hidden_size, bias=, ${kind === 'RNN' ? 'nonlinearity=, ' : ''}device=, dtype=`,
    make(rt, module, args, source) {
      const [from, to] = [args[0], args[1]].map((value) => size(rt, value, kind, 'size', source));
      const dtype = kind === 'RNN' ? args[5] : args[4];
      keep(module, { input_size: from, hidden_size: to, bias: args[2] ?? true });
      if (kind === 'RNN') keep(module, { nonlinearity: args[3] ?? 'tanh' });
      drawLayer(rt, module, '', from!, to!, gates, args[2] !== false, dtype, source);
    },
    takes: 'input, hx=',
    forward(rt, module, [input, hx], source) {
      const x = tensorArgument(rt, input, kind, 0, source);
      const hidden = field(module, 'hidden_size') as number;
      checkInput(rt, x, field(module, 'input_size') as number, source);
      const isSingle = x.ref.shape.length === 1;
      const wide = (value: TorchTensor) => (isSingle ? callTorch(rt, 'unsqueeze', [value, 0], source) : value);
      const batch = isSingle ? 1 : x.ref.shape[0]!;
      const given = statesIn(rt, hx, count, kind, source)?.map(wide);
      const states = given ?? Array.from({ length: count }, () => zeroState(rt, x, [batch, hidden], source));
      const next = stepped(rt, module, cellOf(kind, module), '', wide(x), states, source).map((value) =>
        isSingle ? callTorch(rt, 'squeeze', [value, 0], source) : value,
      );
      return count === 1 ? next[0] : new Tuple(next);
    },
    show(rt, module, source) {
      const text = (name: string) => reprOf(rt, field(module, name), source);
      const parts = [`${text('input_size')}, ${text('hidden_size')}`];
      if (field(module, 'bias') === false) parts.push('bias=False');
      if (kind === 'RNN' && field(module, 'nonlinearity') !== 'tanh')
        parts.push(`nonlinearity=${String(field(module, 'nonlinearity'))}`);
      return parts.join(', ');
    },
  });

  layer(kind, {
    home: 'rnn',
    init: `input_size, hidden_size, num_layers=, ${kind === 'RNN' ? 'nonlinearity=, ' : ''}bias=, batch_first=, dropout=, bidirectional=, ${kind === 'LSTM' ? 'proj_size=, ' : ''}device=, dtype=`,
    make(rt, module, args, source) {
      const own = kind === 'RNN' ? args.toSpliced(3, 1) : args;
      const [fromValue, toValue, layers, bias, batchFirst, dropout, bidirectional] = own;
      const dtype = own.at(kind === 'LSTM' ? 9 : 8);
      if (kind === 'LSTM' && !isNone(own[7]) && own[7] !== 0)
        throw rt.unsupported('`LSTM` with proj_size is not supported; put a Linear behind it', source);
      const from = size(rt, fromValue, kind, 'input_size', source);
      const to = size(rt, toValue, kind, 'hidden_size', source);
      const depth = isNone(layers) ? 1 : size(rt, layers, kind, 'num_layers', source);
      keep(module, { mode: kind, input_size: from, hidden_size: to, num_layers: depth });
      if (kind === 'RNN') keep(module, { nonlinearity: args[3] ?? 'tanh' });
      keep(module, {
        bias: bias ?? true,
        batch_first: batchFirst ?? false,
        dropout: dropout ?? 0,
        bidirectional: bidirectional ?? false,
      });
      const directions = bidirectional === true ? ['', '_reverse'] : [''];
      for (let k = 0; k < depth; k++)
        for (const direction of directions) {
          const width = k === 0 ? from : to * directions.length;
          drawLayer(rt, module, `_l${k}${direction}`, width, to, gates, bias !== false, dtype, source);
        }
    },
    takes: 'input, hx=',
    forward: (rt, module, [input, hx], source) => sequence(rt, module, kind, count, input, hx, source),
    show(rt, module, source) {
      const text = (name: string) => reprOf(rt, field(module, name), source);
      const parts = [`${text('input_size')}, ${text('hidden_size')}`];
      if (field(module, 'num_layers') !== 1) parts.push(`num_layers=${text('num_layers')}`);
      if (field(module, 'bias') === false) parts.push('bias=False');
      if (field(module, 'batch_first') === true) parts.push('batch_first=True');
      if (field(module, 'dropout') !== 0) parts.push(`dropout=${text('dropout')}`);
      if (field(module, 'bidirectional') === true) parts.push('bidirectional=True');
      return parts.join(', ');
    },
  });
}

function checkInput(rt: Runtime, x: TorchTensor, width: number, source: SourceId): void {
  if (x.ref.shape.at(-1) === width) return;
  throw mismatch(
    rt,
    x.ref.shape.length > 2
      ? `input.size(-1) must be equal to input_size. Expected ${width}, got ${x.ref.shape.at(-1)}`
      : `input has inconsistent input_size: got ${x.ref.shape.at(-1)} expected ${width}`,
    [x.value()],
    source,
  );
}

/** All layers over all steps: what the last one gives at each step, and the states after the last step. */
function sequence(
  rt: Runtime,
  module: ModuleInstance,
  kind: (typeof KINDS)[number],
  count: number,
  input: Value,
  hx: Value,
  source: SourceId,
): Value {
  const call: Call = (name, ...args) => callTorch(rt, name, args, source);
  let x = tensorArgument(rt, input, kind, 0, source);
  const rank = x.ref.shape.length;
  if (rank !== 2 && rank !== 3)
    throw rt.error('RuntimeError', `${kind}: Expected input to be 2-D or 3-D but received ${rank}-D tensor`, source);
  checkInput(rt, x, field(module, 'input_size') as number, source);
  const isSingle = rank === 2;
  const isBatchFirst = field(module, 'batch_first') === true && !isSingle;
  if (isBatchFirst) x = call('transpose', x, 0, 1);
  if (isSingle) x = call('unsqueeze', x, 1);
  const [steps, batch] = x.ref.shape as [number, number];
  const hidden = field(module, 'hidden_size') as number;
  const depth = field(module, 'num_layers') as number;
  const directions = field(module, 'bidirectional') === true ? ['', '_reverse'] : [''];
  const given = statesIn(rt, hx, count, kind, source)?.map((value) => (isSingle ? call('unsqueeze', value, 1) : value));
  const wanted = [depth * directions.length, batch, hidden];
  for (const [s, state] of (given ?? []).entries())
    if (state.ref.shape.some((extent, k) => extent !== wanted[k]))
      throw rt.error(
        'RuntimeError',
        `Expected hidden${kind === 'LSTM' ? `[${s}]` : ''} size ${tupleText(wanted)}, got ${sizesText(state.ref.shape)}`,
        source,
      );
  const cell = cellOf(kind, module);
  const ends: TorchTensor[][] = [];
  let line = Array.from({ length: steps }, (_, t) => call('select', x, 0, t));
  for (let k = 0; k < depth; k++) {
    const sides = directions.map((direction, d) => {
      const place = k * directions.length + d;
      let states =
        given?.map((value) => call('select', value, 0, place)) ??
        Array.from({ length: count }, () => zeroState(rt, x, [batch, hidden], source));
      const outputs: TorchTensor[] = [];
      for (let i = 0; i < steps; i++) {
        const t = direction === '' ? i : steps - 1 - i;
        states = stepped(rt, module, cell, `_l${k}${direction}`, line[t]!, states, source);
        outputs[t] = states[0]!;
      }
      ends.push(states);
      return outputs;
    });
    line = Array.from({ length: steps }, (_, t) =>
      sides.length === 1
        ? sides[0]![t]!
        : call(
            'cat',
            sides.map((side) => side[t]!),
            1,
          ),
    );
    const share = numberIn(rt, field(module, 'dropout'), kind, 'dropout', source);
    if (share > 0 && module.training && k < depth - 1) {
      const dropped = callFunctional(rt, 'dropout', [call('stack', line), field(module, 'dropout'), true], source);
      line = line.map((_, t) => call('select', dropped, 0, t));
    }
  }
  let output = call('stack', line);
  if (isBatchFirst) output = call('transpose', output, 0, 1);
  if (isSingle) output = call('squeeze', output, 1);
  const last = Array.from({ length: count }, (_, s) => {
    const stacked = call(
      'stack',
      ends.map((states) => states[s]!),
    );
    return isSingle ? call('squeeze', stacked, 1) : stacked;
  });
  return new Tuple([output, count === 1 ? last[0] : new Tuple(last)]);
}

const tupleText = (items: readonly number[]) => `(${items.join(', ')})`;
