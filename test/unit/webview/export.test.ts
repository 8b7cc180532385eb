import { describe, expect, test } from 'vitest';
import { inkOf, stretchesOf } from '../../../webview/export/ink';
import { pngScale } from '../../../webview/export/png';
import { xmlText } from '../../../webview/export/xml';

test.each([
  ['rgb(101, 45, 144)', { color: '#652d90', opacity: 1 }],
  ['rgba(59, 59, 59, 0.7)', { color: '#3b3b3b', opacity: 0.7 }],
  ['rgb(0 0 0 / 50%)', { color: '#000000', opacity: 0.5 }],
  ['color(srgb 1 0.5 0)', { color: '#ff8000', opacity: 1 }],
  ['color(srgb 0.2 -0.1 1.2 / 0.25)', { color: '#3300ff', opacity: 0.25 }],
  ['color(srgb none 0 0)', { color: '#000000', opacity: 1 }],
  ['rgba(0, 0, 0, 0)', null],
  ['none', null],
  ['context-stroke', null],
  ['url("#gradient")', null],
])('the colour %s', (computed, ink) => {
  expect(inkOf(computed)).toEqual(ink);
});

describe('a strip of colours', () => {
  const red = { color: '#ff0000', opacity: 1, top: 0, height: 1 };
  const grey = { color: '#808080', opacity: 0.5, top: 0, height: 1 };
  test.each([
    'linear-gradient(90deg, rgb(255, 0, 0) 0% 25%, color(srgb 0.502 0.502 0.502 / 0.5) 25% 100%)',
    'linear-gradient(90deg, rgb(255, 0, 0) 0%, rgb(255, 0, 0) 25%, rgba(128, 128, 128, 0.5) 25%, rgba(128, 128, 128, 0.5) 100%)',
  ])('%s', (computed) => {
    expect(stretchesOf(computed, '0% 0%', 'auto')).toEqual([
      { ...red, from: 0, to: 0.25 },
      { ...grey, from: 0.25, to: 1 },
    ]);
  });
  test('in layers of a fifth of the height', () => {
    const layer = 'linear-gradient(90deg, rgb(255, 0, 0) 0% 100%)';
    const layers = stretchesOf(`${layer}, ${layer}`, '0px 0%, 0px 75%', '100% 20%');
    expect(layers.map(({ top }) => top)).toEqual([0, expect.closeTo(0.6)]);
    expect(layers.map(({ height }) => height)).toEqual([0.2, 0.2]);
  });
  test.each(['none', 'url("x")', 'linear-gradient(rgb(0, 0, 0) 0% 100%)'])('there is none in %s', (computed) => {
    expect(stretchesOf(computed, '0% 0%', 'auto')).toEqual([]);
  });
});

test.each([
  [700, 300, 2],
  [4096, 4096, 2],
  [300, 16_384, 0.5],
  [8192, 100, 1],
])('a picture of %i × %i is scaled by %d', (width, height, scale) => {
  expect(pngScale(width, height)).toBe(scale);
});

describe('text in XML', () => {
  test('keeps what XML can hold', () => {
    expect(xmlText('<a> & "b"\n\t😀 ∂')).toBe('<a> & "b"\n\t😀 ∂');
  });
  test('has no control characters and no halves of pairs', () => {
    expect(xmlText('a\u0000b\u001bc\ud83dd\udc4de\ufffff')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf');
  });
});
