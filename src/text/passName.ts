import { clip, oneLine } from '../graph/clip';
import type { Passes } from '../protocol';

const NAME_LENGTH = 20;

/** What the passes of some code differentiate, where all have one name: `loss` where nothing names it. */
export function passName({ calls }: Pick<Passes, 'calls'>): string {
  const names = new Set(calls.map(({ output }) => output.name));
  if (names.size > 1) return 'output';
  return clip(oneLine([...names][0] ?? 'loss'), NAME_LENGTH);
}
