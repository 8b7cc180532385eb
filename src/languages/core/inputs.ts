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

/** Which values of a run are inputs, and under which name each leaf of them is known. */
export class InputLog {
  readonly entries = new Map<string, LoggedInput>();
  readonly labels = new Map<NodeId, string>();
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

  #leaves(rt: Runtime, name: string, value: Value, source: SourceId, inPlace: boolean): Value {
    return rt.model.track(
      value,
      (number, path) => {
        const node = rt.tape.input(number, source);
        this.labels.set(node, name + path);
        return new Tracked(number, node);
      },
      inPlace,
    );
  }

  #log(rt: Runtime, name: string, value: Value, declaration: InputDeclaration | null, overridden: boolean): void {
    if (rt.model.structure(value) === undefined) return;
    this.entries.set(name, { name, value: rt.model.copy(value), declaration, overridden });
  }
}
