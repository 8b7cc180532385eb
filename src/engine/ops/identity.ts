import type { UnaryRow } from './row';

/** A value under another name. */
export const identity = {
  /**
   * A variable that takes the value of an input: recorded so that it has a gradient of its own, which counts only the paths
   * that go through it, while the input has that of all. Pictures leave it out.
   */
  alias: {
    arity: 1,
    symbol: 'copy',
    notation: 'call',
    flow: 'distributes',
    explain: 'alias distributes: the value it stands for gets the upstream gradient unchanged.',
    localText: ['1'],
    forward: (a) => a,
    local: [() => 1],
    domain: [[-10, 10]],
  },
} as const satisfies Record<string, UnaryRow>;
