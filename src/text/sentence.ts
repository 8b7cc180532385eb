import type { Fold, Gate, Graph, Num, Operand, TensorView } from '../graph/model';
import { decodeNum } from '../graph/num';
import { cutName } from './cutName';
import { BEHIND_CUT, cutBefore, cutSentence } from './cutText';
import { callName } from './label';
import { factor, localFormula } from './localFormula';
import { shortNumber } from './numberFormat';
import { isAboutTensors } from './tensorShape';
import { tensorSentence } from './tensorText';

/** `mul swaps`: the operation and its flow pattern; empty for a leaf. */
export function flowTitle(gate: Gate): string {
  if (gate.cut !== undefined) return `${cutName(gate.cut)} blocks`;
  return gate.flow === null ? '' : `${words[gate.op] ?? gate.op} ${gate.flow}`;
}

/** What a reader would call operations that no code spells. */
const words: Readonly<Record<string, string>> = {
  alias: 'copy',
  pack: 'list',
  pullback: 'derivative',
  custom: 'own function',
};

/**
 * How the gradient flows through a gate, in one sentence with the gate's own numbers (4 digits), such as "mul swaps: `w`
 * gets x·8 = 16, `x` gets w·8 = 24". Names stand in backticks; nothing else does.
 */
export function sentence(graph: Graph, gate: Gate): string {
  if (gate.fold && gate.fold.kind !== 'composite') return foldSentence(gate, gate.fold);
  if (gate.cut !== undefined) return cutSentence(gate, gate.cut);
  if (gate.behindCut) return BEHIND_CUT;
  if (gate.kind === 'constant') return 'constant: a number of the code; no gradient is kept for it';
  if (gate.kind === 'input') return inputSentence(graph, gate);
  if (isAboutTensors(gate)) {
    const constants = constantGates(graph);
    const isConstant = ({ gate: from }: Operand) => from === null || constants.has(from);
    return `${flowTitle(gate)}: ${tensorSentence(gate, isConstant)}`;
  }
  const groups = groupsOf(gate, constantGates(graph));
  const live = groups.filter((group) => !group.constant);
  if (live.length === 0) return `${flowTitle(gate)}: only constants go in, so nothing flows back`;
  return `${flowTitle(gate)}: ${bySpecialCase(gate, groups, live) ?? listed(gate, groups)}`;
}

/** What a fold stands for, and what its numbers are. */
function foldSentence(gate: Gate, { kind, count, value, grad }: Fold): string {
  const numbers = `${rangeWords('values ', value)}, ${rangeWords('gradients ', grad)}`;
  const each = count === 1 ? 'its value and gradient are those of the one value that leaves' : numbers;
  switch (kind) {
    case 'stack':
      return `${flowTitle(gate) || gate.op}, ${count} times: ${numbers}`;
    case 'inputs':
      return `${count} inputs: ${numbers}`;
    case 'steps':
      return `${gate.count} operations of the other steps: ${each}`;
    default:
      return `${gate.count} operations drawn as one gate: ${each}`;
  }
}

/** `values from 1 to 3`, or `values of 1` where all are the same. */
function rangeWords(what: string, { least, most }: { readonly least: Num; readonly most: Num }): string {
  const [from, to] = [shortNumber(least), shortNumber(most)];
  return from === to ? `${what}${what === '' ? 'each ' : 'of '}${from}` : `${what}from ${from} to ${to}`;
}

/** The uses of one value by one gate: `x * x` is one group of two. */
interface Group {
  readonly label: string;
  readonly constant: boolean;
  readonly uses: readonly { readonly operand: Operand; readonly index: number }[];
}

function constantGates(graph: Graph): ReadonlySet<string> {
  return new Set(graph.gates.filter((gate) => gate.kind === 'constant').map((gate) => gate.id));
}

function groupsOf(gate: Gate, constants: ReadonlySet<string>): Group[] {
  const groups = new Map<string, { label: string; constant: boolean; uses: { operand: Operand; index: number }[] }>();
  gate.operands.forEach((operand, index) => {
    const constant = operand.gate === null || constants.has(operand.gate);
    const key = operand.gate ?? `constant ${index}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { label: operand.label, constant, uses: [{ operand, index }] });
    else group.uses.push({ operand, index });
  });
  return [...groups.values()];
}

function bySpecialCase(gate: Gate, groups: readonly Group[], live: readonly Group[]): string | null {
  if (live.some((group) => group.uses.length > 1)) return null;
  if (gate.flow === 'distributes') return distributed(live, groups);
  if (gate.flow === 'routes') return routed(gate, groups, live);
  if (gate.flow === 'blocks') {
    // NaN and infinities may come through a slope of 0; then the numbers are listed.
    return live.every((group) => contributionOf(group) === 0) ? `nothing flows back to ${join(live.map(name))}` : null;
  }
  return null;
}

/** "both inputs get −4": where every input gets the same and none is a constant. */
function distributed(live: readonly Group[], groups: readonly Group[]): string | null {
  const shown = shortNumber(live[0]!.uses[0]!.operand.contribution ?? 0);
  if (live.length < 2 || live.length !== groups.length) return null;
  if (live.some((group) => shortNumber(group.uses[0]!.operand.contribution ?? 0) !== shown)) return null;
  return `${live.length === 2 ? 'both' : `all ${live.length}`} inputs get ${shown}`;
}

/** "all 2 goes to `b`, the larger", or the shares of a tie. */
function routed(gate: Gate, groups: readonly Group[], live: readonly Group[]): string | null {
  const upstream = shortNumber(gate.grad);
  const locals = groups.map((group) => decodeNum(group.uses[0]!.operand.local ?? 'NaN'));
  const winners = groups.filter((_group, index) => locals[index] !== 0);
  const losers = live.filter((group) => !winners.includes(group));
  if (losers.some((group) => contributionOf(group) !== 0)) return null;
  const extreme = extremeWord(gate, groups.length);
  if (winners.length > 0 && winners.every((group) => group.constant)) {
    return `nothing flows back to ${join(losers.map(name))}, since ${name(winners[0]!)} is ${extreme}`;
  }
  if (winners.length === 1 && decodeNum(winners[0]!.uses[0]!.operand.local ?? 'NaN') === 1) {
    return `all ${upstream} goes to ${name(winners[0]!)}${groups.length > 1 ? `, ${extreme}` : ''}`;
  }
  const share = locals.find((local) => local !== 0) ?? Number.NaN;
  const tied =
    winners.length > 1 && locals.every((local) => local === 0 || local === share) && share === 1 / winners.length;
  if (!tied) return null;
  const gets = winners.filter((group) => !group.constant);
  const quotient = `${upstream}/${winners.length} = ${shortNumber(gets[0]!.uses[0]!.operand.contribution ?? 0)}`;
  const rest = losers.length > 0 ? `; nothing flows back to ${join(losers.map(name))}` : '';
  const receive = gets.length > 1 ? 'each get' : 'gets';
  const whoGets = gets.length === winners.length ? ` and ${receive}` : `, ${join(gets.map(name))} ${receive}`;
  return `${join(winners.map(name))} tie${whoGets} ${quotient}${rest}`;
}

function extremeWord(gate: Gate, count: number): string {
  const smaller = gate.op === 'min';
  if (count > 2) return smaller ? 'the smallest' : 'the largest';
  return smaller ? 'the smaller' : 'the larger';
}

/** With more values than this a sentence tells the first few and counts the others. */
const CLAUSES = 8;

/** "`w` gets x·8 = 16, `x` gets w·8 = 24": one clause for each value that goes in. */
function listed(gate: Gate, groups: readonly Group[]): string {
  if (groups.length <= CLAUSES) return groups.map((group) => clause(gate, group)).join(', ');
  const live = groups.filter((group) => !group.constant);
  const told = live.slice(0, CLAUSES - 2).map((group) => clause(gate, group));
  if (live.length > told.length) told.push(`${live.length - told.length} other inputs get their share in the same way`);
  if (live.length < groups.length) told.push(`${groups.length - live.length} constants get nothing`);
  return told.join(', ');
}

function clause(gate: Gate, group: Group): string {
  if (group.constant) return `${name(group)} gets nothing`;
  const { uses } = group;
  const spread = uses.find(({ operand }) => operand.spread)?.operand.spread;
  if (spread) return `${name(group)} gets ${rangeWords('', spread)}`;
  const total = shortNumber(contributionOf(group));
  if (uses.length > 1) {
    const count = uses.length === 2 ? 'twice' : `${uses.length} times`;
    const terms = uses.map((use) => product(gate, use.index) ?? signed(shortNumber(use.operand.contribution ?? 0)));
    return `${name(group)} is used ${count} and gets ${terms.join(' + ')} = ${total}`;
  }
  const from = product(gate, uses[0]!.index);
  return `${name(group)} gets ${from === null ? '' : `${from} = `}${total}`;
}

/** `x·8`: local gradient times upstream gradient; null where there is no product, or it would say nothing. */
function product(gate: Gate, index: number): string | null {
  const operand = gate.operands[index]!;
  // Of several values that a fold passes back together there is no one product.
  if (gate.flow === 'distributes' || gate.values !== undefined) return null;
  const formula = gate.flow === 'routes' ? '' : localFormula(gate, index).replaceAll(' · ', '·');
  // Of an operation that is no formula of numbers nobody tells the slope.
  if (formula === '' && operand.local === null) return null;
  const text = formula === '' ? shortNumber(operand.local ?? 0) : formula;
  return `${factor(text)}·${signed(shortNumber(gate.grad))}`;
}

function inputSentence(graph: Graph, gate: Gate): string {
  const outputs = graph.gates.filter((candidate) => candidate.isOutput);
  const [first] = outputs;
  const isSum = first?.tensor !== undefined;
  const output =
    outputs.length !== 1 || first === undefined
      ? 'the sum of the outputs'
      : `${isSum ? 'the sum of ' : ''}${quoted(callName(first))}`;
  if (gate.isOutput && outputs.length === 1) return `input: ${quoted(callName(gate))} is the output itself`;
  const cut = cutBefore(graph, gate);
  if (cut !== null) return cut;
  if (gate.tensor !== undefined) return tensorInputSentence(gate, gate.tensor, output);
  const grad = decodeNum(gate.grad);
  if (grad === 0) return `input: a small change of ${quoted(callName(gate))} does not change ${output}`;
  if (!Number.isFinite(grad)) return `input: the gradient of ${output} is ${shortNumber(grad)} here`;
  return `input: when ${quoted(callName(gate))} grows by a small h, ${output} changes by about ${shortNumber(grad)}·h`;
}

/** Next to the largest gradient, sums of so little are what rounding left of 0. */
const CANCELLED = 1e-6;

/** Where every element grows, what their gradients add up to; single elements have their own cards. */
function tensorInputSentence(gate: Gate, { grad }: TensorView, output: string): string {
  const name = quoted(callName(gate));
  const size = gate.shape?.reduce((product, extent) => product * extent, 1) ?? 0;
  if (size === 0) return `input: ${name} has no elements, so ${output} does not change with it`;
  const { least, most, mean, nan } = grad.statistics;
  if (nan > 0) {
    return `input: the gradient of ${output} is NaN at ${nan === size ? 'every element' : `${nan} of ${size} elements`} here`;
  }
  const largest = Math.max(Math.abs(decodeNum(least)), Math.abs(decodeNum(most)));
  if (largest === 0) return `input: a small change of ${name} does not change ${output}`;
  if (!Number.isFinite(largest)) return `input: the gradient of ${output} is not finite at some elements here`;
  const sum = decodeNum(mean) * size;
  const change =
    Math.abs(sum) < CANCELLED * largest
      ? 'hardly changes: the gradients of the elements add up to 0'
      : `changes by about ${shortNumber(sum)}·h, the sum of its gradient`;
  return `input: when every element of ${name} grows by a small h, ${output} ${change}`;
}

/** The exact sum over the uses. */
function contributionOf(group: Group): number {
  return group.uses.reduce((sum, { operand }) => sum + decodeNum(operand.contribution ?? 0), 0);
}

function name(group: Group): string {
  return group.constant ? `the constant ${group.label}` : quoted(group.label);
}

function quoted(label: string): string {
  return `\`${label.replaceAll('`', "'")}\``;
}

/** A number as a factor after `·`. */
export function signed(number: string): string {
  return number.startsWith('−') ? `(${number})` : number;
}

/** `a`, `a and b`, `a, b and c`; with more than five, the first four and how many others. */
function join(names: readonly string[]): string {
  const shown = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} others`] : names;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
