import type { SourceId } from '../../engine/sources';
import type { Runtime } from '../core/runtime';
import type { Tracked, Value } from '../core/values';
import { toNumeric } from './conversions';
import { builtInObject, type Key, PlainObject } from './objects';

/** What an element type makes of a number: `Float64Array` keeps it with its origin, the others round it. */
export interface ElementType {
  readonly name: string;
  readonly bytes: number;
  /** Converts a number to the element type; a tracked one keeps its origin where the type can hold fractions. */
  readonly convert: (rt: Runtime, value: number | Tracked, source: SourceId) => number | Tracked;
}

/** What all typed arrays inherit from; its methods are installed by `intrinsics/typedArrayMethods.ts`. */
export const typedArrayPrototype = builtInObject();

const prototypes = new Map<ElementType, PlainObject>();

/** The prototype of the typed arrays of one element type. */
export function typedPrototypeOf(type: ElementType): PlainObject {
  const known = prototypes.get(type);
  if (known) return known;
  const prototype = builtInObject(typedArrayPrototype);
  prototypes.set(type, prototype);
  return prototype;
}

/** A typed array: a window on elements that several windows may share. Elements keep their origin. */
export class TypedArray extends PlainObject {
  constructor(
    readonly type: ElementType,
    proto: PlainObject,
    readonly elements: (number | Tracked)[],
    readonly offset: number,
    readonly length: number,
  ) {
    super(proto);
  }

  override get tag(): string {
    return this.type.name;
  }

  has(index: number): boolean {
    return Number.isInteger(index) && index >= 0 && index < this.length;
  }

  /** An element; undefined outside. */
  get(index: number): Value {
    return this.has(index) ? this.elements[this.offset + index] : undefined;
  }

  /** Stores a number as the element type holds it; outside nothing happens. */
  set(rt: Runtime, index: number, value: Value, source: SourceId): void {
    const number = this.converted(rt, value, source);
    if (this.has(index)) this.elements[this.offset + index] = number;
  }

  /** A value as an element. */
  converted(rt: Runtime, value: Value, source: SourceId): number | Tracked {
    return this.type.convert(rt, toNumeric(rt, value, source), source);
  }

  *indices(): Generator<string> {
    for (let k = 0; k < this.length; k++) yield String(k);
  }

  /** The same numbers in elements of their own. */
  copy(): TypedArray {
    return new TypedArray(this.type, this.proto ?? typedArrayPrototype, this.list(), 0, this.length);
  }

  /** The elements as a plain list. */
  list(): (number | Tracked)[] {
    return this.elements.slice(this.offset, this.offset + this.length);
  }
}

/** The number that a property name spells, as `-1`, `1.5` or `NaN` do; such names are never properties of typed arrays. */
export function canonicalNumber(name: Key): number | null {
  if (typeof name !== 'string') return null;
  if (name === '-0') return Number.NaN;
  const number = Number(name);
  return String(number) === name ? number : null;
}
