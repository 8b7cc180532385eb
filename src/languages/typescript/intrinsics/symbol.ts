import type { Value } from '../../core/values';
import { toText } from '../conversions';
import { GlobalFunction, install, refuseOthers, symbolPrototype } from '../objects';
import { builtin, builtins, type Call, getter } from './define';
import { receiverText } from './receiver';

function symbolSelf({ rt, self, source }: Call, method: string): symbol {
  if (typeof self === 'symbol') return self;
  throw rt.error('TypeError', `${method} requires that 'this' be a Symbol`, source);
}

install(
  symbolPrototype,
  builtins(
    {
      toString: (call: Call) => symbolSelf(call, 'Symbol.prototype.toString').toString(),
      valueOf: (call: Call) => symbolSelf(call, 'Symbol.prototype.valueOf'),
    },
    { toString: 0, valueOf: 0 },
  ),
);
install(symbolPrototype, [
  ['description', getter('description', (call) => symbolSelf(call, 'Symbol.prototype.description').description)],
  [
    Symbol.toPrimitive,
    builtin('[Symbol.toPrimitive]', (call) => symbolSelf(call, 'Symbol.prototype [ @@toPrimitive ]')),
  ],
  [Symbol.toStringTag, 'Symbol'],
]);
refuseOthers(symbolPrototype, Symbol.prototype, (name) => `\`${name}\` of a symbol is not supported; use another way`);

const wellKnown: readonly (readonly [string, Value])[] = [
  ['asyncIterator', Symbol.asyncIterator],
  ['hasInstance', Symbol.hasInstance],
  ['isConcatSpreadable', Symbol.isConcatSpreadable],
  ['iterator', Symbol.iterator],
  ['match', Symbol.match],
  ['matchAll', Symbol.matchAll],
  ['replace', Symbol.replace],
  ['search', Symbol.search],
  ['species', Symbol.species],
  ['split', Symbol.split],
  ['toPrimitive', Symbol.toPrimitive],
  ['toStringTag', Symbol.toStringTag],
];

/** `Symbol`. A symbol of the user's is one of the host's: it has nothing that could be reached. */
export const symbolGlobal = new GlobalFunction(
  'Symbol',
  builtin(
    'Symbol',
    ({ rt, args, source }) => Symbol(args[0] === undefined ? undefined : toText(rt, args[0], source)),
    0,
  ),
  (rt, _args, source) => {
    throw rt.error('TypeError', 'Symbol is not a constructor', source);
  },
  [
    ...builtins({
      for: ({ rt, args, source }) => Symbol.for(toText(rt, args[0], source)),
      keyFor(call) {
        const symbol = call.args[0];
        if (typeof symbol === 'symbol') return Symbol.keyFor(symbol);
        throw call.rt.error('TypeError', `${receiverText(call, symbol)} is not a symbol`, call.source);
      },
    }),
    ...wellKnown,
  ],
  symbolPrototype,
);
refuseOthers(symbolGlobal.object, Symbol, (name) => `\`Symbol.${name}\` is not supported; use another way`);
