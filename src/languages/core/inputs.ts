import type { SourceId } from '../../engine/sources';
import type { NodeId } from '../../engine/tape';
import type { InputDeclaration } from './ir';
import type { Runtime } from './runtime';
import { Tracked, type Value } from './values';

/** An input of the run as it was when it got its value. */
export interface LoggedInput {
  readonly name: string;
  readonly value: Value;
  readonly declaration: InputDeclaration | null;
  readonly overridden: boolean;
}

/** Leaves that were made of one value, one after the other. */
interface LeafRun {
  readonly name: string;
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
  /** Whether a top-level variable is an input of this run. */
  accepts: (declaration: InputDeclaration) => boolean = () => false;

  /** A top-level variable gets its initial value. */
  initial(rt: Runtime, declaration: InputDeclaration, evaluate: () => Value): Value {
    const override = this.overrides.get(declaration.name);
    const value = override ? override() : evaluate();
    if (!this.accepts(declaration)) return value;
    const tracked = this.#leaves(rt, declaration.name, value, declaration.source, false);
    this.#log(rt, declaration.name, tracked, declaration, override !== undefined);
    return tracked;
  }

  /** A parameter of the inspected function gets its argument. A default that depends on other inputs stays what it is. */
  parameter(rt: Runtime, name: string, value: Value, source: SourceId, given: boolean): Value {
    const tracked = this.#leaves(rt, name, value, source, false);
    this.#log(rt, name, tracked, null, given);
    return tracked;
  }

  /** Makes the numbers that a variable holds leaves, in place, so that gradients are known for them. */
  promote(rt: Runtime, name: string, value: Value, source: SourceId): Value {
    return this.#leaves(rt, name, value, source, true);
  }

  /** The name by which the code reaches a leaf, such as `w`, `W[0][1]` or `p.x`; null where the node is none. */
  labelOf(rt: Runtime, node: NodeId): string | null {
    const run = this.#leafRuns.findLast(({ first }) => first <= node);
    if (!run || node > run.last) return null;
    const path = rt.model.pathTo(run.value, node);
    return path === null ? run.name : run.name + path;
  }

  #leaves(rt: Runtime, name: string, value: Value, source: SourceId, inPlace: boolean): Value {
    const first = rt.tape.length;
    const cost = { elements: 0 };
    const leaf = (number: number) => new Tracked(number, rt.tape.input(number, source));
    const tracked = rt.model.track(value, leaf, inPlace, cost);
    const last = rt.tape.length - 1;
    if (last >= first) this.#leafRuns.push({ name, first, last, value: inPlace ? rt.model.copy(tracked) : tracked });
    rt.budget.spend(rt, cost.elements);
    return tracked;
  }

  #log(rt: Runtime, name: string, value: Value, declaration: InputDeclaration | null, overridden: boolean): void {
    if (rt.model.structure(value) === undefined) return;
    this.entries.set(name, { name, value: rt.model.copy(value), declaration, overridden });
  }
}
