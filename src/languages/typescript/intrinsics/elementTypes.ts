import { opCode } from '../../../engine/ops/table';
import { Tracked } from '../../core/values';
import type { ElementType } from '../typedArray';

/** A type of integers: a tracked number loses its origin there. `wrap` is ECMAScript's conversion (7.1.6 to 7.1.12). */
function integers(name: string, bytes: number, wrap: (value: number) => number): ElementType {
  return {
    name,
    bytes,
    convert(rt, value, source) {
      if (typeof value === 'number') return wrap(value);
      rt.cuts.note(value.node, 'integer', source);
      return wrap(value.value);
    },
  };
}

/** The nearest integer from 0 to 255; halves go to the even one. */
function clamped(value: number): number {
  if (!(value > 0)) return 0;
  if (value >= 255) return 255;
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low;
}

/** What the typed arrays hold: fractions keep their origin, in single precision through an operation of the engine. */
export const elementTypes: readonly ElementType[] = [
  { name: 'Float64Array', bytes: 8, convert: (_rt, value) => value },
  {
    name: 'Float32Array',
    bytes: 4,
    convert: (rt, value, source) =>
      value instanceof Tracked ? rt.unary(opCode.fround, value, source) : Math.fround(value),
  },
  integers('Int8Array', 1, (value) => (value << 24) >> 24),
  integers('Int16Array', 2, (value) => (value << 16) >> 16),
  integers('Int32Array', 4, (value) => value | 0),
  integers('Uint8Array', 1, (value) => value & 0xff),
  integers('Uint8ClampedArray', 1, clamped),
  integers('Uint16Array', 2, (value) => value & 0xffff),
  integers('Uint32Array', 4, (value) => value >>> 0),
];
