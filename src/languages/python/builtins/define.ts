import type { SourceId } from '../../../engine/sources';
import { Builtin } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import type { ClassObject } from '../values/classes';
import { Keywords, Method, type Native } from '../values/objects';

/** The parameters of a built-in function: `a, b=, /, *args, key=`. Those with `=` may be missing. */
interface Signature {
  readonly names: readonly string[];
  /** So many are required, and so many can be given by position. */
  readonly required: number;
  readonly positional: number;
  /** By name only up to here: names before it have none. */
  readonly positionalOnly: number;
  readonly rest: boolean;
}

function signatureOf(text: string): Signature {
  const names: string[] = [];
  let required = 0;
  let positional = -1;
  let positionalOnly = 0;
  let rest = false;
  for (const part of text.split(',').map((piece) => piece.trim())) {
    if (part === '') continue;
    if (part === '/') positionalOnly = names.length;
    else if (part.startsWith('*')) {
      positional = names.length;
      rest = part !== '*';
    } else {
      names.push(part.replace(/=$/, ''));
      if (!part.endsWith('=')) required = names.length;
    }
  }
  return { names, required, positional: positional === -1 ? names.length : positional, positionalOnly, rest };
}

/** Characters that count as one turn of a loop. */
const LONG = 256;

/** The arguments by parameter, undefined where one is missing; what is left over by position stands behind them. */
function arrange(
  rt: Runtime,
  name: string,
  signature: Signature,
  args: Value[],
  source: SourceId,
  isMethod: boolean,
): Value[] {
  const { names, required, positional, positionalOnly, rest } = signature;
  const last = args.at(-1);
  const keywords = last instanceof Keywords ? last : null;
  const count = keywords ? args.length - 1 : args.length;
  if (count > positional && !rest) throw tooMany(rt, name, signature, count, source, isMethod);
  const values: Value[] = new Array(names.length).fill(undefined);
  for (let k = 0; k < Math.min(count, positional); k++) values[k] = args[k];
  if (keywords) {
    keywords.names.forEach((key, k) => {
      const index = names.indexOf(key);
      if (index < positionalOnly) {
        const reason =
          positionalOnly === names.length && names.length > 0
            ? `${name}() takes no keyword arguments`
            : `${name}() got an unexpected keyword argument '${key}'`;
        throw rt.error('TypeError', reason, source);
      }
      if (values[index] !== undefined)
        throw rt.error(
          'TypeError',
          `argument for ${name}() given by name ('${key}') and position (${index + 1})`,
          source,
        );
      values[index] = keywords.values[k];
    });
  }
  for (let k = 0; k < required; k++)
    if (values[k] === undefined) throw tooFew(rt, name, signature, count, source, isMethod);
  for (let k = positional; k < count; k++) values.push(args[k]);
  return values;
}

function tooMany(
  rt: Runtime,
  name: string,
  { required, positional }: Signature,
  given: number,
  source: SourceId,
  isMethod: boolean,
): Error {
  const self = isMethod ? 1 : 0;
  const most = positional - self;
  if (most === 0) return rt.error('TypeError', `${name}() takes no arguments (${given - self} given)`, source);
  if (required === positional && most === 1) {
    return rt.error('TypeError', `${name}() takes exactly one argument (${given - self} given)`, source);
  }
  const plural = most === 1 ? '' : 's';
  return rt.error(
    'TypeError',
    required === positional
      ? `${name} expected ${most} argument${plural}, got ${given - self}`
      : `${name} expected at most ${most} argument${plural}, got ${given - self}`,
    source,
  );
}

function tooFew(
  rt: Runtime,
  name: string,
  { required, positional }: Signature,
  given: number,
  source: SourceId,
  isMethod: boolean,
): Error {
  const self = isMethod ? 1 : 0;
  const least = required - self;
  if (required === positional && least === 1) {
    return rt.error('TypeError', `${name}() takes exactly one argument (${Math.max(0, given - self)} given)`, source);
  }
  const plural = least === 1 ? '' : 's';
  const atLeast = required === positional ? '' : 'at least ';
  return rt.error(
    'TypeError',
    `${name} expected ${atLeast}${least} argument${plural}, got ${Math.max(0, given - self)}`,
    source,
  );
}

/** A built-in function. `signature` names its parameters. */
export function builtin(name: string, signature: string, apply: Native): Builtin {
  return new Builtin(name, 0, applied(name, signature, apply, false));
}

function applied(name: string, text: string, apply: Native, isMethod: boolean) {
  const signature = signatureOf(text);
  const { names, required, positional, rest } = signature;
  return (rt: Runtime, _self: Value, args: Value[], source: SourceId): Value => {
    const count = args.length;
    const first = args[0];
    // What is done with long text takes its time.
    if (typeof first === 'string' && first.length > LONG) rt.budget.spend(rt, first.length / LONG, source);
    const isPlain = count >= required && (rest || count <= positional) && !(args[count - 1] instanceof Keywords);
    if (isPlain && (count <= positional || positional === names.length)) return apply(rt, args, source);
    return apply(rt, arrange(rt, name, signature, args, source, isMethod), source);
  };
}

/** Built-in functions by their signatures: `name(a, b=)`. */
export function functions(table: Readonly<Record<string, Native>>): Map<string, Value> {
  return new Map(
    Object.entries(table).map(([text, apply]) => {
      const { name, signature } = split(text);
      return [name, builtin(name, signature, apply)];
    }),
  );
}

/** Defines methods on a built-in class: `name(self, a, b=)`; `self` is added. */
export function methods(cls: ClassObject, table: Readonly<Record<string, Native>>): void {
  for (const [text, apply] of Object.entries(table)) {
    const { name, signature } = split(text);
    const full = name.startsWith('__') ? name : `${cls.name}.${name}`;
    const method = new Method(name, 0, applied(full, `self, ${signature}`, apply, true));
    method.owner = cls;
    cls.define(name, method);
  }
}

function split(text: string): { name: string; signature: string } {
  const at = text.indexOf('(');
  return { name: text.slice(0, at), signature: text.slice(at + 1, -1) };
}
