import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { prototypeFrom } from '../construct';
import { toInteger, toText } from '../conversions';
import { getMember, setMember } from '../members';
import {
  Accessor,
  builtInObject,
  defineField,
  GlobalFunction,
  install,
  makeExtra,
  PlainObject,
  refuseOthers,
} from '../objects';
import { builtin, builtins, type Call } from './define';
import { receiverText } from './receiver';

/** Characters of a pattern, and of a text that one is tried on: what takes too long within these ends with the worker. */
const PATTERN = 10_000;
const SUBJECT = 1_000_000;

export const regExpPrototype = builtInObject();

/** A regular expression of the user's. The host's own does the matching and never leaves this object. */
export class RegExpObject extends PlainObject {
  constructor(
    readonly host: RegExp,
    proto: PlainObject = regExpPrototype,
  ) {
    super(proto);
    Object.defineProperty(this.fields, 'lastIndex', { value: 0, writable: true });
  }

  override get tag(): string {
    return 'RegExp';
  }

  get moves(): boolean {
    return this.host.global || this.host.sticky;
  }
}

/** A regular expression; throws JavaScript's SyntaxError for a wrong pattern or wrong flags. */
export function makeRegExp(
  rt: Runtime,
  pattern: string,
  flags: string,
  source: SourceId,
  proto: PlainObject = regExpPrototype,
): RegExpObject {
  if (pattern.length > PATTERN) {
    throw rt.error(
      'RangeError',
      `this pattern has ${pattern.length} characters, more than the limit of ${PATTERN}; match in steps`,
      source,
      'TooLarge',
    );
  }
  try {
    return new RegExpObject(new RegExp(pattern, flags), proto);
  } catch (error) {
    throw rt.error('SyntaxError', error instanceof Error ? error.message : String(error), source);
  }
}

/** What a pattern found: the texts, where it was, and its named groups. */
export interface Match {
  readonly texts: readonly (string | undefined)[];
  readonly index: number;
  readonly groups: Readonly<Record<string, string | undefined>> | null;
  readonly found: RegExpExecArray;
}

/** Looks for the next match from `lastIndex`, which it moves for global and sticky patterns. */
export function execute(rt: Runtime, object: RegExpObject, text: string, source: SourceId): Match | null {
  if (text.length > SUBJECT) {
    throw rt.error(
      'RangeError',
      `this text has ${text.length} characters, more than the limit of ${SUBJECT} for a regular expression; split it first`,
      source,
      'TooLarge',
    );
  }
  // A look costs about as much as it looks at.
  rt.budget.spend(rt, 1 + text.length / 64);
  const { host } = object;
  // It is read as a number also where it does not count.
  const last = Math.max(toInteger(rt, object.fields.lastIndex, source), 0);
  const start = object.moves ? last : 0;
  if (start > text.length) {
    setMember(rt, object, 'lastIndex', 0, source);
    return null;
  }
  host.lastIndex = start;
  const found = host.exec(text);
  if (object.moves) setMember(rt, object, 'lastIndex', found ? host.lastIndex : 0, source);
  return found && { texts: found, index: found.index, groups: found.groups ?? null, found };
}

/** The list that `exec` gives. */
export function matchResult(match: Match, input: string): Value[] {
  const result: Value[] = [...match.texts];
  const extra = makeExtra(result);
  defineField(extra, 'index', match.index);
  defineField(extra, 'input', input);
  defineField(extra, 'groups', groupsOf(match.groups));
  const { indices } = match.found;
  if (indices) {
    const places: Value[] = Array.from(indices, (place) => place && [...place]);
    const named =
      indices.groups && Object.fromEntries(Object.entries(indices.groups).map(([k, v]) => [k, v && [...v]]));
    defineField(makeExtra(places), 'groups', groupsOf(named ?? null));
    defineField(extra, 'indices', places);
  }
  return result;
}

/** Named groups as an object without prototype. */
export function groupsOf(groups: Readonly<Record<string, Value>> | null): Value {
  if (groups === null) return undefined;
  const result = new PlainObject(null);
  for (const [name, value] of Object.entries(groups)) defineField(result, name, value);
  return result;
}

/** All matches of a global pattern, from the start as a rule; for another one the first. Moves on past empty ones. */
export function* matches(
  rt: Runtime,
  object: RegExpObject,
  text: string,
  source: SourceId,
  fromStart = true,
): Generator<Match> {
  if (object.host.global && fromStart) setMember(rt, object, 'lastIndex', 0, source);
  for (;;) {
    const match = execute(rt, object, text, source);
    if (match === null) return;
    yield match;
    if (!object.host.global) return;
    if (match.texts[0] === '') {
      const at = toInteger(rt, object.fields.lastIndex, source);
      setMember(rt, object, 'lastIndex', advance(object.host, text, at), source);
    }
  }
}

/** The next place to look at: past a whole character for Unicode patterns. */
export function advance({ flags }: RegExp, text: string, at: number): number {
  if (!/[uv]/.test(flags)) return at + 1;
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}

function regExpSelf(call: Call, method: string): RegExpObject {
  const { rt, self, source } = call;
  if (self instanceof RegExpObject) return self;
  throw rt.error(
    'TypeError',
    `Method RegExp.prototype.${method} called on incompatible receiver ${receiverText(call, self)}`,
    source,
  );
}

function textOf({ rt, args, source }: Call): string {
  return toText(rt, args[0], source);
}

const flagNames = {
  hasIndices: 'd',
  global: 'g',
  ignoreCase: 'i',
  multiline: 'm',
  dotAll: 's',
  unicode: 'u',
  unicodeSets: 'v',
  sticky: 'y',
} as const;

function getter(name: string, get: (object: RegExpObject) => Value): [string, Accessor] {
  return [
    name,
    new Accessor(
      builtin(`get ${name}`, (call) => get(regExpSelf(call, name)), 0),
      undefined,
    ),
  ];
}

/** A string's own method, told to use this pattern: what `Symbol.replace` and the like name. */
function throughText(name: string, count: number): (call: Call) => Value {
  return (call) => {
    const { rt, self, args, source } = call;
    const text = textOf(call);
    return rt.call(getMember(rt, text, name, source), text, [self, ...args.slice(1, count)], source);
  };
}

install(
  regExpPrototype,
  builtins(
    {
      exec(call) {
        const pattern = regExpSelf(call, 'exec');
        const text = textOf(call);
        const match = execute(call.rt, pattern, text, call.source);
        return match && matchResult(match, text);
      },
      test(call) {
        const pattern = regExpSelf(call, 'test');
        return execute(call.rt, pattern, textOf(call), call.source) !== null;
      },
      toString: (call: Call) => {
        const { source, flags } = regExpSelf(call, 'toString').host;
        return `/${source}/${flags}`;
      },
    },
    { toString: 0 },
  ),
);
install(regExpPrototype, [
  ...Object.entries(flagNames).map(([name, flag]) => getter(name, ({ host }) => host.flags.includes(flag))),
  getter('source', ({ host }) => host.source),
  getter('flags', ({ host }) => host.flags),
  [Symbol.match, builtin('[Symbol.match]', throughText('match', 1))],
  [Symbol.matchAll, builtin('[Symbol.matchAll]', throughText('matchAll', 1))],
  [Symbol.replace, builtin('[Symbol.replace]', throughText('replace', 2), 2)],
  [Symbol.search, builtin('[Symbol.search]', throughText('search', 1))],
  [Symbol.split, builtin('[Symbol.split]', throughText('split', 2), 2)],
]);
refuseOthers(
  regExpPrototype,
  RegExp.prototype,
  (name) => `\`${name}\` of a regular expression is not supported; use another way`,
);

function constructRegExp(call: Call, proto: PlainObject): RegExpObject {
  const { rt, args, source } = call;
  const [pattern, flags] = args;
  const from = pattern instanceof RegExpObject ? pattern.host : null;
  const text = from ? from.source : pattern === undefined ? '' : toText(rt, pattern, source);
  const flagText = flags === undefined ? (from?.flags ?? '') : toText(rt, flags, source);
  return makeRegExp(rt, text, flagText, source, proto);
}

/** `RegExp`. */
export const regExpGlobal = new GlobalFunction(
  'RegExp',
  builtin(
    'RegExp',
    (call) => {
      const [pattern, flags] = call.args;
      return pattern instanceof RegExpObject && flags === undefined ? pattern : constructRegExp(call, regExpPrototype);
    },
    2,
  ),
  (rt, args, source, target) =>
    constructRegExp({ rt, self: undefined, args, source }, prototypeFrom(rt, target, regExpPrototype, source)),
  builtins({
    escape({ rt, args, source }) {
      if (typeof args[0] !== 'string') throw rt.error('TypeError', 'input argument must be a string', source);
      return escapePattern(args[0]);
    },
  }),
  regExpPrototype,
);

refuseOthers(regExpGlobal.object, RegExp, (name) => `\`RegExp.${name}\` is not supported; use what \`exec\` gives`);

/** `RegExp.escape` of ECMAScript 2025, 22.2.5.1. */
function escapePattern(text: string): string {
  const hex = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return text
    .replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')
    .replace(/[,\-=<>#&!%:;@~'`"]/g, hex)
    .replace(
      /[\t\v\f\n\r ]/g,
      (c) => ({ '\t': '\\t', '\v': '\\v', '\f': '\\f', '\n': '\\n', '\r': '\\r' })[c] ?? hex(c),
    )
    .replace(/^[0-9A-Za-z]/, hex);
}
