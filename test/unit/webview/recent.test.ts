import { expect, test } from 'vitest';
import { Recent } from '../../../webview/recent';

test('the values used last are kept, within a number and a weight', () => {
  const recent = new Recent<string>(3, 10, (value) => value.length);
  recent.set('a', 'aa');
  recent.set('b', 'bb');
  recent.set('c', 'cc');
  expect(recent.get('a')).toBe('aa');
  recent.set('d', 'dd');
  expect(['a', 'b', 'c', 'd'].filter((key) => recent.get(key) !== undefined)).toEqual(['a', 'c', 'd']);
  recent.set('heavy', '12345');
  expect(['a', 'c', 'd', 'heavy'].filter((key) => recent.get(key) !== undefined)).toEqual(['c', 'd', 'heavy']);
  recent.set('heavier', '1234567');
  expect(['c', 'd', 'heavy', 'heavier'].filter((key) => recent.get(key) !== undefined)).toEqual(['heavier']);
});

test('a single value may be heavier than all may be', () => {
  const recent = new Recent<number>(2, 10, (value) => value);
  recent.set('a', 3);
  recent.set('huge', 100);
  expect(recent.get('a')).toBeUndefined();
  expect(recent.get('huge')).toBe(100);
  recent.delete('huge');
  expect(recent.get('huge')).toBeUndefined();
});
