import type { GateWords } from '../graph/model';

/** How PyTorch calls an operation, and what it keeps for its backward pass. */
export function wordsText({ name, saved }: GateWords): string {
  if (saved.length === 0) return `PyTorch: ${quoted(name)}, which keeps nothing for the backward pass`;
  const kept = saved.map((each) => (each === KEPT_RESULT ? each : quoted(each)));
  const list = kept.length < 2 ? kept.join('') : `${kept.slice(0, -1).join(', ')} and ${kept.at(-1)}`;
  return `PyTorch: ${quoted(name)}, which keeps ${list} for the backward pass`;
}

/** How the picture calls the result of an operation that keeps it. */
const KEPT_RESULT = 'its result';

function quoted(label: string): string {
  return `\`${label.replaceAll('`', "'")}\``;
}
