import { fileName, placeName } from '../engine/fileName';
import { compare, isConfirmed, measureSlope, type Slope, slopeFromAfar } from '../engine/gradcheck';
import { CONSTANT, holdsTensor, isConstant, rowByCode } from '../engine/ops/table';
import { noiseOf, replay, roundOffOf, seededOutput } from '../engine/replay';
import type { NodeId } from '../engine/tape';
import { tensorGradient } from '../engine/tensorSweep';
import { resolveAlias } from '../graph/alias';
import type { Check } from '../graph/check';
import { clip, oneLine } from '../graph/clip';
import { significant } from '../graph/digits';
import { encodeNum } from '../graph/num';
import { indexText } from '../graph/tensorView';
import { type CutKind, cutKinds } from '../languages/core/cuts';
import type { KeptTrace, TracedInput } from './keptTraces';

/** When to give up. Both are asked between evaluations. */
export interface Patience {
  /** Milliseconds that one gradient may take. */
  readonly each: number;
  readonly stopped: () => boolean;
}

/** The check was stopped: nothing is known. */
export class Stopped extends Error {}

class TooLong extends Error {}

/** Calls of the function for a slope: with every step, and with one in three. */
const FINE = { ratio: 2, calls: 90 + 12 };
const COARSE = { ratio: 8, calls: 32 + 12 };

const NAME_LENGTH = 40;

/** Relative error of a gradient after some dozens of operations in single precision. */
const SINGLE = 2 ** -16;

/** Checks a gate's gradient by running the recorded operations again with the gate's value moved. */
export function checkGate(kept: KeptTrace, { node, element }: Leaf, patience: Patience): Check {
  const name = nodeName(kept, node) + placeText(kept, node, element);
  return new Checker(kept, node, element ?? 0, name, patience).byReplay();
}

/** One number of the trace: a node, or an element of a tensor (counted along the last axis first). */
export interface Leaf {
  readonly node: NodeId;
  readonly element: number | null;
}

/** How many numbers nodes hold, tensors element by element. */
export function countOf({ trace: { tape } }: KeptTrace, nodes: readonly NodeId[]): number {
  return nodes.reduce((sum, node) => sum + (holdsTensor(tape.op[node]!) ? tape.tensor(node).size : 1), 0);
}

/** The number that stands at a place when all are counted one after the other. */
export function leafAt({ trace: { tape } }: KeptTrace, nodes: readonly NodeId[], index: number): Leaf {
  let left = index;
  for (const node of nodes) {
    const size = holdsTensor(tape.op[node]!) ? tape.tensor(node).size : 1;
    if (left < size) return { node, element: holdsTensor(tape.op[node]!) ? left : null };
    left -= size;
  }
  throw new RangeError(`internal: there is no number ${index}`);
}

/** `[1][2]` for an element of a tensor. */
function placeText({ trace: { tape } }: KeptTrace, node: NodeId, element: number | null): string {
  return element === null ? '' : indexText(element, tape.tensor(node).shape);
}

/**
 * Checks one number of an input by running the snippet again, with the branches decided anew; by the recorded operations
 * where that takes too long.
 */
export function checkLeaf(kept: KeptTrace, input: TracedInput, index: number, patience: Patience): Check {
  const { node, element } = leafAt(kept, input.nodes, index);
  const name = input.nodes.length === 1 ? input.name : (kept.trace.nameOf(node) ?? `${input.name}[${index}]`);
  const checker = new Checker(kept, node, element ?? 0, name + placeText(kept, node, element), patience);
  // The snippet itself computes tensors in single precision: too coarse for differences.
  return element === null ? checker.byRerun() : checker.byReplay();
}

class Checker {
  readonly #analytic: number;
  readonly #value: number;
  #started = performance.now();

  constructor(
    readonly kept: KeptTrace,
    readonly node: NodeId,
    readonly element: number,
    readonly name: string,
    readonly patience: Patience,
  ) {
    const { trace, sweep } = kept;
    const { tape } = trace;
    const isTensor = holdsTensor(tape.op[node]!);
    if (isTensor) this.#analytic = isConstant(tape.op[node]!) ? 0 : tensorGradient(tape, sweep, node).flat(element);
    else this.#analytic = tape.op[node] === CONSTANT ? 0 : (sweep.adjoint[node] ?? 0);
    this.#value = isTensor ? tape.tensor(node).flat(element) : tape.value[node]!;
  }

  byRerun(): Check {
    const address = this.kept.addressOf(this.node);
    if (address === null) return this.byReplay();
    const f = (to: number) => {
      const output = this.kept.rerun({ ...address, to }, Math.max(1, this.#left));
      if (output !== null) return output;
      throw this.patience.stopped() ? new Stopped() : new TooLong();
    };
    try {
      return this.#measured(f, 'rerun');
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
      this.#started = performance.now();
      return this.byReplay();
    }
  }

  byReplay(): Check {
    const { trace, sweep } = this.kept;
    try {
      return this.#measured(replay(trace.tape, sweep, this.node, this.element), 'replay');
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
      const rows = sweep.adjoint.length;
      return this.#verdict('unchecked', null, 'replay', `too long to check (${rows} operations)`);
    }
  }

  /** Whether the gradient was computed in single precision, while its slope is measured in double. */
  get #isSingle(): boolean {
    const { tape } = this.kept.trace;
    return holdsTensor(tape.op[this.node]!) && tape.tensor(this.node).dtype === 'float32';
  }

  /** What rounding to single precision on the way may have done to the gradient. */
  get #rounding(): number {
    return SINGLE * Math.abs(this.#analytic);
  }

  /** What was recorded. */
  get #output(): number {
    const { sweep, trace } = this.kept;
    return seededOutput(trace.tape, sweep);
  }

  get #left(): number {
    return this.patience.each - (performance.now() - this.#started);
  }

  /** The function, which ends by {@link TooLong} or {@link Stopped}. */
  #timed(f: (x: number) => number): (x: number) => number {
    return (x) => {
      if (this.patience.stopped()) throw new Stopped();
      if (this.#left < 0) throw new TooLong();
      return f(x);
    };
  }

  #measured(given: (x: number) => number, by: Check['by']): Check {
    const f = this.#timed(given);
    const before = performance.now();
    const here = f(this.#value);
    const cost = performance.now() - before;
    if (!Number.isFinite(this.#output)) return this.#verdict('unchecked', null, by, 'the output is not finite');
    if (!Number.isFinite(this.#value)) return this.#verdict('unchecked', null, by, 'the value is not finite');
    // A run that does not give what the recorded one gave would be measured in vain.
    if (by === 'rerun' && !sameOutput(here, this.#output)) throw new TooLong();
    const ways = [FINE, COARSE].filter(({ calls }) => calls * cost <= this.#left);
    const way = ways[0];
    if (way === undefined) throw new TooLong();
    const { trace, sweep } = this.kept;
    const roundOff = roundOffOf(trace.tape, sweep);
    const noise = noiseOf(trace.tape, sweep);
    const slope = measureSlope(f, this.#value, { roundOff, noise, ratio: way.ratio });
    return this.#judged(f, slope, by);
  }

  #judged(f: (x: number) => number, slope: Slope, by: Check['by']): Check {
    const check = compare(this.#analytic, this.#isSingle ? { ...slope, error: slope.error + this.#rounding } : slope);
    const measured = Number.isNaN(slope.value) ? null : slope.value;
    const differs = (numeric: number | null, note: string | null) => this.#verdict('differs', numeric, by, note);
    if (check.verdict === 'differs') {
      if (isConfirmed(f, this.#value, check)) return differs(measured, by === 'rerun' ? this.#cut('cut by') : null);
      return this.#verdict('unchecked', measured, by, 'the function is too rough here for finite differences');
    }
    const convention = check.verdict === 'kink' ? this.#convention() : null;
    if (convention !== null) return this.#verdict('kink', measured, by, convention);
    // What rounds on its way through text goes in steps: it is flat from close by, and steep from afar.
    if (by === 'rerun' && this.#analytic === 0) {
      const cut = this.#cut('cut by', ['text', 'integer', 'operand']);
      const afar = cut === null ? null : slopeFromAfar(f, this.#value);
      if (afar !== null) return differs(afar, `over large steps; ${cut}`);
    }
    if (check.verdict === 'agrees') return this.#verdict('agrees', measured, by, null);
    const decides = by === 'rerun' ? this.#cut('decided by') : null;
    const gradient = `the gradient ${significant(this.#analytic, 4)} is that of the way that was taken`;
    return this.#verdict('kink', measured, by, decides && `left and right differ, ${decides}; ${gradient}`);
  }

  #verdict(verdict: Check['verdict'], numeric: number | null, by: Check['by'], note: string | null): Check {
    return {
      name: this.name,
      analytic: encodeNum(this.#analytic),
      numeric: numeric === null ? null : encodeNum(numeric),
      verdict,
      by,
      note,
    };
  }

  /** The first convention that an operation on the way from the node to the output goes by. */
  #convention(): string | null {
    const { tape } = this.kept.trace;
    const { reached } = this.kept.sweep;
    for (const node of this.#dependents(reached.length)) {
      const row = rowByCode[tape.op[node]!];
      if (reached[node] === 0 || row?.convention === undefined || node === this.node) continue;
      const operands = tape.operandsOf(node);
      const convention = row.convention(
        operands.map((operand) => tape.value[operand]!),
        tape.value[node]!,
        operands.map((operand) => tape.op[operand] !== CONSTANT),
      );
      if (convention !== null) return `the convention is: ${convention}`;
    }
    return null;
  }

  /** Where something computed from the node lost its origin, in words; null where nothing did. */
  #cut(before: string, kinds: readonly CutKind[] = cutKinds): string | null {
    const { cuts, trace } = this.kept;
    const depends = new Set(this.#dependents(trace.tape.length));
    const cut = [...cuts.all()].find(({ node, kind }) => kinds.includes(kind) && depends.has(node));
    if (cut === undefined) return null;
    const source = cut.source === 0 ? trace.tape.source[cut.node]! : cut.source;
    const code = clip(oneLine(trace.sources.code(source).slice(0, 4 * NAME_LENGTH)), NAME_LENGTH).replaceAll('`', "'");
    const range = trace.sources.range(source) ?? null;
    const lost = {
      text: 'text',
      index: 'an index',
      comparison: 'a comparison',
      integer: 'bits',
      operand: 'an operator of numbers',
      detach: '`detach()`',
      no_grad: '`torch.no_grad()`',
      item: 'a number of Python',
      numpy: 'an array of NumPy',
      copy: 'a copy as numbers',
    }[cut.kind];
    return `${before} ${lost}: \`${code}\`${range && ` in ${range.file === undefined || range.cell !== undefined ? placeName(range) : `${fileName(range.file)} line ${range.start.line}`}`}`;
  }

  *#dependents(end: number): Generator<NodeId> {
    const { tape } = this.kept.trace;
    const depends = new Uint8Array(end);
    depends[this.node] = 1;
    yield this.node;
    for (let node = this.node + 1; node < end; node++) {
      for (let at = tape.operandStart(node); at < tape.operandEnd[node]!; at++) {
        if (depends[tape.operands[at]!] !== 1) continue;
        depends[node] = 1;
        yield node;
        break;
      }
    }
  }
}

function sameOutput(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

/** What a node is called: its variable, else its code. */
export function nodeName({ trace }: KeptTrace, node: NodeId): string {
  const drawn = resolveAlias(trace.tape, node);
  const source = trace.tape.source[drawn]!;
  const name =
    trace.nameOf(drawn) ?? trace.sources.name(source) ?? trace.sources.code(source).slice(0, 4 * NAME_LENGTH);
  return clip(oneLine(name), NAME_LENGTH);
}
