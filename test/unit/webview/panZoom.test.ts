import { describe, expect, it } from 'vitest';
import { broughtIn, fitAll, fitReadable, fitsBadly, followed, zoomed } from '../../../webview/panZoom';

const stage = { width: 320, height: 500 };

describe('fitting', () => {
  it('shows a small picture at most 15 percent larger, in the middle', () => {
    expect(fitAll({ width: 100, height: 100 }, stage)).toEqual({ scale: 1.15, x: 102.5, y: 192.5 });
  });

  it('shows all of a large picture inside the margins', () => {
    const { scale, x, y } = fitAll({ width: 1000, height: 500 }, stage);
    expect(scale).toBeCloseTo(292 / 1000, 10);
    expect(x).toBeCloseTo(14, 10);
    expect(y).toBeGreaterThan(14);
  });

  it('shows all of a picture while its text is 7.5 pixels high', () => {
    const all = { width: 292 / 0.63, height: 100 };
    expect(fitReadable(all, stage, null)).toEqual(fitAll(all, stage));
  });

  it('begins a tall picture at its output, with its whole width', () => {
    const output = { x: 150, y: 2950, width: 100, height: 44 };
    const { scale, x, y } = fitReadable({ width: 380, height: 3000 }, stage, output);
    expect(scale).toBe(0.75);
    expect(x).toBeCloseTo((320 - 380 * 0.75) / 2, 10);
    expect(y).toBeCloseTo(500 - 14 - 3000 * 0.75, 10);
    // Smaller, where that saves one of two ways to scroll.
    expect(fitReadable({ width: 292 / 0.7, height: 3000 }, stage, output).scale).toBeCloseTo(0.7, 10);
  });

  it('begins a picture that is too large both ways at its output, with text of 9 pixels', () => {
    const output = { x: 2500, y: 4956, width: 100, height: 44 };
    const { scale, x, y } = fitReadable({ width: 5000, height: 5000 }, stage, output);
    expect(scale).toBe(0.75);
    expect(x + (2500 + 50) * scale).toBeCloseTo(160, 10);
    expect(y + 5000 * scale).toBeCloseTo(500 - 14, 10);
    expect(fitReadable({ width: 5000, height: 5000 }, stage, null)).toEqual({ scale: 0.75, x: 14, y: 14 });
  });

  it('knows a picture that is too wide to be read', () => {
    expect(fitsBadly({ width: 400, height: 100 }, stage)).toBe(false);
    expect(fitsBadly({ width: 500, height: 100 }, stage)).toBe(true);
  });
});

describe('zooming', () => {
  it('keeps the point under the pointer', () => {
    const before = { x: 10, y: 20, scale: 1 };
    const after = zoomed(before, 2, 110, 70);
    expect((110 - after.x) / after.scale).toBeCloseTo((110 - before.x) / before.scale, 10);
    expect((70 - after.y) / after.scale).toBeCloseTo((70 - before.y) / before.scale, 10);
  });

  it('stops at its limits without moving the picture', () => {
    expect(zoomed({ x: 5, y: 5, scale: 4 }, 3, 100, 100)).toEqual({ x: 5, y: 5, scale: 4 });
  });
});

describe('bringing a gate into sight', () => {
  const view = { x: 0, y: 0, scale: 1 };

  it('moves nothing when it is in sight', () => {
    expect(broughtIn(view, { x: 50, y: 50, width: 100, height: 44 }, stage)).toEqual(view);
  });

  it('moves as little as it can', () => {
    expect(broughtIn(view, { x: 50, y: 490, width: 100, height: 44 }, stage)).toEqual({ x: 0, y: -48, scale: 1 });
    expect(broughtIn(view, { x: -30, y: 50, width: 100, height: 44 }, stage)).toEqual({ x: 44, y: 0, scale: 1 });
  });

  it('shows the beginning of one that is larger than the stage', () => {
    expect(broughtIn(view, { x: 400, y: 50, width: 600, height: 44 }, stage).x).toBe(14 - 400);
  });
});

describe('following a gate', () => {
  const view = { x: 0, y: 0, scale: 1 };
  const picture = { width: 2000, height: 500 };
  const at = (x: number) => ({ x, y: 200, width: 80, height: 44 });

  it('shows what is around it', () => {
    const { x } = followed(view, at(300), at(300), { stage, picture });
    // A margin, and 22 percent of the stage, are left at its right.
    expect(x + 300 + 80).toBeCloseTo(320 - 14 - 0.22 * 320, 10);
  });

  it('shows nothing beyond the picture, and leaves a picture alone that is seen as a whole', () => {
    expect(followed(view, at(0), at(0), { stage, picture }).x).toBe(14);
    const fitted = fitAll({ width: 292, height: 472 }, stage);
    const corner = { x: 212, y: 428, width: 80, height: 44 };
    expect(followed(fitted, corner, corner, { stage, picture: { width: 292, height: 472 } })).toEqual(fitted);
  });

  it('shows others with it where there is room for all, else the gate alone', () => {
    const near = { x: 120, y: 200, width: 260, height: 44 };
    expect(followed({ ...view, x: -200 }, at(300), near, { stage, picture }).x).toBe(14 - 120);
    const far = { x: 0, y: 200, width: 1080, height: 44 };
    const alone = followed(view, at(1000), at(1000), { stage, picture });
    expect(followed(view, at(1000), far, { stage, picture })).toEqual(alone);
  });
});
