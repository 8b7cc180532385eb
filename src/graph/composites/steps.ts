import type { Sweep } from '../../engine/backward';
import { CONSTANT, INPUT, type OpName, opCode, opName } from '../../engine/ops/table';
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
  readonly #steps = new Map<NodeId, Step>();
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
    for (let node = 0; node < sweep.reached.length; node++) {
      if (sweep.reached[node] === 1 && tape.op[node] !== opCode.alias) nodes.push(node);
    }
    this.nodes = nodes;
    nodes.forEach((node, step) => {
      this.#steps.set(node, step);
    });
    this.#start = new Int32Array(nodes.length + 1);
    this.#uses = new Int32Array(nodes.length);
    this.#lastUser = new Int32Array(nodes.length).fill(-1);
    this.#isOutput = new Uint8Array(nodes.length);
    this.#form = new Int32Array(nodes.length);
    const operands: number[] = [];
    nodes.forEach((node, step) => {
      for (const operand of tape.operandsOf(node)) {
        const from = this.#steps.get(resolveAlias(tape, operand))!;
        operands.push(from);
        this.#uses[from]!++;
        this.#lastUser[from] = step;
      }
      this.#start[step + 1] = operands.length;
    });
    this.#operands = Int32Array.from(operands);
    for (const output of outputs) {
      const step = this.#steps.get(resolveAlias(tape, output));
      if (step !== undefined) this.#isOutput[step] = 1;
    }
    this.#numberForms();
  }

  get length(): number {
    return this.nodes.length;
  }

  /** The operation of a step; null for an input or a constant. */
  op(step: Step): OpName | null {
    return opName(this.#tape.op[this.nodes[step]!]!);
  }

  value(step: Step): number {
    return this.#tape.value[this.nodes[step]!]!;
  }

  operands(step: Step): ArrayLike<Step> {
    return this.#operands.subarray(this.#start[step], this.#start[step + 1]);
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
    const forms = new Map<string, number>();
    for (let step = 0; step < this.length; step++) {
      const op = this.#tape.op[this.nodes[step]!]!;
      let key: string;
      if (op === INPUT) key = `input ${step}`;
      else if (op === CONSTANT) key = `constant ${this.value(step)}`;
      else {
        const operands = Array.from(this.operands(step), (operand) => this.#form[operand]!);
        if (op === opCode.add || op === opCode.mul) operands.sort((a, b) => a - b);
        key = `${op} ${operands.join(' ')}`;
      }
      let form = forms.get(key);
      if (form === undefined) {
        form = forms.size;
        forms.set(key, form);
      }
      this.#form[step] = form;
    }
  }
}
