import type { SourceId } from '../../engine/sources';
import type { NodeId } from '../../engine/tape';
import { copied, type NdArray } from '../../engine/tensor/ndarray';
import type { InputDeclaration } from './ir';
import type { Runtime } from './runtime';
import type { Leaves } from './valueModel';
import { TensorValue, Tracked, type Value } from './values';

/** An input of the run as it was when it got its value. */
export interface LoggedInput {
  readonly name: string;
  readonly value: Value;
  readonly declaration: InputDeclaration | null;
  readonly overridden: boolean;
  /** Of an input that was trained, the row of its latest value, and what it was before. */
  readonly since?: NodeId;
  readonly previous?: LoggedInput;
}

/** An input as it was when a row was recorded: of one that is trained, the latest value before that. */
export function inputAt(input: LoggedInput, node: NodeId): LoggedInput {
  let found = input;
  while (found.previous !== undefined && found.since! > node) found = found.previous;
  return found;
}

/** Finds one leaf again in another run of the same code: the variable, how often it had got leaves, and which of them. */
export interface LeafAddress {
  readonly name: string;
  readonly turn: number;
  readonly offset: number;
  /** Which element of a tensor, counted along the last axis first. */
  readonly element?: number;
}

/** A leaf that gets another value than the code gives it. */
export interface Nudge extends LeafAddress {
  readonly to: number;
}

/** Leaves that were made of one value, one after the other. */
interface LeafRun {
  readonly name: string;
  readonly turn: number;
  readonly first: NodeId;
  readonly last: NodeId;
  readonly value: Value;
}

/** Which values of a run are inputs, and under which name each leaf of them is known. */
export class InputLog {
  readonly entries = new Map<string, LoggedInput>();
  readonly #leafRuns: LeafRun[] = [];
  /** Values that replace initialisers, by variable; set before the run. */
  overrides: ReadonlyMap<string, () => Value> = new Map();
  /** Set before a run that only the output is wanted of: nothing is tracked, and one leaf has another value. */
  nudge: Nudge | null = null;
  readonly #turns = new Map<string, number>();
  /** Which variable holds an object that may get a new leaf. */
  readonly #holders = new WeakMap<object, string>();
  /** Whether a top-level variable is an input of this run. */
  accepts: (declaration: InputDeclaration, value: Value) => boolean = () => false;

  /** A top-level variable gets its initial value. */
  initial(rt: Runtime, declaration: InputDeclaration, evaluate: () => Value): Value {
    const override = this.overrides.get(declaration.name);
    const value = override ? this.#given(rt, declaration, override(), evaluate) : evaluate();
    if (!this.accepts(declaration, value)) return value;
    const tracked = this.#leaves(rt, declaration.name, value, declaration.source, false);
    this.#log(rt, declaration.name, tracked, declaration, override !== undefined);
    this.#hold(declaration.name, tracked);
    return tracked;
  }

  /** What stands in place of a value that the code makes is made as that one is. */
  #given(rt: Runtime, { literal, source }: InputDeclaration, value: Value, evaluate: () => Value): Value {
    if (rt.model.inForm === undefined || literal !== 'computed') return value;
    return rt.model.inForm(rt, value, evaluate(), source);
  }

  /**
   * An input that is trained gets its next value: a leaf of its own, so that the next pass begins there. The input that is
   * reported is the latest leaf. Of a `holder` that is no input the value gets a leaf all the same.
   */
  renewed(rt: Runtime, holder: object, array: NdArray, source: SourceId): TensorValue {
    const name = this.#holders.get(holder);
    const { nudge } = this;
    let untracked = new TensorValue(array, null, source);
    if (name !== undefined && nudge !== null) {
      const turn = this.#turn(name);
      if (nudge.name === name && nudge.turn === turn) untracked = withElement(untracked, nudge);
    }
    if (nudge !== null) return untracked;
    const leaf = new TensorValue(array, rt.tape.tensorInput(array, source), source);
    const known = name === undefined ? undefined : this.entries.get(name);
    if (name === undefined || known === undefined) return leaf;
    this.#leafRuns.push({ name, turn: this.#turn(name), first: leaf.node!, last: leaf.node!, value: leaf });
    const value = rt.model.track(rt.model.copy(known.value), sameLeaf(leaf), false);
    this.entries.set(name, { ...known, value, since: leaf.node!, previous: known });
    return leaf;
  }

  /** A leaf that the code itself asks for, such as one with `requires_grad`; each renewal of it is one more. */
  leaf(rt: Runtime, array: NdArray, source: SourceId): TensorValue & { readonly node: NodeId } {
    const name = rt.sources.name(source) ?? '';
    const turn = this.#turn(name);
    const { nudge } = this;
    let held = array;
    if (nudge !== null && nudge.name === name && nudge.turn === turn)
      held = withElement(new TensorValue(array, null), nudge).array;
    const leaf = new TensorValue(held, rt.tape.tensorInput(held, source), source);
    this.#leafRuns.push({ name, turn, first: leaf.node!, last: leaf.node!, value: leaf });
    return leaf as TensorValue & { readonly node: NodeId };
  }

  #hold(name: string, value: Value): void {
    if (typeof value === 'object' && value !== null) this.#holders.set(value, name);
  }

  #turn(name: string): number {
    const turn = this.#turns.get(name) ?? 0;
    this.#turns.set(name, turn + 1);
    return turn;
  }

  /** A parameter of the inspected function gets its argument. A default that depends on other inputs stays what it is. */
  parameter(rt: Runtime, name: string, value: Value, source: SourceId, given: boolean): Value {
    const tracked = this.#leaves(rt, name, value, source, false);
    this.#log(rt, name, tracked, null, given);
    this.#hold(name, tracked);
    return tracked;
  }

  /** Makes the numbers that a variable holds leaves, in place, so that gradients are known for them. */
  promote(rt: Runtime, name: string, value: Value, source: SourceId): Value {
    return this.#leaves(rt, name, value, source, true);
  }

  /** The name by which the code reaches a leaf, such as `w`, `W[0][1]` or `p.x`; null where the node is none. */
  labelOf(rt: Runtime, node: NodeId): string | null {
    const run = this.#leafRuns.findLast(({ first }) => first <= node);
    if (!run || node > run.last || run.name === '') return null;
    const path = rt.model.pathTo(run.value, node);
    return path === null ? run.name : run.name + path;
  }

  /** Where a leaf stands among those of the run; null where the node is none. */
  addressOf(node: NodeId): LeafAddress | null {
    const run = this.#leafRuns.findLast(({ first }) => first <= node);
    return run && node <= run.last ? { name: run.name, turn: run.turn, offset: node - run.first } : null;
  }

  #leaves(rt: Runtime, name: string, value: Value, source: SourceId, inPlace: boolean): Value {
    const turn = this.#turn(name);
    const { nudge } = this;
    if (nudge !== null)
      return this.#nudged(rt, value, nudge.name === name && nudge.turn === turn ? nudge : null, inPlace);
    const first = rt.tape.length;
    const cost = { elements: 0 };
    const leaves: Leaves = {
      number: (number) => new Tracked(number, rt.tape.input(number, source)),
      tensor: ({ array }) => new TensorValue(array, rt.tape.tensorInput(array, source), source),
    };
    const tracked = rt.model.track(value, leaves, inPlace, cost);
    const last = rt.tape.length - 1;
    if (last >= first)
      this.#leafRuns.push({ name, turn, first, last, value: inPlace ? rt.model.copy(tracked) : tracked });
    rt.budget.spend(rt, cost.elements);
    return tracked;
  }

  /** The value as it is, but for the leaf that is moved. */
  #nudged(rt: Runtime, value: Value, nudge: Nudge | null, inPlace: boolean): Value {
    if (nudge === null) return value;
    let offset = 0;
    // A plain number is what a tracked one is to the program.
    const leaves: Leaves = {
      number: (number) => (offset++ === nudge.offset ? nudge.to : number) as unknown as Tracked,
      tensor: (tensor) => (offset++ === nudge.offset ? withElement(tensor, nudge) : tensor),
    };
    return rt.model.track(value, leaves, inPlace);
  }

  #log(rt: Runtime, name: string, value: Value, declaration: InputDeclaration | null, overridden: boolean): void {
    if (this.nudge !== null || rt.model.structure(value) === undefined) return;
    this.entries.set(name, { name, value: rt.model.copy(value), declaration, overridden });
  }
}

/** Leaves of a value of one tensor: the given one. */
function sameLeaf(leaf: TensorValue): Leaves {
  return {
    number: () => {
      throw new TypeError('internal: a number was renewed as a tensor');
    },
    tensor: () => leaf,
  };
}

/** The tensor with one element that is another. */
function withElement({ array }: TensorValue, { element = 0, to }: Nudge): TensorValue {
  const moved = copied(array);
  moved.data[element] = to;
  return new TensorValue(moved, null);
}
