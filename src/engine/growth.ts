/**
 * How many rows to make room for when `needed` do not fit: twice as many at first, then half, then a quarter more. What is
 * copied costs little beside what made the rows, and what lies idle is a part of the bytes that an operation takes.
 */
export function roomFor(needed: number): number {
  if (needed <= 2 ** 14) return 2 * needed;
  return needed + (needed <= 2 ** 17 ? needed >> 1 : needed >> 2);
}

/** A copy of a column with room for `capacity` rows. */
export function grown<Column extends Int32Array | Uint8Array | Float64Array>(column: Column, capacity: number): Column {
  const copy = new (column.constructor as new (length: number) => Column)(capacity);
  copy.set(column);
  return copy;
}
