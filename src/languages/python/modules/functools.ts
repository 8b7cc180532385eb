import { Builtin, Closure } from '../../core/functions';
import { DONE } from '../../core/ir';
import type { Value } from '../../core/values';
import { builtin, functions, methods } from '../builtins/define';
import { fieldsOf } from '../operators/attributes';
import { callValue, isCallable } from '../operators/call';
import { compareOperators } from '../operators/compare';
import { iterate } from '../operators/iterate';
import { callSpecial } from '../operators/special';
import { needIndex } from '../operators/subscript';
import { truthy } from '../operators/truth';
import { ClassObject } from '../values/classes';
import { Dict } from '../values/dict';
import { Instance, infoOf, Keywords, Method, ModuleObject, notImplemented, Tuple } from '../values/objects';
import { BuiltInClass, objectClass } from '../values/types';

/** A function with its first arguments. */
class Partial extends Builtin {
  readonly cls = partialClass;

  constructor(
    readonly target: Value,
    readonly first: readonly Value[],
    readonly keywords: Keywords | null,
  ) {
    super('partial', 0, (rt, _self, args, source) => {
      const last = args.at(-1);
      const own = last instanceof Keywords ? last : null;
      const positional = [...first, ...(own ? args.slice(0, -1) : args)];
      return callValue(rt, target, merged(positional, keywords, own), source);
    });
  }
}

const partialClass = new BuiltInClass('functools.partial', objectClass);

function merged(positional: Value[], first: Keywords | null, second: Keywords | null): Value[] {
  if (!first && !second) return positional;
  const named = new Map<string, Value>();
  for (const keywords of [first, second]) {
    for (const [k, name] of (keywords?.names ?? []).entries()) named.set(name, keywords!.values[k]);
  }
  return [...positional, new Keywords([...named.keys()], [...named.values()])];
}

partialClass.maker = (rt, _cls, args, source) => {
  const last = args.at(-1);
  const keywords = last instanceof Keywords ? last : null;
  const [target, ...first] = keywords ? args.slice(0, -1) : args;
  if (!isCallable(target)) throw rt.error('TypeError', 'the first argument must be callable', source);
  return new Partial(target, first, keywords);
};

/** A function that remembers its results. It binds like the function that it stands for. */
class Cached extends Method {
  readonly results = new Dict();
  hits = 0;
  misses = 0;

  constructor(
    readonly target: Value,
    readonly most: number | null,
  ) {
    super(target instanceof Closure ? infoOf(target).name : 'cached', 0, (rt, _self, args, source) => {
      const last = args.at(-1);
      const key =
        last instanceof Keywords
          ? new Tuple([...args.slice(0, -1), new Tuple(last.names), new Tuple(last.values)])
          : new Tuple(args.slice());
      const known = this.results.get(rt, key, source);
      if (known !== undefined) {
        this.hits++;
        if (this.most !== null) {
          this.results.delete(rt, key, source);
          this.results.set(rt, key, known, source);
        }
        return known;
      }
      this.misses++;
      const value = callValue(rt, this.target, args, source);
      if (this.most === 0) return value;
      this.results.set(rt, key, value, source);
      if (this.most !== null && this.results.size > this.most) {
        const oldest = this.results.entries.values().next().value!;
        this.results.delete(rt, oldest.key, source);
      }
      return value;
    });
  }
}

function cached(target: Value, most: number | null): Value {
  const made = new Cached(target, most);
  made.attached = new Map<string, Value>([
    [
      'cache_info',
      builtin(
        'cache_info',
        '',
        () =>
          `CacheInfo(hits=${made.hits}, misses=${made.misses}, maxsize=${most ?? 'None'}, currsize=${made.results.size})`,
      ),
    ],
    [
      'cache_clear',
      builtin('cache_clear', '', () => {
        made.results.clear();
        made.hits = 0;
        made.misses = 0;
        return null;
      }),
    ],
    ['__wrapped__', target],
  ]);
  return made;
}

/** What `wraps` takes over. */
function wrapped(wrapper: Value, target: Value): Value {
  if (!(wrapper instanceof Closure)) return wrapper;
  const info = infoOf(wrapper);
  if (target instanceof Closure) {
    const own = infoOf(target);
    info.name = own.name;
    info.qualname = own.qualname;
    info.doc = own.doc;
    for (const [name, value] of own.fields ?? []) fieldsOf(wrapper)!.set(name, value);
  } else if (target instanceof Builtin) {
    info.name = target.name;
    info.qualname = target.name;
  }
  fieldsOf(wrapper)!.set('__wrapped__', target);
  return wrapper;
}

/** Comparisons that follow from one of them and from equality. */
const ORDERING: Readonly<Record<string, readonly (readonly [name: string, symbol: string, negated: boolean, withEqual: boolean])[]>> = {
  __lt__: [['__gt__', '<', true, true], ['__le__', '<', false, true], ['__ge__', '<', true, false]],
  __le__: [['__ge__', '<=', true, true], ['__lt__', '<=', false, true], ['__gt__', '<=', true, false]],
  __gt__: [['__lt__', '>', true, true], ['__ge__', '>', false, true], ['__le__', '>', true, false]],
  __ge__: [['__le__', '>=', true, true], ['__gt__', '>=', false, true], ['__lt__', '>=', true, false]],
}; // biome-ignore format: a table

function totalOrdering(cls: ClassObject): ClassObject {
  const root = ['__lt__', '__le__', '__gt__', '__ge__'].find((name) => cls.lookup(name) !== undefined);
  if (root === undefined) return cls;
  for (const [name, , negated, withEqual] of ORDERING[root]!) {
    if (cls.dict.has(name)) continue;
    cls.define(
      name,
      new Method(name, 0, (rt, _self, [self, other], source) => {
        const result = callSpecial(rt, cls.lookup(root), self, [other], source);
        if (result === notImplemented) return notImplemented;
        const holds = truthy(rt, result);
        const same = () => truthy(rt, compareOperators['==']!(rt, self, other, source));
        const isStrict = root === '__lt__' || root === '__gt__';
        if (negated) return withEqual ? (isStrict ? !holds && !same() : !holds || same()) : !holds;
        return isStrict ? holds || same() : holds && !same();
      }),
    );
  }
  return cls;
}

const keyClass = new BuiltInClass('functools.KeyWrapper', objectClass);
methods(keyClass, {
  '__lt__(other, /)': (rt, [self, other], source) => {
    const [a, b] = [self as Instance, other as Instance];
    const order = callValue(rt, a.fields.get('cmp'), [a.fields.get('obj'), b.fields.get('obj')], source);
    return truthy(rt, compareOperators['<']!(rt, order, 0, source));
  },
});

const members = functions({
  'reduce(function, iterable, initial=, /)': (rt, [fn, iterable, initial], source) => {
    const next = iterate(rt, iterable, source);
    let total = initial === undefined ? next() : initial;
    if (total === DONE) throw rt.error('TypeError', 'reduce() of empty iterable with no initial value', source);
    for (let value = next(); value !== DONE; value = next()) total = callValue(rt, fn, [total, value], source);
    return total;
  },
  'cache(user_function, /)': (_rt, [target]) => cached(target, null),
  'lru_cache(maxsize=, typed=)': (rt, [most], source) => {
    if (isCallable(most)) return cached(most, 128);
    const size = most === null ? null : most === undefined ? 128 : needIndex(rt, most, source);
    return builtin('decorating_function', 'user_function', (_r, [target]) => cached(target, size));
  },
  'wraps(wrapped, assigned=, updated=)': (_rt, [target]) =>
    builtin('wraps', 'wrapper', (_r, [wrapper]) => wrapped(wrapper, target)),
  'update_wrapper(wrapper, wrapped)': (_rt, [wrapper, target]) => wrapped(wrapper, target),
  'total_ordering(cls)': (_rt, [cls]) => (cls instanceof ClassObject ? totalOrdering(cls) : cls),
  'cmp_to_key(mycmp)': (_rt, [cmp]) =>
    builtin('K', 'obj', (_r, [value]) => {
      const key = new Instance(keyClass);
      key.fields.set('cmp', cmp);
      key.fields.set('obj', value);
      return key;
    }),
  'singledispatch(func)': (rt, _args, source) => {
    throw rt.unsupported('`singledispatch` is not supported; use `isinstance`', source);
  },
});
members.set('partial', partialClass);

/** `cached_property`: computed once, then an attribute of the object. */
const cachedProperty = new BuiltInClass('functools.cached_property', objectClass);
cachedProperty.maker = (_rt, _cls, [fn]) => {
  const made = new Instance(cachedProperty);
  made.fields.set('func', fn);
  return made;
};
methods(cachedProperty, {
  '__set_name__(owner, name, /)': (_rt, [self, , name]) => {
    (self as Instance).fields.set('attrname', name);
    return null;
  },
  '__get__(instance, owner=, /)': (rt, [self, object], source) => {
    if (object === null) return self;
    const { fields } = self as Instance;
    const value = callValue(rt, fields.get('func'), [object], source);
    fieldsOf(object)?.set(fields.get('attrname') as string, value);
    return value;
  },
});
members.set('cached_property', cachedProperty);

export const functools = new ModuleObject('functools', members);
