import type { CutKind } from '../graph/model';

/** What stands beside the value of a gate that the code cuts off, in place of a gradient. */
export function cutMark(kind: CutKind): string {
  return `✂ ${cutName(kind)}`;
}

/** How the code says that nothing flows back. */
export function cutName(kind: CutKind): string {
  return kind === 'copy' ? 'torch.tensor' : kind;
}
