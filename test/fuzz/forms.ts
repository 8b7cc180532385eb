import { listForms, listLeaves } from './forms/lists';
import { numberForms, numberLeaves } from './forms/numbers';
import { objectForms, objectLeaves } from './forms/objects';
import {
  anyForms,
  anyLeaves,
  functionForms,
  mapForms,
  setForms,
  symbolForms,
  typedForms,
  walkForms,
} from './forms/others';
import { textForms, textLeaves } from './forms/texts';
import { truthForms } from './forms/truths';

/** What an expression gives: the generator keeps programs well-typed enough to say something before they throw. */
export type Type =
  | 'number'
  | 'text'
  | 'truth'
  | 'list'
  | 'object'
  | 'any'
  | 'map'
  | 'set'
  | 'typed'
  | 'symbol'
  | 'walk'
  | 'function';

/**
 * Expressions by what they give. In a form `@` and a letter stands for an expression or a part of one: @n number, @t text,
 * @b truth value, @l array, @o object, @x anything, @m Map, @s Set, @d typed array, @y symbol, @w what can be walked,
 * @f function; @i a small count, @j a place that may be negative, @k a key, @q and @g a regular expression, @M @P @R @C
 * callbacks that map, test, reduce and compare. `_1` to `_9` are names that are nowhere else.
 */
export type Forms = Readonly<Record<Type, readonly string[]>>;

export const forms: Forms = {
  number: numberForms,
  text: textForms,
  truth: truthForms,
  list: listForms,
  object: objectForms,
  any: anyForms,
  map: mapForms,
  set: setForms,
  typed: typedForms,
  symbol: symbolForms,
  walk: walkForms,
  function: functionForms,
};

/** The simplest expressions by what they give. */
export const leaves: Forms = {
  number: numberLeaves,
  text: textLeaves,
  truth: ['false', 'true'],
  list: listLeaves,
  object: objectLeaves,
  any: anyLeaves,
  map: ['new Map<any, any>([["a", 1]])', 'new Map<any, any>()'],
  set: ['new Set<any>([1, "a"])', 'new Set<any>()'],
  typed: ['new Float64Array([1, 2.5])', 'new Uint8Array([1, 255])'],
  symbol: ['Symbol.iterator', 'Symbol("s")'],
  walk: ['[1, 2]', '"ab"', '[].values()'],
  function: ['((q: any) => q)', '(() => 1)'],
};
