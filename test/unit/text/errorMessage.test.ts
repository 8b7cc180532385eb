import { expect, test } from 'vitest';
import { typedMessage, untypedMessage } from '../../../src/text/errorMessage';
import { errorTitle } from '../../../src/text/lensTitle';

test.each([
  ['TypeError', 'x is bad', 'TypeError: x is bad', 'x is bad'],
  ['TypeError', 'TypeError: x is bad', 'TypeError: x is bad', 'x is bad'],
  ['Error', 'Error in matMul: x is bad', 'Error in matMul: x is bad', 'Error in matMul: x is bad'],
  [null, 'Error: as it is', 'Error: as it is', 'Error: as it is'],
])('the type %s stands once before %s', (type, message, typed, untyped) => {
  expect(typedMessage({ type, message })).toBe(typed);
  expect(untypedMessage({ type, message })).toBe(untyped);
});

test('a lens says what was thrown, and its type once', () => {
  const message = "TypeError: Cannot read properties of null (reading 'y')";
  expect(errorTitle({ code: 'UserThrow', type: 'TypeError', message, range: null })).toBe(message);
  const own = 'Error in matMul: inputs are bad';
  expect(errorTitle({ code: 'ShapeMismatch', type: 'Error', message: own, range: null })).toBe(own);
});
