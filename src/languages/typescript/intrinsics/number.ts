import { Tracked, untracked, type Value } from '../../core/values';
import { toInteger, toNumber, toText } from '../conversions';
import { install, numberPrototype, refuseOthers } from '../objects';
import { builtin, builtins, type Call } from './define';
import { localNumber } from './locale';

/** The receiver of a method that makes text of it. */
function writtenSelf(call: Call, method: string): number {
  const value = numberSelf(call, method);
  if (typeof value === 'number') return value;
  call.rt.cuts.note(value.node, 'text', call.source);
  return value.value;
}

function numberSelf({ rt, self, source }: Call, method: string): number | Tracked {
  if (typeof self === 'number' || self instanceof Tracked) return self;
  throw rt.error('TypeError', `Number.prototype.${method} requires that 'this' be a Number`, source);
}

/** A count of digits within the limits that JavaScript sets. */
function digits(call: Call, name: string, count: number, low: number, high: number): number {
  if (count < low || count > high) {
    throw call.rt.error('RangeError', `${name} argument must be between ${low} and ${high}`, call.source);
  }
  return count;
}

/** The methods of numbers; text has no gradient. */
export const numberMethods = builtins(
  {
    toExponential(call) {
      const value = writtenSelf(call, 'toExponential');
      const count = toInteger(call.rt, call.args[0], call.source);
      if (!Number.isFinite(value)) return String(value);
      const within = digits(call, 'toExponential()', count, 0, 100);
      return call.args[0] === undefined ? value.toExponential() : value.toExponential(within);
    },
    toFixed(call) {
      const value = writtenSelf(call, 'toFixed');
      return value.toFixed(digits(call, 'toFixed() digits', toInteger(call.rt, call.args[0], call.source), 0, 100));
    },
    toPrecision(call) {
      const value = writtenSelf(call, 'toPrecision');
      if (call.args[0] === undefined) return String(value);
      const count = toInteger(call.rt, call.args[0], call.source);
      if (!Number.isFinite(value)) return String(value);
      return value.toPrecision(digits(call, 'toPrecision()', count, 1, 100));
    },
    toString(call: Call) {
      const value = writtenSelf(call, 'toString');
      if (call.args[0] === undefined) return String(value);
      const radix = toInteger(call.rt, call.args[0], call.source);
      if (radix < 2 || radix > 36) {
        throw call.rt.error('RangeError', 'toString() radix argument must be between 2 and 36', call.source);
      }
      return value.toString(radix);
    },
    toLocaleString: (call: Call) => localNumber(call, writtenSelf(call, 'toLocaleString')),
    valueOf: (call: Call) => numberSelf(call, 'valueOf'),
  },
  { toLocaleString: 0, valueOf: 0 },
);

const parsing = builtins(
  {
    parseFloat: ({ rt, args, source }: Call) => Number.parseFloat(toText(rt, args[0], source)),
    parseInt({ rt, args, source }: Call) {
      const text = toText(rt, args[0], source);
      if (args[1] instanceof Tracked) rt.cuts.note(args[1].node, 'integer', source);
      return Number.parseInt(text, toNumber(rt, args[1], source));
    },
  },
  { parseInt: 2 },
);

/** Global functions on numbers. */
export const numberGlobals = new Map<string, Value>([
  ...parsing,
  ...builtins({
    isNaN: ({ rt, args, source }) => Number.isNaN(toNumber(rt, args[0], source)),
    isFinite: ({ rt, args, source }) => Number.isFinite(toNumber(rt, args[0], source)),
  }),
]);

export const numberStatics = new Map<string, Value>([
  ...parsing,
  ...builtins({
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
refuseOthers(numberPrototype, Number.prototype, (name) => `\`${name}\` of a number is not supported; use another way`);
