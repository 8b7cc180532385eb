import type { GroupFlow } from './flows';

/**
 * Tells which edges of a folded picture lead back: those by which a gate reaches itself, where they go from a later gate to
 * an earlier one. All others run forward, whatever the order of the gates.
 */
export function recurrent(flows: readonly GroupFlow[]): (from: number, to: number) => boolean {
  const users: number[][] = flows.map(() => []);
  flows.forEach(({ into }, to) => {
    for (const { from } of into) users[from]!.push(to);
  });
  const reach = flows.map((_, from) => reachedFrom(from, users));
  return (from, to) => from >= to && reach[to]!.has(from);
}

function reachedFrom(start: number, users: readonly (readonly number[])[]): ReadonlySet<number> {
  const reached = new Set([start]);
  const waiting = [start];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const user of users[at]!) {
      if (reached.has(user)) continue;
      reached.add(user);
      waiting.push(user);
    }
  }
  return reached;
}
