import { describe, expect, it } from 'vitest';
import { briefLoop } from '../../../webview/foldBar';
import { figurePlace } from '../../../webview/litFigures';
import { outOfSight } from '../../../webview/moreHint';

describe('what is out of sight', () => {
  const stage = { width: 300, height: 200 };
  const boxes = [0, 100, 200, 300].map((y) => ({ x: 0, y, width: 80, height: 40 }));

  it('is counted by middles, with the side where most of it is', () => {
    expect(outOfSight(boxes, { x: 0, y: 0, scale: 0.5 }, stage)).toBeNull();
    expect(outOfSight(boxes, { x: 0, y: 0, scale: 1 }, stage)).toEqual({ count: 2, side: 'bottom' });
    expect(outOfSight(boxes, { x: 0, y: -130, scale: 1 }, stage)).toEqual({ count: 2, side: 'top' });
    expect(outOfSight(boxes, { x: -41, y: 0, scale: 1 }, stage)).toEqual({ count: 4, side: 'left' });
    expect(outOfSight(boxes, { x: 261, y: 0, scale: 1 }, stage)).toEqual({ count: 4, side: 'right' });
  });
});

describe('a loop in few words', () => {
  it.each([
    ['for (let t = 0; t < 100; t++)', 't < 100'],
    ['for (const x of xs)', 'x of xs'],
    ['for await (const x of xs)', 'x of xs'],
    ['while (Math.abs(b) < 1000)', 'Math.abs(b) < 1000'],
    ['for (;;)', ';;'],
    ['for t in range(100):', 't in range(100)'],
    ['W1.map(…)', 'W1.map(…)'],
  ])('%s is %s', (code, brief) => {
    expect(briefLoop(code)).toBe(brief);
  });
});

describe('the figure of a lit edge', () => {
  /** A straight edge downwards from (50, 40) to (50, 100). */
  const path = {
    getTotalLength: () => 60,
    getPointAtLength: (at: number) => ({ x: 50, y: 40 + at }) as DOMPoint,
  };
  const input = { x: 0, y: 0, width: 100, height: 40 };

  it('stands in the middle, else where there is room', () => {
    expect(figurePlace('12', path, input, [input])).toEqual({ x: 42, y: 63.5, width: 16, height: 13 });
    const other = { x: 40, y: 60, width: 60, height: 6 };
    expect(figurePlace('12', path, input, [input, other])!.y).toBeGreaterThanOrEqual(66);
  });

  it('stands at the input where the edge has no room, and is left out where there is none at all', () => {
    const around = { x: -50, y: 54, width: 200, height: 60 };
    const place = figurePlace('12', path, input, [input, around])!;
    expect(place.y).toBe(41);
    expect(place.x + place.width).toBe(100);
    expect(figurePlace('12', path, input, [{ x: -500, y: -500, width: 1000, height: 1000 }])).toBeNull();
  });
});
