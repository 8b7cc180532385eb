/**
 * How a gate passes gradient on. *distributes*: every input gets the upstream gradient (add). *routes*: one input gets
 * all of it (max). *swaps*: each input gets the other's value times it (mul). *scales*: the one input gets a multiple of
 * it. *blocks*: nothing passes (floor).
 */
export type Flow = 'distributes' | 'routes' | 'swaps' | 'scales' | 'blocks';
