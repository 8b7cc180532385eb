import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';

/** `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`. */
export interface Spec {
  readonly fill: string;
  readonly align: '<' | '>' | '=' | '^' | '';
  readonly sign: '+' | '-' | ' ' | '';
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly grouping: ',' | '_' | '';
  readonly precision: number | null;
  readonly type: string;
}

const SPEC = /^(?:([\s\S])?([<>=^]))?([-+ ]?)z?(#?)(0?)(\d*)([,_]?)(?:\.(\d+))?([a-zA-Z%]?)$/u;

export function parseSpec(rt: Runtime, text: string, name: string, source: SourceId): Spec {
  const match = SPEC.exec(text);
  if (!match) {
    if (/\.$/.test(text) || /\.[^\d]/.test(text))
      throw rt.error('ValueError', 'Format specifier missing precision', source);
    throw rt.error('ValueError', `Invalid format specifier '${text}' for object of type '${name}'`, source);
  }
  const [, fill, align = '', sign = '', alternate, zero, width, grouping = '', precision, type = ''] = match;
  checkGrouping(rt, grouping, type || (name === 'str' ? 's' : ''), source);
  const isText = name === 'str';
  const spec: Spec = {
    fill: fill ?? (zero ? '0' : ' '),
    align: (align || (zero && fill === undefined && !isText ? '=' : '')) as Spec['align'],
    sign: sign as Spec['sign'],
    alternate: alternate === '#',
    zero: zero === '0',
    width: Number(width || 0),
    grouping: grouping as Spec['grouping'],
    precision: precision === undefined ? null : Number(precision),
    type,
  };
  rt.checkSize(spec.width, source);
  if ((spec.precision ?? 0) > 100_000) throw rt.error('ValueError', 'precision too big', source);
  return spec;
}

function checkGrouping(rt: Runtime, grouping: string, type: string, source: SourceId): void {
  if (grouping === '' || /^[deEfFgG%]?$/.test(type)) return;
  if (grouping === '_' && /^[boxX]$/.test(type)) return;
  throw rt.error('ValueError', `Cannot specify '${grouping}' with '${type}'.`, source);
}

/** Fills a text up to the width. */
export function padded(text: string, spec: Spec, fallback: '<' | '>', length = text.length): string {
  const missing = spec.width - length;
  if (missing <= 0) return text;
  const align = spec.align || fallback;
  const fill = (count: number) => spec.fill.repeat(count);
  if (align === '<') return text + fill(missing);
  if (align === '^') return fill(missing >> 1) + text + fill(missing - (missing >> 1));
  return fill(missing) + text;
}

/** Puts sign, prefix and digits together: with `=` the fill stands between them. */
export function withSign(sign: string, body: string, spec: Spec): string {
  if (spec.align !== '=') return padded(sign + body, spec, '>');
  const missing = spec.width - sign.length - body.length;
  if (missing <= 0) return sign + body;
  if (spec.fill === '0' && spec.grouping) return sign + groupedZeros(body, spec, spec.width - sign.length);
  return sign + spec.fill.repeat(missing) + body;
}

/** Zeros in front are grouped like digits. */
function groupedZeros(body: string, spec: Spec, width: number): string {
  const isHex = spec.type === 'x' || spec.type === 'X';
  const [, digits = '', rest = ''] = (isHex ? /^([\da-fA-F_]*)(.*)$/ : /^([\d,_]*)(.*)$/).exec(body)!;
  const size = /^[box]$/i.test(spec.type) ? 4 : 3;
  if (digits === '') return rest.padStart(width, '0');
  let plain = digits.replaceAll(spec.grouping, '');
  for (;;) {
    const shown = grouped(plain, spec.grouping, size) + rest;
    if (shown.length >= width) return shown;
    plain = `0${plain}`;
  }
}

/** Puts a sign between groups of digits. */
export function grouped(digits: string, sign: string, size = 3): string {
  if (!sign) return digits;
  const first = digits.length % size || size;
  const groups = [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += size) groups.push(digits.slice(at, at + size));
  return groups.join(sign);
}
