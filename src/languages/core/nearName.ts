/** Names of so many characters are compared; a longer one is no slip of the hand. */
const LONGEST = 40;

/** The name that was probably meant by one that does not exist: at most one slip in short names, two in longer ones. */
export function nearName(wanted: string, names: Iterable<string>): string | null {
  if (wanted.length > LONGEST) return null;
  let best: string | null = null;
  let least = wanted.length < 6 ? 2 : 3;
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) > 2) continue;
    // Another case alone is half a slip.
    const slips = distance(wanted.toLowerCase(), name.toLowerCase()) + (wanted === name ? 0 : 0.5);
    if (slips < least) [best, least] = [name, slips];
  }
  return best;
}

/** How many characters have to be put in, taken out, replaced, or swapped with their neighbours. */
function distance(a: string, b: string): number {
  let [before, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
