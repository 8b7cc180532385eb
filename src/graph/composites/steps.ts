import type { Sweep } from '../../engine/backward';
import { CONSTANT, INPUT, type OpName, opCode, opName, SCALAR_CODES } from '../../engine/ops/table';
import type { NodeId, Tape } from '../../engine/tape';
import { resolveAlias } from '../alias';

/** Index of a step in {@link Steps}: 0 is the first of them in the run. */
export type Step = number;

/**
 * What the outputs were computed from, without aliases, in the order of the run: the part of a trace in which composites
 * are looked for. Made in time proportional to the tape up to the last output; all questions are answered at once.
 */
export class Steps {
  readonly nodes: readonly NodeId[];
  readonly #tape: Tape;
  readonly #reached: Uint8Array;
  /** Step i has the operands from `#start[i]` up to `#start[i + 1]`. */
  readonly #start: Int32Array;
  readonly #operands: Int32Array;
  readonly #uses: Int32Array;
  readonly #lastUser: Int32Array;
  readonly #isOutput: Uint8Array;
  /** Equal for steps that compute the same from the same, such as two calls of `exp(x)`. */
  readonly #form: Int32Array;
  #users: Step[][] | null = null;

  constructor(tape: Tape, sweep: Sweep, outputs: readonly NodeId[]) {
    this.#tape = tape;
    const nodes: NodeId[] = [];
    const { reached } = sweep;
    const isOperand = operandsOfReached(tape, reached);
    for (let node = 0; node < reached.length; node++) {
      if ((reached[node] === 1 || isOperand[node] === 1) && tape.op[node] !== opCode.alias) nodes.push(node);
    }
    this.nodes = nodes;
    this.#reached = reached;
    const stepOf = new Int32Array(reached.length);
    for (let step = 0; step < nodes.length; step++) stepOf[nodes[step]!] = step;
    this.#start = new Int32Array(nodes.length + 1);
    this.#uses = new Int32Array(nodes.length);
    this.#lastUser = new Int32Array(nodes.length).fill(-1);
    this.#isOutput = new Uint8Array(nodes.length);
    this.#form = new Int32Array(nodes.length);
    const operands: number[] = [];
    for (let step = 0; step < nodes.length; step++) {
      const node = nodes[step]!;
      const end = reached[node] === 1 ? tape.operandEnd[node]! : 0;
      for (let at = tape.operandStart(node); at < end; at++) {
        const from = stepOf[resolveAlias(tape, tape.operands[at]!)]!;
        operands.push(from);
        this.#uses[from]!++;
        this.#lastUser[from] = step;
      }
      this.#start[step + 1] = operands.length;
    }
    this.#operands = Int32Array.from(operands);
    for (const output of outputs) {
      const node = resolveAlias(tape, output);
      if (sweep.reached[node] === 1) this.#isOutput[stepOf[node]!] = 1;
    }
    this.#numberForms();
  }

  get length(): number {
    return this.nodes.length;
  }

  /** The operation of a step; null for an input, a constant, and what no gradient flows back to: it counts as a leaf. */
  op(step: Step): OpName | null {
    const node = this.nodes[step]!;
    return this.#reached[node] === 1 ? opName(this.#tape.op[node]!) : null;
  }

  value(step: Step): number {
    return this.#tape.value[this.nodes[step]!]!;
  }

  /** The operands of a step, as a copy. */
  operands(step: Step): Step[] {
    return Array.from({ length: this.operandCount(step) }, (_, k) => this.operand(step, k));
  }

  operandCount(step: Step): number {
    return this.#start[step + 1]! - this.#start[step]!;
  }

  /** Operand number `k`. */
  operand(step: Step, k: number): Step {
    return this.#operands[this.#start[step]! + k]!;
  }

  /** How many operands of other steps it is; one step may use it twice. */
  uses(step: Step): number {
    return this.#uses[step]!;
  }

  isOutput(step: Step): boolean {
    return this.#isOutput[step] === 1;
  }

  /** The step that uses this one, where one alone does and only once; else null. What is differentiated has none. */
  soleUser(step: Step): Step | null {
    return this.#uses[step] === 1 && this.#isOutput[step] === 0 ? this.#lastUser[step]! : null;
  }

  /** The steps that use this one, in the order of the run; one that uses it twice stands there once. */
  users(step: Step): readonly Step[] {
    this.#users ??= this.#collectUsers();
    return this.#users[step] ?? [];
  }

  /** The last step that uses this one; null for none. */
  lastUser(step: Step): Step | null {
    const user = this.#lastUser[step]!;
    return user === -1 ? null : user;
  }

  /** A number of the code. An input that happens to have the value is none. */
  isConstant(step: Step): boolean {
    return this.#tape.op[this.nodes[step]!] === CONSTANT;
  }

  /** The constant `value` itself. */
  is(step: Step, value: number): boolean {
    return this.isConstant(step) && this.value(step) === value;
  }

  /** True for one step, and for two that compute the same from the same. */
  same(a: Step, b: Step): boolean {
    return this.#form[a] === this.#form[b];
  }

  /** Equal for steps that are the {@link same}. */
  form(step: Step): number {
    return this.#form[step]!;
  }

  #collectUsers(): Step[][] {
    const users: Step[][] = Array.from({ length: this.length }, () => []);
    for (let step = 0; step < this.length; step++) {
      for (let k = this.#start[step]!; k < this.#start[step + 1]!; k++) {
        const list = users[this.#operands[k]!]!;
        if (list.at(-1) !== step) list.push(step);
      }
    }
    return users;
  }

  /** Operands come first, so one pass in the order of the run numbers all forms. */
  #numberForms(): void {
    const { op, value } = this.#tape;
    const form = this.#form;
    const constants = new Map<number, number>();
    const short = new Map<number, number>();
    const long = new Map<string, number>();
    let count = 0;
    const known = <Key>(forms: Map<Key, number>, key: Key): number => {
      const found = forms.get(key);
      if (found !== undefined) return found;
      forms.set(key, count);
      return count++;
    };
    // One number for an operation of up to two operands: forms are fewer than steps.
    const base = this.length + 1;
    for (let step = 0; step < this.length; step++) {
      const node = this.nodes[step]!;
      const code = op[node]!;
      const operands = this.operandCount(step);
      if (code === INPUT || code >= SCALAR_CODES || (operands === 0 && code !== CONSTANT)) form[step] = count++;
      else if (code === CONSTANT) form[step] = known(constants, value[node]!);
      else if (operands <= 2) {
        let a = form[this.operand(step, 0)]!;
        let b = operands === 2 ? form[this.operand(step, 1)]! : base - 1;
        if (b < a && (code === opCode.add || code === opCode.mul)) [a, b] = [b, a];
        form[step] = known(short, (code * base + a) * base + b);
      } else form[step] = known(long, `${code} ${this.operands(step).map((operand) => form[operand])}`);
    }
  }
}

/** Marks what rows that a gradient reaches are computed from: the condition of a `where` is not reached itself. */
function operandsOfReached(tape: Tape, reached: Uint8Array): Uint8Array {
  const found = new Uint8Array(reached.length);
  for (let node = 0; node < reached.length; node++) {
    if (reached[node] !== 1) continue;
    for (let at = tape.operandStart(node); at < tape.operandEnd[node]!; at++)
      found[resolveAlias(tape, tape.operands[at]!)] = 1;
  }
  return found;
}
