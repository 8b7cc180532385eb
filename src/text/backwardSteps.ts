import type { Flow } from '../engine/ops/flow';
import type { Gate, Graph, Num, Operand } from '../graph/model';
import { decodeNum } from '../graph/num';
import { isMany, SweepPlan, sumOf } from '../graph/sweepPlan';
import { isFold } from './compositeText';
import { callName, gradText } from './label';
import { atom, factor, isUnwieldy, localFormula } from './localFormula';
import { shortNumber, sumText } from './numberFormat';
import { rangeText } from './rangeText';
import { flowTitle, sentence, signed } from './sentence';
import { isAboutTensors, shapeText } from './tensorShape';
import { vjpFormula } from './tensorText';

/** One step of the backward sweep: the seed of the outputs, or one gate that passes its gradient on. */
export interface BackwardStep {
  /** Null for the first step, which gives the outputs their gradient. */
  readonly gate: string | null;
  /** The gates that the step is about: the gate, or the outputs. */
  readonly about: readonly string[];
  /** `u = w × x`, or what the step does. */
  readonly title: string;
  readonly flow: Flow | null;
  /** `mul swaps`; empty for a fold that no operation names. */
  readonly flowTitle: string;
  /** What has arrived at the gate: `∂u = 8`; empty for the first step. */
  readonly upstream: string;
  /** One line for each operand that a gradient is kept for; for the first step one for each output. */
  readonly lines: readonly StepLine[];
  /** What else there is to say, in sentences; names stand in backticks. */
  readonly notes: readonly string[];
  /** The sums that the step adds to. */
  readonly sums: readonly StepSum[];
  /** The whole step for a screen reader, without its number. */
  readonly spoken: string;
}

/** `∂w += x · ∂u = 2 · 8 = 16`. */
export interface StepLine {
  /** The gate that gets the contribution. */
  readonly gate: string;
  /** `∂w`. */
  readonly target: string;
  /** `+=`, and `=` for the seed. */
  readonly sign: '+=' | '=';
  /** The product with names and with numbers; null where there is no one product. */
  readonly product: {
    readonly local: string;
    readonly upstream: string;
    readonly localNumber: string;
    readonly upstreamNumber: string;
  } | null;
  /** `16`, or `240 numbers from −0.1 to 0.3`. */
  readonly result: string;
  /** The contribution, for its colour; null for several. */
  readonly contribution: Num | null;
}

/** How far the sum of a fork is: `x: 16 so far, 1 more to come`, then `x: 16 + 8 = 24`. */
export interface StepSum {
  readonly gate: string;
  readonly label: string;
  readonly total: Num;
  /** Contributions that are still to come. */
  readonly left: number;
  readonly text: string;
}

export interface BackwardSweep {
  readonly plan: SweepPlan;
  readonly steps: readonly BackwardStep[];
  /** The same for pictures with the same steps, whatever their numbers. */
  readonly structure: string;
}

/** A line as one text. */
export function lineText({ target, sign, product, result }: StepLine): string {
  if (product === null) return `${target} ${sign} ${result}`;
  const { local, upstream, localNumber, upstreamNumber } = product;
  const numbers = `${localNumber} · ${upstreamNumber}`;
  const names = `${local} · ${upstream}`;
  return [`${target} ${sign} ${names}`, ...(names === numbers ? [] : [numbers]), result].join(' = ');
}

/** The steps of the backward sweep over a picture, in their order. Empty where nothing is differentiated. */
export function backwardSteps(graph: Graph): BackwardSweep {
  const plan = new SweepPlan(graph);
  const gates = new Map(graph.gates.map((gate) => [gate.id, gate]));
  const steps = plan.length === 0 ? [] : [seedStep(plan, gates), ...plan.gates.map((gate) => step(plan, gate, gates))];
  const structure = [...graph.outputs, '<', ...plan.gates.map(({ id }) => id)].join(' ');
  return { plan, steps, structure };
}

type GatesById = ReadonlyMap<string, Gate>;

/** Outputs that are named one by one; a picture may have more. */
const OUTPUTS = 8;

function seedStep(plan: SweepPlan, gates: GatesById): BackwardStep {
  const outputs = plan.graph.outputs.flatMap((id) => gates.get(id) ?? []);
  const told = outputs.slice(0, OUTPUTS);
  const lines = told.map((gate): StepLine => {
    const seed = isMany(gate) ? undefined : gate.seed;
    return {
      gate: gate.id,
      target: gradOf(callName(gate)),
      sign: '=',
      product: null,
      result: seed === undefined ? '1 where the sweep starts' : shortNumber(seed),
      contribution: seed ?? null,
    };
  });
  const [only] = outputs;
  const name = outputs.length === 1 && only ? quoted(callName(only)) : 'an output';
  const isOne = outputs.every(({ seed }) => seed === undefined || decodeNum(seed) === 1);
  const notes = [
    isOne
      ? `A small change h of ${name} changes ${name} by h, so the sweep starts from 1.`
      : `The sweep starts from the gradient that was given for ${name}.`,
    ...(outputs.length > told.length ? [`${outputs.length - told.length} more outputs start in the same way.`] : []),
  ];
  const sums = outputs.flatMap((gate) => sumAt(plan, gate, callName(gate), 0) ?? []);
  return {
    gate: null,
    about: outputs.map(({ id }) => id),
    title: `Start at ${outputs.length === 1 && only ? callName(only) : `${outputs.length} outputs`}`,
    flow: null,
    flowTitle: '',
    upstream: '',
    lines,
    notes,
    sums,
    spoken: sentences([
      ...lines.map(({ target, result }) => `${target.slice(1)} gets ${result}`),
      ...notes,
      ...sums.map(({ text }) => text),
    ]),
  };
}

/** With more operands than this a screen reader is told the first few and how many there are. */
const SPOKEN = 6;

function step(plan: SweepPlan, gate: Gate, gates: GatesById): BackwardStep {
  const at = plan.stepOf.get(gate.id)!;
  const lines = gate.operands.flatMap((operand, k) => lineOf(gate, operand, k, gates) ?? []);
  const labels = new Map(gate.operands.flatMap(({ gate: from, label }) => (from === null ? [] : [[from, label]])));
  const sums = [...labels].flatMap(([from, label]) => {
    const target = gates.get(from);
    const which = gate.operands.find((operand) => operand.gate === from)!;
    return (target && from !== gate.id && sumAt(plan, target, label + whichOf(gate, which, gates), at)) || [];
  });
  const own = ownSum(plan, gate, at);
  const notes = notesOf(plan.graph, gate, lines, gates);
  const title = titleOf(gate);
  const flowing = flowTitle(gate);
  const told = lines.length > SPOKEN ? lines.slice(0, SPOKEN - 1) : lines;
  return {
    gate: gate.id,
    about: [gate.id],
    title,
    flow: gate.flow,
    flowTitle: flowing,
    upstream: `${upstreamName(gate)} = ${own ?? gradText(gate)}`,
    lines,
    notes,
    sums,
    spoken: sentences([
      flowing === '' ? title : `${title}, ${flowing}`,
      `upstream ${gradText(gate)}`,
      ...told.map(spokenLine),
      ...(lines.length > told.length ? [`${lines.length - told.length} others in the same way`] : []),
      ...notes,
      ...sums.map(({ text }) => text),
    ]),
  };
}

function titleOf(gate: Gate): string {
  const name = callName(gate);
  if (gate.name === null || gate.formula === '' || gate.formula === name) return name;
  // What is folded by its place in the code may be an assignment already: `g += 2 * err`.
  return gate.fold && gate.formula.startsWith(`${name} `) ? gate.formula : `${name} = ${gate.formula}`;
}

/** What flows to one operand; null for a constant, for which no gradient is kept. */
function lineOf(gate: Gate, operand: Operand, k: number, gates: GatesById): StepLine | null {
  const { gate: from, label, contribution, spread } = operand;
  if (from === null || gates.get(from)?.kind === 'constant') return null;
  const { tensor } = operand;
  if (contribution === null && spread === undefined && tensor?.contribution == null) return null;
  const line = { gate: from, target: gradOf(label) + whichOf(gate, operand, gates), sign: '+=' as const };
  if (contribution === null && spread !== undefined) {
    const { count, least, most } = spread;
    const [low, high] = [shortNumber(least), shortNumber(most)];
    const range = low === high ? `of ${low}` : `from ${low} to ${high}`;
    const numbers = count === 1 ? low : `${count} numbers ${range}`;
    return { ...line, product: null, result: numbers, contribution: null };
  }
  if (isAboutTensors(gate)) {
    const numbers = contribution === null ? rangeText(tensor!.contribution!) : shortNumber(contribution);
    const size = tensor === undefined ? '' : `${shapeText(tensor.shape)}: `;
    return { ...line, product: null, result: `${vjpFormula(gate, k)} = ${size}${numbers}`, contribution };
  }
  return { ...line, product: productOf(gate, operand, k), result: shortNumber(contribution!), contribution };
}

/** Of two values of one name, such as an input and what a loop makes of it, the input is told apart. */
function whichOf(gate: Gate, { gate: from, label }: Operand, gates: GatesById): string {
  const isShared = gate.operands.some((other) => other.label === label && other.gate !== from);
  return isShared && gates.get(from!)?.kind === 'input' ? ' (input)' : '';
}

/** `x · ∂u` and `2 · 8`; null where the contribution is not this one product, as for several gates in one. */
function productOf(gate: Gate, { local, contribution }: Operand, k: number): StepLine['product'] {
  if (local === null || contribution === null || isMany(gate)) return null;
  const [slope, upstream] = [decodeNum(local), decodeNum(gate.grad)];
  if (isFold(gate) && !isSame(slope * upstream, decodeNum(contribution))) return null;
  const number = shortNumber(local);
  const formula = gate.flow === 'routes' ? '' : localFormula(gate, k).replaceAll(' · ', '·');
  return {
    local: factor(formula === '' ? number : formula),
    upstream: upstreamName(gate),
    localNumber: factor(number),
    upstreamNumber: signed(shortNumber(gate.grad)),
  };
}

/** A fold's local gradient is that of one gate inside, which need not be all of the way through it. */
function isSame(product: number, contribution: number): boolean {
  if (Object.is(product, contribution)) return true;
  return Math.abs(product - contribution) <= 1e-9 * Math.abs(contribution);
}

function notesOf(graph: Graph, gate: Gate, lines: readonly StepLine[], gates: GatesById): string[] {
  const constants = gate.operands.filter(({ gate: id }) => id === null || gates.get(id)?.kind === 'constant');
  const nothing =
    constants.length === 1
      ? `The constant ${constants[0]!.label} gets nothing.`
      : `The ${constants.length} constants get nothing.`;
  return [
    ...(gate.fold && gate.fold.kind !== 'composite' ? [`${sentence(graph, gate)}.`] : []),
    ...(gate.values && !gate.fold ? [`${gate.values.length} values pass their gradients back together.`] : []),
    ...(lines.length === 0 ? ['Only constants go in, so nothing flows back.'] : constants.length > 0 ? [nothing] : []),
    ...carriedTo(gate).map((label) => `What ${quoted(label)} gets goes on to the turn of the loop before.`),
    ...(gate.convention === null ? [] : [gate.convention]),
  ];
}

function carriedTo({ operands }: Gate): string[] {
  return [...new Set(operands.flatMap(({ carried, label }) => (carried ? [label] : [])))];
}

/** How a step leaves the sum of a gate that is used more than once; null where it adds nothing to one. */
function sumAt(plan: SweepPlan, gate: Gate, label: string, step: number): StepSum | null {
  if (!plan.isFork(gate.id)) return null;
  const arrivals = plan.arrivals(gate.id);
  const before = arrivals.filter((arrival) => arrival.step < step);
  const now = arrivals.filter((arrival) => arrival.step === step);
  const left = arrivals.length - before.length - now.length;
  const total = left === 0 ? gate.grad : sumOf([...before, ...now]);
  if (now.length === 0 || total === null) return null;
  const terms = now.map(({ contribution }) => shortNumber(contribution!));
  const sum = before.length === 0 ? terms : [shortNumber(sumOf(before)!), ...terms];
  const shown = sum.length > 4 ? [...sum.slice(0, 3), '…'] : sum;
  const text = `${label}: ${sum.length > 1 ? `${sumText(shown)} = ` : ''}${shortNumber(total)}`;
  return { gate: gate.id, label, total, left, text: left === 0 ? text : `${text} so far, ${left} more to come` };
}

/** A gate that a loop carries a value from gets something from later turns, which is told as the gate passes all of it on. */
function ownSum(plan: SweepPlan, gate: Gate, step: number): string | null {
  const arrivals = plan.arrivals(gate.id);
  const later = arrivals.filter(({ fromLater }) => fromLater);
  const carried = sumOf(later);
  if (later.length === 0 || carried === null || isMany(gate)) return null;
  const before = arrivals.filter((arrival) => arrival.step < step && !arrival.fromLater);
  const terms = [...(before.length === 0 ? [] : [sumOf(before)!]), carried].map((number) => shortNumber(number));
  return `${terms.length > 1 ? `${sumText(terms)} = ` : ''}${shortNumber(gate.grad)}, ${shortNumber(carried)} from later turns`;
}

/** `∂u`, `∂(y − 10)`; of a long formula `upstream`. */
function upstreamName(gate: Gate): string {
  const name = callName(gate);
  return gate.name === null && isUnwieldy(name) ? 'upstream' : gradOf(name);
}

function gradOf(label: string): string {
  return `∂${atom(label)}`;
}

function spokenLine({ target, product, result }: StepLine): string {
  const name = target.slice(1);
  if (product === null) return `${name} gets ${result}`;
  const { local } = product;
  const [localNumber, upstreamNumber] = [bare(product.localNumber), bare(product.upstreamNumber)];
  return `${name} gets ${local === product.localNumber ? '' : `${local}, `}${localNumber} times ${upstreamNumber}: ${result}`;
}

/** A number without the parentheses that it has in a product. */
function bare(number: string): string {
  return number.replace(/[()]/g, '');
}

function sentences(parts: readonly string[]): string {
  return parts.map((part) => `${part.replace(/[.:]$/, '').replaceAll('`', '')}.`).join(' ');
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', "'")}\``;
}
