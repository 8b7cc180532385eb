import type { Closure } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import type { Parameters } from '../parsing/ast';
import { Dict } from '../values/dict';
import { infoOf, Keywords, Tuple } from '../values/objects';

/** Lays the arguments of a call out, one for each parameter. */
export function arranger(parameters: Parameters): (rt: Runtime, callee: Value, args: Value[]) => Value[] {
  const count = parameters.length;
  const plain = parameters.every(({ kind }) => kind === 'positional' || kind === 'positionalOnly');
  if (!plain) return (rt, callee, args) => arranged(rt, parameters, callee as Closure, args);
  return (rt, callee, args) => {
    if (args.length === count && !(args[count - 1] instanceof Keywords)) return args;
    return arranged(rt, parameters, callee as Closure, args);
  };
}

function arranged(rt: Runtime, parameters: Parameters, callee: Closure, args: Value[]): Value[] {
  const { qualname, defaults } = infoOf(callee);
  return argumentsFor(rt, parameters, qualname, defaults, args, 0);
}

/** The arguments of a call by parameter. `hidden` arguments are counted in messages, but not given here. */
export function argumentsFor(
  rt: Runtime,
  parameters: Parameters,
  qualname: string,
  defaults: readonly Value[],
  args: readonly Value[],
  hidden: number,
): Value[] {
  const { regions } = rt.tape;
  const source = regions.source(rt.tape.currentRegion);
  const fail = (message: string) => rt.error('TypeError', `${qualname}() ${message}`, source);
  const last = args.at(-1);
  const keywords = last instanceof Keywords ? last : null;
  const given = keywords ? args.length - 1 : args.length;
  const values: Value[] = new Array(parameters.length).fill(undefined);
  let at = 0;
  let rest: Dict | null = null;
  let hasStar = false;
  parameters.forEach((parameter, k) => {
    switch (parameter.kind) {
      case 'positional':
      case 'positionalOnly':
        if (at < given) values[k] = args[at++];
        break;
      case 'star':
        hasStar = true;
        values[k] = new Tuple(args.slice(Math.min(at, given), given));
        break;
      case 'doubleStar':
        rest = new Dict();
        values[k] = rest;
        break;
    }
  });
  if (at < given && !hasStar) throw fail(tooMany(parameters, defaults, given, keywords, hidden));
  if (keywords) takeKeywords(parameters, keywords, values, rest, fail);
  const missing: { kind: 'positional' | 'keyword-only'; name: string }[] = [];
  parameters.forEach(({ kind, name }, k) => {
    if (values[k] !== undefined) return;
    values[k] = defaults[k];
    if (values[k] === undefined) missing.push({ kind: kind === 'keywordOnly' ? 'keyword-only' : 'positional', name });
  });
  if (missing.length > 0) throw fail(missingText(missing));
  return values;
}

function takeKeywords(
  parameters: Parameters,
  keywords: Keywords,
  values: Value[],
  rest: Dict | null,
  fail: (message: string) => Error,
): void {
  keywords.names.forEach((name, k) => {
    const index = parameters.findIndex(
      (parameter) => parameter.name === name && (parameter.kind === 'positional' || parameter.kind === 'keywordOnly'),
    );
    if (index === -1) {
      if (rest !== null) {
        rest.setText(name, keywords.values[k]);
        return;
      }
      const isPositional = parameters.some(
        (parameter) => parameter.name === name && parameter.kind === 'positionalOnly',
      );
      throw fail(
        isPositional
          ? `got some positional-only arguments passed as keyword arguments: '${name}'`
          : `got an unexpected keyword argument '${name}'`,
      );
    }
    if (values[index] !== undefined) throw fail(`got multiple values for argument '${name}'`);
    values[index] = keywords.values[k];
  });
}

function tooMany(
  parameters: Parameters,
  defaults: readonly Value[],
  count: number,
  keywords: Keywords | null,
  hidden: number,
): string {
  const given = count + hidden;
  const positional = parameters.filter(({ kind }) => kind === 'positional' || kind === 'positionalOnly');
  const most = positional.length + hidden;
  const optional = parameters.filter(
    ({ kind }, k) => (kind === 'positional' || kind === 'positionalOnly') && defaults[k] !== undefined,
  ).length;
  const takes =
    optional > 0
      ? `from ${most - optional} to ${most} positional arguments`
      : `${most} positional argument${most === 1 ? '' : 's'}`;
  const named = keywords
    ? keywords.names.filter((name) =>
        parameters.some((parameter) => parameter.kind === 'keywordOnly' && parameter.name === name),
      ).length
    : 0;
  if (named === 0) return `takes ${takes} but ${given} ${given === 1 ? 'was' : 'were'} given`;
  const s = (count: number) => (count === 1 ? '' : 's');
  return `takes ${takes} but ${given} positional argument${s(given)} (and ${named} keyword-only argument${s(named)}) were given`;
}

function missingText(missing: readonly { readonly kind: string; readonly name: string }[]): string {
  const kind = missing[0]?.kind ?? 'positional';
  const names = missing.filter((entry) => entry.kind === kind).map(({ name }) => `'${name}'`);
  const listed =
    names.length === 1
      ? names[0]
      : names.length === 2
        ? `${names[0]} and ${names[1]}`
        : `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
  return `missing ${names.length} required ${kind} argument${names.length === 1 ? '' : 's'}: ${listed}`;
}
