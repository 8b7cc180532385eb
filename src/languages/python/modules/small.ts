import { Thrown } from '../../core/failure';
import { Builtin, Closure } from '../../core/functions';
import { DONE } from '../../core/ir';
import type { Value } from '../../core/values';
import { builtin, functions, methods } from '../builtins/define';
import { catches } from '../lowering/exceptions';
import { getAttribute } from '../operators/attributes';
import { callValue, takeKeywords } from '../operators/call';
import { compareOperators } from '../operators/compare';
import { contains } from '../operators/contains';
import { unaryOperators } from '../operators/integers';
import { advance, iterate } from '../operators/iterate';
import { deleteItem, getItem, setItem } from '../operators/subscript';
import { binaryOperators, inPlace } from '../operators/table';
import { truthy } from '../operators/truth';
import { Float } from '../values/numbers';
import { GeneratorObject, InertObject, infoOf, Keywords, ModuleObject, Tuple } from '../values/objects';
import { BuiltInClass, objectClass, types } from '../values/types';

// --- operator --------------------------------------------------------------------------------------------------------

const NAMES: Readonly<Record<string, string>> = {
  add: '+', sub: '-', mul: '*', truediv: '/', floordiv: '//', mod: '%', pow: '**', matmul: '@', and_: '&', or_: '|', xor: '^', lshift: '<<',
  rshift: '>>',
}; // biome-ignore format: a table
const COMPARISONS: Readonly<Record<string, string>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  is_: 'is',
  is_not: 'is not',
};

const operatorMembers = functions({
  'neg(a, /)': (rt, [a], source) => unaryOperators['-']!(rt, a, source),
  'pos(a, /)': (rt, [a], source) => unaryOperators['+']!(rt, a, source),
  'inv(a, /)': (rt, [a], source) => unaryOperators['~']!(rt, a, source),
  'not_(a, /)': (rt, [a]) => !truthy(rt, a),
  'truth(a, /)': (rt, [a]) => truthy(rt, a),
  'contains(a, b, /)': (rt, [a, b], source) => contains(rt, a, b, source),
  'getitem(a, b, /)': (rt, [a, b], source) => getItem(rt, a, b, source),
  'setitem(a, b, c, /)': (rt, [a, b, c], source) => {
    setItem(rt, a, b, c, source);
    return null;
  },
  'delitem(a, b, /)': (rt, [a, b], source) => {
    deleteItem(rt, a, b, source);
    return null;
  },
  'itemgetter(*items)': (_rt, keys) =>
    builtin('itemgetter', 'obj', (rt, [object], source) => {
      const values = keys.map((key) => getItem(rt, object, key, source));
      return values.length === 1 ? values[0] : new Tuple(values);
    }),
  'attrgetter(*attrs)': (_rt, names) =>
    builtin('attrgetter', 'obj', (rt, [object], source) => {
      const values = names.map((name) =>
        (name as string).split('.').reduce((held: Value, part) => getAttribute(rt, held, part, source), object),
      );
      return values.length === 1 ? values[0] : new Tuple(values);
    }),
});
operatorMembers.set(
  'methodcaller',
  new Builtin('methodcaller', 1, (_rt, _self, [name, ...args]) =>
    builtin('methodcaller', 'obj', (rt, [object], source) =>
      callValue(rt, getAttribute(rt, object, name as string, source), args.slice(), source),
    ),
  ),
);
for (const [name, symbol] of Object.entries(NAMES)) {
  operatorMembers.set(
    name,
    builtin(name, 'a, b, /', (rt, [a, b], source) => binaryOperators[symbol]!(rt, a, b, source)),
  );
  const changing = inPlace(symbol);
  operatorMembers.set(
    `i${name.replace('_', '')}`,
    builtin(`i${name}`, 'a, b, /', (rt, [a, b], source) => changing(rt, a, b, source)),
  );
}
for (const [name, symbol] of Object.entries(COMPARISONS)) {
  operatorMembers.set(
    name,
    builtin(name, 'a, b, /', (rt, [a, b], source) => compareOperators[symbol]!(rt, a, b, source)),
  );
}
export const operator = new ModuleObject('operator', operatorMembers);

// --- contextlib ------------------------------------------------------------------------------------------------------

const managerClass = new BuiltInClass('_GeneratorContextManager', objectClass);

/** What a function under `@contextmanager` gives: its generator runs up to the `yield`, and on after the block. */
class GeneratorManager {
  readonly cls = managerClass;

  constructor(readonly generator: GeneratorObject) {}

  readonly enter = (rt: Parameters<typeof advance>[0], source: number): Value => {
    const value = advance(rt, this.generator, source);
    if (value === DONE) throw rt.error('RuntimeError', "generator didn't yield", source);
    return value;
  };

  readonly exit = (rt: Parameters<typeof advance>[0], exception: Value, source: number): Value => {
    if (exception === null) {
      if (advance(rt, this.generator, source) !== DONE) throw rt.error('RuntimeError', "generator didn't stop", source);
      return false;
    }
    try {
      const step = this.generator.coroutine.resume('throw', exception);
      if (!step.done) throw rt.error('RuntimeError', "generator didn't stop after throw()", source);
      return true;
    } catch (error) {
      if (error instanceof Thrown && error.value === exception) return false;
      throw error;
    }
  };
}

const contextMembers = functions({
  'contextmanager(func)': (_rt, [fn]) =>
    new Builtin(fn instanceof Closure ? infoOf(fn).name : 'contextmanager', 0, (rt, _self, args, source) => {
      const generator = callValue(rt, fn, args, source);
      if (!(generator instanceof GeneratorObject))
        throw rt.error('TypeError', 'a function under @contextmanager has to be a generator', source);
      return new GeneratorManager(generator);
    }),
  'suppress(*exceptions)': (_rt, types) => ({
    enter: () => null,
    exit: (rt: Parameters<typeof advance>[0], exception: Value, source: number) =>
      exception !== null && catches(rt, exception, new Tuple(types), source),
  }),
  'nullcontext(enter_result=)': (_rt, [value = null]) => ({ enter: () => value, exit: () => null }),
  'closing(thing)': (_rt, [thing]) => ({
    enter: () => thing,
    exit: (rt: Parameters<typeof advance>[0], _exception: Value, source: number) =>
      callValue(rt, getAttribute(rt, thing, 'close', source), [], source),
  }),
  'redirect_stdout(new_target)': (rt, _args, source) => {
    throw rt.unsupported('`redirect_stdout` is not supported; leave it out', source);
  },
});
export const contextlib = new ModuleObject('contextlib', contextMembers);

// --- string, sys, tqdm -----------------------------------------------------------------------------------------------

const lower = 'abcdefghijklmnopqrstuvwxyz';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
export const string = new ModuleObject(
  'string',
  new Map<string, Value>([
    ['ascii_lowercase', lower],
    ['ascii_uppercase', lower.toUpperCase()],
    ['ascii_letters', lower + lower.toUpperCase()],
    ['digits', '0123456789'],
    ['hexdigits', '0123456789abcdefABCDEF'],
    ['octdigits', '01234567'],
    ['punctuation', punctuation],
    ['whitespace', ' \t\n\r\v\f'],
    ['printable', `0123456789${lower}${lower.toUpperCase()}${punctuation} \t\n\r\v\f`],
  ]),
);

/** What `sys` shows of itself: printing, and limits of numbers. */
const stream = new BuiltInClass('TextIOWrapper', objectClass);
methods(stream, {
  'write(text, /)': (rt, [self, text]) => {
    if ((self as { readonly isOutput?: boolean }).isOutput) rt.output.write(String(text));
    return String(text).length;
  },
  'flush()': () => null,
});
export const sys = new ModuleObject(
  'sys',
  new Map<string, Value>([
    ['stdout', { isOutput: true, cls: stream }],
    ['stderr', { isOutput: false, cls: stream }],
    ['maxsize', 9223372036854775807n],
    ['version_info', new Tuple([3, 11, 2, 'final', 0])],
    [
      'float_info',
      new ModuleObject(
        'sys.float_info',
        new Map<string, Value>([
          ['epsilon', new Float(Number.EPSILON)],
          ['max', new Float(Number.MAX_VALUE)],
          ['min', new Float(2 ** -1022)],
        ]),
      ),
    ],
  ]),
  (name) => `\`sys.${name}\` is not reachable from a snippet; write the value as a constant`,
);

/** Iterates its argument; the bar is not drawn. */
const tqdmFunction = new Builtin('tqdm', 0, (rt, _self, args, source) => {
  const given = args.slice();
  const keywords = takeKeywords(given);
  const iterable = given[0] ?? keywords?.values[keywords.names.indexOf('iterable')];
  if (iterable === undefined) return new InertObject('tqdm');
  const next = iterate(rt, iterable, source);
  return { cls: tqdmClass, iterate: () => next };
});
const tqdmClass = new BuiltInClass('tqdm', objectClass);
export const tqdm = new ModuleObject(
  'tqdm',
  new Map<string, Value>([
    ['tqdm', tqdmFunction],
    [
      'trange',
      new Builtin('trange', 0, (rt, _self, args, source) =>
        callValue(
          rt,
          types.range,
          args.filter((arg) => !(arg instanceof Keywords)),
          source,
        ),
      ),
    ],
  ]),
  null,
  true,
);
