import type { Value } from '../../core/values';
import { construct, isConstructor } from '../construct';
import { toInteger } from '../conversions';
import { getMember, hasMember, setMember } from '../members';
import { arrayPrototype, extraOf, isArray } from '../objects';
import { arrayOf, type Call } from './define';

/** A relative index argument: negative counts from the end, absent is `fallback`; clamped to the array. */
export function clampIndex({ rt, source }: Call, value: Value, length: number, fallback: number): number {
  if (value === undefined) return fallback;
  const index = toInteger(rt, value, source);
  return index < 0 ? Math.max(length + index, 0) : Math.min(index, length);
}

/** The receiver, for a method that makes a new array of about that size. */
export function copiedOf(call: Call): Value[] {
  const array = arrayOf(call);
  call.rt.checkSize(array.length, call.source);
  spend(call, array.length);
  return array;
}

/**
 * The list as an array of the same class as the receiver. `size` is what its constructor is told, as JavaScript has it;
 * `whole` sets the length, too.
 */
export function alike(call: Call, result: Value[], size = 0, whole = false): Value[] {
  const { rt, self, source } = call;
  const proto = isArray(self) ? extraOf(self)?.proto : null;
  if (!proto || proto === arrayPrototype) return result;
  const made = ofSpecies(call, size);
  if (made === null) return result;
  for (let k = 0; k < result.length; k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (k in result) setMember(rt, made, k, result[k], source);
  }
  if (whole) setMember(rt, made, 'length', result.length, source);
  return made;
}

/** An array of the class that an instance of a user's class of arrays wants its results in; null for plain ones. */
function ofSpecies({ rt, self, source }: Call, size: number): Value[] | null {
  const klass = getMember(rt, self, 'constructor', source);
  if (!isConstructor(klass)) return null;
  const species = hasMember(klass, Symbol.species) ? getMember(rt, klass, Symbol.species, source) : klass;
  if (!isConstructor(species)) return null;
  const made = construct(rt, species, [size], source);
  if (!isArray(made)) throw rt.unsupported('a class of arrays whose results are no arrays is not supported', source);
  return made;
}

/** Takes time from the budget for what the host does in one go, by how many elements it looks at. */
export function spend({ rt }: Call, elements: number): void {
  rt.budget.spend(rt, elements / 16);
}
