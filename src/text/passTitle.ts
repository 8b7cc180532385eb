import { clip, oneLine } from '../graph/clip';
import type { PassCall } from '../protocol';
import { shortData } from './dataText';
import { plainTitle } from './lensTitle';

/** Leaves that a lens lists before it goes on with `…`. */
const LEAVES = 5;
const NAME_LENGTH = 32;

/**
 * What stands over a call that makes backward passes: `loss = 4 · ∂w 16 · ∂v 24`; of many passes the last one's numbers,
 * with the count: `100 passes · loss = 0.02 · ∂w …`.
 */
export function passTitle({ count, output, grads }: PassCall): string {
  const value = shortData(output.value, output.shape);
  const parts = [output.name === null ? value : `${name(output.name)} = ${value}`];
  if (count > 1) parts.unshift(`${count} passes`);
  for (const leaf of grads.slice(0, LEAVES)) parts.push(`∂${name(leaf.name)} ${shortData(leaf.value, leaf.shape)}`);
  if (grads.length > LEAVES) parts.push('…');
  return plainTitle(parts.join(' · '));
}

function name(text: string): string {
  return clip(oneLine(text), NAME_LENGTH);
}
