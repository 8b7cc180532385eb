import type { Budget } from '../protocol';

/** What a run may take when the user asked for it, and what one may take that follows each keystroke. */
export const explicitBudget: Budget = { time: 10_000, operations: 5_000_000, callDepth: 10_000, elements: 20_000_000 };
export const liveBudget: Budget = { ...explicitBudget, time: 1000 };
