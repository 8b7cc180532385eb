import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Tracked, Value } from '../../core/values';
import { construct, isConstructor, prototypeFrom } from '../construct';
import { isFunction, isNullish, isObject, toInteger, toNumber, toNumeric } from '../conversions';
import { iterate } from '../iteration';
import { getMember } from '../members';
import { extraOf, GlobalFunction, install, isArray, refuseOthers } from '../objects';
import { type ElementType, TypedArray, typedArrayPrototype, typedPrototypeOf } from '../typedArray';
import { listFrom, walk } from './array';
import { builtin, builtins, type Call, callback, eachIndex } from './define';
import { elementTypes } from './elementTypes';
import { needsNew, receiverText } from './receiver';
// Installs what all typed arrays have.
import './typedArrayMethods';

/** Float16Array and the like: what the host has and is not supported as an array of ours. */
const ABSTRACT = 'Abstract class TypedArray not directly constructable';

/** Makes the typed array of a `from` or an `of`: by the class that it was called on. */
function create(call: Call, name: string, length: number): TypedArray {
  const { rt, self, source } = call;
  if (!(self instanceof GlobalFunction && self.construct) && !isConstructor(self)) {
    throw rt.error('TypeError', `${receiverText(call, self)} is not a constructor`, source);
  }
  const made = construct(rt, self, [length], source);
  if (made instanceof TypedArray && made.length >= length) return made;
  const shown = isArray(made) ? '[object Array]' : '[object Object]';
  throw rt.error('TypeError', `Method %TypedArray%.${name} called on incompatible receiver ${shown}`, source);
}

const statics = builtins(
  {
    from(call) {
      const { rt, args, source } = call;
      const transform = args[1] === undefined ? null : callback(call, 1);
      const items = listFrom(call, args[0]);
      const result = create(call, 'from', items.length);
      eachIndex(call, items.length, (k) => {
        const value = transform === null ? items[k] : rt.call(transform, args[2], [items[k], k], source);
        result.set(rt, k, value, source);
      });
      return result;
    },
    of(call) {
      const result = create(call, 'of', call.args.length);
      call.args.forEach((value, k) => {
        result.set(call.rt, k, value, call.source);
      });
      return result;
    },
  },
  { of: 0 },
);

/** What all typed arrays inherit from; it has no name that code could use. */
const typedArrayGlobal = new GlobalFunction(
  'TypedArray',
  builtin(
    'TypedArray',
    ({ rt, source }) => {
      throw rt.error('TypeError', ABSTRACT, source);
    },
    0,
  ),
  (rt, _args, source) => {
    throw rt.error('TypeError', ABSTRACT, source);
  },
  statics,
  typedArrayPrototype,
);

/** `new Float64Array(…)`: of a length, of another typed array, of what can be walked, or of what has a length. */
function make(rt: Runtime, type: ElementType, args: Value[], source: SourceId): (number | Tracked)[] {
  const [from] = args;
  if (!isObject(from) && !isFunction(from)) {
    const length = toInteger(rt, from, source);
    if (length < 0 || length > Number.MAX_SAFE_INTEGER) {
      throw rt.error('RangeError', `Invalid typed array length: ${toNumber(rt, from, source)}`, source);
    }
    rt.checkSize(length, source);
    return new Array<number>(length).fill(0);
  }
  if (from instanceof TypedArray) {
    rt.checkSize(from.length, source);
    rt.budget.spend(rt, from.length >> 4);
    const list = from.list();
    return from.type === type ? list : list.map((item) => type.convert(rt, item, source));
  }
  return valuesOf({ rt, self: undefined, args, source }, from).map((item) =>
    type.convert(rt, toNumeric(rt, item, source), source),
  );
}

/** The elements of what a constructor is given. */
function valuesOf(call: Call, from: Value): Value[] {
  const { rt, source } = call;
  if (isArray(from) && extraOf(from) === null) {
    rt.checkSize(from.length, source);
    return [...from];
  }
  const method = getMember(rt, from, Symbol.iterator, source);
  if (isFunction(method)) return walk(call, iterate(rt, from, source));
  if (!isNullish(method))
    throw rt.error('TypeError', 'object is not iterable (cannot read property Symbol(Symbol.iterator))', source);
  const length = Math.max(toInteger(rt, getMember(rt, from, 'length', source), source), 0);
  rt.checkSize(length, source);
  const items: Value[] = [];
  for (let k = 0; k < length; k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    items.push(getMember(rt, from, k, source));
  }
  return items;
}

function globalOf(type: ElementType): GlobalFunction {
  const { name, bytes } = type;
  const prototype = typedPrototypeOf(type);
  install(prototype, [['BYTES_PER_ELEMENT', bytes]]);
  refuseOthers(
    prototype,
    hostPrototypes[name] ?? {},
    (method) => `\`${method}\` of a ${name} is not supported; use another way`,
  );
  return new GlobalFunction(
    name,
    builtin(
      name,
      (call) => {
        throw needsNew(call, name);
      },
      3,
    ),
    (rt, args, source, target) => {
      const elements = make(rt, type, args, source);
      return new TypedArray(type, prototypeFrom(rt, target, prototype, source), elements, 0, elements.length);
    },
    [['BYTES_PER_ELEMENT', bytes]],
    prototype,
    typedArrayGlobal,
  );
}

/** What the host has on them: `toBase64` and the like are refused by name. */
const hostPrototypes: Readonly<Record<string, object>> = { Uint8Array: Uint8Array.prototype };

/** `Float64Array` and the others by name. */
export const typedArrayGlobals: readonly (readonly [string, GlobalFunction])[] = elementTypes.map((type) => [
  type.name,
  globalOf(type),
]);
