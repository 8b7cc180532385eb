import type { Sweep } from '../engine/backward';
import { isConstant, opCode } from '../engine/ops/table';
import type { NodeId } from '../engine/tape';
import type { Trace } from '../engine/trace';
import { resolveAlias } from './alias';
import { type Recognised, recognise } from './composites/recognise';
import { behindCuts, isCutOff } from './cutOffs';
import { edgesOf, foldGraph } from './fold';
import { foldedPicture, foldingOf } from './folding/picture';
import { type FoldWish, noWish } from './folding/wish';
import { GateBuilder, gateId } from './gateBuilder';
import { FULL_LIMIT, PICTURE_LIMIT, UNFOLD_FACTOR } from './limits';
import type { Composite, Graph } from './model';

export { FULL_LIMIT, gateId, PICTURE_LIMIT };

export interface BuildOptions {
  /** What is differentiated; several when the output is an array. */
  readonly outputs: readonly NodeId[];
  /** The leaves that gradients are reported for. The full picture shows them even where nothing of them is used. */
  readonly inputs: readonly NodeId[];
  /** Gates that a picture has room for. With more the full picture is left out, with a message. */
  readonly limit: number;
  /** How the reader wants it folded. */
  readonly wish?: FoldWish;
  /** Tensors of so many numbers have all of them listed. */
  readonly listed?: number;
  /** Rows that others speak of, by their gates. */
  readonly named?: readonly NodeId[];
  /** The trace as it is: constants are gates of their own, and inputs that are not used stand there too. */
  readonly full?: boolean;
}

/**
 * The graph of what the outputs were computed from, in the order of the run. In the default picture constants are
 * folded into the formula and the operands of the gate that uses them; where there are more gates than `limit`, recognised
 * composites become one gate each, and if that is not enough, gates are folded by where they stand in the code. Takes time
 * proportional to the tape up to the last output, whatever its depth.
 */
export function buildGraph(trace: Trace, sweep: Sweep, given: BuildOptions): Graph {
  const { full = false, limit, wish = noWish } = given;
  const drawn = (node: NodeId) => (full ? node : resolveAlias(trace.tape, node));
  const options = { ...given, outputs: given.outputs.map(drawn) };
  const shown = shownNodes(trace, sweep, options);
  const { total } = shown;
  const outputs = [...new Set(options.outputs)].map(gateId);
  if (full && total > limit) return { gates: [], edges: [], outputs, total, omitted: tooMany(total, limit) };
  const found = total > FULL_LIMIT ? [] : recognise(trace.tape, sweep, options.outputs);
  const withComposites = found.reduce((count, { members }) => count - members.length + 1, total);
  const folds = { trace, sweep, outputs: options.outputs, limit, wish, composites: found, total, withComposites };
  const folded = full ? null : foldedPicture(folds);
  if (folded !== null) {
    const within = withinOf(given.named ?? [], (node) => folded.gateOf(node));
    return { ...folded.graph, total, omitted: null, ...(within && { within }) };
  }
  const isShown = new Set(shown.nodes);
  const shownAs = { node: drawn, gate: (node: NodeId) => (isShown.has(node) ? gateId(node) : null) };
  const builder = new GateBuilder(trace, sweep, options.outputs, shownAs, given.listed);
  const gates = shown.nodes.map((node) => builder.gate(node));
  const composites = found.map(compositeOf);
  const folding = full ? undefined : foldingOf(folds);
  const graph: Graph = {
    gates,
    edges: edgesOf(gates),
    outputs,
    total,
    omitted: null,
    ...(composites.length > 0 && { composites }),
    ...(folding && { folding }),
  };
  if (total <= limit) return graph;
  const { primitives, ...rest } = foldGraph(graph, new Set(composites.map(({ id }) => id)));
  return total <= UNFOLD_FACTOR * limit && primitives ? { ...rest, primitives } : rest;
}

/** For primitives that others speak of the drawn gates that hold them; undefined where there are none. */
function withinOf(
  named: readonly NodeId[],
  gateOf: (node: NodeId) => string | null,
): Readonly<Record<string, string>> | undefined {
  const within: Record<string, string> = {};
  for (const node of named) {
    const gate = gateOf(node);
    if (gate !== null && gate !== gateId(node)) within[gateId(node)] = gate;
  }
  return Object.keys(within).length === 0 ? undefined : within;
}

function compositeOf({ name, outputs, members, inputs }: Recognised): Composite {
  const root = outputs.at(-1)!;
  return {
    id: `c${root}`,
    name,
    root: gateId(root),
    outputs: outputs.map(gateId),
    members: members.map(gateId),
    inputs: inputs.map(gateId),
    folded: false,
  };
}

function shownNodes(trace: Trace, sweep: Sweep, options: BuildOptions): { nodes: NodeId[]; total: number } {
  const { tape } = trace;
  const { full = false } = options;
  const kept = Math.max(options.limit, FULL_LIMIT);
  const { reached } = sweep;
  const { op } = tape;
  const outputs = new Set(options.outputs);
  const unused = full ? options.inputs.filter((node) => reached[node] !== 1) : [];
  const nodes: NodeId[] = [...unused];
  let total = unused.length;
  for (let node = 0; node < reached.length; node++) {
    if (reached[node] === 0) continue;
    if (!full && (op[node] === opCode.alias || (isConstant(op[node]!) && !outputs.has(node) && !isCutOff(trace, node))))
      continue;
    total++;
    if (total <= kept) nodes.push(node);
  }
  const behind = total <= options.limit ? behindCuts(trace, nodes) : [];
  nodes.push(...behind);
  if (unused.length > 0 || behind.length > 0) nodes.sort((a, b) => a - b);
  return { nodes, total: total + behind.length };
}

function tooMany(total: number, limit: number): string {
  return `This result has ${grouped(total)} gates; the picture shows up to ${grouped(limit)}. The table has every named value.`;
}

/** A count with a space between groups of three digits, from five digits on. */
function grouped(count: number): string {
  return count < 10_000 ? String(count) : String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
}
