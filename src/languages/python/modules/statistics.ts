import { opCode } from '../../../engine/ops/table';
import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { functions } from '../builtins/define';
import { sorted } from '../builtins/iteration';
import { add, divide, multiply, subtract } from '../operators/arithmetic';
import { equals } from '../operators/compare';
import { listOf } from '../operators/iterate';
import { raised } from '../values/exceptions';
import { Float, isInt } from '../values/numbers';
import { ModuleObject } from '../values/objects';
import { exactSum, hostOf } from './math';

function data(rt: Runtime, iterable: Value, name: string, least: number, source: SourceId): Value[] {
  const items = listOf(rt, iterable, source);
  if (items.length >= least) return items;
  const wanted = least === 1 ? 'at least one data point' : 'at least two data points';
  throw raised(rt, 'statistics.StatisticsError', [`${name} requires ${wanted}`], source);
}

/** The sum without loss where nothing is tracked. */
function total(rt: Runtime, items: readonly Value[], source: SourceId): Value {
  if (items.some((item) => item instanceof Tracked) || items.every(isInt)) {
    return items.reduce(
      (sum: Value, item) => (sum === 0 && item instanceof Tracked ? item : add(rt, sum, item, source)),
      0,
    );
  }
  return new Float(exactSum(items.map((item) => hostOf(rt, item, source))));
}

/** Ints whose mean is whole have an int as their mean. */
function mean(rt: Runtime, items: readonly Value[], source: SourceId): Value {
  const sum = total(rt, items, source);
  const result = divide(rt, sum, items.length, source);
  return items.every(isInt) && typeof sum === 'number' && sum % items.length === 0 ? sum / items.length : result;
}

function variance(rt: Runtime, items: readonly Value[], under: number, source: SourceId): Value {
  const middle = mean(rt, items, source);
  const squares = items.map((item) => {
    const distance = subtract(rt, item, middle, source);
    return multiply(rt, distance, distance, source);
  });
  const sum = total(rt, squares, source);
  const result = divide(rt, sum, under, source);
  return items.every(isInt) && typeof sum === 'number' && sum % under === 0 ? sum / under : result;
}

function root(rt: Runtime, value: Value, source: SourceId): Value {
  if (value instanceof Tracked) return rt.unary(opCode.sqrt, value, source);
  return new Float(Math.sqrt(hostOf(rt, value, source)));
}

function median(rt: Runtime, iterable: Value, source: SourceId, which: 'low' | 'high' | 'middle'): Value {
  const items = listOf(rt, iterable, source);
  if (items.length === 0) throw raised(rt, 'statistics.StatisticsError', ['no median for empty data'], source);
  const ordered = sorted(rt, items, undefined, undefined, source);
  const at = ordered.length >> 1;
  if (ordered.length % 2 === 1 || which === 'high') return ordered[at];
  if (which === 'low') return ordered[at - 1];
  return divide(rt, add(rt, ordered[at - 1], ordered[at], source), 2, source);
}

function modes(rt: Runtime, items: readonly Value[], source: SourceId): Value[] {
  const counts: { value: Value; count: number }[] = [];
  for (const value of items) {
    const known = counts.find((entry) => equals(rt, entry.value, value, source));
    if (known) known.count++;
    else counts.push({ value, count: 1 });
  }
  const most = Math.max(...counts.map(({ count }) => count));
  return counts.filter(({ count }) => count === most).map(({ value }) => value);
}

export const statistics = new ModuleObject(
  'statistics',
  functions({
    'mean(data)': (rt, [values], source) => mean(rt, data(rt, values, 'mean', 1, source), source),
    'fmean(data, weights=)': (rt, [values], source) => {
      const items = data(rt, values, 'fmean', 1, source);
      return divide(rt, total(rt, items, source), items.length, source);
    },
    'median(data)': (rt, [values], source) => median(rt, values, source, 'middle'),
    'median_low(data)': (rt, [values], source) => median(rt, values, source, 'low'),
    'median_high(data)': (rt, [values], source) => median(rt, values, source, 'high'),
    'mode(data)': (rt, [values], source) => {
      const items = listOf(rt, values, source);
      if (items.length === 0) throw raised(rt, 'statistics.StatisticsError', ['no mode for empty data'], source);
      return modes(rt, items, source)[0];
    },
    'multimode(data)': (rt, [values], source) => modes(rt, listOf(rt, values, source), source),
    'variance(data, xbar=)': (rt, [values], source) => {
      const items = data(rt, values, 'variance', 2, source);
      return variance(rt, items, items.length - 1, source);
    },
    'pvariance(data, mu=)': (rt, [values], source) => {
      const items = data(rt, values, 'pvariance', 1, source);
      return variance(rt, items, items.length, source);
    },
    'stdev(data, xbar=)': (rt, [values], source) => {
      const items = data(rt, values, 'stdev', 2, source);
      return root(rt, variance(rt, items, items.length - 1, source), source);
    },
    'pstdev(data, mu=)': (rt, [values], source) => {
      const items = data(rt, values, 'pstdev', 1, source);
      return root(rt, variance(rt, items, items.length, source), source);
    },
  }),
);
