import { type Cursor, DONE } from '../../core/ir';
import { untracked, type Value } from '../../core/values';
import { construct, isConstructor, prototypeFrom } from '../construct';
import { callSite, isFunction, isNullish, toInteger } from '../conversions';
import { iterate } from '../iteration';
import { getMember, setMember } from '../members';
import {
  arrayPrototype,
  extraOf,
  GlobalFunction,
  install,
  isArray,
  makeExtra,
  Refused,
  refuseOthers,
} from '../objects';
import { arrayMethods } from './arrayMethods';
import { builtin, builtins, type Call, callback, eachIndex } from './define';

/** `Array.isArray`, `Array.of`, `Array.from`. */
export const arrayStatics = builtins(
  {
    isArray: ({ args }) => isArray(args[0]),
    of: (call) => ofClass(call, [...call.args]),
    from(call) {
      if (call.args[1] !== undefined) callback(call, 1);
      const items = listFrom(call, call.args[0]);
      if (call.args[1] === undefined) return ofClass(call, items);
      const result: Value[] = new Array(items.length);
      eachIndex(call, items.length, (k) => {
        result[k] = call.rt.call(call.args[1], call.args[2], [items[k], k], call.source);
      });
      return ofClass(call, result);
    },
  },
  { of: 0 },
);

/** The list as an array of the class that `from` or `of` was called on. */
function ofClass({ rt, self, source }: Call, items: Value[]): Value[] {
  if (!isConstructor(self)) return items;
  const made = construct(rt, self, [], source);
  if (!isArray(made)) throw rt.unsupported('this class does not extend Array: make its instances with `new`', source);
  for (let k = 0; k < items.length; k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    setMember(rt, made, k, items[k], source);
  }
  setMember(rt, made, 'length', items.length, source);
  return made;
}

/** The elements of an iterable, or of something with a length and indices. */
export function listFrom(call: Call, value: Value): Value[] {
  const { rt, source } = call;
  if (isArray(value) || typeof value === 'string') rt.checkSize(value.length, source);
  if (isNullish(value)) {
    throw rt.error(
      'TypeError',
      `${callSite(value)} is not iterable (cannot read property Symbol(Symbol.iterator))`,
      source,
    );
  }
  if (isArray(value) && extraOf(value) === null) return [...value];
  if (isFunction(getMember(rt, value, Symbol.iterator, source))) return walk(call, iterate(rt, value, source));
  const length = Math.max(toInteger(rt, getMember(rt, value, 'length', source), source), 0);
  rt.checkSize(length, source);
  return Array.from({ length }, (_item, k) => getMember(rt, value, k, source));
}

/** All that a cursor gives, within the budget. */
export function walk({ rt, source }: Call, next: Cursor): Value[] {
  const items: Value[] = [];
  for (let item = next(); item !== DONE; item = next()) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    items.push(item);
    rt.checkGrowth(items.length, source);
  }
  return items;
}

/** `Array(3)` and `new Array(1, 2)`. */
export function makeArray(call: Call): Value[] {
  const { rt, args, source } = call;
  const first = untracked(args[0]);
  if (args.length !== 1 || typeof first !== 'number') return [...args];
  if (!Number.isInteger(first) || first < 0 || first > 2 ** 32 - 1) {
    throw rt.error('RangeError', 'Invalid array length', source);
  }
  rt.checkSize(first, source);
  return new Array(first);
}

install(arrayPrototype, arrayMethods);
install(arrayPrototype, [[Symbol.iterator, arrayMethods.get('values')]]);
refuseOthers(arrayPrototype, Array.prototype, (name) => `\`${name}\` of an array is not supported; use another way`);

/** `Array`. */
export const arrayGlobal: GlobalFunction = new GlobalFunction(
  'Array',
  builtin('Array', makeArray),
  (rt, args, source, target) => {
    const array = makeArray({ rt, self: undefined, args, source });
    if (target !== arrayGlobal) makeExtra(array, prototypeFrom(rt, target, arrayPrototype, source));
    return array;
  },
  arrayStatics,
  arrayPrototype,
);

install(arrayGlobal.object, [['fromAsync', new Refused('`Array.fromAsync` is not supported; use `Array.from`')]]);
