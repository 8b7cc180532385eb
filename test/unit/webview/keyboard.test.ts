import { describe, expect, it } from 'vitest';
import type { Edge } from '../../../src/graph/model';
import { type Arrow, gateInDirection } from '../../../webview/keyboard';

/** w and x feed u; v and u feed y, from top to bottom. */
const boxes = new Map(
  Object.entries({ w: [100, 0], x: [220, 0], v: [0, 100], u: [160, 100], y: [90, 200] }).map(([id, [x, y]]) => [
    id,
    { x: x!, y: y!, width: 90, height: 44 },
  ]),
);
const edges = ['w>u', 'x>u', 'v>y', 'u>y'].map((pair): Edge => {
  const [from, to] = pair.split('>');
  return { from: from!, to: to!, operand: 0, local: 1, contribution: 1 };
});

const tall = (from: string, arrow: Arrow) => gateInDirection(from, arrow, boxes, edges, 'TB');

describe('arrow keys in a tall picture', () => {
  it.each([
    ['w', 'ArrowDown', 'u'],
    ['u', 'ArrowDown', 'y'],
    ['u', 'ArrowUp', 'w'],
    ['y', 'ArrowUp', 'u'],
    ['v', 'ArrowRight', 'u'],
    ['w', 'ArrowRight', 'x'],
    ['x', 'ArrowLeft', 'w'],
  ] as const)('from %s by %s to %s', (from, arrow, to) => {
    expect(tall(from, arrow)).toBe(to);
  });

  it('stay where nothing lies that way', () => {
    expect(tall('y', 'ArrowDown')).toBeNull();
    expect(tall('w', 'ArrowUp')).toBeNull();
    expect(tall('nowhere', 'ArrowUp')).toBeNull();
  });
});

describe('arrow keys in a wide picture', () => {
  it('go right with the computation and left against it', () => {
    const turned = new Map([...boxes].map(([id, box]) => [id, { ...box, x: box.y * 2, y: box.x }]));
    expect(gateInDirection('w', 'ArrowRight', turned, edges, 'LR')).toBe('u');
    expect(gateInDirection('y', 'ArrowLeft', turned, edges, 'LR')).toBe('u');
    expect(gateInDirection('w', 'ArrowDown', turned, edges, 'LR')).toBe('x');
  });
});
