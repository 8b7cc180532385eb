import type { Sweep } from '../engine/backward';
import type { SourceFile } from '../engine/sources';
import { encodeNum } from '../graph/num';
import type { Runtime } from '../languages/core/runtime';
import type { Variable } from '../languages/core/scopes';
import type { Structure } from '../languages/core/valueModel';
import { TensorValue, UNINITIALISED } from '../languages/core/values';
import type { Diagnostic, HandDifference, HandGradient } from '../protocol';
import { handText } from '../text/handText';
import { LaterValues } from './laterValues';
import { gradientsOf, nodesOf, shapeOf, valuesOf } from './structures';

const RELATIVE = 1e-6;
/** Where either of the two is of single precision. */
const SINGLE = 1e-4;
const ABSOLUTE = 1e-10;

/** An input of the result, as far as gradients of it may have been derived by hand. */
export interface Derived {
  readonly name: string;
  readonly structure: Structure;
}

/** The output by its name, and where in the file it has been computed. */
export interface OutputPlace {
  readonly name: string | null;
  readonly file: SourceFile;
  readonly end: number;
}

/** What the code may call the gradient with respect to `input` of what it computes last. */
function plainNames(input: string): readonly string[] {
  return [`d${input}`, `d_${input}`, `grad_${input}`, `${input}_grad`];
}

/** What the code may call the gradient of `output` with respect to `input`. */
function fullNames(input: string, output: string | null): readonly string[] {
  return output === null ? [] : [`d${output}d${input}`, `d${output}_d${input}`];
}

/**
 * Gradients that the code derives by hand, compared with ours: variables of the module that are bound after the output,
 * so that they do not feed it, and have the shape of the input that their name speaks of. They are read as they stand at
 * the end. (What such a variable holds may well be a value of the forward pass: `dz = q`.) A name that does not say which
 * output it is about, as `dx`, is about the last forward value: where the code goes on to compute from this output before
 * it derives `dx`, that is of another one, unless all of it comes by the gradient to start from.
 */
export function handGradients(
  rt: Runtime,
  sweep: Sweep,
  inputs: readonly Derived[],
  output: OutputPlace,
  /** How many numbers of an array are listed. */
  listed: number,
  /** The variable that holds the gradient to start from. */
  upstream: string | null = null,
): HandGradient[] {
  let later: LaterValues | null = null;
  const isOfAnother = (start: number, structure: Structure): boolean => {
    later ??= new LaterValues(
      rt,
      output.file,
      sweep.seeds.map(({ node }) => node),
      inputs.map(({ name }) => name),
    );
    return upstream === null ? later.isBefore(start) : later.isBeside(start, nodesOf(structure));
  };
  const variables = new Map(rt.topLevel.map((variable) => [variable.name, variable]));
  return inputs.flatMap(({ name, structure }): HandGradient[] => {
    const shape = shapeOf(structure);
    const plain = plainNames(name);
    for (const candidate of [...plain, ...fullNames(name, output.name)]) {
      const variable = variables.get(candidate);
      const held = variable && heldAfter(rt, variable, output);
      if (held === undefined || shape === null) continue;
      if (plain.includes(candidate) && isOfAnother(output.file.startOf(variable!.range!), structure)) continue;
      const own = shapeOf(held);
      const common = {
        input: name,
        variable: candidate,
        value: valuesOf(held, listed),
        gradient: gradientsOf(structure, rt.tape, sweep, listed),
        ...(upstream !== null && { upstream }),
        range: variable!.range,
      };
      if (!sameShape(own, shape)) {
        if (!isTold(own, shape) || !(held instanceof TensorValue)) continue;
        return [{ ...common, shape: own, inputShape: shape, matches: false }];
      }
      const all = Number.POSITIVE_INFINITY;
      const given = numbers(valuesOf(held, all));
      const wanted = numbers(gradientsOf(structure, rt.tape, sweep, all));
      const difference = farthest(given, wanted, isSingle(held) || isSingle(structure) ? SINGLE : RELATIVE);
      return [
        {
          ...common,
          shape,
          matches: difference === null,
          ...(difference && { difference: { ...difference, element: shape.length === 0 ? null : difference.element } }),
        },
      ];
    }
    return [];
  });
}

/**
 * The gradient that a backward pass by hand starts from where the output is an array: a variable such as `dD` for `D`,
 * bound after it, of its shape.
 */
export function handUpstream(
  rt: Runtime,
  output: OutputPlace,
  structure: Structure,
): { readonly name: string; readonly structure: Structure } | null {
  const shape = shapeOf(structure);
  if (output.name === null || shape === null || shape.length === 0) return null;
  for (const name of plainNames(output.name)) {
    const variable = rt.topLevel.find((candidate) => candidate.name === name);
    const held = variable && heldAfter(rt, variable, output);
    if (held !== undefined && sameShape(shapeOf(held), shape)) return { name, structure: held };
  }
  return null;
}

/** Arrays of several numbers that are no gradients for their shape alone: most often one is transposed, or not summed. */
function isTold(own: readonly number[] | null, input: readonly number[]): own is readonly number[] {
  return own !== null && own.length > 0 && input.length > 0;
}

function sameShape(one: readonly number[] | null, other: readonly number[]): boolean {
  return one !== null && one.length === other.length && one.every((size, axis) => size === other[axis]);
}

function heldAfter(rt: Runtime, variable: Variable, { file, end }: OutputPlace): Structure | undefined {
  const value = variable.cell?.value;
  if (value === undefined || value === UNINITIALISED || variable.range === null) return undefined;
  if (file.startOf(variable.range) < end) return undefined;
  return rt.model.structure(value);
}

function numbers(data: unknown): number[] {
  return Array.isArray(data) ? data.flatMap(numbers) : [Number(data)];
}

function isSingle(structure: Structure): boolean {
  return structure instanceof TensorValue && structure.array.dtype === 'float32';
}

/** The place where two lists are farthest apart, of those that are not close; null where all are. */
function farthest(
  given: readonly number[],
  wanted: readonly number[],
  relative: number,
): (HandDifference & { readonly element: number }) | null {
  let most = -1;
  let element = -1;
  for (const [k, number] of given.entries()) {
    if (isClose(number, wanted[k]!, relative)) continue;
    const distance = Math.abs(number - wanted[k]!);
    const size = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
    if (size > most) [most, element] = [size, k];
  }
  if (element === -1) return null;
  const [one, other] = [given[element]!, wanted[element]!];
  return { element, given: encodeNum(one), wanted: encodeNum(other), by: encodeNum(Math.abs(one - other)) };
}

function isClose(given: number, wanted: number, relative: number): boolean {
  if (Number.isNaN(wanted)) return Number.isNaN(given);
  return given === wanted || Math.abs(given - wanted) <= ABSOLUTE + relative * Math.abs(wanted);
}

/** Says which gradients differ from ours, and by how much. */
export function handDiagnostics(found: readonly HandGradient[]): Diagnostic[] {
  return found.flatMap((hand): Diagnostic[] =>
    hand.matches || hand.range === null
      ? []
      : [{ code: 'hand-gradient', severity: 'warning', message: handText(hand), range: hand.range }],
  );
}
