import { describe, expect, test } from 'vitest';
import { noWish } from '../../../src/graph/folding/wish';
import type { FoldWishes } from '../../../webview/folding';
import { freshState, readPageState, wishesFor, withWishes } from '../../../webview/pageState';

const all: FoldWishes = { composites: 'all', code: noWish };
const one: FoldWishes = {
  composites: ['c3 sigmoid'],
  code: { level: 'calls', open: ['l3'], closed: [], at: { l4: 2 } },
};
const none: FoldWishes = { composites: null, code: noWish };

describe('what is folded', () => {
  test('is kept for each subject, and forgotten where it is as it comes', () => {
    const first = { ...freshState, folds: withWishes(freshState, 'a', one) };
    const two = { ...first, folds: withWishes(first, 'b', all) };
    expect(wishesFor(two, 'a')).toEqual(one);
    expect(wishesFor(two, 'b')).toEqual(all);
    expect(wishesFor(two, 'c')).toEqual(none);
    expect(wishesFor(two, null)).toEqual(none);
    expect(withWishes(two, 'a', none)).toEqual([{ subject: 'b', wishes: all }]);
    expect(readPageState(JSON.parse(JSON.stringify(two)))).toEqual(two);
  });

  test('of the oldest subjects is let go', () => {
    let state = freshState;
    for (let k = 0; k < 40; k++) state = { ...state, folds: withWishes(state, `s${k}`, all) };
    expect(state.folds).toHaveLength(16);
    expect(wishesFor(state, 's39')).toEqual(all);
    expect(wishesFor(state, 's1')).toEqual(none);
  });

  test('by an older or broken page is read as far as it can be', () => {
    const folds = [
      null,
      3,
      { subject: 'a' },
      { subject: 'b', wish: 'all' },
      { subject: 'c', wishes: { ...all, composites: [1] } },
      { subject: 'c', wishes: { ...all, code: { ...noWish, open: 3 } } },
      { subject: 'c', wishes: { ...all, code: null } },
    ];
    expect(readPageState({ folds: [...folds, { subject: 'd', wishes: all }] }).folds).toEqual([
      { subject: 'd', wishes: all },
    ]);
    expect(readPageState({ folds: 'all' }).folds).toEqual([]);
    expect(readPageState({}).folds).toEqual([]);
  });
});

describe('where the reader is in the backward pass', () => {
  test('is read again, and begins anew where it cannot be', () => {
    const stepping = (saved: unknown) => readPageState({ stepping: saved }).stepping;
    expect(stepping({ at: 3, speed: 2 })).toEqual({ at: 3, speed: 2 });
    expect(stepping({ at: null, speed: 0.5 })).toEqual({ at: null, speed: 0.5 });
    for (const at of [-1, 1.5, '3', Number.NaN]) expect(stepping({ at, speed: 1 }).at).toBeNull();
    for (const speed of [0, 3, '2', Number.POSITIVE_INFINITY]) expect(stepping({ at: 1, speed }).speed).toBe(1);
    expect(stepping(undefined)).toEqual({ at: null, speed: 1 });
  });
});
