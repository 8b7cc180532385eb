import type { Value } from '../../core/values';
import { isNullish, toNumber, toText, truthy } from '../conversions';
import { getMember } from '../members';
import { isArray } from '../objects';
import type { Call } from './define';

/** What a snippet prints must not depend on where it runs. */
const DEFAULT = 'en-US';

/** The locale that an argument names. */
export function localeOf(call: Call, index: number): string {
  const { rt, args, source } = call;
  const value = isArray(args[index]) ? (args[index] as Value[])[0] : args[index];
  if (value === undefined) return DEFAULT;
  const name = toText(rt, value, source);
  try {
    return Intl.getCanonicalLocales(name)[0] ?? DEFAULT;
  } catch {
    throw rt.error('RangeError', `Incorrect locale information provided`, source);
  }
}

type OptionKinds = Readonly<Record<string, 'text' | 'number' | 'boolean' | 'grouping'>>;

/** Options by an allowlist, as plain data for the host. */
function options(call: Call, index: number, kinds: OptionKinds): Record<string, unknown> {
  const { rt, args, source } = call;
  const given = args[index];
  const result: Record<string, unknown> = {};
  if (isNullish(given)) return result;
  for (const [name, kind] of Object.entries(kinds)) {
    const value = getMember(rt, given, name, source);
    if (value === undefined) continue;
    if (kind === 'text') result[name] = toText(rt, value, source);
    // `useGrouping` is a choice in words, or just yes or no.
    else if (kind === 'grouping') result[name] = typeof value === 'string' ? value : truthy(rt, value);
    else result[name] = kind === 'number' ? toNumber(rt, value, source) : truthy(rt, value);
  }
  return result;
}

/** Options of `localeCompare`. */
export function collation(call: Call, index: number): Intl.CollatorOptions {
  return options(call, index, {
    usage: 'text',
    sensitivity: 'text',
    caseFirst: 'text',
    numeric: 'boolean',
    ignorePunctuation: 'boolean',
  });
}

/** A number as `toLocaleString` writes it. */
export function localNumber(call: Call, value: number): string {
  const { rt, source } = call;
  const chosen = options(call, 1, {
    style: 'text',
    currency: 'text',
    currencyDisplay: 'text',
    unit: 'text',
    unitDisplay: 'text',
    notation: 'text',
    compactDisplay: 'text',
    signDisplay: 'text',
    useGrouping: 'grouping',
    localeMatcher: 'text',
    numberingSystem: 'text',
    currencySign: 'text',
    roundingMode: 'text',
    roundingPriority: 'text',
    roundingIncrement: 'number',
    trailingZeroDisplay: 'text',
    minimumIntegerDigits: 'number',
    minimumFractionDigits: 'number',
    maximumFractionDigits: 'number',
    minimumSignificantDigits: 'number',
    maximumSignificantDigits: 'number',
  });
  const locale = localeOf(call, 0);
  try {
    return value.toLocaleString(locale, chosen as Intl.NumberFormatOptions);
  } catch (error) {
    const type = error instanceof TypeError ? 'TypeError' : 'RangeError';
    throw rt.error(type, error instanceof Error ? error.message : String(error), source);
  }
}
