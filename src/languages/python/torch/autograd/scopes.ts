import { Closure } from '../../../core/functions';
import type { Runtime } from '../../../core/runtime';
import type { Variable } from '../../../core/scopes';
import { FRAME, type Frame, type Value } from '../../../core/values';
import { quoted } from '../../text/repr';
import { Dict } from '../../values/dict';
import { Instance, Tuple } from '../../values/objects';
import { ModuleInstance, namedParameters } from '../nn/instance';
import { TorchTensor } from '../tensor';

/** A name of the program with the tensor that it leads to. */
export interface Named {
  readonly name: string;
  readonly tensor: TorchTensor;
}

/** What a name holds, and whether a loop binds it: such a name counts only where nothing else leads to a tensor. */
export interface Held {
  readonly name: string;
  readonly value: Value;
  readonly isLoop: boolean;
}

/** How deep containers are followed, and how many of their entries. */
const DEPTH = 4;
const ENTRIES = 1000;

/** Adds what a variable holds, where that may be a tensor or lead to one. */
export function addHeld(held: Held[], { kind, name, isLoop }: Variable, value: Value): void {
  if (typeof value !== 'object' || value === null || kind === 'temp' || name.startsWith('_')) return;
  held.push({ name, value, isLoop });
}

/** What the module's names hold now. */
export function moduleScope(rt: Runtime): Held[] {
  const held: Held[] = [];
  for (const variable of rt.topLevel) addHeld(held, variable, variable.cell!.value);
  return held;
}

/** What all names hold that the code at hand can see: the module's first, then those of calls, innermost first. */
export function scopesNow(rt: Runtime): Held[][] {
  return [moduleScope(rt), ...callScopes(rt)];
}

/** What names of the calls under way hold now, innermost first. */
function callScopes(rt: Runtime): Held[][] {
  const scopes: Held[][] = [];
  for (let depth = rt.depth; depth > 0; depth--) {
    const frame = rt.frames[depth] as Frame | null | undefined;
    const callee = frame?.[FRAME.callee];
    if (!frame || !(callee instanceof Closure)) continue;
    const held: Held[] = [];
    for (const variable of callee.code.ir.scope.variables) addHeld(held, variable, rt.local(variable, frame));
    scopes.push(held);
  }
  return scopes;
}

/** The same tensor under another object, such as a copy of what a variable held, is one. */
function identityOf(tensor: TorchTensor): unknown {
  return tensor.isWanted ? tensor.leaf().node : tensor;
}

/**
 * Every tensor that names lead to, once: by a variable of its own, else by the way through modules, lists, dicts and
 * objects. The first scope is the module's.
 */
export function namedTensors(scopes: readonly (readonly Held[])[]): Named[] {
  const found: Named[] = [];
  const known = new Set<unknown>();
  const names = new Set<string>();
  const later: Named[] = [];
  const add = (name: string, tensor: TorchTensor) => {
    const identity = identityOf(tensor);
    if (known.has(identity) || names.has(name)) return;
    known.add(identity);
    names.add(name);
    found.push({ name, tensor });
  };
  for (const [k, scope] of scopes.entries()) {
    for (const { name, value, isLoop } of scope) {
      if (!(value instanceof TorchTensor) || names.has(name)) continue;
      if (k > 0 && known.has(identityOf(value))) continue;
      if (isLoop) later.push({ name, tensor: value });
      else {
        known.add(identityOf(value));
        names.add(name);
        found.push({ name, tensor: value });
      }
    }
  }
  const visited = new Set<Value>();
  const visit = (name: string, value: Value, depth: number): void => {
    if (value instanceof TorchTensor) {
      add(name, value);
      return;
    }
    if (depth > DEPTH || typeof value !== 'object' || value === null || visited.has(value)) return;
    visited.add(value);
    if (value instanceof ModuleInstance) {
      for (const [path, parameter] of namedParameters(value)) add(`${name}.${path}`, parameter);
    } else if (Array.isArray(value) || value instanceof Tuple) {
      const items = value instanceof Tuple ? value.items : value;
      for (let k = 0; k < Math.min(items.length, ENTRIES); k++) visit(`${name}[${k}]`, items[k], depth + 1);
    } else if (value instanceof Dict) {
      for (const { key, value: held } of value.entries.values())
        visit(`${name}[${typeof key === 'string' ? quoted(key) : String(key)}]`, held, depth + 1);
    } else if (value instanceof Instance && !value.cls.builtIn) {
      for (const [field, held] of value.fields) if (!field.startsWith('_')) visit(`${name}.${field}`, held, depth + 1);
    }
  };
  for (const scope of scopes)
    for (const { name, value } of scope) if (!(value instanceof TorchTensor)) visit(name, value, 0);
  for (const { name, tensor } of later) add(name, tensor);
  return found;
}

/** What the code at hand calls a tensor: a name of the innermost call first, the module's last. */
export function calledIn(
  scopes: readonly (readonly Held[])[],
  tensor: TorchTensor,
  named: readonly Named[],
): string | null {
  for (let k = 1; k <= scopes.length; k++)
    for (const { name, value } of scopes[k % scopes.length]!) if (value === tensor) return name;
  return named.find((each) => each.tensor === tensor)?.name ?? null;
}
