import type { Sweep } from '../../engine/backward';
import { CONSTANT, holdsTensor, isConstant as isConstantLeaf, isInput, opCode } from '../../engine/ops/table';
import { RegionKind } from '../../engine/regions';
import type { SourceTable } from '../../engine/sources';
import type { NodeId } from '../../engine/tape';
import { tensorGradient } from '../../engine/tensorSweep';
import type { Trace } from '../../engine/trace';
import { clip, oneLine } from '../clip';
import { significant } from '../digits';
import { foldedGate } from '../fold';
import { FORMULA_LENGTH } from '../formula';
import { GateBuilder, gateId } from '../gateBuilder';
import type { Fold, FoldedValue, Gate, Num, Operand } from '../model';
import { decodeNum, encodeNum } from '../num';
import { statisticsOf } from '../tensorView';
import type { Cells } from './cells';
import { recurrent } from './cycles';
import type { Flowing, GroupFlow, Spread } from './flows';
import type { Group } from './groups';
import type { ViewRegion } from './viewRegions';

const CODE_LENGTH = 80;
/** A longer call is told without its arguments. */
const HEAD_LENGTH = 40;
const NAMES_LENGTH = 24;
/** Loops in each other whose steps name a value. */
const MOST_STEPS = 4;

export interface GatesOptions {
  readonly trace: Trace;
  readonly sweep: Sweep;
  readonly outputs: readonly NodeId[];
  readonly cells: Cells;
  readonly groups: readonly Group[];
  readonly flows: readonly GroupFlow[];
  readonly limit: number;
  /** Whether gates of one expression are one. */
  readonly merged: boolean;
}

/** The gates of a folded picture, one for each group. */
export class FoldedGates {
  readonly gates: readonly Gate[];
  readonly #ids: readonly string[];
  readonly #names: (string | null)[];
  readonly #groupOfCell: Int32Array;
  readonly #isCarried: (from: number, to: number) => boolean;
  readonly #builder: GateBuilder;
  readonly #outputs: ReadonlySet<NodeId>;

  constructor(readonly options: GatesOptions) {
    const { trace, sweep, outputs, groups, flows, cells } = options;
    this.#groupOfCell = new Int32Array(cells.all.length);
    groups.forEach((group, k) => {
      for (const cell of group.cells) this.#groupOfCell[cell.id] = k;
    });
    this.#outputs = new Set(outputs);
    this.#isCarried = recurrent(flows);
    this.#ids = groups.map((group, k) => idOf(group, flows[k]!, options.merged));
    this.#builder = new GateBuilder(trace, sweep, outputs, {
      node: (node) => this.#drawnNode(node),
      gate: (node) => this.gateOf(node),
      name: (node) => this.#calledName(node),
    });
    this.#names = groups.map(() => null);
    // Formulas name their operands, so names come first.
    groups.forEach((group, k) => {
      if (isMany(group, flows[k]!)) this.#names[k] = this.#nameOf(group, flows[k]!);
    });
    this.gates = groups.map((_, k) => this.#gate(k));
  }

  /** The drawn gate that a row stands in; null where it is not drawn. */
  gateOf(node: NodeId): string | null {
    const cell = this.options.cells.of[this.#drawnNode(node)] ?? -1;
    return cell === -1 ? null : this.#ids[this.#groupOfCell[cell]!]!;
  }

  #drawnNode(node: NodeId): NodeId {
    const { op, operands } = this.options.trace.tape;
    let drawn = node;
    while (op[drawn] === opCode.alias) drawn = operands[this.options.trace.tape.operandStart(drawn)]!;
    return drawn;
  }

  #calledName(node: NodeId): string | null {
    const cell = this.options.cells.of[node] ?? -1;
    if (cell === -1) return null;
    const at = this.#groupOfCell[cell]!;
    // What a call or other steps give is called by the variable that holds it.
    return this.options.groups[at]!.kind === 'cell' ? (this.#names[at] ?? null) : null;
  }

  #gate(k: number): Gate {
    const group = this.options.groups[k]!;
    const flow = this.options.flows[k]!;
    const only = group.cells[0]!;
    if (group.kind === 'cell' && only.composite === null) {
      const gate = this.#builder.gate(only.last);
      if (flow.operations === 1) {
        const single = { ...gate, id: this.#ids[k]!, operands: this.#carriedIn(k, gate.operands) };
        return single.id === gate.id ? single : { ...single, primitive: gate.id };
      }
      return this.#stack(k, gate, group, flow);
    }
    if (group.kind === 'cell') {
      const gate = this.#compositeGate(k);
      const { members, outputs } = only.composite!;
      if (flow.values.count > outputs.length) return this.#stack(k, gate, group, flow);
      return { ...gate, fold: this.#fold('composite', group, flow, members.length) };
    }
    return this.#region(k, group, flow);
  }

  /** The gate of the newest composite of a cell. */
  #compositeGate(k: number): Gate {
    const { composite, operations } = this.options.groups[k]!.cells[0]!;
    const { name, members, outputs, inputs } = composite!;
    const ids = (nodes: readonly NodeId[]) => nodes.map(gateId);
    const inside = new Set(members);
    const primitives = members.map((member) => {
      const gate = this.#builder.gate(member);
      const nodes = this.options.trace.tape.operandsOf(member).map((node) => this.#drawnNode(node));
      // Inside, primitives name each other; outside, drawn gates.
      const operands = gate.operands.map((operand, at) =>
        inside.has(nodes[at]!) ? { ...operand, gate: gateId(nodes[at]!) } : operand,
      );
      return { ...gate, operands };
    });
    const fold = foldedGate(
      {
        id: this.#ids[k]!,
        name,
        root: gateId(outputs.at(-1)!),
        outputs: ids(outputs),
        members: ids(members),
        inputs: inputs.flatMap((input) => this.gateOf(input) ?? []),
        folded: true,
      },
      primitives,
    );
    return { ...fold, count: operations, operands: fold.operands.map((operand) => this.#apart(k, operand)) };
  }

  /** What goes to several values of one gate is not summed. */
  #apart(k: number, operand: Operand): Operand {
    const { groups, flows } = this.options;
    const flowing = flows[k]!.into.find(({ from }) => this.#ids[from] === operand.gate);
    if (!flowing || flowing.isConstant || !isMany(groups[flowing.from]!, flows[flowing.from]!)) return operand;
    const { least, most } = flowing.contributions.statistics;
    return { ...operand, local: null, contribution: null, spread: { count: flowing.contributions.count, least, most } };
  }

  #stack(k: number, newest: Gate, group: Group, flow: GroupFlow): Gate {
    const cell = group.cells[0]!;
    const isLeaf = isInput(cell.op) || isConstantLeaf(cell.op);
    // A known function opens into the stacks of its primitives.
    const parts = cell.composite === null ? flow.values.count : cell.composite.members.length;
    const { seed: _, tensor: _tensor, ...rest } = newest;
    return {
      ...rest,
      id: this.#ids[k]!,
      name: this.#names[k] ?? (isLeaf ? newest.name : null),
      // The newest gate's formula has numbers that the others do not share; the code is the same for all.
      formula: isLeaf ? '' : clip(withoutAssignment(oneLine(newest.code)), FORMULA_LENGTH),
      count: cell.operations,
      isOutput: this.#holdsOutput(group),
      shape: [flow.values.count],
      convention: newest.convention,
      operands: this.#operands(k, newest.operands),
      values: this.#values(flow),
      fold: this.#fold(isInput(cell.op) ? 'inputs' : 'stack', group, flow, parts),
    };
  }

  #region(k: number, group: Group, flow: GroupFlow): Gate {
    const { sources, tape } = this.options.trace;
    const source = group.kind === 'region' ? group.region.source : tape.source[flow.last]!;
    const many = flow.values.count !== 1;
    const { code, range } = codeOf(group, sources, tape.source[group.cells[0]!.first]!, source);
    const isInputs = group.kind === 'inputs';
    const kind = isInputs ? 'inputs' : group.kind !== 'region' ? 'lines' : regionKind(group.region);
    const { parts } = group;
    return {
      id: this.#ids[k]!,
      kind: isInputs ? 'input' : 'gate',
      op: kind === 'inputs' ? 'input' : kind,
      name: this.#names[k] ?? (many ? null : this.#builder.name(flow.last)),
      code,
      formula: isInputs ? '' : labelOf(group, code),
      ...(many
        ? { value: this.#valueOf(flow.last), grad: this.#gradOf(flow.last), shape: [flow.values.count] }
        : this.#builder.numbers(flow.last)),
      flow: null,
      count: flow.operations,
      range,
      isOutput: this.#holdsOutput(group),
      convention: null,
      operands: this.#operands(k, []),
      ...(many && { values: this.#values(flow) }),
      fold: this.#fold(kind, group, flow, parts),
    };
  }

  #fold(kind: Fold['kind'], group: Group, { values, gradients, strip, last }: GroupFlow, parts: number): Fold {
    const loop = loopOf(group.region);
    return {
      kind,
      key: group.key,
      parts,
      canOpen: parts > 1 && this.options.groups.length - 1 + parts <= this.options.limit,
      count: values.count,
      value: values.statistics,
      grad: gradients.statistics,
      isLastOutput: this.#isLastOutput(group, last),
      strip: strip.map((node) => ({ value: this.#valueOf(node), grad: this.#gradOf(node) })),
      ...(loop !== null && { loop: loop.key }),
    };
  }

  #values({ listed }: GroupFlow): FoldedValue[] {
    return listed.map((node) => ({
      gate: gateId(node),
      name: this.#listName(node),
      value: this.#valueOf(node),
      grad: this.#gradOf(node),
    }));
  }

  /** Where in its loops a value was made, else what holds it. */
  #listName(node: NodeId): string | null {
    const { op, region, regions } = this.options.trace.tape;
    const steps: number[] = [];
    for (let at = region[node]!; at !== 0; at = regions.parent(at)) {
      if (regions.kind(at) === RegionKind.iteration) steps.unshift(regions.index(at) + 1);
    }
    if (isInput(op[node]!) || steps.length === 0) return this.#builder.name(node);
    return `step ${steps.slice(-MOST_STEPS).join('.')}`;
  }

  #valueOf(node: NodeId): Num {
    const { tape } = this.options.trace;
    return holdsTensor(tape.op[node]!) ? statisticsOf(tape.tensor(node)).mean : encodeNum(tape.value[node]!);
  }

  #gradOf(node: NodeId): Num {
    const { trace, sweep } = this.options;
    if (holdsTensor(trace.tape.op[node]!)) return statisticsOf(tensorGradient(trace.tape, sweep, node)).mean;
    return encodeNum(trace.tape.op[node] === CONSTANT ? 0 : sweep.adjoint[node]!);
  }

  /** What flows in from other gates; constants that are folded into the newest gate stay with it. */
  #operands(k: number, newest: readonly Operand[]): Operand[] {
    const flows = [...this.options.flows[k]!.into].sort((a, b) => a.operand - b.operand);
    const { constants: seen } = this.options.flows[k]!;
    const constants = newest.flatMap((operand, at) => (operand.gate === null ? [severalOf(operand, seen[at])] : []));
    return [
      ...flows.map((flowing) => {
        const operand = this.#operand(k, flowing);
        const own = flowing.isTensor ? newest[flowing.operand] : undefined;
        return own?.gate === operand.gate && own
          ? { ...own, ...(operand.carried && { carried: true as const }) }
          : operand;
      }),
      ...constants,
    ];
  }

  #operand(k: number, flowing: Flowing): Operand {
    const { contributions, sum, from, last, isConstant, isTensor } = flowing;
    const { flows, groups } = this.options;
    const intoOne = !isMany(groups[from]!, flows[from]!);
    const own = this.#builder.name(last);
    const name = groups[from]!.kind === 'cell' ? (this.#names[from] ?? own) : (own ?? this.#names[from]);
    const { least, most } = contributions.statistics;
    const spread = { count: contributions.count, least, most };
    return {
      gate: this.#ids[from]!,
      label: clip(name ?? this.#labelOf(from, last), FORMULA_LENGTH),
      value: this.#valueOf(last),
      // The slope of a fold is none of the slopes inside it.
      local: null,
      contribution: intoOne && !isConstant && !isTensor ? encodeNum(sum) : null,
      ...(!intoOne && !isConstant && !isTensor && { spread }),
      ...(isTensor && { tensor: { shape: this.#shapeOf(last), contribution: null } }),
      ...(this.#isCarried(from, k) && { carried: true as const }),
    };
  }

  #shapeOf(node: NodeId): readonly number[] {
    const { tape } = this.options.trace;
    return holdsTensor(tape.op[node]!) ? tape.tensor(node).shape : [];
  }

  #labelOf(from: number, node: NodeId): string {
    const { sources, tape } = this.options.trace;
    const group = this.options.groups[from]!;
    return oneLine(
      sources.code(group.kind === 'region' ? group.region.source : tape.source[node]!).slice(0, 4 * CODE_LENGTH),
    );
  }

  /** A single gate may get a value from the turn before. */
  #carriedIn(k: number, operands: readonly Operand[]): readonly Operand[] {
    const carried = this.options.flows[k]!.into.filter(({ from }) => this.#isCarried(from, k));
    if (carried.length === 0) return operands;
    return operands.map((operand, at) =>
      carried.some(({ operand: k }) => k === at) ? { ...operand, carried: true as const } : operand,
    );
  }

  #holdsOutput({ cells }: Group): boolean {
    const ids = new Set(cells.map(({ id }) => id));
    return [...this.#outputs].some((output) => ids.has(this.options.cells.of[this.#drawnNode(output)] ?? -1));
  }

  #isLastOutput(group: Group, last: NodeId): boolean {
    const ids = new Set(group.cells.map(({ id }) => id));
    const inside = [...this.#outputs].filter((output) => ids.has(this.options.cells.of[this.#drawnNode(output)] ?? -1));
    return inside.length === 1 && this.#drawnNode(inside[0]!) === last;
  }

  /** What several gates are called together: the variable or array that all of them are part of. */
  #nameOf(group: Group, flow: GroupFlow): string | null {
    const { region } = group;
    if (group.kind === 'region' && region.kind === 'steps') {
      const [first, last] = [region.firstStep + 1, region.steps + 1];
      return first === last ? `step ${first}` : `steps ${first}–${last}`;
    }
    const names = new Set<string | null>();
    // The first and the last of many tell: what they share is what all share.
    for (const node of new Set([...flow.listed.slice(0, 4), flow.last])) {
      const name = this.#builder.name(node);
      names.add(name === null ? null : (/^[^[.]+/.exec(name)?.[0] ?? name));
    }
    if (names.size === 1) return [...names][0]!;
    if (group.kind === 'cell' || names.has(null)) return null;
    const joined = [...names].join(', ');
    return joined.length <= NAMES_LENGTH ? joined : null;
  }
}

/** The loop that a region is the body of, or stands in. */
export function loopOf(region: ViewRegion): ViewRegion | null {
  for (let at: ViewRegion | null = region; at !== null; at = at.parent) if (at.kind === 'loop') return at;
  return null;
}

function isMany(group: Group, flow: GroupFlow): boolean {
  return flow.values.count > 1 || group.region.kind === 'steps';
}

/** Where gates are merged, ids are those of places in the code, which stay when a loop takes another number of turns. */
function idOf(group: Group, flow: GroupFlow, merged: boolean): string {
  const cell = group.cells[0]!;
  if (group.kind !== 'cell') return `f${group.key}`;
  if (merged) return group.key;
  if (cell.composite !== null && cell.count === 1) return `c${cell.composite.outputs.at(-1)!}`;
  return flow.operations === 1 ? gateId(cell.last) : group.key;
}

function regionKind({ kind }: ViewRegion): 'call' | 'loop' | 'steps' {
  return kind === 'steps' ? 'steps' : kind === 'call' ? 'call' : 'loop';
}

/** The user's own code for a group: a call, the head of a loop, or the line. */
function codeOf(group: Group, sources: SourceTable, first: number, source: number): Pick<Gate, 'code' | 'range'> {
  if (group.kind === 'region') {
    return { code: headOf(sources.code(source)), range: sources.range(source) };
  }
  const range = sources.range(first);
  const file = sources.file(first);
  if (range === null || file === null) return { code: '', range };
  const line = Math.max(group.line, 1);
  const start = file.offset({ line, column: 1 });
  const end = file.offset({ line, column: 2 ** 30 });
  const text = file.text.slice(start, Math.min(end, start + 4 * CODE_LENGTH));
  const whole = file.range(
    start + text.length - text.trimStart().length,
    file.offset({ line: group.lastLine, column: 2 ** 30 }),
  );
  return { code: clip(oneLine(text), CODE_LENGTH), range: whole };
}

/** A loop's head without its body, a call as it is. */
export function headOf(code: string): string {
  const begin = code.slice(0, 40 * CODE_LENGTH);
  const head = /^\s*(?:for|while)\s*(?=\()/.exec(begin);
  if (head !== null) return clip(oneLine(begin.slice(0, endOfParentheses(begin, head[0].length))), CODE_LENGTH);
  const whole = oneLine(begin);
  return whole.length <= HEAD_LENGTH ? whole : clip(withoutArguments(whole), CODE_LENGTH);
}

/** A chain of calls such as `xs.map(…).reduce(…)`. */
function withoutArguments(code: string): string {
  let text = '';
  for (let at = 0; at < code.length; at++) {
    text += code[at];
    if (code[at] !== '(') continue;
    const end = endOfParentheses(code, at);
    if (end - at > 2) text += '…';
    text += end <= code.length && code[end - 1] === ')' ? ')' : '';
    at = end - 1;
  }
  return text;
}

/** Where the parentheses that begin at `start` are closed; the end of the text where they are not. */
function endOfParentheses(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** `s + x` for the code `s += x`: the name stands before it. */
function withoutAssignment(code: string): string {
  return code.replace(/^([^=<>!]+?)\s*(\*\*|[-+*/%])=\s*(?!=)/, '$1 $2 ');
}

function labelOf(group: Group, code: string): string {
  if (group.kind === 'lines' && group.lastLine > group.line) return `lines ${group.line}–${group.lastLine}`;
  if (group.kind === 'line' || group.kind === 'lines') return `line ${group.line}`;
  if (group.kind === 'region' && group.region.label !== null) return clip(group.region.label, FORMULA_LENGTH);
  return clip(code, FORMULA_LENGTH);
}

/** A constant of a stacked gate: where the gates do not share it, between which numbers it lies. */
function severalOf(operand: Operand, seen: Spread | undefined): Operand {
  if (seen === undefined) return operand;
  const { least, most } = seen.statistics;
  if (least === most) return operand;
  return { ...operand, label: `${significant(decodeNum(least), 4)} … ${significant(decodeNum(most), 4)}` };
}
