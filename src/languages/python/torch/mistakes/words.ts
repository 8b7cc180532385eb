import type { Range, SourceId } from '../../../../engine/sources';
import type { NdArray, Nested } from '../../../../engine/tensor/ndarray';
import type { Fix } from '../../../core/advice';
import type { Runtime } from '../../../core/runtime';

const CODE_LENGTH = 60;
/** Numbers of a tensor that a sentence lists. */
const LISTED = 4;

/** Code in backticks, in one line. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replaceAll('`', "'");
  return `\`${line.length > CODE_LENGTH ? `${line.slice(0, CODE_LENGTH - 1)}…` : line}\``;
}

export function codeAt(rt: Runtime, source: SourceId): string {
  return code(rt.sources.code(source));
}

export function number(value: number): string {
  return String(Number(value.toPrecision(4)))
    .replace('-', '−')
    .replace('Infinity', '∞');
}

/** The numbers of a tensor where they are few, else its shape and its norm. */
export function numbers(array: NdArray): string {
  if (array.size <= LISTED) return nestedText(array.toNested());
  let squares = 0;
  for (const value of array.values()) squares += value * value;
  return `[${array.shape.join('×')}] of norm ${number(Math.sqrt(squares))}`;
}

function nestedText(nested: Nested): string {
  if (typeof nested === 'object') return `[${nested.map(nestedText).join(', ')}]`;
  return number(Number(nested));
}

/** `line 3`, or `line 3 of cell 2`. */
export function lineOf(rt: Runtime, source: SourceId): string {
  const place = placeOf(rt, source);
  return place === null ? 'its line' : place.file.lineName(place.start);
}

/** Where an expression stands in its file's text; null for none. */
export function placeOf(rt: Runtime, source: SourceId) {
  const file = rt.sources.file(source);
  const range = rt.sources.range(source);
  if (file === null || range === null) return null;
  const start = file.startOf(range);
  return { file, start, end: start + rt.sources.code(source).length };
}

/** The same text with `text` put in at an offset of the expression's code. */
export function insertion(rt: Runtime, title: string, source: SourceId, at: number, text: string): Fix[] {
  const place = placeOf(rt, source);
  if (place === null) return [];
  return [{ title, edits: [{ range: place.file.range(place.start + at, place.start + at), text }] }];
}

/** A further argument at the end of the call that an expression is. */
export function argument(rt: Runtime, source: SourceId, text: string): Fix[] {
  const call = rt.sources.code(source);
  const inside = /^[\w.]+(?:\(.*\))?[\w.]*\((.*)\)$/s.exec(call)?.[1];
  if (inside === undefined || inside.includes(text.split('=')[0]!)) return [];
  const comma = inside.trim() === '' ? '' : inside.trimEnd().endsWith(',') ? ' ' : ', ';
  return insertion(rt, `Write ${text}`, source, call.length - 1, comma + text);
}

/** Other code in place of the expression. */
export function replacement(rt: Runtime, source: SourceId, text: string): Fix[] {
  const range: Range | null = rt.sources.range(source);
  return range === null ? [] : [{ title: `Write ${text}`, edits: [{ range, text }] }];
}

/** Lines of their own above the line of an expression, or below it, as far in as that line. */
export function lines(rt: Runtime, source: SourceId, where: 'above' | 'below', statements: readonly string[]): Fix[] {
  const place = placeOf(rt, source);
  if (place === null || statements.length === 0) return [];
  const { text } = place.file;
  const begin = text.lastIndexOf('\n', place.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(begin))![0];
  const next = text.indexOf('\n', place.end);
  const end = next === -1 ? text.length : next;
  const own =
    where === 'above' ? statements.map((line) => `${indent}${line}\n`) : statements.map((line) => `\n${indent}${line}`);
  const at = where === 'above' ? begin : end;
  return [{ title: `Add ${statements.join('; ')}`, edits: [{ range: place.file.range(at, at), text: own.join('') }] }];
}
