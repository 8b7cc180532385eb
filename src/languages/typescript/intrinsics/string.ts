import { DONE } from '../../core/ir';
import { isFunction, isNullish, keyText, toInteger, toNumber, toText } from '../conversions';
import { iteratorOf, stringIteratorPrototype } from '../iteration';
import { getMember } from '../members';
import { GlobalFunction, install, refuseOthers, stringPrototype } from '../objects';
import { builtin, builtins, type Call } from './define';
import { compareTexts, localeOf } from './locale';
import { RegExpObject } from './regexp';
import { patternMethods } from './stringPatterns';
import { BYTES, integer, onText, text } from './stringReceiver';

function pad(call: Call, self: string, end: boolean): string {
  const length = integer(call, 0);
  if (length <= self.length) return self;
  const filler = call.args[1] === undefined ? ' ' : text(call, 1);
  if (filler === '') return self;
  call.rt.checkSize(length, call.source, length / BYTES);
  return end ? self.padEnd(length, filler) : self.padStart(length, filler);
}

/** Refuses a pattern where only a text can be looked for. */
function plainText(call: Call, method: string): string {
  const { rt, args, source } = call;
  const [searched] = args;
  if (searched instanceof RegExpObject) {
    const isPattern = getMember(rt, searched, Symbol.match, source);
    if (isPattern === undefined || isFunction(isPattern))
      throw rt.error(
        'TypeError',
        `First argument to String.prototype.${method} must not be a regular expression`,
        source,
      );
  }
  return text(call, 0);
}

/** The text itself, for `toString` and `valueOf`, which convert nothing. */
function ownText({ rt, self, source }: Call, method: string): string {
  if (typeof self === 'string') return self;
  throw rt.error('TypeError', `String.prototype.${method} requires that 'this' be a String`, source);
}

/** The methods of strings. Text has no gradient: a number that becomes text loses its origin. */
export const stringMethods = builtins(
  {
    ...patternMethods,
    ...onText({
      at: (call, self) => self.at(integer(call, 0)),
      charAt: (call, self) => self.charAt(integer(call, 0)),
      charCodeAt: (call, self) => self.charCodeAt(integer(call, 0)),
      codePointAt: (call, self) => self.codePointAt(integer(call, 0)),
      concat({ rt, args, source }, self) {
        const parts = args.map((arg) => toText(rt, arg, source));
        const length = parts.reduce((sum, part) => sum + part.length, self.length);
        rt.checkSize(length, source, length / BYTES);
        return self.concat(...parts);
      },
      endsWith(call, self) {
        const searched = plainText(call, 'endsWith');
        return self.endsWith(searched, integer(call, 1, self.length));
      },
      includes: (call, self) => self.includes(plainText(call, 'includes'), integer(call, 1)),
      indexOf: (call, self) => self.indexOf(text(call, 0), integer(call, 1)),
      isWellFormed: (_call, self) => !/\p{Surrogate}/u.test(self),
      lastIndexOf(call, self) {
        const searched = text(call, 0);
        return self.lastIndexOf(searched, toNumber(call.rt, call.args[1], call.source));
      },
      localeCompare: (call, self) => compareTexts(call, self, text(call, 0)),
      normalize(call, self) {
        const form = call.args[0] === undefined ? 'NFC' : text(call, 0);
        if (!/^NFK?[CD]$/.test(form)) {
          const message = 'The normalization form should be one of NFC, NFD, NFKC, NFKD.';
          throw call.rt.error('RangeError', message, call.source);
        }
        // A character becomes 18 at most, as U+FDFA does.
        call.rt.checkSize(self.length * 18, call.source, (self.length * 18) / BYTES);
        return self.normalize(form);
      },
      padEnd: (call, self) => pad(call, self, true),
      padStart: (call, self) => pad(call, self, false),
      repeat(call, self) {
        const { rt, args, source } = call;
        const count = integer(call, 0);
        if (count < 0 || count === Number.POSITIVE_INFINITY) {
          throw rt.error('RangeError', `Invalid count value: ${toText(rt, args[0], source)}`, source);
        }
        const length = self.length * count;
        rt.checkSize(length, source, length / BYTES);
        return self === '' ? '' : self.repeat(count);
      },
      slice: (call, self) => self.slice(integer(call, 0), integer(call, 1, self.length)),
      startsWith: (call, self) => self.startsWith(plainText(call, 'startsWith'), integer(call, 1)),
      substr: (call, self) => self.substr(integer(call, 0), integer(call, 1, self.length)),
      substring: (call, self) => self.substring(integer(call, 0), integer(call, 1, self.length)),
      toLocaleLowerCase: (call, self) => self.toLocaleLowerCase(localeOf(call, 0)),
      toLocaleUpperCase: (call, self) => self.toLocaleUpperCase(localeOf(call, 0)),
      toLowerCase: (_call, self) => self.toLowerCase(),
      toUpperCase: (_call, self) => self.toUpperCase(),
      toWellFormed: (_call, self) => self.replace(/\p{Surrogate}/gu, '\uFFFD'),
      trim: (_call, self) => self.trim(),
      trimEnd: (_call, self) => self.trimEnd(),
      trimStart: (_call, self) => self.trimStart(),
    }),
    toString: (call: Call) => ownText(call, 'toString'),
    valueOf: (call: Call) => ownText(call, 'valueOf'),
  },
  {
    ...Object.fromEntries(
      [
        ...['isWellFormed', 'normalize', 'toLocaleLowerCase', 'toLocaleUpperCase', 'toLowerCase', 'toString'],
        ...['toUpperCase', 'toWellFormed', 'trim', 'trimEnd', 'trimStart', 'valueOf'],
      ].map((name) => [name, 0]),
    ),
    ...Object.fromEntries(['replace', 'replaceAll', 'slice', 'split', 'substr', 'substring'].map((name) => [name, 2])),
  },
);

install(stringPrototype, stringMethods);
install(stringPrototype, [
  [
    Symbol.iterator,
    builtin(
      '[Symbol.iterator]',
      (call) => {
        const { rt, self, source } = call;
        if (isNullish(self)) {
          const message = 'String.prototype[Symbol.iterator] called on null or undefined';
          throw rt.error('TypeError', message, source);
        }
        const characters = toText(rt, self, source)[Symbol.iterator]();
        return iteratorOf(() => {
          const step = characters.next();
          return step.done ? DONE : step.value;
        }, stringIteratorPrototype);
      },
      0,
    ),
  ],
  ['trimLeft', stringMethods.get('trimStart')],
  ['trimRight', stringMethods.get('trimEnd')],
]);
refuseOthers(stringPrototype, String.prototype, (name) => `\`${name}\` of a string is not supported; use another way`);

const stringStatics = builtins({
  fromCharCode: ({ rt, args, source }) => args.map((arg) => String.fromCharCode(toNumber(rt, arg, source))).join(''),
  fromCodePoint({ rt, args, source }) {
    let result = '';
    for (const arg of args) {
      const point = toNumber(rt, arg, source);
      if (!(Number.isInteger(point) && point >= 0 && point <= 0x10ffff)) {
        const shown = typeof arg === 'number' ? String(arg) : toText(rt, Number.isNaN(point) ? point : arg, source);
        throw rt.error('RangeError', `Invalid code point ${shown}`, source);
      }
      result += String.fromCodePoint(point);
    }
    return result;
  },
  raw({ rt, args, source }) {
    const raw = isNullish(args[0]) ? undefined : getMember(rt, args[0], 'raw', source);
    if (isNullish(raw)) throw rt.error('TypeError', 'Cannot convert undefined or null to object', source);
    const count = Math.max(toInteger(rt, getMember(rt, raw, 'length', source), source), 0);
    let result = '';
    for (let k = 0; k < count; k++) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      result += toText(rt, getMember(rt, raw, k, source), source);
      if (k + 1 < count && k + 1 < args.length) result += toText(rt, args[k + 1], source);
      rt.checkSize(result.length, source, 0);
    }
    return result;
  },
});

/** `String`. A symbol becomes text only here. */
export const stringGlobal = new GlobalFunction(
  'String',
  builtin('String', ({ rt, args, source }) => {
    if (args.length === 0) return '';
    return typeof args[0] === 'symbol' ? keyText(args[0]) : toText(rt, args[0], source);
  }),
  null,
  stringStatics,
  stringPrototype,
);
