import { fileName } from '../engine/fileName';
import { holdsTensor } from '../engine/ops/table';
import { resolveAlias } from '../graph/alias';
import { gateId } from '../graph/build';
import { type Finding, findUnhealthy, type HealthInput, type Moved } from '../graph/health';
import type { Diagnostic, SnippetResult } from '../protocol';
import { diagnosticCode, diagnosticMessage, diagnosticSeverity } from '../text/diagnosticText';
import type { KeptTrace } from './keptTraces';

/** Milliseconds that moving inputs may take for one result, beside its own run. */
const MOVING = 150;
/** Numbers of an array that are moved to see whether it has an effect. */
const MOVED_NUMBERS = 4;

/** The result with what is unhealthy in its trace. */
export function diagnosed(result: SnippetResult, kept: KeptTrace): SnippetResult {
  if (result.error !== null || result.target === null) return result;
  const { range } = result.target;
  const drawn = new Set((result.graph.primitives ?? result.graph.gates).map(({ id }) => id));
  // In a fold by the code it is found by its range.
  const isFolded = result.graph.gates.some(({ fold }) => fold !== undefined);
  const deadline = performance.now() + MOVING;
  const findings = findUnhealthy({
    trace: kept.trace,
    sweep: kept.sweep,
    outputs: kept.outputs,
    inputs: kept.inputs,
    cuts: () => kept.cuts.all(),
    move: (input) => moved(input, kept, deadline),
  });
  const diagnostics = findings.map((finding): Diagnostic => {
    const gate = gateOf(finding, kept);
    const place = (finding.kind === 'no-effect' ? finding.range : finding.at.range) ?? range;
    const { file, cell } = place;
    return {
      code: diagnosticCode(finding),
      severity: diagnosticSeverity(finding),
      message: `${diagnosticMessage(finding)}${file === undefined || cell !== undefined ? '' : ` (${fileName(file)}, line ${place.start.line})`}`,
      range: place,
      ...(gate !== null && (isFolded || drawn.has(gate)) && { gate }),
    };
  });
  return { ...result, diagnostics: [...result.diagnostics, ...diagnostics] };
}

function gateOf(finding: Finding, { trace, inputs }: KeptTrace): string | null {
  const node =
    finding.kind === 'no-effect' ? inputs.find(({ name }) => name === finding.input)?.nodes[0] : finding.at.node;
  return node === undefined ? null : gateId(resolveAlias(trace.tape, node));
}

/** Moves an input's numbers by a lot until the output changes. */
function moved(input: HealthInput, kept: KeptTrace, deadline: number): Moved | 'same' | null {
  for (const node of input.nodes.slice(0, MOVED_NUMBERS)) {
    const address = kept.addressOf(node);
    if (address === null) return null;
    const { tape } = kept.trace;
    const isTensor = holdsTensor(tape.op[node]!);
    // Of many numbers none stands for all.
    if (isTensor && tape.tensor(node).size !== 1) return null;
    const from = isTensor ? tape.tensor(node).flat(0) : tape.value[node]!;
    const output = (to: number) => {
      const left = deadline - performance.now();
      return left > 0 ? kept.rerun({ ...address, to }, left) : null;
    };
    const before = output(from);
    if (before === null) return null;
    const size = Math.max(Math.abs(from), 1);
    for (const to of [from + size / 2, from - size / 2, 0, -from, 10 * from]) {
      const after = output(to);
      if (after === null) return null;
      if (!Number.isFinite(after) || after === before) continue;
      return { input: input.name, from, to, outputBefore: before, outputAfter: after };
    }
  }
  return input.nodes.length > MOVED_NUMBERS ? null : 'same';
}
