import { expect, test } from 'vitest';
import { leastWidth } from '../../../webview/leastWidth';
import type { Plan } from '../../../webview/mermaidDrawing';

function plan(direction: Plan['direction'], gates: string, edges: string, characters = 0): Plan {
  return {
    direction,
    compact: false,
    gates: [...gates].map((id) => ({ id, pill: false, steps: 5 })),
    edges: edges.split(' ').map((edge, index) => ({ id: `e${index}`, from: edge[0]!, to: edge[1]!, characters })),
  };
}

// A gate of five steps is 80 pixels wide.
test.each([
  ['LR', 'a chain', 'abcd', 'ab bc cd', 4 * 80 + 3 * 26],
  ['LR', 'the longer of two ways', 'abcd', 'ad ab bc cd', 4 * 80 + 3 * 26],
  ['LR', 'a tree', 'abcdefg', 'ae be cf df eg fg', 3 * 80 + 2 * 26],
  ['LR', 'a cycle', 'abc', 'ab bc ca', 3 * 80 + 2 * 26],
  ['LR', 'a gate with an edge to itself', 'ab', 'aa ab', 2 * 80 + 26],
  ['TB', 'a chain', 'abcd', 'ab bc cd', 80],
  ['TB', 'six gates in three ranks', 'abcdef', 'ad bd ce df ef', 2 * 80 + 16],
] as const)('%s: %s', (direction, _what, gates, edges, expected) => {
  expect(leastWidth(plan(direction, gates, edges))).toBe(expected);
});

test('figures on the edges count where they stand in the way', () => {
  expect(leastWidth(plan('LR', 'ab', 'ab', 6))).toBe(2 * 80 + 26 + 30);
  expect(leastWidth(plan('TB', 'ab', 'ab', 6))).toBe(80);
});

test('a long chain needs no deep stack', () => {
  const ids = Array.from({ length: 20_000 }, (_item, index) => `g${index}`);
  const long: Plan = {
    direction: 'LR',
    compact: false,
    gates: ids.map((id) => ({ id, pill: false, steps: 5 })),
    edges: ids.slice(1).map((to, index) => ({ id: `e${index}`, from: ids[index]!, to, characters: 0 })),
  };
  expect(leastWidth({ ...long, gates: [...long.gates].reverse() })).toBe(20_000 * 80 + 19_999 * 26);
});
