import { Tracked, untracked, type Value } from '../../core/values';
import { toInteger, toNumber, toText } from '../conversions';
import { install, numberPrototype, refuseOthers } from '../objects';
import { builtin, builtins, type Call } from './define';
import { localNumber } from './locale';

function numberSelf({ rt, self, source }: Call): number {
  return toNumber(rt, self, source);
}

/** The receiver of a method that makes text of it. */
function writtenSelf(call: Call): number {
  if (call.self instanceof Tracked) call.rt.cuts.note(call.self.node, 'text', call.source);
  return numberSelf(call);
}

/** A count of digits within the limits that JavaScript sets. */
function digits(call: Call, name: string, low: number, high: number): number {
  const count = toInteger(call.rt, call.args[0], call.source);
  if (count < low || count > high) {
    throw call.rt.error('RangeError', `${name} argument must be between ${low} and ${high}`, call.source);
  }
  return count;
}

/** The methods of numbers; text has no gradient. */
export const numberMethods = builtins({
  toExponential: (call) =>
    call.args[0] === undefined
      ? writtenSelf(call).toExponential()
      : writtenSelf(call).toExponential(digits(call, 'toExponential()', 0, 100)),
  toFixed: (call) => writtenSelf(call).toFixed(digits(call, 'toFixed() digits', 0, 100)),
  toPrecision: (call) =>
    call.args[0] === undefined
      ? String(writtenSelf(call))
      : writtenSelf(call).toPrecision(digits(call, 'toPrecision()', 1, 100)),
  toString(call: Call) {
    if (call.args[0] === undefined) return String(writtenSelf(call));
    const radix = toInteger(call.rt, call.args[0], call.source);
    if (radix < 2 || radix > 36) {
      throw call.rt.error('RangeError', 'toString() radix argument must be between 2 and 36', call.source);
    }
    return writtenSelf(call).toString(radix);
  },
  toLocaleString: (call: Call) => localNumber(call, writtenSelf(call)),
  valueOf: ({ self }: Call) => self,
});

const parsing = {
  parseFloat: ({ rt, args, source }: Call) => Number.parseFloat(toText(rt, args[0], source)),
  parseInt: ({ rt, args, source }: Call) =>
    Number.parseInt(toText(rt, args[0], source), toInteger(rt, args[1], source)),
};

/** Global functions on numbers. */
export const numberGlobals = builtins({
  ...parsing,
  isNaN: ({ rt, args, source }) => Number.isNaN(toNumber(rt, args[0], source)),
  isFinite: ({ rt, args, source }) => Number.isFinite(toNumber(rt, args[0], source)),
});

export const numberStatics = new Map<string, Value>([
  ...builtins({
    parseFloat: parsing.parseFloat,
    parseInt: parsing.parseInt,
    isNaN: ({ args }) => Number.isNaN(untracked(args[0])),
    isFinite: ({ args }) => Number.isFinite(untracked(args[0])),
    isInteger: ({ args }) => Number.isInteger(untracked(args[0])),
    isSafeInteger: ({ args }) => Number.isSafeInteger(untracked(args[0])),
  }),
  ['EPSILON', Number.EPSILON],
  ['MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
  ['MIN_SAFE_INTEGER', Number.MIN_SAFE_INTEGER],
  ['MAX_VALUE', Number.MAX_VALUE],
  ['MIN_VALUE', Number.MIN_VALUE],
  ['POSITIVE_INFINITY', Number.POSITIVE_INFINITY],
  ['NEGATIVE_INFINITY', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
]);

/** `Number(value)`: a number passes with its origin, text becomes a plain number. */
export const numberCall = builtin('Number', ({ rt, args, source }) => {
  if (args.length === 0) return 0;
  const value = args[0];
  return typeof untracked(value) === 'number' ? value : toNumber(rt, value, source);
});

install(numberPrototype, numberMethods);
refuseOthers(numberPrototype, Number.prototype, (name) => `\`${name}\` of a number is not supported`);
