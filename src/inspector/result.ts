import { backward, type Sweep } from '../engine/backward';
import { holdsTensor } from '../engine/ops/table';
import type { Range } from '../engine/sources';
import type { NodeId } from '../engine/tape';
import type { Trace } from '../engine/trace';
import { resolveAlias } from '../graph/alias';
import { type BuildOptions, buildGraph, FULL_LIMIT, gateId, PICTURE_LIMIT } from '../graph/build';
import { clip, oneLine } from '../graph/clip';
import type { Graph } from '../graph/model';
import { SnippetFailure, toSnippetError } from '../languages/core/failure';
import type { EnclosingFunction, FrontEnd } from '../languages/core/frontEnd';
import { inputAt, type LoggedInput } from '../languages/core/inputs';
import type { LoweredModule } from '../languages/core/module';
import type { Runtime } from '../languages/core/runtime';
import { allowanceOf } from '../languages/core/tensors';
import type { Structure } from '../languages/core/valueModel';
import { TensorValue, Tracked, type Value } from '../languages/core/values';
import type { HeldVariable } from '../languages/core/watch';
import type { Diagnostic, InputResult, OutputResult, ParameterAsk, SnippetResult, VariableResult } from '../protocol';
import { handGradients, handUpstream, type OutputPlace } from './handGradients';
import type { TracedResult } from './keptTraces';
import { nodeNames } from './nodeNames';
import { passesOf, seedOf } from './passes';
import type { Outcome } from './runSubject';
import { flat, seedNodes, seedsFrom, seedsOf } from './seeds';
import { gradientsOf, kindOf, nodesOf, partOf, shapeOf, valuesOf } from './structures';
import type { Task } from './subjects';
import { isTrainedElsewhere, rowOf, wantedLeaves, wantedResult } from './wantedLeaves';

/** Tensors of more numbers are summed up in the graph, however much is listed elsewhere. */
const SUMMARY_LENGTH = 1000;

/** What a result is made from. */
export interface ResultParts {
  readonly id: string;
  readonly frontEnd: FrontEnd;
  readonly module: LoweredModule;
  readonly rt: Runtime;
  readonly task: Task;
  readonly kind: SnippetResult['kind'];
  readonly label: string;
  readonly outcome: Outcome;
  readonly picture: 'default' | 'full';
  /** How many numbers of one array are listed. */
  readonly listed: number;
  /** The function that ran, for the places of its arguments. */
  readonly fn: EnclosingFunction | null;
  /** Where the arguments stand that the function ran with. */
  readonly argumentRanges: ReadonlyMap<string, { readonly range: Range | null; readonly code: string }>;
  /** The code of the values that replace the code's own, by name. */
  readonly overridden: ReadonlyMap<string, string>;
  /** Names that a selection uses itself. */
  readonly mentioned: ReadonlySet<string>;
  readonly ask: ParameterAsk | null;
  /** The variable that holds the gradient to start from; null for ones. */
  readonly upstream: string | null;
  /** Told the trace of a result that has one. */
  readonly traced: (id: string, traced: TracedResult) => void;
}

const EMPTY_GRAPH: Graph = { gates: [], edges: [], outputs: [], total: 0, omitted: null };

/** A result that never ran. */
export function failedResult(
  id: string,
  frontEnd: FrontEnd,
  kind: SnippetResult['kind'],
  target: SnippetResult['target'],
  task: Task | null,
  error: unknown,
): SnippetResult {
  return {
    id,
    language: frontEnd.language,
    kind,
    target,
    directive: task?.directive?.range ?? null,
    scenario: task?.scenario ?? 0,
    output: null,
    inputs: [],
    variables: [],
    graph: EMPTY_GRAPH,
    occurrences: { count: 0, shown: 0 },
    diagnostics: [],
    stdout: '',
    error: toSnippetError(error, null),
    ask: null,
  };
}

/** Sweeps the trace of a run backward and puts together what the views show. */
export function resultOf(parts: ResultParts): SnippetResult {
  const { rt, module, task, outcome, frontEnd } = parts;
  const { subject } = task;
  let error: unknown = outcome.error;
  const found = outcome.found;
  let structure: Structure | undefined;
  if (found) {
    structure = rt.model.structure(found.value);
    if (structure === undefined) error ??= notDifferentiable(found.value, parts);
  }
  const { cutOffs, words } = rt;
  const trace: Trace = {
    tape: rt.tape,
    sources: module.sources,
    nameOf: nodeNames(parts),
    cutOffOf: (node) => cutOffs.of(node),
    wordsOf: (node) => words?.wordsOf(node) ?? null,
  };
  let sweep: Sweep | null = null;
  let outputs: NodeId[] = [];
  if (structure !== undefined) {
    try {
      const pass = parts.kind === 'file' ? rt.passes.passes.at(-1) : undefined;
      const seeds = pass ? [seedOf(pass)] : seedsOf(structure, parts);
      outputs = seeds.map(({ node }) => node);
      sweep = backward(rt.tape, seeds, rt.spares.sweep(), allowanceOf(rt, 0).tick);
    } catch (failure) {
      error ??= failure;
    }
  }
  const reported = reportedInputs(parts, outputs);
  if (reported.error) error ??= reported.error;
  const wanted = task.directive?.wrt ? [] : wantedLeaves(parts, reported.inputs);
  const inputNodes = [
    ...reported.inputs.flatMap(({ structure: held }) => nodesOf(held)),
    ...wanted.map((leaf) => rowOf(leaf, parts)),
  ];
  const named = outcome.variables.flatMap(({ value }) => {
    const held = rt.model.structure(value);
    const node = held instanceof Tracked || held instanceof TensorValue ? held.node : null;
    return node === null ? [] : [resolveAlias(rt.tape, node)];
  });
  const picture: BuildOptions = {
    outputs,
    inputs: inputNodes,
    named,
    limit: parts.picture === 'full' ? FULL_LIMIT : PICTURE_LIMIT,
    full: parts.picture === 'full',
    ...(parts.listed === Number.POSITIVE_INFINITY && { listed: SUMMARY_LENGTH }),
  };
  const graph = sweep ? buildGraph(trace, sweep, picture) : EMPTY_GRAPH;
  if (sweep) {
    const { inputs: log, cuts } = rt;
    const own = reported.inputs.map((input) => ({
      name: input.name,
      nodes: nodesOf(input.structure),
      named: isNamed(task, input.name),
      asked: isAsked(input, parts),
      unread: isUnread(input, parts),
      range: valueRangeOf(input, parts) ?? parts.fn?.parameters.find(({ name }) => name === input.name)?.range ?? null,
    }));
    const leaves = wanted.map((leaf) => ({
      name: leaf.name,
      nodes: [rowOf(leaf, parts)],
      named: false,
      asked: true,
      elsewhere: isTrainedElsewhere(leaf, parts),
      unread: false,
      range: rt.sources.range(rt.tape.source[leaf.value.node]!),
    }));
    const inputs = [...own, ...leaves];
    parts.traced(parts.id, {
      trace,
      sweep,
      outputs,
      inputs,
      cuts,
      passes: rt.passes.passes,
      graph,
      picture,
      addressOf: (node) => log.addressOf(node),
    });
  }
  const drawn = drawnGates(graph);
  const derived =
    sweep && frontEnd.runsToEnd && structure !== undefined
      ? derivedByHand(parts, structure, sweep, reported.inputs)
      : [];
  return {
    id: parts.id,
    language: frontEnd.language,
    kind: parts.kind,
    target: subject
      ? { name: labelOf(parts), range: module.file.range(subject.start, subject.end) }
      : variableTarget(parts),
    directive: task.directive?.range ?? null,
    scenario: task.scenario,
    output: structure !== undefined && found ? outputOf(structure, found.name, parts) : null,
    inputs: [
      ...reported.inputs.map((input) => inputResult(input, sweep, parts)),
      ...wanted.map((leaf) => wantedResult(leaf, sweep, parts)),
    ],
    variables: [
      ...outcome.variables.flatMap((held) => variableResult(held, sweep, drawn, parts) ?? []),
      ...(rt.model.inside?.(outcome.variables).slice(0, INSIDE_LIMIT) ?? []).flatMap(
        ({ name, value }) => valueResult({ name, value, range: null, initialiser: null }, sweep, drawn, parts) ?? [],
      ),
    ],
    graph,
    occurrences: found?.occurrences ?? { count: 0, shown: 0 },
    diagnostics: advised(rt, outcome.error),
    ...passesOf(rt.passes, rt.tape, rt.sources, parts.listed),
    stdout: typeof found?.printed === 'number' ? rt.output.text.slice(0, found.printed) : rt.output.text,
    error: error === null ? null : toSnippetError(error, module.sources),
    ...(derived.length > 0 && { handGradients: derived }),
    ask: parts.ask,
  };
}

/** What the language says of the run, such as a known mistake of those who use a library. */
function advised({ advice, sources }: Runtime, error: unknown): Diagnostic[] {
  return advice.all(error).flatMap(({ code, message, source, fixes }): Diagnostic[] => {
    const range = sources.range(source);
    return range === null ? [] : [{ code, severity: 'warning', message, range, ...(fixes.length > 0 && { fixes }) }];
  });
}

/** Gradients that the code derives itself, compared with those of the sweep that starts where the code's own does. */
function derivedByHand(parts: ResultParts, structure: Structure, sweep: Sweep, inputs: readonly ReportedInput[]) {
  const { rt, upstream, listed } = parts;
  const place = outputPlace(parts);
  const start = upstream === null ? handUpstream(rt, place, structure) : null;
  if (start === null) return handGradients(rt, sweep, inputs, place, listed, upstream);
  const seeds = seedsFrom(seedNodes(structure, rt), flat(start.structure), rt);
  const own = backward(rt.tape, seeds, null, allowanceOf(rt, 0).tick);
  return handGradients(rt, own, inputs, place, listed, start.name);
}

/** The output's name and the place from which on a gradient of it may be derived. */
function outputPlace({ task, module, outcome, rt, label }: ResultParts): OutputPlace {
  const { file } = module;
  const name = outcome.found?.name ?? null;
  const range = task.subject ? null : rt.topLevel.find((variable) => variable.name === label)?.range;
  return { name, file, end: task.subject?.end ?? (range ? file.startOf(range) + 1 : 0) };
}

/** For each gate that stands in the picture, or in a fold of it, the gate that can be asked about. */
function drawnGates({ gates, primitives, composites = [], within = {} }: Graph): ReadonlyMap<string, string> {
  const drawn = new Map(gates.map(({ id }) => [id, id]));
  for (const [gate, holder] of Object.entries(within)) drawn.set(gate, holder);
  for (const { id, folded, members } of composites) {
    if (folded) for (const member of members) drawn.set(member, primitives ? member : id);
  }
  return drawn;
}

/** Statements are called by the variable that they set last. */
function labelOf({ task, label, outcome }: ResultParts): string {
  return task.subject?.kind === 'statements' ? (outcome.found?.name ?? label) : label;
}

function variableTarget({ label, rt, module }: ResultParts): SnippetResult['target'] {
  const variable = rt.topLevel.find(({ name }) => name === label);
  return { name: label, range: variable?.range ?? module.file.beginning };
}

function outputOf(structure: Structure, name: string | null, parts: ResultParts): OutputResult {
  const shape = shapeOf(structure);
  return {
    name: parts.kind === 'function' ? (parts.frontEnd.namesFunctions ? parts.label : null) : name,
    value: valuesOf(structure, parts.listed),
    shape,
    seededWithOnes: (shape === null || shape.length > 0) && !isSeededByCode(parts),
  };
}

/** Whether the last pass of a module started from a gradient that the code gives. */
function isSeededByCode({ kind, rt }: ResultParts): boolean {
  return kind === 'file' && rt.passes.passes.at(-1)?.seed !== undefined;
}

function notDifferentiable(value: Value, parts: ResultParts): SnippetFailure {
  const { frontEnd, task, module } = parts;
  const range = task.subject ? module.file.range(task.subject.start, task.subject.end) : null;
  const what = `the output is ${frontEnd.describe(value)}, which has no gradient`;
  const joined = typeof value === 'string' ? joinedTensor(parts, range) : null;
  const advice = joined ?? 'select a number or an array of numbers';
  return new SnippetFailure('NotDifferentiable', `${what}; ${advice}`, range);
}

/** What to write where `+` made text of a tensor in this range; null where it did not. */
function joinedTensor({ rt, module: { sources } }: ResultParts, range: Range | null): string | null {
  for (const { node, kind, source } of rt.cuts.all()) {
    const at = sources.range(source);
    if (kind !== 'text' || !holdsTensor(rt.tape.op[node]!) || range === null || at === null) continue;
    if (at.file !== range.file || at.start.line < range.start.line || at.end.line > range.end.line) continue;
    const code = (text: string) => `\`${clip(oneLine(text), CODE_LENGTH).replaceAll('`', "'")}\``;
    const tensor = sources.name(rt.tape.source[node]!) ?? sources.code(rt.tape.source[node]!);
    return `${code(sources.code(source))} makes text of a tensor: write ${code(`${tensor}.add(…)`)}`;
  }
  return null;
}

const CODE_LENGTH = 60;

// --- inputs and variables -------------------------------------------------------------------------------------------

interface ReportedInput {
  readonly name: string;
  readonly logged: LoggedInput;
  readonly structure: Structure;
}

/** The inputs of the result: all above the output, or those that `wrt` names. */
function reportedInputs(
  parts: ResultParts,
  outputs: readonly NodeId[],
): { inputs: ReportedInput[]; error: SnippetFailure | null } {
  const { rt, task } = parts;
  // A trained input is what it was when the output was computed.
  const last = outputs.length === 0 ? Number.POSITIVE_INFINITY : outputs.reduce((a, b) => Math.max(a, b));
  const logged = [...rt.inputs.entries.values()].map((entry) => inputAt(entry, last));
  const entries = logged.filter(({ declaration, name }) => {
    if (declaration === null) return true;
    if (parts.fn !== null && !isNamed(task, name) && !parts.overridden.has(name)) return false;
    // What stands in a function may run after inputs further below.
    return task.subject === null || task.subject.deferred || declaration.valueStart < task.subject.start;
  });
  const structured = entries.flatMap((logged): ReportedInput[] => {
    const structure = rt.model.structure(logged.value);
    return structure === undefined ? [] : [{ name: logged.name, logged, structure }];
  });
  const wrt = task.directive?.wrt;
  if (!wrt) {
    return { inputs: structured.filter(({ logged }) => isAutomatic(logged)), error: null };
  }
  const inputs: ReportedInput[] = [];
  for (const { name, range } of wrt) {
    const [head, ...path] = name.split('.');
    const input = structured.find((candidate) => candidate.name === head);
    const part = input && partOf(input.structure, path);
    if (!input || part === undefined) {
      const known = structured
        .map((candidate) => `\`${candidate.name}\``)
        .slice(0, 8)
        .join(', ');
      const message = `\`${name}\` is no input here: \`wrt\` takes variables above that start from numbers${known ? `, such as ${known}` : ''}`;
      return { inputs: structured, error: new SnippetFailure('DirectiveError', message, range) };
    }
    inputs.push({ name, logged: input.logged, structure: part });
  }
  return { inputs, error: null };
}

function isNamed({ directive }: Task, name: string): boolean {
  return directive?.wrt?.some((entry) => entry.name.split('.')[0] === name) ?? false;
}

function isAutomatic({ declaration, overridden }: LoggedInput): boolean {
  return declaration === null || declaration.literal === 'automatic' || declaration.once === true || overridden;
}

/** Whether the code asks for the input by name: a parameter, a name of `wrt` or of a selection. */
function isAsked({ name, logged }: ReportedInput, { task, mentioned }: ResultParts): boolean {
  return logged.declaration === null || isNamed(task, name) || (task.directive === null && mentioned.has(name));
}

/** Whether a parameter's name stands nowhere in its function but where it is declared. */
function isUnread({ name, logged }: ReportedInput, { fn, module }: ResultParts): boolean {
  if (logged.declaration !== null || fn === null) return false;
  const code = module.file.text.slice(fn.start, fn.end);
  return code.split(name).length <= 2;
}

function valueRangeOf({ name, structure, logged: { declaration } }: ReportedInput, parts: ResultParts): Range | null {
  const argument = parts.argumentRanges.get(name)?.range;
  // Numbers alone are no code for what holds them.
  const given = parts.overridden.get(name);
  if (given !== undefined && structure instanceof TensorValue && /^[-+\s]*[\d.[(]/.test(given)) return null;
  return argument ?? (declaration ? parts.module.file.range(declaration.valueStart, declaration.valueEnd) : null);
}

function inputResult({ name, logged, structure }: ReportedInput, sweep: Sweep | null, parts: ResultParts): InputResult {
  const { file } = parts.module;
  const { declaration } = logged;
  const argument = parts.argumentRanges.get(name);
  const valueCode = declaration
    ? file.text.slice(declaration.valueStart, declaration.valueEnd)
    : (argument?.code ?? '');
  return {
    name,
    value: valuesOf(structure, parts.listed),
    grad: gradientsOf(structure, parts.rt.tape, sweep, parts.listed),
    shape: shapeOf(structure),
    ...dtypeOf(structure),
    valueRange: valueRangeOf({ name, logged, structure }, parts),
    valueCode: parts.overridden.get(name) ?? argument?.code ?? valueCode,
    ...(declaration?.isMade && !parts.overridden.has(name) && { isMade: true as const }),
    overridden: parts.overridden.has(name),
    used: sweep !== null && nodesOf(structure).some((node) => sweep.reached[node] === 1),
  };
}

/** How many values inside of what variables hold are told of. */
const INSIDE_LIMIT = 100;

function dtypeOf(structure: Structure): { readonly dtype?: string } {
  return structure instanceof TensorValue ? { dtype: structure.array.dtype } : {};
}

function variableResult(
  { variable, value }: HeldVariable,
  ...rest: [Sweep | null, ReadonlyMap<string, string>, ResultParts]
): VariableResult | null {
  const { name, range, initialiser } = variable;
  return valueResult({ name, value, range, initialiser }, ...rest);
}

function valueResult(
  {
    name,
    value,
    range,
    initialiser,
  }: { readonly value: Value } & Required<Pick<VariableResult, 'name' | 'range' | 'initialiser'>>,
  sweep: Sweep | null,
  drawn: ReadonlyMap<string, string>,
  { rt, listed, mentioned }: ResultParts,
): VariableResult | null {
  const structure = rt.model.structure(value);
  if (structure === undefined) return null;
  const node = structure instanceof Tracked || structure instanceof TensorValue ? structure.node : null;
  const gate = node === null ? null : gateId(resolveAlias(rt.tape, node));
  return {
    name,
    value: valuesOf(structure, listed),
    grad: gradientsOf(structure, rt.tape, sweep, listed),
    shape: shapeOf(structure),
    kind: rt.model.kind?.(value) ?? kindOf(structure),
    ...dtypeOf(structure),
    range,
    initialiser,
    gate: gate === null ? null : (drawn.get(gate) ?? null),
    ...(mentioned.has(name) && { mentioned: true as const }),
  };
}
