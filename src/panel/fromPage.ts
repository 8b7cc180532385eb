import type { FoldWish, FromPage, PageMethods, Range } from '../protocol';

type Fields = Readonly<Record<string, unknown>>;
type Check = (message: Fields) => boolean;

const commands: readonly unknown[] = ['openExample', 'differentiateSelection', 'openInEditor', 'openSettings'];

/** What the parameters of each call have to hold, beside the result. */
const calls: Readonly<Record<keyof PageMethods, Check>> = {
  picture: ({ folds }) => isWish(folds),
  pass: ({ pass }) => isIndex(pass),
  card: ({ gate, element, folded, folds }) =>
    typeof gate === 'string' &&
    (element === undefined || isIndex(element)) &&
    (folded === undefined || isNames(folded)) &&
    (folds === undefined || isWish(folds)),
  check: ({ of }) => isCheck(of),
};

/** What each message has to hold, beside its type. */
const checks: Readonly<Record<FromPage['type'], Check>> = {
  ready: () => true,
  call: ({ call }) =>
    isFields(call) &&
    Number.isInteger(call.call) &&
    isFields(call.params) &&
    typeof call.params.result === 'string' &&
    Object.hasOwn(calls, call.method as string) &&
    calls[call.method as keyof PageMethods](call.params),
  reveal: ({ range, focus }) => isRange(range) && typeof focus === 'boolean',
  setInput: ({ name, code }) => typeof name === 'string' && typeof code === 'string',
  resetInputs: () => true,
  writeInputs: () => true,
  occurrence: ({ occurrence }) => Number.isInteger(occurrence) && (occurrence as number) >= 1,
  pin: ({ pinned }) => typeof pinned === 'boolean',
  stop: () => true,
  runLonger: () => true,
  copy: ({ text }) => isText(text),
  save: ({ format, name, data }) =>
    typeof name === 'string' && isText(data) && (format === 'svg' ? isSvg(data) : format === 'png' && isPng(data)),
  command: ({ command }) => commands.includes(command),
};

/** What arrived from a page, when it is a message of the protocol; else null. */
export function asFromPage(message: unknown): FromPage | null {
  if (!isFields(message) || typeof message.type !== 'string' || !Object.hasOwn(checks, message.type)) return null;
  return checks[message.type as FromPage['type']](message) ? (message as unknown as FromPage) : null;
}

/** Characters of what is copied or saved; no picture of ours comes near. */
const LARGEST = 100_000_000;

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LARGEST;
}

function isSvg(data: string): boolean {
  return data.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ');
}

/** Base64 that begins with the signature of PNG. */
function isPng(data: string): boolean {
  return data.startsWith('iVBORw0KGgo') && data.length % 4 === 0 && /^[\w+/]+={0,2}$/.test(data);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isCheck(of: unknown): boolean {
  if (!isFields(of)) return false;
  if (typeof of.gate === 'string') return of.folds === undefined || isWish(of.folds);
  return typeof of.input === 'string' && Number.isInteger(of.from);
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isRange(value: unknown): value is Range {
  const file = isFields(value) ? value.file : undefined;
  const hasPlace = isFields(value) && isPosition(value.start) && isPosition(value.end);
  return hasPlace && (file === undefined || typeof file === 'string');
}

function isPosition(value: unknown): boolean {
  return isFields(value) && isCount(value.line) && isCount(value.column);
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1;
}

function isIndex(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

/** True for what has the form of a wish, whoever sent it. */
function isWish(value: unknown): value is FoldWish {
  if (typeof value !== 'object' || value === null) return false;
  const { level, open, closed, at, constants, pass } = value as Partial<Record<keyof FoldWish, unknown>>;
  const levels: readonly unknown[] = [
    'gates',
    'composites',
    'iterations',
    'calls',
    'lines',
  ] satisfies FoldWish['level'][];
  return (
    (level === null || levels.includes(level)) &&
    (constants === undefined || typeof constants === 'boolean') &&
    (pass === undefined || isIndex(pass)) &&
    isKeys(open) &&
    isKeys(closed) &&
    typeof at === 'object' &&
    at !== null &&
    Object.values(at).every((step) => Number.isInteger(step) && step >= 1)
  );
}

/** Folds that one wish may name; more are no reader's. */
const MOST_KEYS = 1000;

function isKeys(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= MOST_KEYS && value.every((key) => typeof key === 'string');
}
