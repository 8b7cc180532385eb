import type { Resumption } from '../../core/ir';
import type { Value } from '../../core/values';
import { prototypeFrom } from '../construct';
import { isFunction, isObject } from '../conversions';
import {
  arrayIteratorPrototype,
  generatorPrototype,
  IteratorObject,
  iteratorPrototype,
  mapIteratorPrototype,
  regExpStringIteratorPrototype,
  setIteratorPrototype,
  stringIteratorPrototype,
} from '../iteration';
import { getMember, prototypeOf } from '../members';
import { Accessor, GlobalFunction, install, PlainObject } from '../objects';
import { builtin, type Call } from './define';
import { iteratorHelpers, stepObject, wrapIterator } from './iteratorHelpers';
import { incompatible, needsNew } from './receiver';

/** A method that goes on with a built-in iterator of the given family. */
function resumption(family: PlainObject, mode: Resumption, shown: string, length: number) {
  return builtin(
    mode,
    (call) => {
      if (!(call.self instanceof IteratorObject) || call.self.family !== family) {
        throw incompatible(call, `${shown}.prototype.${mode}`);
      }
      return stepObject(call.self.resume(mode, call.args[0]));
    },
    length,
  );
}

for (const [prototype, tag] of [
  [arrayIteratorPrototype, 'Array Iterator'],
  [stringIteratorPrototype, 'String Iterator'],
  [regExpStringIteratorPrototype, 'RegExp String Iterator'],
  [mapIteratorPrototype, 'Map Iterator'],
  [setIteratorPrototype, 'Set Iterator'],
] as const) {
  install(prototype, [
    ['next', resumption(prototype, 'next', tag, 0)],
    [Symbol.toStringTag, tag],
  ]);
}

install(generatorPrototype, [
  ...(['next', 'return', 'throw'] as const).map(
    (mode) => [mode, resumption(generatorPrototype, mode, '[Generator]', 1)] as const,
  ),
  [Symbol.toStringTag, 'Generator'],
]);

install(iteratorPrototype, iteratorHelpers);
install(iteratorPrototype, [
  [Symbol.iterator, builtin('[Symbol.iterator]', ({ self }) => self, 0)],
  [
    Symbol.toStringTag,
    new Accessor(
      builtin('get [Symbol.toStringTag]', () => 'Iterator', 0),
      builtin('set [Symbol.toStringTag]', ({ rt, source }) => {
        throw rt.unsupported('setting `Symbol.toStringTag` of an iterator is not supported', source);
      }),
    ),
  ],
]);

/** `Iterator.from`: an iterator with the helpers, of what can be walked or has a `next`. */
function from(call: Call): Value {
  const { rt, args, source } = call;
  const value = args[0];
  if (typeof value !== 'string' && !isObject(value) && !isFunction(value)) {
    throw rt.error('TypeError', 'Iterator.from called on non-object', source);
  }
  const method = getMember(rt, value, Symbol.iterator, source);
  const iterator = isFunction(method) ? rt.call(method, value, [], source) : value;
  if (!isObject(iterator)) {
    throw rt.error('TypeError', 'Iterator.from called on non-object', source);
  }
  for (let proto = prototypeOf(iterator); proto; proto = proto.proto) if (proto === iteratorPrototype) return iterator;
  return wrapIterator(call, iterator);
}

/** `Iterator`. */
export const iteratorGlobal: GlobalFunction = new GlobalFunction(
  'Iterator',
  builtin(
    'Iterator',
    (call) => {
      throw needsNew(call, 'Iterator');
    },
    0,
  ),
  (rt, _args, source, target) => {
    if (target === iteratorGlobal) {
      throw rt.error('TypeError', 'Abstract class Iterator not directly constructable', source);
    }
    return new PlainObject(prototypeFrom(rt, target, iteratorPrototype, source));
  },
  [['from', builtin('from', from)]],
  iteratorPrototype,
);
