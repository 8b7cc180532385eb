import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeCard } from '../../../webview/cardPlacement';

const stage = { width: 900, height: 600 };
const card = { width: 330, height: 200 };

describe('the place of a card', () => {
  it('is below its gate where there is room', () => {
    const gate = { x: 400, y: 100, width: 100, height: 44 };
    expect(placeCard(card, { gate, about: [], others: [] }, stage)).toEqual({ x: 285, y: 156 });
  });

  it('leaves free what is below when something is there', () => {
    const gate = { x: 300, y: 100, width: 100, height: 44 };
    const about = [{ x: 200, y: 180, width: 300, height: 400 }];
    const place = placeCard(card, { gate, about, others: [] }, stage);
    expect(place.x).toBeGreaterThanOrEqual(412);
  });

  it('is always inside the stage, and off its gate when the gate leaves room', () => {
    const gates = fc.record({ x: fc.integer({ min: 0, max: 780 }), y: fc.integer({ min: 0, max: 550 }) });
    fc.assert(
      fc.property(gates, ({ x, y }) => {
        const gate = { x, y, width: 120, height: 44 };
        const place = placeCard(card, { gate, about: [], others: [] }, stage);
        expect(place.x).toBeGreaterThanOrEqual(8);
        expect(place.y).toBeGreaterThanOrEqual(8);
        expect(place.x + card.width).toBeLessThanOrEqual(stage.width - 8);
        expect(place.y + card.height).toBeLessThanOrEqual(stage.height - 8);
        const apart =
          place.x >= x + gate.width ||
          place.x + card.width <= x ||
          place.y >= y + gate.height ||
          place.y + card.height <= y;
        expect(apart).toBe(true);
      }),
    );
  });
});
