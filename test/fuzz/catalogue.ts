import type { ErrorCode } from '../../src/protocol';

/** What may go wrong with a snippet; `Internal` is a bug of ours. */
export const catalogue: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SyntaxError', 'Unsupported', 'UnboundName', 'NotReached', 'NotDifferentiable', 'ShapeMismatch', 'TypeMismatch',
  'StepLimit', 'TimeLimit', 'RecursionTooDeep', 'TooLarge', 'ImportNotFound', 'DirectiveError', 'UserThrow',
]); // biome-ignore format: a list
