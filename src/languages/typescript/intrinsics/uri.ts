import type { Value } from '../../core/values';
import { toText } from '../conversions';
import { builtins, type Call } from './define';

/** A character takes a byte; sizes are counted in array elements. */
const BYTES = 8;

/** A function from text to text of the host's. `growth`: how many times as long its result can be. */
function textFunction(convert: (text: string) => string, growth: number): (call: Call) => Value {
  return ({ rt, args, source }) => {
    const text = toText(rt, args[0], source);
    rt.budget.spend(rt, text.length >> 4);
    rt.checkSize(text.length * growth, source, (text.length * growth) / BYTES);
    try {
      return convert(text);
    } catch {
      throw rt.error('URIError', 'URI malformed', source);
    }
  };
}

/** The functions that write and read the escapes of addresses. A UTF-16 unit becomes nine characters at most. */
export const uriGlobals = builtins({
  encodeURI: textFunction(encodeURI, 9),
  encodeURIComponent: textFunction(encodeURIComponent, 9),
  decodeURI: textFunction(decodeURI, 1),
  decodeURIComponent: textFunction(decodeURIComponent, 1),
  escape: textFunction(escape, 6),
  unescape: textFunction(unescape, 1),
});
