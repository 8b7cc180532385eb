import { CONSTANT, holdsTensor, INPUT, opName, TENSOR_CONSTANT, TENSOR_INPUT } from './ops/table';
import { tensorOpName } from './ops/tensorTable';
import { type RegionId, RegionKind } from './regions';
import type { SourceTable } from './sources';
import type { NodeId, Tape } from './tape';
import { shapeText } from './tensor/shape';

const kindNames = Object.fromEntries(Object.entries(RegionKind).map(([name, kind]) => [kind, name]));

/**
 * The tape as text, one line a row, for tests and for looking at a run:
 *
 *     0 input 3
 *     1 constant 2
 *     2 mul 0 1 = 6 | w * x | loop > iteration 4
 *
 *     3 matmul 1 2 = float64[2, 3]
 *
 * The code follows where `sources` are given, the region where a row was not recorded in the module itself.
 */
export function printTape(tape: Tape, sources?: SourceTable): string {
  const lines: string[] = [];
  for (let node = 0; node < tape.length; node++) lines.push(printRow(tape, node, sources));
  return lines.join('\n');
}

function printRow(tape: Tape, node: NodeId, sources: SourceTable | undefined): string {
  const code = tape.op[node]!;
  const value = printValue(tape, node);
  const kind = leafKinds.get(code);
  const parts = [
    kind !== undefined
      ? `${node} ${kind} ${value}`
      : `${[node, opName(code) ?? tensorOpName(code), ...tape.operandsOf(node)].join(' ')} = ${value}`,
  ];
  const text = sources?.code(tape.source[node]!).replace(/\s+/g, ' ') ?? '';
  if (text !== '') parts.push(text);
  const region = tape.region[node]!;
  if (region !== 0) parts.push(printRegion(tape, region));
  return parts.join(' | ');
}

const leafKinds = new Map([
  [INPUT, 'input'],
  [CONSTANT, 'constant'],
  [TENSOR_INPUT, 'input'],
  [TENSOR_CONSTANT, 'constant'],
]);

function printValue(tape: Tape, node: NodeId): string {
  if (holdsTensor(tape.op[node]!)) {
    const { dtype, shape } = tape.tensor(node);
    return `${dtype}${shapeText(shape)}`;
  }
  return Object.is(tape.value[node], -0) ? '-0' : String(tape.value[node]);
}

function printRegion({ regions }: Tape, region: RegionId): string {
  const path: string[] = [];
  for (let id = region; id !== 0; id = regions.parent(id)) {
    const kind = regions.kind(id);
    path.unshift(kind === RegionKind.iteration ? `iteration ${regions.index(id)}` : kindNames[kind]!);
  }
  return path.join(' > ');
}
