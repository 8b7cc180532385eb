import { isObject, toNumber, toText, truthy } from '../conversions';
import { getMember } from '../members';
import { isArray } from '../objects';
import type { Call } from './define';

/** What a snippet prints must not depend on where it runs. */
const DEFAULT = 'en-US';

/** The locale that an argument names: the first one of a list. */
export function localeOf(call: Call, index: number): string {
  const { rt, args, source } = call;
  const given = args[index];
  if (given === undefined) return DEFAULT;
  if (given === null) throw rt.error('TypeError', 'Cannot convert undefined or null to object', source);
  const names = typeof given === 'string' ? [given] : isArray(given) ? given : [];
  rt.checkSize(names.length, source);
  for (const name of names) {
    if (typeof name === 'string' || isObject(name)) continue;
    throw rt.error('TypeError', 'Language ID should be string or object.', source);
  }
  try {
    return Intl.getCanonicalLocales(names.map((name) => toText(rt, name, source)))[0] ?? DEFAULT;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw rt.error('RangeError', 'Incorrect locale information provided', source);
  }
}

type OptionKinds = Readonly<Record<string, 'text' | 'number' | 'boolean' | 'grouping'>>;

/** Options by an allowlist, as plain data for the host. */
function options(call: Call, index: number, kinds: OptionKinds): Record<string, unknown> {
  const { rt, args, source } = call;
  const given = args[index];
  const result: Record<string, unknown> = {};
  if (given === undefined) return result;
  if (given === null) throw rt.error('TypeError', 'Cannot convert undefined or null to object', source);
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

/** How `localeCompare` puts two texts in order. */
export function compareTexts(call: Call, self: string, other: string): number {
  const { rt, args, source } = call;
  const locale = localeOf(call, 1);
  // Without options the host has a fast way.
  if (args[2] === undefined) return self.localeCompare(other, locale);
  const chosen = options(call, 2, {
    usage: 'text',
    localeMatcher: 'text',
    collation: 'text',
    sensitivity: 'text',
    caseFirst: 'text',
    numeric: 'boolean',
    ignorePunctuation: 'boolean',
  });
  try {
    return self.localeCompare(other, locale, chosen);
  } catch (error) {
    throw rt.error('RangeError', error instanceof Error ? error.message : String(error), source);
  }
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
