const MILLION = 2 ** 20;

/**
 * How many rows to make room for when `needed` do not fit: twice as many up to a million, then a quarter more, since what
 * is copied is cheap beside what would lie idle.
 */
export function roomFor(needed: number): number {
  return needed <= MILLION / 2 ? 2 * needed : needed + Math.max(MILLION / 2, needed >> 2);
}

/** A copy of a column with room for `capacity` rows. */
export function grown<Column extends Int32Array | Uint8Array | Float64Array>(column: Column, capacity: number): Column {
  const copy = new (column.constructor as new (length: number) => Column)(capacity);
  copy.set(column);
  return copy;
}
