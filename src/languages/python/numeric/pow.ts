/** `base ** exponent` of floats. */
export function pow(base: number, exponent: number): number {
  return base ** exponent;
}
