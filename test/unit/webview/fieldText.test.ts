import { expect, test } from 'vitest';
import { fieldText } from '../../../webview/fieldText';

test.each([
  ['one line stays as it is', '[1,  2,]', '[1,  2,]'],
  [
    'rows stand side by side',
    'tf.tensor2d([\n  [0.4, -0.6],\n  [0.9, 0.2],\n])',
    'tf.tensor2d([[0.4, -0.6], [0.9, 0.2]])',
  ],
  ['comments are left out', '[\n  1, // first\n  2, /* second\n */ 3,\n]', '[1, 2, 3]'],
  ['those of Python, too', 'np.array([\n  1.0,  # first\n  2.0])', 'np.array([1.0, 2.0])'],
  ['what may be text is not', "f('//',\n [1,\n 2])", "f('//', [1, 2])"],
])('%s', (_name, code, text) => {
  expect(fieldText(code)).toBe(text);
});
