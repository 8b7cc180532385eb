import { describe, expect, test } from 'vitest';
import { freshState, readPageState, wishFor, withWish } from '../../../webview/pageState';

describe('what is folded', () => {
  test('is kept for each subject, and forgotten where it is as it comes', () => {
    const one = { ...freshState, folds: withWish(freshState, 'a', ['c3 sigmoid']) };
    const two = { ...one, folds: withWish(one, 'b', 'all') };
    expect(wishFor(two, 'a')).toEqual(['c3 sigmoid']);
    expect(wishFor(two, 'b')).toBe('all');
    expect(wishFor(two, 'c')).toBeNull();
    expect(wishFor(two, null)).toBeNull();
    expect(withWish(two, 'a', null)).toEqual([{ subject: 'b', wish: 'all' }]);
    expect(readPageState(JSON.parse(JSON.stringify(two)))).toEqual(two);
  });

  test('of the oldest subjects is let go', () => {
    let state = freshState;
    for (let k = 0; k < 40; k++) state = { ...state, folds: withWish(state, `s${k}`, 'all') };
    expect(state.folds).toHaveLength(16);
    expect(wishFor(state, 's39')).toBe('all');
    expect(wishFor(state, 's1')).toBeNull();
  });

  test('by an older or broken page is read as far as it can be', () => {
    const folds = [null, 3, { subject: 'a' }, { subject: 'b', wish: 'some' }, { subject: 'c', wish: [1] }];
    expect(readPageState({ folds: [...folds, { subject: 'd', wish: [] }] }).folds).toEqual([
      { subject: 'd', wish: [] },
    ]);
    expect(readPageState({ folds: 'all' }).folds).toEqual([]);
    expect(readPageState({}).folds).toEqual([]);
  });
});
