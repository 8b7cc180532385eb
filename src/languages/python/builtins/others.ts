import { DONE } from '../../core/ir';
import type { Value } from '../../core/values';
import { fieldsOf, getAttribute, setPlainly } from '../operators/attributes';
import { callValue } from '../operators/call';
import { equal, notEqual } from '../operators/compare';
import { hashOf } from '../operators/hashing';
import { bitLength } from '../operators/integers';
import { advance, containerCursor, resumeGenerator } from '../operators/iterate';
import { formatValue } from '../text/format';
import { exceptionText, reprOf, textOf } from '../text/repr';
import { ClassObject } from '../values/classes';
import { baseException, raised } from '../values/exceptions';
import { Float, hostNumber, int, plainNumber } from '../values/numbers';
import {
  ExceptionObject,
  type GeneratorObject,
  Instance,
  IteratorObject,
  Keywords,
  Method,
  notImplemented,
  Property,
  StaticMethod,
  Tuple,
} from '../values/objects';
import { iteratorClass, objectClass, objectMethods, types } from '../values/types';
import { builtin, methods } from './define';
import { stopArguments } from './iteration';

// --- numbers ---------------------------------------------------------------------------------------------------------

methods(types.int, {
  'bit_length()': (_rt, [self]) => bitLength(intOf(self)),
  'bit_count()': (_rt, [self]) => BigInt(intOf(self)).toString(2).replace(/[^1]/g, '').length,
  'conjugate()': (_rt, [self]) => self,
  'as_integer_ratio()': (_rt, [self]) => new Tuple([self, 1]),
  'is_integer()': () => true,
});

function intOf(value: Value): number | bigint {
  const plain = plainNumber(value);
  return plain === null || plain instanceof Float ? 0 : plain;
}

methods(types.float, {
  'is_integer()': (_rt, [self]) => Number.isInteger(hostNumber(self)),
  'conjugate()': (_rt, [self]) => self,
  'hex()': (rt, _args, source) => {
    throw rt.unsupported('`float.hex` is not supported; print the number itself', source);
  },
  'as_integer_ratio()': (rt, [self], source) => {
    let value = hostNumber(self)!;
    if (!Number.isFinite(value)) throw rt.error('OverflowError', 'cannot convert Infinity to integer ratio', source);
    let under = 1n;
    while (!Number.isInteger(value)) {
      value *= 2;
      under *= 2n;
    }
    return new Tuple([int(BigInt(value)), int(under)]);
  },
});

// --- objects ---------------------------------------------------------------------------------------------------------

for (const [name, apply] of Object.entries<Method['apply']>({
  __init__: () => null,
  __repr__: (rt, _self, [self], source) => (self instanceof Instance ? plainRepr(self) : reprOf(rt, self, source)),
  __str__: (rt, _self, [self], source) => {
    if (self instanceof ExceptionObject) return exceptionText(rt, self, source);
    return self instanceof Instance ? reprOf(rt, self, source) : textOf(rt, self, source);
  },
  __eq__: (rt, _self, [self, other], source) => {
    if (self instanceof Instance) return self === other ? true : notImplemented;
    return equal(rt, self, other, source);
  },
  __ne__: (rt, _self, [self, other], source) => {
    if (self instanceof Instance) return self === other ? false : notImplemented;
    return notEqual(rt, self, other, source);
  },
  __hash__: (rt, _self, [self], source) => hashOf(rt, plainly(self), source),
  __format__: (rt, _self, [self, spec], source) =>
    self instanceof Instance ? textOf(rt, self, source) : formatValue(rt, self, (spec as string) ?? '', source),
  __init_subclass__: () => null,
  __setattr__: (rt, _self, [self, name, value], source) => {
    setPlainly(rt, self, name as string, value, source);
    return null;
  },
  __getattribute__: (rt, _self, [self, name], source) => getAttribute(rt, self, name as string, source),
  __delattr__: (_rt, _self, [self, name]) => {
    fieldsOf(self)?.delete(name as string);
    return null;
  },
})) {
  objectMethods.set(name, new Method(name, 0, apply));
}

/** Containers can be walked by name, too. */
for (const cls of [types.list, types.tuple, types.dict, types.set, types.frozenset, types.str, types.range]) {
  cls.define(
    '__iter__',
    new Method(
      '__iter__',
      0,
      (rt, _self, [self], source) => new IteratorObject(`${cls.name}_iterator`, containerCursor(rt, self, source)),
    ),
  );
}

/** An object of the same identity without methods of its own. */
function plainly(self: Value): Value {
  return self instanceof Instance ? self.fields : self;
}

function plainRepr(self: Instance): string {
  return `<${self.cls.builtIn ? self.cls.name : `__main__.${self.cls.qualname}`} object at 0x7f0000000000>`;
}

objectMethods.set(
  '__new__',
  new StaticMethod(
    builtin('__new__', 'cls, *args', (rt, [cls, ...args], source) => {
      if (!(cls instanceof ClassObject))
        throw rt.error('TypeError', 'object.__new__(X): X is not a type object', source);
      return cls.make(rt, cls, cls.mro.some((base) => base.builtIn && base !== objectClass) ? args : [], source);
    }),
  ),
);

// --- exceptions ------------------------------------------------------------------------------------------------------

baseException.define(
  '__init__',
  new Method('__init__', 0, (_rt, _self, [self, ...args]) => {
    if (args.at(-1) instanceof Keywords) args.pop();
    (self as ExceptionObject).args = args;
    return null;
  }),
);
methods(baseException, {
  'with_traceback(tb, /)': (_rt, [self]) => self,
  'add_note(note, /)': () => null,
});
baseException.define(
  'args',
  new Property(
    builtin('args', 'self', (_rt, [self]) => new Tuple((self as ExceptionObject).args)),
    builtin('args', 'self, value', (_rt, [self, value]) => {
      (self as ExceptionObject).args = value instanceof Tuple ? [...value.items] : [value];
      return null;
    }),
    null,
  ),
);

// --- generators and iterators ----------------------------------------------------------------------------------------

function resumed(
  mode: 'next' | 'throw',
  rt: Parameters<Method['apply']>[0],
  generator: GeneratorObject,
  value: Value,
  source: number,
): Value {
  const step = resumeGenerator(rt, generator, mode, value, source);
  if (!step.done) return step.value;
  throw raised(rt, 'StopIteration', step.value === null || step.value === undefined ? [] : [step.value], source);
}

methods(types.generator, {
  '__next__()': (rt, [self], source) => resumed('next', rt, self as GeneratorObject, null, source),
  '__iter__()': (_rt, [self]) => self,
  'send(value, /)': (rt, [self, value], source) => {
    const generator = self as GeneratorObject;
    if (!generator.coroutine.started && value !== null) {
      throw rt.error('TypeError', "can't send non-None value to a just-started generator", source);
    }
    return resumed('next', rt, generator, value, source);
  },
  'throw(typ, val=, tb=, /)': (rt, [self, type, value], source) => {
    const exception =
      type instanceof ClassObject
        ? callValue(rt, type, value === undefined || value === null ? [] : [value], source)
        : type;
    return resumed('throw', rt, self as GeneratorObject, exception, source);
  },
  'close()': (_rt, [self]) => {
    (self as GeneratorObject).coroutine.resume('return', null);
    return null;
  },
});

for (const name of [
  'list_iterator',
  'tuple_iterator',
  'str_iterator',
  'dict_keyiterator',
  'range_iterator',
  'enumerate',
  'zip',
  'map',
  'filter',
  'reversed',
  'callable_iterator',
  'set_iterator',
  'list_reverseiterator',
]) {
  // biome-ignore format: a list
  methods(iteratorClass(name), {
    '__next__()': (rt, [self], source) => {
      const value = advance(rt, self, source);
      if (value === DONE) throw raised(rt, 'StopIteration', stopArguments(self), source);
      return value;
    },
    '__iter__()': (_rt, [self]) => self,
  });
}

// --- properties ------------------------------------------------------------------------------------------------------

const asProperty = (value: Value): Property => value as Property;
methods(types.property, {
  'getter(fget, /)': (_rt, [self, fn]) => new Property(fn, asProperty(self).set, asProperty(self).del),
  'setter(fset, /)': (_rt, [self, fn]) => new Property(asProperty(self).get, fn, asProperty(self).del),
  'deleter(fdel, /)': (_rt, [self, fn]) => new Property(asProperty(self).get, asProperty(self).set, fn),
});
