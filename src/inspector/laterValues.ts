import type { SourceFile } from '../engine/sources';
import type { NodeId, Tape } from '../engine/tape';
import { resolveAlias } from '../graph/alias';
import type { Runtime } from '../languages/core/runtime';
import { UNINITIALISED } from '../languages/core/values';
import { nodesOf } from './structures';

/** A value that the forward pass computes from an output. */
interface Later {
  /** Where its variable is bound first. */
  readonly start: number;
  readonly nodes: readonly NodeId[];
}

/**
 * What the code goes on to compute from an output, as far as variables of the module hold it: forward values, since what
 * is named as a gradient, and what is computed from that alone, is none. Variables of inputs are none either: they are
 * updated by their gradients.
 */
export class LaterValues {
  readonly #tape: Tape;
  readonly #outputs: ReadonlySet<NodeId>;
  readonly #later: readonly Later[];

  constructor(rt: Runtime, file: SourceFile, outputs: readonly NodeId[], inputs: readonly string[]) {
    this.#tape = rt.tape;
    this.#outputs = new Set(outputs.map((node) => resolveAlias(rt.tape, node)));
    const names = new Set(rt.topLevel.map(({ name }) => name));
    const forward: Later[] = [];
    const gradients = new Set<NodeId>();
    for (const { name, cell, range } of rt.topLevel) {
      const value = cell?.value;
      const held = value === undefined || value === UNINITIALISED ? undefined : rt.model.structure(value);
      if (held === undefined || range === null) continue;
      const nodes = nodesOf(held).map((node) => resolveAlias(rt.tape, node));
      if (isGradientName(name, names)) for (const node of nodes) gradients.add(node);
      else if (!inputs.includes(name)) forward.push({ start: file.startOf(range), nodes });
    }
    // A forward value stays one where it is a gradient as well: `dw = x`.
    for (const { nodes } of forward) for (const node of nodes) gradients.delete(node);
    const reached = this.#reachedFrom(this.#outputs, gradients);
    this.#later = forward.filter(({ nodes }) => nodes.some((node) => reached[node] === 1 && !this.#outputs.has(node)));
  }

  /** Whether there is one bound before a place. */
  isBefore(place: number): boolean {
    return this.#later.some(({ start }) => start < place);
  }

  /** Whether one bound before a place is computed from some nodes past the output, too. */
  isBeside(place: number, nodes: readonly NodeId[]): boolean {
    const reached = this.#reachedFrom(new Set(nodes), this.#outputs);
    return this.#later.some(({ start, nodes: own }) => start < place && own.some((node) => reached[node] === 1));
  }

  /** For each row whether it is computed from some nodes on a way that no barrier is on. */
  #reachedFrom(from: ReadonlySet<NodeId>, barriers: ReadonlySet<NodeId>): Uint8Array {
    const { operands, operandEnd, length } = this.#tape;
    const reached = new Uint8Array(length);
    let first = length;
    for (const node of from) {
      reached[node] = 1;
      first = Math.min(first, node);
    }
    for (let node = first + 1; node < length; node++) {
      if (barriers.has(node)) continue;
      for (let at = this.#tape.operandStart(node); at < operandEnd[node]!; at++) {
        if (reached[operands[at]!] === 1) {
          reached[node] = 1;
          break;
        }
      }
    }
    return reached;
  }
}

/** Whether a variable is called as gradients are: `d_x`, `grad_x`, `x_grad`, and `dx`, `dydx` of variables that there are. */
function isGradientName(name: string, names: ReadonlySet<string>): boolean {
  if (/^(d|grad)_|_grad$/.test(name)) return true;
  if (!name.startsWith('d')) return false;
  const rest = name.slice(1);
  if (names.has(rest)) return true;
  for (let at = rest.indexOf('d', 1); at !== -1; at = rest.indexOf('d', at + 1)) {
    if (names.has(rest.slice(0, at).replace(/_$/, '')) && names.has(rest.slice(at + 1))) return true;
  }
  return false;
}
