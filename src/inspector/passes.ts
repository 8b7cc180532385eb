import { backward, type Seed, type Sweep } from '../engine/backward';
import { holdsTensor } from '../engine/ops/table';
import type { SourceId, SourceTable } from '../engine/sources';
import type { NodeId, Tape } from '../engine/tape';
import type { NdArray } from '../engine/tensor/ndarray';
import type { BuildOptions } from '../graph/build';
import type { FoldWish } from '../graph/folding/wish';
import type { Data, Num } from '../graph/model';
import { encodeNum } from '../graph/num';
import { nested, statisticsOf } from '../graph/tensorView';
import { DETAILED_PASSES, type NamedArray, type Pass, type PassLog } from '../languages/core/passes';
import type { PassCall, Passes, PassResult, PassView, SnippetResult } from '../protocol';
import type { KeptTrace } from './keptTraces';

/** Points of the curve of losses. */
const POINTS = 256;

/** What a result says of the sweeps that the code made itself; nothing where it made none. */
export function passesOf(
  log: PassLog,
  tape: Tape,
  sources: SourceTable,
  listed: number,
): Pick<SnippetResult, 'passes' | 'gradCalls'> {
  const { passes, gradCalls } = log;
  const data = (array: NdArray) => nested(array, listed);
  const calls = gradCalls.map(({ outputs, inputs, grads }) => ({
    outputNames: outputs.map(({ name }: NamedArray) => name),
    outputs: outputs.map(({ array }) => data(array)),
    inputNames: inputs.map(({ name }) => name),
    grads: grads.map(data),
  }));
  return {
    ...(passes.length > 0 && { passes: summaryOf(log, tape, sources, data) }),
    ...(calls.length > 0 && { gradCalls: calls }),
  };
}

function listedPass(pass: Pass, log: PassLog, data: (array: NdArray) => Data): PassResult {
  const { index, output, trained } = pass;
  const details = log.detailsOf(pass);
  const grads = details?.grads ?? trained.map(({ name, gradient }) => ({ name, array: gradient }));
  const seed = details?.outputGradient ?? null;
  return {
    index,
    output: { name: output.name, value: data(output.array), shape: output.array.shape },
    outputGradient: seed === null ? ones(output.array.shape) : data(seed),
    grads: Object.fromEntries(grads.map(({ name, array }) => [name, array && data(array)])),
    nodeGrads: Object.fromEntries((details?.nodeGrads ?? []).map(({ name, array }) => [name ?? '', data(array)])),
  };
}

/** The passes by the expression that made them. */
function callsOf({ passes }: PassLog, sources: SourceTable, data: (array: NdArray) => Data): PassCall[] {
  const counts = new Map<SourceId, { count: number; last: Pass }>();
  for (const pass of passes) counts.set(pass.source, { count: (counts.get(pass.source)?.count ?? 0) + 1, last: pass });
  return [...counts].map(([source, { count, last }]) => ({
    range: sources.range(source),
    count,
    last: last.index,
    output: { name: last.output.name, value: data(last.output.array), shape: last.output.array.shape },
    grads: last.trained.map(({ name, gradient }) => ({ name, value: data(gradient), shape: gradient.shape })),
  }));
}

function summaryOf(log: PassLog, tape: Tape, sources: SourceTable, data: (array: NdArray) => Data): Passes {
  const { passes } = log;
  const count = passes.length;
  const points = Math.min(count, POINTS);
  const chosen = Array.from({ length: points }, (_, k) => Math.round((k * (count - 1)) / Math.max(points - 1, 1)));
  const told = passes.filter(({ index }) => index < DETAILED_PASSES || index === count - 1);
  return {
    count,
    losses: chosen.map((pass) => ({ pass, loss: lossOf(tape, passes[pass]!) })),
    listed: told.map((pass) => listedPass(pass, log, data)),
    calls: callsOf(log, sources, data),
  };
}

/** The number that a pass made smaller; of a tensor the sum, which is what was differentiated. */
function lossOf(tape: Tape, { output: { node } }: Pass): Num {
  if (!holdsTensor(tape.op[node]!)) return encodeNum(tape.value[node]!);
  let sum = 0;
  for (const value of tape.tensor(node).values()) sum += value;
  return encodeNum(sum);
}

function ones(shape: readonly number[]): Data {
  const [extent, ...rest] = shape;
  return extent === undefined ? 1 : Array.from({ length: extent }, () => ones(rest));
}

/** What a pass starts from. */
export function seedOf({ output: { node }, seed }: Pass): Seed {
  return { node, gradient: 1, ...(seed && { array: seed }) };
}

const sweeps = new WeakMap<KeptTrace, { readonly pass: Pass; readonly sweep: Sweep }>();

/** The backward sweep of a pass, made anew from its trace; that of the pass that was asked for last is kept. */
export function sweepOfPass(kept: KeptTrace, pass: Pass): Sweep {
  const known = sweeps.get(kept);
  if (known?.pass === pass) return known.sweep;
  const sweep = backward(kept.trace.tape, [seedOf(pass)]);
  sweeps.set(kept, { pass, sweep });
  return sweep;
}

/** How the graph of a pass is built: as that of the result, with the pass's output. */
export function pictureOfPass(kept: KeptTrace, { output, trained }: Pass, wish: FoldWish): BuildOptions {
  const inputs: NodeId[] = trained.map(({ node }) => node);
  return { ...kept.picture, outputs: [output.node], inputs, named: [], wish };
}

/** Numbers of one variable that the timeline is told. */
const SHOWN_NUMBERS = 64;

export function viewOfPass({ trace }: KeptTrace, pass: Pass): PassView {
  const shown = (array: NdArray) => nested(array, SHOWN_NUMBERS);
  return {
    index: pass.index,
    loss: lossOf(trace.tape, pass),
    range: trace.sources.range(pass.source),
    variables: pass.trained.map(({ name, before, gradient, after }) => ({
      name,
      shape: before.shape,
      before: shown(before),
      gradient: shown(gradient),
      after: shown(after),
      ...(before.size > SHOWN_NUMBERS && {
        statistics: {
          before: statisticsOf(before),
          gradient: statisticsOf(gradient),
          after: statisticsOf(after),
        },
      }),
    })),
  };
}
