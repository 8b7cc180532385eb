import type { Check, CheckRequest, CheckResponse } from '../protocol';

/** What is checked of one input or gate, as far as it came. */
export interface Checked {
  readonly checks: readonly Check[];
  /** Numbers of the input that were left out because there are so many. */
  readonly omitted: number;
}

/** How long a check may take: of a snippet that takes longer fewer points are taken, or none. */
export const checkTimes: Pick<CheckRequest, 'each' | 'slice'> = { each: 1500, slice: 60 };

/**
 * Checks a gate or all numbers of an input, in slices between which the worker does what else there is to do. Null when
 * the trace is gone, or when it is `cancelled`.
 */
export async function checkAll(
  check: (request: CheckRequest) => Promise<CheckResponse | null>,
  result: string,
  of: { readonly gate: string } | { readonly input: string },
  cancelled: () => boolean = () => false,
): Promise<Checked | null> {
  const checks: Check[] = [];
  let from: number | null = 0;
  let omitted = 0;
  while (from !== null) {
    if (cancelled()) return null;
    const response: CheckResponse | null = await check({
      result,
      of: 'gate' in of ? of : { input: of.input, from },
      ...checkTimes,
    });
    if (response === null) return null;
    checks.push(...response.checks);
    omitted = response.omitted;
    from = response.next;
  }
  return cancelled() ? null : { checks, omitted };
}
