import { type Contribution, contribution, localGradients, type Sweep } from '../engine/backward';
import type { Row } from '../engine/ops/row';
import { CONSTANT, holdsTensor, isConstant, opCode, rowByCode, SCALAR_CODES } from '../engine/ops/table';
import { tensorRowByCode } from '../engine/ops/tensorTable';
import type { Range, SourceId } from '../engine/sources';
import type { NodeId, Tape } from '../engine/tape';
import { passesToOperand } from '../engine/tensorSweep';
import type { Trace } from '../engine/trace';
import { resolveAlias } from './alias';
import { elementBehind, elementCode, firstBadElement } from './badElement';
import { clip, oneLine } from './clip';
import { significant } from './digits';
import { saturations } from './saturation';
import { tellingContribution, tellingGradients, tellingValues } from './telling';
import { indexText } from './tensorView';

/** How a tracked number lost its origin; `integer` is a bit operation, and the last five are asked for by name in PyTorch. */
export type CutKind =
  | 'text'
  | 'index'
  | 'comparison'
  | 'integer'
  | 'operand'
  | 'detach'
  | 'no_grad'
  | 'item'
  | 'numpy'
  | 'copy';

/** A place in the code with the gate that was made there. */
export interface Place {
  readonly code: string;
  readonly range: Range | null;
  readonly node: NodeId;
}

/** A value with what the code calls it. */
export interface Named {
  readonly label: string;
  readonly value: number;
  /** True for a tensor of which no one number is meant. */
  readonly isMany?: true;
}

/** What happens to the output when an input is moved. */
export interface Moved {
  readonly input: string;
  readonly from: number;
  readonly to: number;
  readonly outputBefore: number;
  readonly outputAfter: number;
}

/** Something of a trace that a teacher would point at. */
export type Finding =
  /** The first value that is not finite, and what it was made from. */
  | {
      readonly kind: 'nan-birthplace';
      readonly at: Place;
      /** Of a tensor where its first such number stands, `[1][0]`; else empty. */
      readonly element: string;
      readonly value: number;
      readonly made: readonly Named[];
    }
  /** The first contribution of the sweep that is not finite. */
  | {
      readonly kind: 'nan-gradient';
      readonly at: Place;
      readonly upstream: number;
      readonly local: number;
      readonly contribution: number;
      readonly operand: Named;
      readonly inputs: readonly string[];
    }
  /** An operator of numbers took a tensor, which it makes NaN of. */
  | { readonly kind: 'tensor-operand'; readonly at: Place; readonly tensor: string }
  | { readonly kind: 'no-effect'; readonly input: string; readonly named: boolean; readonly range: Range | null }
  /** Every path goes through an operation that is flat here. */
  | { readonly kind: 'blocked'; readonly at: Place; readonly op: string; readonly inputs: readonly string[] }
  | {
      readonly kind: 'cut';
      readonly at: Place;
      readonly how: CutKind;
      readonly cut: Named;
      readonly input: string;
      readonly moved: Moved | null;
    }
  | {
      readonly kind: 'saturated';
      readonly at: Place;
      readonly function: 'tanh' | 'sigmoid';
      readonly argument: Named;
      readonly slope: number;
      readonly count: number;
      readonly of: number;
    }
  | {
      readonly kind: 'dead';
      readonly at: Place;
      readonly op: string;
      readonly loser: Named;
      readonly winner: number;
      readonly inputs: readonly string[];
    };

export interface HealthInput {
  readonly name: string;
  /** Its leaves on the tape. */
  readonly nodes: readonly NodeId[];
  /** True where `wrt` names it. */
  readonly named: boolean;
  /** True where the code or its directive mentions it as an input: a parameter, a name of `wrt`, a name of a selection. */
  readonly asked: boolean;
  /** True where the code does not read it at all, whatever branches it takes. */
  readonly unread: boolean;
  /** True where another backward pass than the swept one is what reaches it: this one leaves it out on purpose. */
  readonly elsewhere?: boolean;
  readonly range: Range | null;
}

export interface HealthSubject {
  readonly trace: Trace;
  readonly sweep: Sweep;
  readonly outputs: readonly NodeId[];
  readonly inputs: readonly HealthInput[];
  /** Where numbers lost their origin; source 0 is where the number was made. */
  readonly cuts: () => Iterable<{ readonly node: NodeId; readonly kind: CutKind; readonly source: SourceId }>;
  /** Runs the snippet again with an input moved; null where that cannot be done in good time. */
  readonly move: (input: HealthInput) => Moved | 'same' | null;
}

/** Inputs of a snippet that are looked at one by one. */
const LOOKED_AT = 16;
const LABEL_LENGTH = 40;
const CODE_LENGTH = 80;

/**
 * What is unhealthy in a trace, in the order of importance; empty for a healthy one. Where values or gradients are not
 * finite only that is told, since the rest follows from it. Takes time proportional to the tape, and for each input
 * without gradient again.
 */
export function findUnhealthy(subject: HealthSubject): Finding[] {
  const examination = new Examination(subject);
  const infinite = examination.notFinite();
  const misused = examination.misused();
  if (infinite.length > 0 || misused.length > 0) return [...misused, ...infinite];
  return [...examination.withoutGradient(), ...examination.saturated()];
}

/** A path that only a flat step breaks (through), and one that no losing branch breaks either (live). */
const THROUGH = 1;
const LIVE = 2;

class Examination {
  readonly #tape: Tape;
  /** Values and gradients, of tensors the numbers that tell most. */
  readonly #value: Float64Array;
  readonly #gradient: Float64Array;

  constructor(readonly subject: HealthSubject) {
    this.#tape = subject.trace.tape;
    this.#value = tellingValues(this.#tape);
    this.#gradient = tellingGradients(this.#tape, subject.sweep);
  }

  // --- tensors taken as numbers --------------------------------------------------------------------------------------

  /** Each place where an operator took a tensor as a number. */
  misused(): Finding[] {
    const found = new Map<SourceId, Finding>();
    for (const { node, kind, source } of this.subject.cuts()) {
      if (kind !== 'operand' || found.has(source)) continue;
      const at: Place = { code: this.#code(source), range: this.subject.trace.sources.range(source), node };
      found.set(source, { kind: 'tensor-operand', at, tensor: this.#named(node).label });
    }
    return [...found.values()];
  }

  // --- not finite --------------------------------------------------------------------------------------------------

  notFinite(): Finding[] {
    const { outputs, inputs } = this.subject;
    const value = this.#value;
    const badOutput = outputs.some((node) => !Number.isFinite(value[node]!));
    const touched = inputs.filter(({ nodes }) => nodes.some((node) => !Number.isFinite(this.#gradient[node] ?? 0)));
    if (!badOutput && touched.length === 0) return [];
    const names = touched.map(({ name }) => name);
    const birth = this.#birthOfValue(badOutput ? new Set(outputs) : null);
    if (birth !== null) return [birth];
    const gradient = this.#birthOfGradient(names);
    return gradient === null ? [] : [gradient];
  }

  /**
   * The first row whose operands are all finite but whose value is not, of those that reach a bad output. What constants
   * bring along, such as the infinities of a mask, is no news unless the output is bad.
   */
  #birthOfValue(outputs: ReadonlySet<NodeId> | null): Finding | null {
    const { op } = this.#tape;
    const value = this.#value;
    const { reached } = this.subject.sweep;
    const births: NodeId[] = [];
    /** For each row that is not finite the birth that it comes from, plus one. */
    const from = new Int32Array(reached.length);
    for (let node = 0; node < reached.length; node++) {
      if (reached[node] === 0 || Number.isFinite(value[node]!)) continue;
      // What never was a number, such as an element that is not there, is a constant NaN: it is born where it is used.
      const isLiteral = op[node] === CONSTANT;
      if (isLiteral ? !outputs?.has(node) || !Number.isNaN(value[node]) : rowOf(op[node]!) === undefined) continue;
      const operands = this.#tape.operandsOf(node);
      const bad = operands.filter((operand) => !Number.isFinite(value[operand]!));
      const isGiven = outputs !== null && bad.every((operand) => isConstant(op[operand]!));
      const noNumber = operands.some((operand) => op[operand] === CONSTANT && Number.isNaN(value[operand]));
      const isBorn = bad.length === 0 || isGiven || (noNumber && operands.every((operand) => from[operand] === 0));
      if (isBorn) {
        births.push(node);
        from[node] = births.length;
      } else {
        const earlier = bad.map((operand) => from[operand]!).filter((birth) => birth > 0);
        from[node] = earlier.length === 0 ? 0 : Math.min(...earlier);
      }
    }
    if (births.length === 0) return null;
    const origins = outputs === null ? [] : [...outputs].map((node) => from[node] ?? 0).filter((birth) => birth > 0);
    // An infinity may have gone under again before the output, and only the gradient shows it.
    const node = births[(origins.length > 0 ? Math.min(...origins) : 1) - 1]!;
    const first = firstBadElement(this.#tape, node);
    const made = this.#tape.operandsOf(node).map((operand) => this.#behind(node, first?.element ?? 0, operand));
    const birth = { at: this.#place(node), element: first?.place ?? '', value: first?.value ?? value[node]! };
    return { kind: 'nan-birthplace', ...birth, made };
  }

  /** Going back from the output, the first contribution that is not finite. */
  #birthOfGradient(inputs: readonly string[]): Finding | null {
    const { sweep } = this.subject;
    const { op } = this.#tape;
    for (let node = sweep.reached.length - 1; node >= 0; node--) {
      if (sweep.reached[node] === 0 || !Number.isFinite(this.#gradient[node]!)) continue;
      const operands = this.#tape.operandsOf(node);
      for (let k = 0; k < operands.length; k++) {
        if (isConstant(op[operands[k]!]!)) continue;
        const flowing = this.#flowing(node, k);
        if (Number.isFinite(flowing.contribution)) continue;
        return { kind: 'nan-gradient', at: this.#place(node), ...flowing, operand: this.#named(operands[k]!), inputs };
      }
    }
    return null;
  }

  /** What an element of a row was made from: of a tensor the element behind it, else all of it. */
  #behind(node: NodeId, element: number, operand: NodeId): Named {
    const named = this.#named(operand);
    const { op } = this.#tape;
    if (!holdsTensor(op[operand]!) || this.#tape.tensor(operand).rank === 0) return named;
    const behind = elementBehind(this.#tape, node, element, operand);
    return behind === null
      ? { ...named, isMany: true }
      : { label: elementCode(named.label, behind.place), value: behind.value };
  }

  #flowing(node: NodeId, operand: number): Contribution {
    const { sweep } = this.subject;
    if (this.#tape.op[node]! < SCALAR_CODES) return contribution(this.#tape, sweep, node, operand);
    const flowing = tellingContribution(this.#tape, sweep, node, operand);
    return { local: Number.NaN, upstream: this.#gradient[node]!, contribution: flowing };
  }

  // --- inputs without gradient -------------------------------------------------------------------------------------

  withoutGradient(): Finding[] {
    const { inputs, sweep } = this.subject;
    const idle = inputs.filter(
      ({ nodes, elsewhere }) =>
        !elsewhere && nodes.length > 0 && nodes.every((node) => (this.#gradient[node] ?? 0) === 0),
    );
    if (idle.length === 0) return [];
    const paths = this.#paths();
    const findings: Finding[] = [];
    for (const input of idle.slice(0, LOOKED_AT)) {
      const has = (path: number) => input.nodes.some((node) => ((paths[node] ?? 0) & path) !== 0);
      // A gradient of 0 that arrives is healthy: so it is at a minimum.
      if (has(LIVE)) continue;
      const isReached = input.nodes.some((node) => sweep.reached[node] === 1);
      const finding = !isReached
        ? this.#withoutPath(input)
        : has(THROUGH)
          ? this.#deadBranch(input, paths)
          : this.#blocked(input);
      if (finding !== null) addTo(findings, finding);
    }
    return findings;
  }

  /** For each row whether something of it flows to an output. */
  #paths(): Uint8Array {
    const { op, operands, operandEnd } = this.#tape;
    const value = this.#value;
    const { sweep } = this.subject;
    const paths = new Uint8Array(sweep.reached.length);
    for (const { node } of sweep.seeds) paths[node] = THROUGH | LIVE;
    for (let node = paths.length - 1; node >= 0; node--) {
      const path = paths[node]!;
      const row = rowOf(op[node]!);
      if (path === 0 || row === undefined || row.flow === 'blocks') continue;
      const start = this.#tape.operandStart(node);
      const isTensor = op[node]! >= SCALAR_CODES;
      const locals = row.flow === 'routes' && !isTensor ? localGradients(this.#tape, node) : null;
      for (let at = start; at < operandEnd[node]!; at++) {
        const operand = operands[at]!;
        const wins =
          isTensor && row.flow === 'routes'
            ? this.#passes(node, at - start)
            : locals === null || locals[at - start] !== 0;
        if (this.#isFlat(node, at - start, value)) continue;
        paths[operand] = paths[operand]! | (wins ? path : path & ~LIVE);
      }
    }
    return paths;
  }

  /** Whether an operation of tensors passes something on to an operand, if not of this gradient, then of another one. */
  #passes(node: NodeId, operand: number): boolean {
    return (
      this.#gradient[node] === 0 ||
      tellingContribution(this.#tape, this.subject.sweep, node, operand) !== 0 ||
      passesToOperand(this.#tape, node, operand)
    );
  }

  /** True where a constant 0 makes the operation flat in one operand: `x * 0`, `x ** 0`. */
  #isFlat(node: NodeId, operand: number, value: Float64Array): boolean {
    const { op } = this.#tape;
    const code = op[node];
    if (code !== opCode.mul && code !== opCode.pow) return false;
    if (code === opCode.pow && operand !== 0) return false;
    const other = this.#tape.operandsOf(node)[1 - operand]!;
    return op[other] === CONSTANT && value[other] === 0;
  }

  #blocked(input: HealthInput): Finding | null {
    const { op } = this.#tape;
    const value = this.#value;
    const { reached } = this.subject.sweep;
    const depends = this.#dependents(input.nodes);
    for (let node = 0; node < reached.length; node++) {
      if (reached[node] === 0 || depends[node] === 0) continue;
      const row = rowOf(op[node]!);
      if (row === undefined) continue;
      const flat = this.#tape
        .operandsOf(node)
        .some((operand, k) => depends[operand] === 1 && this.#isFlat(node, k, value));
      if (!flat && row.flow !== 'blocks') continue;
      return { kind: 'blocked', at: this.#place(node), op: row.symbol, inputs: [input.name] };
    }
    return null;
  }

  /** The branch that lost, where that is worth telling: a rectifier, or inputs that the code asks for by name. */
  #deadBranch(input: HealthInput, paths: Uint8Array): Finding | null {
    const { op } = this.#tape;
    const depends = this.#dependents(input.nodes);
    for (let node = 0; node < paths.length; node++) {
      const row = rowOf(op[node]!);
      if ((paths[node]! & LIVE) === 0 || row?.flow !== 'routes') continue;
      const operands = this.#tape.operandsOf(node);
      const loser = operands.find((operand) => depends[operand] === 1 && (paths[operand]! & LIVE) === 0);
      if (loser === undefined) continue;
      const against = operands.filter((operand) => operand !== loser);
      const isThreshold = input.nodes.includes(resolveAlias(this.#tape, loser));
      const isRectifier = against.every((operand) => isConstant(op[operand]!));
      if (isThreshold && !isRectifier && !input.asked) return null;
      return { kind: 'dead', op: row.symbol, ...this.#lost(node, loser), inputs: [input.name] };
    }
    return null;
  }

  /** An operation with an operand that it takes nothing of: of tensors the first element, and what was taken for it. */
  #lost(node: NodeId, operand: NodeId): Pick<Finding & { kind: 'dead' }, 'at' | 'loser' | 'winner'> {
    const at = this.#place(node);
    const loser = this.#behind(node, 0, operand);
    const array = holdsTensor(this.#tape.op[node]!) && !loser.isMany ? this.#tape.tensor(node) : null;
    if (array === null || array.rank === 0 || array.size === 0) return { at, loser, winner: this.#value[node]! };
    return { at: { ...at, code: elementCode(at.code, indexText(0, array.shape)) }, loser, winner: array.flat(0) };
  }

  /** Nothing on the tape leads from the input to the output: it was cut, or it has no effect. */
  #withoutPath(input: HealthInput): Finding | null {
    // What came to be after the outputs had no gradient to lose.
    const last = Math.max(...this.subject.outputs);
    if (!input.named && input.nodes.length > 0 && input.nodes.every((node) => node > last)) return null;
    const depends = this.#dependents(input.nodes);
    const isWhole = input.nodes.every(
      (node) => !holdsTensor(this.#tape.op[node]!) && Number.isInteger(this.#tape.value[node]),
    );
    const cut = this.#cutOf(depends, input.named || !isWhole);
    if (cut === null && !input.asked) return null;
    const moved = this.subject.move(input);
    if (cut !== null && moved !== 'same' && (moved !== null || input.asked))
      return { ...cut, input: input.name, moved };
    if (moved !== 'same') return null;
    // With other values another branch may well read it.
    if (!input.named && !input.unread && !this.#isComputedWith(input.nodes, depends)) return null;
    return { kind: 'no-effect', input: input.name, named: input.named, range: input.range };
  }

  #isComputedWith(nodes: readonly NodeId[], depends: Uint8Array): boolean {
    const { op } = this.#tape;
    return depends.some((mark, node) => mark === 1 && op[node] !== opCode.alias && !nodes.includes(node));
  }

  /**
   * The worst cut that something of the input came to. Counts, sizes, labels and limits of loops are whole numbers that
   * are there to be compared and to index: they are no news, unless the code asks for a gradient by `wrt`.
   */
  #cutOf(depends: Uint8Array, all: boolean): Omit<Finding & { kind: 'cut' }, 'input' | 'moved'> | null {
    let worst: { node: NodeId; kind: CutKind; source: SourceId } | null = null;
    for (const cut of this.subject.cuts()) {
      if (depends[cut.node] !== 1) continue;
      const source = cut.source === 0 ? this.#tape.source[cut.node]! : cut.source;
      if (!all && !alwaysTold.includes(cut.kind)) continue;
      if (cut.kind === 'comparison' && this.#isLoopTest(source)) continue;
      if (worst === null || order.indexOf(cut.kind) < order.indexOf(worst.kind)) worst = { ...cut, source };
    }
    if (worst === null) return null;
    const { sources } = this.subject.trace;
    const code = clip(oneLine(sources.code(worst.source).slice(0, 4 * CODE_LENGTH)), CODE_LENGTH);
    const at: Place = { code, range: sources.range(worst.source), node: worst.node };
    return { kind: 'cut', at, how: worst.kind, cut: this.#named(worst.node) };
  }

  /** Whether an expression stands in the head of a loop. */
  #isLoopTest(source: SourceId): boolean {
    const { sources } = this.subject.trace;
    const file = sources.file(source);
    const range = sources.range(source);
    if (file === null || range === null) return false;
    const end = file.startOf(range);
    return /\b(for|while)\b[^{}]*$/.test(file.text.slice(Math.max(0, end - 200), end));
  }

  #dependents(nodes: readonly NodeId[]): Uint8Array {
    const { operands, operandEnd, length } = this.#tape;
    const depends = new Uint8Array(length);
    for (const node of nodes) depends[node] = 1;
    for (let node = Math.min(...nodes.slice(0, 1), length); node < length; node++) {
      for (let at = this.#tape.operandStart(node); at < operandEnd[node]!; at++) {
        if (depends[operands[at]!] === 1) {
          depends[node] = 1;
          break;
        }
      }
    }
    return depends;
  }

  // --- saturation --------------------------------------------------------------------------------------------------

  saturated(): Finding[] {
    return saturations(this.#tape, this.subject.sweep).map(({ node, argument, ...rest }) => ({
      kind: 'saturated',
      at: this.#place(node),
      argument: this.#named(argument),
      ...rest,
    }));
  }

  // --- names -------------------------------------------------------------------------------------------------------

  #place(node: NodeId): Place {
    const { sources } = this.subject.trace;
    const source = this.#tape.source[node]!;
    return { code: this.#code(source), range: sources.range(source), node };
  }

  #named(node: NodeId): Named {
    const value = this.#value[node]!;
    const { trace } = this.subject;
    const drawn = resolveAlias(this.#tape, node);
    const isLiteral = this.#tape.op[node] === CONSTANT;
    const source = this.#tape.source[drawn]!;
    const bound = isLiteral ? null : (trace.nameOf(drawn) ?? trace.sources.name(source));
    const label = bound ?? (isLiteral ? significant(value, 4) : this.#code(source));
    return { label: clip(oneLine(label), LABEL_LENGTH), value };
  }

  #code(source: SourceId): string {
    return clip(oneLine(this.subject.trace.sources.code(source).slice(0, 4 * CODE_LENGTH)), CODE_LENGTH);
  }
}

function rowOf(code: number): Pick<Row, 'flow' | 'symbol'> | undefined {
  return rowByCode[code] ?? tensorRowByCode[code];
}

/** Kinds that whole numbers are rarely meant for, either. */
const alwaysTold: readonly CutKind[] = ['operand', 'detach', 'no_grad', 'copy', 'numpy', 'item', 'text', 'integer'];

/** The worst first: text and bits are rarely meant to take part in a gradient. */
const order: readonly CutKind[] = [...alwaysTold, 'index', 'comparison'];

/** Inputs that one gate keeps from having a gradient are told of together. */
function addTo(findings: Finding[], finding: Finding): void {
  if (finding.kind === 'dead' || finding.kind === 'blocked') {
    const same = findings.findIndex((known) => known.kind === finding.kind && known.at.node === finding.at.node);
    const known = findings[same];
    if (known !== undefined && (known.kind === 'dead' || known.kind === 'blocked')) {
      findings[same] = { ...known, inputs: [...known.inputs, ...finding.inputs] };
      return;
    }
  }
  findings.push(finding);
}
