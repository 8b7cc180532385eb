import type { Sweep } from '../engine/backward';
import type { SourceFile } from '../engine/sources';
import { encodeNum } from '../graph/num';
import type { Runtime } from '../languages/core/runtime';
import type { Variable } from '../languages/core/scopes';
import type { Structure } from '../languages/core/valueModel';
import { UNINITIALISED } from '../languages/core/values';
import type { Diagnostic, HandGradient } from '../protocol';
import { gradientsOf, shapeOf, valuesOf } from './structures';

const RELATIVE = 1e-6;
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

/** What the code may call the gradient of `output` with respect to `input`. */
function namesOf(input: string, output: string | null): readonly string[] {
  const names = [`d${input}`, `d_${input}`, `grad_${input}`, `${input}_grad`];
  return output === null ? names : [...names, `d${output}d${input}`, `d${output}_d${input}`];
}

/**
 * Gradients that the code derives by hand, compared with ours: variables of the module that are bound after the output,
 * so that they do not feed it, and have the shape of the input that their name speaks of. They are read as they stand at
 * the end. (What such a variable holds may well be a value of the forward pass: `dz = q`.)
 */
export function handGradients(
  rt: Runtime,
  sweep: Sweep,
  inputs: readonly Derived[],
  output: OutputPlace,
): HandGradient[] {
  const variables = new Map(rt.topLevel.map((variable) => [variable.name, variable]));
  return inputs.flatMap(({ name, structure }): HandGradient[] => {
    const shape = shapeOf(structure);
    for (const candidate of namesOf(name, output.name)) {
      const variable = variables.get(candidate);
      const held = variable && heldAfter(rt, variable, output);
      if (!held || JSON.stringify(shapeOf(held)) !== JSON.stringify(shape) || shape === null) continue;
      const value = valuesOf(held, Number.POSITIVE_INFINITY);
      const gradient = gradientsOf(structure, rt.tape, sweep, Number.POSITIVE_INFINITY);
      const [given, wanted] = [numbers(value), numbers(gradient)];
      const matches = given.every((number, k) => isClose(number, wanted[k]!));
      return [{ input: name, variable: candidate, value, gradient, matches, range: variable!.range }];
    }
    return [];
  });
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

function isClose(given: number, wanted: number): boolean {
  if (Number.isNaN(wanted)) return Number.isNaN(given);
  return given === wanted || Math.abs(given - wanted) <= ABSOLUTE + RELATIVE * Math.abs(wanted);
}

/** Says which gradients differ from ours, and by how much. */
export function handDiagnostics(found: readonly HandGradient[], output: string): Diagnostic[] {
  return found.flatMap(({ input, variable, value, gradient, matches, range }): Diagnostic[] => {
    if (matches || range === null) return [];
    const [given, wanted] = [numbers(value), numbers(gradient)];
    const k = given.findIndex((number, at) => !isClose(number, wanted[at]!));
    const place = given.length > 1 ? ` at element ${k}` : '';
    const message = `\`${variable}\` is ${encodeNum(given[k]!)}${place}, but the gradient of \`${output}\` by \`${input}\` is ${encodeNum(wanted[k]!)}`;
    return [{ code: 'hand-gradient', severity: 'warning', message, range }];
  });
}
