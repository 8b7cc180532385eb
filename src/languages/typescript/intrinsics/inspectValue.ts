import { type InspectOptions, inspect } from 'node-inspect-extracted';
import type { Value } from '../../core/values';
import { ErrorObject } from '../objects';
import { CUSTOM } from './iteratorShown';
import { Mirror } from './mirror';
import type { PrintCall } from './printHooks';

/** Entries that one value prints at most; with more, fewer levels are shown. */
const PRINTED = 60_000;

/** Levels that are shown where the user asks for all. */
const ALL = 100;

/** What a snippet may say about printing. */
export type PrintOptions = Pick<
  InspectOptions,
  'depth' | 'showHidden' | 'compact' | 'breakLength' | 'sorted' | 'maxArrayLength' | 'maxStringLength' | 'customInspect'
>;

/** A value as Node prints it within other text, over inert copies. `depth` counts levels below the outermost. */
export function inspectValue(call: PrintCall, value: Value, options: PrintOptions = {}): string {
  const wanted = options.depth === undefined ? 2 : (options.depth ?? Number.POSITIVE_INFINITY);
  for (let depth = Math.min(wanted, ALL); ; depth = Math.floor(depth / 2)) {
    const mirror = new Mirror(call, Math.max(depth, 0), options.customInspect !== false);
    const copy = mirror.of(value);
    const entries = mirror.printed(copy);
    if (entries > PRINTED && depth > 0) continue;
    call.rt.budget.spend(call.rt, entries);
    const text = inspect(copy, { ...options, customInspect: true, depth: depth < wanted ? depth : wanted });
    return value instanceof ErrorObject ? withoutBrackets(text, copy as Error) : text;
  }
}

/** Node shows an error's stack without brackets; here there is none, and it is shown as if there were. */
function withoutBrackets(text: string, error: Error): string {
  const bare = new Error();
  Object.setPrototypeOf(bare, Object.getPrototypeOf(error));
  for (const key of ['stack', 'message', 'name']) {
    const own = Object.getOwnPropertyDescriptor(error, key);
    if (own) Object.defineProperty(bare, key, { ...own, enumerable: false });
    else if (key === 'stack') Reflect.deleteProperty(bare, key);
  }
  if (Object.hasOwn(error, CUSTOM)) return text;
  const header = inspect(bare);
  const at = text.indexOf(header);
  if (!header.startsWith('[') || at === -1 || (at > 0 && !text.startsWith('<ref '))) return text;
  return text.slice(0, at) + header.slice(1, -1) + text.slice(at + header.length);
}
