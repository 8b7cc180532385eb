import type { SourceId } from '../../../../engine/sources';
import { Builtin } from '../../../core/functions';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { Tuple } from '../../values/objects';
import { torchFunctions, torchMembers } from '../define';
import { whole, wholes } from '../operands';
import type { TorchTensor } from '../tensor';

/** What `torch.nn.functional` has, by name: each family adds its own. */
export const functionalMembers = new Map<string, Value>();

/** Adds functions to `torch.nn.functional`, by their signatures. */
export function functionals(table: Parameters<typeof torchFunctions>[0]): void {
  torchFunctions(table, functionalMembers);
}

export const isNone = (value: Value): value is null | undefined => value === undefined || value === null;

/** Calls a function of `torch`, as the program would. */
export function callTorch(rt: Runtime, name: string, args: Value[], source: SourceId): TorchTensor {
  return called(torchMembers.get(name), rt, args, source);
}

/** Calls a function of `torch.nn.functional`, as the program would. */
export function callFunctional(rt: Runtime, name: string, args: Value[], source: SourceId): TorchTensor {
  return called(functionalMembers.get(name), rt, args, source);
}

function called(fn: Value, rt: Runtime, args: Value[], source: SourceId): TorchTensor {
  return (fn as Builtin).apply(rt, undefined, args, source) as TorchTensor;
}

/** The function, for tables that pass it on as a value. */
export function functionalNamed(name: string): Builtin {
  const fn = functionalMembers.get(name);
  if (fn instanceof Builtin) return fn;
  throw new Error(`internal: there is no function ${name}`);
}

/** An int for all of `count` axes, or one for each. */
export function forAxes(
  rt: Runtime,
  value: Value,
  count: number,
  otherwise: number,
  name: string,
  label: string,
  source: SourceId,
): number[] {
  if (isNone(value)) return new Array(count).fill(otherwise);
  if (!(Array.isArray(value) || value instanceof Tuple))
    return new Array(count).fill(whole(rt, value, name, label, source));
  const all = wholes(rt, value, name, label, source);
  if (all.length === 1) return new Array(count).fill(all[0]);
  if (all.length === count) return all;
  throw rt.error(
    'RuntimeError',
    `expected ${label} to be a single integer value or a list of ${count} values to match the convolution dimensions, but got ${label}=[${all.join(', ')}]`,
    source,
  );
}

export type Reduction = 'none' | 'mean' | 'sum';

/** What becomes of the losses of all elements. */
export function reductionOf(rt: Runtime, value: Value, source: SourceId, averages: Value = undefined): Reduction {
  if (averages === false) return 'sum';
  if (isNone(value)) return 'mean';
  if (value === 'none' || value === 'mean' || value === 'sum') return value;
  throw rt.error('ValueError', `${String(value)} is not a valid value for reduction`, source);
}
