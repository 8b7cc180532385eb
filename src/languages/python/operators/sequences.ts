import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { Float, isInt, plainNumber } from '../values/numbers';
import { Tuple } from '../values/objects';
import { operandType, typeName } from '../values/types';

/** `+` of text, lists and tuples. */
export function concatenate(rt: Runtime, left: Value, right: Value, source: SourceId): Value {
  if (Array.isArray(left)) {
    if (Array.isArray(right)) {
      rt.checkSize(left.length + right.length, source);
      return left.concat(right);
    }
    throw rt.error('TypeError', `can only concatenate list (not "${typeName(right)}") to list`, source);
  }
  if (left instanceof Tuple) {
    if (right instanceof Tuple) {
      rt.checkSize(left.items.length + right.items.length, source);
      return new Tuple([...left.items, ...right.items]);
    }
    throw rt.error('TypeError', `can only concatenate tuple (not "${typeName(right)}") to tuple`, source);
  }
  if (typeof left === 'string') {
    throw rt.error('TypeError', `can only concatenate str (not "${typeName(right)}") to str`, source);
  }
  throw rt.error(
    'TypeError',
    `unsupported operand type(s) for +: '${operandType(left)}' and '${operandType(right)}'`,
    source,
  );
}

/** `*` of a sequence and an int. */
export function repeat(rt: Runtime, left: Value, right: Value, source: SourceId): Value {
  if (isSequence(left)) return repeated(rt, left, right, source);
  if (isSequence(right)) return repeated(rt, right, left, source);
  throw rt.error(
    'TypeError',
    `unsupported operand type(s) for *: '${operandType(left)}' and '${operandType(right)}'`,
    source,
  );
}

function isSequence(value: Value): value is string | Value[] | Tuple {
  return typeof value === 'string' || Array.isArray(value) || value instanceof Tuple;
}

function repeated(rt: Runtime, sequence: string | Value[] | Tuple, count: Value, source: SourceId): Value {
  const plain = isInt(count) ? plainNumber(count) : null;
  if (plain === null || plain instanceof Float) {
    throw rt.error('TypeError', `can't multiply sequence by non-int of type '${typeName(count)}'`, source);
  }
  if (count instanceof Tracked) rt.cuts.note(count.node, 'index', source);
  const times = Math.max(0, Number(plain));
  const length =
    typeof sequence === 'string'
      ? sequence.length
      : sequence instanceof Tuple
        ? sequence.items.length
        : sequence.length;
  if (length > 0) rt.checkSize(length * times, source);
  if (typeof sequence === 'string') return length === 0 ? '' : sequence.repeat(times);
  const items = sequence instanceof Tuple ? sequence.items : sequence;
  const result: Value[] = [];
  if (length > 0) for (let k = 0; k < times; k++) for (const item of items) result.push(item);
  return sequence instanceof Tuple ? new Tuple(result) : result;
}
