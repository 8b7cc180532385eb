import type { Value } from '../../core/values';
import { isObject, keyText, toText } from '../conversions';
import { getMember } from '../members';
import { Accessor, type ErrorObject } from '../objects';
import { type PrintCall, quietly } from './printHooks';

/** What an error prints before its own properties: its stack where the user has set one, else name and message. */
export function errorHeader(call: PrintCall, error: ErrorObject): string {
  const { stack } = error.fields;
  if (typeof stack === 'string' && stack !== '') return stack;
  const part = (key: string) => quietly(call, () => textOf(call, getMember(call.rt, error, key, call.source)), '');
  const name = stack instanceof Accessor || stack === undefined ? part('name') || 'Error' : 'Error';
  const message = part('message');
  return message === '' ? name : `${name}: ${message}`;
}

function textOf({ rt, source }: PrintCall, value: Value): string {
  if (typeof value === 'symbol') return keyText(value);
  return isObject(value) ? '[object Object]' : value === undefined ? '' : toText(rt, value, source);
}
